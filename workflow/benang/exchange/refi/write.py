"""Write a project as REFI-QDA (``.qdpx``), as the program it is meant for counts and reads.

The format is QDA-XML Project 1.0 (REFI-QDA, 2019): a zip of ``project.qde`` and a flat folder of plain texts. What is
written is valid against its schema, and the same project gives the same bytes.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from benang.core.files import write_whole
from benang.exchange.project import Project
from benang.exchange.refi.write_project import ProjectDocument
from benang.exchange.refi.write_targets import TARGETS

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


def write_qdpx(project: Project, path: str | os.PathLike[str], dialect: str) -> None:
    """Write ``project``.

    A character that XML forbids (a control character, half a surrogate pair) becomes U+FFFD, or a space where it is
    white space, in the texts, too: one for one, so that no position moves. Line ends become those of the program; a
    coding that parts the two characters of a line end takes in both.

    Args:
        project: the project. Of two sources of one name the second is numbered.
        path: the file, whose name ends with ``.qdpx``.
        dialect: the program it is written for, one of ``TARGETS``.

    Raises:
        KeyError: there is no such dialect.
        ValueError: a coding, case, set or map names something that the project does not have, or a span lies outside
            its text.
    """
    target = TARGETS[dialect]
    document = ProjectDocument(project, target)
    members = {"project.qde": document.xml}
    members |= {f"{target.folder}/{name}": data for name, data in document.files.items()}
    write_whole(path, lambda unfinished: _write_archive(unfinished, members))


def _write_archive(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = _UNIX
            member.external_attr = _READABLE
            archive.writestr(member, data)
