"""What differs between two states of one table: rows added, rows removed, cells changed, found by the table's key."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyarrow.parquet as pq

from benang.core.long_cells import long_cells
from benang.core.model import TABLES

LINE = "line"
"""The one column of a text that is read as a table of its lines."""

_LONGEST_KEY = 8


@dataclass(frozen=True)
class Table:
    """A table as people see it: every cell is text.

    Attributes:
        columns: their names, in order.
        rows: one mapping a row.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class CellChange:
    """One cell that changed.

    Attributes:
        key: what the row is known by, as ``TableChange.key``.
        column: of the cell.
        before, after: its text.
    """

    key: tuple[str, ...]
    column: str
    before: str
    after: str

    @property
    def is_number(self) -> bool:
        """Whether the cell held a number and holds one now."""
        return _number(self.before) is not None and _number(self.after) is not None

    @property
    def step(self) -> float:
        """By how much the number rose; 0 where it is none."""
        before, after = _number(self.before), _number(self.after)
        return 0.0 if before is None or after is None else round(after - before, 10)


@dataclass(frozen=True)
class TableChange:
    """What differs between two states of a table.

    Attributes:
        key: the columns that rows are known by; empty where nothing tells rows apart, and whole rows are compared.
        added, removed: rows that are there in one state only.
        cells: cells that changed in rows of both, numbers first, then in the order of the table.
        columns_added, columns_removed: columns of one state only.
        reordered: whether the same rows stand in another order.
    """

    key: tuple[str, ...] = ()
    added: tuple[Mapping[str, str], ...] = ()
    removed: tuple[Mapping[str, str], ...] = ()
    cells: tuple[CellChange, ...] = ()
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    reordered: bool = False

    def __bool__(self) -> bool:
        return bool(
            self.added or self.removed or self.cells or self.columns_added or self.columns_removed or self.reordered
        )


NO_TABLE = Table((), ())


def table_changes(name: str, before: Table, after: Table) -> TableChange:
    """What differs between two states of a table.

    Args:
        name: of the table in ``core.model``, which knows its key; another name where the model knows none.
        before, after: its two states; ``NO_TABLE`` for one that is not there.

    Returns:
        The difference; it is false where the states tell the same.
    """
    # A table that is new or gone has no columns to compare.
    both = before.columns and after.columns
    new = tuple(column for column in after.columns if column not in before.columns) if both else ()
    gone = tuple(column for column in before.columns if column not in after.columns) if both else ()
    key = table_key(name, before, after)
    if not key:
        added = _beyond(after.rows, before.rows)
        removed = _beyond(before.rows, after.rows)
        moved = not added and not removed and before.rows != after.rows
        return TableChange((), added, removed, (), new, gone, moved)
    was = {_key(row, key): row for row in before.rows}
    now = {_key(row, key): row for row in after.rows}
    shared = [column for column in after.columns if column in before.columns and column not in key]
    cells = [
        CellChange(one, column, was[one][column], row[column])
        for one, row in now.items()
        if one in was
        for column in shared
        if was[one][column] != row[column]
    ]
    cells.sort(key=lambda cell: not cell.is_number)
    added = tuple(row for one, row in now.items() if one not in was)
    removed = tuple(row for one, row in was.items() if one not in now)
    moved = not (added or removed or cells) and list(was) != list(now)
    return TableChange(key, added, removed, tuple(cells), new, gone, moved)


def table_key(name: str, before: Table, after: Table) -> tuple[str, ...]:
    """The columns that tell the rows of both states apart.

    The model's key where it fits; else the fewest ids (``case_id``), for labels change; else the fewest first columns;
    none where no few of them do.
    """
    states = [one for one in (before, after) if one.columns]
    if not states:
        return ()
    columns = [column for column in states[0].columns if all(column in one.columns for one in states)]
    candidates = [TABLES[name].key] if name in TABLES and TABLES[name].key else []
    # All columns together are no key: a row of which one cell changed would be another row.
    longest = min(_LONGEST_KEY, len(columns), max(len(one.columns) for one in states) - 1)
    ids = [column for column in columns if column == "id" or column.endswith("_id")]
    candidates += [tuple(some[:n]) for some in (ids, columns) for n in range(1, min(len(some), longest) + 1)]
    for key in candidates:
        if all(set(key) <= set(one.columns) and _tells_apart(one.rows, key) for one in states):
            return key
    return ()


def read_table_of(path: Path) -> Table | None:
    """A results file as a table: CSV, Parquet, JSON (a row a value), or a text (a row a line); None for what is none.

    Raises:
        OSError: it cannot be read.
        ValueError: it does not hold what its suffix says.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _of_parquet(path)
    if suffix not in (".csv", ".json", ".txt", ".md"):
        return None
    text = path.read_text(encoding="utf-8-sig")
    if suffix == ".csv":
        return of_csv(text)
    if suffix == ".json":
        return of_values(json.loads(text))
    return of_lines(text)


def of_csv(text: str) -> Table:
    """A table of CSV text with a header."""
    with long_cells():
        first = text.partition("\n")[0]
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;", key=first.count))
        columns = tuple(next(reader, ()))
        rows = ({column: row[at] if at < len(row) else "" for at, column in enumerate(columns)} for row in reader)
        return Table(columns, tuple(rows))


def of_values(values: object) -> Table:
    """A table of nested values: a row a value, by its way from the outside (``a.b.0``)."""
    flat = flattened(values)
    return Table(("key", "value"), tuple({"key": key, "value": value} for key, value in flat.items()))


def of_lines(text: str) -> Table:
    """A table of a text's lines that are not empty."""
    return Table((LINE,), tuple({LINE: line} for line in text.splitlines() if line.strip()))


def flattened(values: object) -> dict[str, str]:
    """Nested values by their way from the outside, sorted, each as text.

    >>> flattened({"b": [1, {"c": None}], "a": True})
    {'a': 'true', 'b.0': '1', 'b.1.c': 'null'}
    """
    return dict(sorted(_flat(values, "")))


def _flat(values: object, way: str) -> Iterator[tuple[str, str]]:
    inner: Sequence[tuple[object, object]] = ()
    if isinstance(values, Mapping):
        inner = list(values.items())
    elif isinstance(values, list | tuple):
        inner = list(enumerate(values))
    if inner:
        for name, value in inner:
            yield from _flat(value, f"{way}.{name}" if way else str(name))
    else:
        yield way, values if isinstance(values, str) else json.dumps(values, ensure_ascii=False, default=str)


def _of_parquet(path: Path) -> Table:
    table = pq.read_table(path)
    rows = tuple({str(key): _cell(value) for key, value in row.items()} for row in table.to_pylist())
    return Table(tuple(table.column_names), rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(_cell, value))
    return str(value)


def _beyond(rows: Sequence[Mapping[str, str]], others: Sequence[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    """The rows that are not among the others, as often as they are more."""
    left = Counter(tuple(row.items()) for row in others)
    found = []
    for row in rows:
        known = tuple(row.items())
        if left[known]:
            left[known] -= 1
        else:
            found.append(row)
    return tuple(found)


def _tells_apart(rows: Sequence[Mapping[str, str]], key: Sequence[str]) -> bool:
    return len({_key(row, key) for row in rows}) == len(rows)


def _key(row: Mapping[str, str], key: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[column] for column in key)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def table_name(file: str) -> str:
    """The name that ``core.model`` may know a file's table by."""
    return PurePosixPath(file).name.split(".")[0]
