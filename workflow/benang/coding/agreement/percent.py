"""Percent agreement: the share of units on which coders decided alike. It does not correct for chance."""

from __future__ import annotations

from benang.coding.agreement.ratings import Ratings, Real, divided


def percent_agreement(ratings: Ratings) -> Real:
    """Share of agreement, 0 to 1, for each sample; units to which nobody gave the code count as agreement.

    With more than two coders: of all pairs of coders, the share that agrees on a unit, averaged over the units that two
    or more judged (Fleiss, 1971). NaN where there is no such unit.

    With characters as units this is the percentage of NVivo's coding comparison (QSR International, NVivo 12 help,
    "Coding comparison query").
    """
    return divided(ratings.sum(ratings.agreeing), ratings.sum(ratings.judged >= 2))


def percent_coded_only(ratings: Ratings) -> Real:
    """Share of agreement, 0 to 1, for each sample, among the units to which at least one coder gave the code.

    The first category must be *not coded*. With two coders this is the index of Jaccard (1912), both / (both + one
    only). NaN where nobody gave the code.
    """
    coded = (ratings.judged >= 2) & (ratings.chosen[:, 0] < ratings.judged)
    return divided(ratings.sum(ratings.agreeing * coded), ratings.sum(coded))
