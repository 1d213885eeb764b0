"""The passages that bear on a claim, each on the side it stands on towards the claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from benang.coding.codebook.code_tree import below, negative_codes
from benang.coding.passages.passages import Gathering, SideOf
from benang.coding.passages.pieces import Piece, Utterance
from benang.coding.passages.unit_sides import Sides
from benang.coding.sides import mirrored
from benang.conclusions.claims import Claim
from benang.core.counting import EVIDENCE

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
        self._seen: tuple[Claim, Mapping[str, str], SideOf] | None = None

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
        if utterance.voice not in EVIDENCE:
            return []
        mine = self._mine(claim, pieces, without)
        return self._gathering.rows_of(utterance, mine, LEVEL, *self._unit_and_sides(claim), absent) if mine else []

    def sides_of(
        self,
        claim: Claim,
        utterance: Utterance,
        pieces: Sequence[Piece],
        without: frozenset[str] = frozenset(),
        absent: str = "",
    ) -> list[str]:
        """The sides of the claim's passages in a turn that an informant said; arguments as for ``rows_of``."""
        mine = self._mine(claim, pieces, without)
        return self._gathering.sides_of(utterance, mine, *self._unit_and_sides(claim), absent) if mine else []

    def said(self, claim: Claim) -> Iterator[tuple[Utterance, list[Piece]]]:
        """The turns in which an informant said something that bears on a claim, with what was coded of them for it."""
        for utterance, pieces in self._gathering.coded:
            if utterance.voice == "said" and (mine := self._mine(claim, pieces)):
                yield utterance, mine

    def rows_without(self, claim: Claim, what: str, name: str) -> Iterator[dict[str, object]]:
        """The claim's passages without a coder, a code or a coding, which ``name`` names."""
        gone = {
            piece.coding_id
            for _, pieces in self._gathering.coded
            for piece in pieces
            if name == {"coder": piece.coder, "code": piece.code_id}.get(what, piece.coding_id)
        }
        return self.rows(claim, frozenset(gone), name if what == "coder" else "")

    def groups(self, utterance: Utterance, pieces: Sequence[Piece]) -> dict[tuple[str, str], frozenset[str]]:
        """What can be taken away of what was coded of a turn: ids of codings by coder, code and coding.

        A coder is one of several who count together. One who read the source and coded nothing here is among them:
        without that reader nobody left out what the others coded.
        """
        found: dict[tuple[str, str], set[str]] = {}
        if self._gathering.several:
            readers = sorted(self._gathering.readers_of(utterance.source_id))
            found = {("coder", coder): set() for coder in readers}
        for piece in pieces:
            kinds = [("code", piece.code_id), ("coding", piece.coding_id)]
            for group in [("coder", piece.coder), *kinds] if self._gathering.several else kinds:
                found.setdefault(group, set()).add(piece.coding_id)
        return {group: frozenset(ids) for group, ids in found.items()}

    def _mine(self, claim: Claim, pieces: Sequence[Piece], without: frozenset[str] = frozenset()) -> list[Piece]:
        turned = self.turned(claim)
        return [piece for piece in pieces if piece.code_id in turned and piece.coding_id not in without]

    def _unit_and_sides(self, claim: Claim) -> tuple[Mapping[str, str], SideOf]:
        """The claim as the unit of its codes, and the side of what is coded towards it."""
        if self._seen is None or self._seen[0] is not claim:
            turned = self.turned(claim)

            def side_of(code: str, own: str) -> str:
                side = self._sides.of(code, own)
                return mirrored(side) if turned[code] else side

            self._seen = (claim, dict.fromkeys(turned, claim.claim_id), cache(side_of))
        return self._seen[1:]

    def turned(self, claim: Claim) -> Mapping[str, bool]:
        """The codes that bear on a claim, and whether the side of what is coded with them is turned round."""
        # It is asked for each turn of the study.
        if id(claim) not in self._turned:
            self._turned[id(claim)] = (claim, _turned(claim, self._under, self._negative))
        return self._turned[id(claim)][1]


def turned(claim: Claim, codes: pd.DataFrame) -> dict[str, bool]:
    """The codes that bear on a claim, and whether the side of what is coded with them is turned round."""
    return _turned(claim, below(codes), negative_codes(codes))


def _turned(claim: Claim, under: Mapping[str, Collection[str]], negative: Collection[str]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    # The narrower code says how what is below it is meant, so the wider ones go first.
    for named in sorted(claim.codes, key=lambda code: -len(under.get(code, ()))):
        for code in under.get(named, ()):
            found[code] = named in negative
    if claim.replace:
        plain = {code for code in found if code in negative and not found[code]}
        found = {code: turn for code, turn in found.items() if code not in plain}
    for named in sorted(claim.against, key=lambda code: -len(under.get(code, ()))):
        for code in under.get(named, ()):
            found[code] = named not in negative
    return found
