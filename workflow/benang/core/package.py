"""Zip packages and XML from strangers, read within bounds.

Office documents are zip archives of XML parts. What an archive says of itself may be a lie and what it holds may be
made to fill the memory, so every part is read within bounds of size, ratio and number of marks; XML is read without
entities, without a network and with bounded nesting.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from benang.core.problems import Problem, StudyError

LARGEST_PART = 64 * 2**20
"""Unpacked bytes of one part; the XML of a hundred hours of interview is some twenty megabytes."""
LARGEST_RATIO = 300
"""Unpacked to packed size of a part over a megabyte; the XML of a real document packs 10 to 40 times."""
MOST_PARTS = 20_000
MOST_XML_MARKS = 3_000_000
"""Tags of one XML text. An element takes some hundred bytes of memory, however short it is written."""

_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    RuntimeError,  # an encrypted part; NotImplementedError (a packing that zipfile does not know) is one, too
)
_DIRECTORY_END = b"PK\x05\x06"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DIRECTORY_END_LENGTH = 22


def holds_part(data: bytes, name: str) -> bool:
    """Whether ``data`` is a zip archive with a part whose name holds ``name``.

    Looks at the bytes of the archive's directory only (names are never packed), so that a document inside a document
    does not count; of an archive that is cut off, at all its bytes.
    """
    if not data.startswith(b"PK\x03\x04"):
        return False
    end = data.rfind(_DIRECTORY_END, max(0, len(data) - 2**16 - _DIRECTORY_END_LENGTH))
    if end < 0 or end + _DIRECTORY_END_LENGTH > len(data):
        return name.encode() in data
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return name.encode() in data[max(0, end - size) : end]


class Relation(NamedTuple):
    """A relation of a part to another (ECMA-376, part 2); ``target`` is the other part's name."""

    identity: str
    kind: str
    target: str
    external: bool


class Package:
    """A zip archive whose parts are read within bounds.

    Raises:
        StudyError: it is no whole zip archive (``source-broken``) or has too many parts
            (``source-unpacks-too-large``); so do the methods, where a part is broken or too large.
    """

    def __init__(self, data: bytes, shown_name: str, format_name: str) -> None:
        self.shown_name = shown_name
        self.format_name = format_name
        # Before zipfile makes an object of every entry.
        if data.count(_DIRECTORY_ENTRY) > MOST_PARTS:
            raise self._too_large("zip")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except _ZIP_ERRORS:
            raise self.broken("zip") from None

    def check(self, parts: Iterable[str]) -> None:
        """Hold the stated sizes of ``parts`` to the bounds; zipfile never gives out more than an archive states."""
        for part in parts:
            info = self._archive.getinfo(part)
            # Only these two packings belong to the formats, and only with them does zipfile unpack piece by piece.
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self.broken(part)
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > LARGEST_PART or (info.file_size > 2**20 and ratio > LARGEST_RATIO):
                raise self._too_large(part)

    def read_part(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is no such part."""
        if part not in self.names:
            return None
        self.check([part])
        try:
            with self._archive.open(part) as file:
                return file.read(LARGEST_PART + 1)
        except _ZIP_ERRORS:
            raise self.broken(part) from None

    def read_xml(self, part: str) -> Any:
        """The root element of a part; None where there is no such part."""
        data = self.read_part(part)
        return None if data is None else parse_xml(data, self.shown_name, self.format_name, part)

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part ("": the package itself) is related to, in the order of its list of relations."""
        folder, name = posixpath.split(part)
        root = self.read_xml(posixpath.join(folder, "_rels", name + ".rels"))
        for element in root if root is not None else ():
            target = posixpath.normpath(posixpath.join("/", folder, str(element.get("Target", "")))).lstrip("/")
            external = element.get("TargetMode") == "External"
            yield Relation(str(element.get("Id")), str(element.get("Type", "")), target, external)

    def broken(self, part: str) -> StudyError:
        """The error that says which part is broken."""
        return _broken(self.shown_name, self.format_name, part)

    def _too_large(self, part: str) -> StudyError:
        return StudyError([Problem("source-unpacks-too-large", self.shown_name, values={"part": part})])


def parse_xml(data: bytes, shown_name: str, format_name: str, part: str, *, lined: bool = False) -> Any:
    """The root element of an XML text, without comments and processing instructions.

    Args:
        data: the XML.
        shown_name, format_name: the file's name and format in messages.
        part: which part of the file this is, in messages.
        lined: whether the XML is the file itself, so that the line where it breaks helps a person.

    Raises:
        StudyError: it is not well-formed, nested too deeply or has a DTD (``source-broken``), is larger than
            ``LARGEST_PART`` (``source-unpacks-too-large``), or has too many tags (``source-too-much-markup``).
    """
    if len(data) > LARGEST_PART:
        raise StudyError([Problem("source-unpacks-too-large", shown_name, values={"part": part})])
    if data.count(b"<") > MOST_XML_MARKS:
        raise StudyError([Problem("source-too-much-markup", shown_name, values={"limit": MOST_XML_MARKS})])
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) if lined else None
        raise _broken(shown_name, format_name, part, line) from None
    # The formats need no DTD; one in a file means to define entities.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _broken(shown_name, format_name, part)
    return root


def _broken(shown_name: str, format_name: str, part: str, line: int | None = None) -> StudyError:
    return StudyError([Problem("source-broken", shown_name, line, values={"format": format_name, "part": part})])
