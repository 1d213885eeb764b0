"""Rows of a table whose cells are made when they are asked for: a dictionary a row takes ten times a table's memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

import numpy as np
import pandas as pd
import pyarrow as pa

_COMPACT = {np.dtype("int32"): "i", np.dtype("int64"): "q", np.dtype("float64"): "d"}
_FEW = 20
"""Where a text stands in so many rows in the mean, each different one is kept, and rows share it."""
_SMALL = 5_000
"""Rows of a table whose cells are all made at once: it is quicker, and they are few."""


class Row(Mapping[str, Any]):
    """One row: its cells by column, as ``pandas.DataFrame.to_dict`` gives them."""

    __slots__ = ("_cells", "_place")

    def __init__(self, cells: Mapping[str, Callable[[int], Any]], place: int) -> None:
        self._cells, self._place = cells, place

    def __getitem__(self, column: str) -> Any:
        return self._cells[column](self._place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __contains__(self, column: object) -> bool:
        return column in self._cells

    def __or__(self, more: Mapping[str, Any]) -> dict[str, Any]:
        return {**self, **more}

    def __ror__(self, others: Mapping[str, Any]) -> dict[str, Any]:
        return {**others, **self}

    def __repr__(self) -> str:
        return repr(dict(self))


class TableRows(Sequence[Row]):
    """The rows of a table, in its order.

    Args:
        table: any; it must not be changed afterwards.

    >>> rows = TableRows(pd.DataFrame({"a": ["x", "y"], "n": [1, 2]}))
    >>> rows[1], rows[1]["n"], rows[0] == {"a": "x", "n": 1}
    ({'a': 'y', 'n': 2}, 2, True)
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._cells = {str(name): _cells(table[name]) for name in table}
        self._n = len(table)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [Row(self._cells, one) for one in range(*place.indices(self._n))]
        if not -self._n <= place < self._n:
            raise IndexError(place)
        return Row(self._cells, place % self._n)

    def __len__(self) -> int:
        return self._n


def _compact(values: np.ndarray[Any, Any]) -> array[Any]:
    """Numbers in as little room, whose cells are Python's without being made into them."""
    return array(_COMPACT[values.dtype], values.tobytes())


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _lists(column: pa.ListArray) -> Callable[[int], list[Any]]:
    """What gives the list in a row."""
    ends, cells = _compact(column.offsets.to_numpy().astype(np.int64)), column.values
    if not column.null_count and pa.types.is_string(cells.type) and not cells.null_count:
        encoded = cells.dictionary_encode()
        if len(encoded.dictionary) * _FEW <= len(cells):
            texts, numbers = encoded.dictionary.to_pylist(), _compact(encoded.indices.to_numpy())
            return lambda row: [texts[number] for number in numbers[ends[row] : ends[row + 1]]]
    return lambda row: column[row].as_py()


def _cells(column: pd.Series[Any]) -> Callable[[int], Any]:
    """What gives the cell of a column in a row."""
    if len(column) < _SMALL:
        cells: list[Any] = column.tolist()
        return cells.__getitem__
    if isinstance(column.dtype, pd.CategoricalDtype) and column.notna().all():
        texts, numbers = column.cat.categories.tolist(), _compact(column.cat.codes.to_numpy(np.int32))
        return lambda row: texts[numbers[row]]
    if pd.api.types.is_string_dtype(column) and column.dtype != object:
        places, different = pd.factorize(column)
        if len(different) * _FEW <= len(column) and (places >= 0).all():
            texts, numbers = different.tolist(), _compact(places.astype(np.int32))
            return lambda row: texts[numbers[row]]
        if (places >= 0).all():  # Arrow gives its own cells several times as quickly as pandas does
            strings = _whole(pa.array(column, pa.string()))
            return lambda row: strings[row].as_py()
    elif isinstance(column.dtype, np.dtype) and column.dtype.kind in "iufb":
        values = column.to_numpy()
        if values.dtype in _COMPACT:
            return _compact(values).__getitem__
        return lambda row: values[row].item()
    held = column.array
    if isinstance(column.dtype, pd.ArrowDtype) and pa.types.is_list(column.dtype.pyarrow_dtype):
        return _lists(_whole(pa.array(column.array)))
    if isinstance(column.dtype, np.dtype | pd.StringDtype):
        return lambda row: held[row]
    # Pandas' own numbers have gaps, which NumPy's lack, and no cell of theirs is Python's.
    return lambda row: cell.item() if isinstance(cell := held[row], np.generic) else cell
