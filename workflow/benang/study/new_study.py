"""A configuration for a folder that has none: what lies there, named line by line, for a person to correct.

Transcripts are told by their suffixes, tables by the words of their first row: quotations have a quotation and a code,
a codebook has a code, participants begin with an id. What fits nothing is left out and stands in a remark.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import yaml
from openpyxl import load_workbook  # type: ignore[import-untyped]

from benang.coding.codebook.code_paths import path_separator
from benang.coding.codebook.codebook_columns import find_columns
from benang.coding.people.coding_files import PATH_SEPARATOR, read_codings
from benang.coding.people.raw_rows import Coders
from benang.coding.people.segments.coding_table import find_header
from benang.conclusions.next_steps import quoted
from benang.core.encoding import read_head
from benang.core.files import write_data, write_text
from benang.core.languages import REPORT_LANGUAGES
from benang.core.project_formats import is_project
from benang.core.table_headers import column_of, header_key
from benang.core.texts import read_texts, text_in
from benang.privacy.pseudonyms.name_list import write_names
from benang.sources.readers.formats import TEXT_SUFFIXES
from benang.study.source_languages import most_common, source_languages

TEXTS = "new_study.yaml"
TABLES = frozenset((".xlsx", ".csv", ".tsv"))
MADE = frozenset(("results", "reports", "logs", "private"))
"""Folders that a run writes or that are nobody's sources."""

NAMES_FILE = "data/private/names.csv"
"""The list of names of a new study, where it has none; empty, and in the folder that is nobody else's."""

CODEBOOK_FILE = "codebook.csv"
"""The codebook of a new study that has codings and none."""

_SEVERAL = re.compile(r"\s*[;\n]\s*")  # between the codes of one cell
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = 200_000  # bytes
_MOST_ROWS = 40  # from which it is told what a table is


def proposed_config(folder: Path, language: str = "") -> str:
    """The text of a ``config.yaml`` for a folder.

    Args:
        folder: the study's folder to be.
        language: of the report and of the remarks; empty for that of most transcripts, if there are texts in it, or
            else English.
    """
    sources: dict[tuple[str, str], list[Path]] = defaultdict(list)
    found: dict[str, list[str]] = defaultdict(list)
    tables: list[Path] = []
    separators: list[str] = []
    coders = 0
    for path in _files(folder):
        name, suffix = path.relative_to(folder).as_posix(), path.suffix.casefold()
        if suffix in TABLES:
            tables.append(path)
        elif is_project(name):
            found["codings"].append(f"{{file: {quoted(name)}}}")
        elif suffix in (".bib", ".ris") or (suffix == ".xml" and _is_endnote(path)):
            found["literature"].append(quoted(name))
        elif suffix in TEXT_SUFFIXES and path.stem.casefold() not in ("readme", "guide"):
            place = path.parent.relative_to(folder).as_posix()
            sources[_kind(place), place].append(path)
    languages = {group: source_languages(paths) for group, paths in sources.items()}
    common = most_common(list(languages.values()))
    language = language or (common if common in REPORT_LANGUAGES else "en")
    words = {name: text_in(texts, language) for name, texts in read_texts(TEXTS).items() if name != "folders"}
    for path in tables:
        name = path.relative_to(folder).as_posix()
        rows = _rows(path)
        kind, line, told = _table(rows, name, language, f"coder-{coders + 1}")
        coders += ", coder: coder-" in line
        found[kind or "left"].append(line if kind else name)
        parted = path_separator(_codes(rows)) if kind in ("codings", "codebook") else ""
        separators.append(parted)
        if kind == "codings" and parted not in ("", PATH_SEPARATOR):
            found["codings"][-1] = f"{line[:-1]}, code_path: {json.dumps(parted)}}}"
        found["told"] += [told] if told else []
    patterns = []
    for (kind, place), paths in sorted(sources.items()):
        files = [_pattern(place, suffix) for suffix in sorted({path.suffix.casefold() for path in paths})]
        first, *others = languages[kind, place] or [""]
        # A file that several entries match belongs to the first, so those of another language stand before the pattern.
        for other in others:
            names = [path.relative_to(folder).as_posix() for path in languages[kind, place][other]]
            patterns.append(f"{_entry(kind, other, names)} # {words['other_language']}")
        patterns.append(_entry(kind, first, files))
    lines = [f"# {line}" for line in words["head"].splitlines()]
    lines += [f"study: {{title: {quoted(folder.resolve().name)}}}", f"language: {language}"]
    lines += ["sources:", *patterns] if patterns else [f"sources: [] # {words['no_sources']}"]
    lines += [f"cases: {line}" for line in found["cases"][:1]]
    lines += [f"pseudonyms: {line}" for line in found["pseudonyms"][:1]]
    if not found["pseudonyms"]:
        lines.append(f"pseudonyms: {NAMES_FILE} # {words['names_to_fill']}")
    separator = next(filter(None, separators), "")
    if not found["codebook"] and codes_of(folder, found["codings"]):
        # Codings are of use from the first run on; what their codes mean is written later.
        lines.append(f"# {words['codebook_made'].replace('{file}', CODEBOOK_FILE)}")
        found["codebook"].append(quoted(CODEBOOK_FILE))
    for line in found["codebook"][:1]:
        lines.append(
            f"codebook: {{file: {line}, paths: {json.dumps(separator)}}}" if separator else f"codebook: {line}"
        )
    if found["codings"]:
        lines += ["codings:", *(f"  - {line}" for line in found["codings"])]
    lines += [f"# {line}" for line in found["told"]]
    if found["literature"]:
        several = len(found["literature"]) > 1
        lines.append("literature: " + (f"[{', '.join(found['literature'])}]" if several else found["literature"][0]))
    more = [
        *found["left"],
        *(line for kind in ("cases", "pseudonyms", "codebook") for line in found[kind][1:]),
    ]
    lines += [f"# {words['left']}: {name}" for name in more]
    return "\n".join(lines) + "\n"


def _is_endnote(path: Path) -> bool:
    """Whether an XML file looks like an export of EndNote, whose records say of which type they are."""
    with path.open("rb") as file:
        return b"<ref-type" in file.read(2**16)


def write_study(folder: Path, language: str = "") -> None:
    """Write ``config.yaml`` for a folder, and the list of names that it names, where neither is there.

    Args:
        folder, language: as of ``proposed_config``.
    """
    text = proposed_config(folder, language)
    given = yaml.safe_load(text)
    entries = [f"{{file: {quoted(one['file'])}}}" for one in given.get("codings", ())]
    if CODEBOOK_FILE in str(given.get("codebook", "")) and not (folder / CODEBOOK_FILE).exists():
        _write_codebook(codes_of(folder, entries), folder / CODEBOOK_FILE, given["language"])
    write_text(text, folder / "config.yaml")
    if f"pseudonyms: {NAMES_FILE} " in text and not (folder / NAMES_FILE).exists():
        write_names({}, folder / NAMES_FILE)


def codes_of(folder: Path, entries: Iterable[str]) -> list[str]:
    """The codes in tables of codings, sorted; none where a project is among them, which has a codebook.

    Args:
        folder: the study's.
        entries: those of ``codings`` in the configuration.
    """
    files = [yaml.safe_load(entry)["file"] for entry in entries]
    if any(is_project(file) for file in files):
        return []
    found: set[str] = set()
    for file in files:
        for cell in read_codings(folder / file, file, "coder-1", {}, None)[0]["code"]:
            found.update(part.strip() for part in _SEVERAL.split(cell) if part.strip())
    return sorted(found)


def _write_codebook(codes: Iterable[str], path: Path, language: str) -> None:
    """Write codes as a codebook whose definitions are still to be written."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_word("codebook_columns", language).split(", "))
    writer.writerows((code, "") for code in codes)
    write_data(codecs.BOM_UTF8 + text.getvalue().encode(), path)


def _entry(kind: str, language: str, files: list[str]) -> str:
    """An entry of ``sources``."""
    spoken = f"language: {language}, " if language else ""
    return f"  - {{kind: {kind}, {spoken}files: [{', '.join(map(quoted, files))}]}}"


def is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing that a study can be made of."""
    return not any(
        path.suffix.casefold() in (*TEXT_SUFFIXES, *TABLES) or is_project(path.name) for path in _files(folder)
    )


def _files(folder: Path) -> Iterable[Path]:
    """The files of a folder, sorted; hidden ones, those of Office at work and made ones left out."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "~$")) or part.casefold() in MADE for part in parts):
            yield path


def _kind(place: str) -> str:
    words = {word.casefold() for word in _WORD.findall(place)}
    folders = read_texts(TEXTS)["folders"].items()
    return next((kind for kind, known in folders if words & set(known)), "interview")


def _pattern(place: str, suffix: str) -> str:
    return f"*{suffix}" if place == "." else f"{place}/*{suffix}"


def _table(rows: list[list[str]], name: str, language: str, coder: str) -> tuple[str, str, str]:
    """What a table is, by its header; its entry in the configuration, and what was taken from it.

    The reader of codings knows the same words, so that none is mapped here. Nothing for a table that is not known.
    ``coder`` names who coded where no column does, another one for each table: two people must not be taken for one.
    """
    header = rows[0] if rows else []
    found = find_header(header, {}, Coders())
    place, author = found.place, found.author
    if "quotation" in place and found.codes and not ("source" not in place and _defines(header)):
        coder = "" if "coder" in place or author is not None else f", coder: {coder}"
        parts = [
            (field, header[at])
            for field in ("source", "quotation", "code", "coder", "memo", "side")
            if (at := author if field == "coder" and "coder" not in place else place.get(field)) is not None
        ]
        taken = ", ".join(f"{field} <- {cell}" for field, cell in parts)
        if "source" not in place:
            taken += "; " + _word("no_source_column", language)
        return "codings", f"{{file: {quoted(name)}{coder}}}", f"{name}: {taken}"
    if column_of(header, "pseudonym") is not None and column_of(header, "name") is not None:
        return "pseudonyms", quoted(name), ""
    if column_of(header, "code") is not None or (column_of(header, "theme") is not None and _defines(header)):
        return "codebook", quoted(name), ""
    at = column_of(header, "case")
    if at is None and header and header_key(header[0]) == "id":
        at = 0
    if at is None:
        return "", "", ""
    columns = "" if header[at] == "case_id" else f", columns: {{case_id: {quoted(header[at])}}}"
    named = column_of(header, "name")
    told = "" if named is None else f"{name}: " + _word("names_held", language).replace("{column}", header[named])
    return "cases", f"{{file: {quoted(name)}{columns}}}", told


def _codes(rows: list[list[str]]) -> list[str]:
    """The cells that hold codes, in codings or in a codebook."""
    at = column_of(rows[0], "code")
    return [row[at] for row in rows[1:]] if at is not None else []


def _word(name: str, language: str) -> str:
    return text_in(read_texts(TEXTS)[name], language)


def _defines(header: list[str]) -> bool:
    """Whether a column defines codes, as in a codebook; a comment does not."""
    at = find_columns(header, {}).places.get("definition")
    return at is not None and column_of([header[at]], "memo") is None


def _rows(path: Path) -> list[list[str]]:
    """The first rows of a table, the header before the others, each at the columns that have a header.

    None where it cannot be read.
    """
    try:
        if path.suffix.casefold() == ".xlsx":
            book = load_workbook(path, read_only=True, data_only=True)
            given: Iterable[Iterable[object]] = book.worksheets[0].iter_rows(max_row=_MOST_ROWS, values_only=True)
        else:
            text = read_head(path, _HEAD).lstrip()
            first = text.partition("\n")[0]
            if first.casefold().startswith("sep="):  # a line that Excel writes for itself
                text = text.partition("\n")[2]
                first = text.partition("\n")[0]
            given = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
        rows = [_cells(row) for row in islice(given, _MOST_ROWS)]
    except Exception:  # a broken workbook is told by the run, with its name
        return []
    rows = [row for row in rows if any(row)]
    columns = [at for at, cell in enumerate(rows[0]) if cell] if rows else []
    return [[row[at] if at < len(row) else "" for at in columns] for row in rows]


def _cells(row: Iterable[object]) -> list[str]:
    return ["" if cell is None else " ".join(str(cell).split()) for cell in row]
