"""Topics of passages by factorisation (see ``candidates``), and how stable they are.

Loaded where topics are not kept (``kept_topics``) alone: its libraries take longer to load than all else that suggests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]
from sklearn.decomposition import NMF  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from benang.coding.suggestions.code_profiles import DECIMALS
from benang.coding.suggestions.kept_topics import TOP_TERMS, Matrix, Topics

SEEDS = (1, 2, 3, 4, 5)
"""Beginnings of the further factorisations."""

_ROUNDS = 400


def stable_topics(vectors: Any, names: list[str], numbers: Sequence[int]) -> tuple[Topics, list[float]]:
    """The topics of that number of them that is the most stable (the smallest of equals), with their stability.

    Args:
        vectors: a sparse matrix with a row a passage, a column a term.
        names: the terms.
        numbers: of topics, which are tried.
    """
    found: list[tuple[float, int, Topics, list[float]]] = []
    # One thread, so that sums come out the same for any number of processors.
    with threadpool_limits(limits=1):
        for number in numbers:
            topics = _factorised(vectors, names, number, "nndsvd", 0)
            others = [_factorised(vectors, names, number, "random", seed).leading for seed in SEEDS]
            stabilities = stability(topics.leading, others)
            found.append((-round(sum(stabilities) / number, 3), number, topics, stabilities))
    _, _, topics, stabilities = min(found, key=lambda one: one[:2])
    return topics, stabilities


def _factorised(vectors: Any, names: list[str], number: int, beginning: str, seed: int) -> Topics:
    model = NMF(n_components=number, init=beginning, random_state=seed, max_iter=_ROUNDS, tol=1e-3)
    weights: Matrix = model.fit_transform(vectors)
    parts = np.round(model.components_, DECIMALS)
    leading = [
        [names[place] for place in np.argsort(-part, kind="stable")[:TOP_TERMS] if part[place] > 0] for part in parts
    ]
    return Topics(weights, leading)


def stability(leading: Sequence[Sequence[str]], others: Sequence[Sequence[Sequence[str]]]) -> list[float]:
    """How far topics come back in other factorisations.

    Args:
        leading: leading terms of each topic, in order.
        others: the same of the topics of other factorisations with as many topics.

    Returns:
        For each topic the mean agreement with the topic that it is matched with, each of another factorisation's topics
        being matched once so that the sum is highest; rounded to 3 decimals.
    """
    sums = np.zeros(len(leading))
    for other in others:
        table = np.array([[ranked_agreement(one, two) for two in other] for one in leading])
        rows, columns = linear_sum_assignment(-table)
        sums[rows] += table[rows, columns]
    return [round(float(value), 3) for value in sums / max(1, len(others))]


def ranked_agreement(one: Sequence[str], two: Sequence[str]) -> float:
    """Average Jaccard index of two ranked lists (Greene et al., 2014).

    The mean, over the depths 1, 2, ..., of the Jaccard index of the lists' first entries down to that depth.
    """
    depth = max(len(one), len(two))
    if not depth:
        return 1.0
    total = 0.0
    for length in range(1, depth + 1):
        first, second = set(one[:length]), set(two[:length])
        total += len(first & second) / len(first | second)
    return total / depth
