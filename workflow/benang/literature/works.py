"""Read the supporting literature: BibTeX (.bib) and CSL JSON (.json) through pandoc, RIS (.ris) by itself.

pandoc's readers know the formats' many dialects (LaTeX accents, name particles, string macros); it runs without access
to files or network (``--sandbox``), with bounded memory and time, since a reference list is foreign text. Titles stay
as they are written, whatever their language.
"""

from __future__ import annotations

import json
import re
import subprocess
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Any

import pandas as pd
import pypandoc  # type: ignore[import-untyped]

from benang.core import model
from benang.core.cells import LIST_SEPARATOR
from benang.core.problems import Problem
from benang.literature.bibtex_text import BIB_ENTRY, NO_ENTRIES, Stated, prepared, stated
from benang.literature.references import READ_FULL, Reference
from benang.literature.ris import read_ris, recognises

FORMATS = {".bib": "bibtex", ".ris": "ris", ".json": "csljson"}
"""pandoc's name of each format, by suffix."""

MAX_BYTES = 32 * 1024 * 1024
_SECONDS = 120
_MEMORY = "1G"

_NO_ENTRY = re.compile(r"@[ \t]*(?:comment|string|preamble)\b", re.IGNORECASE)
"""What a reference manager writes into a list that holds no work yet."""
_COMMENT = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
_BIB_READ = re.compile(
    r"[,\n]\s*read\s*=\s*(?:\{\s*full\s*\}|\"\s*full\s*\"|full)\s*[,}\n]",
    re.IGNORECASE,
)
_READ = re.compile(r"read ?: ?full", re.IGNORECASE)
_PLACE = re.compile(r"\(line (\d+), column (\d+)\)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_FIELDS = {
    "bibtex": {"author": "author", "year": "year", "key": "@article{...,"},
    "ris": {"author": "AU", "year": "PY", "key": "ID"},
    "csljson": {"author": "author", "year": "issued", "key": "id"},
}
"""What a format calls a part of a work, for messages."""
_TITLES = ("title", "title-short", "container-title", "container-title-short", "collection-title", "volume-title")
_OTHERS = frozenset(("others", "etal", "etalia", "etalii", "dkk", "dankawankawan", "ua", "etcoll", "yotros", "eoutros"))
"""What stands for further authors, its letters alone."""
_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|span|sc)(?:\s[^<>]*)?>", re.IGNORECASE)


def read_works(path: Path, shown_name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """The works of one reference list and what is wrong with it: see ``read_literature``."""
    works, _, problems = read_literature(path, shown_name)
    return works, problems


def read_literature(path: Path, shown_name: str) -> tuple[pd.DataFrame, list[Reference], list[Problem]]:
    """Read one reference list.

    Args:
        path: a ``.bib``, ``.ris`` or ``.json`` (CSL JSON) file, in UTF-8.
        shown_name: how the file is called in problems.

    Returns:
        The table ``works`` (authors as ``Family, Given`` joined with ``; ``; year as four digits or empty; keywords
        joined with ``, ``; ``read`` is ``full`` where a keyword ``read: full``, or in BibTeX the field ``read =
        {full}``, says that the whole work was read); each work as CSL JSON, for a list of references; and what is
        wrong: a file that cannot be read, with the line and no works; a key that occurs twice (the first entry is kept)
        or an entry that was lost, with its line; entries without author or year as warnings. A work without a title is
        nothing wrong.
    """
    form = FORMATS.get(path.suffix.casefold())
    if form is None:
        values = {"suffix": path.suffix, "known": ", ".join(FORMATS)}
        return _nothing(Problem("works-unknown-format", shown_name, values=values))
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        return _nothing(_unreadable(shown_name, error.strerror or type(error).__name__))
    if size > MAX_BYTES:
        return _nothing(_unreadable(shown_name, f"> {MAX_BYTES // 1024**2} MB"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _nothing(Problem("works-not-utf8", shown_name, line))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Comments keep their lines, so that what stands behind them is told with its own.
    written = _COMMENT.sub("", text) if form == "bibtex" else text
    if not written.strip():
        return _nothing()
    lines = _Lines(text)
    entries: list[Reference]
    if form == "csljson":
        problem = _broken_json(text, shown_name)
        if problem is not None:
            return _nothing(problem)
    if form == "ris":
        return _ris(text, shown_name)
    answer = _pandoc(prepared(text) if form == "bibtex" else text, form)
    if isinstance(answer, str):
        place = _PLACE.search(answer)
        reason = " ".join(answer[place.end() :].lstrip(" :\n").split("\n")[:1]) if place else answer.split("\n")[0]
        # pandoc finds the end of the file on a line of its own; a person looks at the last line there is.
        last = len(text.rstrip().split("\n"))
        line_no, column = (min(int(place[1]), last), place[2]) if place else (None, "")
        where = f"column {column}" if column else ""
        return _nothing(_unreadable(shown_name, reason, line_no, where))
    entries = answer
    if not entries and form != "csljson" and not _NO_ENTRY.match(written.lstrip()):
        blank = len(written) - len(written.lstrip())
        return _nothing(Problem("works-none", shown_name, written.count("\n", 0, blank) + 1))
    whole = _read_in_full(text) if form == "bibtex" else frozenset()
    if form == "bibtex":
        _as_stated(entries, stated(text))
    return _table(entries, _keys_with_lines(text, form, lines), form, shown_name, whole)


def _ris(text: str, shown_name: str) -> tuple[pd.DataFrame, list[Reference], list[Problem]]:
    if not recognises(text):
        blank = len(text) - len(text.lstrip())
        return _nothing(Problem("works-none", shown_name, text.count("\n", 0, blank) + 1))
    entries, keys, problems = read_ris(text, shown_name)
    works, references, found = _table(entries, keys, "ris", shown_name)
    return works, references, [*problems, *found]


def _as_stated(entries: list[Reference], said: Mapping[str, Sequence[Stated]]) -> None:
    """Give entries of BibTeX the language and the year that they state, in place."""
    seen: dict[str, int] = {}
    for entry in entries:
        key = str(entry.get("id") or "")
        number = seen[key] = seen.get(key, -1) + 1
        own = said.get(key, ())
        one = own[min(number, len(own) - 1)] if own else Stated()
        entry.pop("language", None)
        if one.language:
            entry["language"] = one.language
        if one.year and not _year(entry.get("issued")):
            entry["issued"] = {"literal": one.year}


def _nothing(*problems: Problem) -> tuple[pd.DataFrame, list[Reference], list[Problem]]:
    return model.empty("works"), [], list(problems)


def without_own_article(
    works: pd.DataFrame, problems: Sequence[Problem], citation: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """The works that the study stands on: all but its own article, which a report cites and no literature map holds.

    Args:
        works, problems: what ``read_works`` gave.
        citation: key of the study's own article; empty where it has none.

    Returns:
        The other works, and the problems without warnings about that article (a reproduced one may lack its author).
    """
    others = works[works["work_id"] != citation].reset_index(drop=True)
    kept = [each for each in problems if each.severity == "error" or each.values.get("key") != citation]
    return others, kept


def _table(
    entries: Sequence[Reference],
    keys: Sequence[tuple[str, int]],
    form: str,
    shown_name: str,
    whole: Collection[str] = (),
) -> tuple[pd.DataFrame, list[Reference], list[Problem]]:
    """Rows, references and problems of what pandoc found; ``keys`` are those that stand in the file, with lines, and
    ``whole`` those of them whose field ``read`` is full."""
    problems: list[Problem] = []
    fields = _FIELDS.get(form, _FIELDS["csljson"])
    line_of: dict[str, list[int]] = {}
    for key, line in keys:
        line_of.setdefault(key, []).append(line)
    rows: dict[str, dict[str, object]] = {}
    references: list[Reference] = []
    seen: dict[str, int] = {}
    for entry in entries:
        row = _row(entry)
        found = str(entry.get("id") or "").strip()
        lines = line_of.get(found, [])
        nth = seen[found] = seen.get(found, 0) + 1
        at = lines[min(nth, len(lines)) - 1] if lines else None
        own = found if lines or form == "bibtex" else ""
        key = _safe_key(own) or _made_key(row, rows)
        if key in rows:
            first = lines[0] if lines else "?"
            problems.append(Problem("work-key-twice", shown_name, at, values={"key": key, "first": first}))
            continue
        if not own:
            problems.append(Problem("work-without-key", shown_name, at, values={"key": key, "field": fields["key"]}))
        problems += [
            Problem(f"work-without-{part}", shown_name, at, values={"key": key, "field": fields[part]})
            for part in ("author", "year")
            if not row[part]
        ]
        if found in whole:
            row["read"] = READ_FULL
        rows[key] = {"work_id": key, **row}
        references.append(_as_written({**entry, "id": key}))
    problems += [Problem("work-lost", shown_name, line, values={"key": key}) for key, line in keys if key not in seen]
    return model.from_rows("works", list(rows.values())), references, problems


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
        "year": _year(entry.get("issued")),
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


def _year(issued: object) -> str:
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


class _Lines:
    """Which line an offset is on."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)


def _read_in_full(text: str) -> frozenset[str]:
    """Keys of the BibTeX entries that have the field ``read = {full}``, which pandoc does not hand on."""
    entries = list(BIB_ENTRY.finditer(text))
    ends = [entry.start() for entry in entries[1:]] + [len(text)] * bool(entries)
    return frozenset(
        entry[2] for entry, end in zip(entries, ends, strict=True) if _BIB_READ.search(text, entry.end(), end)
    )


def _keys_with_lines(text: str, form: str, lines: _Lines) -> list[tuple[str, int]]:
    """Every entry's key as it stands in the file, with the line; a JSON item without one is left out."""
    if form == "bibtex":
        found = [match for match in BIB_ENTRY.finditer(text) if match[1].casefold() not in NO_ENTRIES]
        return [(match[2], lines.at(match.start())) for match in found]
    items = json.loads(text)
    items = items["items"] if isinstance(items, dict) else items
    keys = []
    position = 0
    for item in items:
        key = str(item.get("id") or "").strip()
        if key:
            # Items keep their order, so each key is sought after the one before it.
            at = re.compile(r'"id"\s*:\s*' + re.escape(json.dumps(item["id"], ensure_ascii=False))).search(
                text, position
            )
            position = at.end() if at else position
            keys.append((key, lines.at(at.start() if at else position)))
    return keys


def _broken_json(text: str, shown_name: str) -> Problem | None:
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        return _unreadable(shown_name, error.msg, error.lineno, f"column {error.colno}")
    except RecursionError:
        return _unreadable(shown_name, "nested too deep")
    items = items.get("items") if isinstance(items, dict) else items
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return _unreadable(shown_name, "not a list of CSL JSON items")
    return None


def _pandoc(text: str, form: str) -> list[dict[str, Any]] | str:
    """The entries as CSL JSON, or what pandoc says is wrong."""
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", form, "-t", "csljson", "+RTS", f"-M{_MEMORY}", "-RTS"]
    try:
        run = subprocess.run(command, input=text.encode("utf-8"), capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"pandoc: > {_SECONDS} s"
    if run.returncode != 0:
        return run.stderr.decode("utf-8", "replace").strip() or f"pandoc: {run.returncode}"
    entries: list[dict[str, Any]] = json.loads(run.stdout)
    return entries


def _unreadable(shown_name: str, reason: str, line: int | None = None, place: str = "") -> Problem:
    return Problem("works-unreadable", shown_name, line, place, {"reason": reason})
