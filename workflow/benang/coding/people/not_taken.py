"""How many codings of people could not be taken, by the problems that say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from benang.core.problems import Problem

ONE_EACH = frozenset(
    (
        *("coding-code-unknown", "coding-code-ambiguous", "coding-source-unknown", "coding-source-ambiguous"),
        *("coding-incomplete", "coding-part-unclear", "offset-not-a-number", "offsets-outside"),
        *("csv-cells-wrong", "csv-quote-broken", "exchange-offsets-outside", "exchange-coding-empty"),
        *("quotation-not-found", "quotation-in-several", "quotation-in-none"),
        *("decision-side-word", "decision-use-word"),
    )
)
"""Kinds of problem of which each is about a coding that was not taken."""

SEVERAL = frozenset(
    (
        *("exchange-source-missing", "exchange-source-outside", "exchange-source-blank", "exchange-source-undecided"),
        *("exchange-source-rich", "exchange-offsets-more", "exchange-code-missing", "exchange-passages-unfound"),
        "exchange-no-coder",
    )
)
"""Kinds of problem that tell the number of such codings as ``count``."""


def not_taken(problems: Iterable[Problem]) -> int:
    """The least number of codings that were not taken: a row that cannot be read may have held several.

    Args:
        problems: all of the study. Of a row with several problems each kind is about the same codings.
    """
    rows: dict[tuple[str, int | None, str], Counter[str]] = defaultdict(Counter)
    placeless = 0
    for problem in problems:
        count = _number(problem)
        if problem.line is None and not problem.place:
            placeless += count
        elif count:
            rows[problem.file, problem.line, problem.place][problem.kind] += count
    return placeless + sum(max(kinds.values()) for kinds in rows.values())


def _number(problem: Problem) -> int:
    if problem.kind in ONE_EACH:
        return 1
    if problem.kind == "nvivo-references-missing":
        return max(0, _whole(problem.values, "announced") - _whole(problem.values, "count"))
    return _whole(problem.values, "count") if problem.kind in SEVERAL else 0


def _whole(values: Mapping[str, object], name: str) -> int:
    """A value as a number; it is a text where the problem was read from its table."""
    written = str(values.get(name, ""))
    return int(written) if written.isdecimal() else 0
