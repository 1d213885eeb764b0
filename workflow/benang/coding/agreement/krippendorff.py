"""Krippendorff's alpha for nominal data: any number of coders, missing decisions allowed, small samples corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from benang.coding.agreement.tables import Coefficient, Counts

Coincidences = npt.NDArray[np.float64]
"""Symmetric matrix: how often two categories meet within a unit, each unit weighing as many as it has values."""


def coincidences(rows: Sequence[Sequence[Hashable | None]]) -> Coincidences:
    """The coincidence matrix of reliability data.

    Args:
        rows: one row a coder, one value a unit, None where the coder did not judge the unit. Units with fewer than two
            values have nothing to be paired with and are left out.

    Raises:
        ValueError: the rows are not equally long.
    """
    units = [Counter(value for value in unit if value is not None) for unit in zip(*rows, strict=True)]
    paired = [unit for unit in units if unit.total() >= 2]
    values = sorted({value for unit in paired for value in unit}, key=lambda value: (type(value).__name__, str(value)))
    place = {value: index for index, value in enumerate(values)}
    matrix = np.zeros((len(values), len(values)), dtype=np.float64)
    for unit in paired:
        weight = 1 / (unit.total() - 1)
        for one, n_one in unit.items():
            for other, n_other in unit.items():
                pairs = n_one * (n_one - 1) if one == other else n_one * n_other
                matrix[place[one], place[other]] += pairs * weight
    return matrix


def coincidences_of_two(table: Counts) -> Coincidences:
    """The coincidence matrix of two coders who both judged every unit, from their table of counts."""
    return (table + table.T).astype(np.float64)


def alpha(matrix: Coincidences) -> Coefficient:
    """Krippendorff's alpha for nominal data.

    alpha = 1 - Do / De = 1 - (n - 1) * (n - sum of o_cc) / (n * n - sum of n_c * n_c). Undefined where all values are
    of one category: without variation there is nothing about which coders could have disagreed.

    Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania,
    Annenberg School for Communication, sections A to C.

    Args:
        matrix: coincidences, see ``coincidences`` and ``coincidences_of_two``.
    """
    of_value = matrix.sum(axis=1)
    total = float(of_value.sum())
    if total == 0:
        return Coefficient(None, "no-units")
    if np.count_nonzero(of_value) < 2:
        return Coefficient(None, "no-variation")
    observed = total - float(np.trace(matrix))
    expected = total * total - float((of_value**2).sum())
    return Coefficient(1 - (total - 1) * observed / expected)
