"""Check, before a run, what claims answer: the passages against them that have no answer, and answers to nothing."""

from __future__ import annotations

from benang.coding.passages.passages import Gathering
from benang.conclusions.answers import answer_problems
from benang.conclusions.claims import Claims
from benang.conclusions.profiles import profiles
from benang.core.problems import Problem
from benang.study.counted_codings import CountedCodings


def unanswered_problems(claims: Claims, shown_name: str, counted: CountedCodings) -> list[Problem]:
    """What a run would tell of the claims' answers.

    Args:
        claims: the claims.
        shown_name: how problems name their file.
        counted: the codings, and what comes of them.
    """
    made = profiles(
        claims.claims,
        Gathering(*counted.coded, counted.counting, disagreements=counted.disagreements, read=counted.read),
        counted.codes,
        counted.cases,
        counted.tables.sources,
        counted.tables.turns,
        passages=counted.passages,
        codings=counted.every,
    )
    return answer_problems(claims.claims, made["claim_evidence"], shown_name, counted.passages, counted.every)
