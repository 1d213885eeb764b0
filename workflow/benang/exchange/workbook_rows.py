"""The rows of a sheet as the XML of a workbook, one at a time: a sheet of any length takes the memory of one row.

ECMA-376, Office Open XML File Formats, 5th edition (2021), part 1, chapter 18; Microsoft, "Excel specifications and
limits".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from benang.core.cells import FORMULA_STARTS

LONGEST_CELL = 32_767
"""Characters of one cell, counted in UTF-16 code units."""

Cell = str | int | float | None

_LINE_HEIGHT = 14.5  # points
_HIGHEST_ROW = 409  # points
# Characters that XML 1.0 has no place for.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        header: what its first row says.
        width: in characters.
        hidden: not shown, such as offsets that bring a coding back to its place.
        choices: name of the sheet whose first column lists what may be filled in; other words are warned of, not
            refused.
    """

    header: str
    width: float = 14
    hidden: bool = False
    choices: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: of its tab; what a tab may not be called is replaced.
        columns: from the left.
        rows: below the header; as many cells each as there are columns.
        cut: what a cell ends with whose text is longer than a cell can hold.
        frozen: the first cell that moves when somebody scrolls: A2 keeps the header in sight, B2 the first column, too.
        whole: the file or folder that has the whole text of such a cell.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    cut: str = "…"
    frozen: str = "A2"
    whole: str = "results"


class MadeRows(Sequence[Sequence[Cell]]):
    """Rows that are made when they are asked for, one at a time.

    Args:
        places: which rows there are, as ``make`` knows them.
        make: gives the row of a place.

    >>> rows = MadeRows(range(3), lambda place: [place, str(place)])
    >>> len(rows), rows[1], list(rows[2:])
    (3, [1, '1'], [[2, '2']])
    """

    def __init__(self, places: range, make: Callable[[int], Sequence[Cell]]) -> None:
        self._places, self._make = places, make

    @overload
    def __getitem__(self, place: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, place: slice) -> MadeRows: ...
    def __getitem__(self, place: int | slice) -> Sequence[Cell] | MadeRows:
        if isinstance(place, slice):
            return MadeRows(self._places[place], self._make)
        return self._make(self._places[place])

    def __len__(self) -> int:
        return len(self._places)


class Styles(NamedTuple):
    """Numbers of styles in a workbook: of cells, and of cells with a text that begins like a formula."""

    body: int
    formula_like: int


class SheetRows:
    """The rows of a sheet below its header.

    Attributes:
        cut: how many cells were cut, once the rows were written.
    """

    def __init__(self, sheet: Sheet, styles: Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self._letters = [get_column_letter(number) for number in range(1, len(sheet.columns) + 1)]
        self._widths = [column.width for column in sheet.columns]
        self.cut = 0

    def xml(self) -> Iterator[bytes]:
        """Each row as an element of the sheet."""
        self.cut = 0
        for number, row in enumerate(self._sheet.rows, start=2):
            values = [self._fitted(value) if isinstance(value, str) else value for value in row]
            # Not every program fits rows to their text when it opens a file.
            height = row_height(values, self._widths)
            cells = "".join(
                self._cell(f"{letter}{number}", value) for letter, value in zip(self._letters, values, strict=True)
            )
            line = f'<row r="{number}" ht="{height:.16g}" customHeight="1">{cells}</row>'
            yield line.encode("ascii", "xmlcharrefreplace")

    def _fitted(self, text: str) -> str:
        fitted, shortened = _fitted(writable(text), self._sheet.cut)
        self.cut += shortened
        return fitted

    def _cell(self, place: str, value: Cell) -> str:
        if isinstance(value, str):
            style = self._styles.formula_like if value.startswith(FORMULA_STARTS) else self._styles.body
            content = _text(escaped(value)) if value else ""
            return f'<c r="{place}" s="{style}" t="inlineStr">{content}</c>'
        kind = "b" if isinstance(value, bool) else "n"
        content = "" if value is None else f"<v>{_number(value)}</v>"
        return f'<c r="{place}" s="{self._styles.body}" t="{kind}">{content}</c>'


def writable(text: str) -> str:
    """A text without the characters that a workbook cannot hold, its lines ended by LF."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """A text none of which a workbook's reader takes for a character written by its number (``_x000A_``)."""
    return _LIKE_AN_ESCAPE.sub("_x005F_", text)


def utf16_length(text: str) -> int:
    """The length of a text as a workbook counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def row_height(values: Sequence[Cell], widths: Sequence[float]) -> float:
    """The height of a row that shows all its text, or as much as a row can."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str) and len(value) > width / 2:
            lines = max(lines, sum(1 + int(len(line) / width) for line in value.split("\n")))
    return min(lines * _LINE_HEIGHT + 2, _HIGHEST_ROW)


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<is><t{space}>{written}</t></is>"


def _number(value: float) -> str:
    return f"{value:.16g}" if math.isfinite(value) else ""


def _fitted(text: str, ending: str) -> tuple[str, bool]:
    """The text as far as a cell can hold it, and whether it was cut."""
    if len(text) <= LONGEST_CELL // 2 or utf16_length(text) <= LONGEST_CELL:
        return text, False
    room = LONGEST_CELL - utf16_length(ending)
    kept = text[:room]
    while utf16_length(kept) > room:
        kept = kept[: -((utf16_length(kept) - room + 1) // 2)]
    return kept + ending, True
