"""Tables of turns: a row a turn, with columns for who speaks, what is said and, where there are any, times.

What csv and xlsx share: how the rows become a document. The raw text has a row a line, its cells parted by tabs, from
the table's first row on, so that line numbers are row numbers; a line end inside a cell is a vertical tab. Edits leave
nothing but the column with the text; a row without a speaker is said by the one above, columns with notes become
remarks, and other columns that hold words are told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document, Remark, Voice
from benang.sources.readers.bounds import MOST_PARTS
from benang.sources.readers.turn_columns import MOST_COLUMNS, Header, is_column_name, unread_columns
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import OPENS_LABEL
from benang.text.offsets import Edit

MOST_ROWS = MOST_PARTS
"""Rows of one table, empty ones too."""

_TIME = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,5}):)?(\d{1,9})(?:[.,](\d{1,9}))?")
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\u2028\u2029]")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_OPENING = 120  # of what is said, where a label may stand
_SHOWN = 12  # columns named in a message


def without_header(rows: Sequence[Sequence[str]], shown_name: str) -> Problem:
    """The problem of a table in which no header can be found; it names the columns of its first row that is not empty.

    A cell that comes again below it is no column's name and may be a person's; its column is named by number.
    """
    filled = [cells for cells in rows if any(cell.strip() for cell in cells)]
    first = list(filled[0][:_SHOWN]) if filled else []
    shown = []
    for number, cell in enumerate(first):
        below = [cells[number] for cells in filled[1:] if number < len(cells)]
        name = " ".join(cell.split())
        shown.append(name if name and is_column_name(name, below) else f"[{number + 1}]")
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
    remarks: list[Remark] = []
    doubtful: list[int] = []
    above: list[int] = []
    length = 0
    for number, row in enumerate(rows):
        cells = [_LINE_END.sub("\v", cell).replace("\t", " ") for cell in row[:MOST_COLUMNS]]
        line = "\t".join(cells).rstrip("\t")
        is_turn = is_said(rows, number, header)
        start = length + sum(len(cell) + 1 for cell in cells[: header.text]) if is_turn else length + len(line)
        end = start + len(cells[header.text]) if is_turn else start
        edits += [Edit(*span) for span in ((length, start), (end, length + len(line))) if span[0] < span[1]]
        if is_turn:
            times, sure = cell_times(cells, header)
            speaker, is_above = row_speaker(cells, header, voices[-1].speaker if voices else "")
            above += [number + 1] if is_above else []
            voices.append(Voice(start, end, speaker, *times))
            if not sure:
                doubtful.append(number + 1)
        if voices and number > header.row and not is_header(row, rows, header):
            noted = "\n".join(filter(None, (_cell(cells, column) for column in header.notes)))
            remarks += [Remark(voices[-1].start, voices[-1].end, "", noted)] if noted else []
        lines.append(line)
        length += len(line) + 1
    found = list(problems)
    if any("".join(row).strip() for row in rows[: max(header.row, 0)]):
        found.append(Problem("turns-above-header", shown_name, values={"row": header.row + 1}))
    found += column_problems(rows, header, above, shown_name, 1)
    silent = [
        number + 1
        for number in range(header.row + 1, len(rows))
        if not is_said(rows, number, header)
        and not is_header(rows[number], rows, header)
        and has_more_words(rows[number], header)
    ]
    if silent:
        found.append(Problem("turns-rows-without-text", shown_name, silent[0], values={"count": len(silent)}))
    if doubtful:
        found.append(Problem("turns-times-unreadable", shown_name, doubtful[0], values={"count": len(doubtful)}))
    if not voices:
        raise StudyError([*found, Problem("source-empty", shown_name)])
    return Document(
        "\n".join(lines),
        file_format,
        tuple(edits),
        voices=tuple(voices),
        remarks=tuple(remarks),
        encoding=encoding,
        problems=tuple(found),
    )


def named_speaker(cells: Sequence[str], header: Header) -> str:
    """A row's speaker as a name, without the colon behind it; empty where none is named."""
    return _cell(cells, header.speaker).rstrip(":\uff1a ")


def row_speaker(cells: Sequence[str], header: Header, before: str) -> tuple[str, bool]:
    """Who speaks in a row that has a turn, and whether that is the one above, as an empty cell means.

    Args:
        cells: of the row.
        header: which columns are which.
        before: the speaker of the turn above; empty where there is none.
    """
    speaker = named_speaker(cells, header)
    labelled = OPENS_LABEL.match(cells[header.text][:_LONGEST_OPENING]) is not None
    if speaker or labelled or header.speaker is None or not before:
        return speaker, False
    return before, True


def is_said(rows: Sequence[Sequence[str]], number: int, header: Header) -> bool:
    """Whether a row has a turn: it stands below the header, repeats it not, and its cell for the text is not empty."""
    row = rows[number]
    below = number > header.row and header.text < len(row) and row[header.text].strip() != ""
    return below and not is_header(row, rows, header)


def is_header(row: Sequence[str], rows: Sequence[Sequence[str]], header: Header) -> bool:
    """Whether a row repeats the header, as tables do on every page."""
    return header.row >= 0 and list(map(str.strip, row)) == list(map(str.strip, rows[header.row]))


def has_more_words(cells: Sequence[str], header: Header, speakers: Collection[str] | None = None) -> bool:
    """Whether a row without a turn holds words besides notes.

    Args:
        cells: of the row.
        header: which columns are which.
        speakers: keys of those who speak; another word in their column counts. None: none does.
    """

    def counts(column: int, cell: str) -> bool:
        if column in header.notes or not _LETTER.search(cell):
            return False
        return column != header.speaker or (speakers is not None and label_key(cell) not in speakers)

    return any(counts(column, cell) for column, cell in enumerate(cells))


def column_problems(
    rows: Sequence[Sequence[str]], header: Header, above: Sequence[int], shown_name: str, first: int
) -> list[Problem]:
    """What was assumed of a table's columns: that they are what they seem, that an empty speaker means as above.

    Args:
        rows: all rows.
        header: which columns are which.
        above: lines of the rows with an empty speaker.
        shown_name: the file's name in messages.
        first: the line on which the table begins.
    """
    found = []
    if header.row < 0 and header.speaker is not None:
        values = {"speaker": header.speaker + 1, "text": header.text + 1}
        found.append(Problem("turns-columns-told", shown_name, first, values=values))
    if above:
        found.append(Problem("turns-speaker-above", shown_name, above[0], values={"count": len(above)}))
    if unread := unread_columns(rows, header):
        found.append(Problem("turns-columns-unread", shown_name, values={"columns": ", ".join(unread[:_SHOWN])}))
    return found


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


def _cell(cells: Sequence[str], column: int | None) -> str:
    """A cell's text on one line; empty where there is no such column."""
    return " ".join(cells[column].split()) if column is not None and column < len(cells) else ""


def cell_times(cells: Sequence[str], header: Header) -> tuple[tuple[float | None, float | None], bool]:
    """When a row's turn begins and ends, and whether all that the row says of it could be used."""
    written = (_cell(cells, header.start), _cell(cells, header.end))
    start, end = seconds(written[0], header.start_unit), seconds(written[1], header.end_unit)
    sure = (start is None) == (not written[0]) and (end is None) == (not written[1])
    if start is not None and end is not None and end < start:
        return (start, None), False
    return (start, end), sure
