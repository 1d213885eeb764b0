"""What was imported into a study from projects of other programs, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from benang.coding.people.raw_rows import frame
from benang.core import model
from benang.exchange.import_target import Imported
from benang.privacy.left_names import left_names
from benang.sources.cases import Case, case_table, joined
from benang.sources.frozen_tables import FrozenTables, tables_of
from benang.text.spans import SpanIndex


@dataclass(frozen=True)
class ProjectTables(FrozenTables):
    """What was imported from projects, as tables: those of the new sources, with the memos on the
    study's own among theirs.

    Attributes:
        cases: table ``cases`` of what the projects know of cases.
        origins: table ``project_sources``.
        turn_cases: table ``turn_cases``.
        rows: raw coding rows, as ``Imported.rows``.
        texts, notes: as in ``Imported``.
    """

    cases: pd.DataFrame
    origins: pd.DataFrame
    turn_cases: pd.DataFrame
    rows: pd.DataFrame
    texts: pd.DataFrame
    notes: pd.DataFrame


def tables_of_projects(imported: Imported, turns: pd.DataFrame) -> ProjectTables:
    """What was imported from projects, as tables.

    Args:
        imported: what was imported.
        turns: table ``turns`` of the study's own sources, for the memos on them.
    """
    new = tables_of(imported.frozen)
    left = left_names(new.sources, new.turns, new.offset_map, new.memos, imported.pseudonyms)
    all_turns = pd.concat([turns, new.turns], ignore_index=True)
    index = SpanIndex(all_turns, new.offset_map)
    memos: dict[tuple[str, int, int, str, str], dict[str, object]] = {}
    listed: list[Mapping[str, object]] = [dict(zip(new.memos.columns, row, strict=True)) for row in new.memos.values]
    for memo in [*listed, *imported.memos]:
        source_id, author, text = (str(memo[name]) for name in ("source_id", "author", "text"))
        start, end = int(str(memo["start"])), int(str(memo["end"]))
        memos[source_id, start, end, author, text] = {
            "source_id": source_id,
            "turn": index.locate(source_id, start, end).turn,
            "start": start,
            "end": end,
            "author": author,
            "text": text,
        }
    cases = joined(Case(case_id, attributes) for case_id, attributes in sorted(imported.cases.items()))
    return ProjectTables(
        **vars(replace(new, memos=model.from_rows("memos", list(memos.values())), problems=[*new.problems, *left])),
        cases=case_table(cases),
        origins=model.from_rows("project_sources", imported.origins),
        turn_cases=model.from_rows("turn_cases", imported.turn_cases),
        rows=frame(imported.rows),
        texts=pd.DataFrame(imported.texts, columns=["file", "name", "source_id", "how", "similarity"]),
        notes=pd.DataFrame(imported.notes, columns=["file", "kind", "name", "text", "members"]),
    )
