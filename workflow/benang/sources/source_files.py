"""Which files the patterns of a study name, and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from benang.core.found_files import (
    closed_folders,
    excluded,
    find_entries,
    fixed_part,
    is_file,
    link_outside,
    unusable,
)
from benang.core.problems import Problem
from benang.core.settings import SourceSet
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.readers.formats import TEXT_SUFFIXES

READABLE_SUFFIXES = frozenset({*TEXT_SUFFIXES, ".doc"})
"""Files that look like sources; one of them that lies beside the sources and is in no pattern is reported.

Tables are none of them: the study's own often lie in the same folder."""


def shown_path(path: str, pseudonyms: Pseudonyms) -> str:
    """The path with names replaced, each part by itself."""
    return "/".join(pseudonyms.rename(part) for part in PurePosixPath(path).parts)


def shown_paths(paths: Iterable[str], pseudonyms: Pseudonyms) -> dict[str, str]:
    """``shown_path`` of each; a name of a folder is looked at once, for many files lie in one."""
    shown: dict[str, str] = {}
    folders: dict[PurePosixPath, str] = {}
    for path in map(PurePosixPath, paths):
        folder = path.parent
        if folder not in folders:
            folders[folder] = shown_path(folder.as_posix(), pseudonyms)
        name = shown_path(path.name, pseudonyms)
        shown[path.as_posix()] = f"{folders[folder]}/{name}" if folder.parts else name
    return shown


def chosen_files(
    root: Path, source_sets: Iterable[SourceSet], pseudonyms: Pseudonyms
) -> tuple[dict[str, SourceSet], list[Problem]]:
    """The files that are sources, each with the first set that matches it, and every problem."""
    problems: list[Problem] = []
    chosen: dict[str, SourceSet] = {}
    left_out: set[str] = set()
    for source_set in source_sets:
        found, unread = _matches(root, source_set, pseudonyms)
        problems += unread
        kept = {path for path in found if not excluded(Path(path), source_set.exclude)}
        left_out |= found - kept
        if not kept:
            values = {"patterns": ", ".join(source_set.files), "kind": source_set.kind}
            problems.append(Problem("sources-none", values=values))
        for path in kept:
            chosen.setdefault(path, source_set)
    problems += [
        Problem("source-in-no-pattern", shown_path(path, pseudonyms)) for path in _beside(root, chosen) - left_out
    ]
    return chosen, problems


def files_passed_over(root: Path, source_sets: Iterable[SourceSet]) -> list[str]:
    """Files that a run sees among its sources and does not read, relative to ``root``, sorted.

    Those that ``exclude`` leaves out, and those that look like sources and are in no pattern. What a run says depends
    on their being there, though not on what is in them.
    """
    found: set[str] = set()
    chosen: set[str] = set()
    for source_set in source_sets:
        matches, _ = _matches(root, source_set, Pseudonyms())
        found |= matches
        chosen |= {path for path in matches if not excluded(Path(path), source_set.exclude)}
    return sorted((found | _beside(root, chosen)) - chosen)


def _matches(root: Path, source_set: SourceSet, pseudonyms: Pseudonyms) -> tuple[set[str], list[Problem]]:
    """The files that a source set names, and what it names that cannot be read."""
    found: set[str] = set()
    problems: list[Problem] = []
    links: set[str] = set()
    folders: dict[Path, str] = {}
    for pattern in source_set.files:
        if Path(pattern).is_absolute():
            continue  # told by the configuration's check
        outside = link_outside(root, fixed_part(pattern))  # by the configuration's check
        for folder in closed_folders(root, pattern):
            shown = shown_path(_as_text(folder.relative_to(root)), pseudonyms)
            problems.append(Problem("folder-unreadable", shown, values={"path": shown}))
        names_hidden = any(part.startswith((".", "~$")) for part in PurePosixPath(pattern).parts if part != "..")
        for file in find_entries(root, pattern):
            path = file.relative_to(root)
            hidden = any(part.startswith((".", "~$")) for part in path.parts if part != "..")
            if hidden and not names_hidden:
                continue
            kind = unusable(file)
            if not kind and not _is_text(path.as_posix()):
                kind = "file-name-unreadable"
            if kind:
                shown = shown_path(_as_text(path), pseudonyms)
                problems.append(Problem(kind, shown, values={"path": shown}))
                continue
            found.add(path.as_posix())
            if file.parent not in folders:
                folders[file.parent] = link_outside(root, path.parent.as_posix())
            link = folders[file.parent] or (link_outside(root, path.as_posix()) if file.is_symlink() else "")
            links |= {link} - {"", outside}
    problems += [Problem("link-outside", values={"path": shown_path(link, pseudonyms)}) for link in sorted(links)]
    return found, problems


def _beside(root: Path, chosen: Iterable[str]) -> set[str]:
    """Files that look like sources, lie in a folder of sources and are not chosen."""
    chosen = set(chosen)
    folders = {PurePosixPath(path).parent for path in chosen}
    beside: set[str] = set()
    for folder in folders - {PurePosixPath(".")}:  # the study's own folder holds much else
        for file in _entries(root / folder):
            looks_so = file.suffix.lower() in READABLE_SUFFIXES and not file.name.startswith((".", "~$"))
            if looks_so and is_file(file) and _is_text(file.name):
                beside.add((folder / file.name).as_posix())
    return beside - chosen


def _entries(folder: Path) -> list[Path]:
    """What is in a folder; nothing where it cannot be opened."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _is_text(name: str) -> bool:
    """Whether a file's name is text; bytes of a name that are no UTF-8 come as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _as_text(path: Path) -> str:
    """A path that can be printed, whatever bytes are in it."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
