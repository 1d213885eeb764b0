"""Words of the study that stand in several places, in another language: questions that were asked, memos, who decided.

A quotation is translated by its coding (``translations.csv``); what has no coding of its own is translated
by its words, wherever they stand (``phrases.csv``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from benang.coding.together.consensus import reasons
from benang.core.counting import CONSENSUS
from benang.core.problems import Problem
from benang.writing.writing import Writing


def same_words(text: str) -> str:
    """The form in which two texts of the same words are equal: one space for any white space."""
    return " ".join(text.split())


def phrases(writing: Writing) -> dict[tuple[str, str], str]:
    """Each phrase in another language, by its words and the language; of several the first."""
    found: dict[tuple[str, str], str] = {}
    for row in writing.rows("phrases"):
        words = same_words(next(iter(row.texts.get("phrase", {}).values()), ""))
        for language, text in row.texts.get("text", {}).items():
            found.setdefault((words, language), text)
    return found


def known_phrases(
    codings: pd.DataFrame, turns: pd.DataFrame, sources: pd.DataFrame, others: Iterable[str] = ()
) -> set[str]:
    """All that a phrase may translate: memos, decisions and who made them, what interviewers asked.

    Args:
        codings: table ``codings``, with those of the consensus.
        turns: table ``turns``.
        sources: table ``sources``, for its texts.
        others: further words that documents print, such as who summed up.
    """
    found = {same_words(one) for one in others}
    for method, why in zip(codings["method"], codings["why"], strict=True):
        parts = [part for pair in reasons(why) for part in pair] if method == CONSENSUS else [why]
        found.update(map(same_words, parts))
    texts: Mapping[str, str] = dict(zip(sources["source_id"], sources["text"], strict=True))
    asked = turns[turns["role"] == "interviewer"]
    for source, start, end in zip(asked["source_id"], asked["start"], asked["end"], strict=True):
        found.add(same_words(texts[source][start:end]))
    return found - {""}


def phrase_problems(writing: Writing, known: set[str]) -> list[Problem]:
    """Phrases that stand nowhere, and those that are translated twice."""
    file = writing.files.get("phrases", "")
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for row in writing.rows("phrases"):
        words = same_words(next(iter(row.texts.get("phrase", {}).values()), ""))
        if first.setdefault(words, row.line) != row.line:
            problems.append(Problem("phrase-twice", file, row.line, values={"phrase": words, "first": first[words]}))
        elif words not in known:
            problems.append(Problem("phrase-nowhere", file, row.line, values={"phrase": words}))
    return problems


def authors(writing: Writing, tables: Sequence[str]) -> set[str]:
    """Who is named as the author of rows of written tables."""
    return {row.cells.get("author", "") for table in tables for row in writing.rows(table)}
