"""Tables of cells that are filled in as a sheet: a row a case, a column a theme, what there is to read beside it.

Such a sheet is told by its columns: ``Trust [trust]`` holds what is written of the theme ``trust``, ``Trust [trust]
en`` the same in English, ``[trust] passages`` what it is about, a line each beginning with an id, and ``[trust]
cell`` what shows later whether that has changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benang.core.languages import is_language
from benang.core.problems import Problem
from benang.core.records import Record, read_table

PASSAGES, CELL = "passages", "cell"

_COLUMN = re.compile(r"[^\[\]]*\[([^\[\]]+)\](?:\s+(\w+))?")
_LINE = re.compile(r"^\s*[-•*]?\s*([cp][0-9a-f]{6,})\b", re.MULTILINE)


def column_name(unit: str, what: str = "", label: str = "") -> str:
    """The header of a column of a unit.

    >>> column_name("trust", "en", "Trust"), column_name("trust", PASSAGES)
    ('Trust [trust] en', '[trust] passages')
    """
    return " ".join(filter(None, (label, f"[{unit}]", what)))


@dataclass(frozen=True)
class FilledCell:
    """One cell.

    Attributes:
        line: row of the sheet.
        case, unit: what it is of.
        texts: by language.
        cells: ``author``, ``date``, ``passages`` (ids, joined with ``;``) and ``cell``.
    """

    line: int
    case: str
    unit: str
    texts: Mapping[str, str]
    cells: Mapping[str, str]


def read_wide(
    path: Path, shown_name: str, languages: Sequence[str], row_column: str, unit_column: str
) -> tuple[list[FilledCell], list[Problem]] | None:
    """Read a sheet; None where the table has a row a cell, or is no table at all.

    Args:
        path: the file.
        shown_name: how problems name it.
        languages: of the study; a column that names none is in the first.
        row_column: header of the cases.
        unit_column: header by which a table with a row a cell is known.
    """
    table = read_table(path, shown_name, (row_column,), (unit_column, "author", "date"), is_column=_is_column)
    if row_column not in table.header or unit_column in table.header or not any(map(_is_column, table.header)):
        return None
    columns = {name: (found[1].strip(), found[2] or "") for name in table.header if (found := _COLUMN.fullmatch(name))}
    units = list(dict.fromkeys(unit for unit, _ in columns.values()))
    cells = [
        cell
        for record in table.records
        for unit in units
        if (cell := _cell(record, unit, columns, languages, row_column)).texts
    ]
    return cells, list(table.problems)


def _is_column(name: str) -> bool:
    found = _COLUMN.fullmatch(name)
    return found is not None and (found[2] in (None, PASSAGES, CELL) or is_language(found[2]))


def _cell(
    record: Record, unit: str, columns: Mapping[str, tuple[str, str]], languages: Sequence[str], row_column: str
) -> FilledCell:
    texts: dict[str, str] = {}
    cells = {name: record.cells.get(name, "") for name in ("author", "date")}
    for name, (one, what) in columns.items():
        written = record.cells.get(name, "") if one == unit else ""
        if not written:
            continue
        if what == PASSAGES:
            cells[PASSAGES] = ";".join(dict.fromkeys(_LINE.findall(written)))
        elif what == CELL:
            cells[CELL] = written
        else:
            texts[what or languages[0]] = written
    return FilledCell(record.line, record.cells[row_column], unit, texts, cells)
