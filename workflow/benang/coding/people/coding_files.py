"""Read people's codings from tables, reports and marked-up texts that hold coded segments.

What a file is, its content tells: a workbook (.xlsx), a text of NVivo or of ROCK, else a table of text (CSV). What
comes out are raw rows as the person wrote them; ``benang.coding.people.anchor`` finds their quotations in the sources.
Line numbers are those at which a row begins (in a workbook: its row), so that a message leads to the place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz.distance import OSA

from benang.coding.people.lookup import PATH_SEPARATOR as PATH_SEPARATOR
from benang.coding.people.raw_rows import COLUMNS as COLUMNS
from benang.coding.people.raw_rows import Coders, Origin, frame
from benang.coding.people.segments import nvivo, rock
from benang.coding.people.segments.coding_table import (
    Header,
    doubtful_columns,
    find_header,
    known_headers,
    missing_columns,
    read_rows,
)
from benang.coding.people.segments.delimited import Record, records
from benang.coding.people.segments.filled_sheet import CODING_SHEET
from benang.coding.people.segments.highlights import highlighted_rows
from benang.coding.people.segments.remarks import commented_rows
from benang.core import spreadsheet
from benang.core.encoding import decode
from benang.core.problems import Problem, StudyError
from benang.core.spreadsheet import Worksheet
from benang.core.table_headers import header_key
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.readers import docx
from benang.text.offsets import MappedText

MOST_ROWS = 300_000
"""Rows of one sheet, empty ones too."""

_LARGEST = 500_000_000  # bytes
_OTHER_FORMATS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"SQLite format 3\0", b"%PDF", b"{\\rtf")
_LONG_NAME = 7  # letters; a shorter name that differs in one may be another person's
_HEADER_WITHIN = 20  # rows of a sheet; a title may stand above the header

_Rows = list[dict[str, object]]


@dataclass(frozen=True)
class _Sheet:
    """A sheet of a workbook: its rows, and in which line (from 1) its header is."""

    number: int
    rows: list[list[str]]
    formulas: int
    line: int
    header: Header

    @property
    def place(self) -> str:
        """The sheet by its number: its name may be a person's."""
        return f"sheet {self.number}"


def read_codings(
    path: str | os.PathLike[str],
    shown_name: str,
    coder: str = "",
    columns: Mapping[str, str] | None = None,
    code_path_separator: str | None = None,
    encoding: str | None = None,
    coders: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one file of codings.

    Read are plain tables and those of MAXQDA and ATLAS.ti as CSV (comma, semicolon or tab, with or without a byte order
    mark; cells in quotation marks may run over several lines) and as XLSX (every visible sheet that has the columns);
    NVivo's text of a code; ROCK texts; the sheets that a study gives its coders; comments in Word documents and
    highlights with a note in PDFs.

    Args:
        path: the file.
        shown_name: how the study names the file; stands in the rows and problems.
        coder: whose codings these are. A column that is headed ``coder`` (or mapped to it) wins where it is filled; one
            that tells who made a coding (``Created by``) counts only where neither says anything.
        columns: header in the file for each of our columns, such as ``{"source": "Document name"}``; a column left out
            is found by its own name or those its shape has for it, whatever its case.
        code_path_separator: what joins the labels of a code path in the file; it becomes `` > ``.
        encoding: how a file of text is encoded; found out where it is None.
        coders: the study's coder for each name in the file. Where it is given, ``Created by`` counts too; a name that
            it leaves out stays as it is, with a warning.

    Returns:
        Raw rows with the columns of ``COLUMNS`` in file order, and every problem that was found. A row with a
        problem is left out; the others are kept.
    """
    origin = Origin(shown_name)
    whose = Coders(coder, coders or {})
    try:
        data = _bytes(Path(path), origin)
        if spreadsheet.recognises(data):
            rows, problems = _from_workbook(data, origin, whose, columns or {}, code_path_separator)
        elif (remarks := _remarks(data, origin, whose)) is not None:
            rows, problems = remarks
        else:
            text, assumed = _text(data, Path(path).suffix.lower(), origin, encoding)
            rows, problems = _from_text(text, origin, whose, columns or {}, code_path_separator)
            problems = [*assumed, *problems]
    except StudyError as error:
        return frame([]), error.problems
    problems += whose.problems(origin)
    if not rows and not problems:
        problems.append(origin.problem("codings-empty"))
    return frame(rows), problems


def read_coding_files(
    listed: Iterable[Mapping[str, Any]], root: Path = Path(), pseudonyms: Pseudonyms | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The raw rows of a study's coding tables, one after another, and what is wrong with any of them.

    Args:
        listed: the entries of ``codings`` in the configuration that are tables (``study.CodingFile``, as mappings).
        root: the study's folder.
        pseudonyms: names that are replaced in words that a problem quotes; without it none is quoted.
    """
    frames = [frame([])]
    problems: list[Problem] = []
    for each in listed:
        rows, found = read_codings(
            root / each["file"],
            each["file"],
            each["coder"],
            each["columns"],
            each["code_path"] or None,
            coders=each["coders"],
        )
        frames.append(rows)
        problems += [_without_names(problem, pseudonyms) for problem in found]
    rows = pd.concat(frames, ignore_index=True)
    return rows, [*problems, *nearly_one_coder(rows)]


def nearly_one_coder(rows: pd.DataFrame) -> list[Problem]:
    """A problem for each coder who may be another one: ``ben`` beside ``Ben``, ``Benedikt`` beside ``Benedict``.

    They stay two until the study says that they are one.
    """
    counts = rows["coder"].value_counts()
    coders = sorted((coder for coder in counts.index if coder), key=lambda coder: (-counts[coder], coder))
    problems = []
    for number, coder in enumerate(coders):
        near = next((other for other in coders[:number] if _may_be_one(coder, other)), "")
        if near:
            first = rows[rows["coder"] == coder].iloc[0]
            values = {"coder": coder, "near": near}
            problems.append(Problem("coder-near", str(first["file"]), int(first["line"]) or None, values=values))
    return problems


def _may_be_one(one: str, other: str) -> bool:
    keys = header_key(one), header_key(other)
    slip = min(map(len, keys)) >= _LONG_NAME and all(map(str.isalpha, keys)) and OSA.distance(*keys) == 1
    return keys[0] == keys[1] != "" or slip


def _without_names(problem: Problem, pseudonyms: Pseudonyms | None) -> Problem:
    """A problem with names replaced in the word that it quotes: what stands in a wrong column may be a name."""
    if "word" not in problem.values:
        return problem
    word = pseudonyms.apply(str(problem.values["word"]))[:60] if pseudonyms else "..."
    return replace(problem, values={**problem.values, "word": word})


def _bytes(path: Path, origin: Origin) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise StudyError([origin.problem("codings-not-readable", suffix=path.suffix.lower())])
        return path.read_bytes()
    except FileNotFoundError:
        raise StudyError([origin.problem("file-missing")]) from None
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise StudyError([origin.problem("file-unreadable", cause=cause)]) from None


def _remarks(data: bytes, origin: Origin, coders: Coders) -> tuple[_Rows, list[Problem]] | None:
    """The comments of a Word document, or the highlights of a PDF, as rows; None where it has none."""
    if data.startswith(b"%PDF-"):
        return highlighted_rows(data, origin, coders)
    if not docx.recognises(data):
        return None
    document = docx.read(data, origin.file)
    report = nvivo.recognises(MappedText.identity(document.raw).edit(document.edits).text)
    return commented_rows(document, origin, coders) if document.remarks and not report else None


def _text(data: bytes, suffix: str, origin: Origin, encoding: str | None) -> tuple[str, list[Problem]]:
    """The file's text, and what had to be assumed to read it."""
    if docx.recognises(data):
        document = docx.read(data, origin.file)
        text = MappedText.identity(document.raw).edit(document.edits).text
        if nvivo.recognises(text):
            return text, []
    if data.startswith(_OTHER_FORMATS):
        raise StudyError([origin.problem("codings-not-readable", suffix=suffix)])
    decoded = decode(data, encoding, origin.file)
    if "\0" in decoded.text:
        raise StudyError([*decoded.problems, origin.problem("codings-not-readable", suffix=suffix)])
    return decoded.text.removeprefix("\ufeff"), list(decoded.problems)


def _from_text(
    text: str, origin: Origin, coders: Coders, columns: Mapping[str, str], separator: str | None
) -> tuple[_Rows, list[Problem]]:
    table = records(text, known_headers(columns), origin.file)
    first = next(table, None)
    header = find_header(first.cells, columns, coders) if first and not first.problem else None
    if header is None or header.missing:
        if nvivo.recognises(text):
            return nvivo.read_report(text, origin, coders)
        if rock.recognises(text):
            return rock.read_source(text, origin, coders, columns)
    if first is None or header is None:
        return [], [first.problem if first and first.problem else origin.problem("codings-empty")]
    if header.missing:
        return [], missing_columns(header, origin, first.line)
    below = list(table)
    rows, problems = read_rows(header, below, origin, origin.file, coders, separator)
    return rows, [*doubtful_columns(header, below, origin, first.line), *problems]


def _from_workbook(
    data: bytes, origin: Origin, coders: Coders, columns: Mapping[str, str], separator: str | None
) -> tuple[_Rows, list[Problem]]:
    read: list[_Sheet] = []
    unread: list[_Sheet] = []
    hidden: list[int] = []
    for sheet in spreadsheet.read_worksheets(data, origin.file, MOST_ROWS, "codings-too-many"):
        if sheet.hidden:
            hidden.append(sheet.number)
            continue
        found = _sheet(sheet, columns, coders)
        if found is not None:
            (unread if found.header.missing else read).append(found)
    if any("source" in one.header.place for one in read):  # beside a list of quotations, another sheet explains it
        unread += [one for one in read if "source" not in one.header.place]
        read = [one for one in read if "source" in one.header.place]
    if not read:
        if not unread:
            raise StudyError([origin.problem("codings-empty")])
        first = min(unread, key=lambda one: len(one.header.missing))
        return [], missing_columns(first.header, Origin(origin.file, first.place), first.line)
    rows: _Rows = []
    problems: list[Problem] = []
    others = sorted([one.number for one in unread] + hidden)
    if others and all(one.header.shape is not CODING_SHEET for one in read):
        problems.append(origin.problem("codings-sheets-unread", sheets=", ".join(map(str, others))))
    for one in read:
        at = Origin(origin.file, one.place)
        width = len(one.header.names)
        below = [
            Record(line, (cells + [""] * width)[:width])
            for line, cells in enumerate(one.rows[one.line :], start=one.line + 1)
            if any(cell.strip() for cell in cells[:width])
        ]
        if one.formulas:
            problems.append(at.problem("turns-formulas-unread", count=one.formulas))
        # The rows' later problems know the line alone; with several sheets that would not lead to the row.
        row_file = f"{origin.file}, {at.place}" if len(read) > 1 else origin.file
        more, found_problems = read_rows(one.header, below, at, row_file, coders, separator)
        rows += more
        problems += [*doubtful_columns(one.header, below, at, one.line), *found_problems]
    return rows, problems


def _sheet(sheet: Worksheet, columns: Mapping[str, str], coders: Coders) -> _Sheet | None:
    """A sheet with its header, the row near its head that lacks the fewest columns; None for one without text."""
    rows = sheet.read_rows()
    filled = [(line, cells) for line, cells in enumerate(rows[:_HEADER_WITHIN], 1) if any(map(str.strip, cells))]
    headers = [(line, find_header(cells, columns, coders)) for line, cells in filled]
    line, header = min(headers, key=lambda found: len(found[1].missing), default=(0, None))
    return _Sheet(sheet.number, rows, sheet.formulas, line, header) if header else None
