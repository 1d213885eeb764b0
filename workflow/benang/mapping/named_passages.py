"""Passages as people name them, by an id of their own or by that of any of their codings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import pandas as pd


class NamedPassages:
    """The passages of a study that are somebody's evidence, by the ids that name them.

    Args:
        passages: table ``passages``.
    """

    def __init__(self, passages: pd.DataFrame) -> None:
        mine = passages[passages["voice"].isin(["said", "observed"])]
        self._cells: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._units: defaultdict[str, set[str]] = defaultdict(set)
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        columns = ("level", "passage_id", "case_id", "code_id", "coding_ids")
        for level, passage, case, code, codings in zip(*(mine[name].tolist() for name in columns), strict=True):
            if level != "code":  # an upper level holds all of a code's; of the lowest a unit may have both
                self._cells[case, code].add(passage)
                self._units[code].add(passage)
            for name in (passage, *codings):
                self._named[name].append(passage)

    def of_cell(self, case: str, unit: str) -> frozenset[str]:
        """The passages of a case and a theme or category."""
        return frozenset(self._cells.get((case, unit), ()))

    def of_unit(self, unit: str) -> frozenset[str]:
        """The passages of a theme or category."""
        return frozenset(self._units.get(unit, ()))

    def within(self, names: Iterable[str], some: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
        """The passages among ``some`` that are named, each once, and the names that are none of them."""
        found: dict[str, None] = {}
        gone: list[str] = []
        for name in names:
            here = [one for one in self._named.get(name, ()) if one in some]
            found.update(dict.fromkeys(here))
            gone += [] if here else [name]
        return tuple(found), gone

    def known(self, names: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
        """The ids that name any passage, each once, and those that name none."""
        wanted = list(dict.fromkeys(names))
        return tuple(one for one in wanted if one in self._named), [one for one in wanted if one not in self._named]
