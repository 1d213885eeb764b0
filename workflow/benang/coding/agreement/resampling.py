"""Bootstrap intervals: how far a figure would move if other turns, sources or cases like these had been coded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benang.coding.agreement.ratings import Real, Whole

RESAMPLES = 1000
LEVEL = 0.95
SEED = 20221214
"""Any number does; it is fixed so that every run draws the same samples."""

MOST_UNDEFINED = 0.05
"""Where a figure is undefined in a larger share of the resamples, the rest says nothing about its spread."""

FEWEST_DRAWN = 10
"""Of fewer turns, sources or cases there is no interval: five can be drawn in only 126 ways."""

FEWEST_SOURCES = 30
"""From so many sources on, whole sources are drawn. Turns of one source are alike, so drawing turns makes intervals too
narrow; but drawing fewer sources than this does so too (Cameron, Gelbach and Miller, 2008, Review of Economics and
Statistics 90(3), 414-427; Huang, 2018, Educational and Psychological Measurement 78(2), 297-318)."""

_BLOCK = 4096
_DIGITS = 12
"""A difference beyond these is what subtraction leaves of nothing."""


def draws(n: int, resamples: int) -> npt.NDArray[np.uint16]:
    """How often each of ``n`` things is in each sample: a row a thing, a column a sample; the first one is the data."""
    generator = np.random.default_rng(SEED)
    times = np.ones((1 + resamples, n), dtype=np.uint16)
    for sample in times[1:] if n else ():
        sample[:] = np.bincount(generator.integers(n, size=n), minlength=n)
    return np.ascontiguousarray(times.T)


def drawn(numbers: Whole | Real, things: Whole, times: npt.NDArray[np.uint16]) -> Real:
    """The sum of numbers over the things of each sample.

    Args:
        numbers: whole numbers, a row for each sum, a column for each of ``things``.
        things: rows of ``times``.
        times: see ``draws``.

    Returns:
        A row for each sum, a column for each sample. Exact, whatever the order of adding, up to 2**53.
    """
    total = np.zeros((len(numbers), times.shape[1]))
    for begin in range(0, len(things), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        total += numbers[:, block].astype(np.float64) @ times[things[block]].astype(np.float64)
    return total


@dataclass(frozen=True)
class Interval:
    """A figure with its percentile interval, or the reason why there is none (a key of ``texts/agreement.yaml``)."""

    value: float
    low: float
    high: float
    missing: str = ""


def exact(samples: Real) -> Real:
    """A figure without what subtraction leaves of nothing."""
    rounded: Real = np.round(samples, _DIGITS) + 0.0  # no minus before a nought
    return rounded


def interval(samples: Real, n_drawn: int) -> Interval:
    """A figure and its 95 % percentile interval.

    Source: Efron, B., and Tibshirani, R. J. (1993). An Introduction to the Bootstrap, chapter 13.

    Args:
        samples: the figure in the data, then in each resample; NaN where it is undefined.
        n_drawn: from how many turns, sources or cases the resamples were drawn.
    """
    rounded = exact(samples)
    value, known = float(rounded[0]), rounded[1:][~np.isnan(rounded[1:])]
    missing = ""
    if np.isnan(value):
        return Interval(value, np.nan, np.nan)
    if n_drawn < FEWEST_DRAWN:
        missing = "few-drawn"
    elif len(known) < (1 - MOST_UNDEFINED) * (len(samples) - 1):
        missing = "often-undefined"
    elif not len(known) or known.min() == known.max():
        missing = "no-spread"  # or no resamples were asked for
    if missing:
        return Interval(value, np.nan, np.nan, missing)
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value, float(low), float(high))
