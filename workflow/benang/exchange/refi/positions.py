"""What a position in a text can mean: the readings of a REFI-QDA project's numbers, and the spans they give.

The standard counts Unicode code points from 0 and names "the first and the last character" (REFI-QDA 1.5, section
10.2). Programs count what their own text control counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Points = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]

Unit = Literal["codepoint", "utf16", "utf8"]
LineEnd = Literal["stored", "one", "two"]
End = Literal["exclusive", "inclusive"]

_CARRIAGE_RETURN, _LINE_FEED = 13, 10
_MARK_WIDTH = {"codepoint": 1, "utf16": 1, "utf8": 3}


@dataclass(frozen=True)
class Reading:
    """One way of counting positions.

    Attributes:
        unit: what is counted: Unicode code points, UTF-16 code units or UTF-8 bytes.
        line_end: what a line end (LF, CR LF) counts: its characters as the text has them, one unit, or two.
        end: whether the end position is the first after the span, or the last within it.
        mark_counted: whether a byte order mark at the head of the text counts.
    """

    unit: Unit
    line_end: LineEnd
    end: End
    mark_counted: bool = False

    @property
    def name(self) -> str:
        """The reading in one word, such as ``utf16-stored-exclusive`` (``-bom`` where the mark counts)."""
        return f"{self.unit}-{self.line_end}-{self.end}{'-bom' if self.mark_counted else ''}"


_MARKS: tuple[bool, ...] = (False, True)
_ENDS: tuple[End, ...] = ("exclusive", "inclusive")
_LINE_ENDS: tuple[LineEnd, ...] = ("stored", "one", "two")
_UNITS: tuple[Unit, ...] = ("codepoint", "utf16", "utf8")

READINGS: tuple[Reading, ...] = tuple(
    Reading(unit, line_end, end, mark) for mark, end, line_end, unit in product(_MARKS, _ENDS, _LINE_ENDS, _UNITS)
)
"""Every reading, those that programs are known to use first."""


@dataclass(frozen=True)
class Selection:
    """A span of a text as a file states it.

    Attributes:
        start, end: positions as written, in the unit and way of the file's writer.
        name: its ``name``, which many programs fill with the words.
        between: whether ``end`` is a place between characters whatever the writer does (a synchronisation point).
    """

    start: int
    end: int
    name: str = ""
    between: bool = False


@dataclass(frozen=True)
class MarkedText:
    """A text with selections in it.

    Attributes:
        text: without a byte order mark.
        mark: whether a byte order mark stood before it.
    """

    text: str
    mark: bool = False
    selections: Sequence[Selection] = field(default=())

    @cached_property
    def points(self) -> Points:
        """The text's code points."""
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")

    def spans(self, reading: Reading) -> tuple[Ints, Ints]:
        """Where the selections are under a reading, in code points of ``text``, ends exclusive.

        Returns:
            Starts and ends; both are -1 where there is no such span: the positions are outside the text, within a
            character, or leave nothing between them.
        """
        same = self.plainest(reading)
        known = self._known_spans.get(same)
        if known is None:
            known = self._known_spans[same] = self._spans(same)
        return known

    def plainest(self, reading: Reading) -> Reading:
        """The reading of fewest peculiarities that gives the same positions in this text.

        Most texts have no line ends, characters or mark that some readings count otherwise.
        """
        unit, line_end = reading.unit, reading.line_end
        if (line_end == "one" and not self._has_pairs) or (line_end == "two" and not self._has_lone_feeds):
            line_end = "stored"
        if self.text.isascii() or (unit == "utf16" and not self._has_astral):
            # The mark is longer in bytes, whatever the text is made of.
            unit = unit if unit == "utf8" and self.mark and reading.mark_counted else "codepoint"
        return Reading(unit, line_end, reading.end, reading.mark_counted and self.mark)

    def _spans(self, reading: Reading) -> tuple[Ints, Ints]:
        inclusive = (reading.end == "inclusive") & ~self._between
        starts = self.offsets(self._stated[:, 0], reading)
        ends = self.offsets(self._stated[:, 1] + inclusive, reading)
        nowhere = (starts < 0) | (ends < 0) | (starts >= ends)
        return np.where(nowhere, -1, starts), np.where(nowhere, -1, ends)

    def offsets(self, positions: Ints, reading: Reading) -> Ints:
        """The code point that begins at each position (or the end of the text); -1 where none does."""
        borders = self._borders(reading.unit, reading.line_end)
        if reading.mark_counted and self.mark:
            # A selection of all begins at the mark itself, which is no text.
            moved = positions - _MARK_WIDTH[reading.unit]
            positions = np.where(positions == 0, 0, moved)
        found = np.searchsorted(borders, positions, side="left")
        inside = (positions >= 0) & (found < len(borders))
        there = inside & (borders[np.minimum(found, len(borders) - 1)] == positions)
        return np.where(there, found, -1).astype(np.int64)

    def _borders(self, unit: Unit, line_end: LineEnd) -> Ints:
        """The position at which each code point begins, and at which the text ends."""
        known = self._known_borders.get((unit, line_end))
        if known is None:
            known = self._known_borders[unit, line_end] = self._counted(unit, line_end)
        return known

    def _counted(self, unit: Unit, line_end: LineEnd) -> Ints:
        widths = np.ones(len(self.points), dtype=np.int64)
        if unit == "utf16":
            widths += self._astral
        elif unit == "utf8":
            widths += (self.points > 0x7F).astype(np.int64) + (self.points > 0x7FF) + self._astral
        if line_end == "one":
            # The position before a pair is before its carriage return, so that no span begins or ends within it.
            widths[self._pairs] = 0
        elif line_end == "two":
            widths[self._lone_feeds] = 2
        return np.concatenate(([0], np.cumsum(widths)))

    @cached_property
    def _known_spans(self) -> dict[Reading, tuple[Ints, Ints]]:
        return {}

    @cached_property
    def _known_borders(self) -> dict[tuple[Unit, LineEnd], Ints]:
        return {}

    @cached_property
    def _stated(self) -> Ints:
        pairs = [(selection.start, selection.end) for selection in self.selections]
        return np.array(pairs, dtype=np.int64).reshape(-1, 2)

    @cached_property
    def _between(self) -> Flags:
        return np.array([selection.between for selection in self.selections], dtype=np.bool_)

    @cached_property
    def _has_pairs(self) -> bool:
        return "\r\n" in self.text

    @cached_property
    def _has_lone_feeds(self) -> bool:
        return bool(self._lone_feeds.any())

    @cached_property
    def _has_astral(self) -> bool:
        return bool(self._astral.any())

    @cached_property
    def _astral(self) -> Flags:
        astral: Flags = self.points > 0xFFFF
        return astral

    @cached_property
    def _pairs(self) -> Flags:
        """Which code points are the carriage return of a CR LF."""
        pairs = np.zeros(len(self.points), dtype=np.bool_)
        pairs[:-1] = (self.points[:-1] == _CARRIAGE_RETURN) & (self.points[1:] == _LINE_FEED)
        return pairs

    @cached_property
    def _lone_feeds(self) -> Flags:
        """Which code points are a line feed with no carriage return before it."""
        feeds: Flags = self.points == _LINE_FEED
        feeds[1:] &= ~self._pairs[:-1]
        return feeds
