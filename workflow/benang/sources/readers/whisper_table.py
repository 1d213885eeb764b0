"""Whisper's table of segments (.tsv): start and end in milliseconds, and the text.

The raw text is the decoded file; each text is a voice with its times, without a speaker. The first line names the
columns and tells the format: other tables of turns give seconds.
"""

from __future__ import annotations

import re
from itertools import islice

from benang.core.encoding import decode
from benang.core.problems import Problem, StudyError
from benang.sources.document import Document, Voice

FORMAT = "csv"

_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?start\tend\ttext\r?\n")
_LINE = re.compile(r"[^\r\n]+")
_ROW = re.compile(r"(\d{1,12})\t(\d{1,12})\t[ \t]*+([^\r\n]*)")


def recognises(data: bytes) -> bool:
    """The names of the three columns."""
    return _HEADER.match(data) is not None


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a table of segments; lines of another form are counted in a problem (``speech-parts-unread``).

    Raises:
        StudyError: its encoding cannot be told, or it holds no text (``source-empty``).
    """
    raw, name, found = decode(data, encoding, shown_name)
    voices = []
    unread = 0
    for line in islice(_LINE.finditer(raw), 1, None):
        row = _ROW.fullmatch(raw, *line.span())
        if row is None:
            unread += bool(line[0].strip())
        elif row[3].strip():
            start, end = int(row[1]) / 1000, int(row[2]) / 1000
            voices.append(
                Voice(row.start(3), row.start(3) + len(row[3].rstrip()), "", start, end if end >= start else None)
            )
    if not voices:
        raise StudyError([Problem("source-empty", shown_name)])
    problems = [*found, *([Problem("speech-parts-unread", shown_name, values={"count": unread})] if unread else [])]
    return Document(raw, FORMAT, voices=tuple(voices), encoding=name, problems=tuple(problems))
