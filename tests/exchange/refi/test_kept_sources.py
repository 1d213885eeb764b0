"""What was written of sources before is taken again; the project is the one that is written without it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benang.core.kept_parts import KeptParts
from benang.exchange.project import KIND, Project, ProjectCode, ProjectCoding, ProjectMemo, ProjectSource
from benang.exchange.refi import write_project
from benang.exchange.refi.write import write_qdpx
from benang.exchange.refi.write_targets import TARGETS


def study(sources: int = 160) -> Project:
    """A project of several parts."""
    chance = random.Random(1)
    texts = [f"Kata {number} \U0001f9f5\nlagi {chance.random()}\r\nujung" for number in range(sources)]
    names = [f"s{number:03d}" for number in range(sources)]
    return Project(
        name="Proyek",
        coders=("ayu",),
        codes=(ProjectCode("a", "A"), ProjectCode("b", "B")),
        variables={KIND: "Text"},
        sources=tuple(
            ProjectSource(name, name, text, attributes={KIND: "interview"})
            for name, text in zip(names, texts, strict=True)
        ),
        codings=tuple(ProjectCoding(name, 0, 6 + number % 3, "ab"[number % 2]) for number, name in enumerate(names)),
        memos=(ProjectMemo("m", "Catatan", author="ayu", source="s002", start=1, end=4),),
    )


def one_coding(project: Project) -> Project:
    """With a coding less."""
    return replace(project, codings=project.codings[:-1])


def a_text(project: Project) -> Project:
    """With more in a text."""
    first, *others = project.sources
    return replace(project, sources=(replace(first, text=first.text + "!"), *others))


def a_memo(project: Project) -> Project:
    """With another memo."""
    return replace(project, memos=(replace(project.memos[0], text="Lain"),))


def one_source(project: Project) -> Project:
    """With a source more, of a name that is there."""
    return replace(project, sources=(*project.sources, ProjectSource("zz", "s004", "Baru")))


def a_code(project: Project) -> Project:
    """With a code of another name."""
    return replace(project, codes=(ProjectCode("a", "Lain"), ProjectCode("b", "B")))


@pytest.mark.parametrize("dialect", TARGETS)
@pytest.mark.parametrize("change", [one_coding, a_text, a_memo, one_source, a_code])
def test_a_changed_project_is_the_one_that_is_written_anew(dialect: str, change, tmp_path: Path, monkeypatch) -> None:
    kept = KeptParts(tmp_path / "kept", "code")
    write_qdpx(study(), tmp_path / "before.qdpx", dialect, kept)
    changed = change(study())
    write_qdpx(changed, tmp_path / "anew.qdpx", dialect)
    made: list[str] = []
    source = write_project.ProjectDocument.source
    monkeypatch.setattr(
        write_project.ProjectDocument,
        "source",
        lambda self, one: made.append(one.identity) or source(self, one),
    )
    write_qdpx(changed, tmp_path / "again.qdpx", dialect, kept)
    assert (tmp_path / "again.qdpx").read_bytes() == (tmp_path / "anew.qdpx").read_bytes()
    # A change costs its part.
    assert len(made) < len(changed.sources) / 2
