"""Where researchers say that kinds of material contradict each other (``triangulation.csv``)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core.problems import Problem, nearest
from benang.mapping.named_passages import NamedPassages, OtherWays
from benang.writing.written_tables import WrittenRow, named_ids

TABLE = "triangulation"

LITERATURE = "literature"
"""The kind that stands for the works of the literature."""

_BETWEEN_KINDS = re.compile(r"\s*[;,|]\s*")


class Contradiction(NamedTuple):
    """One contradiction.

    Attributes:
        category: id of a category.
        kinds: two or more kinds of source, ``literature`` among them or not.
        notes: what is meant, by language.
        author: who says so.
        passage_ids: the passages that show it.
    """

    category: str
    kinds: tuple[str, ...]
    notes: Mapping[str, str]
    author: str = ""
    passage_ids: tuple[str, ...] = ()


def read_contradictions(
    rows: Sequence[WrittenRow],
    shown_name: str,
    codes: pd.DataFrame,
    kinds: Collection[str],
    passages: pd.DataFrame,
    others: OtherWays = list,
) -> tuple[list[Contradiction], list[Problem]]:
    """What researchers say, and what is wrong with it.

    Args:
        rows: of the table ``triangulation``.
        shown_name: its file.
        codes, passages: the tables of those names.
        kinds: of the study's sources.
        others: the passages as other ways of counting have them.

    Returns:
        The contradictions about known categories between at least two known kinds; a problem for each other row and
        for each passage that is not (any more) one of the category.
    """
    categories = units(codes, "category")
    known = [*sorted(kinds), LITERATURE]
    named = NamedPassages(passages, others)
    found: list[Contradiction] = []
    problems: list[Problem] = []
    for row in rows:
        category = row.cells["category"]

        def report(kind: str, line: int = row.line, place: str = category, /, **values: object) -> None:
            problems.append(Problem(kind, shown_name, line, place, values))

        between = [part.casefold() for part in _BETWEEN_KINDS.split(row.cells["kinds"]) if part]
        unknown = [kind for kind in between if kind not in known]
        if category not in categories:
            report("contradiction-category-unknown", category=category, near=nearest(category, categories))
        elif unknown:
            report("contradiction-kind-unknown", given=unknown[0], known=", ".join(known))
        elif len(set(between)) < 2:
            report("contradiction-one-kind", known=", ".join(known))
        else:
            here = named.of_unit(category)
            ids, gone = named.within(named_ids(row.cells.get("passages", "")), here)
            if gone:
                report("contradiction-passage-gone", passages=", ".join(gone), count=len(gone))
            texts = dict(row.texts.get("note", {}))
            found.append(
                Contradiction(category, tuple(dict.fromkeys(between)), texts, row.cells.get("author", ""), ids)
            )
    return found, problems
