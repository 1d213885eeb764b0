"""Open a public file of any kind and find every text in it.

What a file is, its content tells, never its name. An archive's parts and what is embedded (data URIs, attachments,
pictures of a notebook) are opened in turn, to a bounded depth and a bounded size; whatever could not be opened is told,
so that nothing passes unsearched in silence.
"""

from __future__ import annotations

import base64
import codecs
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import unquote_to_bytes

import re2  # type: ignore[import-untyped]

from benang.privacy.gate import archives, notebook_texts, pdf_texts, picture_texts, table_stores
from benang.privacy.gate.encoded import Encoded, text_of
from benang.privacy.gate.found_texts import (
    BYTES,
    DECODED,
    STRINGS,
    Found,
    Unsearched,
    inside,
    pieces,
    streamed_pieces,
)
from benang.privacy.gate.packing import MAGICS, Packed, Unpacker, packing_of

LARGEST_PART = 256 * 2**20
"""Bytes of one part, unpacked, that is opened as a whole; a text of more is read in parts."""
MOST_UNPACKED = 2**30
"""Bytes of all that is unpacked from one public file."""
MOST_TIMES = 200
"""How many times its packed size a text may have that is read in parts; tables of a study have 5 to 50."""
DEEPEST = 5
"""How many archives may lie in one another."""

_LATIN = re2.Options()
_LATIN.encoding = re2.Options.Encoding.LATIN1
_READABLE = (r"[\t\n\r -~]", r"[\xc2-\xdf][\x80-\xbf]", r"[\xe0-\xef][\x80-\xbf][\x80-\xbf]")
_RUN = re2.compile(f"(?:{'|'.join(_READABLE)}){{24,}}".encode("latin-1"), _LATIN)
# UTF-16 inside something else: characters of alphabets, whose upper byte is small. (A text in UTF-16 may be in any
# script.)
_WIDE = (
    (re2.compile(rb"(?:[\t\n\r -~]\x00|[\x00-\xff][\x01-\x06\x0e]){4,}", _LATIN), "utf-16-le"),
    (re2.compile(rb"(?:\x00[\t\n\r -~]|[\x01-\x06\x0e][\x00-\xff]){4,}", _LATIN), "utf-16-be"),
)
_DATA_URI = re.compile(
    r"data:([\w+.\-]{0,60}(?:\\?/[\w+.\-]{0,60})?)(?:;[\w=.\-]{1,60}){0,4};base64,([A-Za-z0-9+/=_\-\s%\\]{16,})"
)
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"wOFF", b"wOF2", b"ttcf", b"true")
_BY_LETTERS = ("utf-8", "utf-8-sig", "cp1252")
"""Encodings in which the letters of ASCII are bytes by themselves."""
_NEEDED_WHOLE = (b'"nbformat"', b";base64,")
"""What tells of a notebook, or of files within a text, which may have any length."""
_AT_ONCE = 2**20
"""Bytes of a text that are decoded at once."""
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_UNDEFINED = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""What stands for no character in cp1252."""
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 4096
_ZIP_END, _ZIP_MEMBER = b"PK\x05\x06", b"PK\x03\x04"
_FARTHEST_ZIP_END = 2**17
_PACKED_ELSEWHERE = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"MSCF\x00\x00\x00\x00", b"\x1f\x9d", b"\x04\x22\x4d\x18")
_MOST_CARVED = 64


@dataclass
class Opener:
    """Opens what lies in one public file.

    Attributes:
        left: bytes that may still be unpacked.
        depth: how deep the part that is open lies.
        encoded: finds what is written in base64 and the like.
        may_hold: whether bytes that are no text may hold anything sought; what may not is passed over.
    """

    left: int = MOST_UNPACKED
    depth: int = 0
    encoded: Encoded = field(default_factory=Encoded)
    may_hold: Callable[[bytes], bool] = field(default=lambda data: True)

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
        if data.startswith((_ZIP_MEMBER, _ZIP_END, b"PK\x07\x08")):
            yield from archives.zip_texts(part, data, self)
            return
        if b"%PDF-" in data[:1024]:
            yield from pdf_texts.pdf_texts(part, data, self)
        elif data.startswith(picture_texts.PNG):
            yield from picture_texts.png_texts(part, data, self)
        elif data.startswith(b"PAR1"):
            yield from table_stores.parquet_texts(part, data, self)
        elif data.startswith(b"SQLite format 3\x00"):
            yield from table_stores.sqlite_texts(part, data, self)
        elif packed := packing_of(data):
            yield from self._packed(part, data, packed)
        elif data[257:262] == b"ustar":
            yield from archives.tar_texts(part, data, self)
        elif data.startswith(_PACKED_ELSEWHERE):
            yield Unsearched(part, "packed")
            yield from self.raw(part, data)
        elif data.startswith(_FONTS):
            yield from self.raw(part, data)
        else:
            encoding = _encoding_of(data)
            if encoding is None:
                yield from self.binary(part, data)
            elif encoding in _BY_LETTERS and not any(mark in data for mark in _NEEDED_WHOLE):
                yield from streamed_pieces(part, _decoded(_parts(data), encoding), line=1)
            else:
                yield from self._text(part, data.decode(encoding, "replace"))
        # An archive may stand behind anything; its directory is at the end.
        if _ZIP_END in data[-_FARTHEST_ZIP_END:] and _ZIP_MEMBER in data:
            yield from archives.zip_texts(inside(part, "archive"), data[data.index(_ZIP_MEMBER) :], self)

    def _text(self, part: str, text: str) -> Iterator[Found]:
        if '"nbformat"' in text and text.lstrip()[:1] == "{":
            yield from notebook_texts.notebook_texts(part, text, self)
        yield from pieces(part, text, line=1)
        yield from self._embedded(part, text)

    def _embedded(self, part: str, text: str) -> Iterator[Found]:
        if ";base64," in text:
            for number, uri in enumerate(_DATA_URI.finditer(text), 1):
                yield from self.base64(inside(part, f"data URI {number}"), uri[2])

    def digits(self, part: str, text: str) -> Iterator[Found]:
        """What is written in base64 or hexadecimal digits within a text."""
        where = inside(part, "base64")
        if ";base64," in text:
            text = _DATA_URI.sub(" ", text)  # opened as the file that it is
        for data in self.encoded.find(text.replace("\\/", "/") if "\\/" in text else text):
            written = text_of(data)
            if written is not None:  # shorter than its digits
                yield from pieces(where, written, DECODED)
            elif self.take(len(data)):
                yield from self.open(where, data)
            else:
                yield Unsearched(where, "large")

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

    def _packed(self, part: str, data: bytes, packed: Packed) -> Iterator[Found]:
        """What is packed by a program for single files, and what stands behind it."""
        unpacker = Unpacker(data, packed)
        chunks = unpacker.chunks()
        first = next(chunks, b"")
        if packed.sure or first:
            yield from self.stream(part, chain((first,), chunks), len(data))
        if not packed.sure and (unpacker.broken or not first):
            yield from self.binary(part, data)  # something else that begins so
        elif unpacker.broken:
            yield Unsearched(part, "broken")
            yield from self.binary(part, data)
        elif unpacker.rest:
            yield from self.open(inside(part, "after the end"), unpacker.rest)

    def stream(self, part: str, chunks: Iterator[bytes], packed: int) -> Iterator[Found]:
        """Every text in what is unpacked bit by bit, of ``packed`` bytes; a text of any length is read in parts."""
        most = min(LARGEST_PART, self.left)
        head: list[bytes] = []
        size = 0
        for chunk in chunks:
            head.append(chunk)
            size += len(chunk)
            if size > most:
                break
        if size <= most:
            self.left -= size
            yield from self.open(part, b"".join(head))
            return
        sample = (head[0] + head[-1])[:_SAMPLE]
        encoding = _encoding(sample)
        if self.depth > DEEPEST or encoding is None or _encoding_of(sample) is None:
            yield Unsearched(part, "large")
            return
        limit = max(self.left, MOST_TIMES * packed)
        whole = True

        def data() -> Iterator[bytes]:
            nonlocal size, whole
            while head:
                yield head.pop(0)
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    whole = False
                    return
                yield chunk

        for piece in streamed_pieces(part, _decoded(data(), encoding), line=1):
            yield piece
            yield from self._embedded(part, piece.text)
        if not whole:
            yield Unsearched(part, "large")

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
        runs = (
            match.group().decode(encoding, "replace") + "\n"
            for pattern, encoding in ((_RUN, "utf-8"), *_WIDE)
            for match in pattern.finditer(data)
        )
        yield from streamed_pieces(part, runs, STRINGS)
        for number, start in enumerate(_carved(data), 1):
            packed = packing_of(data[start : start + _SAMPLE])
            chunks = Unpacker(data[start:], packed).chunks() if packed else iter(())
            if first := next(chunks, b""):
                yield from self.stream(inside(part, f"packed {number}"), chain((first,), chunks), len(data) - start)
        yield from self.raw(part, data)

    def raw(self, part: str, data: bytes) -> Iterator[Found]:
        """Bytes that are no text, such as a font's."""
        if self.may_hold(data):
            yield from streamed_pieces(part, _decoded(_parts(data), "utf-8"), BYTES)


def _carved(data: bytes) -> list[int]:
    """Where packed data may begin within something else."""
    found = [match.start() for magic in MAGICS for match in re.finditer(re.escape(magic), data)]
    return sorted(place for place in found if place)[:_MOST_CARVED]


def _encoding(sample: bytes) -> str | None:
    """The encoding of a text by its first bytes; None where they are no text of Unicode's."""
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    if b"\x00" not in sample:
        return "utf-8"
    zeros = [sample[place::4].count(0) * 4 > len(sample) * 0.6 for place in range(4)]
    if zeros in ([False, True, True, True], [True, True, True, False]):
        return "utf-32-le" if zeros[3] else "utf-32-be"
    for nul, encoding in ((sample[1::2].count(0), "utf-16-le"), (sample[::2].count(0), "utf-16-be")):
        if nul > len(sample) * 0.3:
            return encoding
    return None


def _encoding_of(data: bytes) -> str | None:
    """The encoding of a text; None where the bytes are no text."""
    encoding = _encoding(data[:_SAMPLE])
    if any(data.startswith(mark) for mark, _ in _BOMS):
        return encoding
    if encoding and encoding != "utf-8":
        return None if "\x00" in data[: 4 * _SAMPLE].decode(encoding, "replace")[:2048] else encoding
    encoding, undefined = "utf-8", data.count("\ufffd".encode())
    try:
        for _ in _decoded(_parts(data), "utf-8", "strict"):
            pass
    except UnicodeDecodeError:
        encoding, undefined = "cp1252", _number_of(_UNDEFINED, data)
    return encoding if (_number_of(_CONTROLS, data) + undefined) * 100 <= len(data) else None


def _number_of(characters: bytes, data: bytes) -> int:
    """How often any of some characters stands in data."""
    return len(data) - sum(len(part.translate(None, characters)) for part in _parts(data))


def _parts(data: bytes) -> Iterator[bytes]:
    """Data bit by bit."""
    for start in range(0, len(data), _AT_ONCE):
        yield data[start : start + _AT_ONCE]


def _decoded(data: Iterable[bytes], encoding: str, errors: str = "replace") -> Iterator[str]:
    """A text, from its bytes that come bit by bit."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for some in data:
        yield decoder.decode(some)
    yield decoder.decode(b"", final=True)
