"""Turns in the tables of texts whose raw text holds mark-up: web pages and markdown.

Their tables are looked at as people see them, after the reader's edits, by the definition that all documents share
(``table_turns``); what is found is led back to the raw text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from benang.sources.document import Document, Remark, Voice
from benang.sources.readers.table_turns import Row, is_table_of_turns, turns_in_tables
from benang.sources.readers.turn_columns import MOST_COLUMNS
from benang.text.offsets import MappedText, line_of, line_starts

_FEWEST_ROWS = 2


@dataclass
class MarkedTable:
    """A table in a raw text.

    Attributes:
        rows: its rows; of each the cells that are not empty, by column from 0: where they stand in the raw text.
        within: the table that it stands in a cell of.
    """

    rows: list[dict[int, tuple[int, int]]] = field(default_factory=list)
    within: MarkedTable | None = None


def with_turns_of_tables(document: Document, tables: Sequence[MarkedTable], shown_name: str) -> Document:
    """The document with the turns, notes and problems of its tables; itself where none is a table of turns.

    Args:
        document: as its reader read it, its tables as lines with tabs.
        tables: its tables in the order in which they begin.
        shown_name: the file's name in messages.
    """
    if sum(len(table.rows) >= _FEWEST_ROWS for table in tables) == 0:
        return document
    clean = MappedText.identity(document.raw).edit(document.edits)
    chosen: list[list[Row]] = []
    taken: set[int] = set()
    for table in tables:
        rows = [_row(clean, cells) for cells in table.rows if cells]
        texts = [[clean.text[start:end] for start, end in row] for row in rows]
        if id(table.within) in taken:
            taken.add(id(table))
        elif len(rows) >= _FEWEST_ROWS and is_table_of_turns(texts):
            taken.add(id(table))
            chosen.append(rows)
    lines = line_starts(document.raw)

    def line_at(place: int) -> int:
        return line_of(lines, clean.to_raw(place, min(place + 1, len(clean.text)))[0])

    found = turns_in_tables(clean.text, chosen, shown_name, line_at)
    if not found.edits and not found.voices:
        return document
    voices = [
        Voice(*clean.to_raw(voice.start, voice.end), voice.speaker, voice.time_start, voice.time_end)
        for voice in found.voices
    ]
    remarks = [Remark(*clean.to_raw(start, end), author, text) for start, end, author, text in found.notes]
    return replace(
        document,
        edits=clean.edit(found.edits).edits(),
        voices=tuple(voices),
        remarks=(*document.remarks, *remarks),
        problems=(*document.problems, *found.problems),
    )


def _row(clean: MappedText, cells: Mapping[int, tuple[int, int]]) -> Row:
    """A row's cells in the clean text; empty ones stand where the one before them ends, or where the row begins."""
    spans = {column: _trimmed(clean, *span) for column, span in cells.items() if column < MOST_COLUMNS}
    if not spans:
        return ((0, 0),)
    first, last = min(spans.values()), max(spans.values())
    begin, end = first[0], last[1]
    while begin and clean.text[begin - 1] in " \t":
        begin -= 1
    while end < len(clean.text) and clean.text[end] in " \t":
        end += 1
    row: list[tuple[int, int]] = []
    for column in range(max(spans) + 1):
        row.append(spans.get(column, (row[-1][1],) * 2 if row else (begin, begin)))
    return (*row, (end, end))


def _trimmed(clean: MappedText, raw_start: int, raw_end: int) -> tuple[int, int]:
    start, end = clean.to_clean(raw_start, raw_end)
    text = clean.text[start:end]
    start = min(end, start + len(text) - len(text.lstrip()))
    return start, max(start, end - (len(text) - len(text.rstrip())))
