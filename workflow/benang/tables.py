"""Read and write tables: Parquet between rules, CSV for people. Every write is whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benang import model

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text cell that begins with one of these as a formula."""


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a file of a temporary name beside ``path``, then rename it to ``path``.

    A killed run therefore leaves the old file or the new one, never half of one.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:20]}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(text: str, path: str | os.PathLike[str]) -> None:
    """Write ``text`` as UTF-8 with LF line ends."""
    write_whole(path, lambda target: target.write_bytes(text.encode("utf-8")) and None)


def write_table(frame: pd.DataFrame, path: str | os.PathLike[str], name: str) -> None:
    """Write ``frame`` as Parquet, in the form of table ``name`` of the model."""
    frame = model.conform(frame, name)
    table = pa.Table.from_pandas(frame, schema=model.arrow_schema(frame, name), preserve_index=False)
    table = table.replace_schema_metadata(None)
    write_whole(path, lambda target: pq.write_table(table, target, compression="zstd"))


def read_table(path: str | os.PathLike[str], name: str) -> pd.DataFrame:
    """Read a Parquet file that ``write_table`` wrote."""
    return model.conform(pq.read_table(path).to_pandas(), name)


def read_tables(paths: Iterable[str | os.PathLike[str]], name: str) -> pd.DataFrame:
    """Read several Parquet files of one table (the batches) into one."""
    frames = [pq.read_table(path).to_pandas() for path in sorted(map(str, paths))]
    frames = [frame for frame in frames if len(frame)]
    return model.conform(pd.concat(frames, ignore_index=True), name) if frames else model.empty(name)


def write_csv(frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write ``frame`` as CSV for people: UTF-8, LF, header, no index, and no cell that a spreadsheet would run.

    Text cells that begin like a formula get an apostrophe before them. Reals are written with at most 6 decimals.
    """
    safe = frame.copy()
    for column in safe.columns:
        if pd.api.types.is_string_dtype(safe[column]) or safe[column].dtype == object:
            safe[column] = [_neutral(cell) for cell in safe[column]]
    text = safe.to_csv(index=False, lineterminator="\n", float_format=_real)
    write_text(text, path)


def read_csv(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a CSV that ``write_csv`` wrote; empty cells of text columns become empty strings."""
    frame = pd.read_csv(path, keep_default_na=False, na_values={}, encoding="utf-8")
    return frame


def _neutral(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _real(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
