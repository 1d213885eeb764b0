"""Read a codebook: its codes, their hierarchy and the rule coder's patterns.

The parts of an entry (label, definition, when to use it, when not, example) follow MacQueen et al. (1998, Codebook
development for team-based qualitative analysis).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from benang.coding.codebook.code_paths import complete_by_paths, path_separator
from benang.coding.codebook.codebook_csv import read_csv_entries
from benang.coding.codebook.codebook_table import TEXT_FIELDS, CodeEntry, clean, codes_table, give_ids
from benang.coding.rules.parsing import parse_rule
from benang.coding.rules.patterns import RuleSpec
from benang.coding.sides import NONE
from benang.core import model
from benang.core.lined_yaml import LinedDocument, place, read_lined_yaml
from benang.core.problems import Problem
from benang.core.schema_check import check_schema
from benang.privacy.pseudonyms import Pseudonyms, name_problems
from benang.text.words import find_words

SCHEMA = "codebook.schema.yaml"
_ESCAPE = re.compile(r"\\[A-Za-z]")


@dataclass(frozen=True)
class Codebook:
    """A codebook.

    Attributes:
        codes: table ``codes``; empty where nothing could be read.
        rules: the rules of each code that has any, in the codebook's order.
        problems: everything that was found wrong. What is sound stands in the table all the same.
        lines: line of each code in its file.
    """

    codes: pd.DataFrame
    rules: Mapping[str, tuple[RuleSpec, ...]]
    problems: tuple[Problem, ...]
    lines: Mapping[str, int] = field(default_factory=dict)


def read_codebook(
    path: Path,
    shown_name: str,
    columns: Mapping[str, str] | None = None,
    paths: str | None = None,
    code_paths: Iterable[str] = (),
    *,
    languages: Sequence[str] = ("en",),
    pseudonyms: Pseudonyms | None = None,
    entries: Sequence[CodeEntry] | None = None,
) -> Codebook:
    """Read a codebook from YAML (``workflow/schemas/codebook.schema.yaml``) or from a table (CSV, XLSX).

    Files of other programs are read through ``benang.exchange.codebooks``, which takes these files, too.

    Args:
        path: the file; ``.yaml`` and ``.yml`` are YAML, anything else is a table.
        shown_name: what problems call it.
        columns: for a table, the header in the file by field: ``id``, ``label`` (or ``code``), ``parent``,
            ``definition``, ``include``, ``exclude``, ``example``, ``origin``, ``negative``, ``side``, ``cites``,
            ``colour``, ``rules``, ``path``, ``depth``, or a level (``theme``, ``category`` ...); texts also by
            language, ``label:en``.
        paths: what separates the codes of a path (``" > "``); the hierarchy is then completed from paths.
        code_paths: paths met in the coding tables.
        languages: the study's languages, the main one first; texts without a language are in the main one.
        pseudonyms: names to replace in every text, in code paths and in the patterns of rules, which look for people
            in texts that hold pseudonyms.
        entries: what the file holds, where it was read already; the file is then not opened.

    Returns:
        The codebook with its problems; nothing is raised for a mistake in the file.
    """
    main = languages[0]
    problems: list[Problem] = []
    if entries is None and path.suffix.lower() in (".yaml", ".yml"):
        entries, problems = _yaml_entries(path, shown_name, main)
    elif entries is None:
        entries, problems = read_csv_entries(path, shown_name, columns or {}, paths or "", main)
        if not paths and not any(entry.parent or entry.path or entry.above for entry in entries):
            problems += _like_paths(entries, main, shown_name)
    if pseudonyms:
        problems += _replace_names(entries, pseudonyms, shown_name)
        code_paths = [pseudonyms.apply(code_path) for code_path in code_paths]
    entries, found = give_ids(list(entries), shown_name)
    problems += found
    for entry in entries:
        if entry.above is not None and not entry.parent:
            entry.parent = entry.above.code_id
    if paths:
        problems += complete_by_paths(entries, paths, code_paths, main, shown_name)
    codes, found = codes_table(entries, languages, shown_name) if entries else (model.empty("codes"), [])
    problems += found
    rules: dict[str, tuple[RuleSpec, ...]] = {}
    for entry in entries:
        specs, found = _rules(entry, shown_name)
        problems += found
        if specs:
            rules[entry.code_id] = specs
    lines = {entry.code_id: entry.line for entry in entries if entry.line is not None}
    return Codebook(codes, rules, tuple(problems), lines)


def _like_paths(entries: Sequence[CodeEntry], language: str, shown_name: str) -> list[Problem]:
    """Codes that are written as paths where nothing says so: they are read as they stand, below nothing."""
    labels = [entry.texts.get("label", {}).get(language, "") or next(iter(entry.labels), "") for entry in entries]
    separator = path_separator(labels)
    if not separator:
        return []
    found = [entry for entry, label in zip(entries, labels, strict=True) if separator in label]
    values = {
        "count": len(found),
        "separator": separator,
        "entry": f"{{file: {shown_name}, paths: {json.dumps(separator)}}}",
    }
    return [Problem("codes-like-paths", shown_name, found[0].line, values=values)]


def _replace_names(entries: Sequence[CodeEntry], pseudonyms: Pseudonyms, shown_name: str) -> list[Problem]:
    """Replace names in all that the entries say, in place; ids stay, so a name in one is a problem."""
    problems: list[Problem] = []
    ids = {entry.code_id for entry in entries}

    def replaced(text: str, line: int | None, where: str) -> str:
        text = pseudonyms.apply(text)
        problems.extend(name_problems(text, pseudonyms, shown_name, line, where))
        return text

    for entry in entries:
        below = f"{entry.place}." if entry.place else ""
        for name, texts in entry.texts.items():
            entry.texts[name] = {
                language: replaced(text, entry.line, f"{below}{name}") for language, text in texts.items()
            }
        entry.example = replaced(entry.example, entry.line, f"{below}example")
        entry.colour = pseudonyms.apply(entry.colour)
        entry.path = tuple(map(pseudonyms.apply, entry.path))
        if entry.parent not in ids:
            entry.parent = pseudonyms.apply(entry.parent)
        for pseudonym in sorted({edit.replacement for edit in pseudonyms.edits(entry.code_id)}):
            values = {"pseudonym": pseudonym}
            problems.append(Problem("name-in-code-id", shown_name, entry.line, f"{below}id", values))
        problems += name_problems(pseudonyms.apply(entry.code_id), pseudonyms, shown_name, entry.line, f"{below}id")
        rules = [(_replaced_in_rule(written, pseudonyms), line, where) for written, line, where in entry.rules]
        for (before, line, where), (after, _, _) in zip(entry.rules, rules, strict=True):
            small = {name for text in _written(before) for name in pseudonyms.search(text)[1]}
            for pseudonym in sorted(small):
                problems.append(Problem("name-in-rule", shown_name, line, where, {"pseudonym": pseudonym}))
            for text in _written(after):
                problems += name_problems(text, pseudonyms, shown_name, line, where)
        entry.rules = rules
    return problems


def _replaced_in_rule(written: object, pseudonyms: Pseudonyms) -> object:
    """A rule as its file has it, with pseudonyms for names: their words alone, or as letters of an expression."""
    if isinstance(written, Mapping):
        return {key: _replaced_in_rule(value, pseudonyms) for key, value in written.items()}
    if isinstance(written, list):
        return [_replaced_in_rule(value, pseudonyms) for value in written]
    if not isinstance(written, str):
        return written
    is_expression = written.strip().startswith("/")
    text = unicodedata.normalize("NFC", written)
    # The letter of an escape (\bBudi) is none of the name's word.
    plain = _ESCAPE.sub("  ", text) if is_expression else text
    # A rule means either case, so a name in small letters is one too.
    for edit in sorted(pseudonyms.edits(plain, any_case=True), key=lambda edit: -edit.start):
        stands = edit.replacement
        words = [stands[start:end] for start, end in find_words(stands)]
        text = text[: edit.start] + (re.escape(stands) if is_expression else " ".join(words)) + text[edit.end :]
    return text


def _written(rule: object) -> list[str]:
    """Every pattern of a rule as it is written."""
    if isinstance(rule, Mapping):
        return [text for value in rule.values() for text in _written(value)]
    if isinstance(rule, list):
        return [text for value in rule for text in _written(value)]
    return [rule] if isinstance(rule, str) else []


def _rules(entry: CodeEntry, shown_name: str) -> tuple[tuple[RuleSpec, ...], list[Problem]]:
    specs: list[RuleSpec] = []
    problems: list[Problem] = []
    for written, line, where in entry.rules:
        parsed = parse_rule(written, entry.code_id, line, file=shown_name, place=where)
        if isinstance(parsed, RuleSpec):
            specs.append(parsed)
        else:
            problems += parsed
    return tuple(specs), problems


def _yaml_entries(path: Path, shown_name: str, language: str) -> tuple[list[CodeEntry], list[Problem]]:
    document = read_lined_yaml(path, shown_name)
    problems = list(document.problems)
    if document.value is None and problems:
        return [], problems
    problems += check_schema(document, SCHEMA, shown_name)
    listed = document.value.get("codes") if isinstance(document.value, dict) else None
    entries = [
        _yaml_entry(entry, index, document, language)
        for index, entry in enumerate(listed if isinstance(listed, list) else [])
        if isinstance(entry, dict)
    ]
    # An entry without id and label is the schema's to report.
    return [entry for entry in entries if entry.code_id or entry.labels], problems


def _yaml_entry(values: Mapping[str, object], index: int, document: LinedDocument, language: str) -> CodeEntry:
    """The entry, as far as its values have the right form; the schema has reported the others."""
    here = ("codes", index)

    def text(key: str) -> str:
        value = values.get(key)
        return clean(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    entry = CodeEntry(
        line=document.line((*here, "id")) if "id" in values else document.line(here),
        place=place(here),
        code_id=text("id"),
        parent=text("parent"),
        negative=values.get("negative") is True,
        side=NONE if values.get("side") == NONE else "",
        example=text("example"),
        colour=text("colour"),
    )
    if values.get("origin") in ("deductive", "inductive"):
        entry.origin = str(values["origin"])
    for name in TEXT_FIELDS:
        given = values.get(name)
        if isinstance(given, str):
            given = {language: given}
        if isinstance(given, dict):
            texts = {each: clean(value) for each, value in given.items() if isinstance(value, str) and value.strip()}
            entry.texts[name] = texts
    cites = values.get("cites")
    if isinstance(cites, list):
        entry.cites = tuple(dict.fromkeys(clean(key) for key in cites if isinstance(key, str)))
    rules = values.get("rules")
    if isinstance(rules, list):
        entry.rules = [
            (rule, document.line((*here, "rules", number)), place((*here, "rules", number)))
            for number, rule in enumerate(rules)
        ]
    return entry
