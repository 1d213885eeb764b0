"""The four counts that every coefficient of agreement comes from: the library beside the oracle."""

import pandas as pd
from hypothesis import given, settings

from benang.coding.agreement import agreement
from benang.core import model

from . import agreement as counts
from .studies import PEOPLE, studies

COUNTS = ["n_all", "n_only_first", "n_only_second", "n_none"]


@settings(max_examples=25)
@given(studies(count="any"))
def test_counts_of_every_two_coders(study):
    by_hand = [row for row in study.codings if row["method"] == "human"]
    codings = pd.DataFrame(by_hand, columns=[*model.TABLES["codings"].columns])
    turns = pd.DataFrame(study.turns)
    study.read = {}
    assert of_library(agreement(codings, turns, PEOPLE, resamples=2)) == {
        key: found for key, found in counts.pairs(study, PEOPLE).items() if key[2] != "case x category"
    }


def of_library(table):
    """(a, b, unit, code) -> both, only a, only b, neither; rows of three coders and undefined ones are left out."""
    found = {}
    for row in table.to_dict("records"):
        coders = list(row["coders"])
        if len(coders) == 2 and row["n_units"]:
            key = (*coders, row["unit"].removesuffix(" x code"), row["code_id"])
            found.setdefault(key, []).append([int(row[name]) for name in COUNTS])
    assert all(one == rows[0] for rows in found.values() for one in rows), "one code and unit, several counts"
    return {key: rows[0] for key, rows in found.items()}
