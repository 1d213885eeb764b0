"""Check, before a run, what researchers wrote: marks in texts, summaries, contradictions, links between codes."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import pandas as pd

from benang.coding.passages import Counting, passages
from benang.coding.people.sources_read import SourcesRead
from benang.coding.together.consensus import consensus
from benang.conclusions.document_names import TABLES as DOCUMENT_TABLES
from benang.conclusions.written_checks import mark_problems
from benang.core.counting import CONSENSUS
from benang.core.problems import Problem
from benang.mapping.figures import FIGURES
from benang.mapping.other_ways import other_ways
from benang.mapping.written import TABLES, read_written
from benang.sources.frozen_tables import FrozenTables
from benang.writing.writing import Writing


def written_problems(
    writing: Writing,
    tables: FrozenTables,
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    counting: Counting,
    disagreements: pd.DataFrame,
    read: SourcesRead | None = None,
) -> list[Problem]:
    """What a run would tell of them.

    Args:
        writing: what the researchers wrote.
        tables: the study's sources, frozen.
        codings: table ``codings`` of people, with the suggestions that they took.
        codes, cases: the tables of those names.
        counting: whose codings count, and how.
        disagreements: the differences between coders, with what was decided.
        read: what coders read besides the sources in which they have codings.
    """
    if not any(writing.rows(table) for table in TABLES):
        return []
    about = (tables.sources, tables.turns, tables.offset_map)
    agreed = consensus(codings, disagreements, *about, CONSENSUS, codes, read)[0]
    used = agreed if counting.count == CONSENSUS else codings
    coded = (used, tables.turns, tables.sources)
    found = passages(*coded, codes, counting, disagreements=disagreements, read=read)
    where = {"codes": codes, "cases": cases, "sources": tables.sources, "passages": found}
    coded_by = (codings, agreed, tables.turns, tables.sources, codes, counting, disagreements)
    return read_written(writing, where, partial(other_ways, *coded_by, read))[1]


def written_mark_problems(
    writing: Writing,
    codes: Collection[str] | None,
    claims: Collection[str] | None,
    works: Collection[str] | None,
) -> list[Problem]:
    """What of the marks in texts (references, numbers) can be told before a run.

    Whether a number is right, and a passage there, only a run can tell.

    Args:
        writing: what the researchers wrote.
        codes, claims, works: the ids of what the study has; None where a check does not know them all.
    """
    known: dict[str, Collection[str]] = {"figure": list(FIGURES), "table": DOCUMENT_TABLES}
    known |= {"claim": claims} if claims is not None else {}
    known |= {"unit": [*codes, *claims]} if codes is not None and claims is not None else {}
    known |= {"cite": works} if works is not None else {}
    return mark_problems(writing, known)
