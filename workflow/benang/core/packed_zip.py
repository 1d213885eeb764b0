"""Members of zip archives that were packed before: packing is most of what writing an archive costs.

APPNOTE.TXT, .ZIP File Format Specification, 6.3.10. ``zipfile`` writes them; it packs what it is given, so that its own
lists are filled in here.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import NamedTuple

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


class Packed(NamedTuple):
    """What a member holds, packed by deflate.

    Attributes:
        crc: CRC-32 of what it holds.
        size: its bytes, unpacked.
        data: the same, packed.
    """

    crc: int
    size: int
    data: bytes

    @classmethod
    def of(cls, data: bytes) -> Packed:
        """Pack ``data`` as ``zipfile`` does."""
        packing = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
        return cls(zlib.crc32(data), len(data), packing.compress(data) + packing.flush())


def new_member(name: str) -> zipfile.ZipInfo:
    """A packed member of that name; without a date or anybody's rights, so that equal content gives equal bytes."""
    member = zipfile.ZipInfo(name, _DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = _READABLE
    return member


def add_packed(archive: zipfile.ZipFile, name: str, packed: Packed) -> None:
    """Write a member at the end of an archive that is open for writing.

    Args:
        archive: the archive; its file can be sought in.
        name: of the member.
        packed: what it holds.
    """
    file = archive.fp
    assert file is not None
    member = new_member(name)
    member.CRC, member.file_size, member.compress_size = packed.crc, packed.size, len(packed.data)
    file.seek(archive.start_dir)
    member.header_offset = file.tell()
    file.write(member.FileHeader(zip64=False))
    file.write(packed.data)
    archive.filelist.append(member)
    archive.NameToInfo[member.filename] = member
    archive.start_dir = file.tell()
    archive._didModify = True  # type: ignore[attr-defined]
