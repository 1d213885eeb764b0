"""The sides that a codebook gives to codings that have none of their own."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from benang.coding.codebook.code_tree import negative_codes
from benang.coding.sides import NONE, own_side


@dataclass(frozen=True)
class CodeSides:
    """Which codes are negative, those below negative ones among them, and which are topics."""

    negative: frozenset[str]
    topics: frozenset[str]

    @classmethod
    def of(cls, codes: pd.DataFrame) -> CodeSides:
        """Those of a codebook (table ``codes``)."""
        return cls(negative_codes(codes), frozenset(codes.loc[codes["side"] == NONE, "code_id"]))

    def side(self, code_id: str, given: str) -> str:
        """The side of a coding with this code (``sides.own_side``); ``given`` is its column ``side``."""
        return own_side(given, code_id in self.negative, code_id in self.topics)
