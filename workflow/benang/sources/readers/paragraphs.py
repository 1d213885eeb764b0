"""The text of a document with paragraphs and tables, as docx, odt and rtf readers collect it.

One paragraph a line; a table row is a line, its cells joined by a tab. A manual line break, and a new paragraph inside
a table cell, is a vertical tab (the character that Word itself writes for it), so that lines keep counting paragraphs.
"""

from __future__ import annotations

import re

from benang.core.problems import Problem
from benang.sources.document import Document, Remark
from benang.sources.readers.emphasis import Emphasis
from benang.sources.readers.lines import in_order
from benang.sources.readers.table_turns import Row, tables_by_line, turns_in_tables
from benang.sources.speakers.label_shapes import OPENS_LABEL
from benang.text.offsets import Edit, line_of, line_starts

BREAK = "\v"

# "Name   0:11" (Teams): the name and a time, then the text after a line break.
_TIMED_NAME = re.compile(r"[^\W\d_][^\n\v\t]{0,60}[ \t\u00a0]\d{1,2}:\d{2}(?::\d{2})?[ \t\u00a0]*(?=\v|\n|\Z)")
_NEAR = 100  # code points before a note in which the word is looked for that it is about


class Paragraphs:
    """Collects text in reading order.

    Line ends wait until text follows, so that none is left at the end of a cell or of the document.

    Attributes:
        length: code points collected; a place in the text to come.
        hidden: code points of hidden text, which were not collected; the reader counts them here.
    """

    def __init__(self) -> None:
        self.length = 0
        self.hidden = 0
        self._pieces: list[str] = []
        self._waiting: list[str] = []
        self._emphasis = Emphasis()
        self._notes: list[tuple[int | None, int, str, str, str]] = []
        self._depth = 0  # of tables in tables
        self._cell_start = 0
        self._cells: list[tuple[int, int]] = []
        self._rows: list[Row] = []

    @property
    def text(self) -> str:
        """What was collected."""
        return "".join(self._pieces)

    @property
    def next_place(self) -> int:
        """Where the next text will stand."""
        return self.length + len(self._waiting)

    def write(self, text: str, bold: bool = False) -> None:
        """Add text of the present paragraph (no line end in it but a manual break alone)."""
        if self._waiting:
            self._pieces += self._waiting
            self.length += len(self._waiting)
            self._waiting.clear()
            self._emphasis.end_line()
        if text == BREAK:
            self._emphasis.end_line()
        elif text:
            self._emphasis.run(self.length, text, bold)
        self._pieces.append(text)
        self.length += len(text)

    def end_paragraph(self, in_cell: bool = False) -> None:
        """The paragraph is over."""
        self._waiting.append(BREAK if in_cell else "\n")

    def begin_row(self) -> None:
        """What is waiting belongs before the row."""
        self.write("")
        self._depth += 1
        if self._depth == 1:
            self._cells, self._cell_start = [], self.length

    def begin_inner_row(self) -> None:
        """The cell that is open holds a table: its cells are none of the row's."""
        self._depth += 1

    def end_cell(self) -> None:
        """A table cell is over; its last line ends are none."""
        while self._waiting and self._waiting[-1] == BREAK:
            self._waiting.pop()
        self.write("")
        if self._depth == 1:
            self._cells.append((min(self._cell_start, self.length), self.length))
            self._cell_start = self.length + 1
        self._waiting.append("\t")

    def end_row(self, in_cell: bool = False) -> None:
        """A table row is over; ``in_cell``: it is a row of a table inside a cell."""
        if self._waiting and self._waiting[-1] == "\t":
            self._waiting.pop()
        self.write("")
        self._waiting.append(BREAK if in_cell else "\n")
        if self._depth == 1 and self._cells:
            self._rows.append(tuple(self._cells))
        self._depth = max(0, self._depth - 1)

    def note(self, start: int | None, end: int, author: str, text: str, date: str = "") -> None:
        """Attach a remark to ``start:end``, or to the word before ``end`` where ``start`` is None."""
        if text.strip():
            self._notes.append((start, end, author.strip(), text.replace(BREAK, "\n").strip(), date))

    def document(self, shown_name: str, format_name: str, problems: tuple[Problem, ...] = ()) -> Document:
        """The collected text as a document."""
        raw = self.text
        if self.hidden:
            values = {"format": format_name, "count": self.hidden}
            problems = (*problems, Problem("source-hidden-text", shown_name, values=values))
        lines = line_starts(raw)
        tables = turns_in_tables(raw, tables_by_line(raw, self._rows), shown_name, lambda place: line_of(lines, place))
        notes = [*self._notes, *((*note, "") for note in tables.notes)]
        return Document(
            raw,
            format_name,
            in_order((*tables.edits, *_label_lines(raw))),
            emphasis=self._emphasis.spans,
            voices=tables.voices,
            remarks=_remarks(raw, notes),
            problems=(*problems, *tables.problems),
        )


def _remarks(raw: str, notes: list[tuple[int | None, int, str, str, str]]) -> tuple[Remark, ...]:
    remarks = set()
    for start, end, author, text, date in notes:
        end = min(end, len(raw))
        first, last = _word_before(raw, end) if start is None else (min(start, end), end)
        remarks.add(Remark(first, last, author, text, date))
    return tuple(sorted(remarks, key=lambda one: (one.start, one.end, one.author, one.text, one.date)))


def _word_before(raw: str, place: int) -> tuple[int, int]:
    first = max(0, place - _NEAR)
    match = re.search(r"\S+(?=\s*\Z)", raw[first:place])
    return (first + match.start(), first + match.end()) if match else (place, place)


def _label_lines(raw: str) -> tuple[Edit, ...]:
    """The manual line breaks that part speeches: before a label, before and after a name with a time."""
    if BREAK not in raw:
        return ()
    edits = []
    line = 0  # where the present line begins
    for match in re.finditer("[\n\v]", raw):
        place = match.end()
        if match[0] == BREAK and (
            _TIMED_NAME.match(raw, line, place) or OPENS_LABEL.match(raw, place) or _TIMED_NAME.match(raw, place)
        ):
            edits.append(Edit(match.start(), place, "\n"))
        line = place
    return tuple(edits)
