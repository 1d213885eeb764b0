"""Passages as people name them, by an id of their own or by that of any of their codings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from benang.core.counting import EVIDENCE

OtherWays = Callable[[], Sequence[pd.DataFrame]]
"""The passages under the ways of counting that the study does not use (``mapping.other_ways``), made when asked for."""

_PLACED = ("level", "code_id", "source_id", "turn", "start", "end")


class _Index(NamedTuple):
    """Passages by cell, by unit, and by their own ids and those of their codings."""

    cells: defaultdict[tuple[str, str], set[str]]
    units: defaultdict[str, set[str]]
    named: defaultdict[str, list[str]]


class NamedPassages:
    """The passages of a study that are somebody's evidence, by the ids that name them.

    Args:
        passages: table ``passages``.
        others: by which a name that another way of counting gave is followed; none unless given.
    """

    def __init__(self, passages: pd.DataFrame, others: OtherWays = list) -> None:
        self._passages, self._make_others = passages, others

    @cached_property
    def _index(self) -> _Index:
        """Where passages are named; made when something that somebody wrote is looked up."""
        passages, index = self._passages, _Index(defaultdict(set), defaultdict(set), defaultdict(list))
        mine = passages[passages["voice"].isin(EVIDENCE)]
        columns = ("level", "passage_id", "case_id", "code_id", "coding_ids")
        for level, passage, case, code, codings in zip(*(mine[name].tolist() for name in columns), strict=True):
            if level != "code":  # an upper level holds all of a code's; of the lowest a unit may have both
                index.cells[case, code].add(passage)
                index.units[code].add(passage)
            for name in (passage, *codings):
                index.named[name].append(passage)
        return index

    def of_cell(self, case: str, unit: str) -> frozenset[str]:
        """The passages of a case and a theme or category."""
        return frozenset(self._index.cells.get((case, unit), ()))

    def of_unit(self, unit: str) -> frozenset[str]:
        """The passages of a theme or category."""
        return frozenset(self._index.units.get(unit, ()))

    def counted_otherwise(self, case: str, unit: str) -> list[frozenset[str]]:
        """The passages of a cell under each other way of counting."""
        return [named.of_cell(case, unit) for named in self._others]

    @cached_property
    def _others(self) -> list[NamedPassages]:
        return [NamedPassages(table) for table in self._make_others()]

    def _meant(self, name: str) -> list[str]:
        """The passages that a name means: those with it, or the words of one that another way of counting calls so."""
        if name in self._index.named:
            return self._index.named[name]
        places = {place for named in self._others for place in named.places(name)}
        return [
            passage
            for passage, (*unit, start, end) in self._places
            if any(unit == other and start < last and first < end for *other, first, last in places)
        ]

    def places(self, name: str) -> list[tuple[Any, ...]]:
        """Level, unit, source, turn and span of the passages with a name."""
        wanted = set(self._index.named.get(name, ()))
        return [place for passage, place in self._places if passage in wanted]

    @cached_property
    def _places(self) -> list[tuple[str, tuple[Any, ...]]]:
        columns = [self._passages[name].tolist() for name in ("passage_id", *_PLACED)]
        return [(str(passage), tuple(place)) for passage, *place in zip(*columns, strict=True)]

    def within(self, names: Iterable[str], some: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
        """The passages among ``some`` that are named, each once, and the names that are none of them."""
        found: dict[str, None] = {}
        gone: list[str] = []
        for name in names:
            here = [one for one in self._meant(name) if one in some]
            found.update(dict.fromkeys(here))
            gone += [] if here else [name]
        return tuple(found), gone

    def known(self, names: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
        """The ids that name any passage, each once (another way's as this way has it), and those that name none."""
        wanted = list(dict.fromkeys(names))
        meant = {one: [one] if one in self._index.named else self._meant(one) for one in wanted}
        found = dict.fromkeys(each for ids in meant.values() for each in ids)
        return tuple(found), [one for one in wanted if not meant[one]]
