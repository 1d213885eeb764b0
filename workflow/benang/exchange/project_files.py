"""The projects of other programs that a study names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benang.coding.people.raw_rows import Coders
from benang.core.problems import Problem, StudyError
from benang.exchange.project import Project
from benang.exchange.reading import read_project


@dataclass(frozen=True)
class ProjectFile:
    """A project as a study names it.

    Attributes:
        file: its file, as messages and tables show it.
        kind, language: of the sources it brings.
        coder: whose codings they are, where the project names nobody.
        coders: what a person is called in the study, by the name in the project.
    """

    file: str
    project: Project
    kind: str
    language: str
    coder: str = ""
    coders: Mapping[str, str] = field(default_factory=dict)

    def coder_of(self, name: str, coders: Coders) -> str:
        """What the study calls a person; its one name for the file where the project has no other people.

        Parameters:
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


def read_project_files(
    listed: Iterable[Mapping[str, Any]], root: Path = Path()
) -> tuple[list[ProjectFile], list[Problem]]:
    """The projects of a study that can be read, and what is wrong with any of them.

    Parameters:
        listed: the entries of ``codings`` in the configuration that are projects (``study.CodingFile``, as mappings).
        root: the study's folder.
    """
    projects: list[ProjectFile] = []
    problems: list[Problem] = []
    for each in listed:
        try:
            project, found = read_project(root / each["file"], each["file"], each["dialect"])
        except StudyError as error:
            problems += error.problems
            continue
        problems += found
        named = {str(name): str(coder) for name, coder in each["coders"].items()}
        projects.append(ProjectFile(each["file"], project, each["kind"], each["language"], each["coder"], named))
    return projects, problems
