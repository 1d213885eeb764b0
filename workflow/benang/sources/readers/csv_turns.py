"""Tables of turns as text (.csv, .tsv): cells parted by commas, semicolons, tabs or bars.

A line ``sep=;`` that a spreadsheet wrote for itself is heeded and is no row. Quoted cells may hold line ends.

RFC 4180, Common Format and MIME Type for CSV Files (2005).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from benang.core.encoding import decode
from benang.core.problems import Problem, StudyError
from benang.sources.document import Document
from benang.sources.readers.turn_columns import Header, find_header, stated_columns
from benang.sources.readers.turn_table import MOST_ROWS, as_document, without_header

FORMAT = "csv"

_DELIMITERS = (",", ";", "\t", "|")
_DECLARED = re.compile(r"sep=(.)[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
_LOOK_AT = 50  # rows, to tell the delimiter by

MOST_DELIMITERS = 10_000
"""In one line of the file. Every cell is an object to Python, also an empty one, and a turn has not as many commas."""


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a table of turns.

    Raises:
        StudyError: its encoding cannot be told, no header names a column with text (``turns-header-missing``), a
            quotation mark is never closed or a cell is longer than any turn (``turns-quotation-mark``), or it has too
            many rows (``turns-too-many``) or too many cells in one (``turns-too-wide``).
    """
    text, name, problems = decode(data, encoding, shown_name)
    declared = _DECLARED.match(text)
    above = 1 if declared else 0
    body = text[declared.end() :] if declared else text
    delimiters = (declared[1],) if declared else _DELIMITERS
    heads = {delimiter: list(_head(body, delimiter)) for delimiter in delimiters}
    headers = {delimiter: find_header(head) for delimiter, head in heads.items()}
    delimiter = max(delimiters, key=lambda one: (_named(headers[one]), max(map(len, heads[one]), default=0)))
    header = headers[delimiter] or stated_columns(heads[delimiter])
    if header is None:
        raise StudyError([*problems, without_header(heads[delimiter], shown_name)])
    rows: list[list[str]] = []
    reader = _reader(body, delimiter)
    try:
        # One more than may be, so that too many are seen.
        rows.extend(islice(reader, MOST_ROWS + 1))
    except (csv.Error, _TooWide) as error:
        line = above + sum(1 + sum(map(_line_ends, row)) for row in rows) + 1
        problem = Problem("turns-quotation-mark", shown_name, line)
        if isinstance(error, _TooWide):
            problem = Problem("turns-too-wide", shown_name, line, values={"limit": MOST_DELIMITERS})
        raise StudyError([*problems, problem]) from None
    rows, parted = _with_text_joined(rows, header, delimiter)
    if parted:
        values = {"count": len(parted), "delimiter": delimiter}
        problems = (*problems, Problem("turns-delimiter-in-text", shown_name, above + parted[0] + 1, values=values))
    return as_document(rows, header, FORMAT, shown_name, name, problems)


def _with_text_joined(rows: list[list[str]], header: Header, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The rows, of which those with more cells than the header have what is said, in its last column, joined again:
    nobody quoted it, and it has the delimiter in it; and which these are."""
    named = [column for column, cell in enumerate(rows[header.row]) if cell.strip()] if header.row >= 0 else []
    if not named or named[-1] != header.text:
        return rows, []
    joined, parted = list(rows), []
    for number, row in enumerate(rows):
        beyond = [column for column in range(header.text + 1, len(row)) if row[column].strip()]
        if number > header.row and beyond:
            joined[number] = [*row[: header.text], delimiter.join(row[header.text : beyond[-1] + 1])]
            parted.append(number)
    return joined, parted


class _TooWide(Exception):
    """A line has more delimiters than ``MOST_DELIMITERS``."""


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(_lines(text, delimiter), delimiter=delimiter, strict=True)


def _lines(text: str, delimiter: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        if len(line) > MOST_DELIMITERS and line.count(delimiter) > MOST_DELIMITERS:
            raise _TooWide
        yield line


def _head(text: str, delimiter: str) -> Iterator[list[str]]:
    """The first rows, as far as they can be read."""
    try:
        yield from islice(_reader(text, delimiter), _LOOK_AT)
    except (csv.Error, _TooWide):
        return


def _named(header: Header | None) -> int:
    return header.named if header else 0


def _line_ends(cell: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", cell))
