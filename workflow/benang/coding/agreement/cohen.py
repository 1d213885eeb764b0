"""Cohen's kappa: the agreement of two coders beyond what their own habits would give by chance."""

from __future__ import annotations

import numpy as np

from benang.coding.agreement.tables import Coefficient, Counts


def kappa(table: Counts) -> Coefficient:
    """Cohen's kappa of two coders.

    kappa = (Po - Pe) / (1 - Pe). Po is the share of units on which the coders agree; Pe is the sum over the categories
    of the product of both coders' shares of that category. Undefined where Pe is 1: both coders used one and the same
    category for every unit, so nothing could be told apart.

    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20(1), 37-46.

    Args:
        table: counts, coder A in rows and coder B in columns.
    """
    total = int(table.sum())
    if total == 0:
        return Coefficient(None, "no-units")
    of_a = table.sum(axis=1)
    of_b = table.sum(axis=0)
    # In whole numbers, so that "no variation" is told exactly and not by a small difference of reals.
    by_chance = sum(int(a) * int(b) for a, b in zip(of_a, of_b, strict=True))
    if by_chance == total * total:
        return Coefficient(None, "no-variation")
    agreed = int(np.trace(table)) * total
    return Coefficient((agreed - by_chance) / (total * total - by_chance))
