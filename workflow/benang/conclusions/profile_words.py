"""The word of a claim's profile: on which sides what informants said stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

ONE_SIDE, BOTH_SIDES, AGAINST, NO_EVIDENCE, NOT_ASSESSABLE = (
    "one_side",
    "both_sides",
    "against",
    "none",
    "not_assessable",
)

PROFILES = (ONE_SIDE, BOTH_SIDES, AGAINST, NO_EVIDENCE, NOT_ASSESSABLE)


def never_asked(states: Mapping[str, str]) -> str:
    """``not_asked`` where that is the state of all cases that were heard, else empty.

    Args:
        states: of each case.
    """
    heard_states = {state for state in states.values() if state != "not_heard"}
    return "not_asked" if heard_states == {"not_asked"} else ""


def profile_word(found: pd.DataFrame, nobody: str) -> tuple[str, str]:
    """The word of a profile, and the reason where it needs one.

    Args:
        found: the claim's passages.
        nobody: why nobody could say anything of it: no_informants, not_asked; empty where somebody could.
    """
    if nobody == "no_informants":
        return NOT_ASSESSABLE, nobody
    said = Counter(found.loc[found["voice"] == "said", "side"])
    word = word_of_sides(said, nobody)
    if word == NOT_ASSESSABLE:
        return word, "disputed" if said["disputed"] else "no_side" if said["none"] else nobody
    if word == NO_EVIDENCE:
        return word, "observed_only" if len(found) else "not_coded"
    return word, ""


def word_of_sides(said: Mapping[str, int], nobody: str) -> str:
    """The word for so many said passages of each side."""
    in_favour = said.get("for", 0) + said.get("both", 0)
    against = said.get("against", 0) + said.get("both", 0)
    if in_favour and against:
        return BOTH_SIDES
    if in_favour or against:
        return ONE_SIDE if in_favour else AGAINST
    return NOT_ASSESSABLE if nobody or said.get("disputed", 0) or said.get("none", 0) else NO_EVIDENCE
