"""Who coded, as tables of codings tell it in a column: asked at every start, so only of tables that have one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benang.core.encoding import read_head
from benang.core.found_files import is_file
from benang.core.records import read_table
from benang.core.table_headers import column_of, header_key

_HEAD = 65_536  # characters that a header stands within
_HEADER_WITHIN = 20  # rows; a title may stand above the header


def people_of(file: str, root: Path, coding: Mapping[str, Any]) -> tuple[str, ...]:
    """The people whose codings a table holds, in its order; one whose rows name nobody is its ``coder``.

    Args:
        file: the table.
        root: the study's folder.
        coding: its entry of ``codings``: ``coder``, ``columns`` and ``coders``.
    """
    given = coding.get("coder")
    alone: tuple[str, ...] = (given,) if isinstance(given, str) and given else ()
    columns, known = coding.get("columns") or {}, coding.get("coders") or {}
    mapped = columns.get("coder", "") if isinstance(columns, dict) else ""
    path = root / file
    if not is_file(path):
        return alone
    heading = _heading(path, mapped)
    if not heading:
        return alone
    table = read_table(path, file, [heading], ["code", "quotation", "source"])
    folded = {" ".join(str(name).split()).casefold(): str(coder) for name, coder in dict(known).items()}
    found: dict[str, None] = {}
    for record in table.records:
        name = " ".join(record.cells.get(heading, "").split())
        for person in (folded.get(name.casefold(), name),) if name else alone:
            found.setdefault(person)
    return tuple(found) or alone


def _heading(path: Path, mapped: str) -> str:
    """The header of the column that names coders; empty where the table has none."""
    for row in _first_rows(path):
        cells = [" ".join(cell.split()) for cell in row]
        at = next(
            (index for index, cell in enumerate(cells) if mapped and header_key(cell) == header_key(mapped)), None
        )
        if (
            at is None
            and not mapped
            and (column_of(cells, "quotation") is not None or "start" in map(str.casefold, cells))
        ):
            at = column_of(cells, "coder")
        if at is not None:
            return cells[at]
    return ""


def _first_rows(path: Path) -> Iterable[Sequence[str]]:
    if path.suffix.casefold() == ".xlsx":
        from openpyxl import load_workbook  # type: ignore[import-untyped]

        try:
            sheets = load_workbook(path, read_only=True, data_only=True).worksheets
            rows = [row for sheet in sheets for row in sheet.iter_rows(max_row=_HEADER_WITHIN, values_only=True)]
        except Exception:  # whatever is wrong with it, its reader tells
            return []
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    if path.suffix.casefold() not in (".csv", ".tsv", ".txt"):
        return []
    lines = read_head(path, _HEAD).splitlines()[:_HEADER_WITHIN]
    return [next(csv.reader([line], delimiter=max(",;\t", key=line.count)), []) for line in lines]
