"""Which question of the guide an answer followed, where a person confirmed which turns asked it."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Collection, Sequence

import pandas as pd

from benang.coding.codebook.code_tree import below
from benang.core.tables import read_table


class AskedTurns:
    """The questions that were asked, and what they are about.

    Args:
        asked: a row for each turn that a person confirmed to ask a question: ``source_id``, ``turn``, ``code_ids``
            (list of the codes that the question is about; empty for one that is about none). Turn 0: it is not known in
            which turn it was asked.
        guide: the codes of all questions of the guide, asked or not.
        codes: table ``codes``. A question about a code is about what lies below it, and bears on what lies above it.
    """

    def __init__(self, asked: pd.DataFrame, guide: Collection[str], codes: pd.DataFrame) -> None:
        self._near = _related(codes)
        self._guide = {unit for code in guide for unit in self._near.get(code, ())}
        # A turn may ask several questions.
        about_what: dict[str, dict[int, set[str]]] = {}
        for source, turn, about in zip(asked["source_id"], asked["turn"], asked["code_ids"], strict=True):
            units = about_what.setdefault(str(source), {}).setdefault(int(turn), set())
            units.update(unit for code in about for unit in self._near.get(code, ()))
        self._turns = {
            source: [(turn, frozenset(units)) for turn, units in sorted(of_turn.items())]
            for source, of_turn in about_what.items()
        }

    def prompted(self, source_id: str, turn: int, unit: str) -> str:
        """Whether what is said in a turn answers a question about ``unit``: ``yes``, ``no``, or empty where nobody
        confirmed what was asked in the source."""
        found = self._turns.get(source_id)
        if not found or unit not in self._near:
            return ""
        before = bisect_right(found, turn, key=lambda item: item[0]) - 1
        if before >= 0 and found[before][0] and unit in found[before][1]:
            return "yes"
        # A question about it was asked, and nobody says in which turn.
        return "" if any(unit in about for number, about in found if not number) else "no"

    def not_asked(self, source_ids: Collection[str], *wanted: str) -> bool:
        """Whether somebody who speaks in these sources was never asked about any of the codes, though the guide asks.

        False where a source is among them whose questions nobody confirmed.
        """
        if self._guide.isdisjoint(wanted) or not source_ids or not all(one in self._turns for one in source_ids):
            return False
        return all(units.isdisjoint(wanted) for source in source_ids for _, units in self._turns[source])


def read_asked_turns(paths: Sequence[str | os.PathLike[str]], codes: pd.DataFrame) -> AskedTurns | None:
    """What was asked, from the tables that the run made of it (``asked``, ``guide``); None where there is no guide."""
    if not paths:
        return None
    asked, guide = (read_table(path, name) for path, name in zip(paths, ("asked", "guide"), strict=True))
    return AskedTurns(asked, {code for cell in guide["code_ids"] for code in cell}, codes)


def _related(codes: pd.DataFrame) -> dict[str, set[str]]:
    """Each code with itself, all below it and all above it."""
    under = below(codes)
    near = {code: set(found) for code, found in under.items()}
    for code, found in under.items():
        for lower in found:
            near[lower].add(code)
    return near
