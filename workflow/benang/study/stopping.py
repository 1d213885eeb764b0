"""Which of a study's errors a run cannot go on with, and which it only leaves something out for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from benang.core.problems import Problem
from benang.core.settings import Study

_ROWS_LEFT_OUT = frozenset(("case-id-empty", "case-id-sign", "case-id-twice", "table-cells"))


def stops_planning(problem: Problem, study: Study) -> bool:
    """Whether a run does not begin with a problem of the configuration, the cases or the list of sources.

    A row of the case file that was left out stops only a strict one.
    """
    of_cases = study.cases is not None and problem.file == study.cases.file and problem.kind in _ROWS_LEFT_OUT
    return problem.severity == "error" and (study.strict or not of_cases)


def stops_later(problem: Problem, study: Study) -> bool:
    """Whether a run ends at a problem of another file.

    A strict run stops at any error. One that is not strict goes on, but not without the codebook, the rules and their
    exceptions, the claims, the published evidence and what is written beside the data, which are the researcher's and
    are read whole or not at all, and not where a listed name is left in a text.
    """
    # Loaded here, for a plan needs the other function at every start and no table.
    from benang.privacy.left_names import STOPPING

    if problem.severity != "error":
        return False
    needed = {study.claims, study.evidence, study.rules.exceptions, study.codebook.file if study.codebook else ""}
    written = f"{study.writing}/" if study.writing else ""
    if study.strict or problem.kind in STOPPING:
        return True
    return problem.file in needed - {""} or bool(written and problem.file.startswith(written))


def with_stopping(problems: Iterable[Problem], planned: Collection[Problem], study: Study) -> list[Problem]:
    """The problems, each told whether a run stops at it.

    Args:
        problems: all of them.
        planned: those of the configuration, the cases and the list of sources.
        study: as it is configured, as far as that can be told.
    """
    first = [problem for problem in planned if stops_planning(problem, study)]
    return [
        replace(problem, stops=True) if problem in first or stops_later(problem, study) else problem
        for problem in problems
    ]
