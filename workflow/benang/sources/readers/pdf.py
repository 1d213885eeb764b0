"""PDF files with a text layer.

The raw text is what stands on the pages, one printed line a line, in the order in which it is read (``pdf_layout``); a
number in a margin comes to the head or the end of the line beside it, wherever the file draws it. Edits take out
running headers and footers, page numbers, and numbers that count paragraphs or lines in the margin; which page and line
of print each raw line is, is kept (``printed``) to cite it by. Joins are apart from them: where the margin counts
paragraphs, the printed lines of one are joined; a word that goes on after a hyphen at a line end is joined and keeps
its hyphen, unless that is a soft one. A scan without a text layer is an error.

Text is taken from PDFium through pypdfium2: some fifty times faster than layout analysis in Python, with the same
characters.
"""

from __future__ import annotations

import ctypes
import io
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document, PrintedPlace
from benang.sources.readers.lines import in_order
from benang.sources.readers.pdf_bounds import check_pdf
from benang.sources.readers.pdf_code_points import code_points
from benang.sources.readers.pdf_layout import PrintedLine, in_reading_order, with_hanging_labels
from benang.sources.readers.pdf_margin import margin_counting, with_margins, with_numbers
from benang.sources.readers.pdf_objects import is_encrypted
from benang.sources.readers.pdf_pages import page_labels
from benang.sources.readers.pdf_running import cut_at_borders, running_lines
from benang.text.offsets import Edit

FORMAT = "pdf"

MOST_PAGES = 5000
MOST_CHARACTERS = 20_000_000

_SOFT_HYPHEN = re.compile("\u00ad\n(?=\\S)")
_HYPHENED = re.compile(r"(?<=[^\W\d_]-)\n(?=[^\W\d_])")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


@dataclass
class _Pages:
    lines: list[PrintedLine] = field(default_factory=list)
    count: int = 0
    tops: list[float] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    pictures_only: list[int] = field(default_factory=list)


def recognises(data: bytes) -> bool:
    """The mark of a PDF at its very beginning; a few bytes before it are left to the suffix."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a PDF.

    Raises:
        StudyError: it is broken (``pdf-broken``), has a password (``pdf-password``) or no text (``pdf-no-text``).
    """
    pages = _pages(data, shown_name)
    lines = pages.lines
    with_hanging_labels(lines)
    raw = "\n".join(line.text for line in lines)
    count = sum(1 for character in raw if not character.isspace())
    if count == 0 or len(_UNREADABLE.findall(raw)) > count / 3:
        raise StudyError([Problem("pdf-no-text", shown_name)])
    start = 0
    for line in lines:
        line.start = start
        start += len(line.text) + 1
    cut = cut_at_borders(lines, pages.tops)
    running = running_lines(lines, pages.count)
    # What the margin counts is no running head, however often it comes again.
    first = margin_counting([line for line in lines if id(line) not in cut])
    if not first.edges:
        first = margin_counting([line for line in lines if id(line) not in running | cut])
    running = running_lines(lines, pages.count, first.counts(lines)) if first.edges else running
    labels = page_labels([line for line in lines if id(line) in running], pages.labels)
    dropped = running | cut
    counting = margin_counting([line for line in lines if id(line) not in dropped]) if first.edges else first
    dropped |= counting.blank
    unit = counting.unit or "line"
    last = max((place for place, line in enumerate(lines, start=1) if id(line) not in dropped), default=0)
    edits = [Edit(line.start, line.start + len(line.text) + 1) for line in lines[:last] if id(line) in dropped]
    if last < len(lines):
        edits.append(Edit(max(lines[last].start - 1, 0), len(raw)))
    edits += counting.edits
    of_pages = in_order(edits)
    printed = [
        PrintedPlace(
            line.start, line.start + len(line.text), labels[line.page], counting.numbers.get(id(line), 0), unit
        )
        for line in lines
        if id(line) not in dropped
    ]
    joins = [Edit(found.start(), found.end()) for found in _SOFT_HYPHEN.finditer(raw)]
    joins.extend(Edit(found.start(), found.end()) for found in _HYPHENED.finditer(raw) if raw[found.end()].islower())
    joins.extend(counting.joins)
    edits.extend(Edit(found.start(), found.end(), _LIGATURES[found.group()]) for found in re.finditer("[ﬀ-ﬆ]", raw))
    problems = []
    if pages.pictures_only:
        listed = ", ".join(str(number) for number in pages.pictures_only[:20])
        problems.append(Problem("pdf-pages-without-text", shown_name, values={"pages": listed}))
    return Document(
        raw,
        FORMAT,
        in_order(edits),
        in_order(joins),
        problems=tuple(problems),
        page_edits=of_pages,
        printed=tuple(printed),
    )


def _pages(data: bytes, shown_name: str) -> _Pages:
    """All printed lines of all pages."""
    # Loading the library takes a tenth of a second, which a study without a PDF need not spend.
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    check_pdf(data, shown_name)
    result = _Pages()
    characters = 0
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        kind = "pdf-password" if error.err_code == pdfium.FPDF_ERR_PASSWORD else "pdf-broken"
        raise StudyError([Problem(kind, shown_name)]) from None
    try:
        if is_encrypted(data):
            readable = io.BytesIO()
            document.save(readable, flags=pdfium.FPDF_REMOVE_SECURITY)
            check_pdf(readable.getvalue(), shown_name)
        result.count = len(document)
        if result.count > MOST_PAGES:
            raise StudyError([Problem("source-unpacks-too-large", shown_name, values={"part": f"p. {MOST_PAGES + 1}"})])
        for number in range(result.count):
            page = document[number]
            text_page = page.get_textpage()
            count = text_page.count_chars()
            characters += count
            if characters > MOST_CHARACTERS:
                values = {"part": f"p. {number + 1}"}
                raise StudyError([Problem("source-unpacks-too-large", shown_name, values=values)])
            lines = list(_printed_lines(pdfium, text_page, count, number, page.get_bbox()))
            if not lines and any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)):
                result.pictures_only.append(number + 1)
            ordered = in_reading_order(with_margins(lines))
            with_numbers(ordered)
            result.lines.extend(ordered)
            result.labels.append(document.get_page_label(number))
            result.tops.append(page.get_bbox()[3])
            text_page.close()
            page.close()
    except pypdfium2.PdfiumError:
        raise StudyError([Problem("pdf-broken", shown_name)]) from None
    finally:
        document.close()
    return result


def _printed_lines(
    pdfium: Any, text_page: Any, count: int, page: int, bounds: tuple[float, float, float, float]
) -> Iterator[PrintedLine]:
    """Lines in the order in which the page draws them; what is drawn outside the page is not on it."""
    left, bottom, right, top = bounds
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    characters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []

    def line() -> Iterator[PrintedLine]:
        text = "".join(characters)
        first, last = len(text) - len(text.lstrip()), len(text.rstrip())
        if first < last:
            used = boxes[first:last]
            yield PrintedLine(
                page,
                text[first:last],
                [character[0] for character in used],
                max(character[2] for character in used),
                statistics.median(character[1] for character in used),
                statistics.median(character[3] for character in used),
            )
        characters.clear()
        boxes.clear()

    for index, code in code_points(pdfium, text_page, count):
        if code in (0x0A, 0x0D):
            yield from line()
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, pointer)
        if not (left <= (box.left + box.right) / 2 <= right and bottom <= (box.bottom + box.top) / 2 <= top):
            continue
        # PDFium marks a hyphen at a line end with a character of its own, and goes on in the next line.
        hyphen = code in (0x02, 0xFFFE) or pdfium.FPDFText_IsHyphen(text_page, index) == 1
        characters.append("-" if hyphen else chr(code) if 0 < code <= 0x10FFFF else "\ufffd")
        boxes.append((box.left, box.bottom, box.right, box.top))
        if hyphen:
            yield from line()
    yield from line()
