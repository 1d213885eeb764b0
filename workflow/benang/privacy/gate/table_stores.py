"""Stores of tables: Parquet (columns with text, the schema's metadata) and SQLite (cells, the schema)."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benang.privacy.gate.found_texts import Cutter, Found, Opener, Unsearched, inside, pieces

_ROWS = 4096
_AT_ONCE = 16 * 2**20
"""Bytes of a table, unpacked, that are read at once; a row may be an interview of any length."""
_LONG_CELL = 4096
"""Letters of a cell that is searched by itself: characters, of Parquet bytes."""
_MOST_TIMES = 200  # how many times the size of its file a table may have
_LARGE = 10_000_000
_SQLITE_STEPS = 100_000_000  # of its virtual machine: some seconds


def parquet_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """Every text in a Parquet file; cells of a column are lines, those of the same text one."""
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        unpacked = sum(
            max(0, file.metadata.row_group(number).total_byte_size) for number in range(file.metadata.num_row_groups)
        )
        # It is read in parts, so a large one is no trouble; one that is far larger than its file is a bomb.
        if unpacked > _MOST_TIMES * len(data) and not opener.take(unpacked):
            yield Unsearched(part, "large")
            return
        schema = _schema_text(file.schema_arrow, file.metadata.metadata)
        yield from pieces(inside(part, "schema"), f"{schema}\n{file.metadata.created_by}")
        rows = max(1, min(_ROWS, file.metadata.num_rows * _AT_ONCE // max(1, unpacked)))
        columns = [inside(part, f"column {name}") for name in file.schema_arrow.names]
        cutters = [Cutter(column) for column in columns]
        for batch in file.iter_batches(batch_size=rows):
            for where, cutter, column in zip(columns, cutters, batch.columns, strict=True):
                for long, short in _cells(column):
                    for cell in long:
                        yield from pieces(where, cell)
                    yield from cutter.add(short)
        for cutter in cutters:
            yield from cutter.end()
        # Columns were read as cells; their pages hold them once more, cut short, as statistics.
        yield from opener.raw(part, _outside_columns(file.metadata, data))
    except (pa.ArrowException, OSError, ValueError):
        yield Unsearched(part, "broken")
        yield from opener.raw(part, data)


def _outside_columns(metadata: Any, data: bytes) -> bytes:
    """The bytes before, between and right behind the columns of a file, but for its footer and indexes."""
    chunks = sorted(
        (column.dictionary_page_offset or column.data_page_offset, column.total_compressed_size)
        for group in range(metadata.num_row_groups)
        for column in map(metadata.row_group(group).column, range(metadata.num_columns))
    )
    parts, done = [], len(b"PAR1")
    for start, size in chunks:
        parts.append(data[done:start])
        done = max(done, start + size)
    return b"\n".join(parts)


def _schema_text(schema: pa.Schema, metadata: dict[bytes, bytes] | None) -> str:
    """Column names, and the metadata of the file, the schema and its columns."""
    found = list(schema.names)
    for each in (metadata, schema.metadata, *(field.metadata for field in schema)):
        for key, value in (each or {}).items():
            if key != b"ARROW:schema":  # the same schema again, in base64
                found += [key.decode("utf-8", "replace"), value.decode("utf-8", "replace")]
    return "\n".join(found)


def _cells(column: pa.Array) -> Iterator[tuple[list[str], str]]:
    """The texts of a column, whatever it is nested in: long ones, such as interviews, each to be searched by itself as
    it stands in other files, and of the others each as a line."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_map(kind):
        yield from _cells(column.keys)
        yield from _cells(column.items)
    elif pa.types.is_struct(kind):
        for name, child in zip((field.name for field in kind), column.flatten(), strict=True):
            yield [], name + "\n"
            yield from _cells(child)
    elif pa.types.is_nested(kind):
        yield from _cells(column.flatten())
    elif isinstance(kind, pa.BaseExtensionType):
        yield from _cells(column.storage)
    elif pa.types.is_run_end_encoded(kind):
        yield from _cells(pc.run_end_decode(column))
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        # A telephone number is a large number; offsets and counts are none.
        column = column.drop_null()
        large = column.filter(pc.greater_equal(column.cast(pa.float64(), safe=False), _LARGE))
        yield [], _lines(str(int(cell)) for cell in large.to_pylist() if math.isfinite(cell))
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        cells = column.drop_null().cast(pa.large_string()).unique()
        is_long = pc.greater_equal(pc.binary_length(cells), _LONG_CELL)
        short = cells.filter(pc.invert(is_long))
        line = pa.LargeListArray.from_arrays(pa.array([0, len(short)], pa.int64()), short)
        joined = pc.binary_join(line, pa.scalar("\n", pa.large_string()))[0].as_py()
        yield cells.filter(is_long).to_pylist(), f"{joined}\n" if joined else ""
    elif (
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_binary_view(kind)
    ):
        yield [], _lines(cell.decode("utf-8", "replace") for cell in column.to_pylist() if cell)


def _lines(cells: Iterable[str]) -> str:
    return "".join(f"{cell}\n" for cell in cells)


def sqlite_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """Every text in a SQLite database; cells of a table are lines, and what was deleted is looked for in the bytes."""
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(data)
            base.execute("PRAGMA trusted_schema = OFF")
            base.text_factory = lambda cell: cell.decode("utf-8", "replace")
            steps = iter(range(_SQLITE_STEPS // 10_000))
            base.set_progress_handler(lambda: next(steps, None) is None, 10_000)
            schema = base.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
            yield from pieces(inside(part, "schema"), "\n".join(str(cell) for row in schema for cell in row))
            tables = [name for kind, name, sql in schema if kind == "table" and "VIRTUAL" not in str(sql).upper()]
            for name in tables:
                quoted = str(name).replace('"', '""')
                rows = base.execute(f'SELECT * FROM "{quoted}"')
                where = inside(part, f"table {name}")
                cutter = Cutter(where)
                while some := rows.fetchmany(_ROWS):
                    cells = [cell for row in some for cell in row if cell is not None]
                    for number, blob in enumerate((each for each in cells if isinstance(each, bytes)), 1):
                        yield from opener.open(inside(part, f"table {name}, value {number}"), blob)
                    texts = [str(each) for each in cells if not isinstance(each, bytes)]
                    for long in (text for text in texts if len(text) >= _LONG_CELL):
                        yield from pieces(where, long)
                    yield from cutter.add(_lines(text for text in texts if len(text) < _LONG_CELL))
                yield from cutter.end()
    except sqlite3.Error:
        yield Unsearched(part, "broken")
    yield from opener.binary(part, data)
