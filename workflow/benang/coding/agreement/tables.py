"""The decisions two coders took on the same units, counted: the tables that every agreement coefficient starts from.

Unit: an informant's turn. A coder either coded the turn with a code (a coding touches at least one of its characters)
or did not. Only sources that both coders worked on are compared, for a source that a coder never opened says nothing
about how that coder would have coded it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Counts = npt.NDArray[np.int64]
"""A square table of counts: row = what coder A decided, column = what coder B decided, cell = number of units."""

Unit = tuple[str, int]
"""One unit: source id and turn."""


@dataclass(frozen=True)
class Coefficient:
    """A coefficient's value, or the reason why it has none (a key of ``agreement.REASONS``)."""

    value: float | None
    undefined: str = ""


@dataclass(frozen=True)
class Decisions:
    """What coders decided: ``coded[coder][code_id]`` is the set of units that a coder gave a code.

    Attributes:
        units: every informant turn, per source.
        coded: the units of each coder and code.
        sources: the sources in which a coder made at least one coding, on whatever turn.
    """

    units: dict[str, frozenset[Unit]]
    coded: dict[str, dict[str, frozenset[Unit]]]
    sources: dict[str, frozenset[str]]

    def common_sources(self, coder_a: str, coder_b: str) -> list[str]:
        """Sources that both coders coded."""
        nothing: frozenset[str] = frozenset()
        return sorted(self.sources.get(coder_a, nothing) & self.sources.get(coder_b, nothing))

    def common_units(self, coder_a: str, coder_b: str) -> frozenset[Unit]:
        """Informant turns of the sources that both coders coded."""
        nothing: frozenset[Unit] = frozenset()
        return nothing.union(*(self.units.get(source, nothing) for source in self.common_sources(coder_a, coder_b)))


def decisions(codings: pd.DataFrame, turns: pd.DataFrame, coders: Iterable[str]) -> Decisions:
    """Find for each coder and code the informant turns that were coded.

    Args:
        codings: table ``codings``; rejected ones are left out, suggestions of a machine coder are that coder's codings.
        turns: table ``turns``; only those of role ``informant`` are units.
        coders: the coders to look at.
    """
    names = sorted(set(coders))
    informant = turns[turns["role"] == "informant"].sort_values(["source_id", "start"], kind="stable")
    starts: dict[str, list[int]] = {}
    ends: dict[str, list[int]] = {}
    numbers: dict[str, list[int]] = {}
    for source, of_source in informant.groupby("source_id", sort=True):
        starts[str(source)] = of_source["start"].tolist()
        ends[str(source)] = of_source["end"].tolist()
        numbers[str(source)] = of_source["turn"].tolist()

    coded: dict[str, dict[str, set[Unit]]] = {name: {} for name in names}
    sources: dict[str, set[str]] = {name: set() for name in names}
    chosen = codings[codings["coder"].isin(names) & (codings["status"] != "rejected")]
    columns = (chosen[column].tolist() for column in ("coder", "code_id", "source_id", "start", "end"))
    for coder, code, source, start, end in zip(*columns, strict=True):
        sources[coder].add(source)
        touched = coded[coder].setdefault(code, set())
        if source in starts:
            first = bisect.bisect_right(ends[source], start)  # the first turn that ends after the coding begins
            last = bisect.bisect_left(starts[source], end)  # one after the last turn that begins before it ends
            touched.update((source, number) for number in numbers[source][first:last])
    return Decisions(
        units={source: frozenset((source, number) for number in numbers[source]) for source in numbers},
        coded={coder: {code: frozenset(units) for code, units in codes.items()} for coder, codes in coded.items()},
        sources={coder: frozenset(names_of) for coder, names_of in sources.items()},
    )


def counts(units: frozenset[Unit], units_a: frozenset[Unit], units_b: frozenset[Unit]) -> Counts:
    """The table of two coders over ``units``: category 0 is *not coded*, category 1 is *coded*."""
    in_a, in_b = units_a & units, units_b & units
    both = len(in_a & in_b)
    only_a, only_b = len(in_a) - both, len(in_b) - both
    return np.array([[len(units) - both - only_a - only_b, only_b], [only_a, both]], dtype=np.int64)
