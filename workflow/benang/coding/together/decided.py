"""What a decision on a difference between coders leaves of their codings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SIDE = "side"
"""Kind of a difference where both coders coded the same words and their sides conflict."""
EXTENT = "extent"
"""Kind of a difference where both gave the code to words that overlap and are not the same."""
EXTENT_AND_SIDE = "extent_side"
"""The same where their sides conflict, too."""


def keeps(row: Mapping[str, Any], decision: str) -> dict[str, bool]:
    """For each coding of a difference (a row of it) whether ``decision`` keeps it; what it does not judge is left out.

    Where the difference is of sides alone, only ``neither`` judges the codings.
    """
    if not decision or (row["kind"] == SIDE and decision != "neither"):
        return {}
    kept = dict.fromkeys(row["coding_ids_a"], decision in ("a", "both"))
    return kept | dict.fromkeys(row["coding_ids_b"], decision in ("b", "both"))
