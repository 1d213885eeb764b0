"""A PDF as a reader sees it: words, where they stand, headings, how much of a page is blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from benang.conclusions.documents.tree import nodes, plain, read_tree

FOOT = 62
"""Points at a page's foot, and at its head, where only the number of the page and the running title stand."""
HEAD = 62
INVISIBLE = "\u200b\u200c\u2060\ufeff\u00ad"


def letters(text: str) -> str:
    """The letters and digits of a text; words are parted at the ends of lines."""
    return re.sub(r"[^\w]|_", "", text)


@dataclass(frozen=True)
class Heading:
    """A heading by the PDF's outline: its text, its page (from 0), and how far above the page's foot its head is."""

    text: str
    page: int
    height: float


class PrintedPages:
    """The pages of a PDF."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self._document = pdfium.PdfDocument(self.data)

    @cached_property
    def texts(self) -> list[str]:
        """The text of each page."""
        return [page.get_textpage().get_text_range() for page in self._document]

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings, in their order."""
        found = []
        for item in self._document.get_toc():
            place = item.get_dest()
            if place is not None:
                page, (_, height, *_) = place.get_index(), [*place.get_view()[1], 0, 0][:2]
                found.append(Heading(item.get_title(), page, height))
        return found

    def place_of(self, words: str) -> tuple[int, float]:
        """The page (from 0) on which words first stand, and how many points above its foot they begin."""
        wanted = letters(words)
        for number, page in enumerate(self._document):
            text = page.get_textpage()
            shown = text.get_text_range()
            places = [place for place, one in enumerate(shown) if letters(one)]
            at = letters(shown).find(wanted)
            if at >= 0:
                return number, float(text.get_charbox(places[at])[3])
        raise AssertionError(f"no page has {words!r}")

    def words_below(self, heading: Heading) -> int:
        """How many letters of other text stand below a heading on its page."""
        page = self._document[heading.page].get_textpage()
        below = page.get_text_bounded(left=0, bottom=FOOT, right=9999, top=heading.height)
        return len(letters(below).replace(letters(heading.text), "", 1))

    def blank_at_foot(self, page: int) -> float:
        """Which share of a page's room for text is blank at its foot."""
        one = self._document[page]
        height = one.get_height()
        picture = one.render(scale=0.5, grayscale=True).to_numpy()
        rows = [number for number, row in enumerate(picture) if row.min() < 200]
        inside = [row for row in rows if HEAD / 2 < row < (height - FOOT) / 2]
        lowest = max(inside, default=HEAD // 2) * 2
        return float((height - FOOT - lowest) / (height - FOOT - HEAD))

    def __len__(self) -> int:
        return len(self._document)


@dataclass(frozen=True)
class Caption:
    """A table's or figure's caption in a document's text, and how many headings there are up to it, up to the next one
    (``following``), and up to the next of the same level or a higher one (``behind``)."""

    words: str
    table: bool
    heading: int
    following: int
    behind: int


def captions_of(text: Path, language: str) -> tuple[list[str], list[Caption]]:
    """The headings of the text that a notebook gave, and the captions of its tables and figures."""
    blocks = read_tree(text.read_text(encoding="utf-8"), language, None).blocks
    levels, titles, found = [], [], []
    for node in nodes(blocks, leaves=False):
        if node["t"] == "Header":
            levels.append(node["c"][0])
            titles.append(plain(node))
        elif node["t"] in ("Table", "Figure"):
            found.append((plain(node["c"][1]), node["t"] == "Table", len(levels) - 1))
    captions = []
    for words, table, heading in found:
        after = [one for one in range(heading + 1, len(levels)) if levels[one] <= levels[heading]]
        captions.append(Caption(words, table, heading, heading + 1, after[0] if after else len(levels)))
    return titles, captions


@dataclass(frozen=True)
class Row:
    """A row of a table of a document's text: its cells, and whether it is a head."""

    cells: tuple[str, ...]
    head: bool


def rows_of(text: Path, language: str) -> list[Row]:
    """The rows of the tables in the text that a notebook gave, those before the transcripts."""
    blocks = read_tree(text.read_text(encoding="utf-8"), language, None).blocks
    return [row for node in nodes(blocks, leaves=False) if node["t"] == "Table" for row in _rows(node)]


def _rows(table: Any) -> list[Row]:
    _, _, _, head, bodies, _ = table["c"]
    body = [row for one in bodies for row in (*one[2], *one[3])]
    return [
        Row(tuple(plain(cell[4]) for cell in row[1]), head=number < len(head[1]))
        for number, row in enumerate([*head[1], *body])
    ]
