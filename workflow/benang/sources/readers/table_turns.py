"""Turns in the tables of a document: a row a turn, with columns for who speaks and what is said.

A table is read so where its header says which columns are which, or where what stands in them does. Its other cells are
no speech: numbers and times go, notes become remarks, and columns with other words are told. A table with a column of
text and one of notes, and none of speakers, has its labels in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benang.core.problems import Problem
from benang.sources.document import Voice
from benang.sources.readers.turn_columns import Header, find_header, told_columns
from benang.sources.readers.turn_table import cell_times, column_problems, has_more_words, is_header, is_said
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


def turns_in_tables(raw: str, rows: Sequence[Row], shown_name: str) -> TableTurns:
    """The turns in a document's tables; nothing where most of its text stands outside of them.

    Args:
        raw: the document's text, a row of a table a line.
        rows: the rows of its tables, in order.
        shown_name: the file's name in messages.
    """
    read = []
    inside = 0
    for table in _tables(raw, rows):
        cells = [[raw[start:end] for start, end in row] for row in table]
        header = _header(cells)
        if header is not None and any(is_said(cells, number, header) for number in range(len(cells))):
            read.append((table, cells, header))
            inside += table[-1][-1][1] - table[0][0][0]
    if not read or len(raw) - inside > _MOST_OUTSIDE * len(raw):
        return TableTurns()
    edits: list[Edit] = []
    voices: list[Voice] = []
    notes: list[tuple[int, int, str, str]] = []
    problems: list[Problem] = []
    for table, cells, header in read:
        above: list[int] = []
        doubtful: list[int] = []
        last: tuple[int, int] | None = None
        speaker = ""
        speakers = _speakers(cells, header)
        for number, row in enumerate(table):
            if is_said(cells, number, header):
                last = row[header.text]
                edits += [Edit(*span) for span in ((row[0][0], last[0]), (last[1], row[-1][1])) if span[0] < span[1]]
                if header.speaker is not None:
                    named = _named(cells[number], header.speaker)
                    above += [number] if not named and speaker else []
                    speaker = named or speaker
                    times, sure = cell_times(cells[number], header)
                    doubtful += [] if sure else [number]
                    voices.append(Voice(*last, speaker, *times))
            elif row[0][0] < row[-1][1]:
                repeats = is_header(cells[number], cells, header)
                if header.speaker is not None and not repeats and has_more_words(cells[number], header, speakers):
                    voices.append(Voice(row[0][0], row[-1][1]))  # a title, a remark between the turns
                else:
                    edits.append(Edit(row[0][0], row[-1][1]))
            if last is not None and number > header.row and not is_header(cells[number], cells, header):
                noted = [
                    cells[number][column].replace("\v", "\n").strip() for column in header.notes if column < len(row)
                ]
                notes += [(*last, "", text) for text in noted if text]
        line = raw.count("\n", 0, table[0][0][0])
        problems += column_problems(cells, header, [number + 1 for number in above], shown_name, line)
        if doubtful:
            values = {"count": len(doubtful)}
            problems.append(Problem("turns-times-unreadable", shown_name, line + doubtful[0] + 1, values=values))
    if voices:
        # Between voices with times is the frame of a recording, elsewhere; here it is text of nobody.
        voices += _outside(raw, [span for table, _, _ in read for row in table for span in row])
        voices.sort(key=lambda voice: voice.start)
    return TableTurns(tuple(edits), tuple(voices), tuple(notes), tuple(problems))


def _outside(raw: str, cells: Sequence[tuple[int, int]]) -> Iterator[Voice]:
    """The paragraphs that stand outside of tables, as words of nobody."""
    places = sorted(cells)
    for match in _PARAGRAPH.finditer(raw):
        before = bisect_right(places, (match.start(), len(raw))) - 1
        if before < 0 or places[before][1] < match.start():
            yield Voice(match.start(), match.end())


def _tables(raw: str, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows by table: of one table they stand on lines one after another."""
    tables: list[list[Row]] = [[rows[0]]] if rows else []
    for before, row in pairwise(rows):
        if raw[before[-1][1] : row[0][0]].count("\n") == 1 and not raw[before[-1][1] : row[0][0]].strip():
            tables[-1].append(row)
        else:
            tables.append([row])
    return [table for table in tables if len(table) >= _FEWEST_ROWS]


def _header(cells: Sequence[Sequence[str]]) -> Header | None:
    """Which columns are which; None where the table is none of turns."""
    header = find_header(cells)
    if header is None:
        return told_columns(cells)
    if header.speaker is not None:
        return header
    said = [row[header.text].strip() for row in cells[header.row + 1 :] if header.text < len(row)]
    return header if header.notes and any(map(_LABELLED.match, said)) else None


def _speakers(cells: Sequence[Sequence[str]], header: Header) -> set[str]:
    """The keys of those who say something in a table."""
    spoken = (row for number, row in enumerate(cells) if is_said(cells, number, header))
    return {label_key(_named(row, header.speaker)) for row in spoken} if header.speaker is not None else set()


def _named(cells: Sequence[str], column: int | None) -> str:
    """A speaker's cell as a name, without the colon behind it."""
    return " ".join(cells[column].split()).rstrip(":\uff1a ") if column is not None and column < len(cells) else ""
