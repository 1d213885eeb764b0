"""The versions of a codebook, so that a coding made with an earlier one follows its code.

``codebook_history.yaml`` (``workflow/schemas/codebook_history.schema.yaml``) says, version by version, which codes were
added, renamed, merged, split and retired. A name is followed through the versions in their order. A name that the
present codebook has is never followed: it means the present code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from benang.coding.people.lookup import CodeNames
from benang.core import model
from benang.core.lined_yaml import LinedDocument, YamlPath, place, read_lined_yaml
from benang.core.problems import Problem
from benang.core.schema_check import check_schema
from benang.privacy.pseudonyms import Pseudonyms

SCHEMA = "codebook_history.schema.yaml"

CHANGES = ("added", "renamed", "merged", "split", "retired")
"""What can happen to codes from one version to the next."""

_PATH = re.compile(r"\s*[>»→]\s*")


class Change(NamedTuple):
    """What happened to codes in a version, as it is written.

    Attributes:
        change: one of ``CHANGES``.
        old, new: their names before and after; none before ``added``, none after ``retired``.
    """

    change: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    """One version of the codebook.

    Attributes:
        added: codes that are new in it.
        changes: what became of each old code: its new name, several where it was split, none where it was retired. Old
            names are folded (white space and case make no difference).
        told: everything that happened, in the order of ``CHANGES``.
    """

    name: str
    date: str = ""
    note: str = ""
    added: tuple[str, ...] = ()
    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: tuple[Change, ...] = ()


@dataclass(frozen=True)
class History:
    """The versions, oldest first, and the codes of the present codebook."""

    versions: tuple[Version, ...]
    codes: CodeNames


def read_history(path: Path, shown_name: str, codes: pd.DataFrame) -> tuple[History, list[Problem]]:
    """Read the history of a codebook.

    Args:
        path: the YAML file.
        shown_name: what problems call it.
        codes: table ``codes``, the present codebook.

    Returns:
        The history, as far as it could be read, and every problem with its line: circles, codes that are nowhere,
        names that are still in use.
    """
    document = read_lined_yaml(path, shown_name)
    names = CodeNames(codes)
    problems = list(document.problems)
    if document.value is None and problems:
        return History((), names), problems
    problems += check_schema(document, SCHEMA, shown_name)
    listed = document.value.get("versions") if isinstance(document.value, dict) else None
    entries = listed if isinstance(listed, list) else []
    reader = _Reader(document, shown_name, names)
    history = History(
        tuple(reader.version(entry, number) for number, entry in enumerate(entries) if isinstance(entry, dict)), names
    )
    reader.check(history)
    return history, problems + reader.problems


def history_table(history: History, pseudonyms: Pseudonyms | None = None) -> pd.DataFrame:
    """The history as the table ``codebook_history``: a row a change, and one for a version that has none.

    Args:
        history: as ``read_history`` gives it.
        pseudonyms: names that are replaced in names of codes and in notes.
    """
    renamed = pseudonyms.rename if pseudonyms else str
    rows: list[dict[str, object]] = []
    for number, version in enumerate(history.versions, 1):
        head = {"number": number, "version": renamed(version.name), "date": version.date}
        head["note"] = pseudonyms.apply(version.note) if pseudonyms else version.note
        rows += [
            {**head, "change": one.change, "old": [*map(renamed, one.old)], "new": [*map(renamed, one.new)]}
            for one in version.told or (Change("", (), ()),)
        ]
    return model.from_rows("codebook_history", rows)


def follow(code_name: str, history: History) -> tuple[str, ...]:
    """What became of a code.

    Args:
        code_name: as a coder's file has it: an id, a label, or a path of labels.

    Returns:
        The id of its present code; several where it was split and only a person can say which is meant; none where
        the history does not know the name, or it was retired.
    """
    parts = [part for part in _PATH.split(code_name) if part.strip()]
    for asked in dict.fromkeys([code_name, *parts[-1:]]):
        present = history.codes.find(asked)
        if present:
            return tuple(present)
        names = _through(asked, history.versions)
        if names != (asked,):
            found = [code for name in names for code in history.codes.find(name)]
            return tuple(dict.fromkeys(found))
    return ()


def follow_codes(
    rows: pd.DataFrame, history: History, pseudonyms: Pseudonyms | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Let codings that were made with an earlier codebook follow their codes.

    Args:
        rows: raw coding rows (``benang.coding.people.coding_files.COLUMNS``).
        history: the codebook's history.
        pseudonyms: names that are replaced in code names, as in the codebook.

    Returns:
        The rows with the present code where an old one could be followed, without those whose code was split or
        retired; each of these is a problem with its file and line.
    """
    new_names: dict[str, str] = {}
    retired: set[str] = set()
    split: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(rows["code"].tolist()):
        if history.codes.find(name, pseudonyms):
            continue
        found = follow(name, history)
        if len(found) == 1:
            new_names[name] = found[0]
        elif found:
            split[name] = found
        elif _is_retired(name, history):
            retired.add(name)
    lost = rows["code"].isin([*split, *sorted(retired)])
    problems = []
    for row in rows[lost].to_dict("records"):
        code = str(row["code"])
        values: dict[str, object] = {"code": pseudonyms.rename(code) if pseudonyms else code}
        values |= {"codes": ", ".join(split[code])} if code in split else {}
        kind = "coding-code-split" if code in split else "coding-code-retired"
        problems.append(Problem(kind, str(row["file"]), int(row["line"]) or None, str(row["place"]), values))
    kept = rows[~lost]
    followed = kept["code"].map(lambda name: new_names.get(name, name)).astype("str")
    return kept.assign(code=followed), problems


def _is_retired(code_name: str, history: History) -> bool:
    parts = [part for part in _PATH.split(code_name) if part.strip()]
    return any(_through(asked, history.versions) == () for asked in (code_name, *parts[-1:]))


def _through(name: str, versions: Iterable[Version]) -> tuple[str, ...]:
    """The names that a name has after ``versions``, each once."""
    names: tuple[str, ...] = (name,)
    for version in versions:
        names = tuple(dict.fromkeys(new for old in names for new in version.changes.get(_plain(old), (old,))))
    return names


class _Reader:
    """Turns the entries of a history into versions and gathers what is wrong with them."""

    def __init__(self, document: LinedDocument, shown_name: str, codes: CodeNames) -> None:
        self._document = document
        self._shown_name = shown_name
        self._codes = codes
        self._paths: list[tuple[int, YamlPath, str]] = []  # where each new name stands, and the number of its version
        self._old: list[tuple[YamlPath, str, tuple[str, ...]]] = []
        self._named: set[str] = set()
        self.problems: list[Problem] = []

    def version(self, entry: Mapping[str, object], number: int) -> Version:
        """One version; what does not have the right form the schema has reported."""
        here: YamlPath = ("versions", number)
        name = str(entry.get("version") or "")
        if name and name in self._named:
            self._report("history-version-twice", (*here, "version"), version=name)
        self._named.add(name)
        changes: dict[str, tuple[str, ...]] = {}
        lines: dict[str, YamlPath] = {}
        told = [Change("added", (), (code,)) for code in _texts(entry.get("added"))]
        merged: dict[tuple[str, ...], list[str]] = {}
        for change, path, old, new in self._changes(entry, here):
            key = _plain(old)
            if key in changes:
                self._report("history-code-twice", path, code=old, first=self._document.line(lines[key]))
                continue
            changes[key] = new
            lines[key] = path
            if change == "merged":
                merged.setdefault(new, []).append(old)
            else:
                told.append(Change(change, (old,), new))
            self._old.append((path, old, new))
            self._paths += [(number, path, name) for name in new]
        added = _texts(entry.get("added"))
        self._paths += [(number, (*here, "added", index), code) for index, code in enumerate(added)]
        self._report_circle(changes, lines)
        told += [Change("merged", tuple(olds), new) for new, olds in merged.items()]
        told.sort(key=lambda one: CHANGES.index(one.change))
        date, note = str(entry.get("date") or ""), str(entry.get("note") or "")
        return Version(name, date, note, added, changes, tuple(told))

    def check(self, history: History) -> None:
        """Report new names that lead to no code, and old ones that the codebook still has."""
        for number, path, name in self._paths:
            for final in _through(name, history.versions[number + 1 :]):
                found = self._codes.find(final)
                if not found:
                    self._report("history-code-unknown", path, code=final, near=self._codes.nearest(final))
                elif len(found) > 1:
                    self._report("history-code-ambiguous", path, code=final, codes=", ".join(found))
        for path, old, new in self._old:
            # A code that was merged into itself, so to speak, keeps its name and its codings; so does a spelling.
            if self._codes.find(old) and [_plain(name) for name in new] != [_plain(old)]:
                self._report("history-name-in-use", path, code=old)

    def _changes(
        self, entry: Mapping[str, object], here: YamlPath
    ) -> Iterable[tuple[str, YamlPath, str, tuple[str, ...]]]:
        """Every old name of a version with what happened to it, where that stands, and its new names."""
        for old, new in _mapping(entry.get("renamed")):
            if isinstance(new, str):
                yield "renamed", (*here, "renamed", old), old, (new,)
        for new_name, olds in _mapping(entry.get("merged")):
            for index, old in enumerate(_texts(olds)):
                yield "merged", (*here, "merged", new_name, index), old, (new_name,)
        for old, news in _mapping(entry.get("split")):
            if _texts(news):
                yield "split", (*here, "split", old), old, _texts(news)
        for index, old in enumerate(_texts(entry.get("retired"))):
            yield "retired", (*here, "retired", index), old, ()

    def _report_circle(self, changes: Mapping[str, Sequence[str]], lines: Mapping[str, YamlPath]) -> None:
        """Within a version, codes that lead to one another in a circle, if there are any."""
        onward = {old: [_plain(new) for new in news if _plain(new) != old] for old, news in changes.items()}
        try:
            TopologicalSorter(onward).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            self._report("history-circle", lines[circle[0]], code=circle[0], circle=" > ".join(circle))

    def _report(self, kind: str, path: YamlPath, /, **values: object) -> None:
        self.problems.append(Problem(kind, self._shown_name, self._document.line(path), place(path), values))


def _mapping(value: object) -> list[tuple[str, object]]:
    return list(value.items()) if isinstance(value, dict) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(text) for text in value if isinstance(text, str)) if isinstance(value, list) else ()


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()
