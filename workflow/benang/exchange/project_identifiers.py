"""Identifiers in the texts of projects, before anything of them is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benang.exchange.project_files import ProjectFile
from benang.privacy.identifiers import Identifier
from benang.privacy.pseudonyms import NAME, Pseudonyms


def identifiers_in(projects: Sequence[ProjectFile], pseudonyms: Pseudonyms) -> Iterator[tuple[str, Identifier]]:
    """The identifiers in the texts of projects that no listed name covers, by file and text."""
    for each in projects if pseudonyms.kinds else ():
        for source in each.project.sources:
            for edit in pseudonyms.edits(source.text):
                if edit.kind != NAME:
                    yield f"{each.file}/{source.identity}", Identifier(edit.start, edit.end, edit.kind, edit.value)
