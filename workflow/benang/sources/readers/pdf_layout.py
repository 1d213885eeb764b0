"""Where printed lines stand on a page, and in which order a person reads them.

A PDF draws its text in any order: all labels first and then all that is said, a page from its foot, two columns side by
side. Lines that are drawn as they are read stay as they are; else a page is read by its columns where it has any, and
by its rows otherwise. A label in a column of its own is parted from the text beside it by a tab.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_MOST_LINES = 400  # of a page whose columns are looked for
_FEWEST = 4  # lines of a column
_NARROW = 0.3  # of the width of what stands beside it: a column of labels
_LABEL_WORDS = 3.0  # on average, of a column of labels
_BESIDE = 0.6  # share of labels that stand on the row of a line of text
_WIDE = 1.2  # times its height: a gap that parts columns
_HANGING = 2.4  # times its height, from the last letter of a label to the text beside it
_MOST_WORDS = 4
_SAME = 3.0  # points


@dataclass
class PrintedLine:
    """A printed line; lengths in points, measured from the page's lower left corner."""

    page: int
    text: str
    lefts: list[float]  # of each character
    right: float
    bottom: float
    top: float
    number: int | None = None  # the number at its head, in the margin or not
    number_right: float = 0.0
    body_left: float = 0.0  # of the text after that number
    start: int = 0  # in the raw text
    head: PrintedLine | None = None  # a number left of it that its text does not hold
    tail: PrintedLine | None = None  # a number right of it
    tail_edges: tuple[float, float] | None = None  # of that number, when the text holds it again

    def give_back_head(self) -> None:
        """Put the number left of it before its text."""
        if self.head is not None:
            self.text = f"{self.head.text} {self.text}"
            self.lefts = [*self.head.lefts, self.head.right, *self.lefts]
            self.head = None

    def give_back_tail(self) -> None:
        """Put the number right of it behind its text."""
        if self.tail is not None:
            self.text = f"{self.text} {self.tail.text}"
            self.lefts = [*self.lefts, self.right, *self.tail.lefts]
            self.right, self.tail = self.tail.right, None

    @property
    def middle(self) -> float:
        """Half its height above the page's foot."""
        return (self.bottom + self.top) / 2

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.lefts[0]

    @property
    def height(self) -> float:
        """Of its letters."""
        return self.top - self.bottom


def in_reading_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of one page in the order in which they are read.

    Args:
        lines: in the order in which the page draws them.
    """
    lines = list(lines)
    gutter = _gutter(lines)
    labels = gutter is not None and _is_label_column(lines, gutter)
    if not labels and _as_drawn(lines):
        return lines
    if gutter is not None and not labels:
        return list(_by_columns(lines, gutter))
    return list(_by_rows(lines))


def with_hanging_labels(lines: Sequence[PrintedLine]) -> None:
    """Put a tab for the space between a label and what is said, where that stands in a column of its own.

    So it is read where the words behind the gap begin where many other lines do.

    Args:
        lines: of the whole file.
    """
    gaps = {id(line): found for line in lines if (found := _first_gap(line))}
    edges = Counter(round(line.left / _SAME) for line in lines)
    behind = Counter(round(line.lefts[place] / _SAME) for line in lines if (place := gaps.get(id(line), 0)))
    for line in lines:
        place = gaps.get(id(line), 0)
        edge = round(line.lefts[place] / _SAME) if place else 0
        near = range(edge - 1, edge + 2)
        if place and sum(behind[one] for one in near) >= _FEWEST and sum(edges[one] for one in near) >= _FEWEST:
            head = line.text[:place].rstrip()
            line.lefts = [*line.lefts[: len(head) + 1], *line.lefts[place:]]
            line.text = f"{head}\t{line.text[place:]}"


def _first_gap(line: PrintedLine) -> int:
    """Where the text behind the first wide gap begins, if few words stand before it; else 0."""
    place = 0
    for words, part in enumerate(line.text.split(" ")[:-1], start=1):
        place += len(part) + 1
        if words > _MOST_WORDS:
            return 0
        if not part or place >= len(line.text) or not any(map(str.isalpha, line.text[:place])):
            continue
        if line.lefts[place] - line.lefts[place - 2] > _HANGING * line.height:
            return place
    return 0


def _as_drawn(lines: Sequence[PrintedLine]) -> bool:
    """Whether each line stands below the one before it, to its right on its row, or at the head of a new column."""
    column_right = lines[0].right if lines else 0.0
    for before, line in pairwise(lines):
        same_row = abs(line.middle - before.middle) <= before.height / 2
        if same_row:
            if line.left < before.left:
                return False
        elif line.middle > before.middle and line.left < column_right - before.height:
            return False
        column_right = line.right if line.middle > before.middle and not same_row else max(column_right, line.right)
    return True


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """A place that few lines cross, with several lines on both sides of it; None where there is none."""
    if not 2 * _FEWEST <= len(lines) <= _MOST_LINES:
        return None
    best: tuple[int, float] | None = None
    for place in sorted({line.left for line in lines}):
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        crossing = len(lines) - len(left) - len(right)
        sides = min(len(left), len(right))
        if sides < _FEWEST or crossing > sides or (best is not None and crossing >= best[0]):
            continue
        if any(min(one.top, two.top) > max(one.bottom, two.bottom) for one in left for two in right):
            best = crossing, place
    return None if best is None else best[1]


def _is_label_column(lines: Sequence[PrintedLine], gutter: float) -> bool:
    """Whether what stands left of the gutter are labels: short, and each beside a line of text."""
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    width = statistics.median(line.right - line.left for line in right)
    words = statistics.mean(len(line.text.split()) for line in left)
    if words > _LABEL_WORDS or statistics.median(line.right - line.left for line in left) > max(_NARROW * width, 1):
        return False
    beside = sum(any(abs(line.middle - one.middle) <= one.height / 2 for one in right) for line in left)
    return beside >= _BESIDE * len(left)


def _by_columns(lines: Sequence[PrintedLine], gutter: float) -> Iterator[PrintedLine]:
    """Down the left column and then the right one, between lines that reach over both."""
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in sorted(lines, key=lambda line: (-line.middle, line.left)):
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            yield from (*left, *right, line)
            left, right = [], []
    yield from (*left, *right)


def _by_rows(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """From the head of the page down, each row from left to right as one line."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and abs(rows[-1][0].middle - line.middle) <= max(rows[-1][0].height, line.height) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.left)
        joined = row[0]
        for line in row[1:]:
            gap = line.left - joined.right
            if gap < 0 or joined.text.isdecimal():  # one over the other, or a number in the margin
                yield joined
                joined = line
                continue
            joined = _joined(joined, line, "\t" if gap > _WIDE * line.height else " ")
        yield joined


def _joined(line: PrintedLine, more: PrintedLine, space: str) -> PrintedLine:
    line.give_back_tail()
    more.give_back_head()
    return replace(
        line,
        text=line.text + space + more.text,
        lefts=[*line.lefts, line.right, *more.lefts],
        right=more.right,
        bottom=min(line.bottom, more.bottom),
        top=max(line.top, more.top),
        tail=more.tail,
    )
