"""Read the codings that people made, from the CSV files that coding programs and spreadsheets write.

Only reads: which source, code and place in the text a row means is found in ``benang.coding.anchor``.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benang.coding.encoding import decode
from benang.problems import Problem, StudyError, has_errors, nearest
from benang.tables import FORMULA_STARTS

COLUMNS = ["file", "line", "source", "quotation", "start", "end", "code", "coder", "memo"]
"""Columns of the raw coding rows: text, but ``line`` (int), ``start`` and ``end`` (nullable integers, code points)."""

CELLS = ["source", "quotation", "start", "end", "code", "coder", "memo"]
"""The columns a file of codings can have."""

PATH_SEPARATOR = " > "
"""Joins the labels of a code path in the raw rows, whatever the file used."""

HEADERS: dict[str, tuple[str, ...]] = {
    "source": ("document name", "document", "file", "source_id", "source name", "sumber", "dokumen", "case_id"),
    "quotation": ("segment", "quote", "content", "text", "quotation content", "kutipan", "segmen", "coded text"),
    "start": ("start position", "startposition", "start offset", "mulai"),
    "end": ("end position", "endposition", "end offset", "akhir"),
    "code": ("codes", "tag", "code_id", "code name", "kode"),
    "memo": ("comment", "why", "note", "catatan", "komentar"),
}
"""Headers that other programs give a column (lower case), taken where the file has none of the proper name.

``coder`` has none: a name in an export would silently replace the coder that the study's configuration gives.
"""

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".qdpx", ".mx20", ".mx22", ".mx24", ".nvp", ".nvpx")
"""Files that are not text; answered with the advice to export CSV."""

_SHOWN = 30  # characters of a header in a message
_LIMIT = 500_000_000  # bytes
_DELIMITERS = (",", ";", "\t")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class _Record:
    """One row of the file as it stands: its first line (from 1), its cells, or what is wrong with it."""

    line: int
    cells: list[str]
    problem: Problem | None = None


def read_codings(
    path: str | os.PathLike[str],
    shown_name: str,
    coder: str = "",
    columns: Mapping[str, str] | None = None,
    code_path_separator: str | None = None,
    encoding: str | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one file of codings.

    Args:
        path: CSV file; comma, semicolon or tab, with or without a byte order mark; cells in quotation marks may run
            over several lines.
        shown_name: how the study names the file; stands in the rows and problems.
        coder: whose codings these are. A column that is headed ``coder`` (or mapped to it) wins where it is filled.
        columns: header in the file for each of our columns, such as ``{"source": "Document name"}``; a column left out
            is found by its own name or one of ``HEADERS``, whatever its case.
        code_path_separator: what joins the labels of a code path in the file; it becomes `` > ``.
        encoding: how the file is encoded; found out where it is None.

    Returns:
        Raw rows with the columns of ``COLUMNS`` in file order, and every problem that was found. A row with a
        problem is left out; the others are kept.
    """
    columns = columns or {}
    if Path(path).suffix.lower() in SPREADSHEETS:
        return _frame([]), [Problem("codings-not-csv", shown_name, values={"suffix": Path(path).suffix.lower()})]
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return _frame([]), [Problem("file-missing", shown_name)]
    except OSError as error:
        cause = error.strerror or type(error).__name__
        return _frame([]), [Problem("file-unreadable", shown_name, values={"cause": cause})]
    try:
        decoded = decode(data, encoding, shown_name)
    except StudyError as error:
        return _frame([]), error.problems
    text, problems = decoded.text, list(decoded.problems)
    if "\0" in text or len(data) > _LIMIT:
        return _frame([]), [*problems, Problem("codings-not-csv", shown_name, values={"suffix": Path(path).suffix})]

    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    first, delimiter = _header(lines, columns)
    if first >= len(lines):
        return _frame([]), [*problems, Problem("codings-empty", shown_name)]
    records = _records(lines, first, delimiter, shown_name)
    header = next(records, None)
    if header is None or header.problem:
        why = header.problem if header and header.problem else Problem("codings-empty", shown_name)
        return _frame([]), [*problems, why]
    names = [_plain(name) for name in header.cells]
    place, found = _columns(names, columns, coder, shown_name, header.line)
    problems += found
    if has_errors(found):
        return _frame([]), problems

    needed = max(index for name, index in place.items() if name not in ("memo", "coder"))
    rows: list[dict[str, object]] = []
    for record in records:
        if record.problem:
            problems.append(record.problem)
            continue
        # Excel leaves the last cells of a row out where they are empty in many rows on end.
        if not needed < len(record.cells) <= len(names):
            values = {"found": len(record.cells), "expected": len(names)}
            problems.append(Problem("csv-cells-wrong", shown_name, record.line, values=values))
            continue
        filled = record.cells + [""] * (len(names) - len(record.cells))
        cells = {name: _cell(filled[index]) for name, index in place.items()}
        row, found = _row(cells, record.line, shown_name, coder, code_path_separator)
        problems += found
        if row:
            rows.append(row)
    if not rows and not problems:
        problems.append(Problem("codings-empty", shown_name))
    return _frame(rows), problems


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    whole = {"line": "int64", "start": "Int64", "end": "Int64"}
    return frame.astype({name: whole.get(name, "str") for name in COLUMNS})


def _header(lines: list[str], columns: Mapping[str, str]) -> tuple[int, str]:
    """Index of the header's line, and the delimiter with which it holds the most columns that are known."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines):
        return first, ","
    declared = re.fullmatch(r"sep=(.)\s*", lines[first], re.IGNORECASE)  # a line that Excel writes for itself
    if declared:
        return first + 1, declared[1]
    known = {*map(_plain, columns.values()), *CELLS, *(name for more in HEADERS.values() for name in more)}

    def fitness(delimiter: str) -> tuple[int, int]:
        names = [_plain(name) for name in next(csv.reader([lines[first]], delimiter=delimiter), [])]
        return sum(name in known for name in names), len(names)

    return first, max(_DELIMITERS, key=fitness)


def _records(lines: list[str], first: int, delimiter: str, shown_name: str) -> Iterator[_Record]:
    """The rows of the file with their true line numbers, from line index ``first`` on, the header first.

    After a row with a broken quotation mark reading starts anew at the next line that has the header's number of
    cells, so that one slip is one problem and the rows behind it are still read.
    """
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
                    yield _Record(begin + 1, [], Problem("csv-quote-broken", shown_name, begin + 1))
                lost = True
                index = begin + 1
                break
            if not any(cell.strip() for cell in cells):
                continue
            width = width or len(cells)
            if not lost or len(cells) == width:
                lost = False
                yield _Record(begin + 1, cells)


def _from(lines: list[str], index: int) -> Iterator[str]:
    while index < len(lines):
        yield lines[index]
        index += 1


def _plain(name: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


def _cell(cell: str) -> str:
    """A cell's text; the apostrophe that keeps a spreadsheet from running a formula is not part of it."""
    cell = unicodedata.normalize("NFC", cell)
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _columns(
    names: list[str], columns: Mapping[str, str], coder: str, shown_name: str, line: int
) -> tuple[dict[str, int], list[Problem]]:
    """Which cell of a row holds which of our columns."""
    place: dict[str, int] = {}
    problems: list[Problem] = []
    for column in CELLS:
        if column in columns:
            asked = _plain(columns[column])
            if asked in names:
                place[column] = names.index(asked)
            else:
                problems.append(_missing(columns[column], names, shown_name, line))
            continue
        for name in (column, *HEADERS.get(column, ())):
            if name in names and names.index(name) not in place.values():
                place[column] = names.index(name)
                break
    needed = ["source", "code", *([] if coder else ["coder"])]
    if not ("start" in place and "end" in place):
        needed.append("quotation")
    problems += [
        _missing(column, names, shown_name, line) for column in needed if column not in place and column not in columns
    ]
    return place, problems


def _missing(column: str, names: list[str], shown_name: str, line: int) -> Problem:
    values: dict[str, object] = {"column": column, "columns": ", ".join(name[:_SHOWN] for name in names if name)}
    near = nearest(_plain(column), [name for name in names if name and len(name) <= _SHOWN])
    if near:
        values["near"] = near
    return Problem("codings-column-missing", shown_name, line, values=values)


def _row(
    cells: dict[str, str], line: int, shown_name: str, coder: str, separator: str | None
) -> tuple[dict[str, object] | None, list[Problem]]:
    problems: list[Problem] = []
    offsets: dict[str, int | None] = {}
    for column in ("start", "end"):
        written = cells.get(column, "").strip()
        # A spreadsheet writes 12 as 12.0 or 12,0.
        whole = re.fullmatch(r"(\d{1,12})(?:[.,]0+)?", written, re.ASCII)
        offsets[column] = int(whole[1]) if whole else None
        if written and not whole:
            # The cell is not shown: where a separator was forgotten it holds a person's words.
            problems.append(Problem("offset-not-a-number", shown_name, line, values={"column": column}))
    row: dict[str, object] = {
        "file": shown_name,
        "line": line,
        "source": cells["source"].strip(),
        "quotation": cells.get("quotation", "").strip(),
        "start": offsets["start"],
        "end": offsets["end"],
        "code": _path(cells["code"], separator),
        "coder": cells.get("coder", "").strip() or coder,
        "memo": cells.get("memo", "").strip(),
    }
    lacking = [column for column in ("source", "code", "coder") if not row[column]]
    if not row["quotation"] and (offsets["start"] is None or offsets["end"] is None) and not problems:
        lacking.append("quotation")
    if lacking:
        problems.append(Problem("coding-incomplete", shown_name, line, values={"missing": ", ".join(lacking)}))
    return (None if problems else row), problems


def _path(code: str, separator: str | None) -> str:
    parts = code.split(separator.strip() or separator) if separator else [code]
    return PATH_SEPARATOR.join(_SPACE.sub(" ", part).strip() for part in parts)
