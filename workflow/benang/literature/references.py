"""The list of references, as CSL JSON (Citation Style Language 1.0.2), which pandoc's citations are made from."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

Reference = dict[str, Any]
"""A work as CSL JSON has it; its ``id`` is the work's key."""

READ_FULL = "full"
"""What the column ``read`` of the table ``works`` says of one that the researcher read as a whole."""


def references_text(references: Sequence[Reference]) -> str:
    """The references as the text of a CSL JSON file, sorted by key."""
    ordered = sorted(references, key=lambda reference: str(reference["id"]))
    return json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


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
