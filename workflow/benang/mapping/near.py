"""Which codes one coder gave to the same turn of an informant, or to turns near each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from benang.coding.passages import Counting, counted
from benang.coding.passages.pieces import Utterances
from benang.core.model import TABLES

COLUMNS = TABLES["cooccurrence_near"].columns

WITHIN = 2
"""Turns: so far away the next answer stands, with the interviewer's question between."""
FEWEST_FOR_JACCARD = 5
"""Turns of each code; a share of fewer is a share of almost nothing."""


def cooccurrence_near(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    counting: Counting | None = None,
    disagreements: pd.DataFrame | None = None,
    within: int = WITHIN,
    utterances: Utterances | None = None,
) -> pd.DataFrame:
    """Pairs of codes that one coder gave near each other, in what one informant said.

    Wider than ``cooccurrence``, in which codes meet on the same words: here they need only stand in one turn, or in two
    turns of one source and one informant. Two coders' codes are never brought together.

    Args:
        codings, turns, sources: the tables of those names.
        counting, disagreements: as for ``coding.passages.passages``; of what coders agree on, the codings that count
            at all are looked at.
        within: how many turns apart two codes are near.
        utterances: of ``turns`` and ``sources``, where they are at hand.

    Returns:
        One row a pair that is near somewhere (``code_a`` < ``code_b``): ``turns`` that hold both codes of one coder;
        ``near_turns`` that hold one of them with the other in the same turn or at most ``within`` turns away;
        ``turns_a`` and ``turns_b``, that hold each; ``jaccard``: turns with both / turns with either (Jaccard 1901),
        null where one of them has fewer than five.
    """
    usable = counted(codings, counting or Counting(), disagreements)
    places: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    given: defaultdict[tuple[str, str, str], defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for utterance, pieces in (utterances or Utterances(turns, sources)).pieces(usable):
        if utterance.voice == "said":
            for piece in pieces:
                places[piece.code_id].add((utterance.source_id, utterance.turn))
                given[piece.coder, utterance.source_id, utterance.case_id][utterance.turn].add(piece.code_id)
    both: defaultdict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    near: defaultdict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    for (_, source, _), by_turn in given.items():
        _pairs(source, by_turn, within, both, near)
    rows = []
    for pair in sorted(near):
        first, second = (len(places[code]) for code in pair)
        together = len(both.get(pair, ()))
        jaccard = together / len(places[pair[0]] | places[pair[1]])
        enough = min(first, second) >= FEWEST_FOR_JACCARD
        rows.append((*pair, together, len(near[pair]), within, first, second, jaccard if enough else None))
    return pd.DataFrame(rows, columns=COLUMNS)


def _pairs(
    source: str,
    by_turn: Mapping[int, set[str]],
    within: int,
    both: defaultdict[tuple[str, str], set[tuple[str, int]]],
    near: defaultdict[tuple[str, str], set[tuple[str, int]]],
) -> None:
    """The pairs of one coder and one informant in a source, with the turns in which they are."""
    order = sorted(by_turn)
    for place, turn in enumerate(order):
        for pair in combinations(sorted(by_turn[turn]), 2):
            both[pair].add((source, turn))
            near[pair].add((source, turn))
        for other in order[place + 1 :]:
            if other - turn > within:
                break
            for here in by_turn[turn]:
                for there in by_turn[other]:
                    if here != there:
                        near[min(here, there), max(here, there)].update({(source, turn), (source, other)})
