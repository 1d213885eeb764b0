"""A study's own stems: words that the stemmer gets wrong, as a table that a person keeps.

Where the expansion table shows that a stem found a word of another (``~ikan``: *berikan*), a row of the exceptions file
says what the word's stem is (``berikan``, ``beri``): patterns with that stem find the word, and no others do.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from benang.coding.rules.patterns import fold
from benang.core.languages import is_language, near_language
from benang.core.problems import Problem
from benang.core.records import read_records
from benang.core.texts import main_language
from benang.text.stemming import stem
from benang.text.words import find_words


@dataclass(frozen=True)
class StemException:
    """One word whose stem is given.

    Attributes:
        word: the word, folded.
        stem: any word that has its stem; empty where the word has no stem but itself.
        language: ISO 639-1 code of the sources it is for; empty: all.
    """

    word: str
    stem: str
    language: str = ""


def read_exceptions(path: str | os.PathLike[str], shown_name: str) -> tuple[tuple[StemException, ...], list[Problem]]:
    """Read the exceptions of a study.

    Args:
        path: a CSV with the columns ``word``, ``stem`` (may be empty) and, if wanted, ``language`` and ``note``.
        shown_name: what problems call it.

    Returns:
        The exceptions in the file's order, and everything that is wrong; a row with a problem is left out.
    """
    _, records, problems = read_records(
        path, shown_name, ["word", "stem"], ["language", "note"], passed_over=(), may_be_empty=True
    )
    first: dict[tuple[str, str], int] = {}
    found: list[StemException] = []
    for record in records:
        word, stem_, language = (record.cells.get(name, "") for name in ("word", "stem", "language"))
        word, stem_ = fold(word), fold(stem_.removeprefix("~"))
        key = word, main_language(language)
        wrong = [name for name, text in (("word", word), ("stem", stem_ or word)) if not _is_one_word(text)]
        if key[1] and not is_language(key[1]):
            values = {"language": key[1], "near": near_language(key[1])}
            problems.append(Problem("unknown-language", shown_name, record.line, "language", values))
        elif wrong:
            values = {"columns": ", ".join(wrong)}
            problems.append(Problem("exception-not-a-word", shown_name, record.line, values=values))
        elif key in first:
            values = {"first": str(first[key])}
            problems.append(Problem("exception-twice", shown_name, record.line, values=values))
        else:
            first[key] = record.line
            found.append(StemException(word, stem_, key[1]))
    return tuple(found), problems


def stems_of(exceptions: Sequence[StemException], language: str) -> dict[str, str]:
    """Word -> stem in texts of ``language``; an exception for the language goes before one for all."""
    here = [each for each in exceptions if each.language in ("", main_language(language))]
    here.sort(key=lambda each: each.language != "")
    return {each.word: stem(each.stem, language) if each.stem else each.word for each in here}


def _is_one_word(text: str) -> bool:
    return find_words(text) == [(0, len(text))]
