"""On which entries of the codebook there may be a text."""

from __future__ import annotations

import pandas as pd


def written_units(codes: pd.DataFrame) -> list[str]:
    """Ids of the codes of every level above the lowest, and of lowest ones that stand alone at the top, in their order.

    Args:
        codes: table ``codes``.
    """
    kept = codes[codes["level"].isin(("theme", "category")) | (codes["theme_id"] == codes["code_id"])]
    return [str(code) for code in kept.sort_values(["order", "code_id"], kind="stable")["code_id"]]
