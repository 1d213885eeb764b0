"""Turns in the tables of a document: a row a turn, with columns for who speaks and what is said.

A table is read so where its header says which columns are which, or where what stands in them does. Its other cells are
no speech: numbers and times go, notes become remarks, and columns with other words are told. A table with a column of
text and one of notes, and none of speakers, has its labels in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benang.core.problems import Problem
from benang.sources.document import Voice
from benang.sources.readers.turn_columns import Header, find_header, stated_columns
from benang.sources.readers.turn_table import (
    cell_times,
    column_problems,
    has_more_words,
    is_header,
    is_said,
    named_speaker,
    row_speaker,
)
from benang.sources.speakers.label_key import label_key
from benang.text.offsets import Edit

Row = tuple[tuple[int, int], ...]
"""The cells of a row: where each begins and ends in the raw text."""

_FEWEST_ROWS = 2
_MOST_OUTSIDE = 0.5  # share of a document's text that may stand outside its tables of turns
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_LABELLED = re.compile(r"[^\W\d_][^:\n\v]{0,47}[:\uff1a]")


@dataclass(frozen=True)
class TableTurns:
    """What a document's tables of turns give: edits that leave what is said, voices, notes and problems."""

    edits: tuple[Edit, ...] = ()
    voices: tuple[Voice, ...] = ()
    notes: tuple[tuple[int, int, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def is_table_of_turns(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the cells of a table's rows are turns: its columns are known, and somebody says something."""
    header = _header(cells)
    return header is not None and any(is_said(cells, number, header) for number in range(len(cells)))


def turns_in_tables(
    text: str, tables: Sequence[Sequence[Row]], shown_name: str, line_at: Callable[[int], int]
) -> TableTurns:
    """The turns in a document's tables; nothing where most of its text stands outside of them.

    Args:
        text: the document's text, a row of a table a line.
        tables: the rows of its tables, in order.
        shown_name: the file's name in messages.
        line_at: the line that messages name for a place of the text.
    """
    read = []
    inside = 0
    for table in tables:
        cells = [[text[start:end] for start, end in row] for row in table]
        header = _header(cells) if len(table) >= _FEWEST_ROWS and is_table_of_turns(cells) else None
        if header is not None:
            read.append(_Table(table, cells, header, shown_name, line_at))
            inside += table[-1][-1][1] - table[0][0][0]
    if not read or len(text) - inside > _MOST_OUTSIDE * len(text):
        return TableTurns()
    for one in read:
        one.read()
    voices = [voice for one in read for voice in one.voices]
    if voices:
        # Between voices with times is the frame of a recording, elsewhere; here it is text of nobody.
        voices += _outside(text, [(one.rows[0][0][0], one.rows[-1][-1][1]) for one in read])
        voices.sort(key=lambda voice: voice.start)
    return TableTurns(
        tuple(edit for one in read for edit in one.edits),
        tuple(voices),
        tuple(note for one in read for note in one.notes),
        tuple(problem for one in read for problem in one.problems),
    )


class _Table:
    """A table of turns, read row by row."""

    def __init__(
        self,
        rows: Sequence[Row],
        cells: Sequence[Sequence[str]],
        header: Header,
        shown_name: str,
        line_at: Callable[[int], int],
    ) -> None:
        self.rows = rows
        self.edits: list[Edit] = []
        self.voices: list[Voice] = []
        self.notes: list[tuple[int, int, str, str]] = []
        self.problems: list[Problem] = []
        self._cells = cells
        self._header = header
        self._shown_name = shown_name
        self._line_at = line_at
        self._above: list[int] = []  # lines
        self._doubtful: list[int] = []
        self._speaker = ""
        self._last: tuple[int, int] | None = None  # what was said last

    def read(self) -> None:
        """Read all rows."""
        speakers = _speakers(self._cells, self._header)
        for number, row in enumerate(self.rows):
            repeats = is_header(self._cells[number], self._cells, self._header)
            if is_said(self._cells, number, self._header):
                self._said(row, self._cells[number])
            elif row[0][0] < row[-1][1]:
                more = has_more_words(self._cells[number], self._header, speakers)
                if self._header.speaker is not None and not repeats and more:
                    self.voices.append(Voice(row[0][0], row[-1][1]))  # a title, a remark between the turns
                else:
                    self.edits.append(Edit(row[0][0], row[-1][1]))
            if self._last is not None and number > self._header.row and not repeats:
                self._noted(self._cells[number], self._last)
        first = self._line_at(self.rows[0][0][0])
        self.problems += column_problems(self._cells, self._header, self._above, self._shown_name, first)
        if self._doubtful:
            values = {"count": len(self._doubtful)}
            self.problems.append(Problem("turns-times-unreadable", self._shown_name, self._doubtful[0], values=values))

    def _said(self, row: Row, cells: Sequence[str]) -> None:
        """A row with a turn."""
        header = self._header
        said = self._last = row[header.text]
        self.edits += [Edit(*span) for span in ((row[0][0], said[0]), (said[1], row[-1][1])) if span[0] < span[1]]
        if header.speaker is None:
            return
        self._speaker, is_above = row_speaker(cells, header, self._speaker)
        times, sure = cell_times(cells, header)
        self._above += [self._line_at(said[0])] if is_above else []
        self._doubtful += [] if sure else [self._line_at(said[0])]
        self.voices.append(Voice(*said, self._speaker, *times))

    def _noted(self, cells: Sequence[str], said: tuple[int, int]) -> None:
        """What a researcher noted beside what was said last."""
        noted = [cells[column].replace("\v", "\n").strip() for column in self._header.notes if column < len(cells)]
        self.notes += [(*said, "", text) for text in noted if text]


def _outside(text: str, tables: Sequence[tuple[int, int]]) -> Iterator[Voice]:
    """The paragraphs that stand outside of tables, as words of nobody."""
    done = 0
    for start, end in [*sorted(tables), (len(text), len(text))]:
        for match in _PARAGRAPH.finditer(text, done, max(done, start)):
            yield Voice(match.start(), match.end())
        done = max(done, end)


def tables_by_line(raw: str, rows: Sequence[Row]) -> list[list[Row]]:
    """Rows by table: of one table they stand on lines one after another."""
    tables: list[list[Row]] = [[rows[0]]] if rows else []
    for before, row in pairwise(rows):
        if raw[before[-1][1] : row[0][0]].count("\n") == 1 and not raw[before[-1][1] : row[0][0]].strip():
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables


def _header(cells: Sequence[Sequence[str]]) -> Header | None:
    """Which columns are which; None where the table is none of turns."""
    header = find_header(cells)
    if header is None:
        return stated_columns(cells)
    if header.speaker is not None:
        return header
    said = [row[header.text].strip() for row in cells[header.row + 1 :] if header.text < len(row)]
    return header if header.notes and any(map(_LABELLED.match, said)) else None


def _speakers(cells: Sequence[Sequence[str]], header: Header) -> set[str]:
    """The keys of those who say something in a table."""
    spoken = (row for number, row in enumerate(cells) if is_said(cells, number, header))
    return {label_key(named_speaker(row, header)) for row in spoken} if header.speaker is not None else set()
