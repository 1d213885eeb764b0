"""Codes by attributes of cases: how many informants of each group speak of a code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from benang.core.model import TABLES
from benang.mapping.attribute_classes import class_of, needs_classes
from benang.mapping.matrices import NO_CASE

COLUMNS = TABLES["crosstab"].columns

FEWEST_FOR_SHARE = 20
"""In a group of fewer informants a percentage says more than there is: 1 of 5 is one person, and not 20 %."""

_PREFIX = "attribute:"


def crosstab(
    case_theme: pd.DataFrame,
    case_category: pd.DataFrame,
    case_code: pd.DataFrame,
    cases: pd.DataFrame,
    classes: Mapping[str, Sequence[float]] | None = None,
) -> pd.DataFrame:
    """Each theme, category and code by each value of each attribute: x of n informants, one mark an informant.

    No test of significance: informants of a qualitative study are chosen and not drawn.

    Args:
        case_theme, case_category, case_code: the matrices of those names.
        cases: table ``cases``.
        classes: by numeric attribute the bounds of its classes. A numeric attribute of many values without classes
            makes no groups and is left out (``attribute_classes.needs_classes``).

    Returns:
        By level and code, then attribute and value (classes from the lowest): ``informants`` who speak of it at all,
        ``base`` (informants heard with that value), ``share`` (null where the base is below ``FEWEST_FOR_SHARE``),
        ``for_informants`` and ``against_informants`` (who say something for it and against it; both count in both),
        ``references`` and ``case_ids`` of these informants. Values that a case file gives for none who was heard are
        left out; an empty value is that of cases without one.
    """
    groups = _groups(cases, classes or {})
    rows: list[dict[str, object]] = []
    for level, matrix in (("theme", case_theme), ("category", case_category), ("code", case_code)):
        rows += _of_level(level, matrix, groups)
    return pd.DataFrame(rows, columns=COLUMNS)


_Groups = Mapping[str, Mapping[str, Sequence[str]]]
"""By attribute and value the cases, values in their order."""


def _groups(cases: pd.DataFrame, classes: Mapping[str, Sequence[float]]) -> _Groups:
    groups: dict[str, dict[str, list[str]]] = {}
    for column in cases.columns:
        parts = str(column).split(":")
        if parts[0] != _PREFIX[:-1] or len(parts) != 2:  # a third part is a language
            continue
        values = [str(value) for value in cases[column]]
        bounds = list(classes.get(parts[1], ()))
        if not bounds and needs_classes(values):
            continue
        of_value: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for case, value in zip(cases["case_id"], values, strict=True):
            of_value[class_of(value, bounds)].append(str(case))
        groups[parts[1]] = {value: of_value[place, value] for place, value in sorted(of_value)}
    return groups


def _of_level(level: str, matrix: pd.DataFrame, groups: _Groups) -> list[dict[str, object]]:
    spoken = matrix[(matrix["case_id"] != NO_CASE) & (matrix["state"] != "not_heard")]
    heard = set(spoken["case_id"])
    spoken = spoken[spoken["references"] > 0]
    columns = ("code_id", "case_id", "references", "for_references", "against_references")
    cells: defaultdict[str, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    for code, case, *counts in zip(*(spoken[name].tolist() for name in columns), strict=True):
        cells[code][case] = (counts[0], counts[1], counts[2])
    rows: list[dict[str, object]] = []
    for code in sorted(set(matrix["code_id"])):
        here = cells.get(code, {})
        for attribute, values in sorted(groups.items()):
            for value, members in values.items():
                base = [case for case in members if case in heard]
                mine = sorted(case for case in base if case in here)
                if base:
                    rows.append(
                        {
                            "level": level,
                            "code_id": code,
                            "attribute": attribute,
                            "value": value,
                            "informants": len(mine),
                            "base": len(base),
                            "share": len(mine) / len(base) if len(base) >= FEWEST_FOR_SHARE else None,
                            "for_informants": sum(here[case][1] > 0 for case in mine),
                            "against_informants": sum(here[case][2] > 0 for case in mine),
                            "references": sum(here[case][0] for case in mine),
                            "case_ids": mine,
                        }
                    )
    return rows
