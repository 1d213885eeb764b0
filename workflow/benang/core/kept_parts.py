"""What was made of parts of a study before: a part that is the same is not worked on again.

A step that goes through a study some sources at a time (``table_parts``) keeps what it made of each part, with a digest
of all that it was made from. What the parts come to together is worked out anew; it costs little. Such files hold what
people said: they are private, and no output of a run.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benang.core import model
from benang.core.files import write_data

_DIGITS = 32
_SUFFIX = ".part"
_SUM = 32
"""Bytes of the check sum before the table: a disk may give back other bytes than it was given."""


class KeptParts:
    """The kept parts of one step.

    Args:
        folder: of the step, below the private folder.
        code: digest of the step's code.
        about: all that the parts are made from and that is the same for each: plain values and tables.
    """

    def __init__(self, folder: str | os.PathLike[str], code: str, *about: Any) -> None:
        self._folder = Path(folder)
        self._about = _digest(code, *about)
        self._used: set[str] = set()

    def table(self, part: Mapping[str, Any], make: Callable[[], pa.Table]) -> pa.Table:
        """What ``make`` gives of a part: as it was kept, or made and kept.

        Args:
            part: the tables, or plain values, that it is made from. Of ``sources`` the digest stands for the text.
            make: makes it, from these tables and from what the step is about.
        """
        tables = {name: _without_text(frame) if name == "sources" else frame for name, frame in part.items()}
        path = self._folder / f"{_digest(self._about, tables)}{_SUFFIX}"
        self._used.add(path.name)
        kept = _read(path)
        if kept is None:
            kept = make()
            _write(kept, path)
        return kept

    def discard_others(self) -> None:
        """Remove what belongs to parts that no longer are."""
        for path in sorted(self._folder.glob("*")):
            if path.name not in self._used and path.is_file():
                path.unlink(missing_ok=True)


def _read(path: Path) -> pa.Table | None:
    """What was kept; None where it is not there, or is no longer as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    known, table = data[:_SUM], data[_SUM:]
    return pq.read_table(pa.BufferReader(table)) if hashlib.sha256(table).digest() == known else None


def _write(table: pa.Table, path: Path) -> None:
    sink = pa.BufferOutputStream()
    # Lists keep the name of what is in them, so that what is read again is what was made, to the schema.
    pq.write_table(table, sink, compression="zstd", use_compliant_nested_type=False)
    data = sink.getvalue().to_pybytes()
    write_data(hashlib.sha256(data).digest() + data, path, private=True)


def with_values(table: pa.Table, **values: Any) -> pa.Table:
    """A table with plain values beside it, which are kept with it (``values_of``): what is no table."""
    return table.replace_schema_metadata({name: json.dumps(value).encode() for name, value in values.items()})


def values_of(table: pa.Table) -> dict[str, Any]:
    """The values beside a table of ``with_values``, by name."""
    return {name.decode(): json.loads(value) for name, value in table.schema.metadata.items()}


def _without_text(sources: pd.DataFrame) -> pd.DataFrame:
    return sources.drop(columns="text", errors="ignore")


def _digest(*values: Any) -> str:
    digest = hashlib.sha256()
    _add(values, digest.update)
    return digest.hexdigest()[:_DIGITS]


def _add(value: Any, add: Callable[[bytes], None]) -> None:
    """Add a value, its parts with their lengths, so that none can reach into its neighbour's place."""
    if isinstance(value, pd.DataFrame):
        table = pa.Table.from_pandas(value, preserve_index=False).replace_schema_metadata(None)
        # Categories are those of the whole study, and not of the part.
        table = table.cast(model.plain(table.schema)).combine_chunks()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        _add_bytes(b"table", sink.getvalue(), add)
    elif isinstance(value, Mapping):
        _add_bytes(b"map", str(len(value)).encode(), add)
        for key in sorted(value):
            _add((key, value[key]), add)
    elif isinstance(value, tuple | list):
        _add_bytes(b"list", str(len(value)).encode(), add)
        for one in value:
            _add(one, add)
    elif isinstance(value, set | frozenset):
        _add(sorted(value), add)
    else:
        _add_bytes(b"value", json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), add)


def _add_bytes(kind: bytes, data: Any, add: Callable[[bytes], None]) -> None:
    add(b"%s %d " % (kind, len(data)))
    add(data)
