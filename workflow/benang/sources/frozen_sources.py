"""Clean sources: freeze the text of each with pseudonyms, and look for names that are still in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from benang.privacy.left_names import left_names
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.articles import informants
from benang.sources.cleaning import Cleaning
from benang.sources.document_store import Documents
from benang.sources.freeze import Frozen, FrozenTables, freeze, tables_of
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

AS_COMES = Cleaning()


def frozen_sources(
    documents: Documents,
    rows: Iterable[SourceRow],
    speakers: Speakers,
    pseudonyms: Pseudonyms,
    cleaning: Cleaning = AS_COMES,
    case_ids: Sequence[str] = (),
    taken: Collection[str] = (),
) -> FrozenTables:
    """Freeze sources.

    Args:
        documents: what was read of each.
        rows: the sources as intake listed them. Of a published article, the quotations of each informant become a
            source.
        speakers: the study's labels.
        pseudonyms: names and identifiers to replace.
        cleaning: the steps of cleaning.
        case_ids: every case of the study, for the informants of articles; where a study lists none, each of them is a
            case of its own.
        taken: ids of other sources that an informant's source might be given.

    Returns:
        The sources that could be read, in the form of the model's tables, and every problem: of reading, freezing, and
        of names left in the text.
    """
    rows = list(rows)
    ids = {*taken, *(row.source_id for row in rows)}
    frozen: list[Frozen] = []
    for row in rows:
        read = documents[row.source_id].shown_as(row.file)
        document = read.document
        if document is None:
            frozen.append(Frozen(None, [], [], [], list(read.problems)))
            continue
        if row.kind != "article":
            frozen.append(freeze(document, row, speakers, pseudonyms, cleaning))
            continue
        parts, problems = informants(document, row, case_ids, speakers, pseudonyms, ids)
        ids |= {own.source_id for _, own in parts}
        if not case_ids:
            parts = [(part, replace(own, case_ids=(own.source_id,))) for part, own in parts]
        frozen.append(Frozen(None, [], [], [], problems))
        frozen += [freeze(part, own, speakers, pseudonyms, cleaning) for part, own in parts]
    tables = tables_of(frozen)
    left = left_names(tables.sources, tables.turns, tables.offset_map, tables.memos, pseudonyms)
    return replace(tables, problems=[*tables.problems, *left])
