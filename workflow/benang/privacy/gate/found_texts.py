"""What the leak gate finds when it opens a file: texts, and what it could not search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

TEXT = "text"
"""A text: any name counts."""
STRINGS = "strings"
"""Runs of readable signs in something that is no text; a short name among random signs does not count."""
BYTES = "bytes"
"""Something that is no text at all, such as a font: only names too long to stand there by chance count."""
NAME = "name"
"""The name of a file or folder: names are found whatever their case, joined or not."""

PIECE = 4 * 2**20
"""Characters that are searched at once."""
_AROUND = 2000


class Text(NamedTuple):
    """A stretch of text in a file.

    Attributes:
        part: where in the file it stands (``word/document.xml``, ``page 3``); empty for the file as a whole.
        text: the text.
        before, after: what stands on both sides of it: a name may begin in ``text`` and go on in ``after``.
        form: TEXT, STRINGS, BYTES or NAME.
    """

    part: str
    text: str
    before: str = ""
    after: str = ""
    form: str = TEXT


class Unsearched(NamedTuple):
    """Something in a file that could not be searched.

    Attributes:
        part: as in ``Text``.
        why: ``large``, ``password``, ``broken``, ``deep`` (an archive in too many archives) or ``link``.
    """

    part: str
    why: str


Found = Text | Unsearched


class Opener(Protocol):
    """What opens the parts of a public file; the modules of its formats hand back to it what lies within theirs."""

    def open(self, part: str, data: bytes) -> Iterator[Found]:
        """Every text in ``data``, which is the part of that name."""

    def binary(self, part: str, data: bytes) -> Iterator[Found]:
        """Something of no known kind: its readable runs, and its bytes."""

    def raw(self, part: str, data: bytes) -> Iterator[Found]:
        """Bytes that are no text, such as a font's."""

    def base64(self, part: str, text: str) -> Iterator[Found]:
        """What is written in base64."""

    def inflated(self, data: bytes, window: int = 15) -> bytes | None:
        """``data`` unpacked by deflate, as far as it is sound; None where it would be too large."""

    def take(self, size: int) -> bool:
        """Whether so many bytes may still be unpacked; they are then counted."""


def inside(outer: str, inner: str) -> str:
    """The part ``inner`` of the part ``outer``."""
    return f"{outer}: {inner}" if outer and inner else outer or inner


def pieces(part: str, text: str, form: str = TEXT) -> Iterator[Text]:
    """A text in pieces of bounded length, each with what stands around it, cut at a line's end where there is one."""
    start = 0
    while start < len(text):
        end = min(start + PIECE, len(text))
        if end < len(text):
            end = text.rfind("\n", start + PIECE // 2, end) + 1 or end
        yield Text(part, text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND], form)
        start = end
