"""What suggests, and which suggestions wait for a decision; loaded where suggestions are counted and none is made."""

from __future__ import annotations

import pandas as pd

KINDS = ("rule", "llm", "passage", "term", "category")
"""What suggests: a rule, a language model, likeness to what a code was given to, a comparison of words, a gap."""

NO_DECISION = "term"
"""Kind of suggestions that cannot become a coding: they are to be read, and are not counted as left to decide."""


def to_decide(table: pd.DataFrame, codes: pd.DataFrame) -> int:
    """How many suggestions of a table wait for a person's decision; none, where there is no code to decide for.

    Args:
        table: table ``suggestions``.
        codes: table ``codes``.
    """
    return int((table["kind"] != NO_DECISION).sum()) if len(codes) else 0
