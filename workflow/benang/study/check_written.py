"""Check, before a run, what researchers wrote: marks in texts, summaries, contradictions, links between codes."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from benang.conclusions.document_names import TABLES as DOCUMENT_TABLES
from benang.conclusions.written_checks import mark_problems
from benang.core.problems import Problem
from benang.mapping.figures import FIGURES
from benang.mapping.other_ways import other_ways
from benang.mapping.written import TABLES, read_written
from benang.study.counted_codings import CountedCodings
from benang.writing.writing import Writing


def written_problems(writing: Writing, counted: CountedCodings) -> list[Problem]:
    """What a run would tell of them.

    Args:
        writing: what the researchers wrote.
        counted: the codings, and what comes of them.
    """
    if not any(writing.rows(table) for table in TABLES):
        return []
    sources, turns, codes = counted.tables.sources, counted.tables.turns, counted.codes
    where = {"codes": codes, "cases": counted.cases, "sources": sources, "passages": counted.passages}
    coded_by = (counted.codings, counted.agreed, turns, sources, codes, counted.counting, counted.disagreements)
    return read_written(writing, where, partial(other_ways, *coded_by, counted.read))[1]


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
