"""Read a codebook from a table (CSV, XLSX) that a person, a spreadsheet or a coding program wrote.

Tables differ: columns have other names, and what lies below what is told by a column a level (theme, category, code),
by a column of parents, by paths, by a depth or by indents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benang.coding.codebook.code_levels import below_one_another, by_depth, filled, indents
from benang.coding.codebook.code_paths import split_path
from benang.coding.codebook.codebook_columns import (
    Columns,
    find_columns,
    in_order_of_use,
    is_header,
    known_headers,
    origin_of,
)
from benang.coding.codebook.codebook_table import TEXT_FIELDS, CodeEntry, clean
from benang.coding.side_words import known_word
from benang.coding.sides import NONE
from benang.core.cells import FORMULA_STARTS
from benang.core.languages import is_language, near_language
from benang.core.problems import Problem, nearest
from benang.core.records import Record, RecordTable, nameless_columns, nearly, read_table, unused_columns
from benang.core.table_headers import header_key

_PATH_CHARACTERS = (" > ", "\\", ">", "/", "::")
"""What separates the names of a path, in a column that holds paths."""

_YES = ("true", "yes", "ya", "1", "x", "benar")
_NO = ("", "false", "no", "tidak", "0", "salah")
_FLAGS = ("negative", "negatif")
"""Headers of a column of yes and no; others of the same meaning may head words on negative cases."""
_ORIGINS = ("deductive", "inductive")
_ROOTS = frozenset(("nodes", "codes", "code system", "codesystem"))
"""What programs put at the head of every path."""


def read_csv_entries(
    path: Path, shown_name: str, columns: Mapping[str, str], separator: str, language: str
) -> tuple[list[CodeEntry], list[Problem]]:
    """The codes of a table (CSV or XLSX), in its order.

    Args:
        path: the file.
        shown_name: what problems call it.
        columns: header in the file by field (``label`` or ``code``, ``label:en``, ``parent``, ``definition``, ``theme``
            ...). Fields left out are found by the words of ``texts/codebook_columns.yaml``.
        separator: what separates the codes of a path in the column of labels; empty for none.
        language: language of texts whose column names none.
    """
    mapped = {_field(name): header for name, header in columns.items()}
    table = read_table(path, shown_name, list(mapped.values()), is_column=is_header)
    problems = list(table.problems)
    if any(problem.severity == "error" for problem in problems) and not table.records:
        return [], problems
    found = find_columns(table.header, mapped)
    labels = _labels_of(found)
    if not found.levels and not labels and not {"id", "path"} & set(found.places):
        known = [word for word in known_headers() if (one := find_columns([word], {})).levels or _labels_of(one)]
        slips = ((name, nearly(name, known)) for name in table.header if name)
        near, meant = next(((name, word) for name, word in slips if word), ("", ""))
        values = {"found": ", ".join(filter(None, table.header)), "near": near, "meant": meant}
        return [], [*problems, Problem("codebook-no-label-column", shown_name, table.line, values=values)]
    if not table.records:
        return [], problems or [Problem("table-empty", shown_name)]
    found = found if "negative" in mapped else _with_flags(table, found)
    problems += _doubtful(table, found, shown_name)
    for name, place in found.places.items():
        language_of = name.partition(":")[2]
        if language_of and not is_language(language_of):
            values = {"language": language_of, "near": near_language(language_of)}
            problems.append(Problem("unknown-language", shown_name, table.line, table.header[place], values))
    if len(found.levels) > 1:
        levels = in_order_of_use(found.levels, [record.written for record in table.records])
        return _by_levels(table, found, levels, shown_name, language, problems)
    return _by_rows(table, found, shown_name, separator, language, problems)


def _with_flags(table: RecordTable, found: Columns) -> Columns:
    """The columns, of which one that may say of each code whether it is a negative case does so in yes and no alone."""
    place = found.places.get("negative")
    if place is None or header_key(table.header[place]) in map(header_key, _FLAGS):
        return found
    of_its_name = [index for index in found.unused if "negative" in find_columns([table.header[index]], {}).places]
    flags = next((index for index in (place, *of_its_name) if _says_yes_or_no(table, index)), None)
    places = {name: index for name, index in found.places.items() if name != "negative"}
    places |= {} if flags is None else {"negative": flags}
    return replace(found, places=places, unused=sorted({*found.unused, place} - {flags}))


def _says_yes_or_no(table: RecordTable, place: int) -> bool:
    return all(_unescaped(record, place).strip().casefold() in (*_YES, *_NO) for record in table.records)


def _labels_of(found: Columns) -> list[str]:
    return [name for name in found.places if name.partition(":")[0] == "label"]


def _doubtful(table: RecordTable, found: Columns, shown_name: str) -> list[Problem]:
    """The columns that nobody reads: those that are nearly a known one, and all others."""
    given = {name.partition(":")[0] for name in found.places}
    absent = [word for word in known_headers() if (known := find_columns([word], {}).places) and not given & set(known)]
    problems: list[Problem] = []
    others: list[str] = []
    for index in found.unused:
        column = table.header[index]
        near = "" if is_header(column) else nearly(column.partition(":")[0].strip(), absent)
        if near:
            values = {"column": column[:60], "near": near}
            problems.append(Problem("table-column-perhaps", shown_name, table.line, values=values))
        else:
            others.append(column)
    problems += unused_columns(others, shown_name, table.line)
    levels = [index for level in found.levels for index in level.values()]
    return [*problems, *nameless_columns(table, shown_name, levels)]


def _by_levels(
    table: RecordTable,
    found: Columns,
    levels: Sequence[Mapping[str, int]],
    shown_name: str,
    language: str,
    problems: list[Problem],
) -> tuple[list[CodeEntry], list[Problem]]:
    """The entries of a table with a column a level."""
    entries: list[CodeEntry] = []
    cells: list[list[str]] = []
    named: list[list[dict[str, str]]] = []
    for record in table.records:
        entry, wrong = _entry(record, found.places, table.header, shown_name, "", language)
        problems += wrong
        entry.parent = ""
        labels = [
            {tongue or language: text for tongue, index in level.items() if (text := clean(_unescaped(record, index)))}
            for level in levels
        ]
        # A level counts by its name in the main language; by another where that is not there.
        cells.append([label.get(language) or next(iter(label.values()), "") for label in labels])
        deepest = next((label for label in reversed(labels) if label), {})
        if deepest:
            entry.texts["label"] = deepest
        entries.append(entry)
        named.append(labels)
    paths = filled(cells)
    made, wrong = below_one_another(entries, paths, language, shown_name)
    by_path = {tuple(label.casefold() for label in entry.path): entry for entry in made if entry.path}
    for path, labels in zip(paths, named, strict=True):
        for depth, label in enumerate(labels):
            key = tuple(each.casefold() for each in path[: depth + 1] if each)
            if label and (upper := by_path.get(key)):
                upper.texts["label"] = label | upper.texts.get("label", {})
    return made, [*problems, *wrong]


def _by_rows(
    table: RecordTable, found: Columns, shown_name: str, separator: str, language: str, problems: list[Problem]
) -> tuple[list[CodeEntry], list[Problem]]:
    """The entries of a table with a code a row: below one another by parents, paths, depths or indents."""
    places = dict(found.places)
    path_at, depth_at = places.pop("path", None), places.pop("depth", None)
    entries: list[CodeEntry] = []
    for record in table.records:
        entry, wrong = _entry(record, places, table.header, shown_name, separator, language)
        problems += wrong
        if path_at is not None and (whole := clean(_unescaped(record, path_at))):
            characters = [character for character in (separator, *_PATH_CHARACTERS) if character and character in whole]
            path = split_path(whole, characters[0]) if characters else (whole,)
            path = path[1:] if len(path) > 1 and path[0].casefold() in _ROOTS else path
            if entry.labels and path[-1].casefold() not in {label.casefold() for label in entry.labels}:
                path = (*path, entry.labels[0])  # the path of what is above
            entry.texts.setdefault("label", {}).setdefault(language, path[-1])
            entry.path = path
        entries.append(entry)
    if path_at is not None:
        paths = [entry.path for entry in entries]
        entries, wrong = below_one_another(entries, paths, language, shown_name)
        return entries, [*problems, *wrong]
    if any(entry.parent or entry.path for entry in entries):
        return entries, problems
    label_at = next((places[name] for name in places if name.partition(":")[0] == "label"), None)
    written = [_unescaped(record, label_at) if label_at is not None else "" for record in table.records]
    depths, labels = indents(written)
    if depth_at is not None:
        numbers = [record.written[depth_at].strip() for record in table.records]
        if all(number.isdecimal() and int(number) < 30 for number in numbers):
            depths, labels = [int(number) for number in numbers], [text.strip() for text in written]
        else:
            problems += unused_columns([table.header[depth_at]], shown_name, table.line)
    if len(set(depths)) > 1:
        for entry, label in zip(entries, labels, strict=True):
            if entry.labels and label:
                first = next(iter(entry.texts["label"]))
                entry.texts["label"][first] = clean(label)
        by_depth(entries, depths)
    return entries, problems


def _field(name: str) -> str:
    """``code`` and ``code:en`` are other names of ``label`` and ``label:en``."""
    return re.sub(r"^code(?=:|$)", "label", name)


def _unescaped(record: Record, place: int) -> str:
    """A cell as it is written; the apostrophe that keeps a spreadsheet from running a formula is not part of it."""
    text = record.written[place]
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def _entry(
    record: Record, places: Mapping[str, int], header: Sequence[str], shown_name: str, separator: str, language: str
) -> tuple[CodeEntry, list[Problem]]:
    problems: list[Problem] = []

    def cell(name: str) -> str:
        return _unescaped(record, places[name]).strip() if name in places else ""

    def report(kind: str, name: str, /, **values: object) -> None:
        problems.append(Problem(kind, shown_name, record.line, header[places[name]], values))

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
        (line.strip(), record.line, header[places["rules"]]) for line in cell("rules").splitlines() if line.strip()
    ]
    if origin := cell("origin"):
        entry.origin = origin_of(origin)
        if not entry.origin:
            near = nearest(origin.casefold(), _ORIGINS)
            report("unknown-value", "origin", value=origin[:60], known=", ".join(_ORIGINS), near=near)
    negative = cell("negative").casefold()
    entry.negative = negative in _YES
    if negative not in (*_YES, *_NO):
        report("unknown-value", "negative", value=negative, known="true, false")
    if side := cell("side"):
        if known_word("side", side) == NONE:
            entry.side = NONE
        else:
            report("unknown-value", "side", value=side[:60], known=NONE)
    entry.colour = cell("colour")
    return entry, problems
