"""The projects of other programs that a study names, as they were read."""

from __future__ import annotations

import fnmatch
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benang.coding.people.raw_rows import Coders
from benang.core.plain_values import from_plain
from benang.core.problems import Problem
from benang.core.record_store import read_records
from benang.exchange.project import Project, ProjectCode
from benang.sources.document import ReadSource


@dataclass(frozen=True)
class ReadProjectFile:
    """What was read of one file.

    Attributes:
        project: the project; None where it cannot be read, or is a codebook alone.
        codes: its codes; None where there are none to be had, which does not follow from the project: positions, which
            may be unclear, make no difference to codes.
        documents: its texts, each as a source of its own, by the identity of the text.
        problems: of the project.
        code_problems: of the codes.
    """

    project: Project | None
    codes: tuple[ProjectCode, ...] | None
    documents: Mapping[str, ReadSource] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    code_problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ProjectFile:
    """A project as a study names it.

    Attributes:
        file: its file, as messages and tables show it.
        kind, language: of the sources it brings.
        kinds: kinds of some of them, by name or pattern.
        exclude: names or patterns of texts that are no sources.
        coder: whose codings they are, where the project names nobody.
        coders: what a person is called in the study, by the name in the project.
        documents: its texts, each as a source of its own, by the identity of the text.
    """

    file: str
    project: Project
    kind: str
    language: str
    coder: str = ""
    coders: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, ReadSource] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    exclude: Sequence[str] = ()

    def leaves_out(self, name: str) -> bool:
        """Whether the study says that a text of this name is no source."""
        return any(_fits(name, pattern) for pattern in self.exclude)

    def kind_of(self, name: str) -> str:
        """The kind that the study says a text of this name is of; empty where it says none."""
        return next((kind for pattern, kind in self.kinds.items() if _fits(name, pattern)), "")

    def coder_of(self, name: str, coders: Coders) -> str:
        """What the study calls a person; its one name for the file where the project has no other people.

        Args:
            name: the person's name in the project.
            coders: the names of this file.
        """
        if self.coder and len(self.project.coders) < 2 and not coders.knows(name):
            return self.coder
        return coders.named(name)

    @property
    def people(self) -> set[str]:
        """What the study calls the project's people."""
        coders = Coders(self.coder, self.coders)
        return {self.coder_of(name, coders) for name in self.project.coders} | ({self.coder} - {""})


def _fits(name: str, pattern: str) -> bool:
    """Whether a text's name, with or without its suffix, is the name or pattern, whatever its case."""
    wanted = unicodedata.normalize("NFC", pattern).casefold()
    written = unicodedata.normalize("NFC", name).casefold()
    return any(fnmatch.fnmatchcase(each, wanted) for each in (written, written.rpartition(".")[0]) if each)


def read_projects(path: str | Path) -> list[ReadProjectFile]:
    """Read what ``raw_projects.write_projects`` wrote: the projects, in the order in which they were listed."""
    return [from_plain(ReadProjectFile, record.plain) for record in read_records(path)]


def project_files(
    listed: Sequence[Mapping[str, Any]], read: Iterable[ReadProjectFile]
) -> tuple[list[ProjectFile], list[Problem]]:
    """The projects of a study that could be read, and what is wrong with any of them.

    Args:
        listed: the entries of ``codings`` in the configuration that are projects (``config.CodingFile``, as mappings).
        read: what was read of each, in the same order; more may follow.
    """
    projects: list[ProjectFile] = []
    problems: list[Problem] = []
    for each, found in zip(listed, read, strict=False):
        problems += found.problems
        if found.project is None:
            continue
        named = {str(name): str(coder) for name, coder in each["coders"].items()}
        project = ProjectFile(
            each["file"],
            found.project,
            each["kind"],
            each["language"],
            each["coder"],
            named,
            found.documents,
            each.get("kinds", {}),
            tuple(each.get("exclude", ())),
        )
        projects.append(project)
    return projects, problems


def documents_of_sources(
    projects: Sequence[ProjectFile], origins: Iterable[tuple[str, int, str]]
) -> dict[str, ReadSource]:
    """What was read of the sources that came from projects, by source id.

    Args:
        projects: those that could be read.
        origins: source id, project and identity of the text, as in the table ``project_sources``.
    """
    return {source_id: projects[number].documents[identity] for source_id, number, identity in origins}
