"""A table of marks: rows with labels, columns with heads and brackets over groups, and a mark in each cell.

Where rows or columns are more than a page holds, the table goes on: columns below, where the page has room for them,
else on further pages, each with its heads. Where the page is so narrow that labels would be high columns of words, each
stands over its row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pandas as pd

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_layout import (
    LINE,
    Column,
    Layout,
    Row,
    bracketed,
    breaks_words,
    layout,
    longest_label,
    parts,
    upright_lines,
)
from benang.mapping.figures.drawing.pages import Block, Legend, gap, lines_block, paged
from benang.mapping.figures.drawing.text import text_width, wrap

__all__ = ["Cell", "Column", "Row", "beside_each_other", "marks_table", "stretches", "themed_rows"]

_LOWER = 0.8
"""So much lower, of its height, a table has to be with its labels over the rows to stand that way."""


def themed_rows(data: pd.DataFrame, notes: Callable[[dict[str, Any]], tuple[str, ...]] = lambda row: ()) -> list[Row]:
    """A row for each category below a heading for its theme, in the order of the data; a theme that stands for itself
    among the categories needs no heading over itself.

    Args:
        data: with the columns ``theme_id``, ``theme``, ``category_id`` and ``category``.
        notes: the texts at the right end of a category's row, by its first row of data.
    """
    rows: list[Row] = []
    for theme, part in data.groupby("theme_id", sort=False):
        categories = part.drop_duplicates("category_id")
        flat = list(categories["category_id"]) == [theme]
        if not flat:
            rows.append(Row(str(theme), str(part["theme"].iloc[0]), heading=True))
        for record in categories.to_dict("records"):
            row = {str(key): value for key, value in record.items()}
            rows.append(Row(row["category_id"], row["category"], notes(row), indent=0.0 if flat else 0.2))
    return rows


Cell = Callable[[Canvas, Row, Column, float, float], None]
"""Draws a cell around a middle: ``cell(canvas, row, column, x, y)``."""


def marks_table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    cell: Cell,
    *,
    width: float,
    cell_width: float = 0.5,
    row_height: float = 0.42,
    notes: Sequence[str] = (),
    legend: Legend | None = None,
    above: Sequence[Block] = (),
    give: float = 0.0,
    needed: float = 0.0,
    close: bool = False,
) -> list[Canvas]:
    """Draw the table on as many pages as it needs; its rows closer together where that spares a page.

    Args:
        rows, columns: in order.
        cell: draws a cell.
        width: of the pages, cm.
        cell_width, row_height: at least, cm.
        notes: heads of the columns of text at the right end.
        legend: at the foot of each page.
        above: at the head of each page.
        give: how much narrower cells may be where that spares a page, cm.
        needed: height of what is drawn in a cell, cm; rows are never closer.
        close: whether rows are closer together in any case.
    """
    closer = replace(_CLOSE, least=max(_CLOSE.least, needed))
    heights = closer if close else _Heights(max(row_height, needed))
    pages = _drawn(rows, columns, cell, width, cell_width, heights, notes, legend, above)
    if len(pages) == 1:
        return pages
    tried = _drawn(rows, columns, cell, width, cell_width - give, closer, notes, legend, above)
    return tried if len(tried) < len(pages) else pages


def beside_each_other(
    rows: Sequence[Row], columns: Sequence[Column], width: float, cell_width: float, notes: Sequence[str], labels: float
) -> bool:
    """Whether all columns of a table stand beside each other, and beside its labels.

    Args:
        rows, columns, width, cell_width, notes: of the table.
        labels: room that they leave for labels at least, cm.
    """
    laid = layout(rows, columns, width, cell_width, notes, stacked=False)
    room = width - 2 * style.MARGIN - sum(laid.notes)
    wide = bracketed(columns, laid.widths, width)
    return sum(wide.values()) + max(laid.labels, min(labels, longest_label(rows))) <= room + 1e-6


def stretches(
    rows: Sequence[Row], columns: Sequence[Column], width: float, cell_width: float, notes: Sequence[str]
) -> int:
    """On how many stretches the columns of a table stand, one below the other, where its labels are over its rows;
    arguments as of ``beside_each_other``."""
    laid = layout(rows, columns, width, cell_width, notes, stacked=True)
    return len(parts(columns, laid.widths, width - 2 * style.MARGIN - laid.labels - sum(laid.notes), width))


@dataclass(frozen=True)
class _Heights:
    """Of a row at least, around its words, and before and after a heading, cm."""

    least: float
    around: float = 0.04
    before: float = 0.14
    after: float = 0.05


_CLOSE = _Heights(LINE, 0.0, 0.09, 0.0)


def _drawn(
    rows: Sequence[Row],
    columns: Sequence[Column],
    cell: Cell,
    width: float,
    cell_width: float,
    heights: _Heights,
    notes: Sequence[str],
    legend: Legend | None,
    above: Sequence[Block],
) -> list[Canvas]:
    def tables(laid: Layout) -> list[tuple[Block, list[Block]]]:
        room = width - 2 * style.MARGIN - laid.labels - sum(laid.notes)
        made = []
        for part in parts(columns, laid.widths, room, width):
            own = replace(laid, widths=bracketed(part, laid.widths, width))
            made.append((_head(part, own, notes), [_row(row, part, cell, own, heights) for row in rows]))
        return made

    laid_beside, laid_over = (layout(rows, columns, width, cell_width, notes, stacked) for stacked in (False, True))
    beside, over = tables(laid_beside), tables(laid_over)
    lower = _height(over) < _LOWER * _height(beside)
    chosen = over if lower or breaks_words(rows, laid_beside) else beside
    foot = legend.height + 0.2 if legend and legend.items else 0.0
    room = style.TALLEST - 2 * style.MARGIN - foot - sum(block.height for block in above)
    pages: list[Canvas] = []
    for head, blocks in _on_one_page(chosen, room):
        pages += paged(blocks, width, head=[*above, *head], legend=legend)
    return pages


def _height(tables: Sequence[tuple[Block, list[Block]]]) -> float:
    return sum(head.height + sum(block.height for block in blocks) for head, blocks in tables)


def _on_one_page(tables: Sequence[tuple[Block, list[Block]]], room: float) -> list[tuple[list[Block], list[Block]]]:
    """The head of each page, and its blocks: tables that one page has room for stand below each other."""
    found: list[tuple[list[Block], list[Block]]] = []
    taken = room
    for head, blocks in tables:
        height = _height([(head, blocks)])
        if found and taken + 0.4 + height <= room:
            found[-1] = [], [*found[-1][0], *found[-1][1], gap(0.4), head, *blocks]
            taken += 0.4 + height
        else:
            found.append(([head], blocks))
            taken = height
    return found


def _head(columns: Sequence[Column], laid: Layout, notes: Sequence[str]) -> Block:
    start = style.MARGIN + laid.labels
    brackets: list[tuple[float, float, list[str]]] = []
    x = start
    for group, members in groupby(columns, key=lambda column: column.group):
        wide = sum(laid.widths[column.key] for column in members)
        brackets.append((x, wide, wrap(group, max(wide - 0.1, 0.3), style.BODY) if group else []))
        x += wide
    deep = max((len(lines) for *_, lines in brackets), default=0)
    labels = {
        column.key: upright_lines(column.label)
        if laid.upright
        else wrap(column.label, laid.widths[column.key] - 0.08, style.BODY, "bold")
        for column in columns
    }
    if laid.upright:
        tall = max((text_width(line, style.BODY, "bold") for lines in labels.values() for line in lines), default=0.0)
    else:
        tall = max((len(lines) for lines in labels.values()), default=1) * LINE
    said = [
        [text] if laid.upright_notes else wrap(text, wide - 0.15, style.BODY)
        for text, wide in zip(notes, laid.notes, strict=True)
    ]
    over = deep * LINE + 0.12 if deep else 0.0
    longest = max((text_width(lines[0], style.BODY) for lines in said), default=0.0)
    beside = longest if laid.upright_notes else max((len(lines) for lines in said), default=0) * LINE
    height = max(over + tall, beside) + 0.12

    def draw(canvas: Canvas, top: float) -> None:
        bottom = top + height - 0.08
        under = bottom - tall - 0.06
        for left, wide, lines in brackets:
            if lines:
                first = under - 0.06 - len(lines) * LINE
                canvas.write(left + wide / 2, first, lines, colour=style.MUTED, align="center")
                canvas.line([left + 0.06, left + wide - 0.06], [under, under])
        place = start
        for column in columns:
            wide, lines = laid.widths[column.key], labels[column.key]
            if laid.upright:
                canvas.upright(place + wide / 2, bottom - 0.02, lines, face="bold")
            else:
                canvas.write(place + wide / 2, bottom - len(lines) * LINE, lines, face="bold", align="center")
            place += wide
        for lines, wide in zip(said, laid.notes, strict=True):
            if laid.upright_notes:
                canvas.upright(place + 0.2 + LINE / 2, bottom - 0.02, lines, colour=style.MUTED)
            else:
                canvas.write(place + 0.2, bottom - len(lines) * LINE, lines, colour=style.MUTED)
            place += wide

    return Block(height, draw)


def _row(row: Row, columns: Sequence[Column], cell: Cell, laid: Layout, heights: _Heights) -> Block:
    if row.heading:
        full = style.MARGIN + laid.labels + sum(laid.widths[column.key] for column in columns) + sum(laid.notes)
        lines = wrap(row.label, max(full - style.MARGIN - 0.1, laid.labels), style.BODY, "bold")
        return lines_block(lines, face="bold", before=heights.before, after=heights.after, keep=True)
    across = style.MARGIN + laid.labels + sum(laid.widths[column.key] for column in columns)
    beside = across + sum(laid.notes) - style.MARGIN if laid.stacked else laid.labels
    label = wrap(row.label, beside - row.indent - 0.15, style.BODY)
    notes = [wrap(text, wide - 0.2, style.BODY) for text, wide in zip(row.notes, laid.notes, strict=False)]
    over = len(label) * LINE + 0.04 if laid.stacked else 0.0
    lines_beside = max((len(lines) for lines in [*notes, *([] if laid.stacked else [label])]), default=0)
    height = over + max(heights.least, lines_beside * LINE + heights.around)

    def draw(canvas: Canvas, top: float) -> None:
        middle = top + over + (height - over) / 2
        canvas.write(style.MARGIN + row.indent, top + 0.04 if over else middle - len(label) * LINE / 2, label)
        x = style.MARGIN + laid.labels
        full = across + sum(laid.notes)
        canvas.line([style.MARGIN + row.indent, full], [top + height] * 2, colour=style.FAINT, line=0.6, above=0)
        for column in columns:
            wide = laid.widths[column.key]
            cell(canvas, row, column, x + wide / 2, middle)
            x += wide
        for lines, wide in zip(notes, laid.notes, strict=False):
            canvas.write(x + 0.2, middle - len(lines) * LINE / 2, lines, colour=style.MUTED)
            x += wide

    return Block(height, draw)
