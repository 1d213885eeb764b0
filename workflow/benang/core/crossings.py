"""In which order one row of things stands so that its links to another cross least.

The best order is found exactly where it has up to ten things (dynamic programming over
subsets); longer rows start from the barycentres (Sugiyama, Tagawa and Toda 1981) and change neighbours as long as that
helps.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)
_EXACT = 10


def crossings(left: Sequence[A], right: Sequence[B], links: Sequence[tuple[A, B]]) -> int:
    """How many pairs of links cross.

    >>> crossings(["a", "b"], [1, 2], [("a", 2), ("b", 1)])
    1
    """
    at_left = {key: place for place, key in enumerate(left)}
    at_right = {key: place for place, key in enumerate(right)}
    ends = [(at_left[a], at_right[b]) for a, b in links]
    return sum((a - c) * (b - d) < 0 for n, (a, b) in enumerate(ends) for c, d in ends[n + 1 :])


def best_order(moved: Sequence[A], fixed: Sequence[B], links: Sequence[tuple[A, B]]) -> list[A]:
    """One row in an order in which its links to the other, which stays as it is, cross as little as could be found;
    changed from the given one only where that helps. Up to ten things, no order has fewer crossings.

    >>> best_order(["a", "b"], [1, 2], [("a", 2), ("b", 1)])
    ['b', 'a']
    """
    place = {key: n for n, key in enumerate(fixed)}
    ends: dict[A, list[int]] = {key: [] for key in moved}
    for a, b in links:
        ends[a].append(place[b])
    # How often the links of one thing cross those of another that stands below it.
    above = {(a, b): sum(x > y for x in ends[a] for y in ends[b]) for a in moved for b in moved if a != b}
    if _cost(moved, above) == sum(min(n, above[b, a]) for (a, b), n in above.items()) / 2:
        return list(moved)  # no order can be better
    if len(moved) <= _EXACT:
        return _exact(list(moved), above)
    order = sorted(moved, key=lambda key: sum(ends[key]) / len(ends[key]) if ends[key] else len(fixed) / 2)
    changed = True
    while changed:
        changed = False
        for n in range(len(order) - 1):
            one, other = order[n], order[n + 1]
            if above[one, other] > above[other, one]:
                order[n : n + 2] = [other, one]
                changed = True
    return order if _cost(order, above) < _cost(moved, above) else list(moved)


def _cost(order: Sequence[A], above: Mapping[tuple[A, A], int]) -> int:
    return sum(above[a, b] for n, a in enumerate(order) for b in order[n + 1 :])


def _exact(moved: list[A], above: Mapping[tuple[A, A], int]) -> list[A]:
    """The best order; of equal ones the first, by the order given."""
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    everything = (1 << len(moved)) - 1
    for chosen in range(1, everything + 1):
        options = []
        for last in range(len(moved)):
            if chosen >> last & 1:
                cost, order = best[chosen & ~(1 << last)]
                options.append((cost + sum(above[moved[n], moved[last]] for n in order), (*order, last)))
        best[chosen] = min(options)
    return [moved[n] for n in best[everything][1]]
