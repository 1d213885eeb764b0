"""PDF files with a text layer.

The raw text is what stands on the pages, one printed line a line, in the order in which it is read (``pdf_layout``); a
number in the left margin comes to the head of the line beside it, wherever the file draws it. Edits take out running
headers and footers, page numbers, and numbers that count paragraphs or lines in the margin. Joins are apart from
them: where the margin counts paragraphs, the printed lines of one are joined; a word that goes on after a hyphen at a
line end is joined and keeps its hyphen, unless that is a soft one. A scan without a text layer is an error.

Text is taken from PDFium through pypdfium2: some fifty times faster than layout analysis in Python, with the same
characters.
"""

from __future__ import annotations

import ctypes
import io
import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document
from benang.sources.readers.lines import in_order
from benang.sources.readers.pdf_bounds import check_pdf
from benang.sources.readers.pdf_layout import PrintedLine, in_reading_order, with_hanging_labels
from benang.sources.readers.pdf_objects import is_encrypted
from benang.sources.readers.pdf_running import cut_at_borders, running_lines
from benang.text.offsets import Edit

FORMAT = "pdf"

MOST_PAGES = 5000
MOST_CHARACTERS = 20_000_000

_WIDEST_MARGIN = 72.0  # points between a number in the margin and its line

_NUMBER = re.compile(r"(\d{1,6})(?=[ \t]|\Z)")
_SOFT_HYPHEN = re.compile("\u00ad\n(?=\\S)")
_HYPHENED = re.compile(r"(?<=[^\W\d_]-)\n(?=[^\W\d_])")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


@dataclass
class _Pages:
    lines: list[PrintedLine] = field(default_factory=list)
    count: int = 0
    tops: list[float] = field(default_factory=list)
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
    signs = sum(1 for sign in raw if not sign.isspace())
    if signs == 0 or len(_UNREADABLE.findall(raw)) > signs / 3:
        raise StudyError([Problem("pdf-no-text", shown_name)])
    start = 0
    for line in lines:
        line.start = start
        start += len(line.text) + 1
    dropped = running_lines(lines, pages.count) | cut_at_borders(lines, pages.tops)
    last = max((place for place, line in enumerate(lines, start=1) if id(line) not in dropped), default=0)
    edits = [Edit(line.start, line.start + len(line.text) + 1) for line in lines[:last] if id(line) in dropped]
    if last < len(lines):
        edits.append(Edit(max(lines[last].start - 1, 0), len(raw)))
    kept = [line for line in lines if id(line) not in dropped]
    joins = [Edit(found.start(), found.end()) for found in _SOFT_HYPHEN.finditer(raw)]
    joins.extend(Edit(found.start(), found.end()) for found in _HYPHENED.finditer(raw) if raw[found.end()].islower())
    numbers, of_paragraphs = _margin_numbers(kept)
    edits.extend(numbers)
    joins.extend(of_paragraphs)
    edits.extend(Edit(found.start(), found.end(), _LIGATURES[found.group()]) for found in re.finditer("[ﬀ-ﬆ]", raw))
    problems = []
    if pages.pictures_only:
        listed = ", ".join(str(number) for number in pages.pictures_only[:20])
        problems.append(Problem("pdf-pages-without-text", shown_name, values={"pages": listed}))
    return Document(raw, FORMAT, in_order(edits), in_order(joins), problems=tuple(problems))


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
            result.lines.extend(in_reading_order(_with_margin(lines)))
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
    signs: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []

    def line() -> Iterator[PrintedLine]:
        text = "".join(signs)
        first, last = len(text) - len(text.lstrip()), len(text.rstrip())
        if first < last:
            used = boxes[first:last]
            yield PrintedLine(
                page,
                text[first:last],
                [sign[0] for sign in used],
                max(sign[2] for sign in used),
                statistics.median(sign[1] for sign in used),
                statistics.median(sign[3] for sign in used),
            )
        signs.clear()
        boxes.clear()

    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (0x0A, 0x0D):
            yield from line()
            continue
        if 0xD800 <= code <= 0xDBFF:
            high = code
            continue
        if 0xDC00 <= code <= 0xDFFF:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        pdfium.FPDFText_GetLooseCharBox(text_page, index, pointer)
        if not (left <= (box.left + box.right) / 2 <= right and bottom <= (box.bottom + box.top) / 2 <= top):
            continue
        # PDFium marks a hyphen at a line end with a sign of its own, and goes on in the next line.
        hyphen = code in (0x02, 0xFFFE) or pdfium.FPDFText_IsHyphen(text_page, index) == 1
        signs.append("-" if hyphen else chr(code) if 0 < code <= 0x10FFFF else "\ufffd")
        boxes.append((box.left, box.bottom, box.right, box.top))
        if hyphen:
            yield from line()
    yield from line()


def _with_margin(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page, each margin number at the head of the line it stands beside."""
    numbers = [line for line in lines if line.text.isdecimal() and line.text.isascii() and len(line.text) <= 6]
    others = sorted((line for line in lines if not line.text.isdecimal()), key=lambda line: line.middle)
    middles = [line.middle for line in others]
    placed = set()
    reach = max((line.top - line.bottom for line in others), default=0) / 2
    for number in numbers:
        near = others[bisect_left(middles, number.middle - reach) : bisect_right(middles, number.middle + reach)]
        beside = [
            line
            for line in near[:50]
            if line.number is None
            and line.bottom <= number.middle <= line.top
            and -1 <= line.left - number.right <= _WIDEST_MARGIN
        ]
        if beside:
            line = min(beside, key=lambda line: (line.left, abs(line.middle - number.middle)))
            line.number, line.number_right, line.body_left = int(number.text), number.right, line.left
            line.text = f"{number.text} {line.text}"
            line.lefts = [*number.lefts, number.right, *line.lefts]
            placed.add(id(number))
    for line in others:
        head = _NUMBER.match(line.text) if line.number is None else None
        body = len(line.text) - len(line.text[head.end() :].lstrip()) if head else 0
        if head and body < len(line.text):
            line.number, line.number_right, line.body_left = int(head[1]), line.lefts[head.end()], line.lefts[body]
    return [line for line in lines if id(line) not in placed]


def _margin_numbers(lines: list[PrintedLine]) -> tuple[list[Edit], list[Edit]]:
    """Numbers that count paragraphs or lines in the margin, and what joins the printed lines of counted paragraphs."""
    numbered = [line for line in lines if line.number is not None]
    if len(numbered) < 3:
        return [], []
    # The text's left edge: where most lines begin, apart from their numbers.
    edge = statistics.median(line.body_left if line.number is not None else line.left for line in lines)
    # A number of the text ("3 people") is one space from its words, a number in the margin more than that.
    in_margin = [
        line
        for line in numbered
        if line.number_right < edge and line.body_left - line.number_right >= (line.top - line.bottom) / 2
    ]
    if len(in_margin) < 3:
        return [], []
    steps = [(after.number or 0) - (before.number or 0) for before, after in pairwise(in_margin)]
    step = steps[0]
    new_page = [after.page > before.page for before, after in pairwise(in_margin)]
    regular = [
        made == step or (turned and (after.number or 0) <= step)
        for made, turned, after in zip(steps, new_page, in_margin[1:], strict=True)
    ]
    if step not in (1, 2, 5, 10) or not all(regular):
        return [], []
    numbers: list[Edit] = []
    joins: list[Edit] = []
    for line in in_margin:
        head = _NUMBER.match(line.text)
        if head:
            body = len(line.text) - len(line.text[head.end() :].lstrip())
            numbers.append(Edit(line.start, line.start + body))
    counts_paragraphs = step == 1 and all(made == 1 for made in steps) and len(in_margin) < 0.8 * len(lines)
    if counts_paragraphs:
        marked = {id(line) for line in in_margin}
        for before, line in pairwise(lines):
            if id(line) not in marked and before.start >= in_margin[0].start:
                end = before.start + len(before.text)
                joins.append(Edit(end, end + 1, " "))
    return numbers, joins
