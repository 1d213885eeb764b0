"""Counts of passages by cell, of all cells at once: a study of a million codings has millions of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benang.coding.sides import CONTRARY, DISPUTED, IN_FAVOUR
from benang.core.counting import EVIDENCE

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_COUNTED_BY = [
    *("passage_id", "code_id", "source_id", "case_id", "voice", "side", "new_words", "undecided"),
]
NUMBERS = (
    "references",
    "for_references",
    "against_references",
    "disputed_references",
    "observed_references",
    "undecided",
    "words",
)
"""What is counted of a cell."""


def evidence(passages: pd.DataFrame, left_out: pd.DataFrame | None, level: str) -> pd.DataFrame:
    """The passages of one level that are said or observed: those that are counted, then those that are left out.

    Args:
        passages, left_out: as for ``mapping.matrices.case_matrix``.
        level: the level wanted.

    Returns:
        Their rows with a column ``counted``, in the columns that are counted by.
    """
    parts = []
    for table in (passages, left_out):
        if table is not None:
            mine = table.loc[(table["level"] == level) & table["voice"].isin(EVIDENCE), _COUNTED_BY]
            parts.append(mine.assign(counted=table is passages))
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0].reset_index(drop=True)


def places(values: pd.Series[Any], known: Sequence[str]) -> Numbers:
    """The place of each value among those known; -1 for one that is none of them."""
    asked = pd.Index(values.astype(object))
    return cast(Numbers, pd.Index(list(known), dtype=object).get_indexer(asked).astype(np.int64))


class CellCounts:
    """Counts of passages by cell.

    Args:
        found: what ``evidence`` gives.
        cell: of each row the number of its cell, from 0; -1 for none.
        n: how many cells there are.
    """

    def __init__(self, found: pd.DataFrame, cell: Numbers, n: int) -> None:
        self._found, self._cell, self._n = found, cell, n
        self.said: Flags = found["voice"].to_numpy() == "said"
        self.counted: Flags = found["counted"].to_numpy(dtype=bool)

    def numbers(self) -> dict[str, Numbers]:
        """Each of ``NUMBERS`` for all cells."""
        side = self._found["side"]
        said = self.said & self.counted
        unsettled = self._found["undecided"].to_numpy(dtype=bool)
        return {
            "references": self.of(said),
            "for_references": self.of(said & side.isin(IN_FAVOUR).to_numpy()),
            "against_references": self.of(said & side.isin(CONTRARY).to_numpy()),
            "disputed_references": self.of(said & (side == DISPUTED).to_numpy()),
            "observed_references": self.of(~self.said & self.counted),
            "undecided": self.of(self.said & (unsettled | ~self.counted)),
            "words": self.of(said, self._found["new_words"].to_numpy(dtype=np.int64)),
        }

    def of(self, rows: Flags, amounts: Numbers | None = None) -> Numbers:
        """How many of some rows, or how much of them, is in each cell."""
        rows = rows & (self._cell >= 0)
        weights = None if amounts is None else amounts[rows]
        counts = np.bincount(self._cell[rows], weights=weights, minlength=self._n)
        return cast(Numbers, np.rint(counts).astype(np.int64))

    def different(self, values: Sequence[str] | pd.Series[Any], rows: Flags) -> Numbers:
        """How many different values, empty ones left out, some rows have in each cell."""
        table = pd.DataFrame({"cell": self._cell, "value": list(values)})[rows & (self._cell >= 0)]
        table = table[table["value"] != ""].drop_duplicates()
        return cast(Numbers, np.bincount(table["cell"], minlength=self._n).astype(np.int64))

    def passage_ids(self) -> pd.Series[Any]:
        """The counted passages of each cell, sorted: a list a cell."""
        rows = self.counted & (self._cell >= 0)
        ids, cells = self._found["passage_id"].to_numpy(dtype=object)[rows], self._cell[rows]
        nothing: list[str] = []  # one for all empty cells, for nobody changes it
        lists = [nothing] * self._n
        if not len(ids):
            return pd.Series(lists, dtype=object)
        order = np.lexsort((ids.astype(str), cells))
        ids, cells = ids[order], cells[order]
        starts = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
        for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
            lists[int(cells[start])] = ids[start:end].tolist()
        return pd.Series(lists, dtype=object)


def states(numbers: Mapping[str, Numbers], heard: Flags) -> NDArray[np.object_]:
    """The state of each cell by its counts and whether its case was heard; ``silent`` where nothing else holds."""
    positive, negative = numbers["for_references"] > 0, numbers["against_references"] > 0
    conditions = [
        (~heard, "not_heard"),
        (positive & negative, "both"),
        (positive, "for"),
        (negative, "against"),
        (numbers["disputed_references"] > 0, "disputed"),
        (numbers["references"] > 0, "spoken"),
        (numbers["observed_references"] > 0, "observed"),
    ]
    found = np.full(len(heard), "silent", dtype=object)
    for holds, state in reversed(conditions):
        found[holds] = state
    return found
