"""How good suggestions are, measured on a study that people coded: leave one source out.

The profiles are made from all other sources, and each passage that was coded in the one left out is given the codes
that it resembles most. It is a hit where the person's code is the first of these (top 1) or one of the first three
(top 3). Beside it stands what one would hit who always names the most frequent codes of the other sources.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benang.coding.suggestions.code_profiles import Profiles

FIRST = (1, 3)
"""How many codes may be named."""


@dataclass(frozen=True)
class Quality:
    """Shares of the coded passages, from 0 to 1.

    Attributes:
        n: coded passages (codings).
        top_1, top_3: hits of the suggestions.
        majority_1, majority_3: hits of the most frequent codes.
        unseen: passages whose code stands in no other source, so that no example of it was known.
    """

    n: int
    top_1: float
    top_3: float
    majority_1: float
    majority_3: float
    unseen: float


def leave_one_source_out(
    codings: pd.DataFrame, sources: pd.DataFrame, codes: pd.DataFrame, found: pd.DataFrame
) -> Quality:
    """Measure the suggestions on a study's own codings.

    Args:
        codings: table ``codings``; accepted ones count.
        sources: table ``sources``.
        codes: table ``codes``; all its codes can be suggested.
        found: passages of the sources (``benang.coding.suggestions.candidate_passages``); those of the other
            sources tell how frequent a term is.

    Returns:
        The shares; all 0 where nothing is coded.
    """
    language = dict(zip(sources["source_id"], sources["language"], strict=True))
    accepted = codings[codings["status"] == "accepted"]
    accepted = accepted.sort_values(["source_id", "start", "end", "code_id"], kind="stable")
    hits: Counter[str] = Counter()
    for source, held in accepted.groupby("source_id", sort=True):
        rest = accepted[accepted["source_id"] != source]
        others = found[found["source_id"] != source]
        examples = [
            (quotation, language[where], code)
            for quotation, where, code in zip(rest["quotation"], rest["source_id"], rest["code_id"], strict=True)
        ]
        background = list(zip(others["quotation"], others["language"], strict=True))
        profiles = Profiles(examples, codes, background)
        scores = profiles.scores([(quotation, language[str(source)]) for quotation in held["quotation"]])
        ranked = np.argsort(-scores, axis=1, kind="stable")
        known = Counter(rest["code_id"])
        frequent = sorted(known, key=lambda code: (-known[code], code))
        for code, order in zip(held["code_id"], ranked, strict=True):
            named = [profiles.codes[int(column)] for column in order[: max(FIRST)]]
            for first in FIRST:
                hits[f"top_{first}"] += code in named[:first]
                hits[f"majority_{first}"] += code in frequent[:first]
            hits["unseen"] += code not in known
    n = len(accepted)
    shares = ("top_1", "top_3", "majority_1", "majority_3", "unseen")
    return Quality(n, *(hits[name] / n if n else 0.0 for name in shares))
