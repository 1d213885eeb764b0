"""What a table that lies in a folder is: told by the words of its header, and of turns by what stands below it, too.

Quotations have a quotation and a code, a codebook has a code, a guide questions with codes, turns have somebody who
speaks again and again or at length, participants begin with an id.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from openpyxl import load_workbook  # type: ignore[import-untyped]

from benang.coding.codebook.codebook_columns import find_columns
from benang.coding.people.raw_rows import Coders
from benang.coding.people.segments.coding_table import find_header
from benang.conclusions.next_steps import quoted
from benang.core.encoding import read_head
from benang.core.table_headers import column_of, header_key
from benang.core.texts import read_texts, text_in
from benang.sources.readers.turn_columns import find_header as find_turns
from benang.sources.readers.turn_columns import stated_columns

TEXTS = "new_study.yaml"
SUFFIXES = frozenset((".xlsx", ".csv", ".tsv"))

_HEAD = 200_000  # bytes
_MOST_ROWS = 40  # from which it is told what a table is
_DELIMITERS = ",;\t"
_OF_SOMEBODY = re.compile(r"[^\W\d_]{0,15}[ ._-]?\d{1,5}[^\W\d_]?")
"""How participants are called: P1, INF-02, Guru 3, 007."""
_SPOKEN = 4  # words; fewer in most rows are the name of a file rather than what somebody said


class Table(NamedTuple):
    """What a table was taken for.

    Attributes:
        kind: ``codings``, ``pseudonyms``, ``guide``, ``codebook``, ``turns``, ``cases``; empty for none of these.
        entry: its entry in the configuration.
        taken: what was taken from which column, where a person should know it.
        note: the sentence (``texts/new_study.yaml``) of what else a person should know, and ``column``, what fills it.
        codes: the cells that hold codes, as far as they were read.
    """

    kind: str
    entry: str = ""
    taken: str = ""
    note: str = ""
    column: str = ""
    codes: Sequence[str] = ()

    def told(self, language: str) -> str:
        """What a person should know of it; empty where there is nothing."""
        note = text_of(self.note, language).replace("{column}", self.column) if self.note else ""
        return "; ".join(filter(None, (self.taken, note)))


def table_in(path: Path, name: str, coder: str) -> Table:
    """What a table is.

    Args:
        path: the file; one that cannot be read is none of these, and the run tells why.
        name: how the configuration names it.
        coder: who coded, where no column tells; another one for each table: two people must not be taken for one.
    """
    rows = rows_of(path)
    if not rows:
        return Table("")
    header = rows[0]
    found = find_header(header, {}, Coders())
    place, author = found.place, found.author
    at = column_of(header, "code")
    codes = [row[at] for row in rows[1:]] if at is not None else []
    if "quotation" in place and found.codes and not ("source" not in place and _defines(header)):
        coder = "" if "coder" in place or author is not None else f", coder: {coder}"
        parts = [
            (field, header[index])
            for field in ("source", "quotation", "code", "coder", "memo", "side")
            if (index := author if field == "coder" and "coder" not in place else place.get(field)) is not None
        ]
        taken = ", ".join(f"{field} <- {cell}" for field, cell in parts)
        note = "" if "source" in place else "no_source_column"
        return Table("codings", f"{{file: {quoted(name)}{coder}}}", taken, note, codes=codes)
    if column_of(header, "pseudonym") is not None and column_of(header, "name") is not None:
        return Table("pseudonyms", quoted(name))
    if at is not None and "question" in map(header_key, header):
        return Table("guide", quoted(name))
    if at is not None and _are_people(rows, at):
        return _cases(header, name, at)
    if at is not None or (column_of(header, "theme") is not None and _defines(header)):
        return Table("codebook", quoted(name), codes=codes)
    if _are_turns(rows):
        return Table("turns", quoted(name))
    return _cases(header, name)


def _case_column(header: Sequence[str]) -> int | None:
    at = column_of(header, "case")
    return 0 if at is None and header_key(header[0]) == "id" else at


def _are_people(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the codes in a column are those of participants (P1, INF-02), and what stands beside them is about these:
    nothing that a codebook has, and something that a list of participants has (``Code | Name | Age | Ward``)."""
    header = rows[0]
    known = find_columns([cell for number, cell in enumerate(header) if number != at], {})
    # What a code is called may be somebody's name, too.
    others = {field.partition(":")[0] for field in known.places} - {"label", "id"}
    codes = [row[at] for row in rows[1:] if row[at]]
    people = bool(codes) and len(set(codes)) == len(codes) and all(map(_OF_SOMEBODY.fullmatch, codes))
    about = {header_key(word) for words in read_texts(TEXTS)["people"] for word in words}
    return people and any(header_key(cell) in about for cell in header) and not others and not known.levels


def _cases(header: Sequence[str], name: str, at: int | None = None) -> Table:
    at = _case_column(header) if at is None else at
    if at is None:
        return Table("")
    columns = "" if header[at] == "case_id" else f", columns: {{case_id: {quoted(header[at])}}}"
    named = column_of(header, "name")
    note, column = ("", "") if named is None else ("names_held", header[named])
    return Table("cases", f"{{file: {quoted(name)}{columns}}}", note=note, column=column)


def _are_turns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row is a turn: a column says who speaks or when, another what is said.

    A list of participants has such columns too (``Participant``, ``Transcript``); there nobody comes twice, and what
    stands beside them is the name of a file.
    """
    header = find_turns(rows)
    if header is None:
        stated = stated_columns(rows)
        return stated is not None and _words_of(rows, stated.text) >= _SPOKEN and not _one_row_each(rows)
    below = [row for row in rows[header.row + 1 :] if row[header.text]]
    if header.named < 2 or not below:
        return False
    who = [row[header.speaker] for row in below if row[header.speaker]] if header.speaker is not None else []
    return len(set(who)) < len(who) or _words_of(below, header.text) >= _SPOKEN


def _words_of(rows: Sequence[Sequence[str]], column: int) -> float:
    """How many words most cells of a column have."""
    return median(len(row[column].split()) for row in rows)


def _one_row_each(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column of cases has another one in each row, as in a list of participants."""
    at = _case_column(rows[0])
    return at is not None and len({row[at] for row in rows}) == len(rows)


def _defines(header: Sequence[str]) -> bool:
    """Whether a column defines codes, as in a codebook; a comment does not."""
    at = find_columns(header, {}).places.get("definition")
    return at is not None and column_of([header[at]], "memo") is None


def text_of(name: str, language: str) -> str:
    """One of the sentences by which it is told what was found."""
    return text_in(read_texts(TEXTS)[name], language)


def shown(name: str) -> str:
    """A name as remarks and the screen show it: on one line, without signs that steer a terminal.

    >>> shown("a\\nlanguage: fr.png")
    'a language: fr.png'
    """
    return "".join(sign if sign.isprintable() else " " for sign in name)


def rows_of(path: Path) -> list[list[str]]:
    """The first rows of a table, the header before the others, each at the columns that have a header.

    None where it cannot be read. A title above the header, a row of one cell, is left out.
    """
    try:
        rows = _workbook_rows(path) if path.suffix.casefold() == ".xlsx" else _text_rows(path)
    except Exception:  # a broken workbook is told by the run, with its name
        return []
    rows = [row for row in rows if any(row)]
    widest = max((sum(map(bool, row)) for row in rows), default=0)
    while widest > 1 and rows and sum(map(bool, rows[0])) == 1:
        rows.pop(0)
    columns = [at for at, cell in enumerate(rows[0]) if cell] if rows else []
    return [[row[at] if at < len(row) else "" for at in columns] for row in rows]


def _workbook_rows(path: Path) -> list[list[str]]:
    book = load_workbook(path, read_only=True, data_only=True)
    return [_cells(row) for row in book.worksheets[0].iter_rows(max_row=_MOST_ROWS, values_only=True)]


def _text_rows(path: Path) -> list[list[str]]:
    """The rows as the delimiter parts them that stands most often in the first line with more than one cell."""
    text = read_head(path, _HEAD).lstrip()
    first = text.partition("\n")[0]
    delimiters = _DELIMITERS
    if first.casefold().startswith("sep="):  # a line that Excel writes for itself
        text, delimiters = text.partition("\n")[2], first.strip()[4:5] or _DELIMITERS
    head = next((line for line in text.splitlines() if any(one in line for one in delimiters)), "")
    given = csv.reader(io.StringIO(text, newline=""), delimiter=max(delimiters, key=head.count))
    return [_cells(row) for row in islice(given, _MOST_ROWS)]


def _cells(row: Iterable[object]) -> list[str]:
    return ["" if cell is None else " ".join(str(cell).split()) for cell in row]
