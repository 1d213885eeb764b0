"""How files of a study are called in its bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benang.bundle.public_inputs import InputReader

OWN = "study/"
"""Folder of the copies of the study's own files."""


@dataclass(frozen=True)
class MemberNames:
    """Names of a study's files in its bundle.

    Attributes:
        folders: the folders of what runs make, by the bundle's names for them (``results``, ``reports``).
        private: the folder of a run's private files, of which only the names are told.
        reader: tells what the study's own files are called before others.
    """

    folders: Mapping[str, str]
    private: str
    reader: InputReader

    def made(self, path: str) -> str:
        """The name of a file that runs made; empty for any other."""
        for name, folder in self.folders.items():
            if path.startswith(f"{folder}/"):
                return name + path[len(folder) :]
        return ""

    def shown(self, path: str) -> str:
        """How any file is called in the graph of the run; empty for the study's private ones and Snakemake's own."""
        if path.startswith(f"{self.private}/"):
            return f"private{path[len(self.private) :]}"
        return self.made(path) or ("" if path.startswith(".snakemake/") else self.reader.shown(path))


def copies(reader: InputReader, files: Iterable[tuple[str, bytes]]) -> tuple[dict[str, bytes], list[str]]:
    """Copies of the study's own files, names replaced, by their names in the bundle; and those that cannot be given.

    Args:
        reader: replaces names.
        files: path and content of each.
    """
    given: dict[str, bytes] = {}
    left_out: list[str] = []
    for path, data in files:
        copy = reader.copy(path, data)
        if copy is not None:
            given[f"{OWN}{reader.shown(path)}"] = copy
        elif reader.shown(path):
            left_out.append(reader.shown(path))
    return given, left_out
