"""All that the researchers wrote, read together; and the file in which a run keeps it, names replaced."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from benang.core.files import write_text
from benang.core.problems import Problem, nearest
from benang.privacy.pseudonyms import Pseudonyms
from benang.writing.folder import WritingFile, read_folder
from benang.writing.method import Method, read_method
from benang.writing.written_tables import TABLES, WrittenRow, read_written_table
from benang.writing.written_texts import WrittenText, journal_problems, read_text_file

CHAPTERS = ("abstract", "introduction", "literature", "method", "findings", "discussion", "conclusion", "limits")
"""Chapters for which there may be a text in ``interpretation/``, beside the themes and categories of the codebook."""


@dataclass(frozen=True)
class Writing:
    """What was written.

    Attributes:
        method: of ``method.yaml``.
        method_file: its name; empty where there is none.
        texts: the interpretation, in the order of the files.
        journal: its entries by date.
        feedback: what participants said of the findings.
        guides: the files of the guide's versions, names replaced.
        tables: rows by table; a table that is not there is left out.
        files: the file of each table.
        problems: everything that is wrong.
    """

    method: Method = field(default_factory=Method)
    method_file: str = ""
    texts: Sequence[WrittenText] = ()
    journal: Sequence[WrittenText] = ()
    feedback: Sequence[WrittenText] = ()
    guides: Sequence[str] = ()
    tables: Mapping[str, Sequence[WrittenRow]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def text(self, name: str, language: str) -> WrittenText | None:
        """The text on a theme, a category or a chapter in one language; None where there is none."""
        return next((one for one in self.texts if one.name == name and one.language == language), None)

    def rows(self, table: str) -> Sequence[WrittenRow]:
        """The rows of a table; none where it is not there."""
        return self.tables.get(table, ())


def read_writing(
    root: Path,
    files: Iterable[str],
    folder: str,
    languages: Sequence[str],
    pseudonyms: Pseudonyms | None = None,
    units: Collection[str] | None = None,
) -> Writing:
    """Read everything in the folder of writing.

    Args:
        root: the study's folder.
        files: the files in it (``folder.list_writing``).
        folder: its name, as the study has it.
        languages: of the study, the main one first.
        pseudonyms: names to replace.
        units: ids of the codebook's themes and categories, on which there may be a text; None leaves names unchecked.
    """
    names = pseudonyms or Pseudonyms()
    if not folder:
        return Writing()
    found = read_folder(files, folder)
    problems = list(found.problems)
    method = Method()
    if found.method:
        method, reported = read_method(root / found.method, found.method, languages, names)
        problems += reported
    texts, journal, feedback = (
        _texts(root, kind, languages, names, problems) for kind in (found.texts, found.journal, found.feedback)
    )
    problems += [problem for entry in journal for problem in journal_problems(entry)]
    problems += _unit_problems(texts, units)
    tables: dict[str, list[WrittenRow]] = {}
    for file in found.tables:
        tables[file.name], reported = read_written_table(
            root / file.path, file.path, TABLES[file.name], languages, names
        )
        problems += reported
    # The name of a file may hold a person's, too.
    told_of = tuple(replace(problem, file=names.rename(problem.file)) for problem in problems)
    return Writing(
        method,
        found.method,
        texts,
        sorted(journal, key=lambda entry: (entry.about.get("date", ""), entry.file)),
        feedback,
        [names.rename(file.path) for file in found.guides],
        tables,
        {file.name: file.path for file in found.tables},
        told_of,
    )


def _texts(
    root: Path, files: Iterable[WritingFile], languages: Sequence[str], names: Pseudonyms, problems: list[Problem]
) -> list[WrittenText]:
    read = []
    for file in files:
        text, reported = read_text_file(root, file, languages, names)
        problems += reported
        if text is not None:
            read.append(replace(text, file=names.rename(text.file)))
    return read


def _unit_problems(texts: Iterable[WrittenText], units: Collection[str] | None) -> list[Problem]:
    """Texts on what is no theme, category or chapter, and those that are there twice in one language."""
    problems: list[Problem] = []
    first: dict[tuple[str, str], str] = {}
    for text in texts:
        other = first.setdefault((text.name, text.language), text.file)
        if other != text.file:
            values = {"other": other, "language": text.language}
            problems.append(Problem("writing-text-twice", text.file, values=values))
        if units is not None and text.name not in units and text.name not in CHAPTERS:
            known = [*CHAPTERS, *sorted(units)]
            values = {"name": text.name, "near": nearest(text.name, known), "chapters": ", ".join(CHAPTERS)}
            problems.append(Problem("writing-unit-unknown", text.file, values=values))
    return problems


def write_writing(writing: Writing, path: Path) -> None:
    """Keep what was written, but for its problems, as JSON."""
    values = asdict(writing)
    del values["problems"]
    write_text(json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n", path)


def read_kept_writing(path: str | Path | None) -> Writing:
    """What ``write_writing`` kept; nothing written where there is no file."""
    if not path:
        return Writing()
    values: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    rows = {name: [WrittenRow(**row) for row in found] for name, found in values["tables"].items()}
    texts, journal, feedback = (
        [WrittenText(**text) for text in values[kind]] for kind in ("texts", "journal", "feedback")
    )
    method, guides = Method(**values["method"]), values["guides"]
    return Writing(method, values["method_file"], texts, journal, feedback, guides, rows, values["files"])
