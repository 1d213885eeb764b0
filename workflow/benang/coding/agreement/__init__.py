"""Agreement between coders, per code and over all codes, with the unit named and both conventions of percentage.

Programs disagree on what to count. Here the unit is an informant's turn; ``percent`` counts turns that neither coder
coded as agreement, ``percent_coded_only`` leaves them out; ``kappa`` and ``alpha`` correct for chance, each as its
author published it. What cannot be computed is said with its reason and left empty, never filled with 0 or 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from benang.coding.agreement.cohen import kappa
from benang.coding.agreement.krippendorff import alpha, coincidences_of_two
from benang.coding.agreement.percent import percent_agreement, percent_coded_only
from benang.coding.agreement.tables import Counts, Decisions, Unit, counts, decisions

ALL_CODES = "*"
"""Stands in ``code_id`` for the decisions on all codes taken together."""

COLUMNS = [
    "code_id",
    "coder_a",
    "coder_b",
    "unit",
    "n_units",
    "n_both",
    "n_only_a",
    "n_only_b",
    "n_neither",
    "percent",
    "percent_coded_only",
    "kappa",
    "alpha",
    "undefined",
]

REASONS = {
    "no-common-source": {
        "id": "tidak ada sumber yang dikodekan oleh kedua pengode",
        "en": "no source was coded by both coders",
    },
    "no-units": {
        "id": "sumber yang dikodekan keduanya tidak memuat giliran bicara informan",
        "en": "the sources that both coded hold no informant turns",
    },
    "neither-coded": {
        "id": "tidak ada giliran bicara informan yang diberi kode ini oleh salah satu pengode",
        "en": "neither coder gave this code to any informant turn",
    },
    "no-variation": {
        "id": "keputusan kedua pengode sama pada setiap giliran bicara, sehingga tidak ada yang dapat dibandingkan",
        "en": "both coders took one and the same decision on every turn, so there is nothing to tell apart",
    },
}
"""Why a coefficient is undefined, for people, per language; the keys stand in the column ``undefined``."""


def agreement(codings: pd.DataFrame, turns: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame:
    """How far each two coders agree.

    Args:
        codings: table ``codings`` (of all coders; rejected codings are left out).
        turns: table ``turns``; the units are those of role ``informant`` in sources that both coders coded.
        coders: the coders to compare; every pair is compared, in order of name.

    Returns:
        One row a pair and code that one of the two gave to an informant turn of their common sources, after a row
        ``code_id = "*"`` for all these codes pooled (its units are turn x code decisions).
        Columns: ``code_id``; ``coder_a``, ``coder_b``; ``unit`` (``turn`` or ``turn x code``);
        ``n_units`` = ``n_both`` + ``n_only_a`` + ``n_only_b`` + ``n_neither``;
        ``percent``, ``percent_coded_only``, ``kappa``, ``alpha`` (shares and coefficients; missing where undefined);
        ``undefined`` (the reason, a key of ``REASONS``; empty where all four are defined).
    """
    taken = decisions(codings, turns, coders)
    rows: list[dict[str, object]] = []
    for coder_a, coder_b in combinations(sorted(set(coders)), 2):
        rows += _pair(taken, coder_a, coder_b)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    coefficients = ["percent", "percent_coded_only", "kappa", "alpha"]
    whole = ["n_units", "n_both", "n_only_a", "n_only_b", "n_neither"]
    return frame.astype(dict.fromkeys(coefficients, "float64") | dict.fromkeys(whole, "int64"))


def _pair(taken: Decisions, coder_a: str, coder_b: str) -> list[dict[str, object]]:
    common = set(taken.common_sources(coder_a, coder_b))
    units = taken.common_units(coder_a, coder_b)
    of_a, of_b = taken.coded[coder_a], taken.coded[coder_b]
    nothing: frozenset[Unit] = frozenset()
    tables: dict[str, Counts] = {}
    for code in sorted(set(of_a) | set(of_b)):
        table = counts(units, of_a.get(code, nothing), of_b.get(code, nothing))
        if table.sum() > table[0, 0]:
            tables[code] = table
    pooled = sum(tables.values(), start=np.zeros((2, 2), dtype=np.int64))
    missing = "" if common else "no-common-source"
    if common and not units:
        missing = "no-units"
    elif common and not tables:
        missing = "neither-coded"
    rows = [_row(ALL_CODES, coder_a, coder_b, "turn x code", pooled, missing)]
    rows += [_row(code, coder_a, coder_b, "turn", table, "") for code, table in tables.items()]
    return rows


def _row(code: str, coder_a: str, coder_b: str, unit: str, table: Counts, missing: str) -> dict[str, object]:
    coefficients = {
        "percent": percent_agreement(table),
        "percent_coded_only": percent_coded_only(table),
        "kappa": kappa(table),
        "alpha": alpha(coincidences_of_two(table)),
    }
    reasons = sorted({one.undefined for one in coefficients.values() if one.undefined})
    (neither, only_b), (only_a, both) = table.tolist()
    return {
        "code_id": code,
        "coder_a": coder_a,
        "coder_b": coder_b,
        "unit": unit,
        "n_units": int(table.sum()),
        "n_both": both,
        "n_only_a": only_a,
        "n_only_b": only_b,
        "n_neither": neither,
        **{name: one.value for name, one in coefficients.items()},
        "undefined": missing or ";".join(reasons),
    }
