"""On which side of a code, category or theme a coding stands.

A code names a topic; whether a passage speaks for or against it is a judgement about the passage. So a coding has a
side of its own (``codings.side``), and where its coder gave none, the one that its code stands for: a negative code is
``against``, a code that names a topic only (``side: none`` in the codebook) is ``none``, any other is ``for``.

A side is meant towards the nearest ancestor of the code (or the code itself) that is not negative.
"""

from __future__ import annotations

import pandas as pd

from benang.coding.codebook.code_sides import CodeSides
from benang.coding.codebook.code_tree import counting_unit
from benang.coding.sides import mirrored


class Sides:
    """Sides of codings towards what they are counted under.

    Args:
        codes: table ``codes``.
        level: ``theme``, ``category`` or ``code``.
    """

    def __init__(self, codes: pd.DataFrame, level: str) -> None:
        self._own = CodeSides.of(codes)
        # A negative category is for itself: what is coded with it says what it says.
        self._turned = frozenset(
            code for code, unit in counting_unit(codes, level).items() if level != "code" and unit in self._own.negative
        )

    def of(self, code_id: str, own: str) -> str:
        """The side of a coding.

        Args:
            code_id: its code.
            own: the side that its coder gave it; empty where none was given.
        """
        side = self._own.side(code_id, own)
        return mirrored(side) if code_id in self._turned else side
