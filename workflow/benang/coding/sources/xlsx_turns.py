"""Tables of turns as spreadsheets (.xlsx, Office Open XML).

The first visible sheet with a column of text is read; its raw text has a row of the sheet a line, empty rows too.
Formulas count with the result that was saved with them, cells of a time as that time; macros, hidden sheets, pictures
and remarks are not read, and the sheets that were not are told.

The sheets' XML is walked here: openpyxl makes Python objects of the whole style sheet and of every defined name before
it gives the first row, and pads rows to whatever width a file states.

ECMA-376, Office Open XML File Formats, 5th edition (2021), part 1, chapter 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from benang.coding.sources.document import Document
from benang.coding.sources.package import Package, holds_part
from benang.coding.sources.turn_table import MOST_COLUMNS, MOST_ROWS, as_document, find_header, without_header
from benang.problems import Problem, StudyError

FORMAT = "xlsx"
SUFFIXES = (".xlsx", ".xlsm")

MOST_CHARACTERS = 50_000_000
"""Of one sheet. A text that is kept once may stand in every cell."""

_MOST_SHEETS = 100
_BOOK = re.compile(r"xl/workbook\d*\.xml")
_CELL = re.compile(r"([A-Z]{1,3})\d+")
# Number formats of times that have no code in the file, and what makes a time of a code that is there.
_TIME_FORMATS = {18, 19, 20, 21, 22, 45, 46, 47}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def recognises(data: bytes) -> bool:
    """A zip archive with a workbook in it."""
    return holds_part(data, "xl/workbook")


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a table of turns.

    Raises:
        StudyError: the file is broken or unpacks to too large a size, no visible sheet has a header that names a column
            with text (``turns-header-missing``), or the sheet has too many rows (``turns-too-many``).
    """
    package = Package(data, shown_name, FORMAT)
    main = min((name for name in package.names if _BOOK.fullmatch(name)), default="xl/workbook.xml")
    book = package.read_xml(main)
    if book is None:
        raise package.broken(main)
    listed = list(_sheets(package, main, book))
    strings = _shared_strings(package.read_xml("xl/sharedStrings.xml"))
    times = _time_styles(package.read_xml("xl/styles.xml"))
    first = None
    unread: list[str] = []
    chosen = None
    formulas = 0
    for number, (part, hidden) in enumerate(listed, start=1):
        sheet = package.read_xml(part)
        if sheet is None or next(_named(sheet, "c"), None) is None:
            continue
        if hidden or chosen is not None:
            unread.append(str(number))
            continue
        rows = _rows(sheet, strings, times, shown_name)
        header = find_header(rows)
        if header is None:
            unread.append(str(number))
            first = rows if first is None else first
        else:
            chosen = (rows, header)
            formulas = _without_result(sheet)
    problems = []
    if formulas:
        problems.append(Problem("turns-formulas-unread", shown_name, values={"count": formulas}))
    if unread:
        problems.append(Problem("turns-sheets-unread", shown_name, values={"sheets": ", ".join(unread)}))
    if chosen is None:
        raise StudyError([*problems, without_header(first or [], shown_name)])
    return as_document(*chosen, FORMAT, shown_name, problems=problems)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(parent: Any, name: str) -> Iterator[Any]:
    """What is below ``parent`` and has this name, in whatever namespace."""
    return parent.iter("{*}" + name)  # type: ignore[no-any-return]


def _sheets(package: Package, main: str, book: Any) -> Iterator[tuple[str, bool]]:
    """The part of each sheet, in the order of their tabs, and whether it is hidden."""
    targets = {one.identity: one.target for one in package.relations(main) if one.kind.endswith("/worksheet")}
    for number, sheet in enumerate(_named(book, "sheet")):
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        if identity in targets and number < _MOST_SHEETS:
            yield targets[identity], sheet.get("state", "visible") != "visible"


def _shared_strings(root: Any) -> list[str]:
    return [_text(item) for item in root if _name(item) == "si"] if root is not None else []


def _text(item: Any) -> str:
    """A text with its stretches of different type joined, without phonetic guides."""
    pieces = []
    for child in item:
        if _name(child) == "t":
            pieces.append(child.text or "")
        elif _name(child) == "r":
            pieces += [inner.text or "" for inner in child if _name(inner) == "t"]
    text = "".join(pieces)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _time_styles(root: Any) -> frozenset[str]:
    """The numbers of the cell styles that show a number as a time."""
    if root is None:
        return frozenset()
    codes = {code.get("numFmtId"): str(code.get("formatCode", "")) for code in _named(root, "numFmt")}
    times = set()
    for formats in _named(root, "cellXfs"):
        for number, style in enumerate(formats):
            identity = str(style.get("numFmtId", "0"))
            code = _QUOTED.sub("", codes.get(identity, "")).casefold()
            if (identity.isdecimal() and int(identity[:4]) in _TIME_FORMATS) or "h" in code or "s" in code:
                times.add(str(number))
    return frozenset(times)


def _rows(sheet: Any, strings: list[str], times: frozenset[str], shown_name: str) -> list[list[str]]:
    """The cells of each row as text; rows that the sheet leaves out are empty.

    Raises:
        StudyError: a row is below the last one that is read, or there are more than ``MOST_CHARACTERS``.
    """
    rows: list[list[str]] = []
    characters = 0
    for row in _named(sheet, "row"):
        stated = str(row.get("r", ""))
        number = int(stated) if stated.isdecimal() and len(stated) < 9 else 0
        cells: list[str] = []
        for cell in row:
            if _name(cell) != "c":
                continue
            place = _CELL.fullmatch(str(cell.get("r", "")))
            column = _column(place[1]) if place else len(cells)
            if len(cells) <= column < MOST_COLUMNS and (text := _value(cell, strings, times)):
                cells += [""] * (column - len(cells))
                cells.append(text)
        if not cells:
            continue
        characters += sum(map(len, cells))
        if characters > MOST_CHARACTERS:
            raise StudyError([Problem("source-unpacks-too-large", shown_name, values={"part": "xl/worksheets"})])
        if max(number, len(rows)) > MOST_ROWS:
            raise StudyError([Problem("turns-too-many", shown_name, values={"limit": MOST_ROWS})])
        rows.extend([] for _ in range(number - 1 - len(rows)))
        rows.append(cells)
    return rows


def _without_result(sheet: Any) -> int:
    """How many formulas were saved without their result."""
    cells = ({_name(child) for child in cell if child.text or _name(child) == "f"} for cell in _named(sheet, "c"))
    return sum(names == {"f"} for names in cells)


def _column(letters: str) -> int:
    """The number of a column, from 0 (``A``)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Any, strings: list[str], times: frozenset[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return next((_text(child) for child in cell if _name(child) == "is"), "")
    value = next((child.text or "" for child in cell if _name(child) == "v"), "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and len(value) < 9 and int(value) < len(strings) else ""
    return _number(value, cell.get("s", "") in times) if kind == "n" else value


def _number(value: str, is_time: bool) -> str:
    """A number as a person reads it: 12 for ``12.0``; a time of day or of a recording, which counts in days."""
    try:
        number = float(value)
    except ValueError:
        return value
    if is_time and 0 <= number < 1000:
        thousandths = round(number * 86_400_000)
        seconds, part = divmod(thousandths, 1000)
        clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return f"{clock}.{part:03}" if part else clock
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
