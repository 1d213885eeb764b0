"""Texts of the folder of writing: interpretations, journal entries, participants' feedback."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benang.core.encoding import decode
from benang.core.problems import Problem, StudyError, nearest
from benang.privacy.pseudonyms import Pseudonyms
from benang.writing.folder import WritingFile
from benang.writing.names import names_left, without_names

MAX_BYTES = 2 * 2**20

KINDS = ("methodological", "reflexive", "theoretical")
"""What a journal's entry is about."""

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEYS = ("date", "author", "kind")


@dataclass(frozen=True)
class WrittenText:
    """One text.

    Attributes:
        file: in which it stands.
        name: what it is about.
        language: in which it is written.
        text: with names replaced; its lines are those of the file.
        about: what its head says, such as date, author and kind of a journal's entry.
    """

    file: str
    name: str
    language: str
    text: str
    about: Mapping[str, str]


def read_text_file(
    root: Path, file: WritingFile, languages: Sequence[str], pseudonyms: Pseudonyms
) -> tuple[WrittenText | None, list[Problem]]:
    """Read one text; None with a problem where it cannot be read.

    Args:
        root: the study's folder.
        file: the text's file.
        languages: of the study; a text whose file names none is in the first.
        pseudonyms: names to replace.
    """
    try:
        data = (root / file.path).read_bytes()
    except OSError as error:
        cause = error.strerror or type(error).__name__
        return None, [Problem("file-unreadable", file.path, values={"cause": cause})]
    if len(data) > MAX_BYTES:
        return None, [Problem("file-too-large", file.path, values={"most": MAX_BYTES // 2**20})]
    try:
        decoded = decode(data, None, file.path)
    except StudyError as error:
        return None, list(error.problems)
    text = without_names(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), pseudonyms)
    problems = [*decoded.problems, *names_left(text, pseudonyms, file.path)]
    about, text = _head(text)
    return WrittenText(file.path, file.name, file.language or languages[0], text, about), problems


def _head(text: str) -> tuple[dict[str, str], str]:
    """What stands between ``---`` at the head of a text, and the text with as many empty lines in its place."""
    found = _HEAD.match(text)
    if found is None:
        return {}, text
    pairs = (line.partition(":") for line in (found[1] or "").split("\n"))
    about = {key.strip().casefold(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
    return about, "\n" * found[0].count("\n") + text[found.end() :]


def journal_problems(entry: WrittenText) -> list[Problem]:
    """What an entry of the journal does not say, or says in a word that is not known."""
    problems = [
        Problem("journal-key-missing", entry.file, 1, values={"key": key}) for key in _KEYS if not entry.about.get(key)
    ]
    date, kind = entry.about.get("date", ""), entry.about.get("kind", "")
    if date and not _DATE.fullmatch(date):
        problems.append(Problem("journal-date", entry.file, 1, values={"date": date[:40]}))
    if kind and kind not in KINDS:
        values = {"kind": kind[:40], "known": ", ".join(KINDS), "near": nearest(kind[:40], KINDS)}
        problems.append(Problem("journal-kind", entry.file, 1, values=values))
    return problems
