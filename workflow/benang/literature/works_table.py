"""The table of works, and each work as the list of references has it, out of what a reader found."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

import pandas as pd

from benang.core import model
from benang.core.cells import LIST_SEPARATOR
from benang.core.problems import Problem
from benang.literature.attachments import ATTACHED, Attachment
from benang.literature.references import READ_FULL, Reference

_READ = re.compile(r"read ?: ?full", re.IGNORECASE)
_FIRST = 3
"""Of works without a key, so many are named."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_FIELDS = {
    "bibtex": {"author": "author", "year": "year", "key": "@article{...,"},
    "ris": {"author": "AU", "year": "PY", "key": "ID"},
    "csljson": {"author": "author", "year": "issued", "key": "id"},
    "endnote": {"author": "Author", "year": "Year", "key": "Label"},
}
"""What a format calls a part of a work, for messages."""
_TITLES = ("title", "title-short", "container-title", "container-title-short", "collection-title", "volume-title")
_OTHERS = frozenset(("others", "etal", "etalia", "etalii", "dkk", "dankawankawan", "ua", "etcoll", "yotros", "eoutros"))
"""What stands for further authors, its letters alone."""
_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|span|sc)(?:\s[^<>]*)?>", re.IGNORECASE)


class ReadList(NamedTuple):
    """One reference list: the table ``works``, each work as CSL JSON, what is wrong, the keys that it does not give and
    that had to be made; by key, the files that it attaches to works and the lines where these stand."""

    works: pd.DataFrame
    references: list[Reference]
    problems: list[Problem]
    made: frozenset[str] = frozenset()
    attached: Mapping[str, Sequence[Attachment]] = {}
    lines: Mapping[str, int | None] = {}


def works_table(
    entries: Sequence[Reference],
    keys: Sequence[tuple[str, int]],
    form: str,
    shown_name: str,
    whole: Collection[str] = (),
    records: Sequence[str] = (),
) -> ReadList:
    """What a reader found as a reference list.

    Args:
        entries: the works as CSL JSON, in the file's order.
        keys: those that stand in the file, with lines.
        form: the file's format, which says what its fields are called.
        shown_name: how problems call the file.
        whole: the keys of works whose field ``read`` is full.
        records: where lines say little, what a person finds each entry by; keys that had to be made are told by the
            reader then.
    """
    problems: list[Problem] = []
    fields = _FIELDS.get(form, _FIELDS["csljson"])
    line_of: dict[str, list[int]] = {}
    for key, line in keys:
        line_of.setdefault(key, []).append(line)
    rows: dict[str, dict[str, object]] = {}
    references: list[Reference] = []
    made: set[str] = set()
    unkeyed: list[tuple[str, int | None]] = []
    own_line: dict[str, int | None] = {}
    attached: dict[str, list[Attachment]] = {}
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries):
        row = _row(entry)
        place = records[number] if records else ""
        found = str(entry.get("id") or "").strip()
        lines = line_of.get(found, [])
        nth = seen[found] = seen.get(found, 0) + 1
        at = lines[min(nth, len(lines)) - 1] if lines else None
        own = found if (lines and found) or form == "bibtex" else ""
        key = _safe_key(own) or _made_key(row, rows)
        if key in rows:
            first = lines[0] if lines else "?"
            problems.append(Problem("work-key-twice", shown_name, at, place, {"key": key, "first": first}))
            continue
        if not own:
            made.add(key)
        if not own and not records:
            unkeyed.append((key, at))
        problems += [
            Problem(f"work-without-{part}", shown_name, at, place, {"key": key, "field": fields[part]})
            for part in ("author", "year")
            if not row[part]
        ]
        if found in whole:
            row["read"] = READ_FULL
        rows[key] = {"work_id": key, **row}
        own_line[key] = at
        if files := entry.pop(ATTACHED, ()):
            attached[key] = [Attachment(file, shown_name, at) for file in files]
        references.append(_as_written({**entry, "id": key}))
    lost = [(key, line) for key, line in keys if key not in seen]
    problems += [Problem("work-lost", shown_name, line, values={"key": key}) for key, line in lost]
    problems += _without_key(unkeyed, shown_name, fields["key"])
    return ReadList(
        model.from_rows("works", list(rows.values())), references, problems, frozenset(made), attached, own_line
    )


def _without_key(unkeyed: Sequence[tuple[str, int | None]], shown_name: str, field: str) -> list[Problem]:
    """That works have no key of their own: of one which, of several how many and where the first are."""
    if len(unkeyed) < 2:
        return [Problem("work-without-key", shown_name, at, values={"key": key, "field": field}) for key, at in unkeyed]
    first = ", ".join(key if at is None else f"{key} ({at})" for key, at in unkeyed[:_FIRST])
    values = {"count": len(unkeyed), "first": first + (", …" if len(unkeyed) > _FIRST else ""), "field": field}
    return [Problem("works-without-key", shown_name, unkeyed[0][1], values=values)]


def _as_written(entry: Reference) -> Reference:
    """A work for the list of references: titles in no other letters than they have, and nobody called "et al."."""
    kept: Reference = {}
    for name, value in entry.items():
        if name in _TITLES and isinstance(value, str) and value:
            kept[name] = f'<span class="nocase">{value}</span>'
        elif isinstance(value, list) and any(map(_is_others, value)):
            if people := [person for person in value if not _is_others(person)]:
                kept[name] = people
        else:
            kept[name] = value
    return kept


def _is_others(person: object) -> bool:
    """Whether a name is no author but says that there are more."""
    if not isinstance(person, dict):
        return False
    parts = (person.get(part) for part in ("given", "dropping-particle", "non-dropping-particle", "family", "literal"))
    said = " ".join(str(part) for part in parts if part)
    return "".join(character for character in said.casefold() if character.isalpha()) in _OTHERS


def _row(entry: Reference) -> dict[str, object]:
    keywords = _keywords(entry.get("keyword"))
    return {
        "author": _names(entry.get("author")) or _names(entry.get("editor")),
        "year": year_of(entry.get("issued")),
        "title": _plain(entry.get("title")),
        "abstract": _plain(entry.get("abstract")),
        "keywords": ", ".join(word for word in keywords if not _READ.fullmatch(word)),
        "note": _plain(entry.get("note")),
        "read": READ_FULL if any(map(_READ.fullmatch, keywords)) else "",
    }


def _names(people: object) -> str:
    if not isinstance(people, list):
        return ""
    names = []
    for person in people:
        if not isinstance(person, dict):
            continue
        particles = [person.get("dropping-particle"), person.get("non-dropping-particle")]
        family = " ".join(_plain(part) for part in [*particles, person.get("family")] if part)
        given = " ".join(_plain(part) for part in [person.get("given"), person.get("suffix")] if part)
        name = _plain(person.get("literal")) or ", ".join(part for part in (family, given) if part)
        names.append("et al." if _is_others(person) else name)  # BibTeX's "and others"
    named = [name for name in names if name and name != "et al."]
    return "; ".join([*named, *["et al."] * ("et al." in names and bool(named))])


def year_of(issued: object) -> str:
    """The year of a date of CSL JSON, in four digits; empty where it has none."""
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return str(parts[0][0])
    found = _YEAR.search(str(issued.get("raw") or issued.get("literal") or ""))
    return found[0] if found else ""


def _keywords(value: object) -> list[str]:
    """Keywords in the order of the alphabet: pandoc turns the order of a RIS file round."""
    words = [word.strip() for word in re.split(r"[,;]", _plain(value))]
    return sorted({word for word in words if word}, key=lambda word: (word.casefold(), word))


def _plain(value: object) -> str:
    """Text without the mark-up that CSL allows in it, on one line."""
    if not isinstance(value, str | int | float):
        return ""
    return " ".join(_TAG.sub("", str(value)).split())


def _safe_key(key: str) -> str:
    """A key that can stand in a list of ids."""
    return re.sub(rf"[\s{LIST_SEPARATOR}]+", "-", key).strip("-")


def _made_key(row: dict[str, object], taken: dict[str, dict[str, object]]) -> str:
    """A key for a work that has none: first author and year, then a letter."""
    stem = re.sub(r"\W+", "", re.split(r"[,;]", str(row["author"]))[0].casefold()) or "work"
    stem += str(row["year"])
    letters = (f"{stem}{chr(ord('a') + n)}" for n in range(1, 26))
    numbers = (f"{stem}-{n}" for n in count(27))
    return next(key for key in chain([stem], letters, numbers) if key not in taken)
