"""Classes of numeric attributes of cases (``matrices.classes`` in config.yaml), so that ages make groups.

Read when a run is planned; loads nothing slow.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

MOST_NUMBERS = 6
"""Different numbers that can stand as groups of their own."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def number(value: str) -> float | None:
    """The number that a value is, with a point or a comma before decimals; None where it is none.

    >>> number("36,5"), number("36 years")
    (36.5, None)
    """
    return float(value.strip().replace(",", ".")) if _NUMBER.fullmatch(value.strip()) else None


def needs_classes(values: Iterable[str]) -> bool:
    """Whether an attribute is numeric and has so many values that only classes of them make groups."""
    given = {value.strip() for value in values} - {""}
    return len(given) > MOST_NUMBERS and all(number(value) is not None for value in given)


def class_of(value: str, bounds: Sequence[float]) -> tuple[int, str]:
    """The class of a value: its place among the classes, and what it is called.

    A class reaches from its bound up to the next one, which is no more in it. What is no number stands for itself,
    behind the classes.

    Args:
        value: as the case file has it.
        bounds: where classes begin, from the lowest; none where every value stands for itself.

    >>> [class_of(age, [25, 40])[1] for age in ("19", "25", "39", "40", "unknown")]
    ['<25', '25–<40', '25–<40', '≥40', 'unknown']
    """
    found = number(value) if bounds else None
    if found is None:
        return (len(bounds) + 1 if bounds else 0, value)
    place = bisect_right(bounds, found)
    if place == 0:
        return (place, f"<{_shown(bounds[0])}")
    if place == len(bounds):
        return (place, f"≥{_shown(bounds[-1])}")
    return (place, f"{_shown(bounds[place - 1])}–<{_shown(bounds[place])}")


def _shown(bound: float) -> str:
    return str(int(bound)) if bound == int(bound) else repr(float(bound))
