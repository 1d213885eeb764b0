"""A line of text, a line that opens like a labelled one, and the times beside, above and below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benang.sources.speakers.label_shapes import TIME_FIRST, TIME_LINE, Shape
from benang.text.clock import seconds_in

LONGEST_LINE = 160
"""Characters of a line that holds nothing but a label, with what may stand beside it."""


class Labelled(NamedTuple):
    """A line that opens like a labelled one.

    Attributes:
        place: among the lines.
        label: where the name stands in the text.
        spelling: the name with single spaces.
        key: what is the same for all spellings of it.
        rest: where the text behind the label begins.
        number: of the paragraph, standing before it.
        time_start, time_end: seconds, standing beside it.
        sure: a time stands beside it in a way in which no sentence has one.
        shape: how it is set off.
        last: place of the last line that is part of the label (a time may stand below it).
        more: where what a comma or dash adds to the name stands (``Doe, Jane``, ``Jane - nurse``).
        aside: where what stands in brackets behind the name stands.
        listed: the study's lists hold it as it is written.
    """

    place: int
    label: tuple[int, int]
    spelling: str
    key: str
    rest: int
    number: int | None
    time_start: float | None
    time_end: float | None
    sure: bool
    shape: Shape
    last: int
    more: tuple[int, int] | None = None
    aside: tuple[int, int] | None = None
    listed: bool = False


@dataclass(frozen=True)
class Line:
    """A line of text, its end without the line end; times are seconds, where the format gives them."""

    start: int
    end: int
    time_start: float | None = None
    time_end: float | None = None


def times_beside(match: re.Match[str], names: Sequence[str]) -> tuple[float | None, float | None]:
    """When it begins and when it ends, as the time beside a label says it."""
    groups = match.re.groupindex
    for name in names:
        for group in (name, f"{name}_in", f"{name}_f"):
            if group in groups and match[group]:
                times = seconds_in(match[group])
                return times[0], times[1] if len(times) > 1 else None
    return None, None


def time_follows(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether the next line with text begins with a time, so that ``[00:12] Yes`` says all that was said then."""
    for line in lines[place + 1 : place + 3]:
        if text[line.start : line.end].strip():
            return TIME_FIRST.match(text, line.start, line.end) is not None
    return True


def time_above(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a time stands alone on the line above one."""
    if place == 0 or not 0 < lines[place - 1].end - lines[place - 1].start <= LONGEST_LINE:
        return False
    return TIME_LINE.match(text, lines[place - 1].start, lines[place - 1].end) is not None


def begins_below_time(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a time stands alone on the line above one, and text on the line below.

    So editors of recordings write it: ``00:00:03:12 - 00:00:05:00``, ``Name``, and below it what is said.
    """
    if place + 1 >= len(lines) or not time_above(text, lines, place):
        return False
    below = lines[place + 1]
    return bool(text[below.start : below.end].strip()) and not TIME_FIRST.match(text, below.start, below.end)


def has_time_below(text: str, lines: Sequence[Line], place: int) -> re.Match[str] | None:
    """A time alone on the line below one, with text on the line below that."""
    if place + 2 >= len(lines):
        return None
    below, following = lines[place + 1 : place + 3]
    if not 0 < below.end - below.start <= LONGEST_LINE or not text[following.start : following.end].strip():
        return None
    return TIME_LINE.match(text, below.start, below.end)


def time_below(text: str, lines: Sequence[Line], one: Labelled, taken: Collection[int]) -> Labelled:
    """The label with the time that stands on the line below it, where text follows that.

    Args:
        text: the text.
        lines: its lines.
        one: a label.
        taken: places of labelled lines.
    """
    if text[one.rest : lines[one.place].end].strip() or one.place + 1 in taken:
        return one
    match = has_time_below(text, lines, one.place)
    if match is None or one.place + 2 in taken:
        return one
    times = times_beside(match, ("alone", "words")) if one.time_start is None else (one.time_start, one.time_end)
    below = one.place + 1
    return one._replace(time_start=times[0], time_end=times[1], last=below, rest=lines[below].end, sure=True)
