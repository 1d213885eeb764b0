"""What a run made, in a few lines for its user."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from benang.coding.passages import Counting, counted
from benang.coding.passages.counted import n_without_evidence
from benang.conclusions.next_steps import Step
from benang.core.problems import Problem
from benang.core.texts import read_texts, text_in
from benang.core.wording import Words

STUDY = "{study}/"
"""Stands before every path: whoever says the lines knows where the study lies as seen from the user."""


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
    left: int = 0,
    in_evidence: pa.Array | None = None,
    steps: Sequence[Step] = (),
) -> list[str]:
    """The last lines of a run.

    Args:
        sources, codings: the tables of those names.
        problems: every problem in ``problems.csv``.
        documents: paths of the reports.
        results: the results folder.
        counting: whose codings are counted, and how.
        language: of the lines.
        disagreements: the differences between coders with their decisions; a coding that one drops is not counted.
        unanswered: how many passages against claims have no answer.
        left: how many suggestions wait for a decision.
        in_evidence: ids of the codings that evidence rests on (``read_in_evidence``); None where all do.
        steps: what brings the study forward next.

    Returns:
        Numbers of sources, codings and problems in one line, one on what is not answered, one on suggestions that are
        left to decide, what to do next, then a line for each report.
        Paths begin with ``STUDY``.
    """
    texts = read_texts("summary.yaml")
    chosen = language if language in texts else "en"
    words = Words(texts[chosen], chosen)
    mine = counted(codings, counting, disagreements)
    besides = n_without_evidence(mine, in_evidence)
    parts = [
        words.count(len(sources), "source"),
        words(
            "codings_besides" if besides else "codings",
            codings=words.count(len(codings), "coding"),
            counted=words.number(len(mine)),
            besides=words.number(besides),
            suggested=words.number(int((codings["method"] == "rule").sum())),
        ),
        words.count(0, "problem"),
    ]
    if problems:
        errors = words.count(sum(problem.severity == "error" for problem in problems), "error")
        several = words.count(len(problems), "problem")
        parts[-1] = words("problems", problems=several, errors=errors, file=f"{STUDY}{results}/problems.csv")
    lines = [", ".join(parts)]
    if unanswered:
        file = f"{STUDY}{results}/conclusions/claim_evidence.csv"
        lines.append(words("unanswered", n=words.number(unanswered), file=file))
    if left:
        lines.append(words("left", n=words.count(left, "suggestion"), file=f"{STUDY}{results}/coding/suggestions.csv"))
    if steps:
        said = text_in(read_texts("next_steps.yaml")["next"], chosen)
        lines.append(f"{said}: {'; '.join(step.title(chosen) for step in steps)}")
    return [*lines, *(f"{STUDY}{document}" for document in documents)]
