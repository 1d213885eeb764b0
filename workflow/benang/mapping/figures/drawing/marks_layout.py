"""The layout of a table of marks: how wide its columns are, which of them share a page, and where labels stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

LINE = line_height(style.BODY)
_UPRIGHT_AT_MOST = 4.5
_LEVEL_AT_MOST = 1.9
_NOTE_AT_MOST = 2.6
_WIDEST_CELL = 1.6
_WIDER = 0.5
_GROUP_AT_MOST = 3.0
_WORD_AT_MOST = 3.5
"""Of a word for which labels would stand over their rows rather than break it, cm."""
_BESIDE_STACKED = 0.5
"""Left of the columns where labels stand over their rows, cm."""
_LABELS_AT_LEAST = 0.32
_LABELS_IN_FULL = 0.42
_LABELS_ON_ONE_PAGE = 0.2
_GROUPS_AT_MOST = 0.2
"""Of the width of the page: labels where notes can give way, labels where heads of notes can stand upright, labels that
spare a further page, the room that the name of a group makes over its columns."""


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


@dataclass(frozen=True)
class Layout:
    """How a table is laid out.

    Attributes:
        labels: width of the labels, cm.
        widths: of the columns, by key.
        upright: whether the columns' heads stand upright.
        notes: widths of the columns of notes.
        upright_notes: whether their heads stand upright.
        stacked: whether labels stand over their rows, all across the page.
    """

    labels: float
    widths: dict[str, float]
    upright: bool
    notes: list[float]
    upright_notes: bool
    stacked: bool


def layout(
    rows: Sequence[Row],
    columns: Sequence[Column],
    width: float,
    cell_width: float,
    notes: Sequence[str],
    stacked: bool,
) -> Layout:
    """The layout on pages ``width`` cm wide."""
    widths, upright = _column_widths(columns, width, cell_width)
    # On a page of its own a column bears the name of its group alone.
    alone = [bracketed([column], widths, width)[column.key] for column in columns]
    widest = max(alone, default=0.0)
    room = width - 2 * style.MARGIN
    texts = [[row.notes[n] for row in rows if len(row.notes) > n] for n in range(len(notes))]
    note_widths = [_note_width(head, said, text_width) for head, said in zip(notes, texts, strict=True)]
    upright_notes = False
    if room - sum(note_widths) - min(sum(widths.values()), 0.3 * width) < _LABELS_AT_LEAST * width:
        # Where the page is narrow, notes go over several lines rather than labels.
        note_widths = [_note_width(head, said, _widest_word) for head, said in zip(notes, texts, strict=True)]
    if notes and room - sum(note_widths) - sum(widths.values()) < _LABELS_IN_FULL * width:
        narrow = [_note_width("", said, _widest_word) for said in texts]
        upright_notes = sum(narrow) < 0.8 * sum(note_widths)
        note_widths = [max(wide, LINE + 0.25) for wide in narrow] if upright_notes else note_widths
    left = room - sum(note_widths)
    if stacked:
        labels = min(_BESIDE_STACKED, left - widest)
    else:
        beside_all = left - sum(widths.values())
        at_most = beside_all if beside_all >= _LABELS_ON_ONE_PAGE * width else min(0.42 * width, left - widest)
        labels = min(longest_label(rows), at_most)
    free = left - labels - sum(widths.values())
    if free > 0 and widths:
        # What is left over is shared among the columns, as far as the eye still follows a row.
        more = max(min(free / len(widths), _WIDEST_CELL - max(widths.values())), 0.0)
        widths = {key: wide + more for key, wide in widths.items()}
        free -= more * len(widths)
        wide = note_widths if upright_notes else _with_heads(note_widths, notes, free)
        # So does a table that would leave the page's right edge blank.
        more = min((free - sum(wide) + sum(note_widths)) / len(widths), _WIDER)
        note_widths, widths = wide, {key: own + more for key, own in widths.items()}
    return Layout(labels, widths, upright, note_widths, upright_notes, stacked)


def longest_label(rows: Sequence[Row]) -> float:
    """Width of the labels where none takes a second line, cm."""
    return 0.25 + max((text_width(row.label, style.BODY) + row.indent for row in rows if not row.heading), default=1.0)


def breaks_words(rows: Sequence[Row], laid: Layout) -> bool:
    """Whether words of labels that are no longer than others' are broken, as the labels have so little room."""
    room = laid.labels - 0.15
    widest = max((_widest_word(row.label, style.BODY) + row.indent for row in rows if not row.heading), default=0.0)
    return room < widest <= _WORD_AT_MOST


def _note_width(head: str, said: Sequence[str], width: Callable[[str, float], float]) -> float:
    wide = max([_widest_word(head, style.BODY), *(width(text, style.BODY) for text in said)], default=0.0)
    return min(wide, _NOTE_AT_MOST) + 0.25


def _with_heads(widths: Sequence[float], heads: Sequence[str], free: float) -> list[float]:
    """The widths of columns of notes, of which heads take fewer lines as far as there is room that nothing else has."""
    wide = list(widths)
    for place, head in enumerate(heads):
        more = min(max(text_width(head, style.BODY) + 0.25 - wide[place], 0.0), free)
        wide[place] += more
        free -= more
    return wide


def _column_widths(columns: Sequence[Column], width: float, cell_width: float) -> tuple[dict[str, float], bool]:
    """The least width of each column, and whether their heads stand upright."""
    level = max((_widest_word(column.label, style.BODY, "bold") for column in columns), default=0.0) + 0.12
    upright = level > max(cell_width, _LEVEL_AT_MOST)
    if not upright and len(columns) * max(level, cell_width) > 0.62 * width:
        upright = level > cell_width
    widths = {}
    for column in columns:
        needed = len(upright_lines(column.label)) * LINE + 0.08 if upright else level
        widths[column.key] = max(cell_width, needed)
    return bracketed(columns, widths, width), upright


def bracketed(columns: Sequence[Column], widths: Mapping[str, float], page: float) -> dict[str, float]:
    """The widths with which the name of each group has room over the columns of it that stand together."""
    most = min(_GROUP_AT_MOST, _GROUPS_AT_MOST * page)
    wide = dict(widths)
    for group, members in groupby(columns, key=lambda column: column.group):
        keys = [column.key for column in members]
        wanted = min(_widest_word(group, style.BODY), most) + 0.2 if group else 0.0
        for key in keys:
            wide[key] = max(wide[key], wanted / len(keys))
    return wide


def upright_lines(label: str) -> list[str]:
    """The lines of an upright head: long names rather stand higher than they make their column wide."""
    lines = wrap(label, _UPRIGHT_AT_MOST, style.BODY, "bold")
    return lines if len(lines) < 3 else wrap(label, 2 * _UPRIGHT_AT_MOST, style.BODY, "bold")


def _widest_word(text: str, size: float, face: str = "normal") -> float:
    return max((text_width(word, size, face) for word in text.split(" ")), default=0.0)


def parts(columns: Sequence[Column], widths: Mapping[str, float], room: float, page: float) -> list[list[Column]]:
    """The columns of each page."""
    found: list[list[Column]] = [[]]
    for column in columns:
        tried = bracketed([*found[-1], column], widths, page)
        if found[-1] and sum(tried[one.key] for one in [*found[-1], column]) > room + 1e-6:
            found.append([])
        found[-1].append(column)
    return found
