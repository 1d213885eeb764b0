"""The table of agreement: every coefficient of every code, unit and group of coders, with its interval and base."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from benang.coding.agreement.coefficients import COEFFICIENTS
from benang.coding.agreement.ratings import Ratings, Real
from benang.coding.agreement.resampling import RESAMPLES, drawn, exact, interval
from benang.coding.agreement.unitizing import Disagreement, alpha_u, disagreement
from benang.coding.agreement.units import Comparison, Units, compare, pooled, units_of
from benang.core import model

ALL_CODES = "*"
"""Stands in ``code_id`` for the decisions on all codes taken together."""

ALPHA_U = "krippendorff_alpha_u"

COLUMNS = model.TABLES["agreement"].columns

Row = dict[str, Any]


def agreement(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    coders: Sequence[str],
    resamples: int = RESAMPLES,
    read: Mapping[str, Collection[str]] | None = None,
    ranges: bool = True,
) -> pd.DataFrame:
    """How far each two coders agree, and, of three or more, all of them.

    A coder worked on a source if one of the coder's codings is in it, or if the study says that the coder read it.
    Compared are the informants' words in the sources that two of the coders worked on; of more than two coders, the
    decisions of those who worked on a source. A coding counts for each turn and case of which it touches a character.
    Overlapping codings of one coder with one code count once.

    Args:
        codings: table ``codings``; rejected codings are left out.
        turns: table ``turns``; those of role ``informant`` are compared.
        coders: the coders to compare, whatever their order.
        resamples: how many samples the intervals come from (see ``resampling``).
        read: by coder the sources that the coder read, whether anything was coded there or not.
        ranges: whether the sources are wanted in which they agree least and most.

    Returns:
        One row for each group of coders (each pair; then all, if more than two), unit, code and coefficient. Codes are
        those that one of these coders gave to the compared text; before them stands ``code_id = "*"``, all pooled.
        Columns: ``coders`` (joined with ``;``); ``unit`` (``turn``, ``character``, ``case``; where pooled
        ``turn x code`` and so on); ``code_id``; ``coefficient``; ``value`` (missing where undefined); ``low``, ``high``
        (95 % interval); ``standard_error`` (as published, for independent units: of kappa and AC1 of two coders, by
        turn or case); ``n_sources``; ``n_units``; ``n_all``, ``n_none`` (units to which all, or none, of those who
        judged them gave the code); ``n_only_first``, ``n_only_second`` (of two coders); ``prevalence`` (share of the
        decisions that gave the code); ``lowest_source``, ``highest_source`` (of decisions by turn, all codes pooled:
        the value where it is lowest and highest); ``n_drawn``, ``drawn`` (of how many ``turn``, ``source`` or ``case``
        the resamples are drawn); ``undefined``, ``no_interval`` (why the value, or its interval, is missing: a key of
        ``reasons``).
    """
    kept = codings[codings["status"] != "rejected"]
    names = sorted(set(coders))
    worked_on = {name: {*kept.loc[kept["coder"] == name, "source_id"], *(read or {}).get(name, ())} for name in names}
    groups: list[tuple[str, ...]] = [*combinations(names, 2)]
    if len(names) not in (0, 2):
        groups.append(tuple(names))
    rows: list[Row] = []
    for group in groups:
        compared = {name: worked_on[name] for name in group}
        found = _rows(compare(kept, turns, compared), resamples)
        rows += _with_range(found, kept, turns, compared) if ranges else found
    table = model.conform(pd.DataFrame(rows, columns=COLUMNS), "agreement")
    # Of more than two coders there are none.
    return table.astype({"n_only_first": "Int64", "n_only_second": "Int64"})


CATEGORY = "case x category"
"""Unit of ``category_agreement``: a category at a case."""


def category_agreement(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    coders: Sequence[str],
    category_of: Mapping[str, str],
    resamples: int = RESAMPLES,
    read: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """How far coders agree at the level that findings speak of: which case speaks of which category.

    Args:
        codings, turns, coders, resamples, read: as for ``agreement``.
        category_of: the category under which each code is counted; a coding with any other code is left out.

    Returns:
        Rows as ``agreement`` gives them, of the unit ``case x category`` (pooled: with `` x code``), the
        category in ``code_id``.
    """
    codings = codings[codings["status"] != "rejected"]
    known = codings[codings["code_id"].isin(list(category_of))]
    lifted = known.assign(code_id=known["code_id"].map(category_of))
    # Whoever coded a source with themes alone worked on it all the same.
    worked_on = {
        name: {*codings.loc[codings["coder"] == name, "source_id"], *(read or {}).get(name, ())} for name in coders
    }
    rows = agreement(lifted, turns, coders, resamples, worked_on, ranges=False)
    by_case = rows[rows["unit"].isin(["case", "case x code"])]
    pooled = by_case["unit"] == "case x code"
    return by_case.assign(unit=pooled.map({True: f"{CATEGORY} x code", False: CATEGORY})).reset_index(drop=True)


def _with_range(
    rows: list[Row], codings: pd.DataFrame, turns: pd.DataFrame, worked_on: Mapping[str, Collection[str]]
) -> list[Row]:
    """The rows, those of all decisions by turn with the lowest and the highest value of one source."""
    values = _values_by_source(codings, turns, worked_on)
    return [
        row | {"lowest_source": min(found), "highest_source": max(found)}
        if row["unit"] == _POOLED_TURNS and len(found := values.get(row["coefficient"], [])) > 1
        else row
        for row in rows
    ]


_SOURCES_AT_ONCE = 500
"""Sources that are compared each by itself in one go: the room it takes grows with their square."""


def _values_by_source(
    codings: pd.DataFrame, turns: pd.DataFrame, worked_on: Mapping[str, Collection[str]]
) -> dict[str, list[float]]:
    """The values of each coefficient of all decisions by turn in each source that all coders worked on, where it has
    one; a source by itself has the codes that somebody gave there."""
    shared = sorted(set.intersection(*map(set, worked_on.values()))) if worked_on else []
    values: dict[str, list[float]] = {}
    for start in range(0, len(shared), _SOURCES_AT_ONCE):
        some = shared[start : start + _SOURCES_AT_ONCE]
        compared = compare(codings, turns, dict.fromkeys(worked_on, some))
        if _nothing_to_compare(compared):
            continue
        # As what is drawn are sources, a sample of each source alone.
        line = compared.line
        alone = np.eye(len(line.sources), dtype=np.uint16)
        units = Units("turn", "source", compared, np.arange(len(line.turns)), line.source, alone)
        decided = []
        for code in compared.spans:
            ratings = units.ratings(code)
            given = np.isin(np.arange(len(line.sources)), line.source[compared.pieces[code].turn])
            decided.append(replace(ratings, counts=ratings.counts * given))
        together = pooled(decided)
        for one in COEFFICIENTS:
            found = exact(one.compute(together))
            values.setdefault(one.name(len(worked_on)), []).extend(found[~np.isnan(found)].tolist())
    return values


_POOLED_TURNS = "turn x code"


def _rows(compared: Comparison, resamples: int) -> list[Row]:
    missing = _nothing_to_compare(compared)
    rows: list[Row] = []
    for units in units_of(compared, resamples):
        why = missing or ("" if len(units.thing) else "no-cases")
        rows += _undefined(units, why) if why else _defined(units)
    return rows


def _nothing_to_compare(compared: Comparison) -> str:
    if len(compared.coders) < 2:
        return "one-coder"
    if not compared.n_sources:
        return "no-common-source"
    if not compared.line.length:
        return "no-units"
    return "" if compared.spans else "neither-coded"


def _undefined(units: Units, why: str) -> list[Row]:
    row = _where(units, ALL_CODES) | dict.fromkeys(("n_units", "n_all", "n_none"), 0)
    row |= {"n_drawn": 0, "drawn": "", "undefined": why, "no_interval": ""}
    names = [one.name(len(units.comparison.coders)) for one in COEFFICIENTS]
    return [row | {"coefficient": name} for name in [*names, *([ALPHA_U] if _has_borders(units) else [])]]


def _defined(units: Units) -> list[Row]:
    compared = units.comparison
    ratings = {code: units.ratings(code) for code in compared.spans}
    borders = {}
    if _has_borders(units):
        borders = {code: disagreement(found, compared.line.length) for code, found in compared.spans.items()}
    rows: list[Row] = []
    for code, decided in {ALL_CODES: pooled(list(ratings.values())), **ratings}.items():
        base = _where(units, code) | _counts(decided)
        rows += _coefficients(units, base, decided)
        if borders:
            about = list(borders.values()) if code == ALL_CODES else [borders[code]]
            rows.append(base | {"coefficient": ALPHA_U} | _figure(units, _alpha_u(units, about), "no-variation"))
    return rows


def _has_borders(units: Units) -> bool:
    # For more than two coders alpha_u does not behave as expected (Krippendorff, Mathet, Bouvry and Widlöcher, 2016).
    return units.name == "character" and len(units.comparison.coders) == 2


def _coefficients(units: Units, base: Row, decided: Ratings) -> list[Row]:
    n_coders = len(units.comparison.coders)
    # The published standard errors hold for units that were judged independently: neither the characters of a turn nor
    # the codes of a turn were.
    independent = n_coders == 2 and base["unit"] in ("turn", "case")
    rows = []
    for one in COEFFICIENTS:
        row = base | {"coefficient": one.name(n_coders)} | _figure(units, one.compute(decided), one.undefined)
        if one.standard_error and independent and not row["undefined"] and not row["no_interval"]:
            row["standard_error"] = one.standard_error(decided)
        rows.append(row)
    return rows


def _where(units: Units, code: str) -> Row:
    return {
        "coders": list(units.comparison.coders),
        "unit": f"{units.name} x code" if code == ALL_CODES else units.name,
        "code_id": code,
        "n_sources": units.comparison.n_sources,
        "n_drawn": len(units.times),
        "drawn": units.drawn_by,
    }


def _counts(decided: Ratings) -> Row:
    n = decided.counts[:, 0]
    coded = decided.chosen[:, 1]
    counts: Row = {
        "n_units": int(n.sum()),
        "n_all": int(n[coded == decided.judged].sum()),
        "n_none": int(n[coded == 0].sum()),
        "prevalence": float((n * coded).sum() / (n * decided.judged).sum()),
    }
    if decided.values.shape[1] == 2:
        for place, column in enumerate(("n_only_first", "n_only_second")):
            counts[column] = int(n[(coded == 1) & (decided.values[:, place] == 1)].sum())
    return counts


def _figure(units: Units, samples: Real, undefined: str) -> Row:
    between = interval(samples, len(units.times))
    return {
        "value": between.value,
        "low": between.low,
        "high": between.high,
        "undefined": undefined if np.isnan(between.value) else "",
        "no_interval": between.missing,
    }


def _alpha_u(units: Units, about: Sequence[Disagreement]) -> Real:
    """alpha_u in the data and in each resample.

    The parts of the observed disagreement are drawn with the turn (or source) they begin in; the expected disagreement
    stays that of the data, as in Krippendorff's own bootstrap of alpha (Hayes and Krippendorff, 2007, Communication
    Methods and Measures 1(1), 77-89).
    """
    observed = np.concatenate([one.observed for one in about])
    turn = units.comparison.line.turn_at(np.concatenate([one.places for one in about]))
    things, thing = np.unique(units.thing[turn], return_inverse=True)
    of_thing = np.bincount(thing, weights=observed, minlength=len(things))
    expected = sum(one.expected for one in about) or math.nan
    samples: Real = alpha_u(about) + (observed.sum() - drawn(of_thing[None], things, units.times)[0]) / expected
    return samples
