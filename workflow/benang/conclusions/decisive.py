"""What a claim's profile rests on: which informant, coder, code or coding changes it when it is taken away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.conclusions.claim_parts import ClaimParts, Leaning, more
from benang.conclusions.claims import Claim
from benang.conclusions.profile_words import NO_EVIDENCE, never_asked, profile_word, word_of_sides


def decisive_rows(
    claim: Claim,
    parts: ClaimParts,
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
    # Passages make nobody not asked: where somebody was asked, what is left of them need not be looked at.
    may_be_unasked = bool(never_asked(in_states(found.iloc[:0])))
    of_case: dict[str, Counter[str]] = defaultdict(Counter)
    for case, side in zip(said["case_id"].tolist(), said["side"].tolist(), strict=True):
        of_case[case][side] += 1
    for case in sorted(set(of_case) - {""}):
        without = word_of_sides(total - of_case[case], nobody)
        if without == NO_EVIDENCE and may_be_unasked:
            others = found[found["case_id"] != case]
            without = profile_word(others, never_asked(in_states(others)))[0]
        if without != word:
            yield {"without": "informant", "name": case, "profile": without}
    for (what, name), sides in parts.sides_without(claim).items():
        left = Counter(total)
        left.update(sides)
        without = word_of_sides(left, nobody)
        if without == NO_EVIDENCE and may_be_unasked:
            rest = parts.passages_without(claim, what, name)
            without = word_of_sides(left, never_asked(in_states(rest)))
        if without != word:
            yield {"without": what, "name": name, "profile": without}


def counts_without(
    claim: Claim, parts: ClaimParts, listed: Sequence[str], speaking: Collection[str]
) -> list[dict[str, Any]]:
    """How many informants are on which side without one code or coder, where that is not as many as with it.

    Args:
        claim, parts: the claim, and what it rests on.
        listed: ids of the cases.
        speaking: those of them whose own turns there are.
    """
    total = parts.leanings(claim)
    cases = {case for case in listed if case in speaking}
    states = Counter(_sides(total.get(case, (0, 0))) for case in cases)
    whole = _on_sides(states)
    rows = []
    for (what, name), gone in parts.leanings_without(claim).items():
        touched = sorted(cases & gone.keys())
        # Of the others nothing was taken away.
        without = states + Counter(_sides(more(total[case], gone[case])) for case in touched)
        without -= Counter(_sides(total[case]) for case in touched)
        counts = _on_sides(without)
        if counts != whole:
            rows.append({"claim_id": claim.claim_id, "without": what, "name": name, **counts})
    return rows


def _sides(leaning: Leaning) -> str:
    """The sides on which a case speaks."""
    return "".join(side for side, count in zip(("for", "against"), leaning, strict=True) if count)


def _on_sides(states: Mapping[str, int]) -> dict[str, int]:
    """How many cases speak only for a claim, on both sides and only against it, by how many there are of each."""
    return {
        f"informants_{state}": states[sides]
        for state, sides in (("for", "for"), ("both", "foragainst"), ("against", "against"))
    }
