"""Which file of the folder of writing is what. Looks at names alone and loads nothing slow: every start asks it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benang.core.found_files import find_files
from benang.core.languages import is_language
from benang.core.problems import Problem, nearest
from benang.writing.written_tables import TABLES

METHOD = "method.yaml"
INTERPRETATION = "interpretation"
JOURNAL = "journal"
FEEDBACK = "feedback"
GUIDES = "guides"
FOLDERS = (INTERPRETATION, JOURNAL, FEEDBACK, GUIDES)

_TABLE_SUFFIXES = (".csv", ".xlsx")
_PASSED_OVER = re.compile(r"(?i)readme(\.\w+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class WritingFile:
    """One file.

    Attributes:
        path: relative to the study's folder.
        name: of what it is about: a theme, category, claim or chapter; a table; a guide.
        language: in which it is written; empty where its name does not say.
    """

    path: str
    name: str
    language: str = ""


@dataclass(frozen=True)
class WritingFolder:
    """What lies in the folder.

    Attributes:
        method: ``method.yaml``; empty where there is none.
        texts: ``interpretation/*.md``.
        journal: ``journal/*.md``.
        feedback: ``feedback/*.md``, what participants said of the findings.
        guides: versions of the interviews' guide, whatever form they have.
        tables: the tables of ``tables.TABLES`` that are there.
        problems: files that nobody reads, and tables that are there twice.
    """

    method: str = ""
    texts: tuple[WritingFile, ...] = ()
    journal: tuple[WritingFile, ...] = ()
    feedback: tuple[WritingFile, ...] = ()
    guides: tuple[WritingFile, ...] = ()
    tables: tuple[WritingFile, ...] = ()
    problems: tuple[Problem, ...] = ()


def list_writing(root: Path, folder: str) -> list[str]:
    """Every file in the folder of writing, relative to ``root``, sorted; hidden ones are none."""
    if not folder:
        return []
    found = {path for depth in ("*", "*/*", "*/*/*") for path in find_files(root, f"{folder}/{depth}")}
    names = (path.relative_to(root) for path in found)
    kept = [name for name in names if not any(part.startswith((".", "~")) for part in name.parts)]
    return sorted(name.as_posix() for name in kept if not _PASSED_OVER.fullmatch(name.name))


def read_folder(files: Iterable[str], folder: str) -> WritingFolder:
    """What each file is, by its name.

    Args:
        files: as ``list_writing`` gives them.
        folder: of the writing, as the study names it.
    """
    method = ""
    kinds: dict[str, list[WritingFile]] = {kind: [] for kind in (*FOLDERS, "tables")}
    problems: list[Problem] = []
    for file in files:
        parts = PurePosixPath(file).relative_to(folder).parts
        kind, name = (parts[0], parts[1]) if len(parts) == 2 else ("", parts[-1])
        suffix = PurePosixPath(name).suffix.lower()
        if len(parts) == 1 and name == METHOD:
            method = file
        elif len(parts) == 1 and suffix in _TABLE_SUFFIXES and PurePosixPath(name).stem in TABLES:
            table = PurePosixPath(name).stem
            if any(one.name == table for one in kinds["tables"]):
                problems.append(Problem("writing-table-twice", file, values={"table": table}))
                continue
            kinds["tables"].append(WritingFile(file, table))
        elif kind == GUIDES or (kind in FOLDERS and suffix == ".md"):
            kinds[kind].append(_named(file))
        else:
            problems.append(_unknown(file, parts))
    listed = {kind: tuple(found) for kind, found in kinds.items()}
    return WritingFolder(
        method,
        texts=listed[INTERPRETATION],
        journal=listed[JOURNAL],
        feedback=listed[FEEDBACK],
        guides=listed[GUIDES],
        tables=listed["tables"],
        problems=tuple(problems),
    )


def _named(file: str) -> WritingFile:
    """A file by its name, which may end in a language: ``trust.en.md``."""
    stem = PurePosixPath(file).stem
    name, dot, language = stem.rpartition(".")
    if dot and name and _LANGUAGE.fullmatch(language) and is_language(language):
        return WritingFile(file, name, language)
    return WritingFile(file, stem)


def _unknown(file: str, parts: Sequence[str]) -> Problem:
    known = [METHOD, *(f"{table}.csv" for table in TABLES), *(f"{name}/" for name in FOLDERS)]
    near = nearest(parts[0] + ("/" if len(parts) > 1 else ""), known)
    return Problem("writing-file-unknown", file, values={"known": ", ".join(known), "near": near})
