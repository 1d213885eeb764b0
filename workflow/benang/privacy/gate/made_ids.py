"""What the run itself made and may look like somebody's number: ids of codings, digests of sources and of requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

COLUMNS = frozenset(
    [
        "coding_id",
        "coding_ids",
        "coding_ids_a",
        "coding_ids_b",
        "passage_id",
        "passage_ids",
        "suggestion_id",
        "disagreement_id",
        "sha256",
    ]
)
"""Columns of the run's tables that hold ids made by the run, or digests; ids that people gave stand in others."""

_WHY, _METHOD, _MODEL = "why", "method", "llm"  # a model's coding names its request by the digest's beginning


def read_made_ids(root: Path, folder: str) -> Iterator[str]:
    """Every id and digest in the tables (Parquet) below a folder of results, in small letters.

    Args:
        root: the study's folder.
        folder: relative to it. What is no table of the run is passed over.
    """
    for path in sorted((root / folder).rglob("*.parquet"), key=lambda path: path.as_posix()):
        if path.is_symlink():
            continue
        try:
            with pq.ParquetFile(path) as file:
                names = [name for name in file.schema_arrow.names if name in COLUMNS]
                if {_WHY, _METHOD}.issubset(file.schema_arrow.names):
                    names += [_WHY, _METHOD]
                table = file.read(columns=names) if names else None
        except (OSError, pa.ArrowException):
            continue
        if table is not None:
            yield from made_ids(table)


def made_ids(table: pa.Table) -> Iterator[str]:
    """Every id and digest in a table, in small letters; several may stand in one cell."""
    for name in table.column_names:
        if name in COLUMNS:
            column = table.column(name)
            if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
                column = pc.list_flatten(column)
            # The same ids stand in many rows.
            yield from _tokens(column.unique().to_pylist())
    if {_WHY, _METHOD}.issubset(table.column_names):
        cells = zip(table.column(_WHY).to_pylist(), table.column(_METHOD).to_pylist(), strict=True)
        yield from _tokens(str(why).rpartition(", ")[2] for why, method in cells if method == _MODEL)


def _tokens(cells: Iterable[object]) -> Iterator[str]:
    for cell in cells:
        for token in str(cell or "").split("-"):
            yield token.lower()
