"""The names of people that stand in a case table, so that they are replaced in texts as the listed ones are.

A column that is headed as people's own names are is held back (``cases``). What stands in it is replaced by the id of
its case: the whole name, and each of its words by which one case alone is called. A word that several cases share, or
that everybody writes, is nobody's name for certain and is left to the residual-risk table.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from benang.core.problems import Problem
from benang.core.records import read_records
from benang.privacy.name_words import common_words, honorifics, no_names
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import KNOWN_COLUMNS, holds_names
from benang.sources.speakers.role_words import ROLE_WORDS

_MOST_LINES = 12  # that a message names
_SHORTEST_WORD = 3  # letters of a word that is replaced by itself
_WORD = re.compile(r"[^\W\d_](?:['’\-]?[^\W\d_])*")


def case_file_names(
    path: str | os.PathLike[str],
    shown_name: str,
    pseudonyms: Pseudonyms,
    columns: Mapping[str, str] | None = None,
) -> tuple[dict[str, str], list[Problem]]:
    """The names in a case table's columns of names that no list replaces.

    Args:
        path: the case file.
        shown_name: how problems name it.
        pseudonyms: the study's own list, which goes first.
        columns: header in the file of ``case_id`` and the known columns, where it is another.

    Returns:
        The id of its case by name; and what is told of names that several cases share, and of single words of names
        that are replaced by themselves. No problem quotes a name.
    """
    header, records, _ = read_records(path, shown_name, ["case_id"], KNOWN_COLUMNS, columns=columns)
    held = [name for name in header if holds_names(name, records, pseudonyms)]
    cases: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    left: list[int] = []
    lines: dict[str, int] = {}
    for record in records:
        case_id = record.cells["case_id"]
        for name in (record.cells[column] for column in held):
            if not case_id or not _is_name(name, case_id) or pseudonyms.apply(name) != name:
                continue
            written_words = _WORD.findall(name)
            words = [word for word in written_words if word.casefold() not in honorifics()]
            if len(words) == 1 and _same(words[0]) != _same(name) and _is_single_name(words[0]):
                parts.append((words[0], case_id))  # all that "Bu Sari" is called, though it is a word, too
            elif len(written_words) > 1:
                parts += [(word, case_id) for word in words if _stands_alone(word)]
                left += [record.line for word in words if not _stands_alone(word) and _is_single_name(word)][:1]
            cases[_same(name)].add(case_id)
            # One in small letters would be looked for in small letters, in which many names are words.
            written.setdefault(_same(name), name.title() if name.islower() else name)
            lines.setdefault(_same(name), record.line)
    whole = set(cases)
    for word, case_id in parts:
        if pseudonyms.apply(word) == word:
            cases[_same(word)].add(case_id)
            written.setdefault(_same(word), word)
    problems = [
        Problem("case-name-shared", shown_name, lines[key], values={"cases": ", ".join(sorted(cases[key]))})
        for key in sorted(whole)
        if len(cases[key]) > 1
    ]
    names = {written[key]: min(ids) for key, ids in sorted(cases.items()) if len(ids) == 1}
    alone = sum(1 for key, ids in cases.items() if key not in whole and len(ids) == 1)
    if alone:
        problems.append(Problem("case-name-parts", shown_name, values={"count": alone}))
    if left:
        lines_left = ", ".join(map(str, left[:_MOST_LINES])) + (" …" if len(left) > _MOST_LINES else "")
        values = {"count": len(left), "lines": lines_left}
        problems.append(Problem("case-name-parts-left", shown_name, left[0], values=values))
    return names, problems


def _is_name(name: str, case_id: str) -> bool:
    """Whether a cell can be a person's name: none is a number, the case's own id, or what somebody is (Informant A)."""
    words = {word.casefold() for word in _WORD.findall(name)}
    is_id = _same(name) == _same(case_id) or any(character.isdigit() for character in name)
    return bool(words) and not is_id and not any(word in ROLE_WORDS and not _is_ordinary(word) for word in words)


def _stands_alone(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word[0] == word[0].upper() and not _is_ordinary(word.casefold())


def _is_single_name(word: str) -> bool:
    """Whether a word is a name where it has a capital: long enough, and neither a day nor a word that joins others."""
    return len(word) >= _SHORTEST_WORD and word[0] == word[0].upper() and word.casefold() not in no_names()


def _is_ordinary(word: str) -> bool:
    return word in common_words() or word in honorifics() or word in no_names()


def _same(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
