"""PNG pictures: the texts in their chunks and what follows their end.

PNG Specification, third edition (W3C, 2025), chapter 11.3: tEXt, zTXt, iTXt, eXIf; pixels (IDAT) hold no text.
"""

from __future__ import annotations

from collections.abc import Iterator

from benang.privacy.gate.found_texts import Found, Opener, Unsearched, inside, pieces

PNG = b"\x89PNG\r\n\x1a\n"

_NO_TEXT = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"sBIT", b"bKGD", b"hIST", b"pHYs")


def png_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """Every text in the chunks of a PNG, and whatever stands behind its last one."""
    place = len(PNG)
    end = False
    while not end and place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4])
        kind = data[place + 4 : place + 8]
        body = data[place + 8 : place + 8 + length]
        place += 12 + length
        end = kind == b"IEND"
        where = inside(part, f"{kind.decode('latin-1')} chunk")
        if kind == b"tEXt":
            yield from pieces(where, _eight_bit(body).replace("\x00", "\n"))
        elif kind in (b"zTXt", b"iCCP"):
            keyword, _, packed = body.partition(b"\x00")
            yield from _packed(where, _eight_bit(keyword), packed[1:], opener)
        elif kind == b"iTXt":
            keyword, _, rest = body.partition(b"\x00")
            language, _, named = rest[2:].partition(b"\x00")
            translated, _, text = named.partition(b"\x00")
            head = "\n".join((_eight_bit(keyword), _eight_bit(language), translated.decode("utf-8", "replace")))
            if rest[:1] == b"\x01":
                yield from _packed(where, head, text, opener)
            else:
                yield from pieces(where, head + "\n" + text.decode("utf-8", "replace"))
        elif kind not in _NO_TEXT:
            yield from opener.binary(where, body)
    if data[place:]:
        yield from opener.open(inside(part, "after the end"), data[place:])


def _packed(part: str, head: str, packed: bytes, opener: Opener) -> Iterator[Found]:
    yield from pieces(part, head)
    text = opener.inflated(packed)
    if text is None:
        yield Unsearched(part, "large")
    else:
        yield from opener.open(part, text)


def _eight_bit(data: bytes) -> str:
    """The standard says Latin-1; many programs write UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
