"""Codings of what people said who withdrew, in a source that they share with others: known in memory alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from benang.coding.people.lookup import SourceNames
from benang.core.cells import join_ids
from benang.core.files import write_text
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.document_store import Documents
from benang.sources.freeze import text_before_turns
from benang.sources.source_row import SourceRow
from benang.sources.taken_out import SharedSources
from benang.text.quotations import Searchable, comparable

_PLACE = ["file", "place", "line"]
"""What finds a row again, and says nothing of what is in it."""


def rows_about(
    rows: pd.DataFrame,
    shared: SharedSources,
    sources: Iterable[SourceRow],
    documents: Documents,
    pseudonyms: Pseudonyms,
) -> pd.DataFrame:
    """Where the coding rows stand whose quotation nobody else said.

    Args:
        rows: raw coding rows.
        shared: how the turns of people who withdrew are known.
        sources: the sources that they share.
        documents: what was read of these, with everything that was said.
        pseudonyms: what is replaced in names of sources.

    Returns:
        file, place and line of each, and no word of it.
    """
    sources = list(sources)
    table = pd.DataFrame(
        [(row.source_id, row.file, join_ids(row.case_ids)) for row in sources],
        columns=["source_id", "file", "case_ids"],
    )
    names = SourceNames(table)
    known: dict[str, tuple[Searchable, list[tuple[int, int]]]] = {}
    for row in sources:
        document = documents[row.source_id].document
        if document is not None:
            clean = text_before_turns(document, Cleaning())
            theirs = [clean.to_clean(*span) for span in shared.spans(row, document)]
            known[row.source_id] = Searchable(clean.text), theirs

    def is_theirs(source: str, quotation: str) -> bool:
        found = names.find(source) or names.find(pseudonyms.rename(source))
        if not quotation:
            return False
        if not source:  # where no column names sources, any can be meant
            return any(said_by_them(source_id, quotation) for source_id in known)
        return len(found) == 1 and found[0] in known and said_by_them(found[0], quotation)

    def said_by_them(source_id: str, quotation: str) -> bool:
        searchable, theirs = known[source_id]
        wanted = comparable(quotation)
        places = searchable.find(wanted) or searchable.find_elided(wanted) or searchable.find_similar(wanted)[:1]
        return bool(places) and all(
            any(low < place.end and place.start < high for low, high in theirs) for place in places
        )

    about = [
        is_theirs(str(source), str(quotation))
        for source, quotation in zip(rows["source"], rows["quotation"], strict=True)
    ]
    return rows.loc[about, _PLACE].drop_duplicates().reset_index(drop=True)


def write_rows_about(places: pd.DataFrame, path: str | Path) -> None:
    """Write where the rows stand, privately."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_PLACE, *places.astype(str).values.tolist()])
    write_text(text.getvalue(), path, private=True)


def read_rows_about(path: str | Path) -> set[tuple[str, ...]]:
    """Read what ``write_rows_about`` wrote."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return {tuple(row) for row in list(csv.reader(file))[1:]}


def without_rows_at(rows: pd.DataFrame, places: set[tuple[str, ...]]) -> pd.DataFrame:
    """The coding rows without those at some places."""
    kept = [tuple(map(str, row)) not in places for row in rows[_PLACE].values.tolist()]
    return rows[kept].reset_index(drop=True)
