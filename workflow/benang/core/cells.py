"""How single cells of tables are written; without the library of tables, which takes half a second to load."""

from __future__ import annotations

from collections.abc import Sequence

LIST_SEPARATOR = ";"
"""Joins several ids in one cell of a table that people read or write."""
BYTE_ORDER_MARK = "\ufeff"
"""Stands before a CSV for people: without it Excel reads UTF-8 in the computer's old encoding."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text cell that begins with one of these as a formula."""


def split_ids(cell: str) -> list[str]:
    """The ids in one cell (``"C;D;E"`` -> ``["C", "D", "E"]``)."""
    return [part for part in cell.split(LIST_SEPARATOR) if part]


def join_ids(ids: Sequence[str]) -> str:
    """Several ids as one cell."""
    return LIST_SEPARATOR.join(ids)
