"""Rows of a small CSV that a person keeps by hand (cases, pseudonyms), with the line each begins on."""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benang.core.encoding import decode
from benang.core.problems import Problem, StudyError, nearest

_SHORT = 3
"""Names so short are near to too many words."""
_DELIMITERS = (",", ";", "\t")
_LIMIT = 50_000_000  # bytes; a table kept by hand is never this large


@dataclass(frozen=True)
class Record:
    """One row: the line it begins on (from 1) and its cells by column, NFC, without white space around them."""

    line: int
    cells: dict[str, str]


def read_records(
    path: str | os.PathLike[str],
    shown_name: str,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    passed_over: Sequence[str] | None = None,
    may_be_empty: bool = False,
) -> tuple[list[str], list[Record], list[Problem]]:
    """Read a CSV with a header: comma, semicolon or tab; with or without byte order mark.

    Args:
        path: the file.
        shown_name: how problems name it.
        required: columns it must have, found whatever their case.
        optional: further columns known by name, found whatever their case.
        passed_over: columns that the table may have and that are not read (those that a run writes beside them). Any
            other column whose name is nearly that of one that is not there is a mistake. None where every further
            column means something.
        may_be_empty: whether a table without rows is nothing wrong, as one that is filled bit by bit.

    Returns:
        The column names in order, the rows, and every problem. A row with a problem is left out; where the header is
        wrong there are no rows. Problems never quote a cell, which may be a person's name.
    """
    try:
        data = Path(path).read_bytes()
    except OSError:
        return [], [], [Problem("table-unreadable", shown_name)]
    if len(data) > _LIMIT:
        return [], [], [Problem("table-not-csv", shown_name)]
    try:
        text, _, found = decode(data, None, shown_name)
    except StudyError as error:
        return [], [], error.problems
    problems = list(found)
    lines = list(io.StringIO(text, newline=""))
    skipped = 0
    while skipped < len(lines) and not lines[skipped].strip():
        skipped += 1
    delimiter = ""
    if skipped < len(lines) and (declared := re.fullmatch(r"sep=(.)\s*", lines[skipped], re.IGNORECASE)):
        delimiter = declared[1]  # a line that Excel writes for itself
        skipped += 1
    if skipped == len(lines):
        return [], [], problems if may_be_empty else [*problems, Problem("table-empty", shown_name)]
    delimiter = delimiter or max(_DELIMITERS, key=lines[skipped].count)
    header_line, header, records = skipped + 1, list[str](), list[Record]()
    reader = csv.reader(lines[skipped:], delimiter=delimiter, strict=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = [_clean(cell) for cell in next(reader)]
        except StopIteration:
            break
        except csv.Error:
            problems.append(Problem("table-quotation-mark", shown_name, line))
            break
        if not any(cells):
            continue
        if not header:
            header, header_line = _named(cells, [*required, *optional]), line
            continue
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        if len(cells) != len(header):
            problems.append(
                Problem("table-cells", shown_name, line, values={"cells": len(cells), "columns": len(header)})
            )
            continue
        records.append(Record(line, {name: cell for name, cell in zip(header, cells, strict=True) if name}))
    wrong = _header_problems(header, required, header_line, shown_name)
    if wrong:
        return header, [], [*wrong, *problems]
    if passed_over is not None:
        problems += misspelt_columns(header, [*required, *optional], passed_over, shown_name, header_line)
    if not records and not problems and not may_be_empty:
        problems.append(Problem("table-empty", shown_name))
    return [name for name in header if name], records, problems


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
    written = name.casefold().replace(" ", "_")
    long = [each.casefold() for each in known if len(each) > _SHORT]
    close = difflib.get_close_matches(written, long, n=1, cutoff=0.8)
    return next((each for each in known if close and each.casefold() == close[0]), "")


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _named(header: list[str], known: Sequence[str]) -> list[str]:
    """The header with known columns in their own spelling; a cell at its end without a name is no column."""
    while header and not header[-1]:
        header.pop()
    spelling = {name.casefold(): name for name in known}
    return [spelling.get(name.casefold().replace(" ", "_"), name) for name in header]


def _header_problems(header: list[str], required: Sequence[str], line: int, shown_name: str) -> list[Problem]:
    problems = [
        Problem(
            "table-column-missing",
            shown_name,
            line,
            values={"column": column, "found": ", ".join(header), "near": nearest(column, filter(None, header))},
        )
        for column in required
        if column not in header
    ]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    return problems + [Problem("table-column-twice", shown_name, line, values={"column": name}) for name in twice]
