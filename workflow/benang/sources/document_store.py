"""The documents of sources, between the step that reads raw files and those that go on from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from benang.core.plain_values import from_plain
from benang.core.record_store import read_records, read_sums
from benang.sources.document import ReadSource

Documents = Mapping[str, ReadSource]
"""What was read of sources, by source id."""


def read_documents(paths: Iterable[str | Path], source_ids: Collection[str] | None = None) -> dict[str, ReadSource]:
    """Read what ``raw_files.write_documents`` wrote.

    Args:
        paths: files of documents.
        source_ids: the sources that are asked for; all by default.
    """
    return {
        record.name: from_plain(ReadSource, record.plain)
        for path in paths
        for record in read_records(path)
        if source_ids is None or record.name in source_ids
    }


def read_document_sums(paths: Iterable[str | Path]) -> dict[str, str]:
    """Of each source what tells that its document is the same, without reading the document.

    Args:
        paths: files of documents.
    """
    return {source_id: told for path in paths for source_id, told in read_sums(path).items()}


def discard_documents(folder: Path, parts: Iterable[str]) -> None:
    """Remove the files of documents of batches that are no more: nobody's words stay who is no part of the study.

    Args:
        folder: where they are kept.
        parts: the names of those that the study has, without suffix.
    """
    kept = set(parts)
    for file in folder.glob("*.documents"):
        if file.name.partition(".")[0] not in kept:
            file.unlink(missing_ok=True)
