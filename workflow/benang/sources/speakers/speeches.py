"""Who speaks: labels in the text of a transcript part it into speeches.

A label is a short span that starts a line and is set off from what is said: by a colon, or in another shape of
``label_shapes``. Before it may stand a paragraph number, beside it a time; neither belongs to the text.
``labelled_lines`` tells which lines are labelled. Where others recur, what looks like a label and occurs once begins a
speech too, so that nobody's words are given to the person before; it is told, for it may be no label.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from benang.core.texts import read_texts
from benang.sources.speakers.known_labels import KnownLabels
from benang.sources.speakers.label_asides import Aside
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import CHAT
from benang.sources.speakers.labelled_lines import Passed, labelled_lines
from benang.sources.speakers.labels import Labelled, Line

_SENTENCE_ENDS = tuple(".?!\u2026\"'\u201d\u2019)]\u3002\uff1f\uff01\u061f\u0964")
_WORD_BEFORE_COLON = re.compile(r"(?<!\S)(?P<word>[^\s:\uff1a]{1,80})[ \u00a0]?[:\uff1a](?=\s|$)")
_SHORT = 2  # characters of a label that is too short to be one in the midst of a sentence
_LONGEST_WITHIN = 80  # code points before a colon in which a known label is looked for
_AROUND_PLACEHOLDERS = " \t\u00a0\u200e\u200f<>[](){}.\u2026"
_LONGEST_PLACEHOLDER = 100  # code points, with signs and spaces around it
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})[.)]?\s+(?=\S)")


@dataclass(frozen=True)
class Speech:
    """What one speaker says until the next one begins.

    Attributes:
        speaker: the label in its most frequent spelling; empty where nobody is named.
        label: where the label stands in the text; None where it does not (the format gives the speaker).
        spans: the spans of text that make up the utterance.
        time_start, time_end: seconds; None where not known.
        heading: the heading it stands under, where the source has been parted by headings.
        block: as ``Voice.block``: speeches of different blocks are never one turn.
    """

    speaker: str
    label: tuple[int, int] | None
    spans: tuple[tuple[int, int], ...]
    time_start: float | None = None
    time_end: float | None = None
    heading: str = ""
    block: int = 0


@dataclass(frozen=True)
class Parted:
    """A text parted by its labels: the lines before the first label, and the speeches.

    ``misspelt``: labels that occur once and were taken for a label they are nearly spelt like: where, and that label.
    ``once``: where labels stand that are not known and occur once.
    ``described``: what stands beside a label and is no part of what is said: where, and the label.
    ``passed``: what looks like a label and was not taken.
    ``within``: labels in the midst of a speech: where, and the label.
    """

    head: tuple[Line, ...]
    speeches: tuple[Speech, ...]
    misspelt: tuple[tuple[tuple[int, int], str], ...] = ()
    once: tuple[tuple[int, int], ...] = ()
    described: tuple[tuple[tuple[int, int], str], ...] = ()
    passed: tuple[Passed, ...] = ()
    within: tuple[tuple[tuple[int, int], str], ...] = ()


def find_speeches(
    text: str,
    lines: Sequence[Line],
    known: KnownLabels | None = None,
    bold: Mapping[int, int] | None = None,
    headings: Collection[int] = frozenset(),
) -> Parted:
    """Part a text into speeches by its labels.

    Args:
        text: the text, its line ends kept.
        lines: its lines in order. Lines with times are pieces of a recording; what stands between them is no speech.
        known: labels that the study knows.
        bold: by the place of a line that begins in bold type, where that ends.
        headings: places of lines that the format marks as headings.

    Returns:
        The head and the speeches in order, without paragraph numbers and times. With no labels everything is head. A
        heading in the midst of a speech is nobody's, and what stands below it the speaker's who spoke before.
    """
    labelled = labelled_lines(text, lines, known or KnownLabels(), bold or {}, headings)
    found, labels = labelled.found, labelled.labels
    if not found:
        return Parted(tuple(lines), (), passed=labelled.passed)
    numbers = _paragraph_numbers(text, lines, found)
    alone = len(found) > 1 and len(set(labels.values())) == 1
    speeches = []
    for one, following in zip(found, (*found[1:], None), strict=True):
        end = following.place if following else len(lines)
        own = _own_end(text, lines, one, end) if alone else end
        own = min(own, next((place for place in range(one.last + 1, end) if _is_notice(text, lines[place])), end))
        above = [place for place in range(one.last + 1, own) if place in headings]
        to = above[0] if above else own
        speech = _speech(lines, one, labels[one.place], to, numbers, labelled.asides.get(one.place))
        # What a chat program puts in the place of a picture or a deleted message is nobody's words.
        speeches += _of_nobody(text, lines, one.place, to) if _is_placeholder(text, speech) else [speech]
        speeches += _below_headings(text, lines, labels[one.place], above, own)
        if own < end:
            speeches += _of_nobody(text, lines, own, end)
    head = tuple(replace(lines[place], start=numbers.get(place, lines[place].start)) for place in range(found[0].place))
    keys = set(map(label_key, labels.values())) | {one.key for one in found if one.place in labelled.asides}
    return Parted(
        head,
        tuple(speeches),
        tuple((one.label, labels[one.place]) for one in found if one.key not in keys),
        tuple(one.label for one in found if one.place in labelled.once),
        tuple(
            (one.aside, labels[one.place])
            for one in found
            if one.aside and labelled.asides.get(one.place) is Aside.DESCRIBES
        ),
        labelled.passed,
        labels_within(text, speeches, {one.key: labels[one.place] for one in found}),
    )


def _below_headings(
    text: str, lines: Sequence[Line], speaker: str, headings: Sequence[int], end: int
) -> Iterator[Speech]:
    """Headings in the midst of a speech, each by itself, and what the speaker goes on to say below each."""
    for place, following in zip(headings, [*headings, end][1:], strict=True):
        yield Speech("", None, ((lines[place].start, lines[place].end),))
        below = [line for line in lines[place + 1 : following] if text[line.start : line.end].strip()]
        if below:
            yield Speech(speaker, None, ((below[0].start, below[-1].end),), below[0].time_start, below[-1].time_end)


def _own_end(text: str, lines: Sequence[Line], one: Labelled, end: int) -> int:
    """Where the words of a text's only speaker surely end: at a blank line, or where a line ends with a sentence.

    Whoever has no label speaks between them, or they go on; which, nothing tells.
    """
    said = False
    for place in range(one.last, end):
        written = text[max(lines[place].start, one.rest) : lines[place].end].rstrip()
        if said and (not written or written.endswith(_SENTENCE_ENDS)):
            return place + 1 if written else place
        said = said or bool(written)
        if said and place == one.last and written.endswith(_SENTENCE_ENDS):
            return place + 1
    return end


def _is_notice(text: str, line: Line) -> bool:
    """Whether a line is a chat program's own (``12/05/2024, 10:11 - Tay left``), and nobody's words."""
    match = CHAT.match(text, line.start, line.end) if text[line.start : line.end].lstrip("[ ")[:1].isdigit() else None
    return match is not None and match["label"] is None


def _is_placeholder(text: str, speech: Speech) -> bool:
    if sum(end - start for start, end in speech.spans) > _LONGEST_PLACEHOLDER:
        return False
    said = " ".join(text[start:end].strip() for start, end in speech.spans).strip(_AROUND_PLACEHOLDERS)
    return said.casefold() in _placeholders()


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(words for listed in read_texts("chat_placeholders.yaml").values() for words in listed)


def _of_nobody(text: str, lines: Sequence[Line], start: int, end: int) -> list[Speech]:
    """The paragraphs of lines whose speaker is not told."""
    paragraphs: list[list[Line]] = []
    fresh = True
    for line in lines[start:end]:
        if not text[line.start : line.end].strip():
            fresh = True
            continue
        if fresh:
            paragraphs.append([])
        paragraphs[-1].append(line)
        fresh = False
    return [
        Speech("", None, tuple((line.start, line.end) for line in one), one[0].time_start, one[-1].time_end)
        for one in paragraphs
    ]


def labels_within(
    text: str, speeches: Sequence[Speech], names: Mapping[str, str]
) -> tuple[tuple[tuple[int, int], str], ...]:
    """Labels that stand in the midst of a speech, before a colon: where, and the label.

    Args:
        text: the text.
        speeches: its speeches.
        names: the labels of the text, by key; at least one.
    """
    longest = max(key.count(" ") for key in names) + 1
    ends = {key.rpartition(" ")[2] for key in names}
    found = []
    for speech in speeches:
        for start, end in speech.spans:
            for match in _WORD_BEFORE_COLON.finditer(text, start, end):
                if label_key(match["word"]).rpartition(" ")[2] not in ends:
                    continue
                begin = max(start, match.end("word") - _LONGEST_WITHIN)
                if place := _label_before(text, begin, match.end("word"), names, longest):
                    found.append((place, names[label_key(text[slice(*place)])]))
    return tuple(found)


def _label_before(text: str, begin: int, end: int, names: Mapping[str, str], longest: int) -> tuple[int, int] | None:
    """Where the label stands that the words before a colon are: behind a sentence's end, unless it is a longer word."""
    for word in list(re.finditer(r"\S+", text[begin:end]))[-longest:]:
        start = begin + word.start()
        ended = text[max(0, start - 2) : start].rstrip().endswith(_SENTENCE_ENDS)
        written = text[start:end]
        if label_key(written) in names and not written[0].islower() and (ended or len(written) > _SHORT):
            return start, end
    return None


def _speech(
    lines: Sequence[Line], one: Labelled, label: str, end: int, numbers: Mapping[int, int], aside: Aside | None
) -> Speech:
    """The speech that begins on a labelled line and ends before the line ``end``."""
    first = lines[one.last]
    spans = [(one.rest, first.end)]
    span = one.label
    if one.aside and aside is Aside.HAPPENS:
        spans.insert(0, one.aside)
    elif one.aside and aside is Aside.NAMES:
        span = one.label[0], one.aside[1]
    time_end = one.time_end if one.time_end is not None else first.time_end
    for place in range(one.last + 1, end):
        line = lines[place]
        if place in numbers or line.time_start is not None:
            spans.append((numbers.get(place, line.start), line.end))
        else:
            spans[-1] = spans[-1][0], line.end
        time_end = line.time_end if line.time_end is not None else time_end
    time_start = one.time_start if one.time_start is not None else first.time_start
    return Speech(label, span, tuple(spans), time_start, time_end)


def _paragraph_numbers(text: str, lines: Sequence[Line], found: Sequence[Labelled]) -> dict[int, int]:
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
