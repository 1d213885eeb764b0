"""How well the rule coder finds what people coded, code by code, and where it does not, so that rules can be mended.

A measure of the rules, not of the people: their codings are taken as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from benang.coding.agreement.agreement_table import ALL_CODES
from benang.coding.agreement.continuum import Continuum, continuum, on_line
from benang.coding.agreement.ratings import Ratings, Real, divided
from benang.coding.agreement.resampling import RESAMPLES, interval
from benang.coding.agreement.units import compare, pooled, units_of
from benang.core import model

PEOPLE, RULES = "people", "rules"

COLUMNS = model.TABLES["rule_quality"].columns
_KEPT = ["code_id", "source_id", "turn", "start", "end", "coder", "why"]
MISS_COLUMNS = ["code_id", "miss", "source_id", "turn", "start", "end", "coder", "quotation", "why"]


def rule_quality(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    human_coders: Collection[str],
    machine_coder: str,
    roles: Collection[str] = ("informant",),
    resamples: int = RESAMPLES,
) -> pd.DataFrame:
    """Precision, recall and F1 of the rule coder for each code, by turn.

    A turn has a code of people if a coding of one of them touches it. Looked at are the sources in which people coded
    anything; the rule coder is taken to have read all of them.

    Source: van Rijsbergen, C. J. (1979). Information Retrieval (2nd ed.), chapter 7; intervals as in ``resampling``.

    Args:
        codings: table ``codings``; of people without the rejected ones, of the rule coder all.
        turns: table ``turns``.
        human_coders: the people whose codings are the standard.
        machine_coder: the rule coder.
        roles: roles whose turns the rule coder reads; none: those of every role.
        resamples: how many samples the intervals come from.

    Returns:
        One row a code that people or rules gave, after ``code_id = "*"`` for all codes pooled. ``n_turns`` read,
        ``n_people``, ``n_rules`` and ``n_both`` turns with the code (where pooled, turns times codes); ``precision``
        (n_both / n_rules), ``recall`` (n_both / n_people) and ``f1`` (their harmonic mean), each with its 95 % interval
        and missing where undefined; ``undefined``: why (keys of ``agreement.reasons``).
    """
    people, rules = _people(codings, human_coders), codings[codings["coder"] == machine_coder]
    both = pd.concat([people.assign(coder=PEOPLE), rules.assign(coder=RULES)])
    sources = set(people["source_id"])
    compared = compare(both, turns, {PEOPLE: sources, RULES: sources}, roles)
    units = units_of(compared, resamples)[0]
    ratings = {code: units.ratings(code) for code in compared.spans}
    if ratings:
        ratings = {ALL_CODES: pooled(list(ratings.values())), **ratings}
    base = {"n_sources": compared.n_sources}
    rows = [base | _quality(code, decided, len(units.times)) for code, decided in ratings.items()]
    return model.conform(pd.DataFrame(rows, columns=COLUMNS), "rule_quality")


def rule_misses(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    human_coders: Collection[str],
    machine_coder: str,
    roles: Collection[str] = ("informant",),
) -> pd.DataFrame:
    """Where people and the rule coder differ.

    Args:
        codings, turns, human_coders, machine_coder, roles: as for ``rule_quality``.
        sources: table ``sources`` (``source_id``, ``text``).

    Returns:
        One row for each coding and turn to which the other side did not give the code: ``code_id``; ``miss``:
        ``missed`` (people coded, the rules did not) or ``false_alarm`` (the rules coded, nobody else did);
        ``source_id``, ``turn``; ``start``, ``end`` (code points in the source's text, end exclusive): the part of the
        coding that lies in the turn; ``coder``; ``quotation``: that part; ``why``: a person's memo, or the pattern and
        the words it found.
    """
    people, rules = _people(codings, human_coders), codings[codings["coder"] == machine_coder]
    line = continuum(turns, set(people["source_id"]), roles)
    by_people, by_rules = _by_turn(people, line), _by_turn(rules, line)
    text = dict(zip(sources["source_id"], sources["text"], strict=True))
    rows: list[dict[str, Any]] = []
    for miss, these, others in (("missed", by_people, by_rules), ("false_alarm", by_rules, by_people)):
        known = set(zip(others["code_id"], others["place"], strict=True))
        for row in these.to_dict("records"):
            if (row["code_id"], row["place"]) not in known:
                said = text[row["source_id"]][row["start"] : row["end"]]
                rows.append({str(name): cell for name, cell in row.items()} | {"miss": miss, "quotation": said})
    return misses_of_parts([pd.DataFrame(rows, columns=MISS_COLUMNS)])


def misses_of_parts(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What ``rule_misses`` gives of a study, from what it gives of some of its sources and of the others."""
    frame = pd.concat([part.astype({"turn": "int64", "start": "int64", "end": "int64"}) for part in parts])
    return frame.sort_values(MISS_COLUMNS[:-2], kind="stable", ignore_index=True)


def _people(codings: pd.DataFrame, human_coders: Collection[str]) -> pd.DataFrame:
    return codings[codings["coder"].isin(list(human_coders)) & (codings["status"] != "rejected")]


def _by_turn(codings: pd.DataFrame, line: Continuum) -> pd.DataFrame:
    """Each coding once for each turn it touches (``place``, from 0), with the part of it that lies in the turn."""
    found = on_line(codings, line)
    first = line.turn_at(found["first"].to_numpy())
    n_turns = line.turn_at(found["last"].to_numpy() - 1) - first + 1
    rows = found.iloc[np.repeat(np.arange(len(found)), n_turns)].reset_index(drop=True)
    place = np.arange(len(rows)) + np.repeat(first - np.cumsum(n_turns) + n_turns, n_turns)
    turn = line.turns.iloc[place].reset_index(drop=True)
    parts = rows.assign(
        place=place,
        turn=turn["turn"],
        start=np.maximum(rows["start"], turn["start"]),
        end=np.minimum(np.maximum(rows["end"], rows["start"] + 1), turn["end"]),
    )
    return parts.loc[parts["start"] < parts["end"], [*_KEPT, "place"]]


def _quality(code: str, decided: Ratings, n_drawn: int) -> dict[str, Any]:
    by_people, by_rules = decided.sum(decided.values[:, 0] == 1), decided.sum(decided.values[:, 1] == 1)
    both = decided.sum((decided.values == 1).all(axis=1))
    precision, recall = divided(both, by_rules), divided(both, by_people)
    row: dict[str, Any] = {"code_id": code, "n_turns": int(decided.sum(decided.judged > 0)[0])}
    row |= {"n_people": int(by_people[0]), "n_rules": int(by_rules[0]), "n_both": int(both[0])}
    for name, samples in (("precision", precision), ("recall", recall), ("f1", _f1(precision, recall))):
        between = interval(samples, n_drawn)
        row |= {name: between.value, f"{name}_low": between.low, f"{name}_high": between.high}
    given = {"no-human-codings": by_people[0], "no-rule-codings": by_rules[0]}
    return row | {"undefined": [reason for reason, n in given.items() if not n]}


def _f1(precision: Real, recall: Real) -> Real:
    """Their harmonic mean: 0 where both are 0, NaN where one is."""
    product = 2 * precision * recall
    return np.where(product == 0, product, divided(product, precision + recall))
