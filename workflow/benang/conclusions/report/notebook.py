"""Run the report notebook: keep what this study and language need, fill in the parameters, execute."""

from __future__ import annotations

import os
import re
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from pprint import pformat
from typing import Any

import jupytext  # type: ignore[import-untyped]
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from benang.conclusions.report.notebook_text import PANDOC
from benang.core.machine import problem_in_text
from benang.core.problems import Problem, StudyError

SECONDS = 600
"""The longest that one cell may run."""
LOOPBACK_SECONDS = 5
LONGEST_SOCKET = 80
"""Systems know files of sockets by paths of some 100 bytes, of which the kernel's numbers take a few."""
PARAMETERS = "parameters"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


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
        number = f"Lampiran {number}." if language == "id" else f"Appendix {number}."
    return f"## {number} {title} {{#{part}}}".replace("  ", " ")


def _literal(value: Any) -> str:
    return pformat(value, width=110, sort_dicts=False)


def execute(notebook: NotebookNode, folder: Path, library: Path) -> None:
    """Run every cell, with the Python that runs this, in ``folder``; outputs go into ``notebook``.

    Args:
        notebook: what ``prepare`` gives.
        folder: the study's folder.
        library: folder that holds the package ``benang``.

    Raises:
        StudyError: a cell failed, with its last line and the error in a sentence.
    """
    with tempfile.TemporaryDirectory() as scratch:
        client = NotebookClient(
            notebook,
            km=_manager(Path(scratch)),
            timeout=SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(folder)}},
            coalesce_streams=True,
        )
        # Settings and start-up files of the user's own notebooks have no say in the report.
        own = {"PYTHONPATH": str(library), "IPYTHONDIR": scratch, "JUPYTER_CONFIG_DIR": scratch}
        try:
            client.execute(env=os.environ | own)
        except CellExecutionError as error:
            # What was raised stands at the end of the kernel's long account of it.
            reason = f"{error.ename}: {_COLOUR.sub('', error.evalue)}"
            raise StudyError(_failed(notebook, reason)) from None
        except (DeadKernelError, TimeoutError, RuntimeError) as error:
            raise StudyError(_failed(notebook, f"{type(error).__name__}: {error}".split("\n")[0])) from None


def _failed(notebook: NotebookNode, reason: str) -> list[Problem]:
    """The problem of a notebook that stopped, with the cell it stopped at; or the fault of the machine it met."""
    fault = problem_in_text(reason)
    if fault:
        return [fault]
    run = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.execution_count]
    source = str(run[-1].source).strip().split("\n")[-1] if run else "-"
    values = {"cell": source, "reason": reason}
    return [Problem("report-notebook-failed", "workflow/notebooks/report.py", values=values)]


def _manager(scratch: Path) -> AsyncKernelManager:
    """A kernel of this very Python, whatever kernels are installed on this machine."""
    sockets: dict[str, str] = {}
    if not _has_loopback():
        # Files in the place of ports; their paths are short, or the system has none.
        sockets = {"transport": "ipc", "ip": str(scratch / "k")}
        if not hasattr(socket, "AF_UNIX") or len(os.fsencode(sockets["ip"])) > LONGEST_SOCKET:
            raise StudyError([Problem("no-loopback")])
    manager = AsyncKernelManager(kernel_name="python3", connection_file=str(scratch / "kernel.json"), **sockets)
    manager._kernel_spec = KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"],
        display_name="Python 3",
        language="python",
    )
    return manager


def _has_loopback() -> bool:
    """Whether processes of this machine can speak with one another by its own address; some containers have none."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=LOOPBACK_SECONDS).close()
    except OSError:
        return False
    return True


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
