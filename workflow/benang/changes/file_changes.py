"""The changed files of results and reports, those that show the same together: its number, its pictures, its causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benang.changes.causes import Cause, Causes, differing
from benang.changes.picture_changes import PictureChange, picture_change
from benang.changes.run_state import RunState
from benang.changes.table_changes import NO_TABLE, Table, TableChange, read_table_of, table_changes, table_name
from benang.study.currency import NOTE
from benang.study.on_request import request_notes

PAGE = "verify"
"""The folder of the page itself, in that of the reports."""

READABLE = (".csv", ".json", ".md", ".txt", ".parquet")
"""Forms that numbers are read from, the one that people read first."""


@dataclass(frozen=True)
class Tree:
    """One state of a study's results and reports.

    Attributes:
        root: the folder that they lie in.
        files: SHA-256 by name (``results/coding/turns.csv``).
    """

    root: Path
    files: Mapping[str, str]

    def path(self, name: str) -> Path | None:
        """Where a file lies; None where there is none."""
        return self.root / name if name in self.files else None


@dataclass(frozen=True)
class FileChange:
    """Files that show the same and changed.

    Attributes:
        name: what their names share (``results/figures/en/state_map``).
        files: each file's name and whether it is ``changed``, ``new`` or ``gone``.
        tables: by file what changed in it.
        pictures: by file its picture.
        causes: what caused it.
    """

    name: str
    files: Mapping[str, str]
    tables: Mapping[str, TableChange]
    pictures: Mapping[str, PictureChange]
    causes: tuple[Cause, ...]


def read_file_changes(before: Tree, after: Tree, causes: Causes) -> list[FileChange]:
    """All that changed from one state to the other, in the order in which it came about.

    Args:
        before, after: the states.
        causes: finds causes.
    """
    changed = differing(before.files, after.files)
    groups: dict[str, dict[str, str]] = {}
    for name, state in changed.items():
        groups.setdefault(shared_name(name), {})[name] = state
    return [_read_change(name, groups[name], before, after, causes) for name in sorted(groups, key=_place)]


def shared_name(name: str) -> str:
    """The name without what tells forms, captions and further pages of one thing apart.

    >>> shared_name("results/figures/en/map.2.png"), shared_name("reports/report.en.html")
    ('results/figures/en/map', 'reports/report.en')
    """
    path = PurePosixPath(name)
    first, *rest = path.name.split(".")
    # A part of two letters is a language, one that is a number a further page or a batch.
    kept = [part for part in rest[:-1] if len(part) == 2 and part.isalpha()]
    if "batches" in path.parts:
        kept = rest[:-1]
    return str(path.with_name(".".join([first, *kept])))


def _read_change(name: str, files: Mapping[str, str], before: Tree, after: Tree, causes: Causes) -> FileChange:
    tables: dict[str, TableChange] = {}
    # A table that is there in two forms tells the same in both.
    for file in sorted(files, key=_form):
        told = {one.rpartition(".")[0] for one in tables}
        if PurePosixPath(file).suffix not in READABLE or file.rpartition(".")[0] in told:
            continue
        change = table_changes(table_name(file), _read(before.path(file)), _read(after.path(file)))
        if change:
            tables[file] = change
    pictures = {
        file: picture_change(_bytes(before.path(file)), _bytes(after.path(file)))
        for file in sorted(files, key=_page_of)
        if file.endswith(".png")
    }
    found = sorted({cause for file in files for cause in causes.of(file)})
    return FileChange(name, dict(files), tables, pictures, tuple(found))


def _read(path: Path | None) -> Table:
    if path is None:
        return NO_TABLE
    try:
        return read_table_of(path) or NO_TABLE
    except ValueError:  # of another version, perhaps, or cut off
        return NO_TABLE


def _bytes(path: Path | None) -> bytes:
    return path.read_bytes() if path else b""


def _form(name: str) -> tuple[int, str]:
    suffix = PurePosixPath(name).suffix
    return (READABLE.index(suffix) if suffix in READABLE else len(READABLE), name)


def _page_of(name: str) -> tuple[int, str]:
    parts = PurePosixPath(name).name.split(".")
    return (int(parts[1]) if len(parts) > 2 and parts[1].isdigit() else 1, name)


_ORDER = ("literature", "coding", "mapping", "figures", "conclusions")


def _place(name: str) -> tuple[bool, int, bool, str]:
    """Results before reports, results by stage, what only steps read last."""
    parts = PurePosixPath(name).parts
    stage = next((_ORDER.index(part) for part in parts if part in _ORDER), len(_ORDER))
    return ("batches" in parts, stage, len(parts) < 3, name)


_MARKS = ("leaks", "answered")
"""Folders of results that hold what shows that a target was checked."""


def results_alone(files: Mapping[str, str], results: str, reports: str) -> dict[str, str]:
    """The files that tell of a study: neither the page itself, nor notes and marks of how far a run has come."""
    notes = (f"{reports}/{NOTE}", *request_notes(results).values())
    left_out = (f"{reports}/{PAGE}/", *notes, *(f"{results}/{name}/" for name in _MARKS))
    return {name: sha256 for name, sha256 in files.items() if not name.startswith(left_out)}


def as_asked_for(
    files: Mapping[str, str], others: Mapping[str, str], before: RunState, after: RunState
) -> dict[str, str]:
    """The files of a folder without those that nobody asked the other run for (coding sheets, a bundle).

    Args:
        files: of the folder.
        others: of the run that it is compared with.
        before, after: what is known of the two runs.
    """
    scripts = {step.script for step in after.graph.steps}
    maker = before.graph.maker
    return {
        name: sha256
        for name, sha256 in files.items()
        if name in others or not scripts or name not in maker or maker[name].script in scripts
    }


def reached(changes: Iterable[FileChange]) -> dict[tuple[str, str, str], list[str]]:
    """By cause (kind, name, state) the names of the changes that it reached, in the order of the changes."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for change in changes:
        for cause in {(one.kind, one.name, one.state): one for one in change.causes}:
            found.setdefault(cause, []).append(change.name)
    return dict(sorted(found.items()))
