"""Passages without a code that resemble what a code was given to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from benang.coding.suggestions.candidate_passages import code_digits, suggestion_id
from benang.coding.suggestions.code_profiles import Profiles, Scores

LEAST_SCORE = 0.15
"""From this cosine on a passage is near a code; below it, what they share is mostly chance (docs/suggestions.md)."""

LEAST_TERMS = 2
"""Shared terms below which a passage is not suggested: one word in common is what the rule coder is for."""

PER_CODE = 10
"""Most passages that are suggested for a code at a time; others follow when these are decided on."""

SHOWN_TERMS = 6


def similar(open_passages: pd.DataFrame, scores: Scores, profiles: Profiles, rejected: Collection[str]) -> pd.DataFrame:
    """For each code the passages nearest to it, of those to which no other code is nearer.

    Args:
        open_passages: passages without a code (``benang.coding.suggestions.candidate_passages``).
        scores: their scores (``Profiles.scores``), a row each.
        profiles: the codes.
        rejected: ids of suggestions that a person has rejected; they never come back, and the next best code of such a
            passage takes their place.

    Returns:
        Columns of the passages, and ``suggestion_id``, ``code_id``, ``score`` and ``terms`` (what passage and code
        share, joined with ``, ``); in the codebook's order, the nearest first.
    """
    scores = without_rejected(open_passages, scores, profiles, rejected)
    rows: list[dict[str, object]] = []
    if scores.size:
        best = scores.argmax(axis=1)  # of equal ones the first in the codebook
        value = scores[np.arange(len(scores)), best]
        for column, code_id in enumerate(profiles.codes):
            near = np.flatnonzero((best == column) & (value >= LEAST_SCORE))
            taken = 0
            # The passages are in order of source and place, so equal scores are too.
            for place in near[np.argsort(-value[near], kind="stable")]:
                row = {str(name): cell for name, cell in open_passages.iloc[int(place)].to_dict().items()}
                terms = profiles.shared(row["quotation"], row["language"], code_id, SHOWN_TERMS)
                if len(terms) < LEAST_TERMS:
                    continue
                row |= {"suggestion_id": suggestion_id(row["passage_id"], code_id), "code_id": code_id}
                rows.append(row | {"score": float(value[place]), "terms": ", ".join(terms)})
                taken += 1
                if taken == PER_CODE:
                    break
    columns = [*open_passages.columns, "suggestion_id", "code_id", "score", "terms"]
    return pd.DataFrame(rows, columns=columns)


def without_suggested(scores: Scores, profiles: Profiles, suggested: Sequence[Collection[str]]) -> Scores:
    """The scores with 0 for each passage and code that a machine suggests already; ``suggested``: codes by passage."""
    column_of = {code: column for column, code in enumerate(profiles.codes)}
    left = scores.copy()
    for row, codes in enumerate(suggested):
        for code in codes:
            if code in column_of:
                left[row, column_of[code]] = 0
    return left


def without_rejected(
    open_passages: pd.DataFrame, scores: Scores, profiles: Profiles, rejected: Collection[str]
) -> Scores:
    """The scores with 0 for each passage and code whose suggestion was rejected."""
    column_of = {code_digits(code): column for column, code in enumerate(profiles.codes)}
    row_of = {name: row for row, name in enumerate(open_passages["passage_id"])}
    left = scores.copy()
    for name in rejected:
        passage, _, code = name.partition("-")
        if passage in row_of and code in column_of:
            left[row_of[passage], column_of[code]] = 0
    return left
