"""From a span of a source's frozen text to the turns it touches, whose words they are, and the line to look them up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Location:
    """Where a span stands.

    Attributes:
        turn: the first turn it touches; 0 where the source has no turns.
        last_turn: the last turn it touches.
        case_id: whose words (or observation) the first turn is; empty where it cannot be told.
        line: line (or paragraph) of the raw source where the span begins; 0 where it cannot be told.
    """

    turn: int
    last_turn: int
    case_id: str
    line: int


class SpanIndex:
    """Looks spans up in the turns and offset maps of any number of sources, by bisection.

    Args:
        turns: table ``turns``.
        offset_map: table ``offset_map``.
    """

    def __init__(self, turns: pd.DataFrame, offset_map: pd.DataFrame) -> None:
        self._turns = _BySource(turns, "turn", ["turn", "start", "end", "line"])
        self._cases: list[str] = self._turns.frame["case_id"].tolist()
        self._map = _BySource(offset_map, "start", ["start", "raw_line"])

    def locate(self, source_id: str, start: int, end: int) -> Location:
        """Where the span ``start:end`` (code points, end exclusive) of ``source_id`` stands.

        A span that touches no utterance (it lies on a speaker's label) is given to the turn that the label opens; an
        empty span is taken for its first character.

        >>> turns = pd.DataFrame({"source_id": ["s", "s"], "turn": [1, 2], "start": [3, 12], "end": [7, 15]})
        >>> turns = turns.assign(line=[1, 2], case_id=["", "A"])
        >>> offset_map = pd.DataFrame({"source_id": ["s"], "start": [0], "raw_line": [1]})
        >>> SpanIndex(turns, offset_map).locate("s", 5, 13)
        Location(turn=1, last_turn=2, case_id='', line=1)
        """
        low, high = self._turns.rows(source_id)
        if low == high:
            return Location(0, 0, "", self._line(source_id, start))
        column = self._turns.columns
        first = min(bisect_right(column["end"], start, low, high), high - 1)
        last = max(bisect_left(column["start"], max(end, start + 1), low, high) - 1, first)
        line = self._line(source_id, start, column["start"][first], column["line"][first])
        return Location(column["turn"][first], column["turn"][last], self._cases[first], line)

    def _line(self, source_id: str, position: int, turn_start: int = 0, turn_line: int = 0) -> int:
        """The raw line of ``position``: that of its span, or of its turn if the turn begins inside that span.

        A span that was copied as it is may hold several lines, but a turn in it is a single line.
        """
        low, high = self._map.rows(source_id)
        starts = self._map.columns["start"]
        index = bisect_right(starts, position, low, high) - 1
        if index < low or starts[index] < turn_start <= position:
            return turn_line
        return self._map.columns["raw_line"][index]


class _BySource:
    """Columns of a table as lists, sorted by source and ``order``, with the rows of each source."""

    def __init__(self, frame: pd.DataFrame, order: str, columns: list[str]) -> None:
        self.frame = frame.sort_values(["source_id", order], kind="stable")
        self.columns: dict[str, list[int]] = {name: self.frame[name].astype("int64").tolist() for name in columns}
        sizes = self.frame.groupby("source_id", sort=True).size()
        ends = sizes.cumsum()
        self._rows = {
            str(source_id): (int(end - size), int(end))
            for source_id, size, end in zip(sizes.index, sizes, ends, strict=True)
        }

    def rows(self, source_id: str) -> tuple[int, int]:
        """First row of ``source_id`` and the row after its last."""
        return self._rows.get(source_id, (0, 0))
