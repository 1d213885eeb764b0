"""Names in what researchers write are replaced line by line, so that a line stays the line of the file."""

from __future__ import annotations

import unicodedata

from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms, name_problems


def without_names(text: str, pseudonyms: Pseudonyms) -> str:
    """A text of several lines, in NFC, with its names replaced; a name over a line's end leaves the line's end."""
    text = unicodedata.normalize("NFC", text)
    parts: list[str] = []
    place = 0
    for edit in pseudonyms.edits(text):
        parts += [text[place : edit.start], edit.replacement, "\n" * text[edit.start : edit.end].count("\n")]
        place = edit.end
    return "".join([*parts, text[place:]])


def names_left(text: str, pseudonyms: Pseudonyms, file: str, first_line: int = 1) -> list[Problem]:
    """What of a text with its names replaced may still be a name, each with the line of its paragraph."""
    problems: list[Problem] = []
    if not pseudonyms:
        return problems
    line = first_line
    for paragraph in text.split("\n\n"):
        problems += name_problems(paragraph, pseudonyms, file, line + len(paragraph) - len(paragraph.lstrip("\n")))
        line += paragraph.count("\n") + 2
    return problems
