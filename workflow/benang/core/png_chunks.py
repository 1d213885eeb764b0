"""The chunks of which a PNG file is made (ISO/IEC 15948, section 5)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
DOTS, END = b"IDAT", b"IEND"

Chunk = tuple[bytes, bytes]
"""Kind and content."""


def chunks_of(png: bytes) -> Iterator[Chunk]:
    """The chunks of a file, but for its end.

    >>> list(chunks_of(png_of([(b"IDAT", b"x"), text_chunk("Title", "A")])))
    [(b'IDAT', b'x'), (b'iTXt', b'Title\\x00\\x00\\x00\\x00\\x00A')]
    """
    place = len(_SIGNATURE)
    while place + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        if kind == END:
            return
        yield kind, png[place + 8 : place + 8 + length]
        place += length + 12


def png_of(chunks: Iterable[Chunk]) -> bytes:
    """A file of some chunks, and its end."""
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (*chunks, (END, b""))
    )


def text_chunk(keyword: str, text: str) -> Chunk:
    """What a picture says of itself.

    Args:
        keyword: of the text (``Title``, ``Description``, ``Source``), in Latin letters.
        text: any.
    """
    return b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8")
