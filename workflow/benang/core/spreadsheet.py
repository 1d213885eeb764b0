"""Sheets of workbooks (.xlsx, Office Open XML) as rows of text, read within bounds.

Formulas count with the result that was saved with them, cells of a time as that time; macros, pictures and remarks are
not read. The sheets' XML is walked here: openpyxl makes Python objects of the whole style sheet and of every defined
name before it gives the first row, and pads rows to whatever width a file states.

ECMA-376, Office Open XML File Formats, 5th edition (2021), part 1, chapter 18.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from benang.core.package import Package, holds_part
from benang.core.problems import Problem, StudyError

MOST_CHARACTERS = 50_000_000
"""Of one sheet. A text that is kept once may stand in every cell."""
MOST_COLUMNS = 64
"""Cells farther to the right are not read, where no other number is asked for."""

_FORMAT = "xlsx"
_MOST_SHEETS = 100
_BOOK = re.compile(r"xl/workbook\d*\.xml")
_CELL = re.compile(r"([A-Z]{1,3})\d+")
# Number formats of times and days that have no code in the file, and what makes one of a code that is there.
_TIME_FORMATS = {18, 19, 20, 21, 22, 45, 46, 47}
_DAY_FORMATS = {14, 15, 16, 17}
_DAY_ZERO = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Worksheet:
    """One sheet, not read yet.

    Attributes:
        number: of its tab, from 1.
        hidden: whether its tab is not shown.
        formulas: how many formulas were saved without their result.
        read_rows: gives the cells of each row from the sheet's first, empty rows too; cells at the end of a row may be
            missing. Raises StudyError where there are too many.
    """

    number: int
    hidden: bool
    formulas: int
    read_rows: Callable[[], list[list[str]]]


def recognises(data: bytes) -> bool:
    """A zip archive with a workbook in it."""
    return holds_part(data, "xl/workbook")


def read_worksheets(
    data: bytes, shown_name: str, most_rows: int, too_many: str, most_columns: int = MOST_COLUMNS
) -> Iterator[Worksheet]:
    """The sheets that have a cell, in the order of their tabs.

    Args:
        data: the file.
        shown_name: its name in messages.
        most_rows: rows that one sheet may have, empty ones too.
        too_many: the kind of problem of a sheet that has more; its value is ``limit``.
        most_columns: cells farther to the right are not read.

    Raises:
        StudyError: the file is broken (``source-broken``), unpacks to too large a size (``source-unpacks-too-large``)
            or has too many tags (``source-too-much-markup``).
    """
    package = Package(data, shown_name, _FORMAT)
    main = min((name for name in package.names if _BOOK.fullmatch(name)), default="xl/workbook.xml")
    book = package.read_xml(main)
    if book is None:
        raise package.broken(main)
    strings = _shared_strings(package.read_xml("xl/sharedStrings.xml"))
    styles = _styles(package.read_xml("xl/styles.xml"), book)
    for number, (part, hidden) in enumerate(_sheets(package, main, book), start=1):
        sheet = package.read_xml(part)
        if sheet is None or next(_named(sheet, "c"), None) is None:
            continue
        read_rows = partial(_rows, sheet, strings, styles, shown_name, most_rows, too_many, most_columns)
        yield Worksheet(number, hidden, _without_result(sheet), read_rows)


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
    """A text with its spans of different type joined, without phonetic guides."""
    pieces = []
    for child in item:
        if _name(child) == "t":
            pieces.append(child.text or "")
        elif _name(child) == "r":
            pieces += [inner.text or "" for inner in child if _name(inner) == "t"]
    text = "".join(pieces)
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # The escapes are code units of UTF-16: two of them may be one character, and half a character is none.
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(frozen=True)
class _Styles:
    """The numbers of the cell styles that show a number as a time, and as a day; and the day of number 0."""

    times: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    day_zero: date = _DAY_ZERO


def _styles(root: Any, book: Any) -> _Styles:
    """What the styles of a workbook make of its numbers."""
    if root is None:
        return _Styles()
    codes = {code.get("numFmtId"): str(code.get("formatCode", "")) for code in _named(root, "numFmt")}
    times, days = set(), set()
    for formats in _named(root, "cellXfs"):
        for number, style in enumerate(formats):
            identity = str(style.get("numFmtId", "0"))
            code = _QUOTED.sub("", codes.get(identity, "")).casefold()
            known = int(identity[:4]) if identity.isdecimal() else 0
            if known in _TIME_FORMATS or "h" in code or "s" in code:
                times.add(str(number))
            elif known in _DAY_FORMATS or "y" in code or "d" in code:
                days.add(str(number))
    since_1904 = any(each.get("date1904") in ("1", "true") for each in _named(book, "workbookPr"))
    return _Styles(frozenset(times), frozenset(days), _DAY_ZERO_1904 if since_1904 else _DAY_ZERO)


def _rows(
    sheet: Any,
    strings: list[str],
    styles: _Styles,
    shown_name: str,
    most_rows: int,
    too_many: str,
    most_columns: int,
) -> list[list[str]]:
    """The cells of each row as text; rows that the sheet leaves out are empty."""
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
            if len(cells) <= column < most_columns and (text := _value(cell, strings, styles)):
                cells += [""] * (column - len(cells))
                cells.append(text)
        if not cells:
            continue
        characters += sum(map(len, cells))
        if characters > MOST_CHARACTERS:
            raise StudyError([Problem("source-unpacks-too-large", shown_name, values={"part": "xl/worksheets"})])
        if max(number, len(rows)) > most_rows:
            raise StudyError([Problem(too_many, shown_name, values={"limit": most_rows})])
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


def _value(cell: Any, strings: list[str], styles: _Styles) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return next((_text(child) for child in cell if _name(child) == "is"), "")
    value = next((child.text or "" for child in cell if _name(child) == "v"), "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and len(value) < 9 and int(value) < len(strings) else ""
    return _number(value, cell.get("s", ""), styles) if kind == "n" else value


def _number(value: str, style: str, styles: _Styles) -> str:
    """A number as a person reads it: 12 for ``12.0``; a time of day or of a recording, which counts in days; a day,
    with its time where it has one."""
    try:
        number = float(value)
    except ValueError:
        return value
    if style in styles.days and number.is_integer() and 0 < number < 2_000_000:
        return (styles.day_zero + timedelta(days=int(number))).isoformat()
    if style in styles.times and 1000 <= number < 2_000_000:
        seconds = round(number * 86_400)
        day = (styles.day_zero + timedelta(days=seconds // 86_400)).isoformat()
        return f"{day} {seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if style in styles.times and 0 <= number < 1000:
        thousandths = round(number * 86_400_000)
        seconds, part = divmod(thousandths, 1000)
        clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return f"{clock}.{part:03}" if part else clock
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
