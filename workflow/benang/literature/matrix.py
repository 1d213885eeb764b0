"""What the literature holds: works by categories, and what the interviews add to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from benang import model
from benang.coding.code_tree import counting_unit, units
from benang.model import LIST_SEPARATOR, split_ids
from benang.problems import Problem, nearest

CITED = "cited in the codebook"

MATRIX_COLUMNS = ["work_id", "category_id", "codes", "why"]
NOVELTY_COLUMNS = ["category_id", "theme_id", "origin", "n_works", "n_informants", "base", "status"]


def cited_works(works: pd.DataFrame, codes: pd.DataFrame, shown_name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Codings of works by the keys that the codebook cites.

    Args:
        works, codes: the tables of those names.
        shown_name: the codebook's file, for problems.

    Returns:
        The table ``work_codings`` and a problem for each key that no work has.
    """
    known = set(works["work_id"])
    rows: dict[tuple[str, str], dict[str, object]] = {}
    problems: list[Problem] = []
    for row in codes.sort_values("order", kind="stable").to_dict("records"):
        code = str(row["code_id"])
        for key in split_ids(str(row["cites"])):
            if key in known:
                rows[key, code] = {"work_id": key, "code_id": code, "why": CITED}
            else:
                values = {"code": code, "key": key, "near": nearest(key, known)}
                problems.append(Problem("unknown-work", shown_name, None, f"codes {code}", values))
    return model.from_rows("work_codings", list(rows.values())), problems
