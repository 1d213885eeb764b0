"""Krippendorff's alpha: any number of coders, missing decisions allowed, small samples corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from benang.coding.agreement.ratings import Ratings, Real, divided


def alpha(ratings: Ratings, metric: str = "nominal") -> Real:
    """Krippendorff's alpha, for each sample.

    alpha = 1 - Do / De: the disagreement observed within units over that expected if all values were shuffled over the
    units. Units that fewer than two coders judged have nothing to be paired with and are left out. NaN where all values
    are of one category: without variation there is nothing about which coders could have disagreed.

    Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, Annenberg
    School for Communication, sections A to D.

    Args:
        ratings: what the coders decided.
        metric: how far two categories are apart: ``nominal``, ``ordinal``, ``interval`` or ``ratio``; the latter two
            need numbers as categories, and the categories must be in their order.
    """
    paired = ratings.judged >= 2
    chosen = ratings.chosen * paired[:, None]
    of_category = ratings.sums(chosen)
    total = of_category.sum(axis=0)
    distances = METRICS[metric](of_category, ratings)
    weight = paired / np.maximum(ratings.judged - 1, 1)
    observed, expected = np.zeros_like(total), np.zeros_like(total)
    for one in range(len(ratings.categories)):
        for other in range(one):
            met = ratings.sum(chosen[:, one] * chosen[:, other] * weight)
            observed += met * distances[one, other]
            expected += of_category[one] * of_category[other] * distances[one, other]
    return 1 - divided((total - 1) * observed, expected)


def _nominal(of_category: Real, ratings: Ratings) -> Real:
    return np.ones((len(of_category), *of_category.shape))


def _ordinal(of_category: Real, ratings: Ratings) -> Real:
    # Up to the middle of each category: the values between two categories, and half of those in them.
    middle = np.cumsum(of_category, axis=0) - of_category / 2
    return (middle[:, None] - middle[None, :]) ** 2


def _interval(of_category: Real, ratings: Ratings) -> Real:
    value = np.array(ratings.categories, dtype=np.float64)
    return ((value[:, None] - value[None, :]) ** 2)[:, :, None]


def _ratio(of_category: Real, ratings: Ratings) -> Real:
    value = np.array(ratings.categories, dtype=np.float64)
    return np.nan_to_num(divided(value[:, None] - value[None, :], value[:, None] + value[None, :]) ** 2)[:, :, None]


METRICS: Mapping[str, Callable[[Real, Ratings], Real]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
"""Squared distance of two categories (category, category, sample), from how often each was chosen and their values."""
