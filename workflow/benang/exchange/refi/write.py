"""Write a project as REFI-QDA (``.qdpx``), as the program it is meant for counts and reads.

The format is QDA-XML Project 1.0 (REFI-QDA, 2019): a zip of ``project.qde`` and a flat folder of plain texts. What is
written is valid against its schema, and the same project gives the same bytes.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from benang.core.files import UNFINISHED, write_whole
from benang.core.kept_parts import KeptParts
from benang.core.packed_zip import Packed, add_packed, new_member
from benang.core.table_parts import ends_of_parts
from benang.exchange.project import Project, ProjectSource
from benang.exchange.refi.write_project import ProjectDocument
from benang.exchange.refi.write_targets import TARGETS

_AT_ONCE = 20
"""Sources that are written together, in the mean, and again when one of them changes."""
_WRITTEN = pa.schema(
    {"xml": pa.binary(), "name": pa.string(), "crc": pa.int64(), "size": pa.int64(), "packed": pa.large_binary()}
)


def write_qdpx(project: Project, path: str | os.PathLike[str], dialect: str, kept: KeptParts | None = None) -> None:
    """Write ``project``.

    A character that XML forbids (a control character, half a surrogate pair) becomes U+FFFD, or a space where it is
    white space, in the texts, too: one for one, so that no position moves. Line ends become those of the program; a
    coding that parts the two characters of a line end takes in both.

    Args:
        project: the project. Of two sources of one name the second is numbered.
        path: the file, whose name ends with ``.qdpx``.
        dialect: the program it is written for, one of ``TARGETS``.
        kept: where what was made of some sources is kept, for the next time.

    Raises:
        KeyError: there is no such dialect.
        ValueError: a coding, case, set or map names something that the project does not have, or a span lies outside
            its text.
    """
    document = ProjectDocument(project, TARGETS[dialect])
    write_whole(path, lambda unfinished: _write_archive(unfinished, document, _parts(document, project, dialect, kept)))


def _parts(document: ProjectDocument, project: Project, dialect: str, kept: KeptParts | None) -> Iterator[pa.Table]:
    for sources in _some(project.sources):
        make = partial(_written, document, sources)
        about = [document.digest_of(source) for source in sources] if kept else []
        yield kept.table({"dialect": dialect, "sources of": about}, make) if kept else make()


def _some(sources: Sequence[ProjectSource]) -> Iterator[Sequence[ProjectSource]]:
    """The sources, some at a time; where a part ends its last source's id tells, in the order that they have."""
    start = 0
    for end in ends_of_parts([source.identity for source in sources], _AT_ONCE):
        yield sources[start:end]
        start = end


def _written(document: ProjectDocument, sources: Sequence[ProjectSource]) -> pa.Table:
    """What stands of sources in the document, and their texts."""
    columns: dict[str, list[object]] = {name: [] for name in _WRITTEN.names}
    for source in sources:
        own = document.source(source)
        row = (own.xml, own.file, *Packed.of(own.data))
        for name, cell in zip(_WRITTEN.names, row, strict=True):
            columns[name].append(cell)
    return pa.table(columns, schema=_WRITTEN)


def _write_archive(path: Path, document: ProjectDocument, parts: Iterable[pa.Table]) -> None:
    """The document comes first. Texts that were packed before it ends wait in a file: all would fill the memory."""
    folder = document.target.folder
    with (
        zipfile.ZipFile(path, "w") as archive,
        tempfile.TemporaryFile(prefix=UNFINISHED, dir=path.parent) as waiting,
    ):
        texts: list[tuple[str, int, int, int]] = []
        with archive.open(new_member("project.qde"), "w") as file:
            file.write(document.head)
            for part in parts:
                for xml, name, crc, size, packed in zip(*(part.column(one) for one in _WRITTEN.names), strict=True):
                    file.write(xml.as_py())
                    texts.append((name.as_py(), crc.as_py(), size.as_py(), waiting.write(packed.as_py())))
            file.write(document.tail)
        waiting.seek(0)
        for name, crc, size, length in texts:
            add_packed(archive, f"{folder}/{name}", Packed(crc, size, waiting.read(length)))
        for name, data in document.notes.items():
            add_packed(archive, f"{folder}/{name}", Packed.of(data))
