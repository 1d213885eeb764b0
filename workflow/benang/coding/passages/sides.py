"""On which side of a code, category or theme a coding stands.

A code names a topic; whether a passage speaks for or against it is a judgement about the passage. So a coding has a
side of its own (``codings.side``), and where its coder gave none, the one that its code stands for: a negative code is
``against``, a code that names a topic only (``side: none`` in the codebook) is ``none``, any other is ``for``.

A side is meant towards the nearest ancestor of the code (or the code itself) that is not negative.
"""

from __future__ import annotations

import pandas as pd

from benang.coding.codebook.code_tree import counting_unit, negative_codes

FOR, AGAINST, BOTH, NONE, DISPUTED = "for", "against", "both", "none", "disputed"

SIDES = (FOR, AGAINST, BOTH, NONE)
"""The sides that a person can give a coding."""

_MIRRORED = {FOR: AGAINST, AGAINST: FOR}


class Sides:
    """Sides of codings towards what they are counted under.

    Args:
        codes: table ``codes``.
        level: ``theme``, ``category`` or ``code``.
    """

    def __init__(self, codes: pd.DataFrame, level: str) -> None:
        self._negative = negative_codes(codes)
        topics = codes["side"].eq(NONE) if "side" in codes.columns else pd.Series(False, index=codes.index)
        self._topics = frozenset(codes.loc[topics, "code_id"])
        # A negative category is for itself: what is coded with it says what it says.
        self._turned = frozenset(
            code for code, unit in counting_unit(codes, level).items() if level != "code" and unit in self._negative
        )

    def of(self, code_id: str, own: str) -> str:
        """The side of a coding.

        Args:
            code_id: its code.
            own: the side that its coder gave it; empty where none was given.
        """
        side = own or self._default(code_id)
        return mirrored(side) if code_id in self._turned else side

    def _default(self, code_id: str) -> str:
        if code_id in self._topics:
            return NONE
        return AGAINST if code_id in self._negative else FOR


def united(sides: list[str]) -> frozenset[str]:
    """One coder's sides together: ``for`` and ``against`` as a set; ``none`` adds nothing."""
    found: set[str] = set()
    for side in sides:
        found |= {FOR, AGAINST} if side == BOTH else {side} - {NONE, DISPUTED}
    return frozenset(found)


def common(by_coder: list[frozenset[str]]) -> str:
    """What several coders' sides come to: what all of them hold, or ``disputed`` where they hold nothing in common."""
    if not any(by_coder):
        return NONE
    shared = frozenset.intersection(*by_coder)
    return named(shared) if shared else DISPUTED


def named(sides: frozenset[str]) -> str:
    """A set of ``for`` and ``against`` as one word."""
    if len(sides) == 2:
        return BOTH
    return next(iter(sides), NONE)


def mirrored(side: str) -> str:
    """``for`` as ``against`` and the other way round; any other side as it is."""
    return _MIRRORED.get(side, side)
