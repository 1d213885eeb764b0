"""Run the report notebook: keep what this study and language need, fill in the parameters, execute."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from pprint import pformat
from typing import Any

import jupytext  # type: ignore[import-untyped]
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from benang.conclusions.report.notebook_cells import CellFailed, run_cells
from benang.conclusions.report.notebook_text import PANDOC
from benang.conclusions.report.report_words import Words
from benang.core.machine import problem_in_text
from benang.core.problems import Problem, StudyError

PARAMETERS = "parameters"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def read_notebook(path: Path) -> NotebookNode:
    """The notebook as it is written: a jupytext percent script."""
    notebook: NotebookNode = jupytext.read(path, fmt="py:percent")
    return notebook


def prepare(
    notebook: NotebookNode, parts: Mapping[str, str], language: str, parameters: Mapping[str, Any]
) -> NotebookNode:
    """The notebook of one study and language, ready to run.

    Cells of other languages and of parts that the study has none of are left out; headings get the numbers of their
    chapters; the cell tagged ``parameters`` gets this run's values; cells get ids by their place.

    Args:
        notebook: what ``read_notebook`` gives.
        parts: what ``outline.outline`` gives.
        language: of the report; English for one that the notebook does not speak.
        parameters: names and plain values.
    """
    spoken = {cell.metadata["lang"] for cell in notebook.cells if "lang" in cell.metadata}
    language = language if language in spoken else "en"
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        about = cell.metadata
        if "note" in about or about.get("lang", language) != language or about.get("part", "front") not in parts:
            continue
        source, own = str(cell.source), about.get("part", "")
        if cell.cell_type == "markdown":
            title = own.partition(".")[0]
            source = _HEADING.sub(lambda match, name=title: _numbered(match[1], name, parts, language), source)  # type: ignore[misc]
            made = new_markdown_cell(source)  # type: ignore[no-untyped-call]
        else:
            tags = list(about.get("tags", []))
            if PARAMETERS in tags:
                source = "\n".join(f"{name} = {_literal(value)}" for name, value in parameters.items())
            made = new_code_cell(source)  # type: ignore[no-untyped-call]
            if tags:
                made.metadata["tags"] = tags
        made["id"] = f"cell-{len(cells):03}"
        cells.append(made)
    result: NotebookNode = new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    result.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return result


def _numbered(title: str, part: str, parts: Mapping[str, str], language: str) -> str:
    number = parts.get(part, "")
    if number.isalpha():
        number = Words(language)("appendix_number", number=number)
    return f"## {number} {title} {{#{part}}}".replace("  ", " ")


def _literal(value: Any) -> str:
    return pformat(value, width=110, sort_dicts=False)


def execute(notebook: NotebookNode, folder: Path) -> None:
    """Run every cell in this process, in ``folder``; outputs go into ``notebook``.

    Args:
        notebook: what ``prepare`` gives.
        folder: the study's folder.

    Raises:
        StudyError: a cell failed, with its last line and the error in a sentence.
    """
    # Settings and start-up files of the user's own notebooks have no say in the report.
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(folder):
        try:
            run_cells(notebook, Path(scratch))
        except CellFailed as failed:
            raise StudyError(_failed(notebook, failed.reason)) from None


def _failed(notebook: NotebookNode, reason: str) -> list[Problem]:
    """The problem of a notebook that stopped, with the cell it stopped at; or the fault of the machine it met."""
    fault = problem_in_text(reason)
    if fault:
        return [fault]
    run = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.execution_count]
    source = str(run[-1].source).strip().split("\n")[-1] if run else "-"
    values = {"cell": source, "reason": reason}
    return [Problem("report-notebook-failed", "workflow/notebooks/report.py", values=values)]


def clean(notebook: NotebookNode) -> None:
    """Take out what differs between machines: versions, timings, what a library printed to the error stream."""
    notebook.metadata.pop("language_info", None)
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.nbformat_minor = 5
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [
                output
                for output in cell.outputs
                if not (output.output_type == "stream" and output.name == "stderr") and not _bare(output)
            ]


def _bare(output: NotebookNode) -> bool:
    """Whether an output is an object of the library that had nothing to show."""
    data = output.get("data", {})
    return (
        output.output_type in ("execute_result", "display_data")
        and PANDOC not in data
        and "benang" in data.get("text/plain", "")
    )
