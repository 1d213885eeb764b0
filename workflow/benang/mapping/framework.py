"""The framework matrix: cases by themes (or categories), each cell in words.

Ritchie and Spencer (1994); Gale, Heath, Cameron, Rashid and Redwood (2013). A cell is what the researcher wrote of the
case and the theme; where nobody has written anything, its quotations; where there are none, its state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.passages import Counting, counted
from benang.core.counting import EVIDENCE
from benang.core.model import TABLES
from benang.core.table_rows import TableRows
from benang.mapping.examples import Passage, telling
from benang.mapping.matrices import NO_CASE
from benang.mapping.quotable import Quotable
from benang.mapping.summaries import Summary, fingerprint

COLUMNS = TABLES["framework_theme"].columns

MOST_QUOTATIONS = 2
"""Of one cell; what speaks for it and what speaks against."""

SUMMARY, CHOSEN, TELLING, STATE = "summary", "chosen", "telling", "state"
"""What a cell holds: the researcher's words, quotations that the researcher chose, those that tell most, or nothing
but its state."""


def framework(
    passages: pd.DataFrame,
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    case_theme: pd.DataFrame,
    case_category: pd.DataFrame,
    *,
    level: str,
    counting: Counting | None = None,
    disagreements: pd.DataFrame | None = None,
    summaries: Sequence[Summary] = (),
    texts: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Every case with every theme (or category) in words.

    Args:
        passages, codings, turns, sources, case_theme, case_category: the tables of those names.
        level: ``theme`` or ``category``.
        counting, disagreements: as for ``coding.passages.passages``.
        summaries: what researchers wrote of cells.
        texts: the frozen texts, where ``sources`` is without them.

    Returns:
        ``says``: ``summary`` (with its passages in ``passage_ids``, its author and date, its texts in columns
        ``summary:<language>``, ``stale`` where the passages of the cell have changed since), ``chosen`` or ``telling``
        (``quotations``: at most two, with what speaks against among them; ``chosen`` where the researcher marked one as
        ``best`` or ``typical``), ``state`` (nothing to show but that). ``shown`` of ``base``: so many of the cell's
        passages, said and observed, stand in it. Passages that are hidden or in doubt are counted and never shown.
    """
    matrix = case_theme if level == "theme" else case_category
    chosen = counted(codings, counting or Counting(), disagreements)
    quotable = Quotable(codings, chosen, turns, sources, texts)
    here = _by_cell(passages, level)
    written = {(one.case_id, one.code_id): one for one in summaries}
    languages = sorted({language for one in written.values() for language in one.texts})
    rows: list[dict[str, object]] = []
    columns = ("case_id", "code_id", "state", "references", "observed_references")
    for case, code, state, said, seen in zip(*(matrix[name].tolist() for name in columns), strict=True):
        if case == NO_CASE:
            continue
        found = here.get((case, code), [])
        row = {"case_id": case, "code_id": code, "state": state, "references": said, "observed_references": seen}
        summary = written.get((case, code))
        row |= _written(summary, found) if summary else _quoted(map(quotable.held, found), len(found))
        rows.append(row | {f"summary:{one}": summary.texts.get(one, "") if summary else "" for one in languages})
    return pd.DataFrame(rows, columns=[*COLUMNS, *(f"summary:{one}" for one in languages)])


def _by_cell(passages: pd.DataFrame, level: str) -> Mapping[tuple[str, str], list[Mapping[str, Any]]]:
    mine = passages[(passages["level"] == level) & passages["voice"].isin(EVIDENCE)]
    found: defaultdict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in TableRows(mine):
        found[row["case_id"], row["code_id"]].append(row)
    return found


def _written(summary: Summary, found: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    there = {str(row["passage_id"]) for row in found}
    cited = [one for one in summary.passage_ids if one in there]
    return {
        "says": SUMMARY,
        "passage_ids": cited,
        "quotations": "",
        "shown": len(cited),
        "base": len(found),
        "author": summary.author,
        "date": summary.date,
        "stale": bool(summary.cell) and summary.cell != fingerprint(there),
    }


def _quoted(found: Iterable[Passage], base: int) -> dict[str, object]:
    shown = telling(found, MOST_QUOTATIONS)
    picked = any(passage.use in ("best", "typical") for passage in shown)
    return {
        "says": (CHOSEN if picked else TELLING) if shown else STATE,
        "passage_ids": [str(passage.row["passage_id"]) for passage in shown],
        "quotations": "\n".join(f"“{one.shown[1]}” ({one.row['passage_id']})" for one in shown),
        "shown": len(shown),
        "base": base,
        "author": "",
        "date": "",
        "stale": False,
    }
