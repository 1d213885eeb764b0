"""Read a codebook from a CSV that a spreadsheet or a coding program wrote, and complete its hierarchy from code paths.

Exports differ: columns have other names, and many give codes as a flat list in reading order while their table of coded
passages names them by path (``Techniques > Ranking > Liked importance ranking``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from benang.coding.codebook.codebook_table import TEXT_FIELDS, CodeEntry, clean
from benang.coding.people.coding_files import PATH_SEPARATOR
from benang.coding.side_words import known_word
from benang.coding.sides import NONE
from benang.core.cells import FORMULA_STARTS
from benang.core.languages import is_language, near_language
from benang.core.problems import Problem, nearest
from benang.core.records import Record, nearly, read_records

HEADERS: dict[str, tuple[str, ...]] = {
    "id": ("id", "code_id"),
    "label": ("label", "code", "code name", "name", "kode", "nama"),
    "parent": ("parent", "parent_id", "parent code", "induk"),
    "definition": ("definition", "memo", "description", "comment", "definisi", "catatan"),
    "include": ("include", "inclusion", "when to use"),
    "exclude": ("exclude", "exclusion", "when not to use"),
    "example": ("example", "contoh"),
    "origin": ("origin", "asal"),
    "negative": ("negative", "negatif"),
    "side": ("side", "sisi"),
    "cites": ("cites",),
    "colour": ("colour", "color", "warna"),
    "rules": ("rules", "patterns", "aturan"),
}
"""Headers taken for a field where the study maps no column to it (lower case)."""

_YES = ("true", "yes", "ya", "1", "x", "benar")
_NO = ("", "false", "no", "tidak", "0", "salah")
_ORIGINS = ("deductive", "inductive")


def read_csv_entries(
    path: Path, shown_name: str, columns: Mapping[str, str], separator: str, language: str
) -> tuple[list[CodeEntry], list[Problem]]:
    """The codes of a CSV, in its order.

    Args:
        path: the file; comma, semicolon or tab.
        shown_name: what problems call it.
        columns: header in the file by field (``label`` or ``code``, ``label:en``, ``parent``, ``definition`` ...).
            Fields left out are found by the names in ``HEADERS``.
        separator: what separates the codes of a path in the column of labels; empty for none.
        language: language of texts whose column names none.
    """
    mapped = {_field(name): header for name, header in columns.items()}
    header, records, problems = read_records(path, shown_name, list(mapped.values()))
    places = dict(mapped)
    taken = set(mapped.values())
    for name, known in HEADERS.items():
        for column in header:
            base, _, suffix = column.casefold().partition(":")
            if column in taken or base.strip() not in known:
                continue
            key = f"{name}:{suffix.strip()}" if name in TEXT_FIELDS and suffix else name
            if key not in places and not (suffix and name not in TEXT_FIELDS):
                places[key] = column
                taken.add(column)
    if header and not any(name == "id" or name.startswith("label") for name in places):
        values = {"found": ", ".join(header)}
        return [], [*problems, Problem("codebook-no-label-column", shown_name, 1, values=values)]
    entries: list[CodeEntry] = []
    given = {_base(name) for name in places}
    absent = [name for field, names in HEADERS.items() if field not in given for name in names]
    for column in header:
        # A codebook of another program has columns of its own.
        if column not in taken and (near := nearly(_base(column).strip(), absent)):
            problems.append(
                Problem("table-column-perhaps", shown_name, 1, values={"column": column[:60], "near": near})
            )
    for name, column in places.items():
        language_of = name.partition(":")[2]
        if language_of and not is_language(language_of):
            values = {"language": language_of, "near": near_language(language_of)}
            problems.append(Problem("unknown-language", shown_name, 1, column, values))
    for record in records:
        entry, found = _entry(record, places, shown_name, separator, language)
        problems += found
        entries.append(entry)
    return entries, problems


def complete_by_paths(
    entries: Sequence[CodeEntry], separator: str, code_paths: Iterable[str], shown_name: str
) -> list[Problem]:
    """Give entries without a parent the one that paths show, in place.

    A label that occurs once is found by itself. Of several rows with one label, each stands below its parent in the
    file, as programs export them. Labels that are no row of the codebook make no code: the codings that use them are
    reported where they are read.

    Args:
        entries: with their ids, in the file's order.
        separator: what separates the labels of a path.
        code_paths: paths met in tables of codings, as written or as ``benang.coding.people.coding_files`` reads them.
        shown_name: what problems call the codebook.
    """
    rows: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        for label in dict.fromkeys(entry.labels):
            rows.setdefault(label, []).append(index)
    full = {entry.path for entry in entries if entry.path} | {_split(path, separator, rows) for path in code_paths}
    paths = {path[:length] for path in full for length in range(1, len(path) + 1)}
    nested = {path[-1] for path in paths if len(path) > 1}
    found: dict[tuple[str, ...], int] = {}
    owner: dict[int, tuple[str, ...]] = {}
    problems: list[Problem] = []

    def parent_row(path: tuple[str, ...]) -> int:
        return next((found[path[:length]] for length in range(len(path) - 1, 0, -1) if path[:length] in found), -1)

    for length in range(1, max(map(len, paths), default=0) + 1):
        for path in sorted((path for path in paths if len(path) == length), key=lambda path: (parent_row(path), path)):
            label, above = path[-1], parent_row(path)
            if length == 1 and label in nested and len(rows.get(label, ())) == 1:
                continue  # the bare label of a code that other paths place
            if label not in rows:
                if any(len(other) > length and other[:length] == path for other in full):
                    values = {"part": label, "path": separator.join(path), "near": nearest(label, rows)}
                    problems.append(Problem("code-path-unknown", shown_name, values=values))
                continue
            free = [row for row in rows[label] if row not in owner and row != above]
            row = next((row for row in free if entries[row].path == path), None)
            if row is None:
                row = next((row for row in free if row > above), free[0] if free else None)
            if row is None:
                first = rows[label][0]
                values = {"code": label, "path": separator.join(path), "first": separator.join(owner.get(first, path))}
                problems.append(Problem("code-path-twice", shown_name, entries[first].line, values=values))
                continue
            found[path], owner[row] = row, path
            if above >= 0 and not entries[row].parent:
                entries[row].parent = entries[above].code_id
    return problems


def split_path(path: str, separator: str) -> tuple[str, ...]:
    """The labels of a code path; white space around the separator does not matter."""
    parts = path.split(separator.strip() or separator)
    return tuple(label for label in map(clean, parts) if label)


def _split(path: str, separator: str, labels: Collection[str]) -> tuple[str, ...]:
    """The labels of a path met in a table of codings; what is read there is joined anew with ``PATH_SEPARATOR``."""
    parts = split_path(path, separator)
    if len(parts) == 1 and parts[0] not in labels:
        return split_path(path, PATH_SEPARATOR)
    return parts


def _base(name: str) -> str:
    """``label`` of ``label:en``."""
    return name.partition(":")[0]


def _field(name: str) -> str:
    """``code`` and ``code:en`` are other names of ``label`` and ``label:en``."""
    return re.sub(r"^code(?=:|$)", "label", name)


def _entry(
    record: Record, places: Mapping[str, str], shown_name: str, separator: str, language: str
) -> tuple[CodeEntry, list[Problem]]:
    problems: list[Problem] = []

    def cell(name: str) -> str:
        text = record.cells.get(places.get(name, ""), "")
        return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text

    def report(kind: str, name: str, /, **values: object) -> None:
        problems.append(Problem(kind, shown_name, record.line, places[name], values))

    entry = CodeEntry(line=record.line, code_id=clean(cell("id")), parent=clean(cell("parent")))
    for name in places:
        base, _, suffix = name.partition(":")
        if base in TEXT_FIELDS and (text := clean(cell(name))):
            entry.texts.setdefault(base, {})[suffix or language] = text
    if separator:
        for language_of, label in entry.texts.get("label", {}).items():
            path = split_path(label, separator)
            if len(path) > 1:
                entry.path = entry.path or path
                entry.texts["label"][language_of] = path[-1]
        if parent := split_path(entry.parent, separator):
            entry.parent = parent[-1]
    entry.example = clean(cell("example"))
    entry.cites = tuple(dict.fromkeys(part for part in re.split(r"[;,\s]+", cell("cites")) if part))
    entry.rules = [
        (line.strip(), record.line, places.get("rules", "")) for line in cell("rules").splitlines() if line.strip()
    ]
    if origin := cell("origin").casefold():
        if origin in _ORIGINS:
            entry.origin = origin
        else:
            report("unknown-value", "origin", value=origin, known=", ".join(_ORIGINS), near=nearest(origin, _ORIGINS))
    negative = cell("negative").casefold()
    entry.negative = negative in _YES
    if negative not in (*_YES, *_NO):
        report("unknown-value", "negative", value=negative, known="true, false")
    if side := cell("side"):
        if known_word("side", side) == NONE:
            entry.side = NONE
        else:
            report("unknown-value", "side", value=side[:60], known=NONE)
    if colour := cell("colour"):
        if re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
            entry.colour = colour
        else:
            report("unknown-value", "colour", value=colour, known="#1b9e77, ...")
    return entry, problems
