"""One source as intake lists it, before it is read."""

from __future__ import annotations

from dataclasses import dataclass


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
