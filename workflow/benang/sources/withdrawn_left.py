"""Whether a table of a run still has somebody who withdrew: looked for in the columns of cases, speakers and sources.

An id may be a word of any text (``A``, ``3``), or look like a cell of a spreadsheet (``P12``); here it is an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benang.core.cells import split_ids
from benang.core.problems import Problem
from benang.sources.withdrawal import Withdrawal

COLUMNS = ("case_id", "case_ids", "speaker", "source_id")
"""Columns whose cells name a case, or what is called after one."""


def withdrawn_left(root: Path, folder: str, withdrawal: Withdrawal) -> list[Problem]:
    """An error for each table (Parquet) below a folder, and column of it, that has a case of people who withdrew.

    Args:
        root: the study's folder.
        folder: relative to it. What is no table of the run is passed over.
        withdrawal: who withdrew.
    """
    problems = []
    for path in sorted((root / folder).rglob("*.parquet"), key=lambda path: path.as_posix()):
        if path.is_symlink():
            continue
        shown = path.relative_to(root).as_posix()
        for name, cells in _columns(path):
            if any(withdrawal.is_case(cell) for cell in cells):
                problems.append(Problem("withdrawn-left", shown, values={"column": name}))
    return problems


def _columns(path: Path) -> Iterator[tuple[str, set[str]]]:
    try:
        with pq.ParquetFile(path) as file:
            names = [name for name in file.schema_arrow.names if name in COLUMNS]
            table = file.read(columns=names) if names else None
    except (OSError, pa.ArrowException):
        return
    if table is None:
        return
    for name in names:
        cells: set[str] = set()
        for cell in table.column(name).unique().to_pylist() if name != "case_ids" else table.column(name).to_pylist():
            cells.update(cell if isinstance(cell, list) else split_ids(cell or ""))
        yield name, cells
