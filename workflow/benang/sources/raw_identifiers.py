"""Identifiers in the raw texts of sources, before they are cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benang.privacy.identifiers import Identifier
from benang.privacy.pseudonyms import NAME, Pseudonyms
from benang.sources.document_store import Documents
from benang.sources.source_row import SourceRow
from benang.text.offsets import MappedText


def identifiers_in_sources(
    documents: Documents, rows: Iterable[SourceRow], pseudonyms: Pseudonyms
) -> Iterator[tuple[str, Identifier]]:
    """The identifiers in the raw sources that no listed name covers, by source id and in order of place.

    A source that could not be read has none; ``frozen_sources`` tells why.

    Args:
        documents: what was read of each source.
        rows: the sources as intake listed them.
        pseudonyms: the list of names, and which kinds of identifiers are replaced.
    """
    for row in rows if pseudonyms.kinds else ():
        document = documents[row.source_id].document
        if document is None:
            continue
        text = MappedText.identity(document.raw).edit(document.edits).text
        remarks = [text for remark in document.remarks for text in (remark.author, remark.text)]
        for part in (text, *remarks):
            for edit in pseudonyms.edits(part):
                if edit.kind != NAME:
                    yield row.source_id, Identifier(edit.start, edit.end, edit.kind, edit.value)
