"""Look through frozen sources for listed names that were not replaced because they are part of a longer word."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms
from benang.text.spans import SpanIndex

STOPPING = frozenset({"name-inside-word"})
"""Kinds of problems that stop every run, strict or not: a listed name would go on into what is passed on."""


def what_stops(problems: Iterable[Problem], *, strict: bool) -> list[Problem]:
    """Those of the problems with sources at which a run ends: all errors of a strict study, names left of any."""
    return [problem for problem in problems if problem.severity == "error" and (strict or problem.kind in STOPPING)]


def left_names(
    sources: pd.DataFrame, turns: pd.DataFrame, offset_map: pd.DataFrame, memos: pd.DataFrame, pseudonyms: Pseudonyms
) -> list[Problem]:
    """What ``Pseudonyms.left`` finds in frozen texts (speakers' labels are part of them), memos and their authors.

    Args:
        sources, turns, offset_map, memos: the tables of that name.
        pseudonyms: what was replaced in them.

    Returns:
        For each source and pseudonym one problem of a kind (``name-inside-word``, ``name-begins-word``) with the line
        of the first place and how many there are; the name itself is never quoted.
    """
    if not pseudonyms:
        return []
    index = SpanIndex(turns, offset_map)
    files: dict[str, str] = dict(zip(sources["source_id"], sources["file"], strict=True))
    places: list[tuple[str, str, int | None]] = [
        (source_id, text, None) for source_id, text in zip(sources["source_id"], sources["text"], strict=True)
    ]
    for source_id, start, author, text in zip(
        memos["source_id"], memos["start"], memos["author"], memos["text"], strict=True
    ):
        places += [(source_id, author, int(start)), (source_id, text, int(start))]
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for source_id, text, at in places:
        for kind, names in zip(("name-inside-word", "name-begins-word"), pseudonyms.left(text), strict=True):
            for pseudonym, (count, first) in names.items():
                offset = first if at is None else at
                before, begin = found.get((source_id, kind, pseudonym), (0, offset))
                found[source_id, kind, pseudonym] = (before + count, min(begin, offset))
    return [
        Problem(
            kind,
            files[source_id],
            index.locate(source_id, begin, begin + 1).line or None,
            values={"pseudonym": pseudonym, "count": count},
        )
        for (source_id, kind, pseudonym), (count, begin) in sorted(found.items())
    ]
