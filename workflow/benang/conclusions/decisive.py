"""What a claim's profile rests on: which informant, coder, code or coding changes it when it is taken away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.passages.passages import Gathering, as_table
from benang.coding.passages.pieces import Piece, Utterance
from benang.conclusions.claim_passages import ClaimPassages
from benang.conclusions.claims import Claim
from benang.conclusions.profile_words import BOTH_SIDES, NO_EVIDENCE, never_asked, profile_word, word_of_sides


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
    total = Counter(said["side"])
    of_case: dict[str, Counter[str]] = defaultdict(Counter)
    for case, side in zip(said["case_id"].tolist(), said["side"].tolist(), strict=True):
        of_case[case][side] += 1
    for case in sorted(set(of_case) - {""}):
        without = word_of_sides(total - of_case[case], nobody)
        if without == NO_EVIDENCE:
            others = found[found["case_id"] != case]
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
    in_turn = [Counter(str(row["side"]) for row in gatherer.rows_of(claim, turn, mine)) for turn, mine in turns]
    places: dict[str, set[int]] = defaultdict(set)
    for number, (_, pieces) in enumerate(turns):
        for piece in pieces:
            places[piece.coding_id].add(number)
    for (what, name), ids in sorted(groups.items()):
        touched = sorted({place for one in ids for place in places[one]})
        left = Counter(total)
        for number in touched:
            left -= in_turn[number]
        if word == BOTH_SIDES == word_of_sides(left, nobody):
            continue  # whatever is left in these turns, both sides stand in others
        left = Counter(total)
        # Without a coder there is nobody who left out what the others coded, also in turns that this one did not code.
        absent = name if what == "coder" else ""
        gone = frozenset(ids)
        for number in range(len(turns)) if absent else touched:
            turn, mine = turns[number]
            left -= in_turn[number]
            left += Counter(str(row["side"]) for row in gatherer.rows_of(claim, turn, mine, gone, absent))
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
    claim: Claim, gatherer: ClaimPassages, gathering: Gathering, listed: Sequence[str], speaking: Collection[str]
) -> list[dict[str, Any]]:
    """How many informants are on which side without one code or coder, where that is not as many as with it.

    Args:
        claim, gatherer, gathering: the claim, and the codings that count.
        listed: ids of the cases.
        speaking: those of them whose own turns there are.
    """
    turned = gatherer.turned(claim)
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    turns: list[tuple[Utterance, list[Piece]]] = []
    for turn, pieces in gathering.coded:
        mine = [piece for piece in pieces if piece.code_id in turned] if turn.voice == "said" else []
        for piece in mine:
            for group in (("code", piece.code_id), *([("coder", piece.coder)] if gathering.several else [])):
                groups[group].add(piece.coding_id)
                places[group].add(len(turns))
        if mine:
            turns.append((turn, mine))
    in_turn = [_leaning(gatherer.rows_of(claim, turn, mine)) for turn, mine in turns]
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for (turn, _), leaning in zip(turns, in_turn, strict=True):
        total[turn.case_id] += leaning
    cases = {case for case in listed if case in speaking}
    states = Counter(_sides(total[case]) if case in total else "" for case in cases)
    whole = _on_sides(states)
    rows = []
    for (what, name), ids in sorted(groups.items()):
        absent = name if what == "coder" else ""
        gone = frozenset(ids)
        left: dict[str, Counter[str]] = {}
        # Without a coder there is nobody who left out what the others coded, also in turns that this one did not code.
        for number in range(len(turns)) if absent else sorted(places[what, name]):
            turn, mine = turns[number]
            counted = left.setdefault(turn.case_id, Counter(total[turn.case_id]))
            counted -= in_turn[number]
            counted += _leaning(gatherer.rows_of(claim, turn, mine, gone, absent))
        touched = sorted(cases & left.keys())
        # Of the others nothing was taken away.
        without = states + Counter(_sides(left[case]) for case in touched)
        without -= Counter(_sides(total[case]) for case in touched)
        counts = _on_sides(without)
        if counts != whole:
            rows.append({"claim_id": claim.claim_id, "without": what, "name": name, **counts})
    return rows


def _leaning(rows: Iterable[Mapping[str, object]]) -> Counter[str]:
    """How many passages speak for a claim and how many against it; one on both sides does both."""
    sides = Counter(str(row["side"]) for row in rows)
    return Counter({"for": sides["for"] + sides["both"], "against": sides["against"] + sides["both"]})


def _sides(leaning: Mapping[str, int]) -> str:
    """The sides on which a case speaks."""
    return "".join(side for side in ("for", "against") if leaning[side])


def _on_sides(states: Mapping[str, int]) -> dict[str, int]:
    """How many cases speak only for a claim, on both sides and only against it, by how many there are of each."""
    return {
        f"informants_{state}": states[sides]
        for state, sides in (("for", "for"), ("both", "foragainst"), ("against", "against"))
    }
