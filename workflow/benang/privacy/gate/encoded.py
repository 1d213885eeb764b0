"""Texts written in base64 or in hexadecimal digits, wherever they stand in another text.

What is text can be told from its digits, without a guess: a byte of ASCII has its highest bit unset, so of every four
digits of base64 three are of a part of the alphabet. One scan finds two such groups in a row, or three letters in a row
in hexadecimal; there the whole run of digits is decoded, and counts if it is printable to its end.

RFC 4648: base64 (chapter 4), base64url (5), base16 (8); RFC 2045 (lines of 76 digits).
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import re2  # type: ignore[import-untyped]

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_ANY = r"(?:[A-Za-z0-9+/_-]|%2[BbFf])"
_FIRST = "[A-Za-f]"  # below 32: the first byte is ASCII
# The second byte is printable, a line's end, or the zero of UTF-16; the third has no highest bit.
_SECOND = f"[{''.join(character for value, character in enumerate(_ALPHABET) if value % 16 in (0, 2, 3, 4, 5, 6, 7))}]"
_THIRD = f"[{''.join(character for value, character in enumerate(_ALPHABET) if value % 4 in (0, 1))}]"
_GROUP = _FIRST + _SECOND + _THIRD + _ANY
_PAD = "(?:=|%3[Dd])"
_ENDS = (f"{_FIRST}[AQgw]{_PAD}{{2}}", f"{_FIRST}{_SECOND}[AEIMQUYcgkosw048]{_PAD}")  # the last one or two bytes
# How packed data, pictures, documents and tables begin in base64.
_OPENED = ("H4sI", "QlpoO", "[/_]Td6WFo", "KLUv", "UEsDB", "iVBORw0KGgo", "JVBERi0", "UEFSM", "U1FMaXRlIGZ", "eJ[wxyz]")
_LETTER = "(?:[46][1-9A-Fa-f]|[57][0-9Aa])"
_HEX = f"{_LETTER}{{3}}"

_TOKEN = re.compile(
    rb"(?:[A-Za-z0-9+/_\-]|%2[BbFf]){60,}+(?:(?:\r?\n|\\r\\n|\\n)[ \t]{0,8}(?:[A-Za-z0-9+/_\-]|%2[BbFf])++)+"
    rb"|(?:[A-Za-z0-9+/_\-]|%2[BbFf])++"
)
_LINE_END = re.compile(rb"\\r|\\n|\s")
_IN_TOKEN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
_HEX_RUN = re.compile(rb"[0-9A-Fa-f]++")
_HEX_CHARACTERS = frozenset(b"0123456789abcdefABCDEF")
_FAR = 4096  # how far before what was recognised the run of digits may begin
_HEAD = 96
_SHORTEST = 3  # letters of a name that is looked for by itself
_MOST_FRAGMENT = 40

_BYTES = re2.Options()
_BYTES.encoding = re2.Options.Encoding.LATIN1
_BYTES.max_mem = 2**27


class Encoded:
    """Finds what is written in base64 and hexadecimal digits.

    Args:
        names: names that are looked for; those of few letters or of other alphabets have to be known beforehand.
        made: ids and digests that the run itself made, in small letters: they stand for no text.
    """

    def __init__(self, names: Iterable[str] = (), made: Collection[str] = ()) -> None:
        self._made = made
        names = [form for name in names for form in _forms(name)]
        groups = [_GROUP + _GROUP, *(f"{_GROUP}{end}" for end in _ENDS), *_OPENED]
        literals = sorted({literal for name in names for literal in _literals(name)})
        wide = sorted({fragment for name in names for fragment in _fragments(name)})
        self._base64: Any = re2.compile("|".join([*groups, *literals, *wide]).encode(), _BYTES)
        hexes = sorted({data[:_MOST_FRAGMENT].hex() for name in names for data in _wide(name)})
        self._hex: Any = re2.compile("|".join([_HEX, *(f"(?i:{each})" for each in hexes)]).encode(), _BYTES)

    def find(self, text: str) -> Iterator[bytes]:
        """What stands in a text in other digits: printable texts, and files that begin as some format does."""
        data = text.encode("utf-8", "replace")
        yield from self._find_base64(data)
        yield from self._find_hex(data)

    def _find_base64(self, data: bytes) -> Iterator[bytes]:
        for start, place, done in _runs(data, self._base64, _IN_TOKEN, _TOKEN):
            for at in sorted({start, start + (place - start) % 4, place}):
                found = _from_base64(data[at:done], whole=at == start)
                if found:
                    yield found
                    break

    def _find_hex(self, data: bytes) -> Iterator[bytes]:
        for start, place, done in _runs(data, self._hex, _HEX_CHARACTERS, _HEX_RUN):
            if data[start:done].decode().lower() in self._made:
                continue
            for at in sorted({start, start + (place - start) % 2}):
                digits = data[at : done - (done - at) % 2]
                if _is_printable(bytes.fromhex(digits[:_HEAD].decode()), cut=True):
                    found = bytes.fromhex(digits.decode())
                    if _is_printable(found):
                        yield found
                        break


def _runs(
    data: bytes, recognised: Any, characters: Collection[int], run: re.Pattern[bytes]
) -> Iterator[tuple[int, int, int]]:
    """Each run of digits in which something is recognised: its start, the place of that, and its end.

    Args:
        data: what is searched.
        recognised: an expression that finds what may be encoded text.
        characters: the digits, by which a run's start is looked for, not too far.
        run: matches a run from its start.
    """
    done = 0
    for match in recognised.finditer(data):
        place = match.start()
        if place < done:
            continue
        start = place
        while start > max(done, place - _FAR) and data[start - 1] in characters:
            start -= 1
        found = run.match(data, start)
        if found is not None:
            done = found.end()
            yield start, place, done


def _forms(name: str) -> set[str]:
    """A name in its usual cases; a Cyrillic one without its last letter, which is another in each case."""
    stem = name[:-1] if re.search("[\u0400-\u052f]\\Z", name) and len(name) > _SHORTEST else name
    return {stem, stem.lower(), stem.title(), stem.upper()}


def _literals(name: str) -> Iterator[str]:
    """A short name by itself in base64, without the characters that fill it up."""
    data = name.encode("utf-8", "replace")
    digits = base64.b64encode(data).decode().rstrip("=")
    if _SHORTEST <= len(data) < 6:
        yield rf"\b{re.escape(digits)}\b"


def _wide(name: str) -> Iterator[bytes]:
    """The bytes of a name that holds other letters than ASCII's."""
    if not name.isascii():
        yield name.encode("utf-8", "replace")
        yield name.encode("utf-16-le", "replace")


def _fragments(name: str) -> Iterator[str]:
    """The digits that a name of other letters than ASCII's has in base64, wherever it begins among three bytes."""
    for data in _wide(name):
        for shift in range(3) if len(data) >= 6 else ():
            digits = base64.b64encode(b"\x00" * shift + data).decode().rstrip("=")
            # The first and the last digit may hold bits of what stands beside the name.
            fragment = digits[(8 * shift + 5) // 6 : (8 * (shift + len(data))) // 6][:_MOST_FRAGMENT]
            yield re.escape(fragment).replace(r"\+", "[+-]").replace("/", "[/_]")


def _from_base64(token: bytes, *, whole: bool) -> bytes | None:
    """What a run of digits stands for, if it is printable, or a file of a known kind; None otherwise."""
    token = token.replace(b"-", b"+").replace(b"_", b"/")
    head = _decoded(token[:_HEAD])
    if whole and head.startswith(_BEGINNINGS):
        return _decoded(token)
    if not _is_printable(head, cut=len(token) > _HEAD):
        return None
    found = _decoded(token)
    return found if _is_printable(found) else None


_BEGINNINGS = (
    *(b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"%PDF-"),
    *(b"PAR1", b"SQLite format 3\x00", b"x\x01", b"x\x9c", b"x\xda", b"x\x5e"),
)


def _decoded(token: bytes) -> bytes:
    digits = _LINE_END.sub(b"", unquote_to_bytes(token) if b"%" in token else token)
    digits = re.sub(rb"[^A-Za-z0-9+/]", b"", digits)
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return base64.b64decode(digits + b"=" * (-len(digits) % 4))


def _is_printable(data: bytes, *, cut: bool = False) -> bool:
    """Whether bytes are a text of printable characters, in UTF-8 or UTF-16; ``cut``: the last one may be incomplete."""
    text = text_of(data, cut=cut)
    return text is not None and len(text) >= _SHORTEST


def text_of(data: bytes, *, cut: bool = False) -> str | None:
    """The text that bytes are in UTF-8 or UTF-16; None where a sign of it is not printable."""
    encodings = ["utf-8"]
    if b"\x00" in data:
        odd, even = data[1::2].count(0), data[::2].count(0)
        encodings = ["utf-16-le" if odd >= even else "utf-16-be"]
        data = data[: len(data) - len(data) % 2]
    for encoding in encodings:
        for short in range(4 if cut else 1):
            try:
                text = data[: len(data) - short].decode(encoding)
            except UnicodeDecodeError:
                continue
            if text.isascii():
                return text if text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable() else None
            characters = all(
                character.isprintable() or character.isspace() or unicodedata.category(character) == "Cf"
                for character in text
            )
            return text if characters else None
    return None
