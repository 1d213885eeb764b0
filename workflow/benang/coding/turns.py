"""Part a source into turns: by the speakers that its format names, by labels in its text, or by paragraphs.

In an interview whose text has no labels a turn is a paragraph. An observation is parted into paragraphs always.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from benang.coding.intake import SourceRow
from benang.coding.offsets import MappedText, line_of, line_starts
from benang.coding.pseudonyms import Pseudonyms
from benang.coding.roles import Speakers, find_roles, guessed_roles, label_key, names_case
from benang.coding.sources.document import Document, Voice
from benang.coding.speakers import Line, Speech, find_speeches
from benang.coding.words import DIRECTION_MARKS
from benang.problems import Problem

PAUSE = 2.0
"""Seconds of silence after which a recording without speakers begins a new turn."""

_DIRECTION = re.compile(f"[{DIRECTION_MARKS}]+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r])[ \t\u00a0]*[\n\r]")
_MARKDOWN_START = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,3}[.)][ \t])")
_MARKDOWN_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")


@dataclass(frozen=True)
class Turn:
    """A speech with its role and case, before it is cleaned; ``once`` if its label is not known and occurs once."""

    speech: Speech
    role: str
    case_id: str
    once: bool = False


def find_turns(
    clean: MappedText, document: Document, row: SourceRow, speakers: Speakers, pseudonyms: Pseudonyms
) -> tuple[list[Turn], list[Problem]]:
    """Part a source into turns.

    Parameters:
        clean: its text after the reader's edits, in NFC, line ends kept.
        document: the source as its reader found it.
        row: the source as intake listed it.
        speakers: the study's labels.
        pseudonyms: names to replace in speakers' labels.

    Returns:
        The turns in order, their speakers with their pseudonyms, and what was assumed. Their text is not yet cleaned of
        white space and names.
    """
    text = clean.text
    voices = _voice_speeches(clean, document)
    if any(speech.speaker for speech in voices):
        return _with_roles(_paused(voices), row, speakers, pseudonyms)
    if voices:
        lines = [line for speech in voices for line in _voice_lines(text, speech)]
    else:
        lines = [Line(start, end) for start, end in _line_spans(text)]
    only_case = row.case_ids[0] if len(row.case_ids) == 1 else ""
    if row.kind == "observation":
        return _observed(clean, document, lines, row.case_ids), []
    if row.kind == "interview":
        parted = find_speeches(text, lines, speakers, row.case_ids)
        if parted.speeches:
            raw_lines = line_starts(document.raw)
            turns, problems = _with_roles(parted.speeches, row, speakers, pseudonyms, parted.once)
            head = [Turn(speech, "other", only_case) for speech in _paragraphs(clean, document, parted.head)]
            problems += [
                Problem(
                    "label-once",
                    row.file,
                    line_of(raw_lines, clean.to_raw(*turn.speech.label)[0]),
                    values={"label": turn.speech.speaker},
                )
                for turn in turns
                if turn.once and turn.speech.label
            ]
            problems += [
                Problem(
                    "label-misspelt",
                    row.file,
                    line_of(raw_lines, clean.to_raw(*place)[0]),
                    values={"found": pseudonyms.rename(text[slice(*place)]), "label": pseudonyms.rename(label)},
                )
                for place, label in parted.misspelt
            ]
            return head + turns, problems
    speeches = _paused(voices) if voices else _paragraphs(clean, document, lines)
    role = "informant" if row.kind == "interview" and only_case else "other"
    problems = []
    if row.kind == "interview" and any(text[slice(*span)].strip() for speech in speeches for span in speech.spans):
        problems.append(Problem("no-speakers", row.file, values={"role": role}))
    return [Turn(speech, role, only_case) for speech in speeches], problems


def _with_roles(
    speeches: Sequence[Speech],
    row: SourceRow,
    speakers: Speakers,
    pseudonyms: Pseudonyms,
    once: Sequence[tuple[int, int]] = (),
) -> tuple[list[Turn], list[Problem]]:
    if pseudonyms:
        speeches = [replace(speech, speaker=pseudonyms.rename(speech.speaker)) for speech in speeches]
        # The study may list a speaker by name or by pseudonym.
        speakers = Speakers(
            tuple(map(pseudonyms.rename, speakers.interviewer)),
            tuple(map(pseudonyms.rename, speakers.informant)),
            {
                case_id: tuple(map(pseudonyms.rename, names)) if case_id in row.case_ids else names
                for case_id, names in speakers.names.items()
            },
        )
    places = set(once)
    labels = [speech.speaker for speech in speeches if speech.label not in places]
    roles = find_roles(labels, row.kind, row.language, row.case_ids, speakers)
    nobody = ("other", row.case_ids[0] if len(row.case_ids) == 1 else "")
    known = {label_key(label): label for label in roles}
    turns = []
    for speech in speeches:
        is_once = speech.label in places
        if is_once and (label := known.get(label_key(speech.speaker))):
            # Two names of one person have become one pseudonym, which is known.
            speech, is_once = replace(speech, speaker=label), False
        turns.append(Turn(speech, *roles.get(speech.speaker, nobody), is_once))
    problems = []
    if row.kind == "observation":
        turns = [replace(turn, role="observer") for turn in turns]
    elif row.kind == "interview" and (guessed := guessed_roles(roles, row.case_ids, speakers)):
        values = {role: ", ".join(sorted(of_role)) or "-" for role, of_role in guessed.items()}
        listed = ", ".join(f"{role}: [{', '.join(sorted(of_role))}]" for role, of_role in guessed.items())
        values["listed"] = f"{{{listed}}}"
        problems.append(Problem("roles-guessed", row.file, values=values))
    if row.kind == "interview" and not any(turn.role == "informant" for turn in turns):
        names = ", ".join(sorted({label for label in labels if label}))
        problems.append(Problem("no-informant", row.file, values={"labels": names}))
    return turns, problems


def _voice_speeches(clean: MappedText, document: Document) -> list[Speech]:
    """The stretches that the format gives to speakers, one after another of one speaker made one.

    Text outside them is kept as speech of nobody, unless they have times: then it is the frame of a recording's format.
    """
    voices = sorted(document.voices, key=lambda voice: (voice.start, voice.end))
    timed = any(voice.time_start is not None for voice in voices)
    speeches: list[Speech] = []
    done = 0
    for voice in voices:
        start, end = clean.to_clean(voice.start, voice.end)
        start = max(start, done)
        if not timed:
            speeches += [Speech("", None, (span,)) for span in _blocks(clean.text, done, start)]
        if start < end and clean.text[start:end].strip():
            speeches = _added(speeches, voice, (start, end))
        done = max(done, end)
    if voices and not timed:
        speeches += [Speech("", None, (span,)) for span in _blocks(clean.text, done, len(clean.text))]
    return speeches


def _added(speeches: list[Speech], voice: Voice, span: tuple[int, int]) -> list[Speech]:
    speaker = " ".join(_DIRECTION.sub("", unicodedata.normalize("NFC", voice.speaker)).split())
    if speeches and speaker and speeches[-1].speaker == speaker:
        last = speeches[-1]
        speeches[-1] = replace(
            last,
            spans=(*last.spans, span),
            time_start=last.time_start if last.time_start is not None else voice.time_start,
            time_end=voice.time_end if voice.time_end is not None else last.time_end,
        )
    else:
        speeches.append(Speech(speaker, None, (span,), voice.time_start, voice.time_end))
    return speeches


def _paused(speeches: Iterable[Speech]) -> list[Speech]:
    """The speeches, those of nobody without a pause between them made one."""
    joined: list[Speech] = []
    for speech in speeches:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not last.speaker
            and not speech.speaker
            and last.time_end is not None
            and speech.time_start is not None
            and speech.time_start - last.time_end < PAUSE
        ):
            joined[-1] = replace(last, spans=last.spans + speech.spans, time_end=speech.time_end)
        else:
            joined.append(speech)
    return joined


def _voice_lines(text: str, speech: Speech) -> Iterator[Line]:
    for start, end in speech.spans:
        for low, high in _line_spans(text, start, end):
            yield Line(low, high, speech.time_start, speech.time_end)


def _line_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    end = len(text) if end is None else end
    for match in _LINE_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between blank lines."""
    block: tuple[int, int] | None = None
    for low, high in _line_spans(text, start, end):
        if text[low:high].strip():
            block = (block[0] if block else low, high)
        elif block:
            yield block
            block = None
    if block:
        yield block


def _paragraphs(clean: MappedText, document: Document, lines: Sequence[Line]) -> list[Speech]:
    """The paragraphs of lines without speakers.

    Paragraphs part at blank lines; where a format, or a text without blank lines, has a paragraph a line, at every
    line; in markdown also before and after a heading and before an item of a list.
    """
    text, raw = clean.text, document.raw
    each = document.format == "docx"
    if document.format in ("txt", "md") and not document.voices:
        each = not _BLANK_LINE.search(text.strip())
    paragraphs: list[Speech] = []
    alone = True
    for line in lines:
        if not text[line.start : line.end].strip():
            alone = True
            continue
        heading = False
        if document.format == "md":
            raw_line = _raw_line(raw, clean.to_raw(line.start, line.start + 1)[0])
            heading = bool(_MARKDOWN_HEADING.match(raw_line))
            alone = alone or bool(_MARKDOWN_START.match(raw_line))
        if alone or each or not paragraphs:
            paragraphs.append(Speech("", None, ((line.start, line.end),), line.time_start, line.time_end))
        else:
            last = paragraphs[-1]
            paragraphs[-1] = replace(last, spans=(*last.spans, (line.start, line.end)), time_end=line.time_end)
        alone = heading
    return paragraphs


def _raw_line(raw: str, place: int) -> str:
    start = max(raw.rfind("\n", 0, place), raw.rfind("\r", 0, place)) + 1
    return raw[start : start + 200]


def _observed(clean: MappedText, document: Document, lines: Sequence[Line], case_ids: Sequence[str]) -> list[Turn]:
    """The paragraphs of an observation.

    Of several cases, a paragraph is of the case that the markdown heading above it names, unless it speaks of another
    case too.
    """
    turns = []
    only = case_ids[0] if len(case_ids) == 1 else ""
    under = ""
    for speech in _paragraphs(clean, document, lines):
        text = " ".join(clean.text[start:end] for start, end in speech.spans)
        case_id = only
        if len(case_ids) > 1:
            named = names_case(text, case_ids)
            raw_line = _raw_line(document.raw, clean.to_raw(speech.spans[0][0], speech.spans[0][0] + 1)[0])
            if document.format == "md" and _MARKDOWN_HEADING.match(raw_line):
                under = named[0] if len(named) == 1 else ""
            case_id = under if set(named) <= {under} else ""
        turns.append(Turn(speech, "observer", case_id))
    return turns
