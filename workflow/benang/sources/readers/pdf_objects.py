"""The objects of a PDF, as far as its bounds need them: dictionaries, arrays, references, and streams unpacked.

Objects are looked for in all bytes and not by the file's own table of places, so that a table made to deceive hides
nothing; every version of an object counts. Numbers with a point, strings and the like are read as nothing.

ISO 32000-1:2008, Document management - Portable document format, 7.2 to 7.5.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from benang.sources.readers.pdf_filters import FILTERS, inflated, looks_deflated

# As measured on printed interviews: a stream has up to 0.2 MB, ten pages with their typefaces 1 MB.
LARGEST_STREAM = 64 * 2**20
"""Unpacked bytes of one stream; a whole Chinese typeface has twenty million."""
LARGEST_TOTAL = 256 * 2**20
"""Unpacked bytes of all streams that are no pictures."""
LARGEST_ENCRYPTED = 256 * 1024
"""Packed bytes of an encrypted stream of objects; unpacked they are up to a thousand times as many."""
MOST_TOKENS = 2_000_000
MOST_DRAWN = 500_000
"""How often one stream may draw something."""

_MOST_FILTERS = 4
_DEEPEST = 100

_BLANK = rb"(?:[\0\s]|%[^\r\n]{0,200}[\r\n])"
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})" + _BLANK + rb"{1,50}+\d{1,5}" + _BLANK + rb"{0,50}+obj")
_TOKEN = re.compile(
    rb"[\0\s]*+(?:%[^\r\n]*+[\0\s]*+)*+"
    rb"(?:(<<|>>|[\[\]()])|/([^\0\s()<>\[\]{}/%]*)|<[^<>]*>|([^\0\s()<>\[\]{}/%]+)|.)",
    re.DOTALL,
)
_STREAM = re.compile(_BLANK + rb"{0,50}+stream(?:\r\n|\n|\r)?")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_DRAWN = re.compile(rb"/([^\0\s()<>\[\]{}/%]+)[\0\s]+Do(?![^\0\s()<>\[\]{}/%])")
_INLINE = re.compile(rb"ID[\0\s]")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Ref(NamedTuple):
    """A reference to another object."""

    number: int


Value: TypeAlias = "dict[bytes, Value] | list[Value] | Ref | bytes | int | None"
"""What an object is; a name is bytes."""


class TooLargeError(Exception):
    """An object is too large, or there are too many; its text says which."""


@dataclass(frozen=True)
class Stream:
    """A stream.

    Attributes:
        attributes: its dictionary.
        size: its unpacked bytes.
        drawn: how often it draws what, by name.
    """

    attributes: Mapping[bytes, Value]
    size: int
    drawn: Mapping[bytes, int]


@dataclass
class PdfObjects:
    """The objects of a file by number, all versions of each."""

    values: dict[int, list[Value]] = field(default_factory=dict)
    streams: dict[int, list[Stream]] = field(default_factory=dict)
    _tokens: int = 0
    _unpacked: int = 0

    def resolved(self, value: Value) -> Value:
        """What a reference leads to, in its last version; any other value as it is."""
        for _ in range(_DEEPEST):
            if not isinstance(value, Ref):
                return value
            versions = self.values.get(value.number)
            value = versions[-1] if versions else None
        return None

    def add_all(self, data: bytes) -> None:
        """Add the objects of a file.

        Raises:
            TooLargeError: a stream unpacks to more than is borne, or there are too many objects.
        """
        packed: list[tuple[int, dict[bytes, Value], int]] = []
        for match in _OBJECT.finditer(data):
            number = int(match[1])
            value, end = self._parse(data, match.end())
            self.values.setdefault(number, []).append(value)
            stream = _STREAM.match(data, end)
            if stream and isinstance(value, dict):
                packed.append((number, value, stream.end()))
        encrypted = is_encrypted(data)
        pictures = self._pictures({number for number, value, _ in packed if value.get(b"Subtype") == b"Image"})
        for number, attributes, start in packed:
            if number in pictures and attributes.get(b"Subtype") == b"Image":
                continue
            if encrypted and b"First" in attributes and _stream_end(data, start) - start > LARGEST_ENCRYPTED:
                raise TooLargeError(f"obj {number}")
            content = self._unpack(data, start, attributes, number)
            if content.count(b"Do") > MOST_DRAWN:
                raise TooLargeError(f"obj {number}")
            drawn = Counter(_name(name) for name in _DRAWN.findall(content))
            self.streams.setdefault(number, []).append(Stream(attributes, len(content), drawn))
            self._add_packed(content, attributes)

    def _add_packed(self, content: bytes, attributes: Mapping[bytes, Value]) -> None:
        """Add the objects in a stream of objects: pairs of number and place, then the objects."""
        first = attributes.get(b"First")
        if not isinstance(first, int):
            return
        head = content[:first].split()
        for number, place in zip(head[::2], head[1::2], strict=False):
            if number.isdigit() and place.isdigit() and len(number) < 11 and len(place) < 11:
                value, _ = self._parse(content, first + int(place))
                self.values.setdefault(int(number), []).append(value)

    def _pictures(self, named: set[int]) -> set[int]:
        """Of the streams that are named pictures, those that no object uses as anything else."""
        for values in self.values.values():
            for value in values:
                named.difference_update(_uses(value))
        return named

    def _unpack(self, data: bytes, start: int, attributes: Mapping[bytes, Value], number: int) -> bytes:
        """The bytes of a stream after its filters, as far as they can be undone."""
        filters = attributes.get(b"Filter", attributes.get(b"F"))
        names = [name for name in (filters if isinstance(filters, list) else [filters]) if isinstance(name, bytes)]
        limit = min(LARGEST_STREAM, LARGEST_TOTAL - self._unpacked)
        content = data[start : _stream_end(data, start)]
        for name in names[:_MOST_FILTERS]:
            if name not in FILTERS:
                break
            content = FILTERS[name](memoryview(content), limit)
        # Its dictionary may say so in another object, or not at all: packed content begins like this.
        for _ in range(_MOST_FILTERS):
            if looks_deflated(content):
                content = inflated(memoryview(content), limit)
        self._unpacked += len(content)
        if len(content) > LARGEST_STREAM or self._unpacked > LARGEST_TOTAL:
            raise TooLargeError(f"obj {number}")
        for match in _INLINE.finditer(content):
            # A packed picture within content, which PDFium unpacks to find where it ends.
            if looks_deflated(content[match.end() : match.end() + 3]):
                self._unpacked += len(inflated(memoryview(content)[match.end() :], limit))
            if self._unpacked > LARGEST_TOTAL:
                raise TooLargeError(f"obj {number}")
        return content

    def _parse(self, data: bytes, start: int) -> tuple[Value, int]:
        """The value at ``start`` and where it ends; of a broken one what could be read."""
        stack: list[tuple[list[Value], bool]] = [([], False)]
        here = start
        while token := _TOKEN.match(data, here):
            self._tokens += 1
            if self._tokens > MOST_TOKENS or len(stack) > _DEEPEST:
                raise TooLargeError("obj")
            mark, name, word = token.groups()
            here = token.end()
            items = stack[-1][0]
            if mark in (b"<<", b"["):
                stack.append(([], mark == b"<<"))
                continue
            if mark in (b">>", b"]"):
                if len(stack) == 1:
                    break
                done, is_dict = stack.pop()
                stack[-1][0].append(_as_dict(done) if is_dict else done)
            elif mark == b"(":
                here = self._string_end(data, here)
                items.append(None)
            elif name is not None:
                items.append(_name(name))
            elif word == b"R" and len(items) > 1 and isinstance(items[-2], int):
                items[-2:] = [Ref(items[-2])]
            elif word in (b"endobj", b"stream", b"obj", b"xref", b"trailer"):
                break
            else:
                items.append(int(word) if word and len(word) < 12 and word.isdigit() else None)
            if len(stack) == 1 and isinstance(stack[0][0][-1], (dict, list)):
                break
        return (stack[0][0][0] if stack[0][0] else None), here

    def _string_end(self, data: bytes, here: int) -> int:
        """Where a string that began before ``here`` ends; brackets inside it come in pairs."""
        depth = 1
        for mark in _IN_STRING.finditer(data, here):
            self._tokens += 1
            depth += {b"(": 1, b")": -1}.get(mark.group(), 0)
            if depth == 0:
                return mark.end()
            if self._tokens > MOST_TOKENS:
                raise TooLargeError("obj")
        return len(data)


def is_encrypted(data: bytes) -> bool:
    """Whether the file names a way in which it is encrypted."""
    return b"/Encrypt" in data or b"/Encrypt" in _name(data)


def _uses(value: Value) -> Iterator[int]:
    """What a value refers to where a picture has no place: everywhere but among drawable things and masks."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, Ref):
            yield one.number
        elif isinstance(one, list):
            stack.extend(one)
        elif isinstance(one, dict):
            for key, inner in one.items():
                if key not in (b"SMask", b"Mask", b"Image", b"Alternates") and not (
                    key == b"XObject" and isinstance(inner, dict)
                ):
                    stack.append(inner)


def _as_dict(items: list[Value]) -> dict[bytes, Value]:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, bytes)}


def _name(written: bytes) -> bytes:
    if b"#" not in written:
        return written
    return _ESCAPED.sub(lambda escaped: bytes([int(escaped[1], 16)]), written)


def _stream_end(data: bytes, start: int) -> int:
    end = data.find(b"endstream", start)
    return end if end >= 0 else len(data)
