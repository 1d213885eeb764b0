"""A table of words: a row a case, a column a theme, of every cell as many lines as a page has room for.

Every cell has the same number of lines at most, the largest with which all rows stand on one page; where that would be
less than ``LEAST_LINES``, on the fewest pages that have so many. Where a column for the names of the rows would take
columns from a page, each name stands over its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeVar

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks import MARKS, RADIUS
from benang.mapping.figures.drawing.openings import Opening
from benang.mapping.figures.drawing.pages import Block, Legend, gap, lines_block, one_page
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

LEAST_LINES = 2
"""Of the words of a cell, where they have more: with fewer the table goes on to a further page."""

_COLUMN = 2.4
"""Width of a column at least, cm; more where a word of a head needs it."""
_LINE = line_height(style.BODY)
_SIDE, _HEAD_SIDE, _ABOVE = 0.12, 0.08, 0.08
"""From the edge of a cell, of a head, and from above to the words, cm."""
_BESIDE_MARK = 2 * RADIUS + 0.08
"""From the left of a mark to what stands beside it, cm."""
_FOOT = 0.2

T = TypeVar("T")


class CellWords(NamedTuple):
    """What stands in a cell.

    Attributes:
        state: whose mark it has (a key of ``marks.MARKS``); none where it is empty.
        number: beside the mark.
        words: below it.
        quoted: whether they are a quotation.
        named: whether they only name the state, and stand beside its mark.
    """

    state: str
    number: str
    words: str
    quoted: bool
    named: bool


@dataclass(frozen=True)
class _Columns:
    """Columns that share a page.

    Attributes:
        left: width of the names of rows, cm; 0 where they stand over them.
        heads: key and head of each.
        widths: of each, cm.
    """

    left: float
    heads: list[tuple[str, str]]
    widths: list[float]


@dataclass
class _Part:
    """Some columns of the table: its head, and its cells by row and column."""

    columns: _Columns
    above: str
    cells: Mapping[tuple[str, str], CellWords]
    width: float
    language: str
    openings: dict[tuple[str, str], Opening] = field(default_factory=dict)

    def head(self) -> list[Block]:
        if not self.above:
            return [_heads(self.columns)]
        lines = wrap(self.above, self.width - 2 * style.MARGIN, style.BODY)
        return [lines_block(lines, colour=style.MUTED, after=0.08), _heads(self.columns)]

    def opening(self, row: str, place: int) -> Opening:
        """The words of the cell in the column of that place, to be cut."""
        key = self.columns.heads[place][0]
        if (row, key) not in self.openings:
            cell, wide = self.cells[row, key], self.columns.widths[place] - 2 * _SIDE
            wide -= _BESIDE_MARK if cell.named and cell.state else 0.0
            said, closing = (f"“{cell.words}", "”") if cell.quoted else (cell.words, "")
            self.openings[row, key] = Opening(said, wide, style.BODY, self.language, closing)
        return self.openings[row, key]

    def longest(self, rows: Sequence[tuple[str, str]]) -> int:
        """How many lines the longest cell has."""
        return max(len(self.opening(row, n).whole) for row, _ in rows for n in range(len(self.columns.heads)))

    def row(self, name: tuple[str, str], most: int) -> Block:
        """The row of a case, with so many lines of words at most."""
        shown = [
            (self.cells[name[0], key], self.opening(name[0], n).lines(most))
            for n, (key, _) in enumerate(self.columns.heads)
        ]
        return _row(name, shown, self.columns, self.width)


def words_table(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], CellWords],
    *,
    width: float,
    language: str,
    part: Callable[[int, int, int], str],
    legend: Legend | None = None,
) -> list[Canvas]:
    """Draw the table on as many pages as it needs; pages are as evenly filled as rows can be shared out.

    Args:
        columns: key and head of each.
        rows: name and what stands below it (such as a group), of each.
        cells: by name of the row and key of the column.
        width: of the pages, cm.
        language: of the words.
        part: what is written over columns that are not all: the place of the first and of the last, and of how many.
        legend: at the foot of each page.
    """
    parts: list[_Part] = []
    laid = _layout(columns, rows, cells, width)
    for own in laid:
        first = sum(len(before.columns.heads) for before in parts) + 1
        above = part(first, first + len(own.heads) - 1, len(columns)) if len(laid) > 1 else ""
        parts.append(_Part(own, above, cells, width, language))
    foot = [gap(_FOOT), legend.block()] if legend and legend.items else []
    pages, lines = _shared_out(parts, rows, sum(block.height for block in foot))
    return [
        one_page([*own.head(), *(own.row(name, lines) for name in page), *foot], width)
        for own in parts
        for page in pages
    ]


def _layout(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], CellWords],
    width: float,
) -> list[_Columns]:
    """The columns of each part of the table."""
    numbers = {
        key: max((text_width(cells[row, key].number, style.BODY) for row, _ in rows), default=0.0) for key, _ in columns
    }
    names = max(_widest_piece(f"{name} {below}") for name, below in rows) + 0.25
    left = max(min(names, 0.3 * width), 1.2)
    beside, over = (_parts(columns, numbers, taken, width - 2 * style.MARGIN - taken) for taken in (left, 0.0))
    return over if len(over) < len(beside) else beside


def _parts(
    columns: Sequence[tuple[str, str]], numbers: Mapping[str, float], left: float, room: float
) -> list[_Columns]:
    """The columns in as few parts as they need, each as wide as its head and the numbers beside its marks at least,
    else as wide as the others."""
    least = {
        key: min(
            max(
                _COLUMN,
                _widest_piece(label) + 2 * _HEAD_SIDE + 0.01,
                _BESIDE_MARK + numbers[key] + 2 * _SIDE if numbers[key] else 0.0,
            ),
            room,
        )
        for key, label in columns
    }
    for n_parts in range(1, len(columns) + 1):
        parts = balanced(columns, n_parts)
        if all(sum(least[key] for key, _ in part) <= room + 1e-9 for part in parts):
            break
    found = []
    for part in parts:
        wide, free = dict.fromkeys(range(len(part)), 0.0), room
        for n_left, place in enumerate(sorted(wide, key=lambda place: -least[part[place][0]])):
            wide[place] = max(least[part[place][0]], free / (len(part) - n_left))
            free -= wide[place]
        found.append(_Columns(left, part, list(wide.values())))
    return found


def _shared_out(
    parts: Sequence[_Part], rows: Sequence[tuple[str, str]], foot: float
) -> tuple[list[list[tuple[str, str]]], int]:
    """The rows of each page, and how many lines a cell has at most: the fewest pages on which cells have
    ``LEAST_LINES`` of them, none with a single row that has company elsewhere; then as many lines as there is room
    for."""
    longest = max(part.longest(rows) for part in parts)
    heads = [sum(block.height for block in part.head()) + foot + 2 * style.MARGIN for part in parts]

    def fit(pages: Sequence[Sequence[tuple[str, str]]], lines: int) -> bool:
        return all(
            head + sum(part.row(name, lines).height for name in page) <= style.TALLEST
            for head, part in zip(heads, parts, strict=True)
            for page in pages
        )

    least = min(LEAST_LINES, longest)
    most_pages = max(1, len(rows) // 2)
    n_pages = next((n for n in range(1, most_pages) if fit(balanced(rows, n), least)), most_pages)
    pages = balanced(rows, n_pages)
    # A cell that ends with a sentence may be lower with a line more, so that none is passed over.
    most = min(longest, 2 * int(style.TALLEST / _LINE))
    return pages, next((lines for lines in range(most, least, -1) if fit(pages, lines)), least)


def balanced(things: Sequence[T], n_parts: int) -> list[list[T]]:
    """The things in so many parts, in their order, none larger by more than one.

    >>> balanced("abcdefg", 3)
    [['a', 'b', 'c'], ['d', 'e'], ['f', 'g']]
    """
    size, larger = divmod(len(things), n_parts)
    starts = [n * size + min(n, larger) for n in range(n_parts + 1)]
    return [list(things[start:end]) for start, end in pairwise(starts)]


def _widest_piece(text: str) -> float:
    """The widest of what a line may not break within, cm."""
    return max((text_width(piece, style.BODY, "bold") for piece in re.findall(r"[^\s/-]+[/-]*", text)), default=0.0)


def _heads(columns: _Columns) -> Block:
    lines = [
        wrap(label, wide - 2 * _HEAD_SIDE, style.BODY, "bold")
        for (_, label), wide in zip(columns.heads, columns.widths, strict=True)
    ]
    height = max(len(one) for one in lines) * _LINE + 2 * _ABOVE

    def draw(canvas: Canvas, top: float) -> None:
        x = style.MARGIN + columns.left
        for one, wide in zip(lines, columns.widths, strict=True):
            canvas.box(x, top, wide, height, fill=style.SLATE, edge=style.PAPER, line=0.8)
            canvas.write(x + _HEAD_SIDE, top + _ABOVE, one, face="bold", colour=style.PAPER)
            x += wide

    return Block(height, draw)


def _row(name: tuple[str, str], cells: Sequence[tuple[CellWords, list[str]]], columns: _Columns, width: float) -> Block:
    """The row of a case: its name beside its cells, or in a band over them."""
    left, full = columns.left, width - 2 * style.MARGIN
    room = (left or full) - 0.15
    named = wrap(name[0], room, style.BODY, "bold")
    beside = text_width(name[0], style.BODY, "bold") + 0.25
    # In a band what stands below a name has room beside it.
    level = bool(name[1]) and not left and beside + text_width(name[1], style.BODY) <= room - 0.1
    below = wrap(name[1], room, style.BODY) if name[1] and not level else []
    names = (len(named) + len(below)) * _LINE
    over = 0.0 if left else names + 0.06
    height = over + max(0.0 if over else names, *(_cell_height(*cell) for cell in cells)) + 2 * _ABOVE

    def draw(canvas: Canvas, top: float) -> None:
        x = style.MARGIN + (0.0 if left else _SIDE)
        if over:
            canvas.box(style.MARGIN, top, full, over, fill=style.FAINT, edge=style.RULE, line=0.6, above=1)
        y = canvas.write(x, top + (0.03 if over else _ABOVE), named, face="bold")
        if level:
            canvas.write(x + beside, y - _LINE, name[1], colour=style.MUTED)
        canvas.write(x, y, below, colour=style.MUTED)
        at = style.MARGIN + left
        for (cell, lines), wide in zip(cells, columns.widths, strict=True):
            canvas.box(at, top + over, wide, height - over, edge=style.RULE, line=0.6)
            _draw_cell(canvas, cell, lines, at + _SIDE, top + over + _ABOVE)
            at += wide

    return Block(height, draw)


def _cell_height(cell: CellWords, lines: Sequence[str]) -> float:
    return (len(lines) + bool(cell.state and not cell.named)) * _LINE


def _draw_cell(canvas: Canvas, cell: CellWords, lines: Sequence[str], x: float, top: float) -> None:
    if cell.state:
        MARKS[cell.state](canvas, x + RADIUS, top + _LINE / 2)
    if cell.state and cell.named:
        canvas.write(x + _BESIDE_MARK, top, lines, colour=style.MUTED)
        return
    if cell.state:
        canvas.write(x + _BESIDE_MARK, top, cell.number, colour=style.MUTED)
    canvas.write(x, top + (_LINE if cell.state else 0.0), lines)
