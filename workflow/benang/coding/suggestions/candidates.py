"""Passages that resemble no code: what new categories they might make.

With more than ``LEAST_PASSAGES`` of them, topics are looked for by non-negative matrix factorisation (Lee and Seung,
1999) of their TF-IDF vectors. A factorisation from another beginning may give other topics, so it is done again from
several, and a topic's *stability* is how far its leading terms come back: the mean agreement (average Jaccard index of
ranked lists, 0 to 1) with the topics that match them best (Greene, O'Callaghan and Cunningham, 2014, How many topics?
Stability analysis for topic models). The number of topics is the one of ``NUMBERS`` with the most stable topics.

A topic below ``LEAST_STABILITY`` is not shown. With fewer passages, topics would be accidents; then, and where no topic
is stable, the passages themselves are shown that resemble most others (degree
centrality: Erkan and Radev, 2004), none that nearly repeats one before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from benang.coding.suggestions.candidate_passages import draw, suggestion_id
from benang.coding.suggestions.code_profiles import DECIMALS
from benang.coding.suggestions.kept_topics import TOP_TERMS, most_stable
from benang.coding.suggestions.terms import pairs_of, stems_of, terms_of
from benang.coding.suggestions.weights import Weights
from benang.core.kept_parts import KeptParts
from benang.core.problems import Problem

LEAST_PASSAGES = 200
"""Topics are looked for in more passages than these only."""

MOST_PASSAGES = 3_000
"""Topics are looked for in at most so many passages, drawn evenly (by the hash of their ids)."""

LEAST_TERMS = 3
"""A passage with fewer terms ("Ya, betul.") is no example of anything."""

NUMBERS = (4, 8, 12)
"""Numbers of topics that are tried."""

LEAST_STABILITY = 0.5
"""A topic that comes back less than this is an accident of where the computation began; it is not shown."""

EXEMPLARS = 5
"""Passages that are shown of a topic; twice as many where there are no topics."""

LEAST_USE = 3
"""A term in fewer passages takes no part in topics."""

ALIKE = 0.8
"""From this cosine on a passage repeats another."""

COLUMNS = ["suggestion_id", "category", "score", "stability", "terms"]


def candidates(
    left: pd.DataFrame,
    rejected: Collection[str],
    kept: KeptParts | None = None,
    n_stems: npt.NDArray[np.int64] | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Exemplars of what may be new categories.

    Args:
        left: the passages that have no code and resemble none.
        rejected: ids of suggestions that a person has rejected.
        kept: where the topics of the same passages are kept from run to run.
        n_stems: how many stems each passage has, where it is known.

    Returns:
        Columns of the passages and ``COLUMNS``. With topics: ``category`` is the topic's number (the largest first),
        ``score`` the passage's share of it (its weight, divided by that of the topic's best passage), ``stability`` the
        topic's, ``terms`` its leading terms. Without: ``category`` is empty, ``score`` is the mean cosine with the
        other passages, ``stability`` is missing, ``terms`` are the passage's own. And a warning where not all passages
        were looked through.
    """
    if n_stems is None:
        n_stems = np.array([len(stems_of(text, language)) for text, language in _texts(left)], dtype=np.int64)
    telling_ones = left[n_stems >= LEAST_TERMS]
    problems: list[Problem] = []
    if len(telling_ones) > MOST_PASSAGES:
        problems.append(Problem("suggestions-part", values={"passages": len(telling_ones), "used": MOST_PASSAGES}))
        order = [draw(name) for name in telling_ones["passage_id"]]
        drawn = sorted(sorted(range(len(telling_ones)), key=order.__getitem__)[:MOST_PASSAGES])
        telling_ones = telling_ones.iloc[drawn]
    lists = [one + pairs_of(one) for one in (stems_of(text, language) for text, language in _texts(telling_ones))]
    if len(telling_ones) > LEAST_PASSAGES:
        found = _by_topics(telling_ones, lists, rejected, kept)
    else:
        found = _by_centrality(telling_ones, lists, rejected)
    return pd.DataFrame(found, columns=[*left.columns, *COLUMNS]), problems


def _by_topics(
    telling_ones: pd.DataFrame, lists: list[list[str]], rejected: Collection[str], kept: KeptParts | None
) -> list[dict[str, object]]:
    use = Counter(term for terms in lists for term in set(terms))
    weights = Weights([term for term in terms if use[term] >= LEAST_USE] for terms in lists)
    vectors = weights.vectors(lists)
    numbers = [number for number in NUMBERS if number < min(vectors.shape)]
    if not numbers:
        return _by_centrality(telling_ones, lists, rejected)
    topics, stabilities = most_stable(vectors, weights.terms, numbers, kept)
    number = len(topics.leading)
    stable = [topic for topic in range(number) if stabilities[topic] >= LEAST_STABILITY]
    if not stable:
        return _by_centrality(telling_ones, lists, rejected)
    share = topics.weights / np.maximum(topics.weights.max(axis=0), 1e-12)
    share = np.round(share, DECIMALS)
    sizes = np.bincount(share.argmax(axis=1)[share.max(axis=1) > 0], minlength=number)
    spelled = _spelled(telling_ones)
    ids = _ids(telling_ones)
    rows: list[dict[str, object]] = []
    order = sorted(stable, key=lambda topic: (-int(sizes[topic]), topics.leading[topic]))
    for category, topic in enumerate(order, 1):
        terms = ", ".join(spelled.get(term, term) for term in topics.leading[topic])
        best = [int(place) for place in np.argsort(-share[:, topic], kind="stable") if share[place, topic] > 0]
        shown = [place for place in best if ids[place] not in rejected][:EXEMPLARS]
        cells = {"category": str(category), "stability": stabilities[topic], "terms": terms}
        rows += [_row(telling_ones, place) | {"score": float(share[place, topic])} | cells for place in shown]
    return rows


def _by_centrality(
    telling_ones: pd.DataFrame, lists: list[list[str]], rejected: Collection[str]
) -> list[dict[str, object]]:
    """The passages that resemble most others."""
    vectors = Weights(lists).vectors(lists)
    likeness = np.round((vectors @ vectors.T).toarray(), DECIMALS)
    others = max(1, len(telling_ones) - 1)
    central = np.round((likeness.sum(axis=1) - likeness.diagonal()) / others, DECIMALS)
    ids = _ids(telling_ones)
    rows: list[dict[str, object]] = []
    taken: list[int] = []
    for place in (int(place) for place in np.argsort(-central, kind="stable")):
        if len(taken) == 2 * EXEMPLARS or central[place] <= 0:
            break
        if ids[place] in rejected or any(likeness[place, one] >= ALIKE for one in taken):
            continue
        taken.append(place)
        quotation, language = next(iter(_texts(telling_ones.iloc[[place]])))
        written = [term.written for term in terms_of(quotation, language) if " " not in term.term]
        terms = ", ".join(dict.fromkeys(written[:TOP_TERMS]))
        cells = {"category": "", "stability": None, "terms": terms}
        rows.append(_row(telling_ones, place) | {"score": float(central[place])} | cells)
    return rows


def _row(telling_ones: pd.DataFrame, place: int) -> dict[str, object]:
    row: dict[str, object] = {str(name): cell for name, cell in telling_ones.iloc[place].to_dict().items()}
    return row | {"suggestion_id": suggestion_id(str(row["passage_id"]), "")}


def _ids(telling_ones: pd.DataFrame) -> list[str]:
    passages = telling_ones["passage_id"].tolist() if len(telling_ones) else []
    return [suggestion_id(str(passage), "") for passage in passages]


def _spelled(telling_ones: pd.DataFrame) -> dict[str, str]:
    """For each term its most frequent spelling in the passages."""
    counts: dict[str, dict[str, int]] = {}
    for text, language in _texts(telling_ones):
        for term in terms_of(text, language):
            written = counts.setdefault(term.term, {})
            written[term.written.casefold()] = written.get(term.written.casefold(), 0) + 1
    return {term: min(written, key=lambda word: (-written[word], word)) for term, written in counts.items()}


def _texts(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["quotation"].tolist(), frame["language"].tolist(), strict=True))
