"""Workbooks (.xlsx) as people fill them in."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """The bytes of a workbook with these sheets, each a list of rows of cells (None: an empty one)."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
