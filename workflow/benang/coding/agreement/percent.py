"""Percent agreement: the share of units on which two coders decided alike. It does not correct for chance."""

from __future__ import annotations

import numpy as np

from benang.coding.agreement.tables import Coefficient, Counts


def percent_agreement(table: Counts) -> Coefficient:
    """Share of units on which both coders chose the same category, 0 to 1; units that neither coded count as agreement.

    This is the convention of NVivo's coding comparison (there with characters as units).

    Args:
        table: counts, coder A in rows and coder B in columns.
    """
    total = int(table.sum())
    if total == 0:
        return Coefficient(None, "no-units")
    return Coefficient(float(np.trace(table)) / total)


def percent_coded_only(table: Counts) -> Coefficient:
    """Share of agreement among the units that at least one coder coded, 0 to 1; uncoded text is left out.

    With one code this is Jaccard's (1912) index: both / (both + one only).

    Args:
        table: counts, coder A in rows and coder B in columns; category 0 is *not coded*.
    """
    neither = int(table[0, 0])
    total = int(table.sum()) - neither
    if int(table.sum()) == 0:
        return Coefficient(None, "no-units")
    if total == 0:
        return Coefficient(None, "neither-coded")
    return Coefficient((float(np.trace(table)) - neither) / total)
