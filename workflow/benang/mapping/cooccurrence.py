"""Which codes meet on the same words of one turn, in the eyes of one coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import cast

import pandas as pd

from benang.coding.passages import Counting, counted
from benang.coding.passages.passages import Gathering, gathered
from benang.coding.passages.pieces import Piece, Utterance, Utterances
from benang.coding.sides import FOR
from benang.core.counting import AGREED, EVIDENCE
from benang.core.model import TABLES

COLUMNS = TABLES["cooccurrence"].columns


def cooccurrence(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    counting: Counting | None = None,
    disagreements: pd.DataFrame | None = None,
    read: Mapping[str, Collection[str]] | None = None,
    utterances: Utterances | None = None,
) -> pd.DataFrame:
    """Pairs of codes that one coder gave to the same words.

    What a coder's pieces of two codes share, of one turn, is where the codes meet; what several coders found to meet
    on the same words is counted once, as passages are. Two codes that meet only because two coders read the same words
    differently are a difference between coders, and no co-occurrence. The measure is the count of overlapping segments
    that QDA programs report as code relations (Guest, MacQueen and Namey 2012), within one coder.

    Where only what all readers agree on counts (``agreed``), both codings have to be in a passage of their code that
    counts.

    Args:
        codings, turns, sources: the tables of those names.
        counting, disagreements, read: as for ``benang.coding.passages.passages``.
        utterances: of ``turns`` and ``sources``, where they are at hand.

    Returns:
        One row a pair that meets: ``code_a`` < ``code_b`` (by id), ``passages`` (in informants' own words),
        ``observed_passages`` (in an observer's), ``words`` and ``shared`` (the words that both cover, a line a
        passage with its source and turn), ``coding_ids`` (list of the codings that meet, sorted), by pair.
    """
    way = counting or Counting()
    usable = counted(codings, way, disagreements)
    cut_by = utterances or Utterances(turns, sources)
    agreed = None
    if way.count == AGREED:
        coded = (codings, turns, sources, way)
        agreed = _agreed(Gathering(*coded, disagreements=disagreements, read=read, utterances=cut_by))
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: {"said": 0, "observed": 0})
    behind: dict[tuple[str, str], set[str]] = defaultdict(set)
    words: dict[tuple[str, str], int] = defaultdict(int)
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for utterance, pieces in cut_by.pieces(usable):
        if utterance.voice not in EVIDENCE:
            continue
        if agreed is not None:
            in_turn = agreed.get((utterance.source_id, utterance.turn), frozenset())
            pieces = [piece for piece in pieces if piece.coding_id in in_turn]
        for pair, shared in _shared(pieces).items():
            found = [piece for piece, _ in shared]
            meeting = gathered(found)
            counts[pair][utterance.voice] += len(meeting)
            words[pair] += len(utterance.words([(piece.start, piece.end) for piece in found]))
            lines[pair] += [_line(utterance, members) for _, members in meeting]
            behind[pair].update(coding for _, ids in shared for coding in ids)
    rows = [
        (*pair, *counts[pair].values(), words[pair], "\n".join(lines[pair]), sorted(behind[pair]))
        for pair in sorted(counts)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def cooccurrence_matrix(cooccurrence: pd.DataFrame, code_totals: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The same pairs as a square: passages of informants in which one coder gave both codes.

    Args:
        cooccurrence, code_totals, codes: the tables of those names.

    Returns:
        A row and a column for each code that has a passage, in the codebook's order: ``code_id``, then a column named
        by each code's id. What stands where a code meets itself are its references.
    """
    references = dict(zip(code_totals["code_id"], code_totals["references"], strict=True))
    ordered = codes.sort_values(["order", "code_id"], kind="stable")["code_id"]
    kept = [str(code) for code in ordered if references.get(code, 0)]
    pairs = cooccurrence[["code_a", "code_b", "passages"]].itertuples(index=False, name=None)
    met = {frozenset((first, second)): int(n) for first, second, n in pairs}
    rows = [
        [one, *(int(references[one]) if one == other else met.get(frozenset((one, other)), 0) for other in kept)]
        for one in kept
    ]
    return pd.DataFrame(rows, columns=["code_id", *kept])


def _line(utterance: Utterance, members: Sequence[Piece]) -> str:
    """Where a passage is in which two codes meet, and what both cover of it."""
    said = utterance.said(min(piece.start for piece in members), max(piece.end for piece in members))
    return f"{utterance.source_id}, {utterance.turn}: {said}"


def _agreed(gathering: Gathering) -> dict[tuple[str, int], frozenset[str]]:
    """Of each turn (source, number) the codings that are in a passage of their code that counts."""
    found: dict[tuple[str, int], frozenset[str]] = {}
    for utterance, pieces in gathering.coded:
        unit_of = {piece.code_id: piece.code_id for piece in pieces}
        rows = gathering.rows_of(utterance, pieces, "code", unit_of, lambda _code, own: own or FOR)
        ids = frozenset(one for row in rows for one in cast("list[str]", row["coding_ids"]))
        found[utterance.source_id, utterance.turn] = ids
    return found


def _shared(pieces: list[Piece]) -> dict[tuple[str, str], list[tuple[Piece, tuple[str, str]]]]:
    """What pieces of one coder and of two codes share, by pair of codes, with the codings that share it."""
    found: dict[tuple[str, str], list[tuple[Piece, tuple[str, str]]]] = defaultdict(list)
    ordered = sorted(pieces, key=lambda piece: (piece.start, piece.end, piece.coding_id))
    still_open: list[Piece] = []
    for piece in ordered:
        still_open = [other for other in still_open if other.end > piece.start]
        for other in still_open:
            if other.coder == piece.coder and other.code_id != piece.code_id:
                first, second = sorted((piece, other), key=lambda item: item.code_id)
                ids = (first.coding_id, second.coding_id)
                end = min(piece.end, other.end)
                shared = Piece(piece.start, end, "+".join(ids), piece.coder, "", "", "", 0)
                found[first.code_id, second.code_id].append((shared, ids))
        still_open.append(piece)
    return found
