"""Gwet's AC1: agreement beyond chance that stays steady where a code is rare or nearly everywhere."""

from __future__ import annotations

import numpy as np

from benang.coding.agreement.percent import percent_agreement
from benang.coding.agreement.ratings import Ratings, Real, beyond_chance


def ac1(ratings: Ratings) -> Real:
    """Gwet's AC1, for each sample.

    (Po - Pe) / (1 - Pe); Pe = sum over the categories of share * (1 - share) / (q - 1), with q categories. NaN where
    all decisions are of one category (the formula gives 1 there, though nothing was told apart).

    Source: Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement.
    British Journal of Mathematical and Statistical Psychology 61(1), 29-48. With missing decisions: Gwet, K. L. (2014).
    Handbook of Inter-Rater Reliability (4th ed.).
    """
    return beyond_chance(percent_agreement(ratings), _expected(ratings), ratings)


def ac1_standard_error(ratings: Ratings) -> float:
    """Standard error of AC1 in the first sample, for units that were judged independently.

    Source: Gwet (2008), as above; with missing decisions Gwet (2014), as above.
    """
    counts = ratings.counts[:, 0]
    n = counts.sum()
    paired = ratings.judged >= 2
    value, expected = ac1(ratings)[0], _expected(ratings)[0]
    # Each unit's part in the coefficient, first in Po alone, then also in the shares from which Pe comes.
    of_unit = n / counts[paired].sum() * paired * (ratings.agreeing - expected) / (1 - expected)
    own_share = ratings.chosen / np.maximum(ratings.judged, 1)[:, None]
    own_expected = own_share @ (1 - ratings.shares[:, 0]) / (len(ratings.categories) - 1)
    of_unit -= 2 * (1 - value) * (own_expected - expected) / (1 - expected)
    return float(np.sqrt((counts * (of_unit - value) ** 2).sum() / (n * (n - 1))))


def _expected(ratings: Ratings) -> Real:
    spread: Real = (ratings.shares * (1 - ratings.shares)).sum(axis=0)
    return spread / max(len(ratings.categories) - 1, 1)
