"""Fleiss' kappa: agreement beyond what coders who share one habit would give by chance; Scott's pi for two coders."""

from __future__ import annotations

from benang.coding.agreement.percent import percent_agreement
from benang.coding.agreement.ratings import Ratings, Real, beyond_chance


def fleiss(ratings: Ratings) -> Real:
    """Fleiss' kappa, for two coders Scott's pi, for each sample.

    (Po - Pe) / (1 - Pe); Pe is the sum over the categories of the square of the category's share among all decisions.
    NaN where all decisions are of one category.

    Sources: Scott, W. A. (1955). Reliability of content analysis: the case of nominal scale coding. Public Opinion
    Quarterly 19(3), 321-325. Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological
    Bulletin 76(5), 378-382. With missing decisions: Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.).
    """
    return beyond_chance(percent_agreement(ratings), (ratings.shares**2).sum(axis=0), ratings)
