"""The passages that bear on a claim, each on the side it stands on towards the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from benang.coding.codebook.code_tree import below, negative_codes
from benang.coding.passages.passages import Gathering
from benang.coding.passages.pieces import Piece, Utterance
from benang.coding.passages.unit_sides import Sides
from benang.coding.sides import mirrored
from benang.conclusions.claims import Claim

LEVEL = "claim"
"""Level of a claim's passages: the claim is the unit under which its codes are gathered."""


class ClaimPassages:
    """Gathers the passages of claims, as ``coding.passages`` gathers those of a category: a claim is a unit whose codes
    are those it names with all below them.

    A passage stands towards the claim as it stands towards the code that the claim names; a negative code that is named
    itself speaks for it. What is coded with a code of ``against`` is turned round: what is for that code is against the
    claim. Looking for what speaks against a claim is negative case analysis (Lincoln and Guba 1985).

    Args:
        gathering: the codings that count.
        codes: table ``codes``.
    """

    def __init__(self, gathering: Gathering, codes: pd.DataFrame) -> None:
        self._gathering = gathering
        self._under = below(codes)
        self._negative = negative_codes(codes)
        self._sides = Sides(codes, "code")
        self._turned: dict[int, tuple[Claim, Mapping[str, bool]]] = {}

    def rows(
        self, claim: Claim, without: frozenset[str] = frozenset(), absent: str = ""
    ) -> Iterator[dict[str, object]]:
        """The claim's passages as rows of the table ``passages``.

        Args:
            claim: the claim.
            without: ids of codings to leave out.
            absent: a coder who is taken to have read nothing.
        """
        for turn in self._gathering.coded:
            yield from self.rows_of(claim, *turn, without, absent)

    def rows_of(
        self,
        claim: Claim,
        utterance: Utterance,
        pieces: Sequence[Piece],
        without: frozenset[str] = frozenset(),
        absent: str = "",
    ) -> list[dict[str, object]]:
        """The claim's passages in one turn; none where it is neither an informant's nor an observer's.

        Args:
            claim: the claim.
            utterance, pieces: the turn and what was coded of it.
            without: ids of codings to leave out.
            absent: a coder who is taken to have read nothing.
        """
        if utterance.voice not in ("said", "observed"):
            return []
        turned = self.turned(claim)
        mine = [piece for piece in pieces if piece.code_id in turned and piece.coding_id not in without]
        if not mine:
            return []

        def side_of(code: str, own: str) -> str:
            side = self._sides.of(code, own)
            return mirrored(side) if turned[code] else side

        unit_of = dict.fromkeys(turned, claim.claim_id)
        return self._gathering.rows_of(utterance, mine, LEVEL, unit_of, side_of, absent)

    def turned(self, claim: Claim) -> Mapping[str, bool]:
        """The codes that bear on a claim, and whether the side of what is coded with them is turned round."""
        # It is asked for each turn of the study.
        if id(claim) not in self._turned:
            self._turned[id(claim)] = (claim, self._codes_of(claim))
        return self._turned[id(claim)][1]

    def _codes_of(self, claim: Claim) -> dict[str, bool]:
        found: dict[str, bool] = {}
        # The narrower code says how what is below it is meant, so the wider ones go first.
        for named in sorted(claim.codes, key=lambda code: -len(self._under.get(code, ()))):
            for code in self._under.get(named, ()):
                found[code] = named in self._negative
        if claim.replace:
            plain = {code for code in found if code in self._negative and not found[code]}
            found = {code: turn for code, turn in found.items() if code not in plain}
        for named in sorted(claim.against, key=lambda code: -len(self._under.get(code, ()))):
            for code in self._under.get(named, ()):
                found[code] = named not in self._negative
        return found
