"""The characters of a page of a PDF as PDFium numbers them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def code_points(pdfium: Any, text_page: Any, count: int) -> Iterator[tuple[int, int]]:
    """PDFium's number and the code point of each character of a page, in order.

    PDFium gives UTF-16: a pair is one entry, with the number of its second half; a second half alone is U+FFFD.

    Args:
        pdfium: ``pypdfium2.raw``.
        text_page: of the page.
        count: of characters there.
    """
    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code <= 0xDBFF:
            high = code
            continue
        if 0xDC00 <= code <= 0xDFFF:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        if code not in (0x0A, 0x0D):
            high = 0
        yield index, code
