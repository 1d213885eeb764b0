"""The cues of captions, in whatever form a file has them.

A cue is a line of times (``00:00:01.000 --> 00:00:02.500``) and the lines below it. Files in the wild lack the empty
line between cues, have empty lines within them, or numbers that are missing; none of it may lose a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from benang.core.problems import Problem, StudyError
from benang.sources.readers.bounds import MOST_PARTS

_Part = TypeVar("_Part")

_MOST_ROWS = 4 * MOST_PARTS  # a cue has its times, often a number, and one or two lines
_LINE = re.compile(r"[^\r\n]+")
_NUMBER = re.compile(r"[ \t]*+\d{1,18}[ \t]*+$")
_TIMES = re.compile(r"[ \t]*+(?P<start>-?[^\s>-]{0,40}+)[ \t]*+-->[ \t]*+(?P<end>-?[^\s>-]{0,40}+)")
_LIKE_A_TIME = re.compile(r"\d[:.,]|:\d")
# Wider than the standards by missing zeros, by a comma or a full stop, and by more minutes than an hour has where no
# hours are given: none of it can be misread.
_TIME = re.compile(r"(?:(\d{1,6}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")
_MOST_LINES_SHOWN = 10


class Row(NamedTuple):
    """A line of the file that is not empty.

    Attributes:
        times: whether it is the line that opens a cue.
        after_blank: whether an empty line, or nothing, stands before it.
    """

    start: int
    end: int
    text: str
    times: bool
    after_blank: bool


@dataclass
class Cue:
    """A cue.

    Attributes:
        time_start, time_end: seconds.
        goes_on: whether it is no cue of its own, but text that has lost the cue before it.
        lines: where each line of its text starts and ends.
    """

    time_start: float | None = None
    time_end: float | None = None
    goes_on: bool = False
    lines: list[tuple[int, int]] = field(default_factory=list)


class Form(NamedTuple):
    """What tells one format of captions from another.

    Attributes:
        block: the first line of a block that is no cue and ends at an empty line; None where there are none.
        named: whether the line above the times is the cue's name, whatever it holds; otherwise only a number is.
        parted: whether an empty line ends a cue, so that text after it has lost its cue.
    """

    block: re.Pattern[str] | None
    named: bool
    parted: bool


class Assumed:
    """What had to be assumed, by kind of problem: the places in the raw text."""

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = {}

    def add(self, kind: str, place: int) -> None:
        """Note one place."""
        self._places.setdefault(kind, []).append(place)

    def take(self, kind: str) -> tuple[int, ...]:
        """The places of a kind, which is no problem of the reader any more."""
        return tuple(self._places.pop(kind, ()))

    def problems(self, raw: str, shown_name: str) -> Iterator[Problem]:
        """One problem a kind, with its count and its first lines."""
        for kind, places in self._places.items():
            lines = [_line(raw, place) for place in places[:_MOST_LINES_SHOWN]]
            more = ", ..." if len(places) > len(lines) else ""
            values = {"count": len(places), "lines": ", ".join(map(str, lines)) + more}
            yield Problem(kind, shown_name, lines[0], values=values)


def _line(raw: str, place: int) -> int:
    ends = (raw.count("\n", 0, place), raw.count("\r", 0, place), raw.count("\r\n", 0, place))
    return ends[0] + ends[1] - ends[2] + 1


def bounded(parts: Iterable[_Part], limit: int, kind: str, shown_name: str) -> Iterator[_Part]:
    """The parts, where there are no more than one source may hold.

    Raises:
        StudyError: there are more; its problem is of the ``kind``.
    """
    for count, part in enumerate(parts):
        if count == limit:
            raise StudyError([Problem(kind, shown_name, values={"limit": limit})])
        yield part


def rows_of(raw: str, shown_name: str) -> list[Row]:
    """The lines of the file that are not empty.

    Raises:
        StudyError: there are too many (``source-too-many-parts``).
    """
    rows: list[Row] = []
    done, number = 0, False
    for match in bounded(_LINE.finditer(raw), _MOST_ROWS, "source-too-many-parts", shown_name):
        (start, end), text = match.span(), match.group()
        after_blank = not rows or (start - done > 1 and raw[done:start] != "\r\n")
        times = "-->" in text and _opens_cue(text, after_blank or number)
        rows.append(Row(start, end, text, times, after_blank))
        done, number = end, _NUMBER.match(text) is not None
    return rows


def _opens_cue(text: str, can_begin: bool) -> bool:
    """Whether the arrow in a line parts times: it may be spoken of, too."""
    times = _TIMES.match(text)
    if times is None:
        return False
    first, second = (_LIKE_A_TIME.search(times[part]) is not None for part in ("start", "end"))
    return first or (second and can_begin)


def find_cues(rows: Sequence[Row], first: int, form: Form, assumed: Assumed) -> list[Cue]:
    """The cues in order, from the row ``first`` on; those without text are left out.

    A line outside any cue goes on with the cue before it (``cue-text-outside`` where the format does not allow it).
    """
    cues: list[Cue] = []
    number: int | None = None  # of the last cue
    place = first
    while place < len(rows):
        row = rows[place]
        if row.times:
            number = _number(rows[place - 1]) if place else None
            cues.append(_timed(row, assumed))
            place += 1
            if place < len(rows) and not rows[place].after_blank:
                place = _collect(rows, place, cues[-1], number)
        elif form.block and form.block.match(row.text):
            place = _collect(rows, place, Cue(), None)
        elif not row.text.strip() or _is_name(rows, place, form, _following(number) if cues else None):
            place += 1
        elif cues and not form.parted:
            place = _collect(rows, place, cues[-1], number)
        else:
            assumed.add("cue-text-outside", row.start)
            before = cues[-1] if cues else Cue()
            cues.append(Cue(before.time_start, before.time_end, goes_on=True))
            place = _collect(rows, place, cues[-1], number)
    return [cue for cue in cues if cue.lines]


def _number(row: Row) -> int | None:
    return int(row.text) if _NUMBER.match(row.text) else None


def _following(number: int | None) -> int:
    """The number of the next cue; -1 where cues have none."""
    return -1 if number is None else number + 1


def _is_name(rows: Sequence[Row], place: int, form: Form, expected: int | None) -> bool:
    """Whether a line that stands outside any cue is the number or name of the next one.

    ``expected`` is the number that the next cue would have; None before the first cue.
    """
    number = _number(rows[place])
    if place + 1 == len(rows):
        return number is not None and expected in (None, number)
    following = rows[place + 1]
    return following.times and (number is not None or (form.named and not following.after_blank))


def _collect(rows: Sequence[Row], place: int, cue: Cue, number: int | None) -> int:
    """Add the lines from ``place`` up to an empty line or a line of times to the cue; the place of the line after them.

    Where no empty line stands before the next cue, the last line is not this cue's text but the next one's number, if
    this cue has a ``number`` itself.
    """
    first = place
    while place < len(rows) and not rows[place].times and (place == first or not rows[place].after_blank):
        cue.lines.append((rows[place].start, rows[place].end))
        place += 1
    if number is not None and first < place < len(rows) and rows[place].times and not rows[place].after_blank:
        following = _number(rows[place - 1])
        if following is not None and (len(cue.lines) > 1 or following == _following(number)):
            cue.lines.pop()
    return place


def _timed(row: Row, assumed: Assumed) -> Cue:
    times = _TIMES.match(row.text)
    assert times is not None
    start, end = (_seconds(times[part]) for part in ("start", "end"))
    if start is None or end is None:
        assumed.add("cue-time-unreadable", row.start)
    elif end < start:
        assumed.add("cue-time-backwards", row.start)
        end = None
    return Cue(start, end)


def _seconds(text: str) -> float | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds, parts = match.groups(default="0")
    if (match[1] and int(minutes) > 59) or int(seconds) > 59:
        return None
    # Through whole milliseconds, so that one time is one number.
    return (int(hours) * 3_600_000 + int(minutes) * 60_000 + int(seconds) * 1000 + int(parts[:3].ljust(3, "0"))) / 1000
