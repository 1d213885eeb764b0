"""Tables of turns as spreadsheets (.xlsx, Office Open XML).

The first visible sheet with a column of text is read; its raw text has a row of the sheet a line, empty rows too. The
sheets that were not read, hidden ones among them, are told.
"""

from __future__ import annotations

from benang.core import spreadsheet
from benang.core.problems import Problem, StudyError
from benang.sources.document import Document
from benang.sources.readers.turn_columns import find_header, stated_columns
from benang.sources.readers.turn_table import MOST_ROWS, as_document, without_header

FORMAT = "xlsx"


def recognises(data: bytes) -> bool:
    """A zip archive with a workbook in it."""
    return spreadsheet.recognises(data)


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a table of turns.

    Raises:
        StudyError: the file is broken or unpacks to too large a size, no visible sheet has a header that names a column
            with text (``turns-header-missing``), or a sheet that is read has too many rows (``turns-too-many``).
    """
    first = None
    unread: list[str] = []
    chosen = likely = None
    formulas = 0
    for sheet in spreadsheet.read_worksheets(data, shown_name, MOST_ROWS, "turns-too-many"):
        if not sheet.hidden and chosen is None:
            rows = sheet.read_rows()
            header = find_header(rows)
            if header is not None:
                chosen, formulas = (rows, header), sheet.formulas
                continue
            stated = stated_columns(rows)
            if stated is not None and likely is None:
                likely = (rows, stated), sheet.formulas, str(sheet.number)
            first = rows if first is None else first
        unread.append(str(sheet.number))
    if chosen is None and likely is not None:
        chosen, formulas, number = likely
        unread.remove(number)
    problems = []
    if formulas:
        problems.append(Problem("turns-formulas-unread", shown_name, values={"count": formulas}))
    if unread:
        problems.append(Problem("turns-sheets-unread", shown_name, values={"sheets": ", ".join(unread)}))
    if chosen is None:
        raise StudyError([*problems, without_header(first or [], shown_name)])
    return as_document(*chosen, FORMAT, shown_name, problems=problems)
