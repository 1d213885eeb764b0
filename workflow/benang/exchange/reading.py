"""Read a project of another program, whichever wrote it: what its bytes are tells, not its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benang.coding.codebook.codebook_table import CodeEntry
from benang.core.problems import Problem, StudyError
from benang.core.project_formats import CODEBOOKS
from benang.exchange import qualcoder, rqda, taguette
from benang.exchange.codebook_entries import entries_of
from benang.exchange.project import Project, ProjectCode
from benang.exchange.refi import read as refi
from benang.exchange.refi.read_codebook import read_codebook as read_qdc

LARGEST_MEGABYTES = 1024
"""A project may hold pictures and scans; its texts are a small part of it."""


def read_project(path: Path, shown_name: str, dialect: str = "") -> tuple[Project, list[Problem]]:
    """Read a project of another program.

    Parameters:
        path: the file.
        shown_name: how the study names it.
        dialect: for REFI-QDA, whose way of counting characters it follows; empty to find out.

    Returns:
        The project, and what could not be taken over from it.

    Raises:
        StudyError: the file cannot be read, or is of no known program.
    """
    data = _bytes(path, shown_name)
    if refi.recognises(data):
        return refi.read_project(data, shown_name, dialect or None)
    if qualcoder.recognises(data):
        return qualcoder.read_project(data, shown_name)
    if taguette.recognises(data):
        return taguette.read_project(data, shown_name)
    if rqda.recognises(data):
        return rqda.read_project(data, shown_name)
    raise StudyError([Problem("project-program-unknown", shown_name)])


def read_project_entries(paths: Sequence[Path], language: str) -> tuple[list[CodeEntry], list[Problem]]:
    """The codes of codebooks (.qdc) and projects of other programs as one codebook.

    What else a project holds is not looked at, so what is wrong with that is told where its codings are read; and so is
    that a project cannot be read, as long as another gives its codes.

    Parameters:
        paths: the files, relative to the study's folder.
        language: of the codes' names.
    """
    codebooks: list[Sequence[ProjectCode]] = []
    problems: list[Problem] = []
    unread: list[Problem] = []
    for path in paths:
        shown_name = path.as_posix()
        try:
            if path.suffix.lower() in CODEBOOKS:
                codes, _, found = read_qdc(_bytes(path, shown_name), shown_name)
                problems += found
            elif refi.recognises(data := _bytes(path, shown_name)):
                # Positions, which may be unclear, make no difference to codes.
                codes = refi.read_codes(data, shown_name)
            else:
                codes = read_project(path, shown_name)[0].codes
        except StudyError as error:
            unread += error.problems
            continue
        codebooks.append(codes)
    return entries_of(codebooks, language), problems if codebooks else [*problems, *unread]


def _bytes(path: Path, shown_name: str) -> bytes:
    if path.is_dir():
        path = path / "data.qda"  # a project of QualCoder is a folder
    try:
        if path.stat().st_size > LARGEST_MEGABYTES * 2**20:
            raise StudyError([Problem("project-too-large", shown_name, values={"megabytes": LARGEST_MEGABYTES})])
        return path.read_bytes()
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise StudyError([Problem("file-unreadable", shown_name, values={"cause": cause})]) from None
