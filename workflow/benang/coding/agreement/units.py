"""What coders decided, counted by unit: characters, turns, or cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from benang.coding.agreement.continuum import Continuum, Pieces, continuum, merged, on_line, pieces
from benang.coding.agreement.ratings import MISSING, Ratings, Real, Whole
from benang.coding.agreement.resampling import FEWEST_SOURCES, drawn, draws
from benang.coding.agreement.unitizing import Spans

CODED = (False, True)
"""The categories between which a coder chooses, for one code at one unit."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What several coders coded of the text that at least two of them worked on.

    Attributes:
        coders: their names, in order.
        line: the text.
        judged: a row for each set of coders who worked on the same sources, a column for each coder.
        panel: which row of ``judged`` holds for each turn.
        spans: for each code that one of them gave to the text, the spans of each coder.
    """

    coders: tuple[str, ...]
    line: Continuum
    judged: npt.NDArray[np.bool_]
    panel: Whole
    spans: dict[str, list[Spans]]

    @property
    def n_sources(self) -> int:
        """On how many sources at least two of the coders worked."""
        return len(self.line.sources)

    @cached_property
    def pieces(self) -> dict[str, Pieces]:
        """The text that was coded, cut into pieces, for each code."""
        return {code: pieces(coders, self.line) for code, coders in self.spans.items()}


def compare(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    worked_on: Mapping[str, Collection[str]],
    roles: Collection[str] = ("informant",),
) -> Comparison:
    """Bring together what coders gave to the same text.

    Args:
        codings: the codings of these coders (``source_id``, ``start``, ``end``, ``code_id``, ``coder``).
        turns: table ``turns``.
        worked_on: for each coder the sources the coder worked on. Sources of one coder alone are left out: a coder who
            never opened a source did not decide against a code in it.
        roles: roles whose turns are compared; none: those of every role.
    """
    coders = tuple(sorted(worked_on))
    all_sources = sorted({source for sources in worked_on.values() for source in sources})
    who = {source: tuple(source in worked_on[coder] for coder in coders) for source in all_sources}
    line = continuum(turns, [source for source, judges in who.items() if sum(judges) >= 2], roles)
    panels = sorted({who[source] for source in line.sources})
    of_source = np.array([panels.index(who[source]) for source in line.sources], dtype=np.int64)
    own = codings.loc[codings["coder"].isin(coders), ["source_id", "start", "end", "code_id", "coder"]]
    return Comparison(
        coders=coders,
        line=line,
        judged=np.array(panels, dtype=np.bool_).reshape(-1, len(coders)),
        panel=of_source[line.source] if len(of_source) else np.empty(0, np.int64),
        spans=_spans(on_line(own, line), coders),
    )


def _spans(found: pd.DataFrame, coders: Sequence[str]) -> dict[str, list[Spans]]:
    nothing = Spans(np.empty(0, np.int64), np.empty(0, np.int64))
    by_code: dict[str, list[Spans]] = {}
    for (code, coder), rows in found.groupby(["code_id", "coder"], sort=True)[["first", "last"]]:
        of_coders = by_code.setdefault(str(code), [nothing] * len(coders))
        of_coders[coders.index(str(coder))] = merged(rows["first"].to_numpy(), rows["last"].to_numpy())
    return by_code


@dataclass(frozen=True, eq=False)
class Units:
    """A way to cut the compared text into units, with the samples that are drawn from it.

    Attributes:
        name: ``character``, ``turn`` or ``case``.
        drawn_by: what is drawn for the resamples: ``turn``, ``source`` or ``case``.
        comparison: what is compared.
        unit: the unit each turn belongs to (-1: to none); a unit may have several turns, a turn only one unit.
        thing: what is drawn with each unit.
        times: how often each thing is in each sample.
    """

    name: str
    drawn_by: str
    comparison: Comparison
    unit: Whole
    thing: Whole
    times: npt.NDArray[np.uint16] = field(repr=False)

    @cached_property
    def panel(self) -> Whole:
        """Which coders judged each unit: a row of ``comparison.judged``."""
        panel = np.zeros(len(self.thing), dtype=np.int64)
        has = self.unit >= 0
        panel[self.unit[has]] = self.comparison.panel[has]
        return panel

    @cached_property
    def sizes(self) -> Whole:
        """How much each unit counts: its characters, or 1."""
        if self.name != "character":
            return np.ones(len(self.thing), dtype=np.int64)
        return np.diff(self.comparison.line.offsets)

    @cached_property
    def totals(self) -> Real:
        """The units of each sample: a row for each set of coders, a column for each sample."""
        numbers = np.zeros((len(self.comparison.judged), len(self.times)), dtype=np.int64)
        np.add.at(numbers, (self.panel, self.thing), self.sizes)
        return drawn(numbers, np.arange(len(self.times)), self.times)

    def ratings(self, code: str) -> Ratings:
        """What the coders decided on one code, in the data and in each resample."""
        found = self.comparison.pieces[code]
        unit = self.unit[found.turn]
        unit, length, coded = unit[unit >= 0], found.length[unit >= 0], found.coded[unit >= 0]
        if self.name != "character":
            unit, coded = _any(unit, coded)
            length = np.ones(len(unit), dtype=np.int64)
        judged = self.comparison.judged
        keys = np.column_stack([self.panel[unit], coded])
        patterns, pattern = np.unique(keys, axis=0, return_inverse=True)
        things, thing = np.unique(self.thing[unit], return_inverse=True)
        numbers = np.zeros((len(patterns), len(things)), dtype=np.int64)
        np.add.at(numbers, (pattern.reshape(-1), thing), length)
        counts = drawn(numbers, things, self.times)
        uncoded = self.totals.copy()
        np.subtract.at(uncoded, patterns[:, 0], counts)
        values = np.concatenate([np.zeros_like(judged), patterns[:, 1:]]).astype(np.int64)
        values[~np.concatenate([judged, judged[patterns[:, 0]]])] = MISSING
        return Ratings(values, np.concatenate([uncoded, counts]), CODED)


def _any(unit: Whole, coded: npt.NDArray[np.bool_]) -> tuple[Whole, npt.NDArray[np.bool_]]:
    """Each unit once, coded where one of its pieces is."""
    order = np.argsort(unit, kind="stable")
    units, begins = np.unique(unit[order], return_index=True)
    if not len(units):
        return units, coded
    return units, np.logical_or.reduceat(coded[order], begins, axis=0)


def pooled(ratings: Sequence[Ratings]) -> Ratings:
    """The decisions on several codes taken together, as so many more units."""
    keys = np.concatenate([one.values for one in ratings])
    values, pattern = np.unique(keys, axis=0, return_inverse=True)
    counts = np.zeros((len(values), ratings[0].counts.shape[1]))
    np.add.at(counts, pattern.reshape(-1), np.concatenate([one.counts for one in ratings]))
    return Ratings(values, counts, ratings[0].categories)


def units_of(comparison: Comparison, resamples: int) -> list[Units]:
    """The three ways to cut the text: into turns, characters and cases.

    Resamples draw turns with all their characters and the decisions on all codes, or sources with all their turns where
    there are ``FEWEST_SOURCES``; for cases, cases. A case is one unit for each set of coders that worked on it, so that
    they are compared on the same text.
    """
    line = comparison.line
    turn = np.arange(len(line.turns))
    by_source = comparison.n_sources >= FEWEST_SOURCES
    thing = line.source if by_source else turn
    times = draws(comparison.n_sources if by_source else len(turn), resamples)
    drawn_by = "source" if by_source else "turn"

    named = (line.turns["case_id"] != "").to_numpy()
    case_ids, case = np.unique(line.turns["case_id"].to_numpy(dtype=str)[named], return_inverse=True)
    keys = np.column_stack([case, comparison.panel[named]])
    cases, case_unit = np.unique(keys, axis=0, return_inverse=True)
    unit = np.full(len(turn), -1, dtype=np.int64)
    unit[named] = case_unit.reshape(-1)
    return [
        Units("turn", drawn_by, comparison, turn, thing, times),
        Units("character", drawn_by, comparison, turn, thing, times),
        Units("case", "case", comparison, unit, cases[:, 0], draws(len(case_ids), resamples)),
    ]
