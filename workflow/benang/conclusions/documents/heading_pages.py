"""On which page of the PDF each heading stands, for the contents of the Word document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from benang.conclusions.documents.tree import Tree, nodes, plain


def heading_pages(tree: Tree, pdf: Path) -> Mapping[str, int]:
    """The page, from 1, of each heading by its place.

    Args:
        tree: the report.
        pdf: the PDF of it, whose outline has its headings in their order.

    Returns:
        Nothing where the outline is not the report's.
    """
    headings = [node["c"] for node in nodes(tree.on_paper, leaves=False) if node["t"] == "Header"]
    document = pdfium.PdfDocument(pdf)
    try:
        outline = [(item.get_title(), item.get_dest()) for item in document.get_toc()]
        pages = [place.get_index() for _, place in outline if place is not None]
    finally:
        document.close()
    same = [_letters(title) for title, _ in outline] == [_letters(plain(shown)) for _, _, shown in headings]
    if not same or len(pages) != len(headings):
        return {}
    return {str(name): page + 1 for (_, (name, *_), _), page in zip(headings, pages, strict=True)}


def _letters(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text)
