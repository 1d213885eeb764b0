"""On which side a coded passage stands, and what a researcher wants to do with it as a quotation.

A code names a topic; whether a passage speaks for it or against it is a judgement about the passage. A coding has the
side that its coder gave it; where none was given, that of its code: a negative code's passages are against, those of a
topic (``side: none`` in the codebook) on no side, all others for. A given side replaces the code's and never turns it
round: it is towards the nearest code that is not negative, as the code's own is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

FOR, AGAINST, BOTH, NONE, DISPUTED = "for", "against", "both", "none", "disputed"

IN_FAVOUR = (FOR, BOTH)
"""Sides that speak for a unit or a claim."""

CONTRARY = (AGAINST, BOTH)
"""Sides that speak against it."""

OPPOSING = (*CONTRARY, DISPUTED)
"""Sides that a claim has to answer, and that stand apart from what speaks for a category."""

SIDES = (FOR, AGAINST, BOTH, NONE)
"""The sides that a person can give."""

USES = ("hide", "doubt", "best", "typical")
"""The uses that a person can give, the one that shows least first."""

Stands = frozenset[str]
"""Where something stands: nowhere, ``for``, ``against``, or both."""

_STANDS: Mapping[str, Stands] = {
    FOR: frozenset((FOR,)),
    AGAINST: frozenset((AGAINST,)),
    BOTH: frozenset((FOR, AGAINST)),
}
_MIRRORED = {FOR: AGAINST, AGAINST: FOR}


def stands(side: str) -> Stands:
    """The one or two sides that ``side`` is; none for ``none``, ``disputed`` and what was not given."""
    return _STANDS.get(side, frozenset())


def side_of(standing: Collection[str]) -> str:
    """The side that ``stands`` takes for ``standing``."""
    return next((side for side, where in _STANDS.items() if where == frozenset(standing)), NONE)


def mirrored(side: str) -> str:
    """``for`` and ``against`` exchanged: how a side towards a category is one towards its negative cases."""
    return _MIRRORED.get(side, side)


def own_side(given: str, negative: bool, topic: bool) -> str:
    """The side of a coding towards the nearest code, its own or one above it, that is not negative.

    Args:
        given: the coding's column ``side``.
        negative: whether its code is negative, or below one that is (``code_tree.negative_codes``).
        topic: whether its code's own ``side`` is ``none``.
    """
    if given:
        return given
    return NONE if topic else AGAINST if negative else FOR


def together(sides: Iterable[str]) -> str:
    """The side of one coder who gave several: their union. ``none`` adds nothing to a side."""
    return side_of(frozenset().union(*map(stands, sides)))


def shared(sides: Collection[str]) -> str:
    """The side of several coders, of each their own: what they share (``both`` shares ``for`` with ``for``).

    All without a side are ``none``; sides that share nothing are ``disputed``.
    """
    standing = [stands(side) for side in sides]
    if not any(standing):
        return DISPUTED if DISPUTED in sides else NONE
    common = frozenset.intersection(*standing)
    return side_of(common) if common else DISPUTED


def given_together(given: Iterable[str]) -> str:
    """What one coder gave in several places to the same coding: ``together``, of those that were given."""
    sides = [side for side in given if side]
    return together(sides) if sides else ""


def strictest(uses: Iterable[str]) -> str:
    """Of several uses the one that shows least; empty where none was given."""
    given = set(uses)
    return next((use for use in USES if use in given), "")
