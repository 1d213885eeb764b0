"""Tables in markdown: rows with bars, and tables in HTML, as converters write those whose cells hold paragraphs.

GitHub Flavored Markdown Spec 0.29 (2019), 4.10 and 4.6.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from benang.sources.readers.marked_tables import MarkedTable
from benang.sources.readers.webpage import part_of_page
from benang.text.offsets import Edit

TABLE_RULE = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")

GRID_RULE = re.compile(r"[ ]{0,3}\+(?:[-=:]{2,}\+)+[ \t]*$")
"""What parts the rows of a grid table, as pandoc writes tables whose cells hold several lines."""

_BAR = re.compile(r"(?<!\\)\|")
_HTML_TABLE = re.compile(r"^[ ]{0,3}(<table(?=[\s>]))", re.I | re.M)
_HTML_TABLE_END = re.compile(r"</table\s*>", re.I)
_HTML_MARK = re.compile(r"<(/?)table(?=[\s>])", re.I)


def table_row(line: str, begin: int, after: int, table: MarkedTable) -> Iterator[Edit]:
    """The edits of a line of a table, which is added to the table.

    Args:
        line: the line, without its end.
        begin, after: where it begins, and where the next line does.
        table: where its cells are noted.
    """
    if TABLE_RULE.match(line):
        yield Edit(begin, after)
        return
    cells: dict[int, tuple[int, int]] = {}
    column = done = 0
    for bar in _BAR.finditer(line):
        place = bar.start()
        outer = not line[:place].strip() or not line[place + 1 :].strip()
        yield Edit(begin + place, begin + place + 1, "" if outer else "\t")
        if line[:place].strip():
            _cell(line, done, place, begin, column, cells)
            column += 1
        done = place + 1
    _cell(line, done, len(line), begin, column, cells)
    table.rows.append(cells)


def grid_row(line: str, begin: int, after: int, table: MarkedTable, *, goes_on: bool) -> Iterator[Edit]:
    """The edits of a line of a grid table, which is added to the table.

    Where one cell alone goes on from the line before, and was the last with words there, it is one with it; otherwise
    the line is a row of its own, whose empty cells mean as above.

    Args:
        line, begin, after, table: as for ``table_row``.
        goes_on: whether it continues the row of the line before.
    """
    above = table.rows[-1] if goes_on and table.rows else {}
    edits = list(table_row(line, begin, after, table))
    cells = table.rows[-1]
    if len(cells) == 1 and above and (column := next(iter(cells))) == max(above):
        table.rows.pop()
        start, end = above[column]
        above[column] = (start, cells[column][1])
        yield Edit(end, cells[column][0], " ")
        edits = [edit for edit in edits if edit.start >= cells[column][1]]
    yield from edits


def _cell(line: str, start: int, end: int, begin: int, column: int, cells: dict[int, tuple[int, int]]) -> None:
    written = line[start:end].strip()
    if written:
        place = line.index(written, start)
        cells[column] = (begin + place, begin + place + len(written))


def html_tables(
    text: str, hidden: Sequence[tuple[int, int]]
) -> tuple[dict[tuple[int, int], list[Edit]], list[MarkedTable]]:
    """The tables that are written in HTML: where each stands, with its edits, and their cells.

    Args:
        text: the whole text.
        hidden: spans that are no text, in order.
    """
    pieces: dict[tuple[int, int], list[Edit]] = {}
    tables: list[MarkedTable] = []
    starts = [start for start, _ in hidden]
    done = 0
    for match in _HTML_TABLE.finditer(text):
        start = match.start(1)
        before = bisect_right(starts, start) - 1
        if start < done or (before >= 0 and start < hidden[before][1]):
            continue
        end = _table_end(text, start)
        if end < 0:
            break
        edits, found = part_of_page(text[start:end])
        pieces[start, end] = [Edit(start + one.start, start + one.end, one.replacement) for one in edits]
        for table in found:
            table.rows = [
                {column: (start + low, start + high) for column, (low, high) in row.items()} for row in table.rows
            ]
            tables.append(table)
        done = end
    return pieces, tables


def _table_end(text: str, start: int) -> int:
    """Where the table that begins at ``start`` ends; -1 where it does not."""
    depth = 0
    for mark in _HTML_MARK.finditer(text, start):
        depth += -1 if mark[1] else 1
        if not depth:
            end = _HTML_TABLE_END.match(text, mark.start())
            return end.end() if end else -1
    return -1
