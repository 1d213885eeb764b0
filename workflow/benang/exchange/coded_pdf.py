"""A coded copy as a PDF: the frozen text, typeset, with a highlight for each coding and the code in its note."""

from __future__ import annotations

import ctypes
import io
import json
import os
import re
from collections.abc import Iterator
from typing import Any

import typst

from benang.coding.people.segments.pdf_characters import PART, Box, PdfText, read_pdf_text
from benang.core.files import write_data
from benang.core.moments import as_date_time
from benang.core.problems import Problem, StudyError
from benang.exchange.coded_copy import CodedCopy, CodingRemark

_PAGE = """\
#set page(paper: "a4", margin: 25mm)
#set text(size: 11pt, lang: "{language}", hyphenate: false, ligatures: false)
#set par(justify: false, leading: 0.65em, spacing: 0.9em)
"""
_COLOURS = ((255, 236, 139), (180, 238, 180), (173, 216, 230), (255, 204, 204), (221, 200, 255), (255, 218, 185))
_IDENTITY = re.compile(rb"(/ID\s*\[\s*(?:\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)\s*)<([0-9A-Fa-f]*)>(?=\s*\])")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def write_coded_pdf(copy: CodedCopy, path: str | os.PathLike[str], fonts: list[str]) -> list[Problem]:
    """Write a coded copy.

    Args:
        copy: the source and its codings.
        path: the file.
        fonts: folders with fonts, besides typst's own.

    Returns:
        A warning where no highlight could be set, because the page does not show the text letter by letter (a script
        that no font has).

    Raises:
        StudyError: typst failed.
    """
    language = copy.language if _LANGUAGE.fullmatch(copy.language) else "en"
    lines = (f"#{json.dumps(line, ensure_ascii=False)}\n" for line in copy.text.split("\n"))
    source = _PAGE.replace("{language}", language) + "\n".join(lines)
    try:
        plain: bytes = typst.compile(  # type: ignore[misc]
            source.encode("utf-8"), font_paths=fonts, ignore_system_fonts=True, timestamp=0
        )
    except typst.TypstError as error:
        values = {"form": "PDF", "reason": str(error).split("\n")[0]}
        raise StudyError([Problem("document-failed", values=values)]) from None
    shown = read_pdf_text(plain, copy.source_id)
    ours = [place for place, character in enumerate(copy.text) if not character.isspace()]
    theirs = [place for place, character in enumerate(shown.text) if not character.isspace()]
    if [copy.text[place] for place in ours] != [shown.text[place] for place in theirs]:
        write_data(_without_chance(plain), path)
        return [Problem("coded-copy-not-marked", copy.source_id)] if copy.remarks else []
    places = dict(zip(ours, theirs, strict=True))
    write_data(_without_chance(_marked(plain, copy, shown, places)), path)
    return []


def _marked(plain: bytes, copy: CodedCopy, shown: PdfText, places: dict[int, int]) -> bytes:
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    coders = list(dict.fromkeys(sorted(remark.coder for remark in copy.remarks)))
    document = pypdfium2.PdfDocument(plain)
    for number in range(len(document)):
        page = document[number]
        for remark in copy.remarks:
            marked = [places[place] for place in range(remark.start, remark.end) if place in places]
            here = [place for place in marked if shown.pages[place] == number]
            if here:
                colour = _COLOURS[coders.index(remark.coder) % len(_COLOURS)]
                _highlight(pdfium, page, list(_of_lines(shown, here)), remark, number, colour)
        page.close()
    made = io.BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()


def _of_lines(shown: PdfText, places: list[int]) -> Iterator[Box]:
    """The boxes of characters joined to one a printed line, and none as far as the middle of what stands beside it."""
    lines: list[list[int]] = [[places[0]]]
    for place in places[1:]:
        one, other = _box(shown, lines[-1][-1]), _box(shown, place)
        if _is_beside(one, other) and other[0] >= one[0]:
            lines[-1].append(place)
        else:
            lines.append([place])
    for line in lines:
        boxes = [_box(shown, place) for place in line]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        before = shown.boxes[line[0] - 1] if line[0] else None
        after = shown.boxes[line[-1] + 1] if line[-1] + 1 < len(shown.boxes) else None
        # Letters reach into one another (kerning); a reader goes by their middles.
        if before and _is_beside(before, boxes[0]):
            left = max(left, (_middle(before) + _middle(boxes[0])) / 2)
        if after and _is_beside(after, boxes[-1]):
            right = min(right, (_middle(after) + _middle(boxes[-1])) / 2)
        yield left, min(box[1] for box in boxes), right, max(box[3] for box in boxes)


def _box(shown: PdfText, place: int) -> Box:
    box = shown.boxes[place]
    assert box is not None  # what is no white space between lines stands somewhere
    return box


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _is_beside(one: Box, other: Box) -> bool:
    return one[1] < (other[1] + other[3]) / 2 < one[3]


def _highlight(
    pdfium: Any, page: Any, lines: list[Box], remark: CodingRemark, number: int, colour: tuple[int, int, int]
) -> None:
    annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
    for left, bottom, right, top in lines:
        quad = pdfium.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, ctypes.byref(quad))
    left, bottom = min(box[0] for box in lines), min(box[1] for box in lines)
    right, top = max(box[2] for box in lines), max(box[3] for box in lines)
    pdfium.FPDFAnnot_SetRect(annotation, ctypes.byref(pdfium.FS_RECTF(left, top, right, bottom)))
    pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *colour, 255)
    name = f"{remark.coding_id}{PART}{number + 1}"
    said = [(b"Contents", remark.said), (b"T", remark.coder), (b"NM", name)]
    if remark.date:
        digits = re.sub(r"\D", "", as_date_time(remark.date))
        said.append((b"CreationDate", f"D:{digits}{'Z' if remark.date.endswith('Z') else ''}"))
    for key, value in said:
        data = value.encode("utf-16-le") + b"\0\0"
        buffer = ctypes.create_string_buffer(data, len(data))
        pdfium.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)))
    pdfium.FPDFPage_CloseAnnot(annotation)


def _without_chance(data: bytes) -> bytes:
    """The file with zeros for the identity of its state, which PDFium draws by lot; every place in it stays."""
    return _IDENTITY.sub(lambda found: found[1] + b"<" + b"0" * len(found[2]) + b">", data)
