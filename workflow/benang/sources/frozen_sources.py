"""Clean sources: freeze the text of each with pseudonyms, and look for names that are still in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from benang.privacy.identifiers import Identifier
from benang.privacy.left_names import left_names
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.articles.informant_sources import informants
from benang.sources.cleaning import Cleaning
from benang.sources.document_store import Documents
from benang.sources.freeze import freeze, text_before_turns
from benang.sources.frozen_tables import Frozen, FrozenTables, tables_of
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers
from benang.text.offsets import MappedText

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
    frozen = [one for _, one in _frozen(documents, rows, speakers, pseudonyms, cleaning, case_ids, taken)]
    tables = tables_of(frozen)
    left = left_names(tables.sources, tables.turns, tables.offset_map, tables.memos, pseudonyms)
    return replace(tables, problems=[*tables.problems, *left])


def identifiers_in_sources(
    documents: Documents,
    rows: Iterable[SourceRow],
    speakers: Speakers,
    pseudonyms: Pseudonyms,
    cleaning: Cleaning = AS_COMES,
    case_ids: Sequence[str] = (),
    taken: Collection[str] = (),
) -> Iterator[tuple[str, Identifier]]:
    """The identifiers that freezing the sources replaces, by source id and in order of place, to be numbered.

    They are found by freezing, on the text that is frozen, in labels and in remarks: what is numbered and what is
    replaced cannot differ. Behind those of the utterances come the others, by kind and value.

    Args:
        documents, rows, speakers, pseudonyms, cleaning, case_ids, taken: as in ``frozen_sources``.
    """
    seen: list[tuple[str, str]] = []
    noting = replace(pseudonyms, seen=seen)
    for row in rows if pseudonyms.kinds else ():
        document = documents[row.source_id].document
        found: list[Identifier] = []
        for _, one in _frozen(documents, [row], speakers, noting, cleaning, case_ids, taken):
            found += one.identifiers
        spoken = {(each.kind, each.value) for each in found}
        behind = len(document.raw) if document else 0
        for each in sorted(found):
            yield row.source_id, each
        for kind, value in sorted(set(seen) - spoken):
            yield row.source_id, Identifier(behind, behind, kind, value)
        seen.clear()


def texts_before_turns(
    documents: Callable[[], Documents], cleaning: Cleaning = AS_COMES, read_in: Mapping[str, str] | None = None
) -> Callable[[str], MappedText | None]:
    """The texts of sources by id as they were before anything was replaced in them; nothing is read until one is asked.

    Args:
        documents: what gives what was read of the sources.
        cleaning: the steps of cleaning.
        read_in: of sources that are a part of another (whom an article quotes) the id of that.
    """
    read: list[Documents] = []

    def text_of(source_id: str) -> MappedText | None:
        if not read:
            read.append(documents())
        source = read[0].get((read_in or {}).get(source_id, source_id))
        return text_before_turns(source.document, cleaning) if source and source.document else None

    return text_of


def _frozen(
    documents: Documents,
    rows: Iterable[SourceRow],
    speakers: Speakers,
    pseudonyms: Pseudonyms,
    cleaning: Cleaning,
    case_ids: Sequence[str],
    taken: Collection[str],
) -> Iterator[tuple[SourceRow, Frozen]]:
    """Each source as it is frozen, with the row it comes from; parameters as in ``frozen_sources``."""
    rows = list(rows)
    ids = {*taken, *(row.source_id for row in rows)}
    for row in rows:
        read = documents[row.source_id].shown_as(row.file)
        document = read.document
        if document is None:
            yield row, Frozen(None, [], [], [], list(read.problems))
            continue
        if row.kind != "article":
            yield row, freeze(document, row, speakers, pseudonyms, cleaning)
            continue
        parts, problems = informants(document, row, case_ids, speakers, pseudonyms, ids)
        ids |= {own.source_id for _, own in parts}
        if not case_ids:
            parts = [(part, replace(own, case_ids=(own.source_id,))) for part, own in parts]
        yield row, Frozen(None, [], [], [], problems)
        for part, own in parts:
            yield row, freeze(part, own, speakers, pseudonyms, cleaning)
