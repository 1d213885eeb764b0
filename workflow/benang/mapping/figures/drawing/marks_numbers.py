"""Numbers at the marks of a table: beside a mark on one line, beside it on two, below it, or none where the table has
no room for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_layout import LINE
from benang.mapping.figures.drawing.text import text_width

GAP = 0.07
"""From a mark to its number, cm."""
_AROUND = 0.25
_AROUND_BELOW = 0.1
"""Between what stands in a cell and what stands in the next, cm."""
_JOINED = "\u00a0"


class Place(Enum):
    """Where the numbers of a cell stand."""

    BESIDE = "on one line beside the mark"
    LINES = "on a line each beside the mark"
    BELOW = "on a line each below the mark"
    NONE = "nowhere"


@dataclass(frozen=True)
class MarkNumbers:
    """How numbers stand at the marks of a table, the same in each cell.

    Attributes:
        place: where.
        mark: width of a mark, cm.
        widest: of what stands beside or below a mark, cm.
        lines: most lines of a cell.
    """

    place: Place
    mark: float
    widest: float = 0.0
    lines: int = 1

    @property
    def cell_width(self) -> float:
        """Width of a cell, cm."""
        if self.place is Place.NONE:
            return self.mark
        if self.place is Place.BELOW:
            return max(self.mark, self.widest) + _AROUND_BELOW
        return self.mark + (GAP + self.widest + _AROUND if self.widest else 0.0)

    @property
    def height(self) -> float:
        """Height of what stands in a cell, cm."""
        if self.place is Place.BELOW:
            return self.mark + self.lines * LINE + 0.1
        return max(self.mark, self.lines * LINE + 0.06 if self.place is Place.LINES else LINE)

    def middle(self, numbers: Sequence[str], x: float, y: float) -> tuple[float, float]:
        """The middle of the mark of a cell around ``x``, ``y``; a mark without numbers beside it has the cell's."""
        if self.place is Place.BELOW:
            return x, y - self.lines * LINE / 2
        return (x, y) if self.place is Place.NONE or not numbers else (x - (GAP + self.widest) / 2, y)

    def write(self, canvas: Canvas, numbers: Sequence[str], x: float, y: float) -> None:
        """Write the numbers of a cell around ``x``, ``y``."""
        if self.place is Place.NONE or not numbers:
            return
        left, middle = self.middle(numbers, x, y)
        if self.place is Place.BELOW:
            canvas.write(x, middle + self.mark / 2, list(numbers), colour=style.MUTED, align="center")
            return
        lines = [_JOINED.join(numbers)] if self.place is Place.BESIDE else list(numbers)
        canvas.write(left + self.mark / 2 + GAP, y - len(lines) * LINE / 2, lines, colour=style.MUTED)


def mark_numbers(
    numbers: Iterable[Sequence[str]], mark: float, fits: Callable[[MarkNumbers], bool], places: Sequence[Place]
) -> MarkNumbers:
    """How the numbers of a table's cells stand: in the first of some places in which it has room for all of them.

    Args:
        numbers: of each cell, in parts that may stand on lines of their own.
        mark: width of a mark, cm.
        fits: whether the table has room for cells like that.
        places: to be tried, in order.
    """
    cells = list(dict.fromkeys(tuple(parts) for parts in numbers if parts))
    each = max((text_width(part, style.BODY) for parts in cells for part in parts), default=0.0)
    whole = max((text_width(_JOINED.join(parts), style.BODY) for parts in cells), default=0.0)
    lines = max((len(parts) for parts in cells), default=0)
    for place in places:
        tried = MarkNumbers(place, mark, whole if place is Place.BESIDE else each, lines)
        if cells and place is not Place.NONE and fits(tried):
            return tried
    return MarkNumbers(Place.NONE, mark)
