"""Stores of tables: Parquet (columns with text, the schema's metadata) and SQLite (cells, the schema)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benang.privacy.gate.found_texts import Found, Opener, Unsearched, inside, pieces

_ROWS = 4096
_SQLITE_STEPS = 100_000_000  # of its virtual machine: some seconds


def parquet_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """Every text in a Parquet file; cells of a column are lines."""
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        for number in range(file.metadata.num_row_groups):
            if not opener.take(max(0, file.metadata.row_group(number).total_byte_size)):
                yield Unsearched(part, "large")
                return
        yield from pieces(inside(part, "schema"), _schema_text(file.schema_arrow, file.metadata.metadata))
        for batch in file.iter_batches(batch_size=_ROWS):
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                for cells in _cells(column):
                    yield from pieces(inside(part, f"column {name}"), cells)
    except (pa.ArrowException, OSError, ValueError):
        yield Unsearched(part, "broken")
    yield from opener.raw(part, data)


def _schema_text(schema: pa.Schema, metadata: dict[bytes, bytes] | None) -> str:
    """Column names, and the metadata of the file, the schema and its columns."""
    found = list(schema.names)
    for each in (metadata, schema.metadata, *(field.metadata for field in schema)):
        for key, value in (each or {}).items():
            if key != b"ARROW:schema":  # the same schema again, in base64
                found += [key.decode("utf-8", "replace"), value.decode("utf-8", "replace")]
    return "\n".join(found)


def _cells(column: pa.Array) -> Iterator[str]:
    """The texts of a column, whatever it is nested in, joined as lines."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_map(kind):
        yield from _cells(column.keys)
        yield from _cells(column.items)
    elif pa.types.is_struct(kind):
        for name, child in zip((field.name for field in kind), column.flatten(), strict=True):
            yield name
            yield from _cells(child)
    elif pa.types.is_nested(kind):
        yield from _cells(column.flatten())
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        column = column.drop_null().cast(pa.large_string())
        lines = pa.LargeListArray.from_arrays(pa.array([0, len(column)], pa.int64()), column)
        yield str(pc.binary_join(lines, pa.scalar("\n", pa.large_string()))[0].as_py() or "")
    elif pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        yield "\n".join(cell.decode("utf-8", "replace") for cell in column.to_pylist() if cell)


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
                while some := rows.fetchmany(_ROWS):
                    cells = (cell for row in some for cell in row if cell is not None)
                    texts = (
                        each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each) for each in cells
                    )
                    yield from pieces(inside(part, f"table {name}"), "\n".join(texts))
    except sqlite3.Error:
        yield Unsearched(part, "broken")
    yield from opener.binary(part, data)
