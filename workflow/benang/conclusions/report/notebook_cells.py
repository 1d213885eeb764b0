"""Run a notebook's cells one after the other in this process, by IPython, and keep what they show.

It is the engine that runs the cells of every Jupyter notebook; what is left out is the second process and the sockets
to it, which take longer to start than the report takes to write.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Type
from traitlets.config import Config


class CellFailed(Exception):
    """A cell raised an error.

    Args:
        error: what was raised.
    """

    def __init__(self, error: BaseException) -> None:
        self.reason = f"{type(error).__name__}: {error}"
        super().__init__(self.reason)


def run_cells(notebook: NotebookNode, scratch: Path) -> None:
    """Run every cell of code; what it shows becomes its outputs.

    Args:
        notebook: its cells get their counts and outputs.
        scratch: an empty folder in the place of the user's settings, which have no say.

    Raises:
        CellFailed: a cell raised an error; those after it have not run.
    """
    with _shell(scratch) as shell:
        for cell in notebook.cells:
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            outputs: list[NotebookNode] = []
            with _shown(shell, outputs):
                result = shell.run_cell(cell.source, store_history=True)  # type: ignore[no-untyped-call]
            cell.execution_count, cell.outputs = result.execution_count, outputs
            error = result.error_before_exec or result.error_in_exec
            if error is not None:
                raise CellFailed(error)


class _Hook(DisplayHook):
    """Takes the value of a cell's last line."""

    taken: list[NotebookNode]

    def write_output_prompt(self) -> None:
        """There is no terminal to prompt in."""

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        count = self.prompt_count
        self.taken.append(_output("execute_result", format_dict, md_dict, execution_count=count))


class _Publisher(DisplayPublisher):
    """Takes what a cell displays."""

    taken: list[NotebookNode]

    def publish(
        self, data: Mapping[str, Any], metadata: Mapping[str, Any] | None = None, source: Any = None, **_: Any
    ) -> None:
        self.taken.append(_output("display_data", data, metadata))

    def clear_output(self, wait: bool = False) -> None:
        self.taken.clear()


class _Shell(InteractiveShell):
    """Shows nothing in a terminal."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def _showtraceback(self, etype: object, evalue: object, stb: object) -> None:
        """The error is told by ``CellFailed``."""


class _Stream(TextIOBase):
    """Takes what a cell prints, pieces that follow on one another as one."""

    encoding = "utf-8"

    def __init__(self, name: str, taken: list[NotebookNode]) -> None:
        self.name, self.taken = name, taken

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        last = self.taken[-1] if self.taken else {}
        if last.get("output_type") == "stream" and last.get("name") == self.name:
            last["text"] += text
        elif text:
            self.taken.append(new_output("stream", name=self.name, text=text))  # type: ignore[no-untyped-call]
        return len(text)


@contextmanager
def _shell(scratch: Path) -> Iterator[_Shell]:
    """The shell that ``display`` and ``get_ipython`` of this process know, until the cells have run."""
    settings = Config()
    settings.HistoryManager.enabled = False
    before = sys.modules["__main__"]
    _Shell.clear_instance()
    try:
        yield _Shell.instance(config=settings, ipython_dir=str(scratch))
    finally:
        _Shell.clear_instance()
        sys.modules["__main__"] = before


@contextmanager
def _shown(shell: _Shell, outputs: list[NotebookNode]) -> Iterator[None]:
    shell.displayhook.taken = shell.display_pub.taken = outputs  # type: ignore[attr-defined]
    with redirect_stdout(_Stream("stdout", outputs)), redirect_stderr(_Stream("stderr", outputs)):
        yield


def _output(kind: str, data: Mapping[str, Any], metadata: Mapping[str, Any] | None, **more: Any) -> NotebookNode:
    plain = {form: _text(value) for form, value in data.items()}
    made: NotebookNode = new_output(kind, plain, metadata=dict(metadata or {}), **more)  # type: ignore[no-untyped-call]
    return made


def _text(value: Any) -> Any:
    """Pictures are kept as text."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
