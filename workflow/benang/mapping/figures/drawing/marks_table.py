"""A table of marks: rows with labels, columns with heads and brackets over groups, and a mark in each cell.

Where rows or columns are more than a page holds, the table goes on to further pages, each with its heads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pandas as pd

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

_LINE = line_height(style.BODY)
_UPRIGHT_AT_MOST = 4.5
_LEVEL_AT_MOST = 1.9
_NOTE_AT_MOST = 2.6
_WIDEST_CELL = 1.6
_GROUP_AT_MOST = 3.0
_LABELS_AT_LEAST = 0.32
_LABELS_ON_ONE_PAGE = 0.2
_GROUPS_AT_MOST = 0.2
"""Of the width of the page: labels where notes can give way, labels that spare a further page, the room that the name
of a group makes over its columns."""


@dataclass(frozen=True)
class Column:
    """A column: its key, what stands over it, and the group whose bracket it is under."""

    key: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its key, its label, and the texts in the columns of notes; a heading has no cells."""

    key: str
    label: str
    notes: tuple[str, ...] = ()
    heading: bool = False
    indent: float = 0.0


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


@dataclass(frozen=True)
class _Layout:
    labels: float
    widths: dict[str, float]
    upright: bool
    notes: list[float]


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
) -> list[Canvas]:
    """Draw the table on as many pages as it needs.

    Args:
        rows, columns: in order.
        cell: draws a cell.
        width: of the pages, cm.
        cell_width, row_height: at least, cm.
        notes: heads of the columns of text at the right end.
        legend: at the foot of each page.
        above: at the head of each page.
    """
    layout = _layout(rows, columns, width, cell_width, notes)
    room = width - 2 * style.MARGIN - layout.labels - sum(layout.notes)
    pages: list[Canvas] = []
    for part in _parts(columns, layout.widths, room, _group_width(width)):
        own = replace(layout, widths=_bracketed(part, layout.widths, _group_width(width)))
        head = [*above, _head(part, own, notes)]
        blocks = [_row(row, part, cell, own, row_height) for row in rows]
        pages += paged(blocks, width, head=head, legend=legend)
    return pages


def _layout(
    rows: Sequence[Row], columns: Sequence[Column], width: float, cell_width: float, notes: Sequence[str]
) -> _Layout:
    widths, upright = _column_widths(columns, width, cell_width)
    # On a page of its own a column bears the name of its group alone.
    alone = [_bracketed([column], widths, _group_width(width))[column.key] for column in columns]
    widest = max(alone, default=0.0)
    room = width - 2 * style.MARGIN
    texts = [[row.notes[n] for row in rows if len(row.notes) > n] for n in range(len(notes))]
    note_widths = [_note_width(head, said, text_width) for head, said in zip(notes, texts, strict=True)]
    if room - sum(note_widths) - min(sum(widths.values()), 0.3 * width) < _LABELS_AT_LEAST * width:
        # Where the page is narrow, notes go over several lines rather than labels.
        note_widths = [_note_width(head, said, _widest_word) for head, said in zip(notes, texts, strict=True)]
    left = room - sum(note_widths)
    longest = max((text_width(row.label, style.BODY) + row.indent for row in rows if not row.heading), default=1.0)
    beside_all = left - sum(widths.values())
    at_most = beside_all if beside_all >= _LABELS_ON_ONE_PAGE * width else min(0.42 * width, left - widest)
    labels = min(longest + 0.25, at_most)
    free = left - labels - sum(widths.values())
    if free > 0 and widths:
        # What is left over is shared among the columns, as far as the eye still follows a row.
        more = min(free / len(widths), _WIDEST_CELL - max(widths.values()))
        widths = {key: wide + max(more, 0.0) for key, wide in widths.items()}
    return _Layout(labels, widths, upright, note_widths)


def _note_width(head: str, said: Sequence[str], width: Callable[[str, float], float]) -> float:
    wide = max([_widest_word(head, style.BODY), *(width(text, style.BODY) for text in said)], default=0.0)
    return min(wide, _NOTE_AT_MOST) + 0.25


def _column_widths(columns: Sequence[Column], width: float, cell_width: float) -> tuple[dict[str, float], bool]:
    """The least width of each column, and whether their heads stand upright."""
    level = max((_widest_word(column.label, style.BODY, "bold") for column in columns), default=0.0) + 0.12
    upright = level > max(cell_width, _LEVEL_AT_MOST)
    if not upright and len(columns) * max(level, cell_width) > 0.62 * width:
        upright = level > cell_width
    widths = {}
    for column in columns:
        needed = len(_upright(column)) * _LINE + 0.08 if upright else level
        widths[column.key] = max(cell_width, needed)
    return _bracketed(columns, widths, _group_width(width)), upright


def _group_width(width: float) -> float:
    """How much room the name of a group makes at most on a page so wide, cm."""
    return min(_GROUP_AT_MOST, _GROUPS_AT_MOST * width)


def _bracketed(columns: Sequence[Column], widths: Mapping[str, float], most: float) -> dict[str, float]:
    """The widths with which the name of each group has room over the columns of it that stand together."""
    wide = dict(widths)
    for group, members in groupby(columns, key=lambda column: column.group):
        keys = [column.key for column in members]
        wanted = min(_widest_word(group, style.BODY), most) + 0.2 if group else 0.0
        for key in keys:
            wide[key] = max(wide[key], wanted / len(keys))
    return wide


def _upright(column: Column) -> list[str]:
    """The lines of an upright head: long names rather stand higher than they make their column wide."""
    lines = wrap(column.label, _UPRIGHT_AT_MOST, style.BODY, "bold")
    return lines if len(lines) < 3 else wrap(column.label, 2 * _UPRIGHT_AT_MOST, style.BODY, "bold")


def _widest_word(text: str, size: float, face: str = "normal") -> float:
    return max((text_width(word, size, face) for word in text.split()), default=0.0)


def _parts(columns: Sequence[Column], widths: dict[str, float], room: float, most: float) -> list[list[Column]]:
    """The columns of each page."""
    parts: list[list[Column]] = [[]]
    for column in columns:
        tried = _bracketed([*parts[-1], column], widths, most)
        if parts[-1] and sum(tried[one.key] for one in [*parts[-1], column]) > room + 1e-6:
            parts.append([])
        parts[-1].append(column)
    return parts


def _head(columns: Sequence[Column], layout: _Layout, notes: Sequence[str]) -> Block:
    start = style.MARGIN + layout.labels
    brackets: list[tuple[float, float, list[str]]] = []
    x = start
    for group, members in groupby(columns, key=lambda column: column.group):
        wide = sum(layout.widths[column.key] for column in members)
        brackets.append((x, wide, wrap(group, max(wide - 0.1, 0.3), style.BODY) if group else []))
        x += wide
    deep = max((len(lines) for *_, lines in brackets), default=0)
    labels = {
        column.key: _upright(column)
        if layout.upright
        else wrap(column.label, layout.widths[column.key] - 0.08, style.BODY, "bold")
        for column in columns
    }
    if layout.upright:
        tall = max((text_width(line, style.BODY, "bold") for lines in labels.values() for line in lines), default=0.0)
    else:
        tall = max((len(lines) for lines in labels.values()), default=1) * _LINE
    said = [wrap(text, wide - 0.15, style.BODY) for text, wide in zip(notes, layout.notes, strict=True)]
    over = deep * _LINE + 0.12 if deep else 0.0
    height = max(over + tall + 0.12, max((len(lines) for lines in said), default=0) * _LINE + 0.12)

    def draw(canvas: Canvas, top: float) -> None:
        bottom = top + height - 0.08
        under = bottom - tall - 0.06
        for left, wide, lines in brackets:
            if lines:
                first = under - 0.06 - len(lines) * _LINE
                canvas.write(left + wide / 2, first, lines, colour=style.MUTED, align="center")
                canvas.line([left + 0.06, left + wide - 0.06], [under, under])
        place = start
        for column in columns:
            wide, lines = layout.widths[column.key], labels[column.key]
            if layout.upright:
                canvas.upright(place + wide / 2, bottom - 0.02, lines, face="bold")
            else:
                canvas.write(place + wide / 2, bottom - len(lines) * _LINE, lines, face="bold", align="center")
            place += wide
        for lines, wide in zip(said, layout.notes, strict=True):
            canvas.write(place + 0.2, bottom - len(lines) * _LINE, lines, colour=style.MUTED)
            place += wide

    return Block(height, draw)


def _row(row: Row, columns: Sequence[Column], cell: Cell, layout: _Layout, least: float) -> Block:
    if row.heading:
        full = style.MARGIN + layout.labels + sum(layout.widths[column.key] for column in columns) + sum(layout.notes)
        lines = wrap(row.label, max(full - style.MARGIN - 0.1, layout.labels), style.BODY, "bold")
        return lines_block(lines, face="bold", before=0.14, after=0.05, keep=True)
    label = wrap(row.label, layout.labels - row.indent - 0.15, style.BODY)
    notes = [wrap(text, wide - 0.2, style.BODY) for text, wide in zip(row.notes, layout.notes, strict=False)]
    height = max(least, max(len(lines) for lines in [label, *notes]) * _LINE + 0.08)

    def draw(canvas: Canvas, top: float) -> None:
        middle = top + height / 2
        canvas.write(style.MARGIN + row.indent, middle - len(label) * _LINE / 2, label)
        x = style.MARGIN + layout.labels
        full = x + sum(layout.widths[column.key] for column in columns)
        canvas.line([style.MARGIN + row.indent, full], [top + height] * 2, colour=style.FAINT, line=0.6, above=0)
        for column in columns:
            wide = layout.widths[column.key]
            cell(canvas, row, column, x + wide / 2, middle)
            x += wide
        for lines, wide in zip(notes, layout.notes, strict=False):
            canvas.write(x + 0.2, middle - len(lines) * _LINE / 2, lines, colour=style.MUTED)
            x += wide

    return Block(height, draw)
