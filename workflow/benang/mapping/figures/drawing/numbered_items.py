"""Numbers with words in columns: as many columns, each as wide, as make the whole lowest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

Item = tuple[str, str]
"""A number (empty: none) and the words beside it."""

_BETWEEN_LINES, _BETWEEN_COLUMNS, _BESIDE = 0.03, 0.45, 0.15
_MOST_COLUMNS = 3
_LINE, _NUMBER_LINE = line_height(style.BODY), line_height(style.STRONG)


@dataclass(frozen=True)
class _Column:
    """Items below each other: room for their numbers, and the lines of their words."""

    number_width: float
    width: float
    items: tuple[tuple[str, list[str]], ...]


@dataclass(frozen=True)
class NumberedItems:
    """Items that go down the columns, so that what belongs together stands below each other.

    Attributes:
        columns: from left to right.
        rows: heights of the rows, cm.
    """

    columns: tuple[_Column, ...]
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        """Height of all rows, cm."""
        return sum(self.rows) + _BETWEEN_LINES * max(len(self.rows) - 1, 0)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw them to the right of ``x`` and below ``top``."""
        for column in self.columns:
            y = top
            for (number, lines), height in zip(column.items, self.rows, strict=False):
                right = x + column.number_width
                canvas.write(right - _BESIDE, y, number, size=style.STRONG, face="bold", align="right")
                drop = (_NUMBER_LINE - _LINE) / 2
                at, colour = (right, style.INK) if number else (x, style.MUTED)
                canvas.write(at, y + drop, lines, colour=colour)
                y += height + _BETWEEN_LINES
            x += column.width + _BETWEEN_COLUMNS


def numbered_items(items: Sequence[Item], room: float) -> NumberedItems:
    """The items in the columns that make them lowest; of equal ones the fewest columns.

    Args:
        items: in the order of reading.
        room: width of all columns, cm.
    """
    tried = [_in_columns(items, n, room) for n in range(1, min(_MOST_COLUMNS, len(items)) + 1)]
    return min(tried, key=lambda one: round(one.height, 3)) if tried else NumberedItems((), ())


def _in_columns(items: Sequence[Item], n_columns: int, room: float) -> NumberedItems:
    n_rows = -(-len(items) // n_columns)
    parts = [items[start : start + n_rows] for start in range(0, len(items), n_rows)]
    numbers = [
        max(text_width(number, style.STRONG, "bold") + _BESIDE if number else 0.0 for number, _ in part)
        for part in parts
    ]
    wanted = [
        max((wide if number else 0.0) + text_width(words, style.BODY) + 0.02 for number, words in part)
        for part, wide in zip(parts, numbers, strict=True)
    ]
    widths = _shared_out(wanted, room - _BETWEEN_COLUMNS * (len(parts) - 1))
    columns = tuple(
        _Column(
            left,
            width,
            tuple((number, wrap(words, width - (left if number else 0.0), style.BODY)) for number, words in part),
        )
        for part, left, width in zip(parts, numbers, widths, strict=True)
    )
    heights = [[max(len(lines) * _LINE, _NUMBER_LINE) for _, lines in column.items] for column in columns]
    rows = tuple(max(tall[n] for tall in heights if n < len(tall)) for n in range(n_rows))
    return NumberedItems(columns, rows)


def _shared_out(wanted: Sequence[float], room: float) -> list[float]:
    """Each as wide as it wants to be; where there is no room, the widest give way, and are equally wide."""
    widths, left = dict.fromkeys(range(len(wanted)), 0.0), room
    for n, place in enumerate(sorted(widths, key=lambda place: wanted[place])):
        widths[place] = min(wanted[place], left / (len(wanted) - n))
        left -= widths[place]
    return list(widths.values())
