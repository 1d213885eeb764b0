"""Write workbooks (.xlsx): sheets of one header row, made to be read, filtered and filled in.

Every text cell is text: nothing that a person said is run as a formula. The same sheets give the same bytes.

ECMA-376, Office Open XML File Formats, 5th edition (2021), part 1, chapter 18; Microsoft, "Excel specifications and
limits".
"""

from __future__ import annotations

import datetime
import io
import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter, quote_sheetname  # type: ignore[import-untyped]
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter  # type: ignore[import-untyped]
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]
from openpyxl.worksheet.properties import PageSetupProperties  # type: ignore[import-untyped]
from openpyxl.xml.functions import tostring  # type: ignore[import-untyped]

from benang.core.files import UNFINISHED, write_whole
from benang.core.problems import Problem
from benang.exchange.workbook_rows import (
    LONGEST_CELL,
    Cell,
    Column,
    Sheet,
    SheetRows,
    Styles,
    escaped,
    row_height,
    utf16_length,
    writable,
)

__all__ = ["LONGEST_CELL", "Cell", "Column", "Sheet", "split_for_cells", "utf16_length", "write_workbook"]

MOST_ROWS = 1_048_575
"""Rows of one sheet below its header; more go on in a further sheet."""

_LONGEST_NAME = 31
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_THE_DATE = datetime.datetime(1980, 1, 1)
_PROPERTIES = "docProps/core.xml"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

_HEADER_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", fgColor="1F3B4D")
_TOP = Alignment(vertical="top", wrap_text=True)
_LINE = Border(bottom=Side(style="hair", color="B0B7BC"))


def write_workbook(sheets: Sequence[Sheet], path: str | os.PathLike[str]) -> list[Problem]:
    """Write sheets as a workbook: headers frozen and with filters, text wrapped, each sheet a page wide in print.

    Control characters, which a workbook cannot hold, are left out.

    Returns:
        A warning for each sheet with cells that were cut (``workbook-cells-cut``).
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Benang"
    problems: list[Problem] = []
    parts = list(_parts(sheets))
    names = _tab_names([part.name for part in parts])
    tabs = {part.name: name for part, name in reversed(list(zip(parts, names, strict=True)))}
    sizes = {part.name: len(part.rows) for part in reversed(parts)}
    packed = io.BytesIO()
    rows: dict[str, SheetRows] = {}
    with _folder_for_parts(Path(path).parent) as folder:
        for number, (part, name) in enumerate(zip(parts, names, strict=True), start=1):
            styles = _write_head(book, part, name, tabs, sizes, folder / f"{number}.xml")
            rows[f"xl/worksheets/sheet{number}.xml"] = SheetRows(part, styles)
        book.save(packed)
    book.properties.created = book.properties.modified = _THE_DATE  # after openpyxl set them to now
    about = {_PROPERTIES: tostring(book.properties.to_tree())}
    write_whole(path, lambda target: _pack(packed, about, rows, target))
    for one, part, name in zip(rows.values(), parts, names, strict=True):
        if one.cut:
            values = {"count": one.cut, "whole": part.whole}
            problems.append(Problem("workbook-cells-cut", PurePath(path).name, place=name, values=values))
    return problems


def split_for_cells(text: str) -> list[tuple[int, int]]:
    """Spans of a text that a cell can hold, in order and without gaps, parted at white space where there is any."""
    if utf16_length(text) <= LONGEST_CELL:
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    start = 0
    longest = LONGEST_CELL // 2  # also where every character takes two code units
    while len(text) - start > longest:
        spaces = [text.rfind(space, start + 1, start + longest) for space in (" ", "\n", "\t")]
        end = max(spaces) + 1 if max(spaces) > start else start + longest
        spans.append((start, end))
        start = end
    return [*spans, (start, len(text))]


def _parts(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """The sheets, those of too many rows in several."""
    for sheet in sheets:
        for number, first in enumerate(range(0, max(len(sheet.rows), 1), MOST_ROWS), start=1):
            name = sheet.name if number == 1 else f"{sheet.name[: _LONGEST_NAME - 6]} ({number})"
            yield replace(sheet, name=name, rows=sheet.rows[first : first + MOST_ROWS])


def _tab_names(wanted: Sequence[str]) -> list[str]:
    """Names that tabs may have, no two the same."""
    names: list[str] = []
    taken = {"history"}  # Excel keeps it for itself
    for name in wanted:
        plain = _FORBIDDEN_IN_NAME.sub("-", writable(name)).strip().strip("'")[:_LONGEST_NAME] or "-"
        tab, number = plain, 1
        while tab.casefold() in taken:
            number += 1
            tab = f"{plain[: _LONGEST_NAME - 6]} ({number})"
        taken.add(tab.casefold())
        names.append(tab)
    return names


@contextmanager
def _folder_for_parts(beside: Path) -> Iterator[Path]:
    """A folder for sheets on their way into a workbook, called by its path from here.

    They are opened by a library that reads some paths as web addresses, in which "%" is no character of its own; the
    folder
    for temporary files may be called anything, a study's own folders lie below this one.
    """
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=UNFINISHED, dir=beside) as made:
        try:
            yield Path(os.path.relpath(made))
        except ValueError:  # another drive of Windows
            yield Path(made)


def _write_head(
    book: Workbook, sheet: Sheet, name: str, tabs: dict[str, str], sizes: dict[str, int], part: Path
) -> Styles:
    """Write one sheet with its header alone, as the file ``part`` until it is packed; what its cells look like."""
    page = book.create_sheet(name)
    page.freeze_panes = sheet.frozen
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    last = len(sheet.rows) + 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].hidden = column.hidden
        if column.choices and sheet.rows and sizes[column.choices]:
            listed = f"{quote_sheetname(tabs[column.choices])}!$A$2:$A${sizes[column.choices] + 1}"
            rule = DataValidation(
                "list", formula1=listed, allow_blank=True, errorStyle="warning", showErrorMessage=True
            )
            rule.add(f"{letter}2:{letter}{last}")
            page.data_validations.append(rule)
    headers = [column.header for column in sheet.columns]
    page.row_dimensions[1].height = row_height(headers, [column.width for column in sheet.columns])
    ALL_TEMP_FILES.append(str(part))  # openpyxl removes what is in its list
    page._writer = WorksheetWriter(page, str(part))
    page._writer.write_top()
    header, body, formula_like = (WriteOnlyCell(page) for _ in range(3))
    header.font, header.fill, header.alignment = _HEADER_FONT, _HEADER_FILL, _TOP
    for cell in (body, formula_like):
        cell.alignment, cell.border = _TOP, _LINE
    formula_like.quotePrefix = True  # so that it stays text when somebody edits the cell
    cells = []
    for text in headers:
        cell = WriteOnlyCell(page, escaped(text))
        cell.data_type = "s"  # openpyxl takes "=..." for a formula
        cell._style = header._style
        cells.append(cell)
    page.append(cells)
    return Styles(body.style_id, formula_like.style_id)


def _pack(packed: io.BytesIO, instead: Mapping[str, bytes], rows: Mapping[str, SheetRows], target: Path) -> None:
    """Pack the parts anew, without the time of day, some in place of those that are there; sheets with their rows."""
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            if name not in rows:
                archive.writestr(entry, instead.get(name) or made.read(name))
                continue
            head, end, tail = made.read(name).rpartition(b"</sheetData>")
            with archive.open(entry, "w") as part:
                part.write(head)
                for row in rows[name].xml():
                    part.write(row)
                part.write(end + tail)
