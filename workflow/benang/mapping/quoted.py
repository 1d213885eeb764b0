"""Whose words the passages of a study are, and who is quoted how often."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from benang.core.model import TABLES
from benang.mapping.matrices import NO_CASE, heard

COLUMNS = TABLES["quoted"].columns

USES = ("best", "typical", "doubt", "hide")


def quoted(
    passages: pd.DataFrame,
    cases: pd.DataFrame,
    turns: pd.DataFrame,
    framework_theme: pd.DataFrame,
    framework_category: pd.DataFrame,
) -> pd.DataFrame:
    """Every case with how much of it was said, coded, chosen and shown.

    Args:
        passages, cases, turns: the tables of those names.
        framework_theme, framework_category: the framework matrices.

    Returns:
        Every case of the case file and one row for what is nobody's: ``words`` of own turns, said ``passages`` of all
        codes, their ``share`` of all said passages, how many the researcher marked (``best``, ``typical``, ``doubt``,
        ``hide``), and how many passages stand in the cells of the framework matrices, cited or quoted.
    """
    said = passages[(passages["level"] == "code") & (passages["voice"] == "said")]
    n = Counter(said["case_id"].astype(str))
    marked = Counter(zip(said["case_id"].astype(str), said["use"].astype(str), strict=True))
    words = heard(turns)
    shown = [Counter[str](), Counter[str]()]
    for count, matrix in zip(shown, (framework_theme, framework_category), strict=True):
        for case, ids in zip(matrix["case_id"], matrix["passage_ids"], strict=True):
            count[str(case)] += len(ids)
    nobodys = turns[(turns["role"] == "informant") & (turns["case_id"] == NO_CASE)]["n_words"]
    listed = {str(case) for case in cases["case_id"]} | set(n) | {NO_CASE}
    rows = [
        {
            "case_id": case,
            "words": words.get(case, int(nobodys.sum()) if case == NO_CASE else 0),
            "passages": n[case],
            "share": n[case] / len(said) if len(said) else None,
            **{use: marked[case, use] for use in USES},
            "in_themes": shown[0][case],
            "in_categories": shown[1][case],
        }
        for case in sorted(listed)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
