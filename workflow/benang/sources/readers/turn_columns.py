"""Which columns of a table of turns are which: by the usual words of a header, or by what stands in them.

What Word, CSV and spreadsheets share. The words are those of ``texts/turn_tables.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from benang.core.texts import read_texts
from benang.sources.speakers.label_key import label_key

MOST_COLUMNS = 64
"""Cells farther to the right are not read."""

_HEADER_WITHIN = 20  # rows; a title may stand above the header
_MILLISECONDS = ("ms", "msec", "milidetik", "millisecond", "milliseconds")
_UNITS = (*_MILLISECONDS, "s", "sec", "secs", "second", "seconds", "detik")
_NUMBERS = re.compile(r"[\d\s:.,#\-\u2013()/\[\]]*")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_ROWS = 4
_LONGEST_LABEL = 48
_MOST_LABEL_WORDS = 5
_LONGER = 2.0  # how many times as long as labels what is said must be


@dataclass(frozen=True)
class Header:
    """Where the header is, and the columns (from 0) that it names; None for one that is not there.

    Attributes:
        row: its row, from 0; -1 where the columns were told by what stands in them.
        start_unit, end_unit: seconds in one unit of a time that is a plain number.
        notes: columns with what a researcher noted beside the turns.
    """

    row: int
    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    start_unit: float = 1.0
    end_unit: float = 1.0
    notes: tuple[int, ...] = ()

    @property
    def named(self) -> int:
        """How many columns it names."""
        return sum(column is not None for column in (self.text, self.speaker, self.start, self.end))

    @property
    def used(self) -> frozenset[int]:
        """The columns that are read."""
        found = (self.text, self.speaker, self.start, self.end, *self.notes)
        return frozenset(column for column in found if column is not None)


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The first row that names a column with text; of rows near the head only."""
    for number, cells in enumerate(rows[:_HEADER_WITHIN]):
        words = [_word(cell) for cell in cells[:MOST_COLUMNS]]
        text = _column(words, "text")
        if text is None:
            continue
        speaker, start, end = (_column(words, kind) for kind in ("speaker", "start", "end"))
        known = _ranks("notes")
        notes = tuple(
            column
            for column, (word, _) in enumerate(words)
            if word in known and column not in (text, speaker, start, end)
        )
        return Header(
            number,
            text,
            speaker,
            start,
            end,
            1.0 if start is None else words[start][1],
            1.0 if end is None else words[end][1],
            notes,
        )
    return None


def stated_columns(rows: Sequence[Sequence[str]]) -> Header | None:
    """The columns of a table without a header, by what stands in them.

    Speakers stand where short texts recur that hold letters, what they say in the column with the longest texts; None
    where no two columns look so.
    """
    filled = [row[:MOST_COLUMNS] for row in rows if any(cell.strip() for cell in row)]
    width = max(map(len, filled), default=0)
    if len(filled) < _FEWEST_ROWS or width < 2:
        return None
    columns = [[row[column].strip() if column < len(row) else "" for row in filled] for column in range(width)]
    lengths = [sum(map(len, cells)) for cells in columns]
    text = max(range(width), key=lambda column: (lengths[column], -column))
    speakers = [column for column in range(width) if column != text and _are_labels(columns[column])]
    if not speakers or lengths[text] < _LONGER * lengths[speakers[0]]:
        return None
    return Header(-1, text, speakers[0])


def unread_columns(rows: Sequence[Sequence[str]], header: Header) -> list[str]:
    """The columns that hold words and are not read: their names, or their numbers where they have none that is safe."""
    width = min(max(map(len, rows), default=0), MOST_COLUMNS)
    named = rows[header.row] if header.row >= 0 else ()
    found = []
    for column in range(width):
        cells = [row[column] for row in rows[header.row + 1 :] if column < len(row)]
        if column in header.used or all(_NUMBERS.fullmatch(cell) for cell in cells):
            continue
        name = " ".join(named[column].split()) if column < len(named) else ""
        found.append(name if name and is_column_name(name, cells) else f"[{column + 1}]")
    return found


def is_column_name(name: str, below: Sequence[str]) -> bool:
    """Whether a cell is the name of a column: short, and nothing that comes again below it, which may be a person."""
    plain = len(name) <= 40 and not any(character.isdigit() or character in ".?!" for character in name)
    return plain and name not in {cell.strip() for cell in below}


def _are_labels(cells: Sequence[str]) -> bool:
    """Whether the cells of a column are speakers' labels: short, with letters, and recurring."""
    written = [cell.rstrip(":\uff1a ") for cell in cells if cell]
    if len(written) < _FEWEST_ROWS - 1 or not all(_LETTER.search(cell) for cell in written):
        return False
    if any(len(cell) > _LONGEST_LABEL or len(cell.split()) > _MOST_LABEL_WORDS for cell in written):
        return False
    different = len({label_key(cell) for cell in written})
    return different > 1 and 2 * different <= len(written)


def _word(cell: str) -> tuple[str, float]:
    """A header's cell as words to compare, and the seconds in one unit it speaks of (``Start (ms)``)."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", cell[:80]).casefold())
    unit = 0.001 if len(words) > 1 and words[-1] in _MILLISECONDS else 1.0
    if len(words) > 1 and words[-1] in _UNITS:
        words.pop()
    return " ".join(words), unit


def _column(words: Sequence[tuple[str, float]], kind: str) -> int | None:
    known = _ranks(kind)
    fitting = [(known[word], column) for column, (word, _) in enumerate(words) if word in known]
    return min(fitting)[1] if fitting else None


@cache
def _ranks(kind: str) -> Mapping[str, int]:
    """The words for a kind of column, each with its place in the list of its language."""
    ranks: dict[str, int] = {}
    for columns in read_texts("turn_tables.yaml").values():
        for rank, written in enumerate(columns.get(kind, ())):
            word = _word(written)[0]
            ranks[word] = min(rank, ranks.get(word, rank))
    return ranks
