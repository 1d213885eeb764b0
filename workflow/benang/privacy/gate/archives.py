"""Zip archives: plain ones, Word, Excel, OpenDocument, REFI-QDA.

APPNOTE.TXT, .ZIP File Format Specification, 6.3.10.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from benang.privacy.gate.found_texts import BYTES, NAME, Found, Opener, Text, Unsearched, inside

_MOST_MEMBERS = 100_000
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
        if not opener.take(member.file_size):
            yield Unsearched(where, "large")
            continue
        try:
            with archive.open(member) as file:
                content = file.read(member.file_size + 1)
        except (*_BROKEN, *_BROKEN_TOO):
            yield Unsearched(where, "broken")
        except NotImplementedError:
            yield Unsearched(where, "broken")
        except RuntimeError:
            yield Unsearched(where, "password")
        else:
            yield from opener.open(where, content)
    yield from opener.raw(part, data)
