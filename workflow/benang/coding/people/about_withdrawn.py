"""Codings of what people said who withdrew, in a source that they share with others: known in memory alone."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from benang.coding.people.lookup import SourceNames
from benang.core.model import join_ids
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.document_store import Documents
from benang.sources.freeze import text_before_turns
from benang.sources.source_row import SourceRow
from benang.sources.taken_out import SharedSources
from benang.text.quotations import Searchable, comparable


def without_rows_about(
    rows: pd.DataFrame,
    shared: SharedSources,
    sources: Iterable[SourceRow],
    documents: Documents,
    pseudonyms: Pseudonyms,
) -> pd.DataFrame:
    """The coding rows without those whose quotation nobody else said.

    Args:
        rows: raw coding rows.
        shared: how the turns of people who withdrew are known.
        sources: the sources that they share.
        documents: what was read of these, with everything that was said.
        pseudonyms: what is replaced in names of sources.
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
            theirs = [clean.to_clean(*stretch) for stretch in shared.stretches(row, document)]
            known[row.source_id] = Searchable(clean.text), theirs

    def is_theirs(source: str, quotation: str) -> bool:
        found = names.find(source) or names.find(pseudonyms.rename(source))
        if len(found) != 1 or found[0] not in known or not quotation:
            return False
        searchable, theirs = known[found[0]]
        wanted = comparable(quotation)
        places = searchable.find(wanted) or searchable.find_elided(wanted) or searchable.find_similar(wanted)[:1]
        return bool(places) and all(
            any(low < place.end and place.start < high for low, high in theirs) for place in places
        )

    kept = [
        not is_theirs(str(source), str(quotation))
        for source, quotation in zip(rows["source"], rows["quotation"], strict=True)
    ]
    return rows[kept].reset_index(drop=True)
