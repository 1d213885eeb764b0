"""The report as a web page, a Word document and a typeset PDF, all from the one text that the notebook gives.

pandoc reads the text once into a tree (``tree.read_tree``); each form takes the tree as it needs it (``web``, ``word``,
``pdf``). Nothing is fetched, and the same text gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from benang.conclusions.documents.document_words import about
from benang.conclusions.documents.heading_pages import heading_pages
from benang.conclusions.documents.made_before import MadeBefore
from benang.conclusions.documents.reference_document import ReferenceDocument
from benang.conclusions.documents.tree import read_tree
from benang.conclusions.documents.typeset import write_pdf
from benang.conclusions.documents.web_page import write_html
from benang.conclusions.documents.word import write_docx
from benang.literature.citation_style import CitationStyle

__all__ = ["MadeBefore", "write_documents"]


def write_documents(
    text: Path,
    references: Path,
    study: Mapping[str, Any],
    language: str,
    templates: Path,
    html: Path,
    docx: Path,
    pdf: Path,
    before: MadeBefore | None = None,
    page: Mapping[str, float] | None = None,
    article: bool = False,
    style: CitationStyle | None = None,
    reference: ReferenceDocument | None = None,
) -> None:
    """Write the three documents.

    Args:
        text: the report as one file of pandoc's Markdown; its figures are given relative to its folder.
        references: the works that it cites, as CSL JSON (``literature.references.references_text``).
        study: what the study says of itself (``benang.study.plan.Plan.about``).
        language: of the report.
        templates: folder with the templates.
        html, docx, pdf: the files to write.
        before: what was made of the text's sections before.
        page: how the page looks (``journals.Journal.page``); by default as a report's.
        article: whether it is an article, which has no list of contents in print.
        style: in which works are cited; by default the one that comes with Benang.
        reference: a Word document of the user's, from which the Word document takes its looks.

    Raises:
        StudyError: a document could not be made; the problem says which and why.
    """
    listed = references if json.loads(references.read_text(encoding="utf-8")) else None
    tree = read_tree(text.read_text(encoding="utf-8"), language, listed, before, style)
    facts = about(study, language)
    # Most of the time is spent in pandoc and typst, outside Python.
    with ThreadPoolExecutor() as pool:
        given = (tree, facts, text.parent, templates)

        def print_both() -> None:
            write_pdf(*given, pdf, before=before, page=page, contents=not article)
            # The contents of the Word document tell the pages of the PDF.
            write_docx(*given, docx, reference=reference, pages=heading_pages(tree, pdf), article=article)

        works = [pool.submit(print_both), pool.submit(partial(write_html, *given, html, before=before))]
        for work in works:
            work.result()
