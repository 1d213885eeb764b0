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
    },
    "en": {
        "source": ("source", "sources"),
        "coding": ("coding", "codings"),
        "problem": ("problem", "problems"),
        "error": ("error", "errors"),
        "codings": "{codings} ({counted} counted, {suggested} suggested by rules)",
        "problems": "{problems} ({errors}) in {file}",
    },
}
"""The sentences, and each noun for one and for many."""


def summary_lines(
    sources: pd.DataFrame,
    codings: pd.DataFrame,
    problems: Sequence[Problem],
    documents: Sequence[str],
    results: str,
    coders: Sequence[str],
    language: str,
) -> list[str]:
    """The last lines of a run.

    Parameters:
        sources, codings: the tables of those names.
        problems: every problem of the run.
        documents: paths of the reports.
        results: the results folder.
        coders: whose codings are counted; empty for every person's.
        language: of the lines.

    Returns:
        Numbers of sources, codings and problems in one line, then a line for each report. Paths begin with ``STUDY``.
    """
    words = WORDS.get(language, WORDS["en"])

    def count(n: int, noun: str) -> str:
        return f"{n} {words[noun][0 if n == 1 else 1]}"

    errors = count(sum(problem.severity == "error" for problem in problems), "error")
    parts = [
        count(len(sources), "source"),
        str(words["codings"]).format(
            codings=count(len(codings), "coding"),
            counted=len(counted(codings, Counting(coders or None))),
            suggested=int((codings["method"] == "rule").sum()),
        ),
        str(words["problems"]).format(
            problems=count(len(problems), "problem"), errors=errors, file=f"{STUDY}{results}/problems.csv"
        )
        if problems
        else count(0, "problem"),
    ]
    return [", ".join(parts), *(f"{STUDY}{document}" for document in documents)]
