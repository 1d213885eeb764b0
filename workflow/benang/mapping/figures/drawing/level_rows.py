"""Where things stand in columns beside each other: each as level with what it is linked to as its column lets it."""

from __future__ import annotations

from collections.abc import Sequence

_ROUNDS = 8


def level_rows(
    heights: Sequence[Sequence[float]], pairs: Sequence[Sequence[tuple[int, int]]], gaps: Sequence[float]
) -> list[list[float]]:
    """The middle of each thing, cm from the top of the highest; none touches another of its column.

    Args:
        heights: of the things of each column, from top to bottom, cm.
        pairs: between each column and the next, the linked things by their places.
        gaps: between two things of each column, cm.

    >>> level_rows([[1.0, 1.0], [1.0]], [[(0, 0), (1, 0)]], [0.5, 0.5])
    [[0.5, 2.0], [1.25]]
    """
    middles = []
    for column, gap in zip(heights, gaps, strict=True):
        total = sum(column) + gap * max(len(column) - 1, 0)
        y, own = -total / 2, []
        for height in column:
            own.append(y + height / 2)
            y += height + gap
        middles.append(own)
    near: list[list[list[tuple[int, int]]]] = [[[] for _ in column] for column in heights]
    for place, linked in enumerate(pairs):
        for left, right in linked:
            near[place][left].append((place + 1, right))
            near[place + 1][right].append((place, left))
    there_and_back = [*range(len(heights)), *reversed(range(len(heights)))]
    for place in there_and_back * _ROUNDS:
        wanted = [
            sum(middles[column][n] for column, n in ends) / len(ends) if ends else middles[place][own]
            for own, ends in enumerate(near[place])
        ]
        middles[place] = apart(wanted, heights[place], gaps[place])
    top = min(
        (
            y - height / 2
            for own, column in zip(middles, heights, strict=True)
            for y, height in zip(own, column, strict=True)
        ),
        default=0.0,
    )
    return [[round(y - top, 6) for y in own] for own in middles]


def apart(wanted: Sequence[float], heights: Sequence[float], gap: float) -> list[float]:
    """Middles as near to where each wants to be as their order, their heights and the gap between two let them (pool
    adjacent violators).

    >>> apart([1.0, 1.0, 5.0], [1.0, 1.0, 1.0], 0.5)
    [0.25, 1.75, 5.0]
    """
    shifts, shift = [], 0.0
    for n, height in enumerate(heights):
        shift += (heights[n - 1] + height) / 2 + gap if n else 0.0
        shifts.append(shift)
    pools: list[tuple[float, int]] = []
    for y, moved in zip(wanted, shifts, strict=True):
        pools.append((y - moved, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (first, n), (second, m) = pools[-2:]
            pools[-2:] = [((first * n + second * m) / (n + m), n + m)]
    levels = [level for level, n in pools for _ in range(n)]
    return [level + moved for level, moved in zip(levels, shifts, strict=True)]
