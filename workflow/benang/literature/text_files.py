"""Which file is the text of which work; looks at names of files only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from benang.core.problems import Problem, nearest

SUFFIXES = (".txt", ".md", ".pdf", ".html", ".htm")
"""Of the files that are texts of works; whatever else lies in the folder is told."""


def list_texts(root: Path, folder: str) -> list[str]:
    """The files in the folder of texts, sorted, relative to the study's folder; none where there is no folder."""
    if not folder or not (root / folder).is_dir():
        return []
    files = (path for path in (root / folder).iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    return sorted(path.relative_to(root).as_posix() for path in files)


def texts_of_works(files: Iterable[str], work_ids: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Which file is the text of which work: the one that is called by its key.

    Args:
        files: as ``list_texts`` gives them.
        work_ids: the keys of the works.

    Returns:
        The file by key; and what fits no work, is no text, or is a second text of one work.
    """
    known = {_name(key): key for key in work_ids}
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        path = PurePosixPath(file)
        key = known.get(_name(path.stem))
        if path.suffix.lower() not in SUFFIXES:
            problems.append(Problem("literature-text-format", file, values={"known": ", ".join(SUFFIXES)}))
        elif key is None:
            near = nearest(path.stem, work_ids)
            problems.append(Problem("literature-text-without-work", file, values={"key": path.stem, "near": near}))
        elif key in found:
            problems.append(Problem("literature-text-twice", file, values={"key": key, "first": found[key]}))
        else:
            found[key] = file
    return found, problems


def _name(key: str) -> str:
    """A key as a file can be called: no machine has ``:`` or ``/`` in the names of files."""
    return re.sub(r"[^\w.+-]+", "-", key).casefold()
