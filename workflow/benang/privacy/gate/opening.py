"""Open a public file of any kind and find every text in it.

What a file is, its content tells, never its name. An archive's parts and what is embedded (data URIs, attachments,
pictures of a notebook) are opened in turn, to a bounded depth and a bounded size; whatever could not be opened is told,
so that nothing passes unsearched in silence.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

import re2  # type: ignore[import-untyped]

from benang.privacy.gate import archives, notebook_texts, pdf_texts, picture_texts, table_stores
from benang.privacy.gate.found_texts import BYTES, STRINGS, Found, Unsearched, inside, pieces

LARGEST_PART = 256 * 2**20
"""Bytes of one part, unpacked."""
MOST_UNPACKED = 2**30
"""Bytes of all that is unpacked from one public file."""
DEEPEST = 5
"""How many archives may lie in one another."""

_LATIN = re2.Options()
_LATIN.encoding = re2.Options.Encoding.LATIN1
_READABLE = (r"[\t\n\r -~]", r"[\xc2-\xdf][\x80-\xbf]", r"[\xe0-\xef][\x80-\xbf][\x80-\xbf]")
_RUN = re2.compile(f"(?:{'|'.join(_READABLE)}){{24,}}".encode("latin-1"), _LATIN)
# UTF-16 inside something else: signs of alphabets, whose upper byte is small. (A text in UTF-16 may be in any script.)
_WIDE = (
    (re2.compile(rb"(?:[\t\n\r -~]\x00|[\x00-\xff][\x01-\x06\x0e]){4,}", _LATIN), "utf-16-le"),
    (re2.compile(rb"(?:\x00[\t\n\r -~]|[\x01-\x06\x0e][\x00-\xff]){4,}", _LATIN), "utf-16-be"),
)
_DATA_URI = re.compile(
    r"data:([\w+.\-]{0,60}(?:\\?/[\w+.\-]{0,60})?)(?:;[\w=.\-]{1,60}){0,4};base64,([A-Za-z0-9+/=_\-\s%\\]{16,})"
)
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"wOFF", b"wOF2", b"ttcf", b"true")
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def public_texts(data: bytes) -> Iterator[Found]:
    """Every text in a file with these bytes, and what of it could not be searched."""
    yield from Opener().open("", data)


@dataclass
class Opener:
    """Opens what lies in one public file.

    Attributes:
        left: bytes that may still be unpacked.
        depth: how deep the part that is open lies.
    """

    left: int = MOST_UNPACKED
    depth: int = 0

    def open(self, part: str, data: bytes) -> Iterator[Found]:
        """Every text in ``data``, which is the part of that name."""
        if self.depth > DEEPEST:
            yield Unsearched(part, "deep")
            return
        self.depth += 1
        try:
            yield from self._open(part, data)
        finally:
            self.depth -= 1

    def _open(self, part: str, data: bytes) -> Iterator[Found]:
        if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
            yield from archives.zip_texts(part, data, self)
        elif b"%PDF-" in data[:1024]:
            yield from pdf_texts.pdf_texts(part, data, self)
        elif data.startswith(picture_texts.PNG):
            yield from picture_texts.png_texts(part, data, self)
        elif data.startswith(b"PAR1"):
            yield from table_stores.parquet_texts(part, data, self)
        elif data.startswith(b"SQLite format 3\x00"):
            yield from table_stores.sqlite_texts(part, data, self)
        elif data.startswith(b"\x1f\x8b"):
            yield from self.packed(part, data, 31)
        elif data.startswith(_FONTS):
            yield from self.raw(part, data)
        else:
            text = _decoded(data)
            if text is None:
                yield from self.binary(part, data)
            else:
                yield from self._text(part, text)

    def _text(self, part: str, text: str) -> Iterator[Found]:
        if '"nbformat"' in text and text.lstrip()[:1] == "{":
            yield from notebook_texts.notebook_texts(part, text, self)
        yield from pieces(part, text)
        yield from self._embedded(part, text)

    def _embedded(self, part: str, text: str) -> Iterator[Found]:
        if ";base64," not in text:
            return
        for number, uri in enumerate(_DATA_URI.finditer(text), 1):
            yield from self.base64(inside(part, f"data URI {number}"), uri[2])

    def base64(self, part: str, text: str) -> Iterator[Found]:
        """What is written in base64."""
        packed = re.sub(rb"[^A-Za-z0-9+/]", b"", unquote_to_bytes(text.replace("-", "+").replace("_", "/")))
        if len(packed) % 4 == 1:
            packed = packed[:-1]
        data = base64.b64decode(packed + b"=" * (-len(packed) % 4))
        if self.take(len(data)):
            yield from self.open(part, data)
        else:
            yield Unsearched(part, "large")

    def packed(self, part: str, data: bytes, window: int) -> Iterator[Found]:
        """What is packed by deflate; ``window`` as in ``zlib``."""
        unpacked = self.inflated(data, window)
        if unpacked is None:
            yield Unsearched(part, "large")
            return
        yield from self.open(part, unpacked)

    def inflated(self, data: bytes, window: int = 15) -> bytes | None:
        """``data`` unpacked, as far as it is sound; None where it would be too large."""
        unpacker = zlib.decompressobj(window)
        most = min(LARGEST_PART, self.left)
        try:
            unpacked = unpacker.decompress(data, most + 1)
        except zlib.error:
            return b""
        return unpacked if len(unpacked) <= most and self.take(len(unpacked)) else None

    def take(self, size: int) -> bool:
        """Whether so many bytes may still be unpacked; they are then counted."""
        if size > min(LARGEST_PART, self.left):
            return False
        self.left -= size
        return True

    def binary(self, part: str, data: bytes) -> Iterator[Found]:
        """Something of no known kind: its readable runs in UTF-8 and UTF-16, and its bytes."""
        runs = [match.group().decode("utf-8", "replace") for match in _RUN.finditer(data)]
        for pattern, encoding in _WIDE:
            runs += [match.group().decode(encoding, "replace") for match in pattern.finditer(data)]
        yield from pieces(part, "\n".join(runs), STRINGS)
        yield from self.raw(part, data)

    def raw(self, part: str, data: bytes) -> Iterator[Found]:
        """Bytes that are no text, such as a font's."""
        yield from pieces(part, data.decode("utf-8", "replace"), BYTES)


def _decoded(data: bytes) -> str | None:
    """A text's signs; None where the bytes are no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data:
        sample = data[:4096]
        for nul, encoding in ((sample[1::2].count(0), "utf-16-le"), (sample[::2].count(0), "utf-16-be")):
            if nul > len(sample) * 0.3:
                text = data.decode(encoding, "replace")
                return None if "\x00" in text[:2048] else text
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    strange = controls + (text.count("\ufffd") if not data.isascii() else 0)
    return text if strange * 100 <= len(data) else None
