"""Tables as text: cells parted by commas, semicolons or tabs, each row with its true line.

RFC 4180, Common Format and MIME Type for CSV Files (2005).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from benang.coding.people.segments.shape import plain
from benang.core.problems import Problem

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Record:
    """One row of a table as it stands: its first line (from 1), its cells, or what is wrong with it."""

    line: int
    cells: list[str]
    problem: Problem | None = None


def records(text: str, known: Collection[str], shown_name: str) -> Iterator[Record]:
    """The rows of the table, its header first, rows of empty cells left out.

    After a row with a broken quotation mark reading starts anew at the next line that has the header's number of
    cells, so that one slip is one problem and the rows behind it are still read.

    Args:
        text: the file.
        known: headers, as ``plain`` gives them; the delimiter is the one with which the first line holds most of them.
        shown_name: the file's name in messages.
    """
    lines = list(io.StringIO(text, newline=""))
    first, delimiter = _header(lines, known)
    width = 0
    index = first
    lost = False
    while index < len(lines):
        reader = csv.reader(_from(lines, index), delimiter=delimiter, strict=True)
        start = index
        while True:
            begin = start + reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                if not lost:
                    yield Record(begin + 1, [], Problem("csv-quote-broken", shown_name, begin + 1))
                lost = True
                index = begin + 1
                break
            if not any(cell.strip() for cell in cells):
                continue
            width = width or len(cells)
            if not lost or len(cells) == width:
                lost = False
                yield Record(begin + 1, cells)


def _header(lines: list[str], known: Collection[str]) -> tuple[int, str]:
    """Index of the header's line, and the delimiter with which it holds the most columns that are known."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines):
        return first, ","
    declared = re.fullmatch(r"sep=(.)\s*", lines[first], re.IGNORECASE)  # a line that Excel writes for itself
    if declared:
        return first + 1, declared[1]

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            names = [plain(name) for name in next(csv.reader([lines[first]], delimiter=delimiter), [])]
        except csv.Error:  # a cell of more characters than csv takes: no header
            return 0, 0
        return sum(name in known for name in names), len(names)

    return first, max(_DELIMITERS, key=fitness)


def _from(lines: list[str], index: int) -> Iterator[str]:
    while index < len(lines):
        yield lines[index]
        index += 1
