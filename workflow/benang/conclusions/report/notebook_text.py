"""What a notebook that has run says: the report's text, and the notebook as a reader opens it."""

from __future__ import annotations

import re

from nbformat import NotebookNode

PANDOC = "text/x-pandoc"
"""Under this type a piece of the report shows itself in pandoc's Markdown, with everything the documents need."""


def text_of(notebook: NotebookNode) -> str:
    """The report's text: text cells and what the code cells show as Markdown, in order; code is left out."""
    parts: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(str(cell.source).strip())
            continue
        for output in cell.outputs:
            data = output.get("data", {})
            text = data.get(PANDOC, data.get("text/markdown", ""))
            if text:
                parts.append(str(text).strip())
    return "\n\n".join(part for part in parts if part) + "\n"


def for_readers(notebook: NotebookNode) -> None:
    """Take pandoc's Markdown out of the outputs and headings: what is left is what notebook programs show."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r" \{#[\w.-]+\}$", "", str(cell.source), flags=re.MULTILINE)
        else:
            for output in cell.outputs:
                output.get("data", {}).pop(PANDOC, None)
                output.get("data", {}).pop("text/plain", None)
