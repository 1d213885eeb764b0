"""What the researcher answers to what speaks against the claims, and what is not answered yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from benang.coding.coding_ids import known_as
from benang.coding.sides import OPPOSING
from benang.conclusions.claims import Answer, Claim
from benang.core.model import TABLES
from benang.core.problems import Problem

COLUMNS = TABLES["claim_answers"].columns


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


def named_in_answers(claims: Iterable[Claim]) -> frozenset[str]:
    """The ids that the answers of claims name, as the tables ``codings`` and ``passages`` may have them."""
    ids = {named for claim in claims for one in claim.answers for named in one.passages}
    return frozenset(ids | {known_as(named) for named in ids})


def codings_beside(codings: pd.DataFrame, named: Collection[str]) -> pd.DataFrame:
    """Of the table ``codings`` what ``Addresses`` looks at: those of the sources in which one of ``named`` stands."""
    sources = codings.loc[codings["coding_id"].isin(sorted(named)), "source_id"].unique()
    return codings[codings["source_id"].isin(sources)]


class Addresses:
    """Which passages of a claim an id in an answer means.

    An id is that of the claim's own passage, of a coding (every passage that it is in; ids of before had no letter), or
    of a passage of the table ``passages``, whatever its level (those of the same turn that share a coding with it). A
    coding that is not counted itself means the passages with a coding of its code that it meets: so an answer to what a
    coder marked holds for the consensus too, and the other way round.

    Args:
        passages: table ``passages``, or those of it that are named; None where there is none.
        codings: table ``codings``, counted or not, or what ``codings_beside`` gives of it; None where there is none.
    """

    def __init__(self, passages: pd.DataFrame | None = None, codings: pd.DataFrame | None = None) -> None:
        self._of_passages, self._of_codings = passages, codings

    @cached_property
    def _codings(self) -> dict[str, tuple[str, str, int, int]]:
        """Source, code and place of each coding; made when an answer names something."""
        codings = self._of_codings
        if codings is None:
            return {}
        columns = ("source_id", "code_id", "start", "end")
        places = zip(*(codings[column].tolist() for column in columns), strict=True)
        return dict(zip(codings["coding_id"].tolist(), places, strict=True))

    @cached_property
    def _known(self) -> dict[str, tuple[str, int, frozenset[str]]]:
        """Source, turn and codings of each passage."""
        passages = self._of_passages
        if passages is None:
            return {}
        parts = ("passage_id", "source_id", "turn", "coding_ids")
        rows = zip(*(passages[column].tolist() for column in parts), strict=True)
        return {str(name): (str(source), int(turn), frozenset(map(str, ids))) for name, source, turn, ids in rows}

    def means(self, named: str, row: Mapping[Any, Any]) -> bool:
        """Whether ``named`` means the passage ``row`` (of a claim)."""
        if named == row["passage_id"]:
            return True
        ids = {str(one) for one in row["coding_ids"]}
        if named in self._known:
            source, turn, codings = self._known[named]
            return (source, turn) == (row["source_id"], row["turn"]) and not codings.isdisjoint(ids)
        return named in ids or known_as(named) in ids or self._meets(named, ids)

    def _meets(self, named: str, ids: set[str]) -> bool:
        """Whether a coding meets one of ``ids`` with the same code."""
        coding = self._codings.get(named) or self._codings.get(known_as(named))
        if coding is None:
            return False
        source, code, start, end = coding
        others = (self._codings[one] for one in ids if one in self._codings)
        return any((s, c) == (source, code) and first < end and start < last for s, c, first, last in others)

    def answer(self, claim: Claim, row: Mapping[Any, Any]) -> Answer | None:
        """The first answer of a claim that means one of its passages."""
        return next((one for one in claim.answers if any(self.means(named, row) for named in one.passages)), None)


def answer_problems(
    claims: Iterable[Claim],
    evidence: pd.DataFrame,
    shown_name: str,
    passages: pd.DataFrame | None = None,
    codings: pd.DataFrame | None = None,
    absent: Sequence[str] = (),
) -> list[Problem]:
    """The passages against a claim that it does not answer, and the ids in answers that mean none such.

    Args:
        claims: the claims.
        evidence: table ``claim_evidence`` (``conclusions.profiles``).
        shown_name: how problems name the file of the claims.
        passages: table ``passages``, for answers that name one of its ids.
        codings: table ``codings``, for answers that name a coding that is not counted.
        absent: coders of whose codings there are none; what answers name may be theirs, and is not told to be gone.
    """
    addresses = Addresses(passages, codings)
    problems: list[Problem] = []
    opposing = evidence[evidence["side"].isin(OPPOSING)]
    for claim in claims:
        rows = opposing[opposing["claim_id"] == claim.claim_id].to_dict("records")
        for one in claim.answers:
            for named in one.passages:
                if not absent and not any(addresses.means(named, row) for row in rows):
                    values = {"claim": claim.claim_id, "passage": named}
                    problems.append(Problem("claim-answer-gone", shown_name, one.line, one.answer_id, values))
        for row in rows:
            if not row["how"]:
                values = {name: row[column] for name, column in _SHOWN.items()} | {"claim": claim.claim_id}
                # People see ids of codings throughout: in the report, in tables and in their own answers.
                values["passage"] = row["coding_ids"][0]
                problems.append(Problem("claim-unanswered", shown_name, claim.line, values=values))
    return problems


def with_answers_to(
    claims: Iterable[Claim], evidence: pd.DataFrame, passages: pd.DataFrame, codings: pd.DataFrame
) -> tuple[Claim, ...]:
    """The claims without those answers that mean no passage of theirs; parameters as in ``answer_problems``."""
    addresses = Addresses(passages, codings)
    kept = []
    for claim in claims:
        rows = evidence[evidence["claim_id"] == claim.claim_id].to_dict("records")
        answers = tuple(
            one for one in claim.answers if any(addresses.means(named, row) for named in one.passages for row in rows)
        )
        kept.append(replace(claim, answers=answers))
    return tuple(kept)


def unanswered(problems: Iterable[Problem]) -> list[Problem]:
    """Of ``problems`` those that tell a passage without an answer."""
    return [problem for problem in problems if problem.kind == "claim-unanswered"]


_SHOWN = {"side": "side", "source": "source_id", "turn": "turn"}
