"""The study's tables: their columns, types and keys, in one place.

Every table that passes from one rule to the next is described here by a pyarrow schema, in a module a stage.
``conform`` is the border check: it puts columns in order, checks types and keys, and sorts, so that a table has one
form whoever made it.

Conventions: text columns are never null (missing is the empty string); offsets are Unicode code points into a source's
frozen text, start inclusive, end exclusive; turns count from 1; times are seconds; a cell that holds
several things is a list, which CSV joins with ``;`` (some columns hold the joined text itself: see their comments).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from benang.core.model import (
    coding_tables,
    conclusion_tables,
    literature_tables,
    mapping_tables,
    matrix_tables,
    source_tables,
)
from benang.core.model.table_model import TEXT, TEXTS, TableModel

GROUP_COLUMN = "attribute:group"
"""Column of the table ``cases`` that holds a case's group; a study may have none."""

TABLES: dict[str, TableModel] = {
    **source_tables.TABLES,
    **coding_tables.TABLES,
    **literature_tables.TABLES,
    **mapping_tables.TABLES,
    **matrix_tables.TABLES,
    **conclusion_tables.TABLES,
}


class TableError(ValueError):
    """A table does not have the form that ``TABLES`` gives it: a mistake of the program, never of its user."""


def empty(name: str) -> pd.DataFrame:
    """The table ``name`` with its columns and no rows."""
    frame: pd.DataFrame = TABLES[name].schema.empty_table().to_pandas()
    return frame


def from_rows(name: str, rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    """The table ``name`` made of ``rows`` (one dict a row), in conforming order."""
    return conform(pd.DataFrame.from_records(list(rows)) if rows else empty(name), name)


def arrow_of_rows(name: str, rows: Sequence[dict[str, object]]) -> pa.Table:
    """Rows of the table ``name`` (one dict a row, with its columns and no others) as Arrow holds them."""
    return pa.Table.from_pylist(list(rows), schema=TABLES[name].schema)


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Bring ``frame`` into the form of table ``name``.

    Columns come in the model's order, study-dependent ones (``attribute:``, ``label:`` ...) after them; a ``blank`` one
    that is not there is empty; rows are sorted by key, where their order means nothing; the index is 0, 1, 2, ...

    Raises:
        TableError: a column is missing or unknown, a type does not fit, a text is null, or a key occurs twice.
    """
    model = TABLES[name]
    frame = frame.assign(**{column: "" for column in model.blank if column not in frame.columns})
    missing = [column for column in model.columns if column not in frame.columns]
    extra = [column for column in frame.columns if column not in model.columns]
    unknown = [column for column in extra if not column.startswith(model.open_prefixes or ("\0",))]
    if missing or unknown:
        raise TableError(f"table {name}: missing columns {missing}, unknown columns {unknown}")
    frame = frame[model.columns + extra]
    schema = arrow_schema(frame, name)
    try:
        ordered: pd.DataFrame = pa.Table.from_pandas(frame, schema=schema, preserve_index=False).to_pandas()
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        raise TableError(f"table {name}: {error}") from error
    for field in schema:
        if field.type == TEXT and ordered[field.name].isna().any():
            raise TableError(f"table {name}: column {field.name} has nulls; missing text is the empty string")
    keys = list(model.key)
    # A list in a key has to be one thing to be compared.
    lists = [key for key in keys if schema.field(key).type == TEXTS]
    if keys and not lists and ascends(ordered, keys):
        return ordered  # most tables that are read are in order, and a copy of a large one is another one
    if keys:
        one = ordered.assign(**{key: ordered[key].map(tuple) for key in lists}) if lists else ordered
        twice = one.duplicated(keys)
        if twice.any():
            raise TableError(f"table {name}: key occurs twice: {ordered.loc[twice, keys].iloc[0].to_dict()}")
    return ordered if model.in_order else ordered.sort_values(keys, kind="stable").reset_index(drop=True)


def conform_arrow(table: pa.Table, name: str) -> pa.Table:
    """Bring a table that Arrow holds, with all columns of table ``name``, into its order: what ``conform`` does, in a
    part of the memory where cells hold lists.

    Raises:
        TableError: columns, types or nulls do not fit, or a key occurs twice.
    """
    model = TABLES[name]
    if not is_whole(table, name):
        raise TableError(f"table {name}: not the columns and types that it has, or nulls")
    keys = list(model.key)
    order = pc.sort_indices(table.select(keys), [(key, "ascending") for key in keys])
    if _twice(table.select(keys).take(order)):
        raise TableError(f"table {name}: key occurs twice")
    return table if model.in_order else table.take(order).combine_chunks()


def _twice(ordered: pa.Table) -> bool:
    """Whether two rows beside each other are the same."""
    columns = [column.combine_chunks() for column in ordered.columns]
    same: Any = True
    for cells in columns:
        same = pc.and_(same, pc.equal(cells[1:], cells[:-1]))
    return bool(pc.any(same).as_py())


def ascends(frame: pd.DataFrame, keys: Sequence[str]) -> bool:
    """Whether each row's key comes after that of the row before it."""
    same: Any = True
    for key in keys:
        values = pa.array(frame[key], from_pandas=True)
        if isinstance(values, pa.ChunkedArray):
            values = values.combine_chunks()
        if isinstance(values, pa.DictionaryArray):
            values = values.dictionary_decode()
        before, after = values[:-1], values[1:]
        if pc.any(pc.and_(same, pc.less(after, before))).as_py():
            return False
        same = pc.and_(same, pc.equal(after, before))
    return not pc.any(same).as_py()


def is_whole(table: pa.Table, name: str) -> bool:
    """Whether a table that was read has the columns of table ``name``, in order, of its types, and no missing text;
    texts may have been read as categories.

    Whatever writes tables has seen to it that their rows are in order and their keys stand once (``conform``).
    """
    model = TABLES[name]
    names = table.schema.names
    more = [column for column in names if column not in model.columns]
    schema = pa.schema([*model.schema, *(pa.field(column, TEXT) for column in more)])
    return (
        plain(table.schema).equals(schema)
        and all(column.startswith(model.open_prefixes or ("\0",)) for column in more)
        and not any(table.column(field.name).null_count for field in schema if field.type == TEXT)
    )


def plain(schema: pa.Schema) -> pa.Schema:
    """A schema with texts as such where they were read as categories."""
    return pa.schema(
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field for field in schema
    )


def arrow_schema(frame: pd.DataFrame, name: str) -> pa.Schema:
    """The pyarrow schema of ``frame`` as table ``name``: the model's columns, and text for study-dependent ones."""
    model = TABLES[name]
    extra = [pa.field(column, TEXT) for column in frame.columns if column not in model.columns]
    return pa.schema(list(model.schema) + extra)


def labels(codes: pd.DataFrame, language: str) -> dict[str, str]:
    """Label of each code in ``language``; where there is none, in the codebook's first language; else the id."""
    columns = [column for column in codes.columns if column.startswith("label:")]
    columns.sort(key=lambda column: column != f"label:{language}")
    result: dict[str, str] = {}
    for row in codes.to_dict("records"):
        texts = [str(row[column]) for column in columns if row[column]]
        result[str(row["code_id"])] = texts[0] if texts else str(row["code_id"])
    return result


def cases_in(cases: pd.DataFrame, language: str) -> pd.DataFrame:
    """The cases with their attributes in ``language``.

    A case file may give an attribute in several languages, in columns such as ``group`` and ``group:en``. Where it has
    a word in ``language``, this takes the place of the plain one; the columns by language are left out.
    """
    shown = cases.copy()
    for column in cases.columns:
        parts = str(column).split(":")
        if len(parts) == 3 and parts[0] == "attribute" and f"attribute:{parts[1]}" in cases.columns:
            if parts[2] == language:
                plain = f"attribute:{parts[1]}"
                shown[plain] = shown[column].where(shown[column] != "", shown[plain])
            shown = shown.drop(columns=column)
    return shown
