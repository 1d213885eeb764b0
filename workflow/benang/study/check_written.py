"""Check, before a run, what researchers wrote for the matrices: summaries, contradictions, links between codes."""

from __future__ import annotations

from functools import partial

import pandas as pd

from benang.coding.passages import Counting, passages
from benang.coding.people.sources_read import SourcesRead
from benang.coding.together.consensus import consensus
from benang.core.counting import CONSENSUS
from benang.core.problems import Problem
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
