"""Spans that overlap, gathered around the ones that end first."""

from __future__ import annotations

from collections.abc import Sequence

from benang.text.text_key import Span


def gathered_spans(spans: Sequence[Span], names: Sequence[str]) -> list[tuple[int, list[int]]]:
    """The cores among spans, in order, each with all spans that overlap it.

    A core is the first to end of the spans that overlap no core before it; of those that end together the shortest.

    Args:
        spans: start and end of each, end exclusive.
        names: of each; decides between equal ones.

    Returns:
        The place of each core among the spans, and of those that overlap it, the core among them.

    >>> gathered_spans([(0, 9), (4, 20), (15, 30), (16, 18)], ["a", "b", "c", "d"])
    [(0, [0, 1]), (3, [1, 2, 3])]
    """
    left = sorted(range(len(spans)), key=lambda one: (spans[one][1], -spans[one][0], names[one]))
    found: list[tuple[int, list[int]]] = []
    while left:
        core = left[0]
        start, end = spans[core]
        found.append((core, [one for one, (first, last) in enumerate(spans) if first < end and start < last]))
        left = [one for one in left if spans[one][0] >= end]
    return found
