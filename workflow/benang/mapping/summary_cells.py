"""What stands in the sheet in which researchers write summaries: each cell's passages, and what is written already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from benang.coding.passages import Counting, counted
from benang.coding.side_words import word_for
from benang.core.counting import EVIDENCE
from benang.mapping.quotable import Quotable
from benang.mapping.summaries import Summary, fingerprint
from benang.mapping.summary_sheet import SheetCell


def summary_cells(
    passages: pd.DataFrame,
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    summaries: Sequence[Summary],
    *,
    level: str,
    language: str,
    counting: Counting | None = None,
    disagreements: pd.DataFrame | None = None,
) -> dict[tuple[str, str], SheetCell]:
    """The cells of a sheet, by case and unit.

    Args:
        passages, codings, turns, sources: the tables of those names.
        summaries: what is written already.
        level: ``theme`` or ``category``.
        language: of the words for sides.
        counting, disagreements: as for ``coding.passages.passages``.

    Returns:
        Of each cell with a passage or a summary what is written, a line a passage (id, side, words; what a summary
        names before the others), and the fingerprint of its passages as they are now.
    """
    chosen = counted(codings, counting or Counting(), disagreements)
    quotable = Quotable(codings, chosen, turns, sources)
    written = {(one.case_id, one.code_id): one for one in summaries}
    mine = passages[(passages["level"] == level) & passages["voice"].isin(EVIDENCE)]
    lines: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in mine.sort_values(["source_id", "start", "end"], kind="stable").to_dict("records"):
        passage = quotable.passage({str(key): value for key, value in row.items()})
        if passage.case_id and not passage.hidden:
            side = word_for("side", passage.side, language)
            words = f"{row['passage_id']} ({side}) “{passage.shown[1]}”"
            lines[passage.case_id, passage.unit][str(row["passage_id"])] = words
    cells: dict[tuple[str, str], SheetCell] = {}
    everything = mine.groupby(["case_id", "code_id"])["passage_id"].apply(list).to_dict()
    for key in sorted({*lines, *written}):
        summary, here = written.get(key), lines.get(key, {})
        first = [one for one in (summary.passage_ids if summary else ()) if one in here]
        order = [*first, *(one for one in here if one not in first)]
        texts = summary.texts if summary else {}
        cells[key] = SheetCell(texts, [here[one] for one in order], fingerprint(everything.get(key, [])))
    return cells
