"""Check, before a run, what claims answer: the passages against them that have no answer, and answers to nothing."""

from __future__ import annotations

import pandas as pd

from benang.coding.passages import Counting, passages
from benang.coding.passages.passages import Gathering
from benang.coding.people.sources_read import SourcesRead
from benang.coding.together.consensus import consensus
from benang.conclusions.answers import answer_problems
from benang.conclusions.claims import Claims
from benang.conclusions.profiles import profiles
from benang.core.counting import CONSENSUS
from benang.core.problems import Problem
from benang.sources.frozen_tables import FrozenTables


def unanswered_problems(
    claims: Claims,
    shown_name: str,
    tables: FrozenTables,
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    counting: Counting,
    disagreements: pd.DataFrame,
    read: SourcesRead | None = None,
) -> list[Problem]:
    """What a run would tell of the claims' answers.

    Args:
        claims: the claims.
        shown_name: how problems name their file.
        tables: the study's sources, frozen.
        codings: table ``codings`` of people, with the suggestions that they took.
        codes, cases: the tables of those names.
        counting: whose codings count, and how.
        disagreements: the differences between coders, with what was decided.
        read: what coders read besides the sources in which they have codings.
    """
    about = (tables.sources, tables.turns)
    agreed, _ = consensus(codings, disagreements, *about, tables.offset_map, CONSENSUS, codes, read)
    every = pd.concat([codings, agreed], ignore_index=True)
    used = every if counting.count == CONSENSUS else codings
    coded = (used, tables.turns, tables.sources)
    found = passages(*coded, codes, counting, disagreements=disagreements, read=read)
    made = profiles(
        claims.claims,
        Gathering(*coded, counting, disagreements=disagreements, read=read),
        codes,
        cases,
        tables.sources,
        tables.turns,
        passages=found,
        codings=every,
    )
    return answer_problems(claims.claims, made["claim_evidence"], shown_name, found, every)
