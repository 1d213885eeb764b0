"""Brennan and Prediger's coefficient: agreement beyond what choosing every category equally often would give."""

from __future__ import annotations

import numpy as np

from benang.coding.agreement.percent import percent_agreement
from benang.coding.agreement.ratings import Ratings, Real, beyond_chance


def brennan_prediger(ratings: Ratings) -> Real:
    """Brennan and Prediger's coefficient, for each sample.

    (Po - 1/q) / (1 - 1/q) with q categories; for coded or not it is 2 Po - 1. NaN where all decisions are of one
    category.

    Source: Brennan, R. L., and Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and alternatives.
    Educational and Psychological Measurement 41(3), 687-699.
    """
    observed = percent_agreement(ratings)
    return beyond_chance(observed, np.full_like(observed, 1 / max(len(ratings.categories), 1)), ratings)
