"""Which cells of a web page's tables hold which spans of its text.

A cell that spans columns is the first of them, one that spans rows is of the first of these: in the others they are
empty, as a merged cell is in Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from benang.sources.readers.marked_tables import MarkedTable
from benang.sources.readers.turn_columns import MOST_COLUMNS

_DEEPEST = 4
"""Tables within more tables than this are text of a cell."""

_SPANS = re.compile(r"(?<![\w-])(?P<what>col|row)span\s*=\s*[\"']?\s*(?P<number>\d{1,5})", re.I)


@dataclass
class _Open:
    """A table that is being read."""

    table: MarkedTable
    column: int = -1  # of the present cell; -1 where none is open
    next_column: int = 0
    covered: dict[int, int] = field(default_factory=dict)  # rows to come that a cell above covers, by column


class HtmlTables:
    """Collects the tables of a page while it is gone through.

    Attributes:
        found: the tables, in the order in which they begin.
    """

    def __init__(self) -> None:
        self.found: list[MarkedTable] = []
        self._open: list[_Open] = []
        self._too_deep = 0

    def begin_table(self) -> None:
        """A table begins."""
        if len(self._open) == _DEEPEST:
            self._too_deep += 1
            return
        table = MarkedTable(within=self._open[-1].table if self._open else None)
        self.found.append(table)
        self._open.append(_Open(table))

    def end_table(self) -> None:
        """The innermost table ends."""
        if self._too_deep:
            self._too_deep -= 1
        elif self._open:
            self._open.pop()

    def begin_row(self) -> None:
        """A row of the innermost table begins."""
        if self._open and not self._too_deep:
            one = self._open[-1]
            if one.table.rows:
                one.covered = {column: rows - 1 for column, rows in one.covered.items() if rows > 1}
            one.table.rows.append({})
            one.column, one.next_column = -1, 0

    def begin_cell(self, attributes: str) -> None:
        """A cell of the innermost table begins, with what its tag says of it."""
        if not self._open or self._too_deep:
            return
        one = self._open[-1]
        if not one.table.rows:
            one.table.rows.append({})
        one.column = one.next_column
        while one.covered.get(one.column, 0):
            one.column += 1
        spans = {match["what"].lower(): int(match["number"]) for match in _SPANS.finditer(attributes)}
        width = min(max(spans.get("col", 1), 1), MOST_COLUMNS)
        if spans.get("row", 1) > 1 and one.column < MOST_COLUMNS:
            # One more than rows to come, as the present row counts.
            one.covered.update(dict.fromkeys(range(one.column, one.column + width), spans["row"]))
        one.next_column = one.column + width

    def text(self, start: int, end: int) -> None:
        """A span of raw text, without white space at its ends, stands in every cell that is open."""
        for one in self._open:
            if one.column >= 0:
                cells = one.table.rows[-1]
                cells[one.column] = (cells.get(one.column, (start, end))[0], end)
