"""What a claim's profile rests on: which informant, coder, code or coding changes it when it is taken away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.passages.passages import Gathering, as_table
from benang.coding.passages.pieces import Piece
from benang.conclusions.claim_passages import ClaimPassages
from benang.conclusions.claims import Claim
from benang.conclusions.profile_words import NO_EVIDENCE, never_asked, profile_word, word_of_sides
from benang.mapping.matrices import case_states


def decisive_rows(
    claim: Claim,
    gatherer: ClaimPassages,
    gathering: Gathering,
    found: pd.DataFrame,
    word: str,
    nobody: str,
    in_states: Callable[[pd.DataFrame], Mapping[str, str]],
) -> Iterable[dict[str, str]]:
    """What changes the word of the profile when it is taken away: one informant, coder, code or coding.

    Where nothing that was said is left, whoever was never asked about it is not silent but not asked (``in_states``:
    the state of each case in some passages).
    """
    if nobody == "no_informants":
        return
    said = found[found["voice"] == "said"]
    for case in sorted(set(said["case_id"]) - {""}):
        others = found[found["case_id"] != case]
        without = profile_word(others, nobody)[0]
        if without == NO_EVIDENCE:
            without = profile_word(others, never_asked(in_states(others)))[0]
        if without != word:
            yield {"without": "informant", "name": case, "profile": without}
    turned = gatherer.turned(claim)
    turns = [
        (turn, mine)
        for turn, pieces in gathering.coded
        if (mine := [piece for piece in pieces if piece.code_id in turned]) and turn.voice == "said"
    ]
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, pieces in turns:
        for piece in pieces:
            if gathering.several:
                groups["coder", piece.coder].add(piece.coding_id)
            groups["code", piece.code_id].add(piece.coding_id)
            groups["coding", piece.coding_id].add(piece.coding_id)
    total = Counter(said["side"])
    in_turn = [Counter(str(row["side"]) for row in gatherer.rows_of(claim, turn, mine)) for turn, mine in turns]
    places: dict[str, set[int]] = defaultdict(set)
    for number, (_, pieces) in enumerate(turns):
        for piece in pieces:
            places[piece.coding_id].add(number)
    for (what, name), ids in sorted(groups.items()):
        left = Counter(total)
        # Without a coder there is nobody who left out what the others coded, also in turns that this one did not code.
        absent = name if what == "coder" else ""
        for number in range(len(turns)) if absent else sorted({place for one in ids for place in places[one]}):
            turn, mine = turns[number]
            left -= in_turn[number]
            left += Counter(str(row["side"]) for row in gatherer.rows_of(claim, turn, mine, frozenset(ids), absent))
        without = word_of_sides(left, nobody)
        if without == NO_EVIDENCE:
            every = ids | {
                piece.coding_id for _, pieces in gathering.coded for piece in pieces if name in _of(piece, what)
            }
            rest = as_table(gatherer.rows(claim, frozenset(every), absent))
            without = word_of_sides(left, never_asked(in_states(rest)))
        if without != word:
            yield {"without": what, "name": name, "profile": without}


def _of(piece: Piece, what: str) -> tuple[str, ...]:
    """The coder or the code of a piece: what it is taken away with, observations too."""
    return {"coder": (piece.coder,), "code": (piece.code_id,)}.get(what, ())


def counts_without(
    claim: Claim,
    gatherer: ClaimPassages,
    gathering: Gathering,
    found: pd.DataFrame,
    listed: Sequence[str],
    turns: pd.DataFrame,
) -> list[dict[str, Any]]:
    """How many informants are on which side without one code or coder, where that is not as many as with it."""
    turned = gatherer.turned(claim)
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for turn, pieces in gathering.coded:
        for piece in pieces if turn.voice == "said" else ():
            if piece.code_id in turned:
                groups["code", piece.code_id].add(piece.coding_id)
                if gathering.several:
                    groups["coder", piece.coder].add(piece.coding_id)
    whole = _on_sides(found, listed, turns)
    rows = []
    for (what, name), ids in sorted(groups.items()):
        left = gatherer.rows(claim, frozenset(ids), name if what == "coder" else "")
        counts = _on_sides(as_table(left), listed, turns)
        if counts != whole:
            rows.append({"claim_id": claim.claim_id, "without": what, "name": name, **counts})
    return rows


def _on_sides(found: pd.DataFrame, listed: Sequence[str], turns: pd.DataFrame) -> dict[str, int]:
    """How many cases speak only for a claim, on both sides and only against it."""
    states = Counter(case_states(found, listed, turns).values())
    return {f"informants_{state}": states[state] for state in ("for", "both", "against")}
