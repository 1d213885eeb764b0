"""Saturation: whether further interviews still bring new codes, after Guest, Namey and Chen.

Guest, G., Namey, E. and Chen, M. (2020), A simple method to assess and report thematic saturation in qualitative
research, PLOS ONE 15(5), e0232076, https://doi.org/10.1371/journal.pone.0232076. Three numbers are chosen: how many
interviews make the base (*base size*), how many in a row are looked at for what is new (*run length*), and how much new
may still come (*new information threshold*). What is new in a run is divided by the codes of the base; runs overlap,
each beginning one interview after the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from benang.core.model import TABLES
from benang.mapping.code_emergence import CODINGS

COLUMNS = TABLES["saturation"].columns

FEWEST_INTERVIEWS = 10
"""With fewer, base and runs are nearly all of the interviews, and nothing is told apart."""

UNDATED, TIED, FEW, EMPTY = "undated", "tied", "few", "empty"
"""Why saturation is not looked at: it is not known when codes came up; dates do not tell the order of interviews;
there are too few interviews; the base holds no code."""


class Reached(NamedTuple):
    """Where saturation was reached, if it was.

    Attributes:
        why_not: why it is not looked at (``UNDATED`` ...); empty where it is.
        interviews: how many were counted.
        after: the interviews before the first run with no more than the threshold; 0 where there is none.
        ratio: the share of new codes in that run, or in the last.
        lost: whether a later run brings more than the threshold again.
    """

    why_not: str
    interviews: int
    after: int = 0
    ratio: float = 0.0
    lost: bool = False


def saturation(emergence: pd.DataFrame, saturation_chosen: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Every run of interviews behind the base.

    Args:
        emergence: the matrix of that name.
        saturation_chosen: ``base`` and ``run`` (interviews) and ``threshold`` (0-1); nothing where nobody asked for it.

    Returns:
        A row a run, by its interviews ``first`` to ``last`` in the order in which they were coded: ``new`` codes in it,
        ``ratio`` of these to ``base_codes``, and whether this is ``reached``: at most the threshold. No row where
        nobody asked for it, or where ``why_not`` says why.
    """
    chosen = saturation_chosen
    steps = emergence[emergence["basis"] == CODINGS]
    if not chosen or why_not(emergence, chosen):
        return pd.DataFrame([], columns=COLUMNS)
    new = [int(count) for count in steps.sort_values("step")["new"]]
    base, run, threshold = int(chosen["base"]), int(chosen["run"]), float(chosen["threshold"])
    of_base = sum(new[:base])
    rows = []
    for first in range(base, len(new) - run + 1):
        found = sum(new[first : first + run])
        rows.append(
            {
                "base_size": base,
                "run_length": run,
                "threshold": threshold,
                "base_codes": of_base,
                "first": first + 1,
                "last": first + run,
                "new": found,
                "ratio": found / of_base,
                "reached": found <= threshold * of_base,
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def why_not(emergence: pd.DataFrame, chosen: Mapping[str, Any]) -> str:
    """Why saturation cannot be looked at; empty where it can."""
    steps = emergence[emergence["basis"] == CODINGS]
    if steps.empty:
        return UNDATED
    counts = [len(names) for names in steps["names"]]
    if sum(counts) < max(FEWEST_INTERVIEWS, int(chosen["base"]) + int(chosen["run"])):
        return FEW
    if max(counts) > 1:
        return TIED
    return "" if steps.sort_values("step")["new"].head(int(chosen["base"])).sum() else EMPTY


def reached(emergence: pd.DataFrame, runs: pd.DataFrame, chosen: Mapping[str, Any]) -> Reached:
    """What the runs say, for a sentence.

    Args:
        emergence, runs: the matrices ``emergence`` and ``saturation``.
        chosen: ``base``, ``run`` and ``threshold``.
    """
    steps = emergence[emergence["basis"] == CODINGS]
    interviews = sum(len(names) for names in steps["names"])
    reason = why_not(emergence, chosen)
    if reason:
        return Reached(reason, interviews)
    held = runs[runs["reached"].astype(bool)]
    if held.empty:
        return Reached("", interviews, 0, float(runs["ratio"].iloc[-1]))
    first = held.iloc[0]
    later = runs[runs["first"] > first["first"]]
    lost = not later["reached"].astype(bool).all()
    return Reached("", interviews, int(first["first"]) - 1, float(first["ratio"]), lost)
