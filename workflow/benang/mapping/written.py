"""What researchers wrote for the matrices, read beside the tables that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benang.core.problems import Problem
from benang.mapping import contradictions, relations, summaries
from benang.mapping.named_passages import OtherWays
from benang.writing.writing import Writing

TABLES = (summaries.TABLE, contradictions.TABLE, relations.TABLE)
"""The tables of the folder of writing that the matrices read."""


def read_written(
    writing: Writing, tables: Mapping[str, Any], others: OtherWays = list
) -> tuple[dict[str, Any], list[Problem]]:
    """The summaries, contradictions and relations of a study, by these names, and all that is wrong with them.

    Args:
        writing: what the researchers wrote.
        tables: ``codes``, ``cases``, ``sources``, ``passages``.
        others: the passages as other ways of counting have them (``mapping.other_ways``).
    """
    codes, passages = tables["codes"], tables["passages"]

    def rows(name: str) -> tuple[Any, str]:
        return writing.rows(name), writing.files.get(name, "")

    kinds = sorted(set(tables["sources"]["kind"]))
    written, problems = summaries.read_summaries(*rows(summaries.TABLE), codes, tables["cases"], passages, others)
    against, more = contradictions.read_contradictions(*rows(contradictions.TABLE), codes, kinds, passages, others)
    links, further = relations.read_relations(*rows(relations.TABLE), codes, passages, others)
    return {"summaries": written, "contradictions": against, "relations": links}, [*problems, *more, *further]
