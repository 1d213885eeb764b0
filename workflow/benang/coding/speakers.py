"""Who speaks: labels in the text of a transcript become turns, and speakers get roles.

A label is a short stretch (one to four words) that starts a line and ends with a colon, and is either known (in the
study's lists or the default ones, or a case) or recurs in the file. ``Catatan:`` once inside a turn is none. Before it
may stand a paragraph number or a time, which belong to neither label nor text. With a time beside it, a label need not
recur, and may stand on a line of its own without a colon (``Name  0:01``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from benang.coding.words import find_words, marks

INTERVIEWER_WORDS = (
    *("pewawancara", "peneliti", "penanya", "pengaju", "moderator", "fasilitator", "enumerator", "tanya", "pw"),
    *("interviewer", "researcher", "facilitator", "question", "int", "mod"),
)
"""Labels of interviewers, in Indonesian and English, where a study gives none."""

INFORMANT_WORDS = (
    *("informan", "narasumber", "responden", "partisipan", "peserta", "subjek", "jawab", "inf", "ns"),
    *("informant", "participant", "respondent", "interviewee", "subject", "answer", "resp"),
)
"""Labels of informants, in Indonesian and English, where a study gives none."""

INTERVIEWER_LETTERS = ("p", "q", "t")
INFORMANT_LETTERS = ("a", "i", "n", "j", "r", "s")
"""Labels of one letter, alone or with a number (``P``, ``P2``): *Pewawancara, Peneliti, Question, Tanya*; *Answer,
Informan, Narasumber, Jawab, Responden, Subjek*."""

LETTER_PAIRS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("i", "p"), ("i", "r"), ("i", "a"), ("r", "p"), ("i", "s")),
}
"""Pairs of letters (interviewer, informant) that mean something else together than alone: in English *I* and *R* are
Interviewer and Respondent."""

HEAD_WORDS = (
    *("tanggal", "hari tanggal", "tempat", "lokasi", "waktu", "durasi", "judul", "media", "keterangan", "topik"),
    *("date", "day", "place", "location", "venue", "time", "duration", "length", "title", "topic", "transcriber"),
    *("transkriptor", "kode", "code", "file", "recording", "rekaman", "project", "proyek", "usia", "umur", "age"),
)
"""What stands before a colon in the head of a transcript."""

NO_LABELS = (
    *HEAD_WORDS,
    *("catatan", "contoh", "misalnya", "note", "notes", "nb", "ps", "example", "http", "https"),
)
"""What stands before a colon and is no speaker, however often it occurs."""

_LONGEST_LABEL = 48
_LONGEST_HEAD_LINE = 120
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})[.)]?\s+(?=\S)")


@dataclass(frozen=True)
class Speakers:
    """What a study says of its speakers' labels.

    Attributes:
        interviewer, informant: labels of that role; they go before the default ones.
        names: by case id, what else the case is called in labels (its pseudonym).
    """

    interviewer: tuple[str, ...] = ()
    informant: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line of text, its end without the line end; times are seconds, where the format gives them."""

    start: int
    end: int
    time_start: float | None = None
    time_end: float | None = None


@dataclass(frozen=True)
class Speech:
    """What one speaker says until the next one begins.

    Attributes:
        speaker: the label in its most frequent spelling; empty where nobody is named.
        label: where the label stands in the text; None where it does not (the format gives the speaker).
        spans: the stretches of text that make up the utterance.
        time_start, time_end: seconds; None where not known.
    """

    speaker: str
    label: tuple[int, int] | None
    spans: tuple[tuple[int, int], ...]
    time_start: float | None = None
    time_end: float | None = None


@dataclass(frozen=True)
class _Labelled:
    """A line that begins like a labelled one."""

    place: int  # among the lines
    label: tuple[int, int]
    key: str
    rest: int
    number: int | None
    time: float | None


@dataclass(frozen=True)
class Parted:
    """A text parted by its labels: the lines before the first label, and the speeches."""

    head: tuple[Line, ...]
    speeches: tuple[Speech, ...]


def find_speeches(text: str, lines: Sequence[Line], speakers: Speakers, case_ids: Sequence[str]) -> Parted:
    """Part a text into speeches by its labels.

    Parameters:
        text: the text, its line ends kept.
        lines: its lines in order. Lines with times are pieces of a recording; what stands between them is no speech.
        speakers: the study's labels.
        case_ids: the cases of the source.

    Returns:
        The head and the speeches in order, without paragraph numbers. With no labels everything is head.
    """
    found = _labelled_lines(text, lines)
    labels = _labels(text, lines, found, speakers, case_ids)
    found = [one for one in found if one.place in labels]
    if not found:
        return Parted(tuple(lines), ())
    numbers = _paragraph_numbers(text, lines, found)
    by_place = {one.place: one for one in found}
    speeches: list[Speech] = []
    for place in range(found[0].place, len(lines)):
        line = lines[place]
        if place in by_place:
            one = by_place[place]
            time = one.time if one.time is not None else line.time_start
            speeches.append(Speech(labels[place], one.label, ((one.rest, line.end),), time, line.time_end))
            continue
        last = speeches[-1]
        if place in numbers or line.time_start is not None:
            spans = (*last.spans, (numbers.get(place, line.start), line.end))
        else:
            spans = (*last.spans[:-1], (last.spans[-1][0], line.end))
        time_end = line.time_end if line.time_end is not None else last.time_end
        speeches[-1] = replace(last, spans=spans, time_end=time_end)
    head = tuple(replace(lines[place], start=numbers.get(place, lines[place].start)) for place in range(found[0].place))
    return Parted(head, tuple(speeches))


def find_roles(
    labels: Sequence[str], kind: str, language: str, case_ids: Sequence[str], speakers: Speakers
) -> dict[str, tuple[str, str]]:
    """The role and case of every speaker of one source.

    A role comes from, in this order: the study's lists; the default words for an interviewer; a case's id standing in
    the label as a whole word, or the label being what a case is called; the default letters and words. Where none of
    it makes an informant, the informant is the only speaker that recurs besides interviewers, or the only one at all.

    Parameters:
        labels: the speaker of each turn, in order; empty strings are passed over.
        kind: interview, observation or article.
        language: of the source, for letters that mean different things (``I``).
        case_ids: the cases of the source.
        speakers: the study's labels.

    Returns:
        By label: role and case id. The case is the source's only one, or the one that the label names; else empty.
    """
    times = Counter(label for label in labels if label)
    keys = {label: label_key(label) for label in times}
    cases = {label: _case_of(label, case_ids, speakers) for label in times}
    pair = _letter_pair(set(keys.values()), language)
    roles = {label: _role(keys[label], bool(cases[label]), pair, speakers) for label in times}
    # An interviewer's letter that is also the case's id: the case, if somebody else asks the questions.
    for label in times:
        if cases[label] and roles[label] == "interviewer" and keys[label] in INTERVIEWER_LETTERS:
            others = [roles[other] for other in times if other != label]
            if "interviewer" in others and "informant" not in others:
                roles[label] = "informant"
    if kind == "interview" and "informant" not in roles.values():
        rest = [label for label in times if roles[label] == "other"]
        if "interviewer" in roles.values():
            rest = [label for label in rest if times[label] > 1] or rest
        if len(rest) == 1:
            roles[rest[0]] = "informant"
    only = case_ids[0] if len(case_ids) == 1 else ""
    return {label: (roles[label], only or cases[label]) for label in times}


def names_case(label: str, case_ids: Sequence[str]) -> list[str]:
    """The cases whose id stands in ``label`` as whole words, whatever the case of its letters."""
    tokens = _tokens(label)
    found = []
    for case_id in case_ids:
        wanted = _tokens(case_id)
        places = range(len(tokens) - len(wanted) + 1)
        if wanted and any(tokens[place : place + len(wanted)] == wanted for place in places):
            found.append(case_id)
    return found


def label_key(label: str) -> str:
    """What is the same for all spellings of a label."""
    return " ".join(_tokens(label))


def _tokens(text: str) -> list[str]:
    return [text[start:end].casefold() for start, end in find_words(text.replace("_", " ").replace("-", " "))]


def _case_of(label: str, case_ids: Sequence[str], speakers: Speakers) -> str:
    named = names_case(label, case_ids)
    key = label_key(label)
    named += [case for case in case_ids if key in map(label_key, speakers.names.get(case, ())) and case not in named]
    return named[0] if len(named) == 1 else ""


def _role(key: str, is_case: bool, pair: tuple[str, str] | None, speakers: Speakers) -> str:
    if _listed(key, map(label_key, speakers.interviewer)):
        return "interviewer"
    if _listed(key, map(label_key, speakers.informant)):
        return "informant"
    if _listed(key, INTERVIEWER_WORDS):
        return "interviewer"
    if pair and key in pair:
        return "interviewer" if key == pair[0] else "informant"
    if is_case and key not in INTERVIEWER_LETTERS:
        return "informant"
    if _is_letter(key, INTERVIEWER_LETTERS):
        return "interviewer"
    if _is_letter(key, INFORMANT_LETTERS) or _listed(key, INFORMANT_WORDS):
        return "informant"
    return "other"


def _listed(key: str, entries: Iterable[str], *, closely: bool = False) -> bool:
    """Whether a label is an entry of a list, alone or with one word behind it (``Informan A``, ``Interviewer2``).

    ``closely``: that word has one or two signs or is a number, as it has for a label that must not be mistaken.
    """
    words = key.split(" ")
    for entry in entries:
        if key == entry:
            return True
        wanted = entry.split(" ")
        more = words[len(wanted) :]
        if len(entry) > 1 and words[: len(wanted)] == wanted and len(more) == 1:
            return not closely or len(more[0]) <= 2 or more[0].isdigit()
        if len(entry) > 1 and key.startswith(entry) and key[len(entry) :].isdigit():
            return True
    return False


def _is_letter(key: str, letters: Sequence[str]) -> bool:
    return key[:1] in letters and (len(key) == 1 or (key[1:].isdigit() and len(key) <= 3))


def _letter_pair(keys: set[str], language: str) -> tuple[str, str] | None:
    for pair in LETTER_PAIRS.get(language.partition("-")[0].casefold(), ()):
        if keys.issuperset(pair):
            return pair
    return None


def _clock(name: str) -> str:
    """A time such as ``[00:01:02]``, its parts in groups ``<name>_h``, ``<name>_m``, ``<name>_s``."""
    parts = rf"(?:(?P<{name}_h>\d{{1,2}}):)?(?P<{name}_m>\d{{1,3}}):(?P<{name}_s>\d{{2}}(?:[.,]\d{{1,3}})?)"
    return rf"[\[(]?{parts}[\])]?"


@cache
def _label_pattern() -> re.Pattern[str]:
    letter = rf"(?:[^\W\d_]|[{marks()}])"
    inside = rf"(?:[^\W_]|[{marks()}]|[_.'\u2019/&#()\-])"
    return re.compile(
        rf"\s*(?:(?P<number>\d{{1,5}})[.)]?\s+)?(?:{_clock('before')}\s+)?"
        rf"\[?(?P<label>{letter}{inside}*(?:[ \t\u00a0]+{inside}+){{0,3}}?)\]?"
        rf"(?:(?:\s+{_clock('after')})?[ \t\u00a0]*[:\uff1a](?=\s|$|[^\d\s/])"
        # A line of its own, as some speech recognisers write it: "Name  0:01".
        rf"|(?:[ \u00a0]{{2,}}|\t+){_clock('alone')}\s*$)"
    )


def _seconds(match: re.Match[str]) -> float | None:
    for name in ("before", "after", "alone"):
        if match[f"{name}_m"] is not None:
            hours, minutes = int(match[f"{name}_h"] or 0), int(match[f"{name}_m"])
            return hours * 3600 + minutes * 60 + float(match[f"{name}_s"].replace(",", "."))
    return None


def _labelled_lines(text: str, lines: Sequence[Line]) -> list[_Labelled]:
    """The lines that begin like labelled ones."""
    found = []
    for place, line in enumerate(lines):
        end = min(line.end, line.start + _LONGEST_LABEL + 40)
        if text.find(":", line.start, end) < 0 and text.find("\uff1a", line.start, end) < 0:
            continue
        match = _label_pattern().match(text, line.start, end)
        if match and match["alone_m"] and match.end() < line.end:
            continue
        if match and len(match["label"]) <= _LONGEST_LABEL and (key := label_key(match["label"])):
            number = int(match["number"]) if match["number"] else None
            found.append(_Labelled(place, match.span("label"), key, match.end(), number, _seconds(match)))
    return found


def _labels(
    text: str, lines: Sequence[Line], found: Sequence[_Labelled], speakers: Speakers, case_ids: Sequence[str]
) -> dict[int, str]:
    """Which of the lines do begin with a label: by their place, the label in its most frequent spelling."""
    head_end = _head_end(text, lines, found)
    spellings: dict[str, Counter[str]] = {}
    for one in found:
        if one.place > head_end:
            spelling = " ".join(text[slice(*one.label)].split())
            spellings.setdefault(one.key, Counter())[spelling] += 1
    times = {key: counter.total() for key, counter in spellings.items()}
    timed = {one.key for one in found if one.time is not None and one.place > head_end}
    labels: dict[str, str] = {}
    for key, counter in spellings.items():
        spelling = max(sorted(counter), key=counter.__getitem__)
        capital = not spelling[0].islower()
        own = _listed(key, map(label_key, (*speakers.interviewer, *speakers.informant)), closely=True)
        if own or _is_case(key, case_ids, speakers):
            is_label = capital or times[key] > 1
        elif key in NO_LABELS or key.split(" ")[0] in NO_LABELS:
            is_label = False
        elif _listed(key, (*INTERVIEWER_WORDS, *INFORMANT_WORDS), closely=True):
            is_label = capital or times[key] > 1
        elif _is_letter(key, (*INTERVIEWER_LETTERS, *INFORMANT_LETTERS)):
            # "A:" once in a text whose speakers recur is an item of a list.
            is_label = times[key] > 1 or (capital and max(times.values()) == 1)
        else:
            # A time beside it makes a label of what occurs once.
            is_label = capital and (times[key] > 1 or key in timed)
        if is_label:
            labels[key] = spelling
    return {one.place: labels[one.key] for one in found if one.place > head_end and one.key in labels}


def _head_end(text: str, lines: Sequence[Line], found: Sequence[_Labelled]) -> int:
    """The place of the last line of a head such as ``Tanggal: ... / Informan: ... / Durasi: ...``, or -1.

    Its lines look like labelled ones, but none occurs twice in it, and all are short.
    """
    times = Counter(one.key for one in found)
    seen: set[str] = set()
    end = -1
    for one in found:
        line = lines[one.place]
        is_head = one.key in HEAD_WORDS or one.key.split(" ")[0] in HEAD_WORDS
        if (one.key in seen and not is_head) or line.end - line.start > _LONGEST_HEAD_LINE:
            break
        seen.add(one.key)
        # Right below a line of the head, what occurs nowhere else belongs to it too.
        if is_head or (one.place == end + 1 > 0 and times[one.key] == 1 and text[one.rest : line.end].strip()):
            end = one.place
    return end


def _is_case(key: str, case_ids: Sequence[str], speakers: Speakers) -> bool:
    """Whether a label is a case's id or what a case is called, with nothing else in it."""
    return any(key in map(label_key, (case_id, *speakers.names.get(case_id, ()))) for case_id in case_ids)


def _paragraph_numbers(text: str, lines: Sequence[Line], found: Sequence[_Labelled]) -> dict[int, int]:
    """Lines without a label that begin with the next paragraph number: by their place, where the text behind it begins.

    Only in a text most of whose labels have numbers before them, and only where the number is the one that has to come
    (so that a line broken before "30 persen" keeps it).
    """
    numbered = [one for one in found if one.number is not None]
    if 2 * len(numbered) <= len(found):
        return {}
    result: dict[int, int] = {}
    upcoming = [*numbered, None]
    expected = 1
    index = 0
    for place, line in enumerate(lines):
        following = upcoming[index]
        if following is not None and following.place == place:
            assert following.number is not None
            expected = following.number + 1
            index += 1
            continue
        match = _NUMBERED.match(text, line.start, line.end)
        if not match or int(match["number"]) != expected:
            continue
        if following is None or (following.number is not None and following.number > expected):
            result[place] = match.end()
            expected += 1
    return result
