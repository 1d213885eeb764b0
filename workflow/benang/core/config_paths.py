"""Paths in a study's configuration: which folders lie in one another, and which file was perhaps meant."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from benang.core.found_files import is_file, is_folder
from benang.core.problems import nearest

_RESERVED = frozenset({".snakemake", ".git", ".venv", "logs", "workflow", "profiles", "envs"})
"""Folders at the head of a study that belong to the workflow."""
_LIKELY = (".qdpx", ".qda", ".rqda", ".sqlite3", ".qdc", ".yaml", ".yml", ".csv", ".xlsx", ".bib", ".ris", ".json")
"""Files that an entry of the configuration may mean where it names their folder."""


def is_inside(folder: PurePosixPath, other: PurePosixPath) -> bool:
    """Whether a folder is another one or lies in it, also where a disk takes ``Results`` and ``results`` for one."""
    return PurePosixPath(folder.as_posix().casefold()).is_relative_to(other.as_posix().casefold())


def is_reserved(folder: str, key: str) -> bool:
    """Whether a folder belongs to the workflow or to other programs. Hidden ones are nobody's results."""
    parts = [part.casefold() for part in PurePosixPath(folder).parts]
    hidden = any(part.startswith(".") for part in parts)
    return parts[0] in _RESERVED or (hidden and key != "private")


def pattern_reaches(pattern: str, folder: PurePosixPath) -> bool:
    """Whether a pattern can match files in a folder or below it, so that what is written there would be read."""
    if not any(character in pattern for character in "*?"):
        return False
    wanted = PurePosixPath(pattern).parts

    def reaches(parts: tuple[str, ...], below: tuple[str, ...]) -> bool:
        if not parts or not below:
            return bool(parts)
        if parts[0] == "**":
            return reaches(parts[1:], below) or reaches(parts, below[1:])
        return fnmatch.fnmatchcase(below[0], parts[0]) and reaches(parts[1:], below[1:])

    return reaches(wanted, folder.parts)


def file_inside(folder: Path, shown_name: str) -> str:
    """The file in a folder that is most likely meant: QualCoder's database, else the only one or the first of its kind.

    Empty where there is none. Hidden files and those of the system are none.
    """
    try:
        names = sorted(entry.name for entry, _ in zip(folder.iterdir(), range(5000), strict=False) if is_file(entry))
    except OSError:
        return ""
    names = [name for name in names if not name.startswith((".", "~"))]
    wanted = ("data.qda", *(name for name in names if PurePosixPath(name).suffix.lower() in _LIKELY))
    name = next((name for name in wanted if name in names), names[0] if len(names) == 1 else "")
    return f"{shown_name.rstrip('/')}/{name}" if name else ""


def near_file(root: Path, file: str) -> str:
    """The path that ``file`` was most likely meant to be: its first part that is not there, replaced by a near name."""
    parts = PurePosixPath(file).parts
    here = root
    for index, part in enumerate(parts):
        if part == ".." or is_file(here / part) or is_folder(here / part):
            here = here / part
            continue
        if any(character in part for character in "*?["):
            return ""
        try:
            names = sorted(entry.name for entry, _ in zip(here.iterdir(), range(5000), strict=False))
        except OSError:
            return ""
        near = nearest(part, names) or _same_stem(part, names)
        return PurePosixPath(*parts[:index], near, *parts[index + 1 :]).as_posix() if near else ""
    return ""


def _same_stem(name: str, names: Iterable[str]) -> str:
    """A name with another suffix (``codes.yml`` for ``codes.yaml``)."""
    stem = PurePosixPath(name).stem.casefold()
    return next((other for other in names if PurePosixPath(other).stem.casefold() == stem), "")
