"""The order in which the categories of a theme stand in the project map: that of the codebook and of the state map, so
that they are found again; another one only where it spares most of the crossings of lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benang.core.crossings import best_order, crossings

_MOST_LINKS = 400
"""Beyond these a theme goes over pages, on each of which other lines cross."""

Row = Mapping[str, Any]


def ordered(categories: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """The categories of a theme in the codebook's order, or in one in which lines cross less than half as often.

    Args:
        categories: rows of ``project_map.data``, in the codebook's order.
        rows: all of them.
    """
    keys = [str(row["id"]) for row in categories]
    nodes = [str(row["id"]) for row in rows if row["part"] in ("informant", "kind")]
    own = [row for row in rows if row["part"] == "link" and row["id"] in set(keys)]
    links = [(str(row["id"]), str(row["parent_id"])) for row in own]
    if len(links) > _MOST_LINKS:
        return list(categories)
    best = best_order(keys, nodes, links)
    if 2 * crossings(best, nodes, links) >= crossings(keys, nodes, links):
        return list(categories)
    by_key = dict(zip(keys, categories, strict=True))
    return [by_key[key] for key in best]


def reordered(categories: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the categories of a theme do not stand in the codebook's order."""
    return [row["id"] for row in ordered(categories, rows)] != [row["id"] for row in categories]
