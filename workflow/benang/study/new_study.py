"""A configuration for a folder that has none: what lies there, named line by line, for a person to correct.

Transcripts are told by their suffixes, tables by the words of their first row: quotations have a quotation and a code,
a codebook has a code, participants begin with an id. What fits nothing is left out and stands in a remark.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from openpyxl import load_workbook  # type: ignore[import-untyped]

from benang.conclusions.next_steps import quoted
from benang.core.languages import REPORT_LANGUAGES
from benang.core.project_formats import is_project
from benang.core.texts import read_texts, text_in
from benang.sources.readers.formats import TEXT_SUFFIXES
from benang.study.source_languages import most_common, source_languages

TEXTS = "new_study.yaml"
TABLES = frozenset((".xlsx", ".csv", ".tsv"))
MADE = frozenset(("results", "reports", "logs", "private"))
"""Folders that a run writes or that are nobody's sources."""

_WORD = re.compile(r"[^\W\d_]+")


def proposed_config(folder: Path, language: str = "") -> str:
    """The text of a ``config.yaml`` for a folder.

    Args:
        folder: the study's folder to be.
        language: of the report and of the remarks; empty for that of most transcripts, if there are texts in it, or
            else English.
    """
    sources: dict[tuple[str, str], list[Path]] = defaultdict(list)
    found: dict[str, list[str]] = defaultdict(list)
    for path in _files(folder):
        name, suffix = path.relative_to(folder).as_posix(), path.suffix.casefold()
        kind, line = _table(path, name) if suffix in TABLES else ("", "")
        if kind:
            found[kind].append(line)
        elif is_project(name):
            found["codings"].append(f"{{file: {quoted(name)}}}")
        elif suffix in (".bib", ".ris"):
            found["literature"].append(quoted(name))
        elif suffix in TEXT_SUFFIXES and path.stem.casefold() not in ("readme", "guide"):
            place = path.parent.relative_to(folder).as_posix()
            sources[_kind(place), place].append(path)
        elif suffix in TABLES:
            found["left"].append(name)
    languages = {group: source_languages(paths) for group, paths in sources.items()}
    common = most_common(list(languages.values()))
    language = language or (common if common in REPORT_LANGUAGES else "en")
    words = {name: text_in(texts, language) for name, texts in read_texts(TEXTS).items() if name != "columns"}
    patterns = []
    for (kind, place), paths in sorted(sources.items()):
        files = ", ".join(
            quoted(_pattern(place, suffix)) for suffix in sorted({path.suffix.casefold() for path in paths})
        )
        first, *others = languages[kind, place] or [""]
        spoken = f"language: {first}, " if first else ""
        patterns.append(f"  - {{kind: {kind}, {spoken}files: [{files}]}}")
        for other in others:
            names = ", ".join(path.relative_to(folder).as_posix() for path in languages[kind, place][other])
            patterns += [f"  # {words['other_language'].format(language=other, files=names)}"]
    lines = [f"# {line}" for line in words["head"].splitlines()]
    lines += [f"study: {{title: {quoted(folder.resolve().name)}}}", f"language: {language}"]
    lines += ["sources:", *patterns] if patterns else [f"sources: [] # {words['no_sources']}"]
    lines += [f"cases: {line}" for line in found["cases"][:1]]
    lines += [f"pseudonyms: {line}" for line in found["pseudonyms"][:1]]
    lines += [f"codebook: {line}" for line in found["codebook"][:1]]
    if found["codings"]:
        lines += ["codings:", *(f"  - {line}" for line in found["codings"])]
    lines += [f"literature: {line}" for line in found["literature"][:1]]
    more = [
        *found["left"],
        *(line for kind in ("cases", "pseudonyms", "codebook", "literature") for line in found[kind][1:]),
    ]
    lines += [f"# {words['left']}: {name}" for name in more]
    return "\n".join(lines) + "\n"


def _files(folder: Path) -> Iterable[Path]:
    """The files of a folder, sorted; hidden ones, those of Office at work and made ones left out."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "~$")) or part.casefold() in MADE for part in parts):
            yield path


def _kind(place: str) -> str:
    words = {word.casefold() for word in _WORD.findall(place)}
    folders = read_texts(TEXTS)["columns"]["folders"].items()
    return next((kind for kind, known in folders if words & set(known)), "interview")


def _pattern(place: str, suffix: str) -> str:
    return f"*{suffix}" if place == "." else f"{place}/*{suffix}"


def _table(path: Path, name: str) -> tuple[str, str]:
    """What a table is, by its first row, and its entry in the configuration; nothing for one that is not known."""
    header = _header(path)
    known = read_texts(TEXTS)["columns"]

    def column(field: str) -> str:
        return next((cell for cell in header if cell.casefold() in known[field]), "")

    if column("quotation") and column("code"):
        names = {field: column(field) for field in ("source", "quotation", "code")}
        mapped = ", ".join(f"{field}: {quoted(cell)}" for field, cell in names.items() if cell.casefold() != field)
        columns = f", columns: {{{mapped}}}" if mapped else ""
        return "codings", f"{{file: {quoted(name)}, coder: coder-1{columns}}}"
    if column("pseudonym"):
        return "pseudonyms", quoted(name)
    if column("code"):
        return "codebook", quoted(name)
    if header and header[0].casefold() in known["case_id"]:
        columns = "" if header[0] == "case_id" else f", columns: {{case_id: {quoted(header[0])}}}"
        return "cases", f"{{file: {quoted(name)}{columns}}}"
    return "", ""


def _header(path: Path) -> list[str]:
    """The cells of a table's first row with something in it; none where it cannot be read."""
    try:
        if path.suffix.casefold() == ".xlsx":
            book = load_workbook(path, read_only=True, data_only=True)
            rows: Iterable[Iterable[object]] = book.worksheets[0].iter_rows(max_row=20, values_only=True)
            return next((cells for row in rows if (cells := _cells(row))), [])
        first = path.read_text(encoding="utf-8-sig", errors="replace").lstrip().partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        return _cells(next(csv.reader([first], delimiter=delimiter), []))
    except Exception:  # a broken workbook is told by the run, with its name
        return []


def _cells(row: Iterable[object]) -> list[str]:
    return [str(cell).strip() for cell in row if cell is not None and str(cell).strip()]
