"""Faults of the machine that a run works on, told as such: a full disk, a folder that may not be written, no memory."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benang.core.problems import Problem

KINDS: Mapping[int, str] = {
    getattr(errno, name): kind
    for kind, names in {
        # A limit of a user's or of one file's size is a full disk to whoever meets it.
        "disk-full": ("ENOSPC", "EDQUOT", "EFBIG"),
        "no-permission": ("EACCES", "EPERM"),
        "read-only": ("EROFS",),
        "device-fault": ("EIO", "ENXIO", "ENODEV", "ESTALE", "ENOTCONN", "EHOSTDOWN"),
        "out-of-memory": ("ENOMEM",),
        "too-many-files": ("EMFILE", "ENFILE"),
        "path-too-long": ("ENAMETOOLONG",),
    }.items()
    for name in names
    if hasattr(errno, name)
}
"""Kinds of problems by the system's number of an error; any other number is no fault of the machine."""

NEEDED = 1 << 20
"""Free bytes below which a disk counts as full before anything is written."""

_NUMBER = re.compile(r"\[Errno (\d+)\]")


def machine_problem(error: BaseException) -> Problem | None:
    """The fault of the machine that an exception tells of, itself or as what led to it; None where there is none."""
    for one in _chain(error):
        if isinstance(one, MemoryError):
            return Problem("out-of-memory")
        if isinstance(one, OSError) and one.errno is not None and one.errno in KINDS:
            return Problem(KINDS[one.errno], _shown(one.filename))
        if isinstance(one, sqlite3.OperationalError) and "full" in str(one):
            return Problem("disk-full")
    return None


def problem_in_text(text: str) -> Problem | None:
    """The fault of the machine that another program's message tells of; None where there is none."""
    number = _NUMBER.search(text)
    if number:
        kind = KINDS.get(int(number[1]))
        return Problem(kind) if kind else None
    return next((Problem(kind) for code, kind in KINDS.items() if os.strerror(code) in text), None)


def folder_problems(folders: Iterable[Path]) -> list[Problem]:
    """Which folders cannot be written to, and which lie on a full disk; the first of those that lie in one another.

    Nothing is written for it. A folder that is not there yet is as good as the one that it will be made in.
    """
    found: dict[Path, Problem] = {}
    for folder in folders:
        there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
        if found.keys() & {there, *there.parents}:
            continue
        if not os.access(there, os.W_OK | os.X_OK):
            found[there] = Problem("read-only" if _read_only(there) else "no-permission", _shown(there))
        elif shutil.disk_usage(there).free < NEEDED:
            found[there] = Problem("disk-full", _shown(there))
    return list(found.values())


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _shown(path: object) -> str:
    """A path as a person finds it: from the study's folder where it lies in it."""
    if not isinstance(path, str | bytes | os.PathLike):
        return ""
    found = Path(os.fsdecode(path))
    here = Path.cwd()
    inside = here in found.parents and here != here.parent
    return (found.relative_to(here) if inside else found).as_posix()


def _read_only(folder: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
