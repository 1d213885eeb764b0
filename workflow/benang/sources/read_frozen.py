"""Clean raw sources: read each, freeze its text with pseudonyms, and look for names that are still in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benang.core.problems import StudyError
from benang.privacy.identifiers import Identifier
from benang.privacy.left_names import left_names
from benang.privacy.pseudonyms import NAME, Pseudonyms
from benang.sources.articles import informants
from benang.sources.cleaning import Cleaning
from benang.sources.freeze import Frozen, FrozenTables, freeze, tables_of
from benang.sources.readers import read_source
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers
from benang.text.offsets import MappedText

AS_COMES = Cleaning()


def read_frozen(
    root: Path,
    rows: Iterable[SourceRow],
    speakers: Speakers,
    pseudonyms: Pseudonyms,
    cleaning: Cleaning = AS_COMES,
    case_ids: Sequence[str] = (),
    taken: Collection[str] = (),
) -> FrozenTables:
    """Read and freeze sources.

    Parameters:
        root: the study's folder.
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
        try:
            document = read_source(root / row.path, row.file, row.encoding or None)
        except StudyError as error:
            frozen.append(Frozen(None, [], [], [], error.problems))
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


def read_identifiers(root: Path, rows: Iterable[SourceRow], pseudonyms: Pseudonyms) -> Iterator[tuple[str, Identifier]]:
    """The identifiers in the raw sources that no listed name covers, by source id and in order of place.

    A source that cannot be read has none; ``read_frozen`` tells why.

    Parameters:
        root: the study's folder.
        rows: the sources as intake listed them.
        pseudonyms: the list of names, and which kinds of identifiers are replaced.
    """
    for row in rows if pseudonyms.kinds else ():
        try:
            document = read_source(root / row.path, row.file, row.encoding or None)
        except StudyError:
            continue
        text = MappedText.identity(document.raw).edit(document.edits).text
        remarks = [text for remark in document.remarks for text in (remark.author, remark.text)]
        for part in (text, *remarks):
            for edit in pseudonyms.edits(part):
                if edit.kind != NAME:
                    yield row.source_id, Identifier(edit.start, edit.end, edit.kind, edit.value)
