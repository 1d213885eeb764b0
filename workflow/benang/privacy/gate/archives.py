"""Archives: zip (plain ones, Word, Excel, OpenDocument, REFI-QDA) and tar.

APPNOTE.TXT, .ZIP File Format Specification, 6.3.10.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from benang.privacy.gate.found_texts import BYTES, NAME, Found, Opener, Text, Unsearched, inside

_MOST_MEMBERS = 100_000
_CHUNK = 2**20
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error)
_BROKEN_TOO = (OSError, EOFError, ValueError, IndexError, OverflowError)
# Names that the formats themselves give to parts and folders; a person may be called Styles or Media.
_OF_FORMATS = re.compile(
    r"(?:^|(?<=/))(?:_rels|word|xl|ppt|docProps|customXml|media|embeddings|theme|worksheets|drawings|charts|fonts"
    r"|META-INF|Pictures|Thumbnails|Configurations2|sources|mimetype"
    r"|(?:\[Content_Types\]|document|styles|settings|fontTable|webSettings|numbering|footnotes|endnotes|comments|people"
    r"|core|app|custom|workbook|sharedStrings|calcChain|content|meta|manifest|theme|sheet|image|rId|header|footer|item"
    r"|itemProps|drawing|vmlDrawing|chart|project)\d*(?:\.xml|\.qde|\.png|\.svg|\.jpe?g)?(?:\.rels)?)(?=/|$)",
    re.IGNORECASE,
)


def zip_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """Every text in a zip archive: names, comments, what its members hold, and bytes outside of them."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (*_BROKEN, *_BROKEN_TOO, RuntimeError):
        yield Unsearched(part, "broken")
        yield from opener.raw(part, data)
        return
    if len(members) > _MOST_MEMBERS:
        yield Unsearched(part, "large")
        return
    yield Text(inside(part, "comment"), archive.comment.decode("utf-8", "replace"))
    for number, member in enumerate(members, 1):
        shown = _OF_FORMATS.sub("", member.filename)
        yield Text(inside(part, f"name of member {number}"), shown, form=NAME)
        yield Text(inside(part, f"comment of member {number}"), member.comment.decode("utf-8", "replace"))
        yield Text(inside(part, f"extra field of member {number}"), member.extra.decode("utf-8", "replace"), form=BYTES)
        if member.is_dir():
            continue
        where = inside(part, member.filename)
        try:
            with archive.open(member) as file:
                yield from opener.stream(where, _chunks(file), member.compress_size)
        except (*_BROKEN, *_BROKEN_TOO, NotImplementedError):
            yield Unsearched(where, "broken")
        except RuntimeError:
            yield Unsearched(where, "password")
    # A program that unpacks itself, a picture, another archive.
    before = min((member.header_offset for member in members), default=0)
    if before > 0:
        yield from opener.open(inside(part, "before the archive"), data[:before])
    yield from opener.raw(part, data)


def unpacked_size(data: bytes) -> int:
    """Bytes of a file, of what is in a zip archive unpacked: how long it takes to search it."""
    if not data.startswith(b"PK\x03\x04"):
        return len(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (*_BROKEN, *_BROKEN_TOO, RuntimeError):
        return len(data)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def tar_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """Every text in a tar archive (POSIX.1-1988 and later): names of members, and what they hold."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for number, member in enumerate(archive, 1):
                if number > _MOST_MEMBERS:
                    yield Unsearched(part, "large")
                    return
                names = "\n".join((member.name, member.linkname, *member.pax_headers.values()))
                yield Text(inside(part, f"name of member {number}"), names, form=NAME)
                owner = "\n".join((member.uname, member.gname))
                yield Text(inside(part, f"owner of member {number}"), owner)
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield from opener.stream(inside(part, member.name), _chunks(file), member.size)
    except (tarfile.TarError, *_BROKEN_TOO):
        yield Unsearched(part, "broken")
    yield from opener.raw(part, data)
