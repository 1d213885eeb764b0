"""The list of references, as CSL JSON (Citation Style Language 1.0.2), which pandoc's citations are made from."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from benang.core.cells import split_ids

Reference = dict[str, Any]
"""A work as CSL JSON has it; its ``id`` is the work's key."""

ALSO = "also"
"""Column of the table ``works`` with further keys of the same work; it is there where a work has some."""

READ_FULL = "full"
"""What the column ``read`` of the table ``works`` says of one that the researcher read as a whole."""


def references_text(references: Sequence[Reference]) -> str:
    """The references as the text of a CSL JSON file, sorted by key."""
    ordered = sorted(references, key=lambda reference: str(reference["id"]))
    return json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def aliases_of(works: pd.DataFrame) -> dict[str, str]:
    """The keys under which works stand a second time -> the key under which each counts.

    >>> aliases_of(pd.DataFrame({"work_id": ["a", "b"], "also": ["c;d", ""]}))
    {'c': 'a', 'd': 'a'}
    """
    if ALSO not in works.columns:
        return {}
    listed = zip(works["work_id"], works[ALSO], strict=True)
    return {other: str(key) for key, also in listed for other in split_ids(str(also))}


def keys_of(works: pd.DataFrame) -> dict[str, str]:
    """Every key that a work may be cited by -> the one under which it counts."""
    return {str(key): str(key) for key in works["work_id"]} | aliases_of(works)


def as_references(works: pd.DataFrame) -> list[Reference]:
    """Works of which only authors, year and perhaps a title are known (cited in an article) as references.

    Args:
        works: the table ``works``; authors as ``Family, Given`` joined with ``; ``, an organisation without a comma.
    """
    references: list[Reference] = []
    for row in works.to_dict("records"):
        reference: Reference = {"id": str(row["work_id"]), "type": "document"}
        authors = [author for author in str(row["author"]).split("; ") if author]
        if authors:
            reference["author"] = [_name(author) for author in authors]
        letter = re.search(rf"{row['year']}([a-z])$", str(row["work_id"])) if row["year"] else None
        if letter:
            reference["issued"] = {"literal": f"{row['year']}{letter[1]}"}  # as the article cites it
        elif str(row["year"]).isdigit():
            reference["issued"] = {"date-parts": [[int(row["year"])]]}
        if row["title"]:
            reference["title"] = f'<span class="nocase">{row["title"]}</span>'
        references.append(reference)
    return references


def _name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": author}
