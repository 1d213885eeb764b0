"""Files of coded segments, as bytes, text or rows of a workbook, read as a study reads them."""

import io

import openpyxl
import pytest

from benang.coding.human import read_codings


def workbook(*sheets, hidden=()):
    """The bytes of a workbook; each sheet is a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        page = book.create_sheet(f"S{number}")
        page.sheet_state = "hidden" if number in hidden else "visible"
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(name="workbook")
def _workbook():
    return workbook


@pytest.fixture
def read(tmp_path):
    def read(content, coder="ana", name="codings", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_codings(path, f"data/{name}", coder, **options)

    return read
