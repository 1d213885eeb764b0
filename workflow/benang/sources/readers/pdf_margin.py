"""Numbers in the margins of printed pages, that count lines or paragraphs.

They stand left or right of the text, at every line or at every fifth, with blank lines counted or not, and run on over
the pages or begin anew on each. A number is one of these only where all of a margin count on: a number of the text, or
of a table, stays in it.
"""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from benang.sources.readers.pdf_layout import PrintedLine
from benang.sources.readers.pdf_line_numbers import Row, line_numbers
from benang.text.offsets import Edit

_WIDEST_MARGIN = 72.0  # points between a number in the left margin and its line
_LEAST_GAP = 1.6  # times its height: from the last letter of a line to a number in the right margin
_SAME = 3.0  # points between numbers that are flush
_STEPS = (1, 2, 3, 4, 5, 10, 20)
_FEWEST = 3
_MOST_LINES = 0.8  # share of lines with a number, where these count lines and not paragraphs
_IN_STEP = 0.7  # share of numbers that follow without a gap, where a number may stand beside a blank line

_HEAD = re.compile(r"(\d{1,6})(?=[ \t]|\Z)")
_TAIL = re.compile(r"(?<=\S)[ \t]+(\d{1,6})\Z")


@dataclass
class Counting:
    """What the numbers of a margin count.

    Attributes:
        unit: ``line`` or ``paragraph``; empty where no margin counts.
        numbers: by identity of a line the number that it has: its own, or the one that comes of those above and below.
        edits: what takes the numbers out.
        joins: what joins the printed lines of a counted paragraph.
        blank: the identities of lines that hold such a number alone, beside a blank line.
        edges: from where to where on a page the numbers stand, in points.
        step: by how much they count on.
    """

    unit: str = ""
    numbers: dict[int, int] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    joins: list[Edit] = field(default_factory=list)
    blank: frozenset[int] = frozenset()
    edges: frozenset[tuple[float, float]] = frozenset()
    step: int = 0

    def counts(self, lines: Sequence[PrintedLine]) -> frozenset[int]:
        """The identities of lines whose number in this margin is in step with the one before or after it."""
        beside = [
            line
            for line in lines
            if (line.tail_edges and _flush(line.tail_edges, self.edges))
            or (line.number is not None and _flush((line.left, line.number_right), self.edges))
        ]
        beside.sort(key=lambda line: (line.page, -line.middle))
        numbers = [_number(line) for line in beside]
        return frozenset(
            id(line)
            for place, line in enumerate(beside)
            if numbers[place] - self.step in numbers[max(place - 1, 0) : place]
            or numbers[place] + self.step in numbers[place + 1 : place + 2]
        )


@dataclass(frozen=True)
class _Mark:
    """A number in a margin, and the line that it stands beside (itself, beside a blank line)."""

    line: PrintedLine
    number: int
    start: int  # in the raw text; so is the end
    end: int
    alone: bool = False


def with_margins(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page as they are drawn, each number beside one with it and not a line of its own.

    ``number`` and ``tail`` of a line are those left and right of it, which its text has no more (``with_numbers``).
    """
    numbers = [line for line in lines if line.text.isdecimal() and line.text.isascii() and len(line.text) <= 6]
    others = sorted((line for line in lines if not line.text.isdecimal()), key=lambda line: line.middle)
    for line in others:
        _part_tail(line)
    right = max((line.right for line in others), default=0.0)
    for line in others:
        if line.tail is not None and line.tail.left < right - 1:
            line.give_back_tail()
    middles = [line.middle for line in others]
    reach = max((line.height for line in others), default=0) / 2
    placed = set()
    for number in numbers:
        near = others[bisect_left(middles, number.middle - reach) : bisect_right(middles, number.middle + reach)]
        beside = [line for line in near[:50] if line.bottom <= number.middle <= line.top]
        after = [line for line in beside if line.number is None and -1 <= line.left - number.right <= _WIDEST_MARGIN]
        if after:
            line = min(after, key=lambda line: (line.left, abs(line.middle - number.middle)))
            line.number, line.head = int(number.text), number
            placed.add(id(number))
        elif beside and number.left >= right - 1:
            line = max(beside, key=lambda line: (line.right, -abs(line.middle - number.middle)))
            if line.tail is None:
                line.tail = number
                placed.add(id(number))
    return [line for line in lines if id(line) not in placed]


def with_numbers(lines: Sequence[PrintedLine]) -> None:
    """Put the numbers beside lines at their heads and tails, where a reader of the raw text looks for them."""
    for line in lines:
        line.give_back_head()
        if line.tail is not None:
            line.tail_edges = line.tail.left, line.tail.right
            line.give_back_tail()
        head = _HEAD.match(line.text)
        body = len(line.text) - len(line.text[head.end() :].lstrip()) if head else 0
        if head and body < len(line.text):
            line.number, line.number_right, line.body_left = int(head[1]), line.lefts[head.end()], line.lefts[body]


def margin_counting(lines: Sequence[PrintedLine]) -> Counting:
    """What the numbers in the margins count; nothing where they do not count on.

    Args:
        lines: of the whole file in reading order, without running heads, each with its place in the raw text.
    """
    texts = [line for line in lines if not line.text.isdecimal()]
    if len(texts) < _FEWEST:
        return Counting()
    left, right = _left_marks(texts), _right_marks(texts)
    alone = [
        _Mark(line, int(line.text), line.start, line.start + len(line.text) + 1, True)
        for line in lines
        if line.text.isdecimal() and line.text.isascii() and len(line.text) <= 6
    ]
    best: list[_Mark] = []
    for marks in (left, right, left + right):
        edges = _edges(marks)
        flush = [mark for mark in alone if _flush((mark.line.left, mark.line.right), edges)]
        for tried in (marks + flush, marks):
            ordered = sorted(tried, key=lambda mark: (mark.line.page, -mark.line.middle))
            if len(ordered) > len(best) and _step(ordered, len(texts)):
                best = ordered
    step = _step(best, len(texts)) if best else 0
    if not step:
        return Counting()
    edits = [Edit(mark.start, mark.end) for mark in best if not mark.alone]
    blank = frozenset(id(mark.line) for mark in best if mark.alone)
    if step > 1 or len(best) >= _MOST_LINES * len(texts):
        own = [Row(mark.line.page, mark.line.middle, [] if mark.alone else [mark.line], mark.number) for mark in best]
        return Counting("line", line_numbers(texts, own, step), edits, [], blank, _edges(best), step)
    return Counting(
        "paragraph", _paragraph_numbers(texts, best), edits, _paragraph_joins(lines, best), blank, _edges(best)
    )


def _part_tail(line: PrintedLine) -> None:
    """Part a number from a line's end where a wide gap stands before it."""
    tail = _TAIL.search(line.text)
    if tail and line.lefts[tail.start(1)] - line.lefts[tail.start() - 1] > _LEAST_GAP * line.height:
        place = tail.start(1)
        line.tail = PrintedLine(line.page, tail[1], line.lefts[place:], line.right, line.bottom, line.top)
        line.right = line.lefts[tail.start() - 1] + line.height / 2
        line.text, line.lefts = line.text[: tail.start()], line.lefts[: tail.start()]


def _left_marks(lines: Sequence[PrintedLine]) -> list[_Mark]:
    numbered = [line for line in lines if line.number is not None]
    if not numbered:
        return []
    # The text's left edge: where most lines begin, apart from their numbers.
    edge = statistics.median(line.body_left if line.number is not None else line.left for line in lines)
    marks = []
    for line in numbered:
        head = _HEAD.match(line.text)
        # A number of the text ("3 people") is one space from its words, a number in the margin more than that.
        if head and line.number_right < edge and line.body_left - line.number_right >= line.height / 2:
            body = len(line.text) - len(line.text[head.end() :].lstrip())
            marks.append(_Mark(line, int(head[1]), line.start, line.start + body))
    return marks


def _right_marks(lines: Sequence[PrintedLine]) -> list[_Mark]:
    marks = []
    for line in lines:
        tail = _TAIL.search(line.text) if line.tail_edges else None
        if tail:
            marks.append(_Mark(line, int(tail[1]), line.start + tail.start(), line.start + tail.end()))
    return marks


def _edges(marks: Sequence[_Mark]) -> frozenset[tuple[float, float]]:
    return frozenset(
        mark.line.tail_edges or (mark.line.left, mark.line.right if mark.alone else mark.line.number_right)
        for mark in marks
    )


def _flush(number: tuple[float, float], edges: frozenset[tuple[float, float]]) -> bool:
    """Whether a number stands where others do, by its left or its right edge."""
    return any(abs(number[0] - left) <= _SAME or abs(number[1] - right) <= _SAME for left, right in edges)


def _number(line: PrintedLine) -> int:
    tail = _TAIL.search(line.text) if line.tail_edges else None
    return int(tail[1]) if tail else line.number or 0


def _step(marks: Sequence[_Mark], lines: int) -> int:
    """By how much the numbers count on; 0 where they do not, or are too few."""
    if len(marks) < _FEWEST:
        return 0
    made = Counter(after.number - before.number for before, after in pairwise(marks) if after.number > before.number)
    # With one number on each page they are all the same.
    step = max(sorted(made), key=made.__getitem__) if made else marks[0].number
    if step not in _STEPS or (not made and step == 1):
        return 0
    in_step = 0
    for before, after in pairwise(marks):
        more = after.number - before.number
        from_one = before.number == 1 and after.number == step
        again = after.line.page > before.line.page and after.number <= 2 * step
        if not (again or from_one or (more > 0 and more % step == 0)):
            return 0
        in_step += again or from_one or more == step
    whole = step > 1 or len(marks) >= _MOST_LINES * lines
    return step if in_step >= (_IN_STEP if whole else 1) * (len(marks) - 1) else 0


def _paragraph_numbers(lines: Sequence[PrintedLine], marks: Sequence[_Mark]) -> dict[int, int]:
    own = {id(mark.line): mark.number for mark in marks}
    numbers: dict[int, int] = {}
    last = 0
    for line in lines:
        last = own.get(id(line), last)
        if last:
            numbers[id(line)] = last
    return numbers


def _paragraph_joins(lines: Sequence[PrintedLine], marks: Sequence[_Mark]) -> list[Edit]:
    """What joins the printed lines of paragraphs that are counted on through the whole file."""
    if any(after.number != before.number + 1 for before, after in pairwise(marks)):
        return []
    own = {id(mark.line) for mark in marks}
    first = marks[0].line.start
    ends = [
        before.start + len(before.text)
        for before, line in pairwise(lines)
        if id(line) not in own and before.start >= first
    ]
    return [Edit(end, end + 1, " ") for end in ends]
