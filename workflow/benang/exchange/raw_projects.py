"""Read the files of projects and codebooks of other programs, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from benang.core.encoding import characters_mended
from benang.core.plain_values import to_plain
from benang.core.problems import Problem, StudyError
from benang.core.project_formats import CODEBOOKS
from benang.core.record_store import Record, key_of, read_records, write_records
from benang.core.windows_characters import mended, windows_characters
from benang.exchange.project import Project, ProjectCode
from benang.exchange.project_files import ReadProjectFile
from benang.exchange.reading import project_of, read_project_file
from benang.exchange.refi import read as refi
from benang.exchange.refi.read_codebook import read_codebook
from benang.exchange.refi.write_targets import sound
from benang.exchange.withdrawn_texts import Withdrawing
from benang.sources.document import Document, ReadSource
from benang.sources.readers.source_file import read_bytes


def write_projects(
    root: Path,
    listed: Iterable[Mapping[str, Any]],
    code: str,
    kept: str | Path,
    path: str | Path,
    withdrawing: Withdrawing | None = None,
) -> None:
    """Read projects and write what they hold, privately.

    Args:
        root: the study's folder.
        listed: ``file`` and ``dialect`` of each.
        code: digest of the code that reads; what another code has read is read again.
        kept: the file that remembers them from run to run: what it has of the same bytes is taken from it.
        path: the file for the steps that go on from them; alike.
        withdrawing: what takes people who withdrew out; of theirs nothing is written.
    """
    before = {record.key: record.value for record in read_records(kept) if record.key != "-"}
    write_records(_records(root, listed, code, before, withdrawing), kept, path)


def read_raw_project(root: Path, file: str, dialect: str = "") -> ReadProjectFile:
    """Read one project or codebook; what is wrong with it is in its problems.

    Args:
        root: the study's folder.
        file: the file, as the study names it.
        dialect: for REFI-QDA, whose way of counting characters it follows; empty to find out.
    """
    return _read(_bytes(root, file), file, dialect)


def documents_of(project: Project) -> dict[str, ReadSource]:
    """The texts of a project, each as a source of its own, by the identity of the text."""
    return {source.identity: read_text(source.text) for source in project.sources}


def read_text(text: str) -> ReadSource:
    """A text of a project as a source of its own."""
    try:
        # What is no text (half a surrogate pair) takes one place all the same; the mark keeps a first U+FEFF.
        document = read_bytes(text.encode("utf-8-sig", "replace"), "text.txt", "", "utf-8")
    except StudyError as error:
        return ReadSource(None, tuple(error.problems))
    written = text.encode("utf-8", "replace").decode()
    if document.raw != mended(written):
        # Its words look like another format (RTF, JSON), but the places of codings are those of the text itself.
        document = Document(sound(mended(written)), "txt", encoding="utf-8")
    return ReadSource(document)


def _records(
    root: Path,
    listed: Iterable[Mapping[str, Any]],
    code: str,
    before: Mapping[str, bytes],
    withdrawing: Withdrawing | None,
) -> Iterator[Record]:
    for number, each in enumerate(listed):
        data = _bytes(root, each["file"])
        if withdrawing:
            of_file = replace(withdrawing, kind=each.get("kind", ""), language=each.get("language", ""))
            read = of_file.without_them(_read(data, each["file"], each["dialect"]), read_text)
            yield Record.of("-", str(number), to_plain(read))
            continue
        key = "-" if isinstance(data, ReadProjectFile) else key_of(data, each["file"], each["dialect"], code)
        if key in before:
            yield Record(key, str(number), before[key])
        else:
            yield Record.of(key, str(number), to_plain(_read(data, each["file"], each["dialect"])))


def _bytes(root: Path, file: str) -> bytes | ReadProjectFile:
    """The bytes of a file, or why there are none."""
    try:
        return read_project_file(root / file, file)
    except StudyError as error:
        return _unread(error)


def _read(data: bytes | ReadProjectFile, file: str, dialect: str) -> ReadProjectFile:
    if isinstance(data, ReadProjectFile):
        return data
    if PurePath(file).suffix.lower() in CODEBOOKS:
        try:
            listed, _, doubts = read_codebook(data, file)
        except StudyError as error:
            return _unread(error)
        return ReadProjectFile(None, tuple(listed), code_problems=tuple(doubts))
    try:
        project, found = project_of(data, file, dialect)
    except StudyError as error:
        codes = _codes_alone(data, file)
        problems = tuple(error.problems)
        return ReadProjectFile(None, codes, problems=problems, code_problems=() if codes is not None else problems)
    project, characters = _with_windows_characters(project, file)
    return ReadProjectFile(project, project.codes, documents_of(project), (*found, *characters))


def _with_windows_characters(project: Project, file: str) -> tuple[Project, list[Problem]]:
    """A project with the characters of Windows-1252 for the controls in their places, in its texts and quotations.

    A character is one code point before and after, so that positions stay; programs that count bytes count the
    controls.
    """
    characters = {source.identity: windows_characters(source.text) for source in project.sources}
    if not any(characters.values()):
        return project, []
    sources = tuple(
        replace(source, text=mended(source.text)) if characters[source.identity] else source
        for source in project.sources
    )
    codings = tuple(
        replace(coding, quotation=mended(coding.quotation)) if characters.get(coding.source) else coding
        for coding in project.codings
    )
    problems = [
        replace(characters_mended(source.text, characters[source.identity], file), place=source.place)
        for source in project.sources
        if characters[source.identity]
    ]
    return replace(project, sources=sources, codings=codings), problems


def _codes_alone(data: bytes, file: str) -> tuple[ProjectCode, ...] | None:
    """The codes of a project whose positions are unclear, which makes no difference to codes."""
    try:
        return refi.read_codes(data, file) if refi.recognises(data) else None
    except StudyError:
        return None


def _unread(error: StudyError) -> ReadProjectFile:
    problems = tuple(error.problems)
    return ReadProjectFile(None, None, problems=problems, code_problems=problems)
