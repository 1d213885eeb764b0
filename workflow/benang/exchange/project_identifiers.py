"""Identifiers in projects, before anything of them is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from benang.exchange.project import Project
from benang.exchange.project_files import ProjectFile
from benang.privacy.identifiers import Identifier
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.freeze import freeze
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers


def identifiers_in(
    projects: Sequence[ProjectFile], pseudonyms: Pseudonyms, speakers: Speakers, cleaning: Cleaning
) -> Iterator[tuple[str, Identifier]]:
    """The identifiers that are replaced when projects are brought in, by file and text.

    They are found by freezing each text, so that what is numbered and what is replaced cannot differ.

    Args:
        projects: the projects.
        pseudonyms: the list of names, and which kinds of identifiers are replaced.
        speakers, cleaning: as for every source.
    """
    seen: list[tuple[str, str]] = []
    noting = replace(pseudonyms, seen=seen)
    for each in projects if pseudonyms.kinds else ():
        for source in each.project.sources:
            document = each.documents[source.identity].document
            found: list[Identifier] = []
            if document is not None:
                row = SourceRow("text", each.kind, each.language, "", "", "", (), 0)
                found = freeze(document, row, speakers, noting, cleaning).identifiers
            spoken = {(one.kind, one.value) for one in found}
            behind = len(source.text)
            others = (Identifier(behind, behind, *one) for one in sorted(set(seen) - spoken))
            for one in (*sorted(found), *others):
                yield f"{each.file}/{source.identity}", one
            seen.clear()
        for text in _other_texts(each.project):
            noting.apply(text)
        yield from ((each.file, Identifier(0, 0, *one)) for one in sorted(set(seen)))
        seen.clear()


def _other_texts(project: Project) -> Iterator[str]:
    """What a project says besides its texts, and a study takes over."""
    yield project.description
    for source in project.sources:
        yield from (source.name, source.memo, *source.attributes.values())
    for case in project.cases:
        yield from (case.name, case.memo, *case.attributes.values())
    for memo in project.memos:
        yield f"{memo.title} {memo.text}"
    yield from (coding.memo for coding in project.codings)
