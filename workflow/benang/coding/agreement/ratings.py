"""What coders decided on units, counted: the form from which every agreement coefficient starts.

Units on which the coders decided alike are one *pattern*, and only counted. So a coefficient costs the same for ten
units and for ten million characters, and a thousand resamples are a thousand columns of counts.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

MISSING = -1
"""Stands in ``Ratings.values`` where a coder did not judge a unit."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """What coders decided on units.

    Attributes:
        values: a row for each pattern of decisions, a column for each coder: the place of the chosen category in
            ``categories``, or ``MISSING``.
        counts: a row for each pattern, a column for each sample: how many units of the sample show the pattern. The
            first sample is the data; others are resamples of it.
        categories: the categories between which the coders chose, in order.
    """

    values: Whole
    counts: Real
    categories: tuple[Hashable, ...]

    @cached_property
    def chosen(self) -> Whole:
        """How many coders chose each category: a row for each pattern, a column for each category."""
        places = np.arange(len(self.categories))
        chosen: Whole = (self.values[:, :, None] == places).sum(axis=1)
        return chosen

    @cached_property
    def judged(self) -> Whole:
        """How many coders judged the units of each pattern."""
        judged: Whole = self.chosen.sum(axis=1)
        return judged

    @cached_property
    def agreeing(self) -> Real:
        """Share of the pairs of coders that agree, for each pattern; 0 where there is no pair."""
        pairs = self.judged * (self.judged - 1)
        agreeing: Real = (self.chosen * (self.chosen - 1)).sum(axis=1) / np.maximum(pairs, 1)
        return agreeing

    @cached_property
    def shares(self) -> Real:
        """Share of each category over the units, each unit weighing the same: a row a category, a column a sample."""
        return divided(self.sums(self.chosen / np.maximum(self.judged, 1)[:, None]), self.sum(self.judged >= 1))

    @cached_property
    def varied(self) -> npt.NDArray[np.bool_]:
        """Whether more than one category was used, for each sample."""
        varied: npt.NDArray[np.bool_] = (self.shares > 0).sum(axis=0) > 1
        return varied

    def sum(self, per_unit: npt.NDArray[Any]) -> Real:
        """The sum of a number that units of one pattern share, for each sample."""
        # Not by matrix product: its order of adding, and so the last digit, depends on the number of processors.
        total: Real = (per_unit[:, None] * self.counts).sum(axis=0)
        return total

    def sums(self, per_unit: npt.NDArray[Any]) -> Real:
        """The sums of several such numbers, a column each: a row a sum, a column a sample."""
        return np.array([self.sum(column) for column in per_unit.T]).reshape(-1, self.counts.shape[1])


def from_rows(rows: Sequence[Sequence[Hashable | None]]) -> Ratings:
    """Ratings given as a row for each coder and a value for each unit, None where the coder did not judge the unit.

    The categories are the values that occur: numbers in their order, other values in that of their text.

    Raises:
        ValueError: the rows are not equally long.
    """
    units = list(zip(*rows, strict=True))
    known = {value for unit in units for value in unit if value is not None}
    categories = sorted(known, key=str)
    if all(isinstance(value, int | float) for value in known):
        categories.sort(key=float)
    place: dict[Hashable | None, int] = {value: index for index, value in enumerate(categories)} | {None: MISSING}
    values = np.array([[place[value] for value in unit] for unit in units], dtype=np.int64).reshape(-1, len(rows))
    return Ratings(values, np.ones((len(units), 1)), tuple(categories))


def divided(above: Real, below: Real) -> Real:
    """``above / below``, NaN where ``below`` is 0."""
    return above / np.where(below == 0, np.nan, below)


def beyond_chance(observed: Real, expected: Real, ratings: Ratings) -> Real:
    """(observed - expected) / (1 - expected): how much of what chance leaves open the coders agree on.

    NaN where all decisions fell on one category: there is nothing that could have been told apart, whatever a formula
    gives for it (0/0 for kappa, 1 for AC1).
    """
    return np.where(ratings.varied, divided(observed - expected, 1 - expected), np.nan)
