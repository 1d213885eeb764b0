"""Who speaks: labels in the text of a transcript part it into speeches.

A label is a short stretch (one to four words) that starts a line and ends with a colon, and is either known (in the
study's lists or the default ones, or a case) or recurs in the file. ``Catatan:`` is none. Before it may stand a
paragraph number or a time, which belong to neither label nor text. With a time beside it, a label need not recur, and
may stand on a line of its own without a colon (``Name  0:01``). Where others recur, what looks like a label and occurs
once begins a speech too, so that nobody's words are given to the person before; it is told, for it may be no label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from benang.coding.roles import (
    INFORMANT_WORDS,
    INTERVIEWER_WORDS,
    SPEAKER_LETTERS,
    Speakers,
    is_case,
    is_letter,
    is_listed,
    label_key,
)
from benang.coding.words import marks

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

NO_SPEAKER_WORDS = frozenset(
    (
        *(
            "saya",
            "aku",
            "gue",
            "gua",
            "kita",
            "kami",
            "dia",
            "mereka",
            "kamu",
            "itu",
            "ini",
            "yang",
            "adalah",
            "yaitu",
        ),
        *(
            "kata",
            "katanya",
            "bilang",
            "bilangnya",
            "ngomong",
            "ngomongnya",
            "berkata",
            "jadi",
            "tapi",
            "terus",
            "kalau",
        ),
        *("soalnya", "masalahnya", "alasannya", "intinya", "maksudnya", "artinya", "contohnya", "akhirnya", "biasanya"),
        *(
            "pokoknya",
            "pertama",
            "kedua",
            "ketiga",
            "kesimpulan",
            "kesimpulannya",
            "ingat",
            "jawab",
            "jawabnya",
            "tanya",
        ),
        *("i", "he", "she", "they", "we", "it", "you", "this", "that", "these", "those", "is", "are", "was", "were"),
        *("said", "says", "say", "asked", "told", "like", "so", "but", "because", "first", "second", "third"),
        *(
            "question",
            "reason",
            "problem",
            "point",
            "thing",
            "things",
            "answer",
            "summary",
            "conclusion",
            "remember",
            "meaning",
        ),
    )
)
"""Words that begin or end a sentence before its colon: with one of them at its ends, what occurs once is no label."""

_PLAIN_WORDS = ("tanya", "jawab", "question", "answer")  # once among others that recur: a word in somebody's speech
_LONGEST_LABEL = 48
_LONGEST_HEAD_LINE = 120
_MOST_WORDS = 4
_SHORTEST_MISSPELT = 5  # letters
_NEARLY = 0.85  # share of letters that two spellings of one label have in common
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})[.)]?\s+(?=\S)")


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
        heading: the heading it stands under, where the source has been parted by headings.
    """

    speaker: str
    label: tuple[int, int] | None
    spans: tuple[tuple[int, int], ...]
    time_start: float | None = None
    time_end: float | None = None
    heading: str = ""


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
    """A text parted by its labels: the lines before the first label, and the speeches.

    ``misspelt``: labels that occur once and were taken for a label they are nearly spelt like: where, and that label.
    ``once``: where labels stand that are not known and occur once.
    """

    head: tuple[Line, ...]
    speeches: tuple[Speech, ...]
    misspelt: tuple[tuple[tuple[int, int], str], ...] = ()
    once: tuple[tuple[int, int], ...] = ()


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
    if not labels:
        return Parted(tuple(lines), ())
    once = _once(text, lines, found, labels)
    labels |= once
    found = [one for one in found if one.place in labels]
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
    keys = Counter(label_key(label) for label in labels.values())
    misspelt = tuple((one.label, labels[one.place]) for one in found if one.key not in keys)
    return Parted(head, tuple(speeches), misspelt, tuple(one.label for one in found if one.place in once))


def _once(text: str, lines: Sequence[Line], found: Sequence[_Labelled], labels: Mapping[int, str]) -> dict[int, str]:
    """The lines, below the first label, that begin with a likely label that occurs once: by place, the label."""
    times = Counter(one.key for one in found)
    known = [one for one in found if one.place in labels]
    numbered = 2 * sum(one.number is not None for one in known) > len(known)
    # A label alone on its line is one only in a text that has others so; "Three things:" is none.
    bare = any(not text[one.rest : lines[one.place].end].strip() for one in known)
    once: dict[int, str] = {}
    for one in found:
        words = one.key.split(" ")
        if one.place < known[0].place or one.place in labels or times[one.key] > 1 or len(words) > _MOST_WORDS:
            continue
        if one.key in NO_LABELS or words[0] in NO_LABELS or not NO_SPEAKER_WORDS.isdisjoint((words[0], words[-1])):
            continue
        label = " ".join(text[slice(*one.label)].split())
        rest = text[one.rest : lines[one.place].end]
        apart = not rest[:1].strip() or text[one.rest - 1] == "\uff1a"
        if label[0].islower() or (one.number is not None) != numbered or not apart or not (rest.strip() or bare):
            continue
        once[one.place] = label
    return once


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
    most = max(times.values(), default=0)
    labels: dict[str, str] = {}
    for key, counter in spellings.items():
        spelling = max(sorted(counter), key=counter.__getitem__)
        capital = not spelling[0].islower()
        own = is_listed(key, map(label_key, (*speakers.interviewer, *speakers.informant)), closely=True)
        if own or is_case(key, case_ids, speakers):
            is_label = capital or times[key] > 1
        elif key in NO_LABELS or key.split(" ")[0] in NO_LABELS or (key in _PLAIN_WORDS and times[key] == 1 < most):
            is_label = False
        elif is_listed(key, (*INTERVIEWER_WORDS, *INFORMANT_WORDS), closely=True):
            is_label = capital or times[key] > 1
        elif is_letter(key, SPEAKER_LETTERS):
            # "P3:" once is a speaker where "P1:" recurs.
            beside = any(times[other] > 1 and other[0] == key[0] and is_letter(other, key[0]) for other in times)
            is_label = times[key] > 1 or (capital and (most == 1 or (len(key) > 1 and beside)))
        else:
            # A time beside it makes a label of what occurs once.
            is_label = capital and (times[key] > 1 or key in timed)
        if is_label:
            labels[key] = spelling
    for key in sorted(spellings.keys() - labels.keys()):
        near = [known for known in labels if times[key] == 1 and times[known] > 1 and _nearly(key, known)]
        if near and not next(iter(spellings[key]))[0].islower():
            labels[key] = labels[max(sorted(near), key=times.__getitem__)]
    return {one.place: labels[one.key] for one in found if one.place > head_end and one.key in labels}


def _nearly(key: str, known: str) -> bool:
    """Whether a label is another with a slip in one word; a short word or a number tells speakers apart."""
    pairs = list(zip(key.split(" "), known.split(" "), strict=False))
    other = [(one, two) for one, two in pairs if one != two]
    if key.count(" ") != known.count(" ") or len(other) != 1:
        return False
    one, two = other[0]
    letters = one.isalpha() and two.isalpha() and min(len(one), len(two)) >= _SHORTEST_MISSPELT
    return letters and one[0] == two[0] and SequenceMatcher(None, one, two, autojunk=False).ratio() >= _NEARLY


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
