"""Which quotations in articles nobody coded; loads nothing slow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def uncoded_turns(sources: Iterable[Row], turns: Iterable[Row], codings: Iterable[Row]) -> list[Row]:
    """The quotations in articles that no accepted coding touches, by article and place.

    Args:
        sources: with ``source_id``, ``kind`` and ``file``; whom an article quotes is a source each.
        turns: with ``source_id``, ``turn``, ``start``, ``end`` and ``line``; a turn of an article is a quotation.
        codings: with ``source_id``, ``start``, ``end`` and ``status``.
    """
    article_of = {row["source_id"]: row["file"] for row in sources if row["kind"] == "article"}
    coded: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in codings:
        if row["status"] == "accepted" and row["source_id"] in article_of:
            coded[row["source_id"]].append((row["start"], row["end"]))
    found = [
        turn
        for turn in turns
        if turn["source_id"] in article_of and not _touched(coded[turn["source_id"]], turn["start"], turn["end"])
    ]
    return sorted(found, key=lambda one: (article_of[one["source_id"]], one["line"], one["source_id"], one["turn"]))


def _touched(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in spans)
