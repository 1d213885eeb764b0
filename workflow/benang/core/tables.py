"""Read and write tables: Parquet between rules, CSV for people."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benang.core import model
from benang.core.cells import BYTE_ORDER_MARK, FORMULA_STARTS, join_ids
from benang.core.files import write_whole
from benang.core.problems import Problem

_AT_ONCE = 64
"""Rows that ``read_cells`` holds; one may be an interview of any length."""
_CSV_ROWS = 20_000
"""Rows that ``write_csv`` brings into its form at a time; as text they take several times their memory."""
RECURRING = {
    "turns": ("source_id", "speaker", "role", "role_from", "case_id", "heading"),
    "passages": (
        *("level", "code_id", "source_id", "case_id", "voice", "side", "use", "prompted"),
        *("coding_ids", "coders"),
    ),
    "codings": ("source_id", "case_id", "code_id", "coder", "method", "status", "anchor", "side", "use"),
    "suggestions": (
        *("kind", "source_id", "case_id", "code_id", "category", "compared"),
        *("decision", "code", "coder", "memo", "side", "use"),
    ),
    "claim_evidence": (
        *("claim_id", "side", "voice", "case_id", "source_id", "use", "how", "answer"),
        *("coding_ids", "coders"),
    ),
    **dict.fromkeys(("case_category", "kind_category", "code_totals", "framework_theme"), ("passage_ids",)),
}
"""Of the tables with most rows the columns that ``read_table`` can hold in little memory, where a step bears it."""
_LARGE = 1 << 24
"""Bytes of a table that was read, from which on the memory that reading took is given back."""
_RUN = rf"\A[{re.escape(''.join(FORMULA_STARTS))}]|\r"
"""What ``_neutral`` changes in a cell."""
_SOURCES_A_GROUP, _ROWS_A_GROUP = 10, 10_000
"""Rows of a group (``group_rows``): of the table ``sources``, where a row holds a whole text, and of others."""


def write_table(frame: pd.DataFrame | pa.Table, path: str | os.PathLike[str], name: str) -> None:
    """Write ``frame`` as Parquet, in the form of table ``name`` of the model.

    Args:
        frame: the table; one that Arrow holds has that form already (``model.conform_arrow``).
        path, name: the file, and which table it is.
    """
    if isinstance(frame, pa.Table):
        table = frame
    else:
        frame = model.conform(frame, name)
        table = pa.Table.from_pandas(frame, schema=model.arrow_schema(frame, name), preserve_index=False)
    _write(table, path, group_rows(name))


def group_rows(name: str) -> int | None:
    """How many rows of table ``name`` stand together in a file, and can be read alone; None: all of them.

    Rows that stand in the order of their sources are grouped, for readers that take some sources at a time
    (``table_parts``).
    """
    described = model.TABLES[name]
    if described.in_order or described.key[:1] != ("source_id",):
        return None
    return _SOURCES_A_GROUP if name == "sources" else _ROWS_A_GROUP


def read_table(
    path: str | os.PathLike[str],
    name: str,
    without: Collection[str] = (),
    where: pc.Expression | None = None,
    recurring: Collection[str] = (),
) -> pd.DataFrame:
    """Read a Parquet file that ``write_table`` wrote.

    Args:
        path: the file.
        name: of the table.
        without: columns of text that are not read, and empty in what is given: what was said makes most of a study.
        where: which rows are wanted; all unless given.
        recurring: columns of few different texts, which become categories in the order of the texts, and columns of
            lists, which stay as Arrow holds them: a tenth of the memory, for tables of millions of rows.
    """
    schema = pq.read_schema(path)
    wanted = [column for column in schema.names if column not in without] if without else None
    texts = [column for column in recurring if column not in without and schema.field(column).type == pa.string()]
    table = pq.read_table(path, columns=wanted, filters=where, read_dictionary=texts or None)
    for column in without:
        table = table.append_column(column, pa.array([""] * len(table), pa.string()))
    if without:
        table = table.select(schema.names)
    # What is as it was written was brought into its form then; to do so again takes several times its memory.
    if not model.is_whole(table, name):
        return model.conform(table.cast(model.plain(table.schema)).to_pandas(), name)
    names, columns = table.column_names, table.columns[::-1]
    del table
    return _frame(names, columns, recurring)


def _frame(names: Sequence[str], columns: list[pa.ChunkedArray], recurring: Collection[str] = ()) -> pd.DataFrame:
    """Columns, the last one first, as a table; those of ``recurring`` as ``read_table`` says.

    One by one, each in one piece, since pandas takes rows out of many pieces slowly; and none is in memory as it was
    read when it is there as pandas has it. Where ``columns`` holds them alone, their memory is given back.
    """
    large = sum(column.nbytes for column in columns) > _LARGE
    made = {}
    for name in names:
        made[name] = _column(columns.pop(), recurs=name in recurring)
        if large:
            pa.default_memory_pool().release_unused()
    return pd.DataFrame(made, copy=False)


def _column(read: pa.ChunkedArray, *, recurs: bool) -> pd.Series[Any]:
    if recurs and pa.types.is_list(read.type):
        return pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([read.combine_chunks()])), copy=False)
    array = _categories(read) if pa.types.is_dictionary(read.type) else read.combine_chunks()
    column: pd.Series[Any] = array.to_pandas()
    return column


def _categories(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Texts as categories, which stand in their order; those of rows that were left out are none."""
    encoded = column.unify_dictionaries().combine_chunks()
    indices = encoded.indices.to_numpy()
    used = np.zeros(len(encoded.dictionary), dtype=bool)
    used[indices] = True
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    order = order[used[order]]
    ranks = np.zeros(len(used), dtype=np.int32)
    ranks[order] = np.arange(len(order))
    return pa.DictionaryArray.from_arrays(ranks[indices], encoded.dictionary.take(pa.array(order)))


def read_columns(path: str | os.PathLike[str], without: Iterable[str] = ()) -> pd.DataFrame:
    """Read a Parquet file that ``write_table`` or ``write_matrix`` wrote, as it is, without some of its columns."""
    left_out = set(without)
    wanted = [name for name in pq.read_schema(path).names if name not in left_out]
    frame: pd.DataFrame = pq.read_table(path, columns=wanted).to_pandas()
    return frame


def read_only(path: str | os.PathLike[str], *columns: str) -> pd.DataFrame:
    """Some columns of a Parquet file, as it is."""
    table = pq.read_table(path, columns=list(columns))
    names, read = table.column_names, table.columns[::-1]
    del table
    return _frame(names, read)


def read_tables(paths: Iterable[str | os.PathLike[str]], name: str) -> pd.DataFrame:
    """Read several Parquet files of one table (the batches) into one."""
    frames = [pq.read_table(path).to_pandas() for path in sorted(map(str, paths))]
    frames = [frame for frame in frames if len(frame)]
    return model.conform(pd.concat(frames, ignore_index=True), name) if frames else model.empty(name)


def read_cells(path: str | os.PathLike[str], *columns: str) -> Iterator[tuple[Any, ...]]:
    """The cells of some columns of a Parquet file, row by row, few of them in memory at a time."""
    with pq.ParquetFile(path) as file:
        for some in file.iter_batches(batch_size=_AT_ONCE, columns=list(columns)):
            yield from zip(*(some.column(name).to_pylist() for name in columns), strict=True)


def write_matrix(frame: pd.DataFrame, path: str | os.PathLike[str], name: str) -> None:
    """Write a matrix as Parquet; one that the model does not describe, because somebody added it, goes as it is."""
    if name in model.TABLES:
        write_table(frame, path, name)
    else:
        _write(pa.Table.from_pandas(frame, preserve_index=False), path)


def read_matrix(path: str | os.PathLike[str], *, lists_as_read: bool = False) -> pd.DataFrame:
    """Read a Parquet file, named after its matrix, that ``write_matrix`` wrote.

    Args:
        path: the file.
        lists_as_read: whether lists stay as Arrow holds them, in a fraction of the memory.
    """
    name = Path(path).stem
    if name not in model.TABLES:
        frame: pd.DataFrame = pq.read_table(path).to_pandas()
        return frame
    lists = (field.name for field in pq.read_schema(path) if pa.types.is_list(field.type))
    return read_table(path, name, recurring=[*lists] if lists_as_read else ())


def write_csv(
    frame: pd.DataFrame | pa.Table, path: str | os.PathLike[str], *, private: bool = False, separator: str = ","
) -> None:
    """Write ``frame`` as CSV for people: UTF-8 with its mark, LF, header, no index, no cell that a spreadsheet runs.

    Text cells that begin like a formula get an apostrophe before them. Reals are written with at most 6 decimals, the
    items of a list joined with ``;``, spans as ``120-180``.
    A ``private`` file is for its owner alone. ``separator`` is what parts the columns, for those whose Excel opens a
    file with commas in one column.
    """

    def write(target: Path) -> None:
        with target.open("w", encoding="utf-8", newline="") as file:
            file.write(BYTE_ORDER_MARK)
            for start in range(0, max(len(frame), 1), _CSV_ROWS):
                part = slice(start, start + _CSV_ROWS)
                some = frame[part].to_pandas() if isinstance(frame, pa.Table) else frame.iloc[part]
                file.write(csv_text(some, header=not start, separator=separator))

    write_whole(path, write, private=private)


def csv_text(frame: pd.DataFrame, *, header: bool = True, separator: str = ",") -> str:
    """The rows of ``frame`` as ``write_csv`` writes them, without the mark that the file begins with."""
    safe = frame.copy()
    for column in safe.columns:
        if safe[column].dtype == object:
            safe[column] = safe[column].map(_joined)
        if _may_be_run(safe[column]):
            safe[column] = safe[column].map(_neutral)
    text: str = safe.to_csv(index=False, lineterminator="\n", float_format=_real, header=header, sep=separator)
    return text


def write_problems(problems: Iterable[Problem], path: str | os.PathLike[str]) -> None:
    """Write problems as the table ``problems``; what was found twice stands once."""
    rows = {tuple(row.values()): row for row in (problem.row() for problem in problems)}
    write_table(model.from_rows("problems", list(rows.values())), path, "problems")


def read_problems(paths: Iterable[str | os.PathLike[str]]) -> list[Problem]:
    """Read the problems of several rules, in order of severity, kind, file and place."""
    frames = [pq.read_table(path).to_pandas() for path in sorted(map(str, paths))]
    rows = pd.concat([model.empty("problems"), *frames], ignore_index=True).drop_duplicates()
    records = model.conform(rows, "problems").to_dict("records")
    return [Problem.from_row({str(column): cell for column, cell in record.items()}) for record in records]


def _write(table: pa.Table, path: str | os.PathLike[str], rows: int | None = None) -> None:
    table = table.replace_schema_metadata(None)
    write_whole(path, lambda target: pq.write_table(table, target, compression="zstd", row_group_size=rows))


def _joined(cell: object) -> object:
    if not isinstance(cell, list | np.ndarray):
        return cell
    return join_ids([item if isinstance(item, str) else "-".join(map(str, item)) for item in cell])


def _may_be_run(cells: pd.Series[Any]) -> bool:
    """Whether ``_neutral`` may change any of a column's cells; of most columns none is looked at one by one."""
    if cells.dtype == object:
        return True
    if not pd.api.types.is_string_dtype(cells):
        return False
    found = pc.match_substring_regex(pa.array(cells, pa.string(), from_pandas=True), _RUN)
    return bool(pc.any(found).as_py())


def _neutral(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    safe = f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    # A carriage return would go into the file without quotes and end the row there.
    return safe.replace("\r\n", "\n").replace("\r", "\n") if "\r" in safe else safe


def _real(value: object) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
