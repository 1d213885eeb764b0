"""Rows of a small table that a person keeps by hand (cases, names, a codebook), with the line each begins on."""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benang.core.encoding import decode
from benang.core.problems import Problem, StudyError, nearest

_SHORT = 3
"""Names so short are near to too many words."""
_DELIMITERS = (",", ";", "\t")
_LIMIT = 50_000_000  # bytes; a table kept by hand is never this large
_MOST_ROWS = 100_000  # of a sheet, empty ones too
_MOST_COLUMNS = 1024  # of a sheet; a table of a survey is wide
_HEADER_WITHIN = 20  # rows; a title may stand above the header
_LONGEST_COLUMN = 60  # characters of a header in a message

_Row = tuple[int, list[str]]
_Fit = Callable[[Sequence[str]], tuple[int, int]]


@dataclass(frozen=True)
class Record:
    """One row.

    Attributes:
        line: the line it begins on, from 1.
        cells: its cells by column, NFC, without white space around them.
        written: all its cells in their order, also of columns without a name, NFC, with the white space.
    """

    line: int
    cells: dict[str, str]
    written: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordTable:
    """A table: its header as it stands (cells may be empty), the header's line, its rows, and what is wrong."""

    header: list[str]
    line: int
    records: list[Record]
    problems: list[Problem]


def read_records(
    path: str | os.PathLike[str],
    shown_name: str,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    passed_over: Sequence[str] | None = None,
    may_be_empty: bool = False,
    columns: Mapping[str, str] | None = None,
    name_unused: bool = False,
) -> tuple[list[str], list[Record], list[Problem]]:
    """Read a table with a header: CSV (comma, semicolon or tab, with or without byte order mark) or XLSX.

    Args:
        path: the file.
        shown_name: how problems name it.
        required: columns it must have, found whatever their case.
        optional: further columns known by name, found whatever their case.
        passed_over: columns that the table may have and that are not read (those that a run writes beside them). Any
            other column whose name is nearly that of one that is not there is a mistake. None where every further
            column means something.
        may_be_empty: whether a table without rows is nothing wrong, as one that is filled bit by bit.
        columns: header in the file of a required or optional column that has another name there.
        name_unused: whether every further column is told, too.

    Returns:
        The column names in order, the rows, and every problem. A row with a problem is left out; where the header is
        wrong there are no rows. Problems never quote a cell, which may be a person's name.
    """
    table = read_table(path, shown_name, required, optional, may_be_empty=may_be_empty, columns=columns)
    named = [name for name in table.header if name]
    problems = list(table.problems)
    problems += nameless_columns(table, shown_name)
    if passed_over is not None and (table.records or not table.problems):
        problems += misspelt_columns(named, [*required, *optional], passed_over, shown_name, table.line)
        misspelt = {
            str(problem.values.get("column")) for problem in problems if problem.kind == "table-column-misspelt"
        }
        known = {*required, *optional, *misspelt}
        unused = [name for name in named if name not in known and name.casefold() not in passed_over]
        problems += unused_columns(unused, shown_name, table.line) if name_unused else []
    if not table.records and not problems and not may_be_empty:
        problems.append(Problem("table-empty", shown_name))
    return named, table.records, problems


def read_table(
    path: str | os.PathLike[str],
    shown_name: str,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    may_be_empty: bool = False,
    columns: Mapping[str, str] | None = None,
    is_column: Callable[[str], bool] | None = None,
) -> RecordTable:
    """Read a table, its columns in their order; the other parameters are those of ``read_records``.

    The header is the row near the table's head that holds the most of the columns asked for: a title may stand above
    it. Of a workbook the visible sheet is read that has the most of them, the first of several; the others are told.

    Args:
        is_column: whether a cell can name a column, where more can than those listed.
    """
    try:
        data = Path(path).read_bytes()
    except OSError:
        return RecordTable([], 0, [], [Problem("table-unreadable", shown_name)])
    if len(data) > _LIMIT:
        return RecordTable([], 0, [], [Problem("table-not-csv", shown_name)])
    needed = frozenset(column_key((columns or {}).get(name, name)) for name in required)
    known = needed | {column_key((columns or {}).get(name, name)) for name in optional}

    def fit(cells: Sequence[str]) -> tuple[int, int]:
        """How many of the required columns, and of all that are known, a row has as its cells."""
        names = {_clean(cell) for cell in cells}
        keys = {column_key(name) for name in names}
        named = sum(column_key(name) in known or (is_column is not None and is_column(name)) for name in names)
        return len(needed & keys), named

    try:
        rows, problems = _rows(data, shown_name, fit)
    except StudyError as error:
        return RecordTable([], 0, [], error.problems)
    if not rows:
        if not may_be_empty and not problems:
            problems.append(Problem("table-empty", shown_name))
        return RecordTable([], 0, [], problems)
    at = _header_at(rows, fit)
    line, cells = rows[at]
    width = max((_last(cells) for _, cells in rows[at + 1 :]), default=0)
    header = _named([_clean(cell) for cell in cells], width, [*required, *optional], columns or {})
    records: list[Record] = []
    for number, written in rows[at + 1 :]:
        written = [unicodedata.normalize("NFC", cell) for cell in written]
        del written[max(len(header), _last(written)) :]
        # A row that leaves out cells at its end leaves them empty, as programs that write no commas at an end do.
        written += [""] * (len(header) - len(written))
        if len(written) != len(header):
            values = {"cells": len(written), "columns": len(header)}
            problems.append(Problem("table-cells", shown_name, number, values=values))
            continue
        held = {name: cell.strip() for name, cell in zip(header, written, strict=True) if name}
        records.append(Record(number, held, tuple(written)))
    wrong = _header_problems(header, required, optional, line, shown_name, columns or {})
    if wrong:
        return RecordTable(header, line, [], [*wrong, *problems])
    return RecordTable(header, line, records, problems)


def _rows(data: bytes, shown_name: str, fit: _Fit) -> tuple[list[_Row], list[Problem]]:
    """The rows that are not empty, each with its line, the title's and the header's among them."""
    # Every start of the workflow reads tables, few of which are workbooks.
    if data.startswith(b"PK\x03\x04"):
        from benang.core import spreadsheet

        if spreadsheet.recognises(data):
            return _sheet_rows(data, shown_name, fit)
    text, _, found = decode(data, None, shown_name)
    return _csv_rows(text, shown_name, list(found))


def _sheet_rows(data: bytes, shown_name: str, fit: _Fit) -> tuple[list[_Row], list[Problem]]:
    from benang.core import spreadsheet

    best: tuple[tuple[int, int], int, list[_Row], int] | None = None
    numbers: list[int] = []
    for sheet in spreadsheet.read_worksheets(data, shown_name, _MOST_ROWS, "codings-too-many", _MOST_COLUMNS):
        numbers.append(sheet.number)
        if sheet.hidden:
            continue
        rows = [(line, cells) for line, cells in enumerate(sheet.read_rows(), 1) if any(map(str.strip, cells))]
        if rows:
            fits = fit(rows[_header_at(rows, fit)][1])
            if best is None or fits > best[0]:
                best = fits, sheet.number, rows, sheet.formulas
    if best is None:
        return [], []
    _, number, rows, formulas = best
    problems: list[Problem] = []
    others = [str(each) for each in numbers if each != number]
    if others:
        problems.append(Problem("table-sheets-unread", shown_name, values={"sheets": ", ".join(others)}))
    if formulas:
        place = f"sheet {number}"
        problems.append(Problem("turns-formulas-unread", shown_name, place=place, values={"count": formulas}))
    # A row of a sheet leaves out the empty cells at its end.
    width = max(len(cells) for _, cells in rows)
    return [(line, cells + [""] * (width - len(cells))) for line, cells in rows], problems


def _csv_rows(text: str, shown_name: str, problems: list[Problem]) -> tuple[list[_Row], list[Problem]]:
    lines = list(io.StringIO(text, newline=""))
    skipped = 0
    while skipped < len(lines) and not lines[skipped].strip():
        skipped += 1
    delimiter = ""
    if skipped < len(lines) and (declared := re.fullmatch(r"sep=(.)\s*", lines[skipped], re.IGNORECASE)):
        delimiter = declared[1]  # a line that Excel writes for itself
        skipped += 1
    if skipped == len(lines):
        return [], problems
    head = [line.strip() for line in lines[skipped : skipped + _HEADER_WITHIN]]  # tabs may indent
    first = next((line for line in head if any(character in line for character in _DELIMITERS)), head[0])
    delimiter = delimiter or max(_DELIMITERS, key=first.count)
    reader = csv.reader(lines[skipped:], delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            problems.append(Problem("table-quotation-mark", shown_name, line))
            break
        if any(map(str.strip, cells)):
            rows.append((line, cells))
    return rows, problems


def _header_at(rows: Sequence[_Row], fit: _Fit) -> int:
    """Which row is the header: of those near the head the one that fits best, the first of several."""
    fits = [fit(cells) for _, cells in rows[:_HEADER_WITHIN]]
    return fits.index(max(fits))


def column_key(name: str) -> str:
    """A header in the form it is compared in: small letters, ``_`` for spaces."""
    return "_".join(name.casefold().split())


def unused_columns(names: Sequence[str], shown_name: str, line: int | None, place: str = "") -> list[Problem]:
    """The problem that says which columns of a table nobody reads; none where there are none."""
    if not names:
        return []
    shown = ", ".join(name[:_LONGEST_COLUMN] for name in names)
    return [Problem("table-columns-unused", shown_name, line, place, {"columns": shown})]


def misspelt_columns(
    header: Sequence[str], known: Sequence[str], passed_over: Sequence[str], shown_name: str, line: int
) -> list[Problem]:
    """A problem for each column that nobody reads and whose name is nearly that of a known one that is not there.

    Args:
        header: the columns of the table, the known ones in their own spelling.
        known: columns that are read.
        passed_over: further names that are no slip.
        shown_name, line: where the header is.
    """
    absent = [name for name in known if name not in header]
    problems: list[Problem] = []
    for name in dict.fromkeys(header):
        if not name or name in known or name.casefold() in passed_over:
            continue
        near = nearly(name, absent)
        if near:
            values = {"column": name, "near": near}
            problems.append(Problem("table-column-misspelt", shown_name, line, values=values))
    return problems


def nearly(name: str, known: Sequence[str]) -> str:
    """The known name of which ``name`` is most likely a slip of the pen, or the empty string.

    Stricter than ``nearest``: a column of another meaning (``count``, ``user``) is no slip of a known one (``coder``,
    ``use``).
    """
    written = column_key(name)
    long = [each.casefold() for each in known if len(each) > _SHORT]
    close = difflib.get_close_matches(written, long, n=1, cutoff=0.8)
    return next((each for each in known if close and each.casefold() == close[0]), "")


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def nameless_columns(table: RecordTable, shown_name: str, used: Collection[int] = ()) -> list[Problem]:
    """The problem that says which columns hold something and have no name, those in ``used`` left out."""
    held = [
        str(index + 1)
        for index, name in enumerate(table.header)
        if not name and index not in used and any(record.written[index].strip() for record in table.records)
    ]
    values = {"columns": ", ".join(held)}
    return [Problem("table-column-nameless", shown_name, table.line, values=values)] if held else []


def _last(cells: Sequence[str]) -> int:
    """How many cells there are without the empty ones at the end."""
    return max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _named(header: list[str], width: int, known: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """The header with known columns in their own spelling; an end without names and content is no column."""
    while len(header) > width and not header[-1]:
        header.pop()
    mapped = {column_key(given): name for name, given in columns.items()}
    spelling = {name.casefold(): name for name in known if name not in columns} | mapped
    return [spelling.get(column_key(name), name) for name in header]


def _header_problems(
    header: list[str],
    required: Sequence[str],
    optional: Sequence[str],
    line: int,
    shown_name: str,
    columns: Mapping[str, str],
) -> list[Problem]:
    # A column that is read under its own name is no slip of one that is missing.
    free = [name for name in header if name and name not in {*required, *optional, *columns}]
    problems = [
        Problem(
            "table-column-missing",
            shown_name,
            line,
            values={"column": given, "found": ", ".join(header), "near": nearest(given, free)},
        )
        for column, given in [
            *((column, columns.get(column, column)) for column in required),
            *((column, given) for column, given in columns.items() if column not in required),
        ]
        if column not in header
    ]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    return problems + [Problem("table-column-twice", shown_name, line, values={"column": name}) for name in twice]
