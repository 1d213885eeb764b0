"""What a claim's profile rests on: which informant, coder, code or coding changes it when it is taken away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from benang.coding.passages.passages import Gathering, as_table
from benang.conclusions.claim_passages import ClaimPassages
from benang.conclusions.claims import Claim
from benang.conclusions.profile_words import profile_word, word_of_sides
from benang.mapping.matrices import case_states


def decisive_rows(
    claim: Claim, gatherer: ClaimPassages, gathering: Gathering, found: pd.DataFrame, word: str, nobody: str
) -> Iterable[dict[str, str]]:
    """What changes the word of the profile when it is taken away: one informant, coder, code or coding."""
    if nobody == "no_informants":
        return
    said = found[found["voice"] == "said"]
    for case in sorted(set(said["case_id"]) - {""}):
        without = profile_word(found[found["case_id"] != case], nobody)[0]
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
        if without != word:
            yield {"without": what, "name": name, "profile": without}


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
