"""What describes one table, and the types that its columns have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

TEXT = pa.string()
INT = pa.int64()
REAL = pa.float64()
FLAG = pa.bool_()
TEXTS = pa.list_(pa.string())
SPANS = pa.list_(pa.list_(pa.int64()))  # each of two numbers, start and end; "120-180;200-230" in CSV


@dataclass(frozen=True)
class TableModel:
    """One table: its key, its columns, and the prefixes of columns that depend on the study (languages, attributes).

    ``blank`` names text columns that a maker of rows may leave out: what only people say, and most do not.
    Where ``in_order``, the order of the rows means something and stays; other tables are sorted by key. A table without
    a key may hold equal rows.
    """

    key: tuple[str, ...]
    schema: pa.Schema
    open_prefixes: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    in_order: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns that every study has."""
        return list(self.schema.names)


def table(
    key: Sequence[str], open_prefixes: Sequence[str] = (), blank: Sequence[str] = (), /, **columns: pa.DataType
) -> TableModel:
    """A table whose rows are sorted by its key."""
    return TableModel(tuple(key), pa.schema(list(columns.items())), tuple(open_prefixes), tuple(blank))


def ordered_table(key: Sequence[str], open_prefixes: Sequence[str] = (), /, **columns: pa.DataType) -> TableModel:
    """A table whose rows stay in their order."""
    return replace(table(key, open_prefixes, **columns), in_order=True)
