"""Read what was decided about the differences between coders, and set it beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from benang.coding.coding_ids import known_as
from benang.coding.side_words import known_word, nearest_word
from benang.coding.sides import together
from benang.coding.together.decided import SIDE, keeps
from benang.coding.together.disagreements import COLUMNS
from benang.core.cells import split_ids
from benang.core.problems import Problem, nearest
from benang.core.records import read_records
from benang.core.texts import read_texts
from benang.privacy.pseudonyms import Pseudonyms

DECISIONS = ("a", "b", "both", "neither")


@dataclass(frozen=True)
class Adjudication:
    """One decision.

    Attributes:
        file, line: where it is written.
        disagreement_id: what it decides on; empty where the row names codings instead.
        coding_ids: codings of one difference.
        decision: whose coding stands, one of ``DECISIONS``. Where only one of the two coded, the other's side stands
            for leaving the passage without the code. Where they differ in the side alone, it says whose side it is,
            and both codings stay. Empty where the row decides on the side only.
        side: on which side the passage is, one of ``sides.SIDES``; empty where nothing is said of it.
    """

    file: str
    line: int
    disagreement_id: str
    coding_ids: tuple[str, ...]
    decision: str
    memo: str = ""
    adjudicator: str = ""
    side: str = ""


def read_adjudication(
    path: str | os.PathLike[str], shown_name: str, pseudonyms: Pseudonyms | None = None
) -> tuple[list[Adjudication], list[Problem]]:
    """Read ``adjudication.csv``: a list of its own, or ``disagreements.csv`` with its last columns filled in.

    Args:
        path: CSV with the columns ``decision`` and ``disagreement_id`` or ``coding_ids`` (joined with ``;``), and
            ``side``, ``memo`` and ``adjudicator`` if there are any. A row without a decision and a side is one that
            waits for them.
        shown_name: how problems name the file.
        pseudonyms: names that are replaced in memos, and in what a problem quotes.

    Returns:
        The decisions in the file's order, and every problem with its line.
    """
    optional = ("disagreement_id", "coding_ids", "side", "memo", "adjudicator")
    _, records, problems = read_records(
        path, shown_name, ["decision"], optional, passed_over=COLUMNS, may_be_empty=True
    )
    decisions: list[Adjudication] = []
    known = _words()
    for record in records:
        cells = record.cells
        written = " ".join(cells["decision"].casefold().split())
        given = cells.get("side", "")
        if not written and not given:
            continue
        decision, side = known.get(written, ""), known_word("side", given)
        disagreement = cells.get("disagreement_id", "")
        named = (part.strip() for part in split_ids(cells.get("coding_ids", "")))
        codings = tuple(known_as(part) or part for part in named if part)
        if written and not decision:
            shown = pseudonyms.apply(cells["decision"]) if pseudonyms else cells["decision"]
            values = {"decision": shown[:60], "near": nearest(written[:60], known)}
            problems.append(Problem("adjudication-word", shown_name, record.line, values=values))
        elif given and not side:
            shown = pseudonyms.apply(given) if pseudonyms else given
            values = {"column": "side", "word": shown[:60], "near": nearest_word("side", given)}
            problems.append(Problem("decision-side-word", shown_name, record.line, values=values))
        elif not disagreement and not codings:
            problems.append(Problem("adjudication-without-id", shown_name, record.line))
        else:
            memo = cells.get("memo", "")
            memo = pseudonyms.apply(memo) if pseudonyms else memo
            adjudicator = cells.get("adjudicator", "")
            found = Adjudication(shown_name, record.line, disagreement, codings, decision, memo, adjudicator, side)
            decisions.append(found)
    return decisions, problems


def with_decisions(
    found: pd.DataFrame, decisions: Iterable[Adjudication], absent: Sequence[str] = ()
) -> tuple[pd.DataFrame, list[Problem]]:
    """The differences with what was decided about each.

    Args:
        found: as ``benang.coding.together.disagreements.disagreements`` gives them.
        decisions: as ``read_adjudication`` gives them.
        absent: coders of whose codings there are none (``people.absent_coders``). Differences with theirs cannot be
            there, so that decisions without one wait, and are counted in one problem a file.

    Returns:
        The same rows with ``decision``, ``side``, ``memo`` and ``adjudicator`` filled, and a problem for each decision
        that could not be used: its difference is gone or not certain, or it contradicts one before it. Where coders
        differ in the side alone, the decision names it: ``a``'s, ``b``'s, or both together.
    """
    decisions = list(decisions)
    rows = _decided_on(found, decisions)
    number_of = {row["disagreement_id"]: number for number, row in enumerate(rows)}
    holding: dict[str, set[str]] = {}
    for row in rows:
        for coding in _codings(row):
            holding.setdefault(coding, set()).add(row["disagreement_id"])
    taken: dict[str, Adjudication] = {}
    verdicts: dict[str, tuple[bool, int]] = {}
    problems: list[Problem] = []
    waiting: dict[str, int] = {}
    for decision in decisions:
        disagreement, problem = _meant(decision, number_of, holding)
        if problem and problem.kind == "adjudication-gone" and absent:
            waiting[decision.file] = waiting.get(decision.file, 0) + 1
            continue
        if problem:
            problems.append(problem)
            continue
        earlier = taken.get(disagreement)
        if earlier:
            if (earlier.decision, earlier.side) != (decision.decision, decision.side):
                values = {"disagreement": disagreement, "first": earlier.line}
                problems.append(Problem("adjudication-twice", decision.file, decision.line, values=values))
            continue
        kept = keeps(rows[number_of[disagreement]], decision.decision)
        against = next((one for one, keep in kept.items() if verdicts.get(one, (keep, 0))[0] != keep), "")
        if against:
            values = {"coding": against, "first": verdicts[against][1]}
            problems.append(Problem("adjudication-contradicts", decision.file, decision.line, values=values))
            continue
        taken[disagreement] = decision
        verdicts |= {one: (keep, decision.line) for one, keep in kept.items()}
    for file, count in waiting.items():
        values = {"count": count, "coders": ", ".join(absent)}
        problems.append(Problem("adjudication-coder-absent", file, values=values))
    sides = {one: _side(rows[number_of[one]], decision) for one, decision in taken.items()}
    cells: dict[str, Mapping[str, str]] = {
        column: {one: getattr(decision, column) for one, decision in taken.items()}
        for column in ("decision", "memo", "adjudicator")
    }
    ids = found["disagreement_id"].tolist()
    columns = {name: [given.get(one, "") for one in ids] for name, given in (cells | {"side": sides}).items()}
    return found.assign(
        **{name: pd.Series(given, found.index, dtype="str") for name, given in columns.items()}
    ), problems


def _decided_on(found: pd.DataFrame, decisions: Sequence[Adjudication]) -> list[dict[str, Any]]:
    """The differences that decisions may mean: most of a large study are of those that nobody decided on."""
    named = {one.disagreement_id for one in decisions}
    codings = {coding for one in decisions for coding in one.coding_ids}
    meant = found["disagreement_id"].isin(sorted(named))
    if codings:
        pairs = zip(found["coding_ids_a"], found["coding_ids_b"], strict=True)
        holding = [not codings.isdisjoint(mine) or not codings.isdisjoint(others) for mine, others in pairs]
        meant |= pd.Series(holding, found.index, dtype=bool)
    return [{str(name): cell for name, cell in row.items()} for row in found[meant].to_dict("records")]


def _side(row: Mapping[str, Any], decision: Adjudication) -> str:
    """The side that a decision sets."""
    if decision.side or row["kind"] != SIDE:
        return decision.side
    named: dict[str, str] = {"a": row["side_a"], "b": row["side_b"], "both": together((row["side_a"], row["side_b"]))}
    return named.get(decision.decision, "")


def _meant(decision: Adjudication, known: dict[str, int], holding: dict[str, set[str]]) -> tuple[str, Problem | None]:
    """The difference that a decision is about."""

    def problem(kind: str, **values: object) -> tuple[str, Problem]:
        return "", Problem(kind, decision.file, decision.line, values=values)

    if decision.disagreement_id:
        if decision.disagreement_id in known:
            return decision.disagreement_id, None
        return problem("adjudication-gone", disagreement=decision.disagreement_id[:60])
    common = set.intersection(*(holding.get(coding, set()) for coding in decision.coding_ids))
    named = ", ".join(decision.coding_ids)[:100]
    if not common:
        return problem("adjudication-gone", disagreement=named)
    if len(common) > 1:
        return problem("adjudication-several", codings=named, disagreements=", ".join(sorted(common)))
    return common.pop(), None


def _codings(row: Mapping[str, Any]) -> list[str]:
    return [*row["coding_ids_a"], *row["coding_ids_b"]]


@cache
def _words() -> dict[str, str]:
    """What may be written -> the decision."""
    written: dict[str, list[str]] = read_texts("together.yaml")["adjudication"]
    return {word: decision for decision in DECISIONS for word in written[decision]}
