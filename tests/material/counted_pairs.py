"""Decisions of two coders, given as textbooks print them."""

import numpy as np

from benang.coding.agreement.ratings import Ratings


def from_table(table):
    """Ratings of a square table of counts: the first coder's categories are the rows."""
    n = len(table)
    values = np.stack([np.repeat(np.arange(n), n), np.tile(np.arange(n), n)], axis=1)
    return Ratings(values, table.reshape(-1, 1).astype(np.float64), tuple(range(n)))
