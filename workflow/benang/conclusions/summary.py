"""What a run made, in a few lines for its user."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from benang.mapping.matrices import counted
from benang.problems import Problem

WORDS = {
    "id": {
        "sources": "{n} sumber",
        "codings": "{n} pengodean ({counted} dihitung, {suggested} usulan aturan)",
        "problems": "{n} masalah ({errors} kesalahan) di {file}",
        "no_problems": "0 masalah",
    },
    "en": {
        "sources": "{n} sources",
        "codings": "{n} codings ({counted} counted, {suggested} suggested by rules)",
        "problems": "{n} problems ({errors} errors) in {file}",
        "no_problems": "0 problems",
    },
}


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
        Numbers of sources, codings and problems in one line, then a line for each report.
    """
    words = WORDS.get(language, WORDS["en"])
    errors = sum(problem.severity == "error" for problem in problems)
    parts = [
        words["sources"].format(n=len(sources)),
        words["codings"].format(
            n=len(codings),
            counted=len(counted(codings, coders or None)),
            suggested=int((codings["method"] == "rule").sum()),
        ),
        words["problems"].format(n=len(problems), errors=errors, file=f"{results}/problems.csv")
        if problems
        else words["no_problems"],
    ]
    return [", ".join(parts), *documents]
