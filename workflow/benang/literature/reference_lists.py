"""The literature of a study: one reference list or several, in whichever formats, and what stands in more than one.

A work that stands in two of them, or under two keys in one, is one work. What shows it is its identifier (DOI), or its
first author, year and title; two works with identifiers of their own are two, however alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from benang.core import model
from benang.core.cells import join_ids
from benang.core.problems import Problem
from benang.literature.attachments import Attachment
from benang.literature.citations import family_key
from benang.literature.references import ALSO, Reference
from benang.literature.works import read_list

_SHORTEST_TITLE = 12
"""Letters of a title from which it tells works apart ("Introduction" has fewer than most)."""
_MARKUP = re.compile(r"<[^<>]*>")
_RESOLVER = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*", re.IGNORECASE)


@dataclass
class ReferenceLists:
    """What the reference lists of a study hold together.

    Attributes:
        works: the table ``works``.
        references: each work as CSL JSON.
        attached: the files that the lists attach to works, by key.
        problems: what is wrong with a list, or between lists.
    """

    works: pd.DataFrame = field(default_factory=lambda: model.empty("works"))
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    attached: dict[str, list[Attachment]] = field(default_factory=dict)


def read_reference_lists(root: Path, files: Iterable[str], citation: str = "") -> ReferenceLists:
    """Read the reference lists of a study.

    Args:
        root: the study's folder.
        files: the lists, relative to it, in the order of the configuration: of a work in several the first is kept.
        citation: a key that stays in any case, the one of the study's own article.

    Returns:
        All works; a work that stands there twice is told, with both places, and counts once. A second key of the
        researcher's own is kept with it (``references.aliases_of``), for either may be cited.
    """
    found = ReferenceLists()
    rows: dict[str, dict[str, object]] = {}
    kept: dict[str, Reference] = {}
    place_of: dict[str, str] = {}
    alias: dict[str, str] = {}
    index: dict[tuple[str, ...], str] = {}
    for file in files:
        read = read_list(root / file, file)
        found.problems += read.problems
        by_id = {str(reference["id"]): reference for reference in read.references}
        for record in read.works.to_dict("records"):
            row = {str(name): value for name, value in record.items()}
            key, work = str(row["work_id"]), by_id[str(row["work_id"])]
            own = key not in read.made
            same = next((index[one] for one in _marks(row, work) if one in index), "")
            if same and _apart(kept[same], work):
                same = ""
            line, attached = read.lines.get(key), read.attached.get(key, ())
            values = {"key": key, "other": same, "file": place_of.get(same, "")}
            if same and (key == same or not own):
                found.problems.append(Problem("work-in-two-lists", file, line, values=values))
                found.attached.setdefault(same, []).extend(attached)
                continue
            if own and (key in rows or key in alias):
                values = {"key": key, "file": place_of[key]}
                found.problems.append(Problem("work-key-in-two-lists", file, line, values=values))
                continue
            place = file if line is None else f"{file}:{line}"
            if same:
                found.problems.append(Problem("work-under-two-keys", file, line, values=values))
                found.attached.setdefault(same, []).extend(attached)
                alias[key], place_of[key] = same, place
                rows[same]["read"] = rows[same]["read"] or row["read"]
                continue
            key = _free(key, rows)
            rows[key] = {**row, "work_id": key}
            kept[key], place_of[key] = {**work, "id": key}, place
            found.attached.setdefault(key, []).extend(attached)
            for one in _marks(row, work):
                index.setdefault(one, key)
    if citation in alias:
        _renamed(citation, alias, rows, kept, found.attached)
    found.works = _with_aliases(list(rows.values()), alias)
    found.references = list(kept.values())
    return found


def _renamed(key: str, alias: dict[str, str], *by_key: dict[str, Any]) -> None:
    """Let a work count under another of its keys."""
    before = alias.pop(key)
    for rows in by_key:
        if before in rows:
            rows[key] = rows.pop(before)
            for name in ("work_id", "id"):
                if isinstance(rows[key], dict) and name in rows[key]:
                    rows[key][name] = key
    alias |= {other: key for other, kept in [*alias.items(), (before, before)] if kept == before}


def _with_aliases(rows: Sequence[dict[str, object]], alias: Mapping[str, str]) -> pd.DataFrame:
    """The table ``works``; with a column of further keys where a work has some."""
    works = model.from_rows("works", rows)
    others: dict[str, list[str]] = {}
    for other, key in sorted(alias.items()):
        others.setdefault(key, []).append(other)
    if not others:
        return works
    return works.assign(**{ALSO: [join_ids(others.get(str(key), [])) for key in works["work_id"]]})


def _marks(row: Mapping[str, object], work: Reference) -> list[tuple[str, ...]]:
    """What a work is known by, whichever list it stands in."""
    marks: list[tuple[str, ...]] = []
    if doi := _doi(work):
        marks.append(("doi", doi))
    title = _letters(str(row["title"]))
    author = family_key(str(row["author"]).split(";")[0])
    if len(title) >= _SHORTEST_TITLE and row["year"] and author:
        marks.append((author, str(row["year"]), title))
    return marks


def _apart(one: Reference, other: Reference) -> bool:
    """Whether two works have identifiers that say they are two, or stand in two books or journals."""
    if _doi(one) and _doi(other):
        return _doi(one) != _doi(other)
    within = [_letters(_MARKUP.sub("", str(work.get("container-title") or ""))) for work in (one, other)]
    return all(within) and within[0] != within[1]


def _doi(work: Reference) -> str:
    return _RESOLVER.sub("", str(work.get("DOI") or "")).strip().casefold()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _MARKUP.sub("", text)).casefold()
    return "".join(character for character in plain if character.isalnum())


def _free(key: str, taken: dict[str, dict[str, object]]) -> str:
    letters = (f"{key}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    numbers = (f"{key}-{number}" for number in range(27, 10**6))
    return key if key not in taken else next(one for one in chain(letters, numbers) if one not in taken)
