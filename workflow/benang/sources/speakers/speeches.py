"""Who speaks: labels in the text of a transcript part it into speeches.

A label is a short stretch (one to four words) that starts a line and is set off from what is said: by a colon, or in
one of the other ways of ``labels``. Before it may stand a paragraph number, beside it a time; neither belongs to the
text. ``labelled_lines`` tells which lines are labelled. Where others recur, what looks like a label and occurs once
begins a speech too, so that nobody's words are given to the person before; it is told, for it may be no label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.labelled_lines import KnownLabels, labelled_lines
from benang.sources.speakers.labels import Labelled, Line

_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})[.)]?\s+(?=\S)")


@dataclass(frozen=True)
class Speech:
    """What one speaker says until the next one begins.

    Attributes:
        speaker: the label in its most frequent spelling; empty where nobody is named.
        label: where the label stands in the text; None where it does not (the format gives the speaker).
        spans: the stretches of text that make up the utterance.
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
    """

    head: tuple[Line, ...]
    speeches: tuple[Speech, ...]
    misspelt: tuple[tuple[tuple[int, int], str], ...] = ()
    once: tuple[tuple[int, int], ...] = ()


def find_speeches(
    text: str, lines: Sequence[Line], known: KnownLabels | None = None, bold: Mapping[int, int] | None = None
) -> Parted:
    """Part a text into speeches by its labels.

    Args:
        text: the text, its line ends kept.
        lines: its lines in order. Lines with times are pieces of a recording; what stands between them is no speech.
        known: labels that the study knows.
        bold: by the place of a line that begins in bold type, where that ends.

    Returns:
        The head and the speeches in order, without paragraph numbers and times. With no labels everything is head.
    """
    labelled = labelled_lines(text, lines, known or KnownLabels(), bold or {})
    found, labels = labelled.found, labelled.labels
    if not found:
        return Parted(tuple(lines), ())
    numbers = _paragraph_numbers(text, lines, found)
    speeches = []
    for one, following in zip(found, (*found[1:], None), strict=True):
        end = following.place if following else len(lines)
        speeches.append(_speech(lines, one, labels[one.place], end, numbers))
    head = tuple(replace(lines[place], start=numbers.get(place, lines[place].start)) for place in range(found[0].place))
    keys = set(map(label_key, labels.values()))
    misspelt = tuple((one.label, labels[one.place]) for one in found if one.key not in keys)
    return Parted(head, tuple(speeches), misspelt, tuple(one.label for one in found if one.place in labelled.once))


def _speech(lines: Sequence[Line], one: Labelled, label: str, end: int, numbers: Mapping[int, int]) -> Speech:
    """The speech that begins on a labelled line and ends before the line ``end``."""
    first = lines[one.place]
    spans = [(one.rest, first.end)]
    time_end = one.time_end if one.time_end is not None else first.time_end
    for place in range(one.place + 1, end):
        line = lines[place]
        if place in numbers or line.time_start is not None:
            spans.append((numbers.get(place, line.start), line.end))
        else:
            spans[-1] = spans[-1][0], line.end
        time_end = line.time_end if line.time_end is not None else time_end
    time_start = one.time_start if one.time_start is not None else first.time_start
    return Speech(label, one.label, tuple(spans), time_start, time_end)


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
