"""What the researcher answers to what speaks against the claims, and what is not answered yet."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from benang.conclusions.claims import Claim
from benang.core.problems import Problem

COLUMNS = ["claim_id", "answer_id", "how", "passages"]


def answers_table(claims: Iterable[Claim]) -> pd.DataFrame:
    """The answers of all claims: ``claim_id``, ``answer_id``, ``how``, ``passages`` (list of ids as written) and
    ``text:<language>`` for each language."""
    claims = list(claims)
    languages = list(dict.fromkeys(language for claim in claims for one in claim.answers for language in one.text))
    rows = [
        {
            "claim_id": claim.claim_id,
            "answer_id": one.answer_id,
            "how": one.how,
            "passages": list(one.passages),
            **{f"text:{language}": one.text.get(language, "") for language in languages},
        }
        for claim in claims
        for one in claim.answers
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, *(f"text:{language}" for language in languages)])


def answer_problems(claims: Iterable[Claim], evidence: pd.DataFrame, shown_name: str) -> list[Problem]:
    """The passages against a claim that it does not answer, and the answers to what does not speak against it.

    Args:
        claims: the claims.
        evidence: table ``claim_evidence`` (``conclusions.profiles``).
        shown_name: how problems name the file of the claims.
    """
    problems: list[Problem] = []
    for claim in claims:
        mine = evidence[evidence["claim_id"] == claim.claim_id]
        used = set(mine.loc[mine["how"] != "", "answer"])
        for one in claim.answers:
            if one.answer_id not in used:
                values = {"claim": claim.claim_id, "passage": ", ".join(one.passages)}
                problems.append(Problem("claim-answer-gone", shown_name, one.line, values=values))
        against = mine[mine["side"].isin(["against", "both", "disputed"]) & (mine["how"] == "")]
        for row in against.to_dict("records"):
            values = {name: row[column] for name, column in _SHOWN.items()} | {"claim": claim.claim_id}
            problems.append(Problem("claim-unanswered", shown_name, claim.line, values=values))
    return problems


_SHOWN = {"passage": "passage_id", "side": "side", "source": "source_id", "turn": "turn"}
