"""The door to codebooks of every form: a YAML file, a table, or the codes of other programs' projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benang.coding.codebook import codebook_file
from benang.coding.codebook.codebook_file import Codebook
from benang.coding.codebook.codebook_table import CodeEntry
from benang.core.problems import Problem
from benang.core.project_formats import holds_codes
from benang.exchange.codebook_entries import entries_of
from benang.exchange.project import ProjectCode
from benang.exchange.project_files import ReadProjectFile
from benang.privacy.pseudonyms import Pseudonyms


def read_codebook(
    path: Path,
    shown_name: str,
    columns: Mapping[str, str] | None = None,
    paths: str | None = None,
    code_paths: Iterable[str] = (),
    *,
    languages: Sequence[str] = ("en",),
    pseudonyms: Pseudonyms | None = None,
    projects: Sequence[ReadProjectFile] = (),
) -> Codebook:
    """Read a codebook, whichever program wrote it.

    Args:
        path: the file; by its ending a REFI-QDA codebook or a project of another program, else YAML or CSV.
        projects: where the codebook is that of a project, what was read of ``path``, and of further projects whose
            codes belong to it.

    The other parameters, and what is returned, are those of ``codebook_file.read_codebook``.
    """
    if not holds_codes(path.name):
        return codebook_file.read_codebook(
            path, shown_name, columns, paths, code_paths, languages=languages, pseudonyms=pseudonyms
        )
    entries, problems = project_entries(projects, languages[0])
    codebook = codebook_file.read_codebook(
        path, shown_name, columns, paths, code_paths, languages=languages, pseudonyms=pseudonyms, entries=entries
    )
    return replace(codebook, problems=(*problems, *codebook.problems))


def project_entries(projects: Iterable[ReadProjectFile], language: str) -> tuple[list[CodeEntry], list[Problem]]:
    """The codes of codebooks (.qdc) and projects of other programs as one codebook.

    What else a project holds is not looked at, so what is wrong with that is told where its codings are read; and so is
    that a project cannot be read, as long as another gives its codes.

    Args:
        projects: what was read of them.
        language: of the codes' names.
    """
    codebooks: list[Sequence[ProjectCode]] = []
    problems: list[Problem] = []
    unread: list[Problem] = []
    for project in projects:
        if project.codes is None:
            unread += project.code_problems
        else:
            problems += project.code_problems
            codebooks.append(project.codes)
    return entries_of(codebooks, language), problems if codebooks else [*problems, *unread]
