"""Numbers with words in columns, sorted into groups; numbers of all columns and of all lists end at the same places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

Item = tuple[str, str]
"""A number (empty: none) and the words beside it."""
Group = tuple[str, Sequence[Item]]
"""What items have in common (empty: nothing is said), and they."""

_BETWEEN_LINES, _BETWEEN_COLUMNS, _BESIDE, _BETWEEN_GROUPS = 0.03, 0.4, 0.15, 0.1
_NARROWEST = 4.6
"""Width of one of two columns at least, cm."""
_APART = 1.5
"""A column may be so much higher, cm, if that keeps a group together."""
_LINE = line_height(style.BODY)


@dataclass(frozen=True)
class _Entry:
    """What stands in a column: a title, or an item."""

    number: str
    lines: list[str]
    title: bool = False
    first: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + _BETWEEN_LINES


@dataclass(frozen=True)
class NumberedItems:
    """Items that go down the columns, so that what belongs together stands below each other.

    Attributes:
        columns: from left to right.
        width: of a column, cm.
        number_width: of the numbers in each, cm.
    """

    columns: list[list[_Entry]]
    width: float
    number_width: float

    @property
    def height(self) -> float:
        """Height of the highest column, cm."""
        return max((_height(column) for column in self.columns), default=0.0)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw them to the right of ``x`` and below ``top``."""
        for column in self.columns:
            y, right = top, x + self.number_width
            for place, entry in enumerate(column):
                y += _BETWEEN_GROUPS if entry.first and place else 0.0
                if entry.title:
                    canvas.write(x, y, entry.lines, colour=style.MUTED)
                else:
                    canvas.write(right - _BESIDE, y, entry.number, face="bold", align="right")
                    at, colour = (right, style.INK) if entry.number else (x, style.MUTED)
                    canvas.write(at, y, entry.lines, colour=colour)
                y += entry.height
            x += self.width + _BETWEEN_COLUMNS


def number_width(items: Sequence[Item]) -> float:
    """The room that the numbers of items take, cm."""
    return max((text_width(number, style.BODY, "bold") + _BESIDE for number, _ in items if number), default=0.0)


def numbered_items(groups: Sequence[Group], room: float, numbers: float) -> NumberedItems:
    """The items of groups in one column, or in two where there is room for them and that is lower.

    Args:
        groups: in the order of reading; what they have in common is said where they are three or more.
        room: width of all columns, cm.
        numbers: width of the numbers, cm, so that those of several lists stand below each other.
    """
    one = NumberedItems([_entries(groups, room, numbers)], room, numbers)
    half = (room - _BETWEEN_COLUMNS) / 2
    if len(groups) < 2 or half < _NARROWEST:
        return one
    entries = _entries(groups, half, numbers)

    def cost(place: int) -> float:
        within = not entries[place].first
        return round(max(_height(entries[:place]), _height(entries[place:])) + (_APART if within else 0.0), 3)

    parted = min(range(1, len(entries)), key=cost)
    two = NumberedItems([entries[:parted], entries[parted:]], half, numbers)
    return one if one.height <= two.height else two


def _entries(groups: Sequence[Group], width: float, numbers: float) -> list[_Entry]:
    entries: list[_Entry] = []
    for title, items in groups:
        shown = [_Entry("", wrap(title, width, style.BODY), title=True)] if title and len(groups) > 2 else []
        for number, words in items:
            shown.append(_Entry(number, wrap(words, width - (numbers if number else 0.0), style.BODY)))
        entries += [replace(shown[0], first=True), *shown[1:]]
    return entries


def _height(entries: Sequence[_Entry]) -> float:
    between = sum(_BETWEEN_GROUPS for entry in entries[1:] if entry.first)
    return sum(entry.height for entry in entries) + between - (_BETWEEN_LINES if entries else 0.0)
