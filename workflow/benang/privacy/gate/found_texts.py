"""What the leak gate finds when it opens a file: texts, and what it could not search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol
from zlib import crc32

TEXT = "text"
"""A text: any name counts."""
STRINGS = "strings"
"""Runs of readable characters in something that is no text; a short name among random characters does not count."""
BYTES = "bytes"
"""Something that is no text at all, such as a font: only names too long to stand there by chance count."""
DECODED = "decoded"
"""What base64 or hexadecimal digits stand for; a name counts where it is a word: a short one is in any."""
NAME = "name"
"""The name of a file or folder: names are found whatever their case, joined or not."""

PIECE = 4 * 2**20
"""Characters that are searched at once, at most."""
_LEAST = 2**16
_LINES = 16
"""A piece of more than ``_LEAST`` ends behind a line in the mean of so many, whichever its own letters choose."""
_AROUND = 2000


class Text(NamedTuple):
    """A span of text in a file.

    Attributes:
        part: where in the file it stands (``word/document.xml``, ``page 3``); empty for the file as a whole.
        text: the text.
        before, after: what stands on both sides of it: a name may begin in ``text`` and go on in ``after``.
        form: TEXT, STRINGS, BYTES, DECODED or NAME.
        line: the line of the part that ``text`` begins in, from 1; 0 where the part has no lines to be looked up.
    """

    part: str
    text: str
    before: str = ""
    after: str = ""
    form: str = TEXT
    line: int = 0


class Unsearched(NamedTuple):
    """Something in a file that could not be searched.

    Attributes:
        part: as in ``Text``.
        why: ``large``, ``password``, ``broken``, ``deep`` (an archive in too many archives), ``packed`` (by a program
            whose archives cannot be opened) or ``link``.
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

    def stream(self, part: str, chunks: Iterator[bytes], packed: int) -> Iterator[Found]:
        """Every text in what is unpacked bit by bit, of ``packed`` bytes; a text of any length is read in parts."""

    def take(self, size: int) -> bool:
        """Whether so many bytes may still be unpacked; they are then counted."""


def inside(outer: str, inner: str) -> str:
    """The part ``inner`` of the part ``outer``."""
    return f"{outer}: {inner}" if outer and inner else outer or inner


def pieces(part: str, text: str, form: str = TEXT, line: int = 0) -> Iterator[Text]:
    """A text in pieces of bounded length, each with what stands around it, cut at a line's end where there is one.

    The lines themselves decide where a piece ends, so that what was put in somewhere changes the pieces there and no
    others.

    Args:
        part, text, form: as in ``Text``.
        line: the line in which the text begins; 0 for none.
    """
    yield from streamed_pieces(part, [text], form, line)


def streamed_pieces(part: str, texts: Iterable[str], form: str = TEXT, line: int = 0) -> Iterator[Text]:
    """A text that comes bit by bit, in the same pieces as if it came at once (``pieces``)."""
    cutter = Cutter(part, form, line)
    for text in texts:
        yield from cutter.add(text)
    yield from cutter.end()


class Cutter:
    """Cuts a text that comes bit by bit into pieces (``pieces``); of it no more is held than a few of them.

    Args:
        part, form, line: as in ``pieces``.
    """

    def __init__(self, part: str, form: str = TEXT, line: int = 0) -> None:
        self._part, self._form, self._line = part, form, line
        self._held, self._done = "", 0  # of the text that is held so much was given
        self._coming: list[str] = []
        self._length = 0

    def add(self, text: str) -> Iterator[Text]:
        """What can be given of it when ``text`` has come."""
        self._coming.append(text)
        self._length += len(text)
        if len(self._held) - self._done + self._length < PIECE + _AROUND:
            return
        self._join()
        while len(self._held) - self._done >= PIECE + _AROUND:
            yield self._piece()

    def end(self) -> Iterator[Text]:
        """The rest."""
        self._join()
        while self._done < len(self._held):
            yield self._piece()

    def _join(self) -> None:
        around = max(0, self._done - _AROUND)
        self._held, self._done = "".join((self._held[around:], *self._coming)), self._done - around
        self._coming, self._length = [], 0

    def _piece(self) -> Text:
        text, start = self._held, self._done
        end = self._done = _end(text, start)
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        piece = Text(self._part, text[start:end], before, after, self._form, self._line)
        self._line += text.count("\n", start, end) if self._line else 0
        return piece


def _end(text: str, start: int) -> int:
    """Where the piece ends that begins at ``start``."""
    last = min(start + PIECE, len(text))
    line = start + _LEAST
    while (end := text.find("\n", line, last) + 1) > 0:
        if crc32(text[max(line, end - _AROUND) : end].encode("utf-8", "surrogatepass")) % _LINES == 0:
            return end
        line = end
    return last if last == len(text) else text.rfind("\n", start + PIECE // 2, last) + 1 or last
