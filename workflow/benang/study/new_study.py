"""A configuration for a folder that has none: what lies there, named line by line, for a person to correct.

What each file was taken for is told as well (``told_of``); what fits nothing is left out and stands in a remark.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from glob import escape
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benang.coding.codebook.code_paths import path_separator
from benang.coding.people.coding_files import PATH_SEPARATOR, read_codings
from benang.conclusions.next_steps import quoted
from benang.core.files import write_data, write_text
from benang.core.languages import REPORT_LANGUAGES
from benang.core.project_formats import is_project
from benang.privacy.pseudonyms.name_list import write_names
from benang.study.folder_contents import FolderContents, look_into
from benang.study.folder_tables import shown, text_of
from benang.study.source_languages import most_common, source_languages

NAMES_FILE = "data/private/names.csv"
"""The list of names of a new study, where it has none; empty, and in the folder that is nobody else's."""

CODEBOOK_FILE = "codebook.csv"
"""The codebook of a new study that has codings and none."""

_SEVERAL = re.compile(r"\s*[;\n]\s*")  # between the codes of one cell
_MOST_LEFT = 40  # files without a use that the configuration names


class NewStudy(NamedTuple):
    """A configuration that was written, its language, and what it was written by."""

    text: str
    language: str
    found: FolderContents


def proposed_config(folder: Path, language: str = "") -> str:
    """The text of a ``config.yaml`` for a folder: see ``propose``."""
    return propose(folder, language).text


def propose(folder: Path, language: str = "") -> NewStudy:
    """A configuration for a folder.

    Args:
        folder: the study's folder to be.
        language: of the report and of the remarks; empty for that of most transcripts, if there are texts in it, or
            else English.
    """
    found = look_into(folder)
    languages = {group: source_languages(paths) for group, paths in found.sources.items()}
    common = most_common(list(languages.values()))
    language = language or (common if common in REPORT_LANGUAGES else "en")
    patterns = _source_entries(folder, found, languages, language)
    lines = [f"# {line}" for line in text_of("head", language).splitlines()]
    lines += [f"study: {{title: {quoted(folder.resolve().name)}}}", f"language: {language}"]
    lines += ["sources:", *patterns] if patterns else [f"sources: [] # {text_of('no_sources', language)}"]
    lines += [f"cases: {table.entry}" for _, table in found.of("cases")[:1]]
    lines += _names_line(found, language)
    lines += _codebook_and_codings(folder, found, language)
    lines += [f"guide: {table.entry}" for _, table in found.of("guide")[:1]]
    lines += [f"# {shown(f'{name}: {told}')}" for name, table in found.tables if (told := table.told(language))]
    lines += _literature(found, language)
    lines += [f"claims: {quoted(name)}" for name in found.claims[:1]]
    lines += [f"writing: {quoted(name)}" for name in found.writing[:1] if name != "data/writing"]
    left = unused(found)
    more = text_of("and_more", language).replace("{n}", str(len(left) - _MOST_LEFT))
    named = [*left[:_MOST_LEFT], *([more] if len(left) > _MOST_LEFT else [])]
    lines += [f"# {text_of('left', language)}: {shown(name)}" for name in named]
    return NewStudy("\n".join(lines) + "\n", language, found)


def unused(found: FolderContents) -> list[str]:
    """The files that the configuration does not use: taken for nothing, or for what it has already."""
    second = [
        *(name for kind in ("cases", "pseudonyms", "guide") for name, _ in found.of(kind)[1:]),
        *found.books()[1:],
        *found.claims[1:],
        *found.writing[1:],
    ]
    return sorted(found.left) + second


def _source_entries(
    folder: Path, found: FolderContents, languages: dict[tuple[str, str], dict[str, list[Path]]], language: str
) -> list[str]:
    """The entries of ``sources``."""
    entries, first_of_all = [], []
    for (kind, place), paths in sorted(found.sources.items()):
        if kind != "interview" and ("interview", place) in found.sources:
            # A file that several entries match belongs to the first: what is told by its name stands before patterns.
            told = {path: spoken for spoken, own in languages[kind, place].items() for path in own}
            for spoken in dict.fromkeys(told.get(path, "") for path in paths):
                own = [path.relative_to(folder).as_posix() for path in paths if told.get(path, "") == spoken]
                first_of_all.append(_entry(kind, spoken, own))
            continue
        # Tables are named one by one, for others may come to lie beside them.
        tables = [name for path in paths if (name := path.relative_to(folder).as_posix()) in found.turns]
        texts = [path for path in paths if path.relative_to(folder).as_posix() not in found.turns]
        suffixes = sorted({path.suffix.casefold() for path in texts})
        files = [_pattern(place, suffix) for suffix in suffixes]
        others_there = [Path(name) for name in (*found.work_texts, *found.left, *found.literature)]
        beside = [
            escape(path.name)
            for path in others_there
            if path.parent.as_posix() == place and path.suffix.casefold() in suffixes
        ]
        first, *others = languages[kind, place] or [""]
        # A file that several entries match belongs to the first, so those of another language stand before the pattern.
        for other in others:
            names = [path.relative_to(folder).as_posix() for path in languages[kind, place][other]]
            entries.append(f"{_entry(kind, other, names)} # {text_of('other_language', language)}")
        entries.append(_entry(kind, first, [*files, *tables], beside))
    return [*first_of_all, *entries]


def _names_line(found: FolderContents, language: str) -> list[str]:
    if lists := found.of("pseudonyms"):
        return [f"pseudonyms: {lists[0][1].entry}"]
    return [f"pseudonyms: {NAMES_FILE} # {text_of('names_to_fill', language)}"]


def _codebook_and_codings(folder: Path, found: FolderContents, language: str) -> list[str]:
    """The lines of codebook and codings: projects and tables, in the order of their names."""
    codings = {name: f"{{file: {quoted(name)}}}" for name in found.projects}
    separator = ""
    for name, table in found.tables:
        parted = path_separator(table.codes)
        if table.kind == "codings":
            path = f", code_path: {json.dumps(parted)}" if parted not in ("", PATH_SEPARATOR) else ""
            codings[name] = f"{table.entry[:-1]}{path}}}"
        separator = separator or (parted if table.kind in ("codings", "codebook") else "")
    entries = [codings[name] for name in sorted(codings)]
    lines = []
    books = [quoted(name) for name in found.books()]
    if not books and codes_of(folder, entries):
        # Codings are of use from the first run on; what their codes mean is written later.
        lines.append(f"# {text_of('codebook_made', language).replace('{file}', CODEBOOK_FILE)}")
        books = [quoted(CODEBOOK_FILE)]
    for book in books[:1]:
        paths = separator if not found.codebooks else ""
        lines.append(f"codebook: {{file: {book}, paths: {json.dumps(paths)}}}" if paths else f"codebook: {book}")
    return lines + (["codings:", *(f"  - {entry}" for entry in entries)] if entries else [])


def _literature(found: FolderContents, language: str) -> list[str]:
    """The lines of the literature, with the folder of its texts where these lie in one of their own."""
    if not found.literature:
        return []
    names = ", ".join(map(quoted, found.literature))
    files = f"[{names}]" if len(found.literature) > 1 else names
    if texts := found.texts_folder():
        return [f"literature: {{files: {files}, texts: {quoted(texts)}}}"]
    remark = (
        [f"# {text_of('work_texts_beside', language)}: {', '.join(map(shown, found.work_texts))}"]
        if found.work_texts
        else []
    )
    return [f"literature: {files}", *remark]


def write_study(folder: Path, language: str = "") -> NewStudy:
    """Write ``config.yaml`` for a folder, and the list of names that it names, where neither is there.

    Args:
        folder, language: as of ``propose``.

    Returns:
        What was written, and by what.
    """
    new = propose(folder, language)
    given: dict[str, Any] = yaml.safe_load(new.text)
    entries = [f"{{file: {quoted(one['file'])}}}" for one in given.get("codings", ())]
    if CODEBOOK_FILE in str(given.get("codebook", "")) and not (folder / CODEBOOK_FILE).exists():
        _write_codebook(codes_of(folder, entries), folder / CODEBOOK_FILE, new.language)
    write_text(new.text, folder / "config.yaml")
    if given.get("pseudonyms") == NAMES_FILE and not (folder / NAMES_FILE).exists():
        write_names({}, folder / NAMES_FILE)
    return new


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
    writer.writerow(text_of("codebook_columns", language).split(", "))
    writer.writerows((code, "") for code in codes)
    write_data(codecs.BOM_UTF8 + text.getvalue().encode(), path)


def _entry(kind: str, language: str, files: Sequence[str], exclude: Sequence[str] = ()) -> str:
    """An entry of ``sources``."""
    spoken = f"language: {language}, " if language else ""
    left = f", exclude: [{', '.join(map(quoted, exclude))}]" if exclude else ""
    return f"  - {{kind: {kind}, {spoken}files: [{', '.join(map(quoted, files))}]{left}}}"


def _pattern(place: str, suffix: str) -> str:
    return f"*{suffix}" if place == "." else f"{place}/*{suffix}"
