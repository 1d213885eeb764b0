"""What lies in a folder that is to become a study: each file, and what it was taken for.

Transcripts are told by their suffixes, tables by their header and rows (``folder_tables``), lists of works, claims and
codebooks by what stands in them, texts of works by the lists that name them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from benang.core.lined_yaml import read_lined_yaml
from benang.core.project_formats import is_project
from benang.core.texts import read_texts
from benang.literature.reference_lists import read_reference_lists
from benang.literature.text_files import SUFFIXES as WORK_SUFFIXES
from benang.literature.text_files import texts_of_works
from benang.sources.readers.formats import TEXT_SUFFIXES
from benang.study.folder_tables import SUFFIXES, TEXTS, Table, table_in
from benang.writing.folder import INTERPRETATION, METHOD

MADE = frozenset(("results", "reports", "logs"))
"""Folders that a run writes."""
PRIVATE = "private"
"""A folder that is nobody else's: only a list of names is looked for in it."""

_LISTS = (".bib", ".ris")
_YAML = (".yaml", ".yml")
_UNUSED = ("readme", "guide")  # texts that lie beside transcripts and are none
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = 2**16  # bytes
_LARGEST = 20_000_000  # bytes; a list of works in JSON is shorter


@dataclass
class FolderContents:
    """The files of a folder by what they were taken for; all names are relative to it.

    Attributes:
        sources: transcripts by kind of source and folder.
        turns: those of them that are tables.
        tables: the other tables that were known, in the order of their names.
        projects, literature, claims, codebooks, writing: files (of the writing, folders).
        work_texts: the texts of works.
        left: what was taken for nothing.
    """

    sources: dict[tuple[str, str], list[Path]] = field(default_factory=dict)
    turns: list[str] = field(default_factory=list)
    tables: list[tuple[str, Table]] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)
    literature: list[str] = field(default_factory=list)
    work_texts: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    codebooks: list[str] = field(default_factory=list)
    writing: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[str, Table]]:
        """The tables of one kind."""
        return [(name, table) for name, table in self.tables if table.kind == kind]

    def books(self) -> list[str]:
        """The files that are codebooks; the first is the study's."""
        return [*self.codebooks, *(name for name, _ in self.of("codebook"))]

    def texts_folder(self) -> str:
        """The folder in which all texts of works lie and no transcript does; empty where there is none."""
        parents = [PurePosixPath(name).parent for name in self.work_texts]
        shared = parents[0] if parents else PurePosixPath()
        while any(shared not in (parent, *parent.parents) for parent in parents):
            shared = shared.parent
        places = [PurePosixPath(place) for _, place in self.sources]
        mixed = any(shared in (place, *place.parents) for place in places)
        return "" if mixed or shared == PurePosixPath() else shared.as_posix()


def is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing that a study can be made of."""
    return not any(
        path.suffix.casefold() in (*TEXT_SUFFIXES, *SUFFIXES) or is_project(path.name)
        for path in _files(folder)
        if PRIVATE not in _folders(path, folder)
    )


def look_into(folder: Path) -> FolderContents:
    """What lies in a folder; hidden files, those of Office at work and what a run made are not looked at."""
    found = FolderContents()
    texts: list[Path] = []
    tables: list[tuple[str, Path]] = []
    found.writing = _writing(folder)
    for path in _files(folder):
        name, suffix = path.relative_to(folder).as_posix(), path.suffix.casefold()
        parts = _folders(path, folder)
        if any(PurePosixPath(own) in PurePosixPath(name).parents for own in found.writing):
            continue
        if suffix in SUFFIXES:
            tables.append((name, path))
        elif PRIVATE in parts:
            continue
        elif is_project(name):
            found.projects.append(name)
        elif suffix in _LISTS or (suffix == ".xml" and _is_endnote(path)) or (suffix == ".json" and _lists_works(path)):
            found.literature.append(name)
        elif suffix in _YAML:
            {"claims": found.claims, "codes": found.codebooks}.get(_lists(path), found.left).append(name)
        elif suffix in TEXT_SUFFIXES and path.stem.casefold() not in _UNUSED:
            texts.append(path)
        else:
            found.left.append(name)
    _take_tables(found, folder, tables)
    _take_texts(found, folder, texts)
    return found


def _take_tables(found: FolderContents, folder: Path, tables: Iterable[tuple[str, Path]]) -> None:
    coders = 0
    for name, path in tables:
        table = table_in(path, name, f"coder-{coders + 1}")
        hidden = PRIVATE in _folders(path, folder)
        if hidden and table.kind != "pseudonyms":
            continue
        coders += ", coder: coder-" in table.entry
        if table.kind == "turns":
            found.turns.append(name)
            place = path.parent.relative_to(folder).as_posix()
            found.sources.setdefault((_kind(place), place), []).append(path)
        elif table.kind:
            found.tables.append((name, table))
        else:
            found.left.append(name)


def _take_texts(found: FolderContents, folder: Path, texts: Iterable[Path]) -> None:
    of_works = _texts_of_works(folder, found.literature, texts) if found.literature else frozenset()
    for path in texts:
        name, place = path.relative_to(folder).as_posix(), path.parent.relative_to(folder).as_posix()
        if name in of_works:
            found.work_texts.append(name)
        else:
            kind = _kind(place)
            kind = _kind_by_name(path.stem) if kind == "interview" else kind
            found.sources.setdefault((kind, place), []).append(path)
    for paths in found.sources.values():
        paths.sort()


def _texts_of_works(folder: Path, lists: list[str], texts: Iterable[Path]) -> frozenset[str]:
    """Which of these files are texts of works: called by a work's key, or attached to it in a list."""
    files = [path.relative_to(folder).as_posix() for path in texts if path.suffix.casefold() in WORK_SUFFIXES]
    if not files:
        return frozenset()
    read = read_reference_lists(folder, lists)
    keys = {str(key): str(key) for key in read.works["work_id"]}
    of_works, _ = texts_of_works(files, keys, read.attached)
    # A second file of one work is a text of it, too.
    named = {PurePosixPath(one.name.replace("\\", "/")).name for each in read.attached.values() for one in each}
    return frozenset(of_works.values()) | {file for file in files if PurePosixPath(file).name in named}


def _writing(folder: Path) -> list[str]:
    """The folders of what researchers write."""
    marks = [path for path in _files(folder) if path.name == METHOD or path.parent.name == INTERPRETATION]
    places = {path.parent if path.name == METHOD else path.parent.parent for path in marks}
    return sorted(place.relative_to(folder).as_posix() for place in places if place != folder)


def _is_endnote(path: Path) -> bool:
    """Whether an XML file looks like an export of EndNote, whose records say of which type they are."""
    with path.open("rb") as file:
        return b"<ref-type" in file.read(_HEAD)


def _lists_works(path: Path) -> bool:
    """Whether a JSON file is a list of works (CSL): items with an id, a type and a title or authors."""
    try:
        value: Any = json.loads(path.read_bytes()) if path.stat().st_size <= _LARGEST else None
    except (ValueError, RecursionError):
        return False
    items = value if isinstance(value, list) and value else [None]
    return all(
        isinstance(one, dict) and {"id", "type"} <= one.keys() and {"title", "author"} & one.keys() for one in items
    )


def _lists(path: Path) -> str:
    """What a YAML file lists: ``claims`` or ``codes``; empty for neither.

    One that lists them without saying so is told as what it is meant for, and ``check`` says what it lacks.
    """
    value: Any = read_lined_yaml(path, path.name).value
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        all_have = set.intersection(*(set(one) for one in value))
        return "claims" if {"text", "codes"} <= all_have else "codes" if "label" in all_have else ""
    keys = ("claims", "codes") if isinstance(value, dict) else ()
    return next((key for key in keys if isinstance(value.get(key), list)), "")


def _kind_by_name(stem: str) -> str:
    """The kind of a text that lies among interviews, by its file's name: ``fieldnote-ward``, ``Observasi 2``."""
    words = f" {' '.join(word.casefold() for word in _WORD.findall(stem))} "
    known = read_texts(TEXTS)["file_names"]
    if any(f" {word} " in words for word in known["interview"]):
        return "interview"
    return next((kind for kind, names in known.items() if any(f" {name} " in words for name in names)), "interview")


def _kind(place: str) -> str:
    words = {word.casefold() for word in _WORD.findall(place)}
    folders = read_texts(TEXTS)["folders"].items()
    return next((kind for kind, known in folders if words & set(known)), "interview")


def _folders(path: Path, folder: Path) -> list[str]:
    return [part.casefold() for part in path.relative_to(folder).parts[:-1]]


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder, sorted; hidden ones, those of Office at work and made ones left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        own = _folders(path, folder)
        made = not MADE.isdisjoint(own) or {PRIVATE, "benang"} <= set(own)
        if path.is_file() and not hidden and not made:
            yield path
