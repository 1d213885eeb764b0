import json
import math
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang import model
from benang.coding.agreement import ALL_CODES, COLUMNS, REASONS, agreement
from benang.coding.agreement.cohen import kappa
from benang.coding.agreement.krippendorff import alpha, coincidences, coincidences_of_two
from benang.coding.agreement.percent import percent_agreement, percent_coded_only

EXAMPLES = Path(__file__).parents[2].parent / "shared" / "data" / "agreement_examples.json"
published = pytest.mark.skipif(not EXAMPLES.is_file(), reason="the published examples are not here")


def example(name):
    return json.loads(EXAMPLES.read_text(encoding="utf-8"))[name]


def two_by_two(both, only_a, only_b, neither):
    return np.array([[neither, only_b], [only_a, both]])


# --- coefficients against published answers ---


def test_kappa_of_the_worked_example_whose_answer_programs_get_wrong():
    # 1,000 characters, coder A coded 120, coder B 130, both 50.
    assert kappa(two_by_two(50, 70, 80, 800)).value == pytest.approx(0.314, abs=0.0005)


@published
def test_percent_in_both_conventions():
    given = example("nvivo_percent_agreement")
    table = two_by_two(given["both"], given["one_only"], 0, given["neither"])
    assert percent_agreement(table).value == pytest.approx(given["percent"])
    assert percent_coded_only(table).value == pytest.approx(50 / 200)


@published
@pytest.mark.parametrize(
    ("name", "answer"), [("cohen_1960_ex2", "kappa"), ("gwet_abstractors_3x3", "cohen"), ("kappa_paradox", "kappa")]
)
def test_cohens_kappa(name, answer):
    given = example(name)
    decimals = len(str(given[answer]).split(".")[1])
    assert kappa(np.array(given["table"])).value == pytest.approx(given[answer], abs=0.5 * 10**-decimals)


@published
def test_percent_of_the_published_tables():
    assert percent_agreement(np.array(example("cohen_1960_ex2")["table"])).value == pytest.approx(0.7)
    assert percent_agreement(np.array(example("kappa_paradox")["table"])).value == pytest.approx(0.9)


@published
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("krippendorff_2011_A_binary", 0.095),
        ("krippendorff_2011_B_nominal", 0.692),
        ("krippendorff_2011_C_missing", 0.743),
        ("wikipedia_alpha", 0.691),
    ],
)
def test_krippendorffs_alpha(name, answer):
    assert alpha(coincidences(example(name)["coder_rows"])).value == pytest.approx(answer, abs=0.0005)


@published
def test_alpha_of_a_table_of_three_categories():
    given = example("gwet_abstractors_3x3")
    assert alpha(coincidences_of_two(np.array(given["table"]))).value == pytest.approx(given["alpha"], abs=0.00005)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_alpha_of_two_coders_is_the_same_by_rows_and_by_table(pairs):
    table = np.zeros((3, 3), dtype=np.int64)
    for a, b in pairs:
        table[a, b] += 1
    by_rows, by_table = alpha(coincidences([*zip(*pairs, strict=True)])), alpha(coincidences_of_two(table))
    assert by_rows.undefined == by_table.undefined
    assert by_rows.value == pytest.approx(by_table.value) if by_rows.value is not None else by_table.value is None


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_no_coefficient_is_ever_a_nought_by_nought(cells):
    table = two_by_two(*cells)
    for one in (
        percent_agreement(table),
        percent_coded_only(table),
        kappa(table),
        alpha(coincidences_of_two(table)),
    ):
        assert (one.value is None) == bool(one.undefined)
        assert one.value is None or (math.isfinite(one.value) and one.value <= 1)
        assert not one.undefined or one.undefined in REASONS


@pytest.mark.parametrize("table", [two_by_two(9, 0, 0, 0), two_by_two(0, 0, 0, 9)])
def test_without_variation_chance_correction_is_undefined_not_perfect(table):
    assert (kappa(table).value, kappa(table).undefined) == (None, "no-variation")
    assert alpha(coincidences_of_two(table)).undefined == "no-variation"
    assert percent_agreement(table).value == 1


# --- the table of agreement ---


def study(turns, codings):
    """Turns as (source, turn, role), each ten characters long; codings as (source, first, last, code, coder)."""
    turn_rows = [
        {"source_id": source, "turn": turn, "start": 20 * turn, "end": 20 * turn + 10, "speaker": "", "role": role}
        | {
            "case_id": "",
            "line": turn,
            "time_start": None,
            "time_end": None,
            "role_from": "",
            "heading": "",
            "n_words": 2,
        }
        for source, turn, role in turns
    ]
    coding_rows = [
        {"coding_id": str(number), "source_id": source, "case_id": "", "turn": first, "last_turn": last}
        | {"start": 20 * first + 3, "end": 20 * last + 5, "line": 0, "code_id": code, "coder": coder}
        | {"method": "human", "status": "accepted", "quotation": "", "why": "", "anchor": "exact"}
        for number, (source, first, last, code, coder) in enumerate(codings)
    ]
    turn_table = model.from_rows("turns", turn_rows)
    return model.from_rows("codings", coding_rows), turn_table


TURNS = [(source, turn, "informant" if turn % 2 == 0 else "interviewer") for source in "PQ" for turn in range(1, 21)]


def test_counts_informant_turns_of_the_sources_both_coded():
    codings, turns = study(
        TURNS,
        [
            ("P", 2, 2, "trust", "ana"),
            ("P", 2, 2, "trust", "budi"),
            ("P", 4, 7, "trust", "ana"),  # informant turns 4 and 6; turns 5 and 7 are the interviewer's
            ("P", 6, 6, "trust", "budi"),
            ("P", 8, 8, "trust", "budi"),
            ("P", 9, 9, "brand", "budi"),  # on the interviewer's turn only
            ("P", 10, 10, "brand", "ana"),
            ("Q", 2, 2, "trust", "ana"),  # budi never coded Q
        ],
    )
    table = agreement(codings, turns, ["budi", "ana"])
    assert list(table.columns) == COLUMNS
    assert table["code_id"].tolist() == [ALL_CODES, "brand", "trust"]
    assert table["unit"].tolist() == ["turn x code", "turn", "turn"]
    trust = table.set_index("code_id").loc["trust"]
    counted = ["coder_a", "coder_b", "n_units", "n_both", "n_only_a", "n_only_b", "n_neither"]
    assert trust[counted].tolist() == ["ana", "budi", 10, 2, 1, 1, 6]
    assert trust["percent"] == pytest.approx(0.8)
    assert trust["percent_coded_only"] == pytest.approx(0.5)
    assert trust["kappa"] == pytest.approx((0.8 - 0.58) / (1 - 0.58))
    assert trust["alpha"] == pytest.approx(1 - 19 * 4 / (400 - 14**2 - 6**2))
    assert trust["undefined"] == ""
    pooled = table.set_index("code_id").loc[ALL_CODES]
    assert pooled[counted].tolist() == ["ana", "budi", 20, 2, 2, 1, 15]


def test_a_coding_that_ends_in_the_next_speakers_label_does_not_touch_that_turn():
    codings, turns = study(TURNS, [("P", 2, 2, "c", "ana"), ("P", 2, 2, "c", "budi")])
    codings.loc[0, "end"] = 79  # turn 4 begins at 80, turn 2 ended at 50
    row = agreement(codings, turns, ["ana", "budi"]).iloc[1]
    assert (row["n_both"], row["n_only_a"], row["n_only_b"]) == (1, 0, 0)


def test_rejected_codings_are_left_out():
    codings, turns = study(TURNS, [("P", 2, 2, "c", "ana"), ("P", 2, 2, "c", "budi"), ("P", 4, 4, "c", "budi")])
    codings.loc[2, "status"] = "rejected"
    assert agreement(codings, turns, ["ana", "budi"]).iloc[1]["n_only_b"] == 0


@pytest.mark.parametrize(
    ("codings", "reason"),
    [
        ([], "no-common-source"),
        ([("P", 2, 2, "c", "ana"), ("Q", 2, 2, "c", "budi")], "no-common-source"),
        ([("P", 1, 1, "c", "ana"), ("P", 3, 3, "c", "budi")], "neither-coded"),
        ([("R", 1, 1, "c", "ana"), ("R", 3, 3, "c", "budi")], "no-units"),
    ],
)
def test_nothing_to_compare_is_said_with_its_reason(codings, reason):
    frame, turns = study([*TURNS, ("R", 1, "other"), ("R", 3, "other")], codings)
    table = agreement(frame, turns, ["ana", "budi"])
    assert table["undefined"].tolist() == [reason]
    assert table[["percent", "percent_coded_only", "kappa", "alpha"]].isna().all(axis=None)
    assert set(REASONS[reason]) == {"id", "en"}


def test_every_turn_coded_by_both_leaves_kappa_and_alpha_undefined():
    codings, turns = study([("P", 2, "informant")], [("P", 2, 2, "c", "ana"), ("P", 2, 2, "c", "budi")])
    row = agreement(codings, turns, ["ana", "budi"]).iloc[1]
    assert (row["percent"], row["percent_coded_only"], row["undefined"]) == (1, 1, "no-variation")
    assert math.isnan(row["kappa"])
    assert math.isnan(row["alpha"])


def test_every_pair_of_coders_is_compared_whatever_the_order():
    codings, turns = study(TURNS, [("P", 2 * n, 2 * n, "c", coder) for n, coder in product((1, 2), ("x", "y", "z"))])
    table = agreement(codings, turns, ["z", "x", "y", "x"])
    pairs = [*zip(table["coder_a"], table["coder_b"], strict=True)]
    assert pairs == [("x", "y")] * 2 + [("x", "z")] * 2 + [("y", "z")] * 2
    shuffled = codings.sample(frac=1, random_state=3), turns.sample(frac=1, random_state=3)
    assert agreement(*shuffled, ["x", "y", "z"]).equals(table)


def test_fewer_than_two_coders_give_an_empty_table():
    codings, turns = study(TURNS, [])
    assert list(agreement(codings, turns, ["ana"]).columns) == COLUMNS
    assert agreement(codings, turns, []).empty
