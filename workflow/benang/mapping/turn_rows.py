"""The turns of a study as rows that are made when somebody asks for them: most are never asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd


class TurnRows(Mapping[tuple[str, int], dict[str, Any]]):
    """Rows of the table ``turns`` by source and number.

    Args:
        turns: the table.
        often: the places that will be asked for; made at once, which is much quicker.

    >>> rows = TurnRows(pd.DataFrame({"source_id": ["a", "b", "b"], "turn": [1, 1, 2], "line": [1, 1, 4]}))
    >>> rows["b", 2], ("a", 2) in rows
    ({'source_id': 'b', 'turn': 2, 'line': 4}, False)
    """

    def __init__(self, turns: pd.DataFrame, often: Collection[tuple[str, int]] = ()) -> None:
        self._columns = {str(name): turns[name].array for name in turns}
        self._sources, self._numbers = turns["source_id"].tolist(), turns["turn"].to_numpy()
        self._rows_of = turns.groupby("source_id", sort=False).indices
        self._made: dict[tuple[str, int], dict[str, Any]] = {}
        if often:
            wanted = turns[[place in often for place in self]]
            self._made = {(row["source_id"], row["turn"]): row for row in _records(wanted)}

    def __getitem__(self, place: tuple[str, int]) -> dict[str, Any]:
        if place not in self._made:
            source, number = place
            rows = self._rows_of[source]
            found = rows[self._numbers[rows] == number]
            if not len(found):
                raise KeyError(place)
            self._made[place] = {name: _plain(column[found[-1]]) for name, column in self._columns.items()}
        return self._made[place]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return zip(self._sources, self._numbers.tolist(), strict=True)

    def __len__(self) -> int:
        return len(self._numbers)


def _plain(value: Any) -> Any:
    """A value as ``pandas.DataFrame.to_dict`` gives it."""
    return value.item() if isinstance(value, np.generic) else value


def _records(turns: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in turns.to_dict("records")]
