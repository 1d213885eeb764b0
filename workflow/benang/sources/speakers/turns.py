"""Part a source into turns: by the speakers that its format names, by labels in its text, or by paragraphs.

In an interview whose text has no labels a turn is a paragraph, and nobody is named; only where bold and plain
paragraphs alternate, these are read as questions and answers. An observation is parted into paragraphs always.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.document import Document
from benang.sources.source_row import SourceRow
from benang.sources.speakers.bold_labels import bold_openings, bold_questions, bold_spans
from benang.sources.speakers.guessed_roles import contradicted, guessed_roles
from benang.sources.speakers.introductions import introductions
from benang.sources.speakers.known_labels import KnownLabels, known_labels
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_names import HIDDEN, looks_like_name
from benang.sources.speakers.label_problems import label_problems, passed_over, within_problem
from benang.sources.speakers.labels import Line
from benang.sources.speakers.questions import Said, said_by
from benang.sources.speakers.roles import Role, Speakers, find_roles
from benang.sources.speakers.speeches import Speech, find_speeches, labels_within
from benang.sources.speakers.unlabelled import heading_lines, observed, paragraphs, text_lines
from benang.sources.speakers.unnamed_turns import unnamed_turns
from benang.sources.speakers.voice_labels import with_labels
from benang.sources.speakers.voices import voice_lines, voice_speeches
from benang.text.language_detection import other_language, spoken_language
from benang.text.offsets import MappedText, line_of, line_starts

_MOST_SHOWN = 12  # labels in one message
_MOST_LINES_SHOWN = 20


@dataclass(frozen=True)
class Turn:
    """A speech with its role and case, before it is cleaned.

    Attributes:
        speech: who says what, the speaker with a pseudonym.
        role, case_id, role_from: as in ``roles.Role``.
        once: its label is not known and occurs once.
    """

    speech: Speech
    role: str
    case_id: str
    role_from: str = ""
    once: bool = False


@dataclass(frozen=True)
class _Source:
    """What is known of a source before its turns are."""

    clean: MappedText
    document: Document
    row: SourceRow
    given: Speakers  # as the study lists them
    speakers: Speakers  # with names replaced
    pseudonyms: Pseudonyms
    raw_lines: list[int]

    @property
    def only_case(self) -> str:
        return self.row.case_ids[0] if len(self.row.case_ids) == 1 else ""

    def line(self, place: int) -> int:
        """The line of the raw text that a place of the clean text is on."""
        return line_of(self.raw_lines, self.clean.to_raw(place, place)[0])

    def told(self, label: str) -> str:
        """A label as messages show it: one that looks like a name that nobody listed, which they tell by its line."""
        stand_ins = self.pseudonyms.names.values()
        return HIDDEN if looks_like_name(label, stand_ins, self.row.case_ids, self.speakers) else label

    def problem(self, kind: str, values: Mapping[str, object], line: int | None = None) -> Problem:
        return Problem(kind, self.row.file, line, values=values)


def find_turns(
    clean: MappedText,
    document: Document,
    row: SourceRow,
    speakers: Speakers,
    pseudonyms: Pseudonyms,
    *,
    mark_interviewer: bool = True,
) -> tuple[list[Turn], list[Problem]]:
    """Part a source into turns.

    Args:
        clean: its text after the reader's edits, line ends kept.
        document: the source as its reader found it.
        row: the source as intake listed it.
        speakers: the study's labels.
        pseudonyms: names to replace in speakers' labels.
        mark_interviewer: whether interviewers get their role; otherwise they are ``other``.

    Returns:
        The turns in order, their speakers with their pseudonyms, and what was assumed. Their text is not yet cleaned of
        white space and names.
    """
    raw_lines = line_starts(document.raw)
    source = _Source(clean, document, row, speakers, _renamed(speakers, pseudonyms), pseudonyms, raw_lines)
    known = known_labels(speakers, row.source_id, row.case_ids, pseudonyms.rename)
    given = [
        replace(voice, speaker="") if known.is_nobody(label_key(voice.speaker)) else voice for voice in document.voices
    ]
    voices = voice_speeches(clean, *with_labels(clean, given, known))
    once = _reported_once(document, row.file, known, raw_lines)
    if any(speech.speaker for speech in voices):
        turns, problems = _with_roles(source, _unnamed_parted(source, voices))
        problems += _within(source, voices)
    elif row.kind == "interview":
        turns, problems = _interview(source, voices)
    else:
        turns, problems = _unnamed(source, voices, _lines(source, voices)), []
    problems = [*once, *problems]
    if other := other_language(clean.text, row.language):
        problems.append(source.problem("language-other", {"stated": row.language, "told": other}))
    if not mark_interviewer:
        turns = [replace(turn, role="other", role_from="") if turn.role == "interviewer" else turn for turn in turns]
    return turns, problems


def _within(source: _Source, voices: Sequence[Speech]) -> list[Problem]:
    """Labels of a file whose format names speakers that stand in the midst of what somebody else says."""
    names = {label_key(voice.speaker): voice.speaker for voice in voices if voice.speaker}
    within = labels_within(source.clean.text, voices, names)
    if not within:
        return []
    spelling = source.pseudonyms.rename
    return [within_problem(within, lambda label: source.told(spelling(label)), source.line, source.problem)]


def _reported_once(document: Document, file: str, known: KnownLabels, raw_lines: list[int]) -> list[Problem]:
    """The labels of captions that occur once, but for those that the study knows."""
    starts = [voice.start for voice in document.voices]
    lines = []
    for place in document.labels_once:
        after = bisect_left(starts, place)
        label = document.voices[after].speaker if after < len(starts) else ""
        if not (known.holds(label_key(label), label) or known.is_nobody(label_key(label))):
            lines.append(line_of(raw_lines, place))
    if not lines:
        return []
    shown = ", ".join(map(str, lines[:_MOST_LINES_SHOWN])) + (", ..." if len(lines) > _MOST_LINES_SHOWN else "")
    return [Problem("cue-label-once", file, lines[0], values={"count": len(lines), "lines": shown})]


def _renamed(speakers: Speakers, pseudonyms: Pseudonyms) -> Speakers:
    """The study's labels with names replaced: it may list a speaker by name or by pseudonym."""
    if not pseudonyms:
        return speakers
    return replace(
        speakers,
        interviewer=tuple(map(pseudonyms.rename, speakers.interviewer)),
        informant=tuple(map(pseudonyms.rename, speakers.informant)),
        names={case_id: tuple(map(pseudonyms.rename, names)) for case_id, names in speakers.names.items()},
    )


def _lines(source: _Source, voices: Sequence[Speech]) -> list[Line]:
    text = source.clean.text
    return list(voice_lines(text, voices)) if voices else list(text_lines(text))


def _unnamed(
    source: _Source, voices: Sequence[Speech], lines: Sequence[Line], role: str = "other", role_from: str = ""
) -> list[Turn]:
    """The turns of a source that names no speakers."""
    if source.row.kind == "observation":
        return [
            Turn(speech, *told) for speech, told in observed(source.clean, source.document, lines, source.row.case_ids)
        ]
    speeches = _unnamed_parted(source, voices) if voices else paragraphs(source.clean, source.document, lines)
    return [Turn(speech, role, source.only_case, role_from) for speech in speeches]


def _unnamed_parted(source: _Source, voices: Sequence[Speech]) -> list[Speech]:
    """The speeches of a recording; what a recogniser gives to nobody is parted at pauses and sentences."""
    timed = any(speech.time_start is not None for speech in voices)
    within = timed or source.document.cut_by_machine
    return unnamed_turns(source.clean.text, voices, source.row.language, within=within)


def _interview(source: _Source, voices: Sequence[Speech]) -> tuple[list[Turn], list[Problem]]:
    """The turns of an interview whose format names no speakers."""
    text, row = source.clean.text, source.row
    lines = _lines(source, voices)
    bold = bold_openings(text, lines, bold_spans(source.clean, source.document.emphasis))
    known = known_labels(source.given, row.source_id, row.case_ids, source.pseudonyms.rename)
    parted = find_speeches(text, lines, known, bold, heading_lines(source.clean, source.document, lines))
    questions = bold_questions(text, lines, bold, row.language)
    if questions and 2 * len(parted.speeches) < len(questions):
        turns, problems = _with_roles(source, questions)
        # The speakers' words are put in here; what told them apart is the type.
        turns = [replace(turn, role_from="bold") if turn.role_from == "word" else turn for turn in turns]
        asked = sum(turn.role == "interviewer" for turn in turns)
        return turns, [*problems, source.problem("roles-by-bold", {"count": asked})]
    if parted.speeches:
        head = [
            Turn(speech, "other", source.only_case) for speech in paragraphs(source.clean, source.document, parted.head)
        ]
        turns, problems = _with_roles(source, parted.speeches, parted.once)
        return head + turns, problems + label_problems(
            text,
            parted,
            _once(turns, parted.once),
            source.pseudonyms.rename,
            source.told,
            source.line,
            source.problem,
        )
    role, role_from = ("informant", "alone") if source.only_case else ("other", "")
    turns = _unnamed(source, voices, lines, role, role_from)
    said = any(text[slice(*span)].strip() for turn in turns for span in turn.speech.spans)
    passed = passed_over(parted, source.pseudonyms.rename, source.line, source.problem)
    return turns, [source.problem("no-speakers", {"role": role}), *passed] if said else []


def _once(turns: Sequence[Turn], places: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """Where a label stands that is not known and occurs once, and the label as the turns show it."""
    times = Counter(turn.speech.speaker for turn in turns)
    once = set(places)
    return [
        (turn.speech.label[0], turn.speech.speaker)
        for turn in turns
        # Two names of one person may have become one pseudonym.
        if turn.speech.label in once and turn.speech.label and times[turn.speech.speaker] == 1
    ]


def _with_roles(
    source: _Source, speeches: Sequence[Speech], once: Sequence[tuple[int, int]] = ()
) -> tuple[list[Turn], list[Problem]]:
    """The turns of speeches whose speakers are named; ``once``: where labels stand that may be none."""
    row, places = source.row, set(once)
    speeches = _shown(speeches, source.pseudonyms)
    rename = source.pseudonyms.rename
    introduced = introductions(source.clean.text, {speech.speaker for speech in speeches}, rename)
    speeches = _one_label(speeches, introduced.same)
    labels = [speech.speaker for speech in speeches if speech.label is None or speech.label not in places]
    doubtful = sorted({speech.speaker for speech in speeches if speech.label in places} - set(labels))
    by_label = partial(
        find_roles,
        labels,
        row.kind,
        row.language,
        row.case_ids,
        source.speakers,
        row.source_id,
        introduced=introduced.roles,
        doubtful=doubtful,
    )
    roles = by_label(said=_said(source, speeches) if row.kind == "interview" else {})
    nobody = Role("other", source.only_case, "")
    turns = []
    for speech in speeches:
        # Two names of one person may have become one pseudonym, which is known.
        is_once = speech.label is not None and speech.label in places and speech.speaker not in roles
        role = roles.get(speech.speaker, nobody)
        if not speech.speaker and row.kind == "observation":
            role = nobody._replace(role="observer", role_from="kind")
        turns.append(Turn(speech, *role, is_once))
    problems = []
    if row.kind == "interview" and (guessed := guessed_roles(roles)):
        shown = {role: ", ".join(map(source.told, sorted(of_role))) for role, of_role in guessed.items()}
        values = {role: of_role or "-" for role, of_role in shown.items()}
        problems.append(source.problem("roles-guessed", values))
    if row.kind == "interview" and (not_so := contradicted(by_label(), roles, source.told)):
        problems.append(source.problem("roles-contradicted", not_so))
    elif row.kind == "interview" and not any(turn.role == "informant" for turn in turns):
        names = sorted({source.told(label) for label in labels if label})
        more = ", ..." if len(names) > _MOST_SHOWN else ""
        problems.append(source.problem("no-informant", {"labels": ", ".join(names[:_MOST_SHOWN]) + more}))
    return turns, problems + _unlisted_names(source, turns)


def _said(source: _Source, speeches: Sequence[Speech]) -> dict[str, Said]:
    """How much each speaker says and asks."""
    text = source.clean.text
    words = [(one.speaker, " ".join(text[slice(*span)] for span in one.spans)) for one in speeches if one.speaker]
    return said_by(words, spoken_language(text, source.row.language))


def _shown(speeches: Sequence[Speech], pseudonyms: Pseudonyms) -> list[Speech]:
    """The speeches with pseudonyms for speakers, and one spelling for each: the most frequent."""
    renamed = {speaker: pseudonyms.rename(speaker) for speaker in {speech.speaker for speech in speeches}}
    times: dict[str, Counter[str]] = {}
    for speech in speeches:
        times.setdefault(label_key(renamed[speech.speaker]), Counter())[renamed[speech.speaker]] += 1
    spelling = {key: max(sorted(counter), key=counter.__getitem__) for key, counter in times.items()}
    shown = {speaker: spelling[label_key(pseudonym)] for speaker, pseudonym in renamed.items()}
    return [
        speech if shown[speech.speaker] == speech.speaker else replace(speech, speaker=shown[speech.speaker])
        for speech in speeches
    ]


def _one_label(speeches: Sequence[Speech], same: Mapping[str, str]) -> list[Speech]:
    """The speeches, those of a label that introduces another (``Interviewer (I)``) as that other's."""
    spelling = {label_key(speech.speaker): speech.speaker for speech in speeches}
    shown = {speaker: spelling[same[key]] for key, speaker in spelling.items() if same.get(key) in spelling}
    return [
        replace(speech, speaker=shown[speech.speaker]) if speech.speaker in shown else speech for speech in speeches
    ]


def _unlisted_names(source: _Source, turns: Sequence[Turn]) -> list[Problem]:
    """Where a label begins to be used that may be a name and is not in the study's list of names."""
    if not source.pseudonyms.names:
        return []
    pseudonyms = sorted(set(source.pseudonyms.names.values()))
    first: dict[str, Turn] = {}
    for turn in turns:
        first.setdefault(turn.speech.speaker, turn)
    problems = []
    for label, turn in first.items():
        if looks_like_name(label, pseudonyms, source.row.case_ids, source.speakers):
            place = turn.speech.label[0] if turn.speech.label else turn.speech.spans[0][0]
            problems.append(source.problem("label-unlisted-name", {}, source.line(place)))
    return problems
