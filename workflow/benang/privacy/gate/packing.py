"""Packed data: gzip, zlib, bzip2, xz, LZMA and Zstandard, also several streams in a row, unpacked bit by bit.

RFC 1952 (gzip: a file is a row of members), RFC 1950 (zlib), RFC 8878 (Zstandard), The .xz File Format 1.1.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pyarrow as pa

_CHUNK = 2**20
_MEMORY = 2**28
GZIP, BZIP2, XZ, ZSTANDARD = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
MAGICS = (GZIP, BZIP2, XZ, ZSTANDARD)
"""How packed data begin that can be told from anything else."""

_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")


class Packed(NamedTuple):
    """How some data are packed.

    Attributes:
        make: makes an unpacker of one stream.
        sure: whether the first bytes tell; otherwise they may be something else that begins so.
    """

    make: Callable[[], Any]
    sure: bool


def packing_of(data: bytes) -> Packed | None:
    """How data are packed; None where they are not."""
    if data.startswith(GZIP):
        return Packed(lambda: zlib.decompressobj(31), True)
    if data.startswith(BZIP2) and data[4:10] in _BZIP2_BLOCKS:
        return Packed(bz2.BZ2Decompressor, True)
    if data.startswith(XZ):
        return Packed(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY), True)
    if data.startswith(ZSTANDARD):
        return Packed(_Zstandard, True)
    if data[:3] == b"\x5d\x00\x00":
        return Packed(lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_MEMORY), False)
    if data[:1] == b"\x78" and len(data) > 6 and int.from_bytes(data[:2]) % 31 == 0:
        return Packed(zlib.decompressobj, False)
    return None


class Unpacker:
    """Unpacks data bit by bit.

    Attributes:
        rest: what stands behind the last stream; known when all is unpacked.
        broken: whether a stream ended too early or was damaged.
    """

    def __init__(self, data: bytes, packed: Packed) -> None:
        self._data = data
        self._packed = packed
        self.rest = b""
        self.broken = False

    def chunks(self) -> Iterator[bytes]:
        """What was packed, as far as it is sound; of several streams in a row all."""
        waiting = self._data
        while waiting:
            stream = self._packed.make()
            try:
                yield from _pieces(stream, waiting)
            except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, pa.ArrowException):
                self.broken = True
                return
            if not stream.eof:
                self.broken = True
                return
            waiting = stream.unused_data.lstrip(b"\x00")
            following = packing_of(waiting)
            if following is None or not following.sure:
                self.rest = waiting
                return
            self._packed = following


def _pieces(stream: Any, data: bytes) -> Iterator[bytes]:
    if isinstance(stream, _Zstandard):
        yield from stream.pieces(data)
        return
    while True:
        piece = stream.decompress(data, _CHUNK)
        if piece:
            yield piece
        if stream.eof:
            return
        # zlib hands back what it has not read; the others keep it.
        data = getattr(stream, "unconsumed_tail", b"")
        if not piece and not data:
            return


class _Zstandard:
    """Frames in a row, as Arrow unpacks them."""

    def __init__(self) -> None:
        self.eof = False
        self.unused_data = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as file:
            while piece := file.read(_CHUNK):
                yield piece
        self.eof = True
