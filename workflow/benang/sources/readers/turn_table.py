"""Tables of turns: a row a turn, with columns for who speaks, what is said and, where there are any, times.

What csv and xlsx share: which columns are which, by the usual words for them, and how the rows become a document. The
raw text has a row a line, its cells parted by tabs, from the table's first row on, so that line numbers are row
numbers; a line end inside a cell is a vertical tab. Edits leave nothing but the column with the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document, Voice
from benang.sources.readers.bounds import MOST_PARTS
from benang.text.offsets import Edit

MOST_ROWS = MOST_PARTS
"""Rows of one table, empty ones too."""
MOST_COLUMNS = 64
"""Cells farther to the right are not read."""

SPEAKER_WORDS = (
    *("pembicara", "penutur", "speaker", "nama pembicara", "nama penutur", "speaker name", "speaker label", "siapa"),
    *("who", "nama", "name", "partisipan", "participant", "narasumber", "peran", "role"),
)
TEXT_WORDS = (
    *("teks", "text", "ucapan", "ujaran", "tuturan", "utterance", "transkrip", "transkripsi", "transcript"),
    *("transcription", "isi", "isi ucapan", "ucapan asli", "pernyataan", "perkataan", "dialog", "dialogue", "speech"),
    *("said", "what was said", "content", "percakapan", "kalimat", "sentence", "pesan", "message"),
)
START_WORDS = (
    *("mulai", "waktu mulai", "awal", "waktu awal", "jam mulai", "start", "start time", "time start", "begin"),
    *("begin time", "time in", "timecode in", "in", "dari", "from"),
    *("waktu", "time", "timestamp", "time stamp", "timecode", "time code", "stempel waktu", "penanda waktu"),
)
END_WORDS = (
    *("selesai", "waktu selesai", "akhir", "waktu akhir", "jam selesai", "end", "end time", "time end", "stop"),
    *("stop time", "time out", "timecode out", "out", "sampai", "hingga", "to", "until"),
)
"""Words for each column in Indonesian and English; of several columns that fit, that of the earliest word is taken."""

_HEADER_WITHIN = 20  # rows; a title may stand above the header
_MILLISECONDS = ("ms", "msec", "milidetik", "millisecond", "milliseconds")
_UNITS = (*_MILLISECONDS, "s", "sec", "secs", "second", "seconds", "detik")
_TIME = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,5}):)?(\d{1,9})(?:[.,](\d{1,9}))?")
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\u2028\u2029]")
_SHOWN = 12  # columns named in a message


@dataclass(frozen=True)
class Header:
    """Where the header is, and the columns (from 0) that it names; None for one that is not there.

    Attributes:
        row: its row, from 0.
        start_unit, end_unit: seconds in one unit of a time that is a plain number.
    """

    row: int
    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    start_unit: float = 1.0
    end_unit: float = 1.0

    @property
    def named(self) -> int:
        """How many columns it names."""
        return sum(column is not None for column in (self.text, self.speaker, self.start, self.end))


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The first row that names a column with text; of rows near the head only."""
    for number, cells in enumerate(rows[:_HEADER_WITHIN]):
        words = [_word(cell) for cell in cells[:MOST_COLUMNS]]
        text = _column(words, TEXT_WORDS)
        if text is not None:
            start, end = _column(words, START_WORDS), _column(words, END_WORDS)
            return Header(
                number,
                text,
                _column(words, SPEAKER_WORDS),
                start,
                end,
                1.0 if start is None else words[start][1],
                1.0 if end is None else words[end][1],
            )
    return None


def without_header(rows: Sequence[Sequence[str]], shown_name: str) -> Problem:
    """The problem of a table in which no header can be found; it names the columns of its first row that is not empty.

    A cell that comes again below it is no column's name and may be a person's; its column is named by number.
    """
    filled = [cells for cells in rows if any(cell.strip() for cell in cells)]
    first = list(filled[0][:_SHOWN]) if filled else []
    shown = []
    for number, cell in enumerate(first):
        below = {cells[number].strip() for cells in filled[1:] if number < len(cells)}
        name = " ".join(cell.split())
        is_name = (
            name and name not in below and len(name) <= 40 and not any(sign.isdigit() or sign in ".?!" for sign in name)
        )
        shown.append(name if is_name else f"[{number + 1}]")
    return Problem("turns-header-missing", shown_name, values={"columns": ", ".join(shown)})


def as_document(
    rows: Sequence[Sequence[str]],
    header: Header,
    file_format: str,
    shown_name: str,
    encoding: str = "",
    problems: Sequence[Problem] = (),
) -> Document:
    """A table of turns as a document.

    Args:
        rows: all rows of the table from its first, empty ones too.
        header: which columns are which.
        file_format, encoding: of the file.
        shown_name: the file's name in messages.
        problems: what was noticed before.

    Raises:
        StudyError: there are more than ``MOST_ROWS`` rows.
    """
    if len(rows) > MOST_ROWS:
        raise StudyError([*problems, Problem("turns-too-many", shown_name, values={"limit": MOST_ROWS})])
    lines: list[str] = []
    edits: list[Edit] = []
    voices: list[Voice] = []
    doubtful: list[int] = []
    length = 0
    for number, row in enumerate(rows):
        cells = [_LINE_END.sub("\v", cell).replace("\t", " ") for cell in row[:MOST_COLUMNS]]
        line = "\t".join(cells).rstrip("\t")
        is_turn = number > header.row and header.text < len(cells) and cells[header.text].strip() != ""
        start = length + sum(len(cell) + 1 for cell in cells[: header.text]) if is_turn else length + len(line)
        end = start + len(cells[header.text]) if is_turn else start
        edits += [Edit(*span) for span in ((length, start), (end, length + len(line))) if span[0] < span[1]]
        if is_turn:
            times, sure = _times(cells, header)
            voices.append(Voice(start, end, _cell(cells, header.speaker), *times))
            if not sure:
                doubtful.append(number + 1)
        lines.append(line)
        length += len(line) + 1
    found = list(problems)
    if any("".join(row).strip() for row in rows[: header.row]):
        found.append(Problem("turns-above-header", shown_name, values={"row": header.row + 1}))
    if doubtful:
        found.append(Problem("turns-times-unreadable", shown_name, doubtful[0], values={"count": len(doubtful)}))
    if not voices:
        raise StudyError([*found, Problem("source-empty", shown_name)])
    return Document(
        "\n".join(lines), file_format, tuple(edits), voices=tuple(voices), encoding=encoding, problems=tuple(found)
    )


def seconds(text: str, unit: float = 1.0) -> float | None:
    """A time of a recording in seconds.

    Args:
        text: hours, minutes and seconds (``0:01:02.5``, ``01:02,5``), or a plain number.
        unit: seconds in one unit of a plain number.

    Returns:
        The time, to the millisecond; None for anything else.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, whole, part = match.groups()
    if minutes is not None and (len(whole) > 2 or int(whole) > 59 or (hours is not None and int(minutes) > 59)):
        return None
    value = float(f"{whole}.{part or 0}")
    if minutes is None:
        return round(value * unit, 3)
    return round(int(hours or 0) * 3600 + int(minutes) * 60 + value, 3)


def _word(cell: str) -> tuple[str, float]:
    """A header's cell as words to compare, and the seconds in one unit it speaks of (``Start (ms)``)."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", cell[:80]).casefold())
    unit = 0.001 if len(words) > 1 and words[-1] in _MILLISECONDS else 1.0
    if len(words) > 1 and words[-1] in _UNITS:
        words.pop()
    return " ".join(words), unit


def _column(words: Sequence[tuple[str, float]], known: Sequence[str]) -> int | None:
    fitting = [(known.index(word), column) for column, (word, _) in enumerate(words) if word in known]
    return min(fitting)[1] if fitting else None


def _cell(cells: Sequence[str], column: int | None) -> str:
    """A cell's text on one line; empty where there is no such column."""
    return " ".join(cells[column].split()) if column is not None and column < len(cells) else ""


def _times(cells: Sequence[str], header: Header) -> tuple[tuple[float | None, float | None], bool]:
    """When a row's turn begins and ends, and whether all that the row says of it could be used."""
    written = (_cell(cells, header.start), _cell(cells, header.end))
    start, end = seconds(written[0], header.start_unit), seconds(written[1], header.end_unit)
    sure = (start is None) == (not written[0]) and (end is None) == (not written[1])
    if start is not None and end is not None and end < start:
        return (start, None), False
    return (start, end), sure
