"""What a run made, in a few lines for its user."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from benang.coding.passages import Counting, counted
from benang.core.problems import Problem

STUDY = "{study}/"
"""Stands before every path: whoever says the lines knows where the study lies as seen from the user."""

WORDS = {
    "id": {
        "source": ("sumber", "sumber"),
        "coding": ("pengodean", "pengodean"),
        "problem": ("masalah", "masalah"),
        "error": ("kesalahan", "kesalahan"),
        "codings": "{codings} ({counted} dihitung, {suggested} usulan aturan)",
        "problems": "{problems} ({errors}) di {file}",
        "unanswered": "{n} cuplikan yang berlawanan dengan klaim belum dijawab ({file})",
    },
    "en": {
        "source": ("source", "sources"),
        "coding": ("coding", "codings"),
        "problem": ("problem", "problems"),
        "error": ("error", "errors"),
        "codings": "{codings} ({counted} counted, {suggested} suggested by rules)",
        "problems": "{problems} ({errors}) in {file}",
        "unanswered": "passages against claims without an answer: {n} ({file})",
    },
}
"""The sentences, and each noun for one and for many."""


def summary_lines(
    sources: pd.DataFrame,
    codings: pd.DataFrame,
    problems: Sequence[Problem],
    documents: Sequence[str],
    results: str,
    counting: Counting,
    language: str,
    *,
    disagreements: pd.DataFrame | None = None,
    unanswered: int = 0,
) -> list[str]:
    """The last lines of a run.

    Parameters:
        sources, codings: the tables of those names.
        problems: every problem in ``problems.csv``.
        documents: paths of the reports.
        results: the results folder.
        counting: whose codings are counted, and how.
        language: of the lines.
        disagreements: the differences between coders with their decisions; a coding that one drops is not counted.
        unanswered: how many passages against claims have no answer.

    Returns:
        Numbers of sources, codings and problems in one line, one on what is not answered, then a line for each report.
        Paths begin with ``STUDY``.
    """
    words = WORDS.get(language, WORDS["en"])

    def count(n: int, noun: str) -> str:
        return f"{n} {words[noun][0 if n == 1 else 1]}"

    errors = count(sum(problem.severity == "error" for problem in problems), "error")
    parts = [
        count(len(sources), "source"),
        str(words["codings"]).format(
            codings=count(len(codings), "coding"),
            counted=len(counted(codings, counting, disagreements)),
            suggested=int((codings["method"] == "rule").sum()),
        ),
        str(words["problems"]).format(
            problems=count(len(problems), "problem"), errors=errors, file=f"{STUDY}{results}/problems.csv"
        )
        if problems
        else count(0, "problem"),
    ]
    lines = [", ".join(parts)]
    if unanswered:
        file = f"{STUDY}{results}/conclusions/claim_evidence.csv"
        lines.append(str(words["unanswered"]).format(n=unanswered, file=file))
    return [*lines, *(f"{STUDY}{document}" for document in documents)]
