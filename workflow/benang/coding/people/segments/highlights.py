"""PDFs in which people highlighted words and wrote the code into the highlight's note."""

from __future__ import annotations

from benang.coding.people.raw_rows import Coders, Origin
from benang.coding.people.segments.pdf_characters import read_pdf_text
from benang.coding.people.segments.remarks import remark_rows
from benang.core.problems import Problem


def highlighted_rows(data: bytes, origin: Origin, coders: Coders) -> tuple[list[dict[str, object]], list[Problem]]:
    """The highlights of a PDF as raw rows; a line is a printed line of it.

    Raises:
        StudyError: as ``read_pdf_text``.
    """
    found = read_pdf_text(data, origin.file)
    return remark_rows(found.text, found.marked, origin, coders)
