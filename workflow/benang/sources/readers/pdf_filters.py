"""Undo the filters of PDF streams within a bound (ISO 32000-1:2008, 7.4)."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

_CHUNK = 2**16


def looks_deflated(content: bytes) -> bool:
    """Whether content begins as Flate (zlib, RFC 1950) does."""
    return len(content) > 2 and content[0] & 15 == 8 and int.from_bytes(content[:2], "big") % 31 == 0


def inflated(packed: memoryview, limit: int) -> bytes:
    """Unpack Flate up to one byte more than ``limit``; of broken data, what comes before the fault."""
    pieces: list[bytes] = []
    length = 0
    inflate = zlib.decompressobj()
    try:
        for place in range(0, len(packed), _CHUNK):
            piece = inflate.decompress(packed[place : place + _CHUNK], limit + 1 - length)
            pieces.append(piece)
            length += len(piece)
            if inflate.eof or length > limit:
                break
    except zlib.error:
        pass
    return b"".join(pieces)


def _from_lzw(packed: memoryview, limit: int) -> bytes:
    """Unpack LZW (ISO 32000-1, 7.4.4)."""
    pieces: list[bytes] = []
    length = 0
    table = [bytes([character]) for character in range(256)] + [b"", b""]
    width, bits, held = 9, 0, 0
    before = b""
    for byte in packed:
        held, bits = (held << 8 | byte) & 0xFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == 256:
            del table[258:]
            width, before = 9, b""
            continue
        if code == 257 or code > len(table) or (code == len(table) and not before):
            break
        piece = table[code] if code < len(table) else before + before[:1]
        if before and len(table) < 4096:
            table.append(before + piece[:1])
        # The usual variant, in which codes grow one early; the other one is read a little wrong, not a little larger.
        width = min(12, max(9, (len(table) + 1).bit_length()))
        before = piece
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            break
    return b"".join(pieces)


def _from_runs(packed: memoryview, limit: int) -> bytes:
    """Unpack RunLength (ISO 32000-1, 7.4.5)."""
    content = bytearray()
    place = 0
    while place < len(packed) and packed[place] != 128 and len(content) <= limit:
        count = packed[place]
        if count < 128:
            content += packed[place + 1 : place + 2 + count]
            place += count + 2
        else:
            content += bytes(packed[place + 1 : place + 2]) * (257 - count)
            place += 2
    return bytes(content)


def _from_hex(packed: memoryview, limit: int) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", bytes(packed).partition(b">")[0])
    return binascii.unhexlify(digits[: len(digits) // 2 * 2])


def _from_base85(packed: memoryview, limit: int) -> bytes:
    digits = re.sub(rb"[^!-uz]", b"", bytes(packed).partition(b"~")[0])
    try:
        return base64.a85decode(digits)
    except ValueError:
        return b""


FILTERS = {
    **dict.fromkeys((b"FlateDecode", b"Fl"), inflated),
    **dict.fromkeys((b"LZWDecode", b"LZW"), _from_lzw),
    **dict.fromkeys((b"RunLengthDecode", b"RL"), _from_runs),
    **dict.fromkeys((b"ASCIIHexDecode", b"AHx"), _from_hex),
    **dict.fromkeys((b"ASCII85Decode", b"A85"), _from_base85),
}
"""What undoes each filter: packed bytes and the bound to at most a little more than the bound."""
