"""The tables in the folder of writing: a new one is an entry of ``TABLES``, and is then found, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benang.core.languages import is_language
from benang.core.problems import Problem, nearest
from benang.core.records import column_key, read_records, unused_columns
from benang.privacy.pseudonyms import Pseudonyms, name_problems
from benang.writing.wide_table import FilledCell, read_wide

_BETWEEN_IDS = re.compile(r"[;,|\s]+")
_IN_LANGUAGE = re.compile(r"(.+):([a-z]{2,3})")


@dataclass(frozen=True)
class TableForm:
    """The form of one table.

    Attributes:
        required: columns that it must have. Of a column of texts one in any language will do (``text:en``).
        optional: further columns.
        texts: those columns in which people write: names are replaced in them, and they may be there in several
            languages. What stands in the other columns are ids and words of a list.
        cases: columns of cases' ids, which may be names: they are replaced as the ids of cases are.
        wide: where the table may also be a sheet with a row a case and columns for each unit (``wide_table``), the
            columns in which a row a cell has the case and the unit.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    wide: tuple[str, str] | None = None


@dataclass(frozen=True)
class WrittenRow:
    """One row.

    Attributes:
        line: the line it begins on.
        cells: its cells by column, but for those of texts.
        texts: the columns of texts, each by language, empty ones left out.
    """

    line: int
    cells: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]


TABLES: Mapping[str, TableForm] = MappingProxyType(
    {
        # The words of a coding in another language, with who translated them and of which words.
        "translations": TableForm(("coding_id", "text"), ("quotation", "translator"), ("text",)),
        # Words without a coding of their own (questions, memos, who decided) in another language, by the words.
        "phrases": TableForm(("phrase", "text"), ("translator",), ("phrase", "text")),
        # What a case says of a theme or category, in the researcher's words (benang.mapping.summaries).
        "summaries": TableForm(
            ("case", "theme", "summary"),
            ("author", "date", "passages", "cell"),
            ("summary",),
            ("case",),
            ("case", "theme"),
        ),
        # Where kinds of material contradict each other (benang.mapping.contradictions).
        "triangulation": TableForm(("category", "kinds", "note"), ("author", "date", "passages"), ("note",)),
        # The map that the researcher draws (benang.mapping.relations).
        "relations": TableForm(("from", "to"), ("label", "kind", "author", "date", "passages"), ("label",)),
    }
)
"""The tables by the name of their file without suffix, in the order in which they are shown."""


def read_written_table(
    path: Path, shown_name: str, form: TableForm, languages: Sequence[str], pseudonyms: Pseudonyms
) -> tuple[list[WrittenRow], list[Problem]]:
    """Read one table (CSV or XLSX).

    Args:
        path: the file.
        shown_name: how problems name it.
        form: its form.
        languages: of the study, the main one first; a text column without a language is in the main one.
        pseudonyms: names to replace in its texts.

    Returns:
        The rows in the file's order and every problem.
    """
    plain = tuple(column for column in form.required if column not in form.texts)
    sheet = read_wide(path, shown_name, languages, *form.wide) if form.wide else None
    if sheet is not None and form.wide is not None:
        return _of_sheet(sheet[0], sheet[1], form, form.wide, shown_name, pseudonyms)
    header, records, problems = read_records(path, shown_name, plain, form.optional, may_be_empty=True)
    text_columns = {name: found for name in header if (found := _text_column(name, form.texts, languages[0]))}
    problems += _header_problems(header, form, text_columns, shown_name)
    rows: list[WrittenRow] = []
    for record in records:
        texts: dict[str, dict[str, str]] = {}
        for name, (column, language) in text_columns.items():
            written = pseudonyms.apply(record.cells.get(name, ""))
            if written:
                texts.setdefault(column, {})[language] = written
                problems += name_problems(written, pseudonyms, shown_name, record.line, name)
        known = [column for column in (*plain, *form.optional) if column not in form.texts]
        cells = {name: record.cells.get(name, "") for name in known}
        cells |= {name: pseudonyms.rename(cells[name]) for name in form.cases}
        rows.append(WrittenRow(record.line, cells, texts))
    return rows, problems


def _of_sheet(
    cells: Sequence[FilledCell],
    problems: list[Problem],
    form: TableForm,
    wide: tuple[str, str],
    shown_name: str,
    pseudonyms: Pseudonyms,
) -> tuple[list[WrittenRow], list[Problem]]:
    """The cells of a sheet as rows of a table."""
    rows: list[WrittenRow] = []
    for cell in cells:
        texts = {language: pseudonyms.apply(text) for language, text in cell.texts.items()}
        for text in texts.values():
            problems = [*problems, *name_problems(text, pseudonyms, shown_name, cell.line, cell.unit)]
        named = {wide[0]: pseudonyms.rename(cell.case), wide[1]: cell.unit}
        rows.append(WrittenRow(cell.line, {**named, **cell.cells}, {form.texts[0]: texts}))
    return rows, problems


def named_ids(cell: str) -> list[str]:
    """The ids in a cell that a person wrote, whatever parts them.

    >>> named_ids("p1; p2,p3")
    ['p1', 'p2', 'p3']
    """
    return list(dict.fromkeys(part for part in _BETWEEN_IDS.split(cell) if part))


def _text_column(name: str, texts: Sequence[str], main: str) -> tuple[str, str] | None:
    """The column of texts and the language that a header names; None where it is none."""
    key = column_key(name)
    found = _IN_LANGUAGE.fullmatch(key)
    column, language = (found[1], found[2]) if found and is_language(found[2]) else (key, main)
    return (column, language) if column in texts else None


def _header_problems(
    header: Sequence[str], form: TableForm, text_columns: Mapping[str, tuple[str, str]], shown_name: str
) -> list[Problem]:
    if not header:
        return []
    there = {column for column, _ in text_columns.values()}
    known = {*form.required, *form.optional, *text_columns}
    free = [name for name in header if name and name not in known]
    found = ", ".join(header)
    problems = [
        Problem(
            "table-column-missing",
            shown_name,
            values={"column": column, "found": found, "near": nearest(column, free)},
        )
        for column in form.required
        if column in form.texts and column not in there
    ]
    return problems + unused_columns([name for name in header if name and name not in known], shown_name, None)
