"""Pictures of a Word document: pandoc gets their heads, without a dot, and they are put in afterwards.

pandoc reads every dot of a picture for its size, which is told it (``word._size_in_text``), and packs what is packed
already; for a document of many figures that takes as long as half of all else.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DATA, _END = b"IDAT", b"IEND"


def write_heads(pictures: Mapping[str, Path], folder: Path) -> dict[bytes, Path]:
    """Write the head of each picture into a folder, for pandoc to read.

    Args:
        pictures: PNG files by the names that their heads get.
        folder: for the heads.

    Returns:
        The files by their heads, no two of which are the same.
    """
    heads: dict[bytes, Path] = {}
    for name, file in pictures.items():
        head = png_head(file.read_bytes(), name)
        heads[head] = file
        (folder / name).write_bytes(head)
    return heads


def png_head(png: bytes, name: str) -> bytes:
    """A picture without its dots: what else stands in its file, and a name that no other has.

    Args:
        png: a file of the format PNG (W3C, third edition, section 5).
        name: a remark beside its others.
    """
    before = b"".join(_chunk(kind, data) for kind, data in _chunks(png))
    return _SIGNATURE + before + _chunk(b"iTXt", b"Source\0\0\0\0\0" + name.encode()) + _chunk(_END, b"")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kinds and contents of what stands before a picture's dots."""
    place = len(_SIGNATURE)
    while place + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        if kind in (_DATA, _END):
            return
        yield kind, png[place + 8 : place + 8 + length]
        place += length + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
