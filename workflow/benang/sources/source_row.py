"""One source as intake lists it, before it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SourceRow:
    """One source, before it is read.

    Attributes:
        source_id: slug of the pseudonymised file name without suffix.
        kind: interview, observation or article.
        language, encoding: as its source set gives them; an empty encoding is to be found out.
        path: the file, relative to the study's folder (POSIX, as on disk). May hold a name: never shown.
        file: the same with names replaced, in NFC; what tables and problems show.
        case_ids: the cases that speak or are described in it, in the order of the case file.
        batch: from 0.
    """

    source_id: str
    kind: str
    language: str
    encoding: str
    path: str
    file: str
    case_ids: tuple[str, ...]
    batch: int


def texts_of(sources: Iterable[Mapping[Any, Any]]) -> dict[str, str]:
    """By source, the text that it is counted as where texts are counted (``2 of 5 sources``).

    Whom an article quotes is a source each, for these are people who speak; the article is one text all the same.

    Args:
        sources: rows of the table ``sources``, or some of their columns: ``source_id``, ``kind``, ``file``.

    >>> article = {"kind": "article", "file": "a.pdf"}
    >>> sorted(set(texts_of([article | {"source_id": "a-1"}, article | {"source_id": "a-2"}]).values()))
    ['a.pdf']
    """
    return {
        str(row["source_id"]): str(row["file"]) if row["kind"] == "article" and row["file"] else str(row["source_id"])
        for row in sources
    }
