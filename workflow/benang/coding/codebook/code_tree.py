"""The hierarchy of codes: what lies below a code, which codes are negative cases, where a code is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

_COLUMNS = ("code_id", "parent_id", "theme_id", "category_id")
"""Of the table ``codes``, what tells the hierarchy."""


def below(codes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Each code of ``codes`` (table ``codes``) with itself and everything under it, in the codebook's order."""
    parents = _parents(codes)
    under: dict[str, list[str]] = {code: [] for code in parents}
    for code in parents:
        for ancestor in _upwards(code, parents):
            under[ancestor].append(code)
    return {code: tuple(found) for code, found in under.items()}


def negative_codes(codes: pd.DataFrame) -> frozenset[str]:
    """The codes that mark negative cases: those marked so in the codebook, and everything under them."""
    marked = set(codes.loc[codes["negative"], "code_id"])
    parents = _parents(codes)
    return frozenset(code for code in parents if any(above in marked for above in _upwards(code, parents)))


def counting_unit(codes: pd.DataFrame, level: str) -> dict[str, str]:
    """The code under which each code is counted in a table of one level.

    A theme without a category below it stands for itself among the categories, so that a flat codebook keeps its codes.

    Args:
        codes: table ``codes``.
        level: ``theme`` or ``category`` (a code counts for the one it lies under), or ``code`` (for itself alone).

    Returns:
        code_id -> code_id of the unit; codes that no unit of this level holds (a theme that has categories, when
        categories are counted) are left out.

    Raises:
        ValueError: ``level`` is none of the three.
    """
    if level == "code":
        return {code: code for code in _in_order(codes)}
    if level == "theme":
        return {str(row["code_id"]): str(row["theme_id"]) for row in _records(codes)}
    if level != "category":
        raise ValueError(f"level must be theme, category or code, not {level!r}")
    divided = set(codes.loc[codes["level"] == "category", "theme_id"])
    units: dict[str, str] = {}
    for row in _records(codes):
        if row["category_id"]:
            units[str(row["code_id"])] = str(row["category_id"])
        elif row["theme_id"] not in divided:
            units[str(row["code_id"])] = str(row["theme_id"])
    return units


def units(codes: pd.DataFrame, level: str) -> list[str]:
    """The rows of a table of one level: every unit of ``counting_unit``, in the codebook's order."""
    wanted = set(counting_unit(codes, level).values())
    return [code for code in _in_order(codes) if code in wanted]


def _records(codes: pd.DataFrame) -> Iterable[Mapping[str, object]]:
    ordered = codes.sort_values(["order", "code_id"], kind="stable")
    known = [name for name in _COLUMNS if name in ordered]
    return [dict(zip(known, row, strict=True)) for row in zip(*(ordered[name].tolist() for name in known), strict=True)]


def _in_order(codes: pd.DataFrame) -> list[str]:
    return [str(row["code_id"]) for row in _records(codes)]


def _parents(codes: pd.DataFrame) -> dict[str, str]:
    return {str(row["code_id"]): str(row["parent_id"]) for row in _records(codes)}


def _upwards(code: str, parents: Mapping[str, str]) -> list[str]:
    """The code and its ancestors; a parent that is missing or a circle ends the walk."""
    path: list[str] = []
    while code in parents and code not in path:
        path.append(code)
        code = parents[code]
    return path
