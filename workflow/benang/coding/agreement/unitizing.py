"""Krippendorff's alpha for unitizing: did two coders find the same spans of text, with the same borders?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from benang.coding.agreement.ratings import Real, Whole


@dataclass(frozen=True, eq=False)
class Spans:
    """Spans of a text in order, of which no two overlap; offsets from 0, end exclusive."""

    starts: Whole
    ends: Whole

    @property
    def lengths(self) -> Whole:
        """How long each span is."""
        return self.ends - self.starts

    def gaps(self, length: int) -> Spans:
        """What lies between the spans, before the first and after the last, in a text of ``length``."""
        starts, ends = np.append(0, self.ends), np.append(self.starts, length)
        return Spans(starts[starts < ends], ends[starts < ends])


@dataclass(frozen=True, eq=False)
class Disagreement:
    """The disagreement of coders about the spans of one code.

    Attributes:
        places: where in the text each part of the observed disagreement begins.
        observed: how large each part is (squared characters, over all ordered pairs of coders).
        expected: the sum that chance would give, on the same scale.
    """

    places: Whole
    observed: Real
    expected: float


def disagreement(coders: Sequence[Spans], length: int) -> Disagreement:
    """How far coders differ about the spans of one code in a text.

    Where spans of two coders overlap, the squares of the distances of their beginnings and of their ends are added;
    a span of one that lies in a gap of the other adds the square of its length. The expected sum is that of all ways
    in which the same spans and gaps could lie against each other.

    Sources: Krippendorff, K. (1995). On the reliability of unitizing continuous data. Sociological Methodology 25,
    47-76. Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. Quality and Quantity
    38, 787-800, appendix. (Both sums are here multiplied by m (m - 1) L * L, which cancels out.)

    Args:
        coders: the spans of each coder.
        length: of the text, in characters.

    Returns:
        Their disagreement. Nothing is expected where nobody found a span, or everybody the text as a whole: nothing
        could have been told apart.
    """
    places, observed = [np.empty(0, np.int64)], [np.empty(0, np.float64)]
    for one, other in permutations(coders, 2):
        first, last = _overlapped(one, other)
        n_overlaps = last - first
        a = np.repeat(np.arange(len(one.starts)), n_overlaps)
        b = np.arange(len(a)) + np.repeat(first - np.cumsum(n_overlaps) + n_overlaps, n_overlaps)
        places.append(np.maximum(one.starts[a], other.starts[b]))
        observed.append(_squared(one.starts[a] - other.starts[b]) + _squared(one.ends[a] - other.ends[b]))
        alone = n_overlaps == 0
        places.append(one.starts[alone])
        # Once for the coder's span in the other's gap, once for the other's gap around that span.
        observed.append(2 * _squared(one.lengths[alone]))
    return Disagreement(np.concatenate(places), np.concatenate(observed), _expected(coders, length))


def alpha_u(found: Sequence[Disagreement]) -> float:
    """Krippendorff's alpha_u, 1 - observed / expected; of several codes, from their sums.

    NaN where nothing is expected.
    """
    expected = sum(one.expected for one in found)
    observed = sum(float(one.observed.sum()) for one in found)
    return 1 - observed / expected if expected else float("nan")


def _expected(coders: Sequence[Spans], length: int) -> float:
    """The formula of 2004; sums over the gaps that are no shorter than a span come from the sorted gaps."""
    units = np.concatenate([one.lengths for one in coders]).astype(np.float64)
    if not len(units) or all(len(one.lengths) == 1 and one.lengths[0] == length for one in coders):
        return 0.0
    gaps = np.sort(np.concatenate([one.gaps(length).lengths for one in coders])).astype(np.float64)
    n_from = len(gaps) - np.searchsorted(gaps, units)
    sum_from = np.append(np.cumsum(gaps[::-1])[::-1], 0)[len(gaps) - n_from]
    in_gaps = units**2 * (sum_from - n_from * (units - 1))
    on_units = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    m = len(coders)
    total = m * length
    arrangements = total * (total - 1) - (units * (units - 1)).sum()
    return float(2 / length * (in_gaps + on_units).sum() / arrangements) * m * (m - 1) * length**2


def _overlapped(one: Spans, other: Spans) -> tuple[Whole, Whole]:
    """For each span of ``one`` the first span of ``other`` that it overlaps, and the one after the last."""
    return np.searchsorted(other.ends, one.starts, "right"), np.searchsorted(other.starts, one.ends, "left")


def _squared(length: Whole) -> Real:
    return length.astype(np.float64) ** 2
