"""All suggestions as one table, for a person to decide on."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import pandas as pd

from benang.coding.suggestions.candidates import candidates
from benang.coding.suggestions.code_profiles import Profiles
from benang.coding.suggestions.keyness import comparisons, key_terms
from benang.coding.suggestions.of_machines import of_machines, suggested_for
from benang.coding.suggestions.similar import LEAST_SCORE, similar, without_suggested
from benang.core.kept_parts import KeptParts
from benang.core.problems import Problem

COLUMNS = [
    "suggestion_id",
    "kind",
    "source_id",
    "case_id",
    "turn",
    "start",
    "end",
    "quotation",
    "code_id",
    "category",
    "compared",
    "score",
    "stability",
    "terms",
    "count",
    "total",
    "other_count",
    "other_total",
    "n_cases",
    "of_cases",
    "decision",
    "code",
    "coder",
    "memo",
    "side",
    "use",
]

_WHOLE = ("turn", "start", "end", "count", "total", "other_count", "other_total", "n_cases", "of_cases")
_REAL = ("score", "stability")


def suggest(
    found: pd.DataFrame,
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    attribute: str,
    rejected: Collection[str] = (),
    machines: Callable[[], pd.DataFrame] | None = None,
    kept: KeptParts | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Everything that is suggested.

    Args:
        found: all passages of the study (``benang.coding.suggestions.candidate_passages``).
        codings: table ``codings``; accepted ones are what the codes are learnt from.
        codes: table ``codes``.
        cases: table ``cases``.
        attribute: attribute whose groups are compared.
        rejected: ids of suggestions that never come back.
        machines: gives table ``codings`` of the rule coder and a language model, which suggest too, when it is asked
            for: what codes look like is found out first, and takes most of the memory.
        kept: where topics are kept from run to run.

    Returns:
        Columns ``COLUMNS``. ``kind`` is ``rule`` or ``llm`` (a machine's coding, its id that of the coding; what it
        suggests for a passage is not suggested a second time), ``passage`` (it resembles the code ``code_id``),
        ``term`` (key in a comparison ``compared``) or ``category`` (an exemplar of what may be a new one); what a kind
        does not have is missing or empty, and ``decision``, ``code``, ``coder`` and ``memo`` wait for a person. And
        what was not looked through, as a warning.
    """
    accepted = codings[codings["status"] == "accepted"]
    language = dict(zip(found["source_id"].tolist(), found["language"].tolist(), strict=True))
    columns = (accepted[name].tolist() for name in ("quotation", "source_id", "code_id"))
    examples = ((quotation, language.get(source, ""), code) for quotation, source, code in zip(*columns, strict=True))
    profiles = Profiles(examples, codes, _texts(found))
    coded = found["coded"].to_numpy()
    left = found[~coded]
    scores = profiles.scores_of_background(~coded)
    nearest = scores.max(axis=1, initial=0)
    by_machines = of_machines(machines() if machines is not None else codings.iloc[:0], codings, codes)
    suggested = suggested_for(left, by_machines)
    scores = without_suggested(scores, profiles, suggested)
    far = (nearest < LEAST_SCORE) & np.array([not codes for codes in suggested], dtype=bool)
    new, problems = candidates(left[far], rejected, kept, profiles.n_stems_of_background(~coded)[far])
    parts = [
        by_machines,
        similar(left, scores, profiles, rejected).assign(kind="passage"),
        key_terms(found, comparisons(found, cases, attribute), rejected).assign(kind="term"),
        new.assign(kind="category"),
    ]
    table = pd.concat([_complete(part) for part in parts], ignore_index=True)
    return table[COLUMNS], problems


def _texts(passages: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(passages["quotation"].tolist(), passages["language"].tolist(), strict=True))


def _complete(part: pd.DataFrame) -> pd.DataFrame:
    """A part with all columns of the table, each of its type."""
    types = dict.fromkeys(_WHOLE, "Int64") | dict.fromkeys(_REAL, "Float64")
    complete = part.reindex(columns=COLUMNS)
    texts = [name for name in COLUMNS if name not in types]
    complete[texts] = complete[texts].astype("object").fillna("").astype("str")
    return complete.astype(types)
