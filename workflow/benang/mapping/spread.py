"""On how many informants each theme, category and code rests, and whether one of them carries most of it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from benang.core.model import TABLES
from benang.mapping.matrices import NO_CASE

COLUMNS = TABLES["spread"].columns


def spread(case_theme: pd.DataFrame, case_category: pd.DataFrame, case_code: pd.DataFrame) -> pd.DataFrame:
    """How the references of each unit are spread over the informants.

    Args:
        case_theme, case_category, case_code: the matrices of those names.

    Returns:
        Every unit of every level: ``informants`` with a reference, of ``base`` (those heard); ``references`` that are
        an informant's, and ``nobodys`` (that cannot be given to one), which together are the total of the unit;
        ``largest_case`` with most references (of equals the first by id), how many, and their share of ``references``;
        ``gini`` of the references over all informants heard (0: all the same, (base - 1) / base: all one person's;
        Gini 1912); ``one_carries``: more than half are one informant's. Shares are null without references.
    """
    rows: list[dict[str, object]] = []
    for level, matrix in (("theme", case_theme), ("category", case_category), ("code", case_code)):
        columns = (matrix[name].tolist() for name in ("code_id", "case_id", "state", "references"))
        found: dict[str, dict[str, int]] = {}
        nobodys: dict[str, int] = {}
        for code, case, state, references in zip(*columns, strict=True):
            found.setdefault(code, {})
            if case == NO_CASE:
                nobodys[code] = references
            elif state != "not_heard":
                found[code][case] = references
        rows += [
            {"level": level, "code_id": code, "nobodys": nobodys.get(code, 0)} | _of(found[code])
            for code in sorted(found)
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _of(references: dict[str, int]) -> dict[str, object]:
    total = sum(references.values())
    largest = max(references.values(), default=0)
    return {
        "informants": sum(n > 0 for n in references.values()),
        "base": len(references),
        "references": total,
        "largest_case": min(case for case, n in references.items() if n == largest) if total else "",
        "largest_references": largest,
        "largest_share": largest / total if total else None,
        "gini": gini(list(references.values())) if total else None,
        "one_carries": largest * 2 > total,
    }


def gini(amounts: Sequence[int]) -> float:
    """The Gini coefficient of amounts that are not all 0: half the mean difference between two of them, by their mean.

    >>> gini([2, 2, 2, 2])
    0.0
    >>> gini([0, 0, 0, 8])
    0.75
    """
    ranked = sum((2 * place - len(amounts) - 1) * amount for place, amount in enumerate(sorted(amounts), start=1))
    return ranked / (len(amounts) * sum(amounts))
