"""Tables too large to be held whole, some sources at a time: read part by part, and written as they come.

A table whose rows stand in the order of ``source_id`` is written in groups of rows, each of which can be read alone.
Several such files (the batches) are read side by side, so that a part holds the same sources whatever batches there
are.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benang.core import model
from benang.core.cells import BYTE_ORDER_MARK
from benang.core.files import whole
from benang.core.tables import csv_text, group_rows

SOURCES_AT_ONCE = 50
"""So many sources are in memory at a time, in the mean; with what is said in them some tens of megabytes."""
_AT_MOST = 4
"""Times as many are a part at most."""

Paths = Iterable[str | os.PathLike[str]]


def parts_by_source(
    tables: Mapping[str, Paths], at_once: int = SOURCES_AT_ONCE, without: Iterable[str] = ()
) -> Iterator[dict[str, pd.DataFrame]]:
    """Tables with what belongs to some sources at a time, in the order of ``source_id``.

    Args:
        tables: the files of each table, by its name (``benang.core.model``); its rows in the order of ``source_id``.
            ``sources`` must be among them: its rows say which sources there are.
        at_once: so many sources make a part in the mean. Where a part ends its last source's id tells, so that a new
            source changes its own part and no other.
        without: columns of text that are not read, and empty in what is given; ``with_texts`` fills in what was said,
            where a part is worked on.

    Yields:
        For each part the tables by name, conforming. Of a study without sources one part without rows.
    """
    with ExitStack() as opened:
        read = {
            name: [_Rows(opened.enter_context(pq.ParquetFile(path)), without) for path in sorted(map(str, paths))]
            for name, paths in tables.items()
        }
        ids = sorted(one for path in tables["sources"] for one in _ids(path))
        for last in [ids[end - 1] for end in ends_of_parts(ids, at_once)] or [""]:
            yield {name: _together([one.up_to(last) for one in files], name) for name, files in read.items()}


def with_texts(part: Mapping[str, pd.DataFrame], texts: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """A part of ``parts_by_source`` that was read without what was said, with it.

    Args:
        part: with table ``sources``.
        texts: the frozen texts by source id (``core.source_texts``).
    """
    sources = part["sources"]
    said = pd.Series([texts[one] for one in sources["source_id"].tolist()], index=sources.index, dtype="str")
    return {**part, "sources": sources.assign(text=said)}


def _ids(path: str | os.PathLike[str]) -> list[str]:
    found: list[str] = pq.read_table(path, columns=["source_id"]).column(0).to_pylist()
    return found


class RowsOfSources:
    """The rows of a table in no order of sources, by source: to look through all of them for each part would take the
    square of the sources.

    Args:
        table: any with ``source_id``.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        places, names = pd.factorize(table["source_id"])
        self._table = table
        self._order = np.argsort(places, kind="stable")
        self._ends = np.cumsum(np.bincount(places, minlength=len(names)))
        self._place = {str(name): place for place, name in enumerate(names)}

    def of(self, part: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """The rows that belong to the sources of a part (``parts_by_source``), in their order."""
        found = [
            self._rows(place) for one in part["sources"]["source_id"] if (place := self._place.get(one)) is not None
        ]
        return self._table.take(np.sort(np.concatenate(found)) if found else []).reset_index(drop=True)

    def _rows(self, place: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        return self._order[self._ends[place - 1] if place else 0 : self._ends[place]]


def ends_of_parts(ids: Sequence[str], at_once: int = SOURCES_AT_ONCE) -> list[int]:
    """Where each part of sources ends, by their ids in order: the number of sources up to there."""
    ends: list[int] = []
    size = 0
    for number, source_id in enumerate(ids, start=1):
        size += 1
        digest = int.from_bytes(hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).digest()[:4])
        if digest % at_once == 0 or size == _AT_MOST * at_once:
            ends.append(number)
            size = 0
    return ends if not size else [*ends, len(ids)]


class _Rows:
    """The rows of a file, taken from its beginning to its end."""

    def __init__(self, file: pq.ParquetFile, without: Iterable[str] = ()) -> None:
        left_out = set(without)
        self._names = file.schema_arrow.names
        self._read = [name for name in self._names if name not in left_out]
        self._groups = (self._group(file, number) for number in range(file.num_row_groups))
        self._held: pa.Table = file.schema_arrow.empty_table()

    def _group(self, file: pq.ParquetFile, number: int) -> pa.Table:
        if self._read == self._names:
            return file.read_row_group(number)
        table = file.read_row_group(number, columns=self._read)
        for name in self._names:
            if name not in self._read:
                table = table.append_column(name, pa.array([""] * len(table), pa.string()))
        return table.select(self._names)

    def up_to(self, last: str) -> pa.Table:
        """The rows not yet taken of sources whose id is not after ``last``."""
        taken = []
        while True:
            ids = self._held.column("source_id")
            n = pc.sum(pc.less_equal(ids, last)).as_py() or 0
            taken.append(self._held.slice(0, n))
            if n < len(ids):
                self._held = self._held.slice(n)
                break
            following = next(self._groups, None)
            if following is None:
                self._held = self._held.slice(n)
                break
            self._held = following
        return pa.concat_tables(taken)


def _together(tables: Sequence[pa.Table], name: str) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    if len(filled) == 1 and model.is_whole(filled[0], name):  # as it was written, and rows in order
        whole: pd.DataFrame = filled[0].combine_chunks().to_pandas()
        return whole
    frames = [table.to_pandas() for table in filled]
    if not frames:
        return tables[0].to_pandas() if tables else model.empty(name)
    return model.conform(pd.concat(frames, ignore_index=True), name)


class TableWriter:
    """Writes a table as Parquet, its parts one after the other (``writing_table``)."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._file: pq.ParquetWriter | None = None
        self._waiting: list[pa.Table] = []

    def add(self, frame: pd.DataFrame) -> None:
        """Write the rows of ``frame``, which come after those that were written; all parts have the same columns."""
        frame = model.conform(frame, self._name)
        table = pa.Table.from_pandas(frame, schema=model.arrow_schema(frame, self._name), preserve_index=False)
        self._waiting.append(table.replace_schema_metadata(None))
        self._write(whole_groups=True)

    def close(self) -> None:
        """Write what is left."""
        if self._file is None and not self._waiting:
            self.add(model.empty(self._name))
        self._write(whole_groups=False)
        if self._file is not None:
            self._file.close()

    def _write(self, *, whole_groups: bool) -> None:
        """Groups are of one size however the parts were cut, so that the bytes do not tell the parts."""
        table = pa.concat_tables(self._waiting)
        rows = group_rows(self._name) or max(len(table), 1)
        if self._file is None:
            self._file = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        n = len(table) // rows * rows if whole_groups else len(table)
        for start in range(0, n, rows):
            self._file.write_table(table.slice(start, min(rows, n - start)).combine_chunks(), row_group_size=rows)
        self._waiting = [table.slice(n)] if n < len(table) else [table.schema.empty_table()]


class CsvWriter:
    """Writes a table as CSV for people, its parts one after the other (``writing_csv``)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = False

    def add(self, frame: pd.DataFrame) -> None:
        """Write the rows of ``frame``, after those that were written; all parts have the same columns."""
        text = csv_text(frame, header=not self._begun)
        with self._path.open("a", encoding="utf-8", newline="") as file:
            file.write(text if self._begun else BYTE_ORDER_MARK + text)
        self._begun = True


@contextmanager
def writing_table(path: str | os.PathLike[str], name: str) -> Iterator[TableWriter]:
    """A writer of table ``name``; the file is there, whole, when the block ends."""
    with whole(path) as target:
        writer = TableWriter(target, name)
        yield writer
        writer.close()


@contextmanager
def writing_csv(path: str | os.PathLike[str], *, private: bool = False) -> Iterator[CsvWriter]:
    """A writer of a table for people (``write_csv``); ``private``: the file is for its owner alone."""
    with whole(path, private=private) as target:
        yield CsvWriter(target)
