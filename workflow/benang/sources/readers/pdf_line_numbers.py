"""The number of every printed line, where a margin prints one at each or at every fifth.

Lines between two numbers count on: one by one where nothing else is counted, and else by their heights, for word
processors count blank lines as well.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benang.sources.readers.pdf_layout import PrintedLine


@dataclass
class Row:
    """What stands at one height of a page.

    Attributes:
        page: of the file, from 0.
        middle: its height above the page's foot, in points.
        lines: what is printed there; nothing on a blank line.
        number: as it is printed beside it; 0 where none is.
    """

    page: int
    middle: float
    lines: list[PrintedLine]
    number: int = 0


def line_numbers(lines: Sequence[PrintedLine], marked: Sequence[Row], step: int) -> dict[int, int]:
    """The number of each line, by its identity; lines outside the count (a title) have none.

    Args:
        lines: the lines of the text.
        marked: the rows with a number, in order.
        step: by how much the numbers count on.
    """
    rows = _rows(lines, marked)
    numbered = [place for place, row in enumerate(rows) if row.number]
    on_page = [
        (before, after)
        for before, after in pairwise(numbered)
        if rows[before].page == rows[after].page and rows[after].number > rows[before].number
    ]
    made = [rows[after].number - rows[before].number for before, after in on_page]
    agree = sum(after - before == more for (before, after), more in zip(on_page, made, strict=True))
    # How far it is from line to line; None where lines are counted one by one.
    pitch = None
    if 2 * agree < len(on_page):
        pitch = statistics.median(
            (rows[before].middle - rows[after].middle) / more
            for (before, after), more in zip(on_page, made, strict=True)
        )
    again = any(rows[after].number <= rows[before].number for before, after in pairwise(numbered))
    found = [row.number for row in rows]
    for before, after in pairwise([-1, *numbered, len(rows)]):
        for place, number in _between(rows, before, after, step, pitch, again):
            found[place] = number
    return {id(line): number for row, number in zip(rows, found, strict=True) if number for line in row.lines}


def _between(
    rows: Sequence[Row], before: int, after: int, step: int, pitch: float | None, again: bool
) -> Iterator[tuple[int, int]]:
    """Places and numbers of the rows between two with a number, or before the first and behind the last."""
    above = rows[before] if before >= 0 else None
    below = rows[after] if after < len(rows) else None
    goes_on = above is not None and below is not None and below.number > above.number
    for place in range(before + 1, after):
        row = rows[place]
        down, up = place - before, after - place
        if goes_on and above and below and after - before == below.number - above.number:
            yield place, above.number + down
        elif above and row.page == above.page:
            if goes_on and below and below.page == row.page and pitch:
                share = (above.middle - row.middle) / (above.middle - below.middle)
                down = round(share * (below.number - above.number))
            elif pitch:
                down = round((above.middle - row.middle) / pitch)
            most = below.number - above.number if goes_on and below and below.page == row.page else step
            if 0 < down < most:
                yield place, above.number + down
        elif below and row.page == below.page:
            up = round((row.middle - below.middle) / pitch) if pitch else up
            lowest = above.number if goes_on and above else 0
            if 0 < up < step and below.number - up > lowest:
                yield place, below.number - up
        elif above and not pitch:
            # A page so short that no number is printed on it.
            down = sum(each.page == row.page for each in rows[before + 1 : place + 1]) if again else down
            if down < step:
                yield place, down if again else above.number + down


def _rows(lines: Sequence[PrintedLine], marked: Sequence[Row]) -> list[Row]:
    """The rows of all pages, each from its head down."""
    numbers = {id(line): row.number for row in marked for line in row.lines}
    parts = [Row(line.page, line.middle, [line], numbers.get(id(line), 0)) for line in lines]
    parts += [row for row in marked if not row.lines]
    rows: list[Row] = []
    for part in sorted(parts, key=lambda row: (row.page, -row.middle)):
        last = rows[-1] if rows else None
        height = max((line.height for line in part.lines), default=0.0)
        if last and last.page == part.page and last.middle - part.middle <= height / 2:
            last.lines += part.lines
            last.number = last.number or part.number
        else:
            rows.append(part)
    return rows
