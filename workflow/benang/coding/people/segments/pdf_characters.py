"""The characters of a PDF with their places on its pages, and what people highlighted of them with a note.

ISO 32000-1:2008, 12.5.6.10 (text markup annotations): a highlight marks the words within its quadrilaterals; its note
is its ``Contents``, its author its ``T``.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from benang.core.problems import Problem, StudyError
from benang.sources.document import Remark
from benang.sources.readers.pdf_bounds import check_pdf
from benang.sources.readers.pdf_code_points import code_points

MOST_CHARACTERS = 20_000_000
PART = "#"
"""In the name (``NM``) of a highlight: what stands behind it tells parts of one highlight apart."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@dataclass
class PdfText:
    """The text of a PDF in the order in which its pages draw it, a printed line a line.

    Attributes:
        text: the text.
        boxes: of each character where it stands; None for white space between lines.
        pages: of each character its page, from 0.
        marked: the highlights, as remarks on the text.
    """

    text: str = ""
    boxes: list[Box | None] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    marked: list[Remark] = field(default_factory=list)


def read_pdf_text(data: bytes, shown_name: str) -> PdfText:
    """The characters and highlights of a PDF.

    Raises:
        StudyError: it is broken (``pdf-broken``), has a password (``pdf-password``) or holds too much.
    """
    # Loading the library takes a tenth of a second, which a study without a PDF need not spend.
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    check_pdf(data, shown_name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        kind = "pdf-password" if error.err_code == pdfium.FPDF_ERR_PASSWORD else "pdf-broken"
        raise StudyError([Problem(kind, shown_name)]) from None
    found = PdfText()
    characters: list[str] = []
    named: dict[str, Remark] = {}
    try:
        for number in range(len(document)):
            page = document[number]
            first = len(characters)
            for character, box in chain(_characters(pdfium, page), [("\n", None)]):
                while character == "\n" and characters[-1:] == [" "]:
                    characters.pop(), found.boxes.pop(), found.pages.pop()
                # A word goes on after its hyphen, over pages, too.
                if character == "\n" and characters[-1:] == ["-"] and characters[-2:-1] != [" "]:
                    continue
                characters.append(character)
                found.boxes.append(box)
                found.pages.append(number)
            if len(characters) > MOST_CHARACTERS:
                raise StudyError([Problem("source-unpacks-too-large", shown_name, values={"part": f"p. {number + 1}"})])
            for name, remark in _highlights(pdfium, page, found.boxes, first):
                whole = named.get(name) if name else None
                joined = remark if whole is None else replace(whole, end=remark.end)
                named[name or f"{number} {len(named)}"] = joined
            page.close()
    except pypdfium2.PdfiumError:
        raise StudyError([Problem("pdf-broken", shown_name)]) from None
    finally:
        document.close()
    found.text = "".join(characters)
    found.marked = list(named.values())
    return found


def _characters(pdfium: Any, page: Any) -> Iterator[tuple[str, Box | None]]:
    text_page = page.get_textpage()
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    after_hyphen = False
    for index, code in code_points(pdfium, text_page, text_page.count_chars()):
        if code in (0x0A, 0x0D):
            if code == 0x0A and not after_hyphen:
                yield "\n", None
            continue
        # A hyphen at a line end has a character of its own; the word goes on in the next line.
        after_hyphen = code in (0x02, 0xFFFE)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, pointer)
        character = "-" if after_hyphen else chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
        yield character, (box.left, box.bottom, box.right, box.top)
    text_page.close()


def _highlights(pdfium: Any, page: Any, boxes: list[Box | None], first: int) -> Iterator[tuple[str, Remark]]:
    """The highlights of a page, each with the name that parts of one share; what marks no character is passed over."""
    kinds = (pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_SQUIGGLY)
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if pdfium.FPDFAnnot_GetSubtype(annotation) in kinds:
            quads = list(_quads(pdfium, annotation))
            places = [
                place
                for place, box in enumerate(boxes[first:], start=first)
                if box is not None and any(_within(box, quad) for quad in quads)
            ]
            if places:
                keys = (b"Contents", b"T", b"NM", b"CreationDate")
                said, author, name, made = (_string(pdfium, annotation, key) for key in keys)
                said = said.replace("\r\n", "\n").replace("\r", "\n")
                remark = Remark(places[0], places[-1] + 1, author, said, made)
                yield (name.partition(PART)[0] if PART in name else ""), remark
        pdfium.FPDFPage_CloseAnnot(annotation)


def _quads(pdfium: Any, annotation: Any) -> Iterator[Box]:
    quad = pdfium.FS_QUADPOINTSF()
    for number in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, number, ctypes.byref(quad)):
            across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(across), min(up), max(across), max(up)


def _within(box: Box, quad: Box) -> bool:
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return quad[0] <= across <= quad[2] and quad[1] <= up <= quad[3]


def _string(pdfium: Any, annotation: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, pointer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
