"""The turns of a study as rows that are made when somebody asks for them: most are never asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from benang.core.table_rows import Row, TableRows


class TurnRows(Mapping[tuple[str, int], Mapping[str, Any]]):
    """Rows of the table ``turns`` by source and number.

    Args:
        turns: the table.

    >>> rows = TurnRows(pd.DataFrame({"source_id": ["a", "b", "b"], "turn": [1, 1, 2], "line": [1, 1, 4]}))
    >>> rows["b", 2], ("a", 2) in rows
    ({'source_id': 'b', 'turn': 2, 'line': 4}, False)
    """

    def __init__(self, turns: pd.DataFrame) -> None:
        self._rows, self._turns = TableRows(turns), turns[["source_id", "turn"]]
        self._numbers = turns["turn"].to_numpy()
        self._rows_of = turns.groupby("source_id", sort=False).indices

    def __getitem__(self, place: tuple[str, int]) -> Row:
        source, number = place
        rows = self._rows_of[source]
        # Turns are counted one by one, nearly always.
        likely = number - self._numbers[rows[0]]
        if 0 <= likely < len(rows) and self._numbers[rows[likely]] == number:
            return self._rows[int(rows[likely])]
        found = rows[self._numbers[rows] == number]
        if not len(found):
            raise KeyError(place)
        return self._rows[int(found[-1])]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return zip(self._turns["source_id"], self._numbers.tolist(), strict=True)

    def __len__(self) -> int:
        return len(self._numbers)
