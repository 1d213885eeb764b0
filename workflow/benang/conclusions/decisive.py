"""What a claim's profile rests on: which informant, coder, code or coding changes it when it is taken away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.passages.passages import Gathering, as_table
from benang.coding.passages.pieces import Piece
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
    turns = gatherer.said(claim)
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, pieces, _ in turns:
        for piece in pieces:
            if gathering.several:
                groups["coder", piece.coder].add(piece.coding_id)
            groups["code", piece.code_id].add(piece.coding_id)
            groups["coding", piece.coding_id].add(piece.coding_id)
    places: dict[str, set[int]] = defaultdict(set)
    for number, (_, pieces, _) in enumerate(turns):
        for piece in pieces:
            places[piece.coding_id].add(number)
    for (what, name), ids in sorted(groups.items()):
        touched = sorted({place for one in ids for place in places[one]})
        left = Counter(total)
        for number in touched:
            left -= turns[number][2]
        if word == BOTH_SIDES == word_of_sides(left, nobody):
            continue  # whatever is left in these turns, both sides stand in others
        left = Counter(total)
        # Without a coder there is nobody who left out what the others coded, also in turns that this one did not code.
        absent = name if what == "coder" else ""
        gone = frozenset(ids)
        for number in range(len(turns)) if absent else touched:
            turn, mine, sides = turns[number]
            left -= sides
            left += Counter(gatherer.sides_of(claim, turn, mine, gone, absent))
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
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    turns = gatherer.said(claim)
    in_turn = [_leaning(sides.elements()) for _, _, sides in turns]
    total: dict[str, _Leaning] = {}
    for number, (turn, mine, _) in enumerate(turns):
        for piece in mine:
            for group in (("code", piece.code_id), *([("coder", piece.coder)] if gathering.several else [])):
                groups[group].add(piece.coding_id)
                places[group].add(number)
        total[turn.case_id] = _more(total.get(turn.case_id, (0, 0)), in_turn[number])
    cases = {case for case in listed if case in speaking}
    states = Counter(_sides(total[case]) if case in total else "" for case in cases)
    whole = _on_sides(states)
    rows = []
    for (what, name), ids in sorted(groups.items()):
        absent = name if what == "coder" else ""
        gone = frozenset(ids)
        left: dict[str, _Leaning] = {}
        # Without a coder there is nobody who left out what the others coded, also in turns that this one did not code.
        for number in range(len(turns)) if absent else sorted(places[what, name]):
            turn, mine, _ = turns[number]
            now = _leaning(gatherer.sides_of(claim, turn, mine, gone, absent))
            counted = left.get(turn.case_id, total[turn.case_id])
            left[turn.case_id] = _more(counted, now, less=in_turn[number])
        touched = sorted(cases & left.keys())
        # Of the others nothing was taken away.
        without = states + Counter(_sides(left[case]) for case in touched)
        without -= Counter(_sides(total[case]) for case in touched)
        counts = _on_sides(without)
        if counts != whole:
            rows.append({"claim_id": claim.claim_id, "without": what, "name": name, **counts})
    return rows


_Leaning = tuple[int, int]
"""How many passages speak for a claim, and how many against it; one on both sides does both."""


def _leaning(sides: Iterable[str]) -> _Leaning:
    of_turn = list(sides)
    both = of_turn.count("both")
    return of_turn.count("for") + both, of_turn.count("against") + both


def _more(leaning: _Leaning, by: _Leaning, less: _Leaning = (0, 0)) -> _Leaning:
    return leaning[0] + by[0] - less[0], leaning[1] + by[1] - less[1]


def _sides(leaning: _Leaning) -> str:
    """The sides on which a case speaks."""
    return "".join(side for side, count in zip(("for", "against"), leaning, strict=True) if count)


def _on_sides(states: Mapping[str, int]) -> dict[str, int]:
    """How many cases speak only for a claim, on both sides and only against it, by how many there are of each."""
    return {
        f"informants_{state}": states[sides]
        for state, sides in (("for", "for"), ("both", "foragainst"), ("against", "against"))
    }
