"""The words of a PDF's pages with their boxes and the size of their type, as they are printed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

HAIR = 1.0
"""Points that the boxes of two words may share: the letters' own boxes touch between two lines of type."""


@dataclass
class Word:
    """A word.

    Attributes:
        text: its letters.
        box: left, bottom, right and top, in points.
        size: of its type in points, as the page shows it.
    """

    text: str
    box: list[float]
    size: float


def pages_of(file: Path) -> Iterator[list[Word]]:
    """The words of each page."""
    document = pdfium.PdfDocument(file)
    for page in document:
        yield _words(page.get_textpage())
    document.close()


def _words(text: pdfium.PdfTextPage) -> list[Word]:
    found: list[Word] = []
    matrix = raw.FS_MATRIX()
    begun = False
    for place in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, place))
        if letter.isspace() or not letter.isprintable() or letter in "\u00ad\ufffe":
            begun = False
            continue
        raw.FPDFText_GetMatrix(text.raw, place, matrix)
        size = raw.FPDFText_GetFontSize(text.raw, place) * math.hypot(matrix.b, matrix.d)
        left, bottom, right, top = text.get_charbox(place)
        if not begun:
            found.append(Word(letter, [left, bottom, right, top], size))
            begun = True
            continue
        word = found[-1]
        word.text += letter
        word.size = min(word.size, size)
        word.box = [min(word.box[0], left), min(word.box[1], bottom), max(word.box[2], right), max(word.box[3], top)]
    return found


def overprinted(words: list[Word]) -> list[tuple[str, str]]:
    """Each two words of a page that lie on one another."""
    ordered = sorted(words, key=lambda word: word.box[1])
    found = []
    for place, word in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.box[1] >= word.box[3] - HAIR:
                break
            if other.box[0] < word.box[2] - HAIR and other.box[2] > word.box[0] + HAIR:
                found.append((word.text, other.text))
    return found
