"""Which file is the text of which work; looks at names of files only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from benang.core.problems import Problem, nearest
from benang.literature.attachments import Attachment, attached_files

SUFFIXES = (".txt", ".md", ".pdf", ".html", ".htm")
"""Of the files that are texts of works; whatever else lies in the folder is told."""


def list_texts(root: Path, folder: str, besides: Collection[str] = ()) -> list[str]:
    """The files in the folder of texts and below it, sorted, relative to the study's folder; none where there is none.

    Args:
        root: the study's folder.
        folder: the folder of texts, relative to it.
        besides: files of the study that may lie there and are no texts (reference lists, codings).
    """
    if not folder or not (root / folder).is_dir():
        return []
    below = (root / folder).rglob("*")
    files = (path.relative_to(root) for path in below if path.is_file())
    shown = (path for path in files if not any(part.startswith((".", "~$")) for part in path.parts))
    return sorted({path.as_posix() for path in shown} - set(besides))


def texts_of_works(
    files: Sequence[str],
    keys: Mapping[str, str],
    attached: Mapping[str, Sequence[Attachment]] | None = None,
    folder: str = "",
) -> tuple[dict[str, str], list[Problem]]:
    """Which file is the text of which work: the one that is called by its key, or that a reference list attaches to it.

    Args:
        files: as ``list_texts`` gives them.
        keys: every key of the works, with the one under which each counts.
        attached: the files that reference lists name, by work.
        folder: the folder of texts.

    Returns:
        The file by key; and what fits no work, is no text, is a second text of one work, or is named and not there.
    """
    by_lists, missing = attached_files(attached or {}, files, folder)
    works_of: dict[str, list[str]] = {}
    for work, named in by_lists.items():
        for file in named:
            works_of.setdefault(file, []).append(work)
    known = {_name(key): work for key, work in keys.items()}
    found: dict[str, str] = {}
    problems: list[Problem] = []
    unnamed: list[str] = []
    # What is called by a key comes first; of the files that are attached to a work, pages of the web come last.
    for file in sorted(files, key=lambda file: (_name(PurePosixPath(file).stem) not in known, _is_page(file), file)):
        path = PurePosixPath(file)
        works = [known[_name(path.stem)]] if _name(path.stem) in known else works_of.get(file, [])
        if path.suffix.lower() not in SUFFIXES:
            problems.append(Problem("literature-text-format", file, values={"known": ", ".join(SUFFIXES)}))
        elif not works and path.parent == PurePosixPath(folder or path.parent):
            near = nearest(path.stem, keys)
            problems.append(Problem("literature-text-without-work", file, values={"key": path.stem, "near": near}))
        elif not works:
            unnamed.append(file)
        for work in works if path.suffix.lower() in SUFFIXES else ():
            if work in found:
                problems.append(Problem("literature-text-twice", file, values={"key": work, "first": found[work]}))
            else:
                found[work] = file
    if unnamed:
        problems.append(Problem("literature-texts-unnamed", unnamed[0], values={"count": len(unnamed)}))
    return found, [*problems, *_not_there(missing, folder)]


def _not_there(missing: Iterable[Attachment], folder: str) -> list[Problem]:
    """Of each reference list, how many files that it attaches to works are not in the folder of texts."""
    of_list: dict[str, list[Attachment]] = {}
    for one in missing:
        of_list.setdefault(one.file, []).append(one)
    return [
        Problem("literature-file-missing", file, found[0].line, values={"count": len(found), "folder": folder})
        for file, found in sorted(of_list.items())
    ]


def _is_page(file: str) -> bool:
    return PurePosixPath(file).suffix.lower() in (".html", ".htm")


def _name(key: str) -> str:
    """A key as a file can be called: no machine has ``:`` or ``/`` in the names of files."""
    return re.sub(r"[^\w.+-]+", "-", key).casefold()
