"""Read a project of another program, whichever wrote it: what its bytes are tells, not its name."""

from __future__ import annotations

from pathlib import Path

from benang.core.problems import Problem, StudyError
from benang.exchange import qualcoder, rqda, taguette
from benang.exchange.project import Project
from benang.exchange.refi import read as refi

LARGEST_MEGABYTES = 1024
"""A project may hold pictures and scans; its texts are a small part of it."""


def read_project(path: Path, shown_name: str, dialect: str = "") -> tuple[Project, list[Problem]]:
    """Read a project of another program from its file; otherwise as ``project_of``."""
    return project_of(read_project_file(path, shown_name), shown_name, dialect)


def project_of(data: bytes, shown_name: str, dialect: str = "") -> tuple[Project, list[Problem]]:
    """Read a project of another program.

    Args:
        data: the file.
        shown_name: how the study names it.
        dialect: for REFI-QDA, whose way of counting characters it follows; empty to find out.

    Returns:
        The project, and what could not be taken over from it.

    Raises:
        StudyError: the file cannot be read, or is of no known program.
    """
    if refi.recognises(data):
        return refi.read_project(data, shown_name, dialect or None)
    if qualcoder.recognises(data):
        return qualcoder.read_project(data, shown_name)
    if taguette.recognises(data):
        return taguette.read_project(data, shown_name)
    if rqda.recognises(data):
        return rqda.read_project(data, shown_name)
    raise StudyError([Problem("project-program-unknown", shown_name)])


def read_project_file(path: Path, shown_name: str) -> bytes:
    """The bytes of a project's file.

    Raises:
        StudyError: it cannot be read, or is larger than ``LARGEST_MEGABYTES``.
    """
    if path.is_dir():
        path = path / "data.qda"  # a project of QualCoder is a folder
    try:
        if path.stat().st_size > LARGEST_MEGABYTES * 2**20:
            raise StudyError([Problem("project-too-large", shown_name, values={"megabytes": LARGEST_MEGABYTES})])
        return path.read_bytes()
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise StudyError([Problem("file-unreadable", shown_name, values={"cause": cause})]) from None
