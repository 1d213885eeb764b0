"""Widths of tables' columns: none is so narrow that a word of it, a head above all, breaks within."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from benang.conclusions.documents.tree import Node, mapped, plain

LETTERS = 80
"""So many letters surely stand in a line as wide as a page, in the size of tables, whichever font a machine has."""
LETTERS_OF_PDF = 112
"""So many do in the font that the PDF brings."""
BESIDE = 2
"""The room at both sides of a cell, in letters."""
LONGEST = 20
"""A longer word, such as an id, may break."""
_WORD = re.compile(r"[^\s/-]+[/-]?")


def with_room_for_words(blocks: list[Any], letters: int = LETTERS) -> list[Any]:
    """The blocks with each table's columns as wide as their longest word, at the cost of those that have room left;
    ``letters`` stand in a line."""
    return list(mapped(blocks, lambda node: _wider(node, letters)))


def _wider(node: Node, letters: int) -> Any:
    if node["t"] != "Table":
        return None
    attribute, caption, columns, head, bodies, foot = node["c"]
    if any(width["t"] != "ColWidth" for _, width in columns):
        return None
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    least = [
        max((_longest(row[1][column]) for row in rows if column < len(row[1])), default=0) / letters
        for column in range(len(columns))
    ]
    shares = widened([width["c"] for _, width in columns], least)
    new = [[align, {"t": "ColWidth", "c": share}] for (align, _), share in zip(columns, shares, strict=True)]
    return [{"t": "Table", "c": [attribute, caption, new, head, bodies, foot]}]


def _longest(cell: Any) -> int:
    longest = max((len(word) for word in _WORD.findall(plain(cell[4]))), default=0)
    return min(longest, LONGEST) + BESIDE


def widened(shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """Shares of a width, each at least as large as asked; as they were where that is too much in all.

    >>> [round(share, 3) for share in widened([0.1, 0.4, 0.5], [0.2, 0.2, 0.2])]
    [0.2, 0.35, 0.45]
    """
    total = sum(shares)
    missing = sum(max(0.0, need - share) for share, need in zip(shares, least, strict=True))
    room = sum(max(0.0, share - need) for share, need in zip(shares, least, strict=True))
    if not missing or sum(least) > total:
        return list(shares)
    given = missing / room
    return [need if share < need else share - (share - need) * given for share, need in zip(shares, least, strict=True)]
