"""Cohen's kappa: the agreement of coders beyond what their own habits would give by chance; Conger's for several."""

from __future__ import annotations

import numpy as np

from benang.coding.agreement.percent import percent_agreement
from benang.coding.agreement.ratings import Ratings, Real, beyond_chance, divided


def kappa(ratings: Ratings) -> Real:
    """Cohen's kappa of two coders, Conger's of more, for each sample.

    kappa = (Po - Pe) / (1 - Pe). Po is the percent agreement. Pe is the sum over the categories of the product of two
    coders' shares of that category; with more than two coders, its mean over all pairs of coders. NaN where all
    decisions are of one category.

    Sources: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement
    20(1), 37-46. Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological
    Bulletin 88(2), 322-328. With missing decisions, shares are of the units a coder judged: Gwet, K. L. (2014).
    Handbook of Inter-Rater Reliability (4th ed.).
    """
    shares = _shares(ratings)
    present = (shares.sum(axis=1) > 0).sum(axis=0)
    of_pairs = shares.sum(axis=0) ** 2 - (shares**2).sum(axis=0)
    expected = divided(of_pairs.sum(axis=0), (present * (present - 1)).astype(np.float64))
    return beyond_chance(percent_agreement(ratings), expected, ratings)


def kappa_standard_error(ratings: Ratings) -> float:
    """Standard error of Cohen's kappa in the first sample, for two coders who judged every unit independently.

    Source: Fleiss, J. L., Cohen, J., and Everitt, B. S. (1969). Large sample standard errors of kappa and weighted
    kappa. Psychological Bulletin 72(5), 323-327.
    """
    n = ratings.counts[:, 0].sum()
    share = ratings.counts[:, 0] / n
    of_a, of_b = _shares(ratings)[:, :, 0]
    a, b = ratings.values.T
    alike = a == b
    agreed = share[alike].sum()
    expected = (of_a * of_b).sum()
    left = 1 - expected
    on_diagonal = (share * (left - (of_b[a] + of_a[b]) * (1 - agreed)) ** 2)[alike].sum()
    off_diagonal = (share * (of_b[a] + of_a[b]) ** 2)[~alike].sum() * (1 - agreed) ** 2
    variance = on_diagonal + off_diagonal - (agreed * expected - 2 * expected + agreed) ** 2
    return float(np.sqrt(max(variance, 0) / n) / left**2)


def _shares(ratings: Ratings) -> Real:
    """Each coder's share of each category (coder, category, sample); 0 for a coder who judged nothing in a sample."""
    places = np.arange(len(ratings.categories))
    counts = np.stack([ratings.sums(column[:, None] == places) for column in ratings.values.T])
    return np.nan_to_num(divided(counts, counts.sum(axis=1, keepdims=True)))
