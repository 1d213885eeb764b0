"""On what kinds of material each category rests, and where a researcher sees one kind contradict another.

Denzin (1978) on triangulation of data; Farmer, Robinson, Elliott and Eyles (2006) on agreement, silence and dissonance
between sets of data. That one kind says nothing is no contradiction, and no evidence against: an observer notes what is
to be seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core.model import TABLES
from benang.mapping.contradictions import LITERATURE, Contradiction

COLUMNS = TABLES["triangulation"].columns

PRESENT, ABSENT, CONTRADICTION = "present", "absent", "contradiction"


def triangulation(
    kind_category: pd.DataFrame,
    literature_matrix: pd.DataFrame,
    codes: pd.DataFrame,
    contradictions: Sequence[Contradiction] = (),
) -> pd.DataFrame:
    """Every category by every kind of source and the literature.

    Args:
        kind_category, literature_matrix, codes: the tables of those names.
        contradictions: what a researcher says; nothing else makes a contradiction.

    Returns:
        Every category with every kind: ``state`` (``present``: at least one passage or work; ``absent``;
        ``contradiction``: a researcher says that it stands against another kind), the numbers behind it, the ids, and
        what the researcher says. The literature stands in it where the study has works.
    """
    languages = sorted({language for one in contradictions for language in one.notes})
    works: defaultdict[str, set[str]] = defaultdict(set)
    for work, category in zip(literature_matrix["work_id"], literature_matrix["category_id"], strict=True):
        works[category].add(work)
    cells: list[dict[str, object]] = []
    for row in kind_category.to_dict("records"):
        passages = int(row["references"]) + int(row["observed_references"])
        known = {name: row[name] for name in ("code_id", "kind", "sources", "cases", "passage_ids")}
        cells.append(known | {"passages": passages, "works": 0, "work_ids": []})
    for category in sorted(units(codes, "category")) if len(literature_matrix) else ():
        ids = sorted(works.get(category, ()))
        nothing = {"passages": 0, "sources": 0, "cases": 0, "passage_ids": []}
        cells.append({"code_id": category, "kind": LITERATURE, **nothing, "works": len(ids), "work_ids": ids})
    rows = [cell | _said(cell, contradictions, languages) for cell in cells]
    return pd.DataFrame(rows, columns=[*COLUMNS, *(f"note:{language}" for language in languages)])


def _said(
    cell: dict[str, object], contradictions: Sequence[Contradiction], languages: Sequence[str]
) -> dict[str, object]:
    """What researchers say of a cell, and its state by that."""
    mine = [one for one in contradictions if one.category == cell["code_id"] and cell["kind"] in one.kinds]
    present = cell["sources"] or cell["works"]
    return {
        "state": CONTRADICTION if mine else PRESENT if present else ABSENT,
        "contradicts": sorted({kind for one in mine for kind in one.kinds} - {str(cell["kind"])}),
        "cited_ids": list(dict.fromkeys(name for one in mine for name in one.passage_ids)),
        "author": ", ".join(dict.fromkeys(one.author for one in mine if one.author)),
        **{f"note:{one}": " ".join(each.notes[one] for each in mine if one in each.notes) for one in languages},
    }
