"""The programs that a project is written for: how each counts in a text, and what of the standard it takes up.

The standard (QDA-XML 1.0) counts Unicode code points. What programs really do is known from their exports and from the
code of importers, and written down in ``docs/interchange.md``; where a habit is not known, the standard is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

_LINE_END = re.compile("\r\n|[\r\n]")
_LINE_END_OR_ASTRAL = re.compile("\r\n|[\r\n]|[\U00010000-\U0010ffff]")
# XML 1.0, section 2.2 (Char): the rest of what Python takes for text may not stand in a document.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Target:
    """What one program expects.

    Attributes:
        utf16: whether positions count UTF-16 code units instead of code points.
        mark: whether a plain text begins with a byte order mark; it is never counted.
        line_end: how a line ends in a plain text.
        line_end_counts: what a line end counts in a position.
        folder: of the sources within the archive.
        notes: whether memos on codes, sources and passages are notes; else they stand in descriptions.
        dated: whether selections and notes must have a date.
        distinct_codes: whether no two codes may bear one name.
        categories: whether a code that only groups others is written as such (``isCodable`` false): QualCoder makes a
            category of it. In other programs nobody could code with it any more.
    """

    utf16: bool = False
    mark: bool = False
    line_end: str = "\n"
    line_end_counts: int = 1
    folder: str = "sources"
    notes: bool = True
    dated: bool = False
    distinct_codes: bool = False
    categories: bool = False


TARGETS: Mapping[str, Target] = {
    "standard": Target(),
    "nvivo": Target(utf16=True, mark=True, line_end="\r\n", line_end_counts=2, folder="Sources"),
    "atlasti": Target(line_end="\r\n"),
    "maxqda": Target(line_end="\r\n", line_end_counts=2, notes=False),
    "qualcoder": Target(notes=False, dated=True, distinct_codes=True, categories=True),
}
"""The programs by the names of their dialects."""


def sound(text: str) -> str:
    """``text`` with a character that XML can hold for each that it cannot: a space for white space, else U+FFFD.

    The character counts as much as what it stands for, in code points and in UTF-16, so that no position moves.
    """
    return _NO_XML.sub(lambda match: " " if match.group().isspace() else "\ufffd", text)


class PlainText:
    """A text as it stands in a project for one program.

    Attributes:
        text: with the program's line ends and without characters that XML forbids.
    """

    def __init__(self, text: str, target: Target) -> None:
        self.text = _LINE_END.sub(target.line_end, sound(text))
        self._target = target
        self._original = text
        places: list[int] = []
        shifts: list[int] = []
        for match in _LINE_END_OR_ASTRAL.finditer(text):
            counts = target.line_end_counts if match.group()[0] in "\r\n" else 1 + target.utf16
            if shift := counts - len(match.group()):
                places.append(match.end())
                shifts.append(shift)
        self._places = places
        self._shifts = [0, *accumulate(shifts)]

    def data(self) -> bytes:
        """The plain text as a file.

        A text that itself begins with the sign U+FEFF is always given a mark: a reader takes the first away.
        """
        marked = self._target.mark or self.text.startswith("\ufeff")
        return self.text.encode("utf-8-sig" if marked else "utf-8")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The positions of ``start:end`` (code points of the original text, end exclusive).

        A span that parts the two characters of a line end takes in both.
        """
        if start < end:
            start -= self._original[start - 1 : start + 1] == "\r\n"
            end += self._original[end - 1 : end + 1] == "\r\n"
        return self._position(start), self._position(end)

    def _position(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._places, offset)]
