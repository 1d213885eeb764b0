"""Rich Text Format (.rtf).

The raw text is read as from docx: one paragraph a line; a table row is a line, its cells joined by a tab; a manual
line break, and a new paragraph inside a table cell, is a vertical tab. Deleted revisions and the old places of moved
text are not text; fields count with their result. Comments become remarks on the span they are attached to,
footnotes and endnotes remarks on the word they follow; text boxes follow the paragraph they are anchored in. Headers,
footers, hidden text, pictures and the numbers of lists are not read.

Bytes are in the encoding of their font, or else in the document's code page; a character given by its number (``\\u``)
goes before what stands beside it for older programs.

Microsoft, Rich Text Format (RTF) Specification 1.9.1 (2008).
"""

from __future__ import annotations

import dataclasses
import re

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document
from benang.sources.readers.rtf_fonts import Fonts
from benang.sources.readers.rtf_walk import TooDeep, Walk

FORMAT = "rtf"

MOST_MARKS = 1_500_000
"""Control words and braces of a file; a long interview saved by Word has some hundred thousand."""

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf")


def recognises(data: bytes) -> bool:
    """The first group says so."""
    return _HEAD.match(data) is not None


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read an RTF file.

    Raises:
        StudyError: it is none or its groups are nested too deeply (``source-broken``), or it has too many marks
            (``source-too-much-markup``).
    """
    head = _HEAD.match(data)
    if head is None:
        raise _broken(shown_name, "{\\rtf")
    if data.count(b"\\") + data.count(b"{") + data.count(b"}") > MOST_MARKS:
        raise StudyError([Problem("source-too-much-markup", shown_name, values={"limit": MOST_MARKS})])
    fonts = Fonts()
    walk = Walk(data, fonts)
    try:
        walk.walk(data.index(b"{"), len(data))
    except TooDeep:
        raise _broken(shown_name, "{{{") from None
    problems = []
    if walk.cut_off:
        problems.append(Problem("source-cut-off", shown_name, values={"format": FORMAT}))
    if walk.unreadable:
        problems.append(Problem("source-signs-unreadable", shown_name, values={"count": walk.unreadable}))
    document = walk.found.document(shown_name, FORMAT, tuple(problems))
    return dataclasses.replace(document, encoding=fonts.code_page)


def _broken(shown_name: str, part: str) -> StudyError:
    return StudyError([Problem("source-broken", shown_name, values={"format": FORMAT, "part": part})])
