"""On which page of the PDF each heading stands, for the contents of the Word document."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from benang.conclusions.documents.tree import Tree, nodes, plain

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for threads, and article and supplement are typeset at the same time."""


def heading_pages(tree: Tree, pdf: Path) -> Mapping[str, int]:
    """The page, from 1, of each heading by its place.

    Args:
        tree: the report.
        pdf: the PDF of it, whose outline has its headings in their order.

    Returns:
        Nothing where the outline is not the report's.
    """
    headings = [node["c"] for node in nodes(tree.on_paper, leaves=False) if node["t"] == "Header"]
    titles, pages = _outline(pdf)
    same = [_letters(title) for title in titles] == [_letters(plain(shown)) for _, _, shown in headings]
    if not same or len(pages) != len(headings):
        return {}
    return {str(name): page + 1 for (_, (name, *_), _), page in zip(headings, pages, strict=True)}


def _outline(pdf: Path) -> tuple[list[str], list[int]]:
    """Titles of a PDF's outline, and the pages, from 0, of those that lead to one."""
    with _ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            outline = [(item.get_title(), item.get_dest()) for item in document.get_toc()]
            titles = [title for title, _ in outline]
            pages = [place.get_index() for _, place in outline if place is not None]
            del outline
        finally:
            document.close()
    return titles, pages


def _letters(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text)
