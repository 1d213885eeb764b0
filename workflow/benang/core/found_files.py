"""The files of a study that its patterns name, and what stands in the way of reading them."""

from __future__ import annotations

import fnmatch
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath


def is_file(path: Path) -> bool:
    """Whether a file is there and its folder can be looked into."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there and the one above it can be looked into."""
    try:
        return path.is_dir()
    except OSError:
        return False


def fixed_part(pattern: str) -> str:
    """The folders at the head of a pattern that are named without ``*`` or ``?``."""
    parts = PurePosixPath(pattern).parts
    length = next((number for number, part in enumerate(parts) if set("*?") & set(part)), len(parts))
    return PurePosixPath(*parts[:length]).as_posix()


def find_files(root: Path, pattern: str) -> Iterator[Path]:
    """The files below ``root`` that ``pattern`` names, in no certain order; none for a pattern that is not valid.

    A pattern that is the path of a file stands for that file, also where its name holds ``[``, ``*`` or ``?``, or where
    accented letters are composed in one of the two and decomposed in the other (names come so from some machines).
    """
    for found in find_entries(root, pattern):
        if is_file(found):
            yield found


def find_entries(root: Path, pattern: str) -> Iterator[Path]:
    """The files that ``find_files`` finds, and what else has such a name and is no folder (a broken link, a pipe)."""
    exact = root / pattern
    if not is_file(exact) and not pattern.isascii():
        exact = _as_on_disk(root, pattern)
    if is_file(exact):
        yield exact
        return
    try:
        for found in root.glob(pattern):
            if not is_folder(found):
                yield found
    except (ValueError, NotImplementedError, OSError):
        return


def unusable(path: Path) -> str:
    """What is wrong with something that is there and is neither a file nor a folder: a kind of problem, else empty."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            mode = path.stat().st_mode
    except OSError:
        return "link-broken" if path.is_symlink() else ""
    except ValueError:  # a name that no file can have
        return ""
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "file-special"


def link_outside(root: Path, file: str) -> str:
    """The first part of a path that is a link leading out of the study's folder; empty where none does."""
    parts = PurePosixPath(file).parts
    for length in range(1, len(parts) + 1):
        here = PurePosixPath(*parts[:length])
        try:
            is_link = ".." not in here.parts and (root / here).is_symlink()
            if is_link and not (root / here).resolve().is_relative_to(root.resolve()):
                return here.as_posix()
        except (OSError, RuntimeError, ValueError):  # links in a circle
            return ""
    return ""


def excluded(path: Path, patterns: Iterable[str]) -> bool:
    """Whether a file is left out by ``exclude``: by its name or by the end of its path, both in NFC."""
    posix = unicodedata.normalize("NFC", path.as_posix())
    name = posix.rpartition("/")[2]
    wanted = [unicodedata.normalize("NFC", pattern) for pattern in patterns]
    return any(fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(posix, f"*/{pattern}") for pattern in wanted)


def _as_on_disk(root: Path, path: str) -> Path:
    """The path with each part as its folder writes it, where the two are the same in NFC."""
    here = root
    for part in PurePosixPath(path).parts:
        name = part
        if not part.isascii() and not (here / part).exists():
            wanted = unicodedata.normalize("NFC", part)
            try:
                names = sorted(entry.name for entry in here.iterdir())
            except OSError:
                names = []
            name = next((other for other in names if unicodedata.normalize("NFC", other) == wanted), part)
        here = here / name
    return here


def closed_folders(root: Path, pattern: str) -> list[Path]:
    """The folders that a pattern leads into and that cannot be opened, sorted: nobody knows what is in them.

    Those named at the head of the pattern, without ``*`` or ``?``, are not among them.

    Args:
        root: the study's folder.
        pattern: such as ``data/**/*.docx``.
    """
    head = fixed_part(pattern)
    between = PurePosixPath(pattern).parts[len(PurePosixPath(head).parts) : -1]
    if not between:
        return []
    closed: list[Path] = []

    def walk(folder: Path, parts: tuple[str, ...]) -> None:
        """Open a folder for what is left of the pattern's folders; ``**`` is any number of them."""
        try:
            with os.scandir(folder) as entries:
                inner = sorted(entry.name for entry in entries if parts and entry.is_dir(follow_symlinks=False))
        except PermissionError:
            closed.append(folder)
            return
        except OSError:
            return
        for name in inner:
            if name.startswith((".", "~$")) and not parts[0].startswith((".", "~$")):
                continue
            if parts[0] == "**":
                walk(folder / name, parts)
            elif fnmatch.fnmatchcase(name, parts[0]):
                walk(folder / name, parts[1:])
        if parts and parts[0] == "**" and len(parts) > 1:
            walk(folder, parts[1:])

    walk(root / head, between)
    return sorted(set(closed))
