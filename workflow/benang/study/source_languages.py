"""In which languages the transcripts of a folder are, as their words tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benang.sources.readers.source_file import read_source
from benang.text.language_detection import plain_language

_MOST_READ = 60  # files of one group; more would tell the same
_LARGEST = 5_000_000  # bytes; a transcript is shorter


def source_languages(paths: Sequence[Path]) -> dict[str, list[Path]]:
    """The files by the language that they are plainly in, the language of most files first.

    Files that are in no language plainly, or cannot be read, are left out.
    """
    found: dict[str, list[Path]] = {}
    for path in paths[:_MOST_READ]:
        if language := _language_of(path):
            found.setdefault(language, []).append(path)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def most_common(groups: Sequence[Mapping[str, Sequence[Path]]]) -> str:
    """The language of most files of all groups; empty where there is none."""
    counts = Counter[str]()
    for group in groups:
        counts.update({language: len(paths) for language, paths in group.items()})
    return min(counts, key=lambda language: (-counts[language], language), default="")


def _language_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            return ""
        return plain_language(read_source(path, path.name).raw)
    except Exception:  # what cannot be read is told by the run, with its name
        return ""
