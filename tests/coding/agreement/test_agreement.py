import math
from itertools import combinations, permutations, product

import numpy as np
import pandas as pd
import pytest
from counted_pairs import from_table
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.agreement import ALL_CODES, COLUMNS, reasons
from benang.coding.agreement import agreement as compare_coders
from benang.coding.agreement.brennan_prediger import brennan_prediger
from benang.coding.agreement.coefficients import COEFFICIENTS
from benang.coding.agreement.cohen import kappa
from benang.coding.agreement.continuum import merged
from benang.coding.agreement.fleiss import fleiss
from benang.coding.agreement.gwet import ac1
from benang.coding.agreement.krippendorff import alpha
from benang.coding.agreement.percent import percent_agreement
from benang.coding.agreement.ratings import MISSING, Ratings, from_rows
from benang.coding.agreement.resampling import FEWEST_SOURCES
from benang.coding.agreement.unitizing import Spans, alpha_u, disagreement
from benang.core import model

FEW = 50
"""Resamples for tests that do not look at intervals."""


# --- coefficients ---


def two_by_two(both, only_a, only_b, neither):
    return from_table(np.array([[neither, only_b], [only_a, both]]))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_a_coefficient_is_the_same_by_rows_and_by_table(pairs):
    table = np.zeros((3, 3), dtype=np.int64)
    for a, b in pairs:
        table[a, b] += 1
    for compute in (percent_agreement, kappa, fleiss, alpha):
        by_rows, by_table = compute(from_rows([*zip(*pairs, strict=True)]))[0], compute(from_table(table))[0]
        assert by_rows == pytest.approx(by_table, nan_ok=True)


@given(st.lists(st.lists(st.sampled_from([0, 1, MISSING]), min_size=3, max_size=3), max_size=12))
def test_no_coefficient_is_ever_a_nought_by_nought(units):
    ratings = Ratings(np.array(units, dtype=np.int64).reshape(-1, 3), np.ones((len(units), 1)), (False, True))
    for one in COEFFICIENTS:
        value = one.compute(ratings)[0]
        assert math.isnan(value) or value <= 1 + 1e-12
        assert one.undefined in reasons("en")


@pytest.mark.parametrize("table", [two_by_two(9, 0, 0, 0), two_by_two(0, 0, 0, 9)])
def test_without_variation_chance_correction_is_undefined_not_perfect(table):
    for compute in (kappa, fleiss, brennan_prediger, ac1, alpha):
        assert math.isnan(compute(table)[0])
    assert percent_agreement(table)[0] == 1


@given(st.lists(st.lists(st.sampled_from("ab"), min_size=3, max_size=3), min_size=1, max_size=20))
def test_conger_is_built_from_the_pairs(units):
    rows = [*zip(*units, strict=True)]
    ratings = from_rows(rows)
    pairs = [from_rows(pair) for pair in combinations(rows, 2)]
    chance = (
        np.mean([sum(one.count(value) * other.count(value) for value in "ab") for one, other in combinations(rows, 2)])
        / len(units) ** 2
    )
    agreed = np.mean([percent_agreement(pair)[0] for pair in pairs])
    value = kappa(ratings)[0]
    assert (
        math.isnan(value) if len(set().union(*rows)) < 2 else value == pytest.approx((agreed - chance) / (1 - chance))
    )


def test_categories_that_are_numbers_are_in_their_order():
    assert from_rows([[10, 9, None, 2.5]]).categories == (2.5, 9, 10)


# --- the table of agreement ---


def coding(number, source, start, end, code, coder, **more):
    """A row of the table of codings; columns that do not matter here are empty."""
    row = {
        "coding_id": f"{number:04}",
        "source_id": source,
        "start": start,
        "end": end,
        "code_id": code,
        "coder": coder,
    }
    empty = {
        column: "" if kind == model.pa.string() else 0
        for column, kind in zip(model.TABLES["codings"].columns, model.TABLES["codings"].schema.types, strict=True)
    }
    return empty | {"method": "human", "status": "accepted"} | row | more


def turn(source, number, start, end, role="informant", case=""):
    row = {"source_id": source, "turn": number, "start": start, "end": end, "role": role, "case_id": case}
    return (
        row
        | {"speaker": "", "role_from": "", "heading": "", "line": number, "time_start": None}
        | {
            "time_end": None,
            "n_words": 2,
        }
    )


def study(turns, codings):
    """Turns as (source, turn, role), each ten characters long; codings as (source, first, last, code, coder)."""
    turn_rows = [
        turn(source, number, 20 * number, 20 * number + 10, role, f"case {source}") for source, number, role in turns
    ]
    coding_rows = [
        coding(number, source, 20 * first + 3, 20 * last + 5, code, coder)
        for number, (source, first, last, code, coder) in enumerate(codings)
    ]
    return model.from_rows("codings", coding_rows), model.from_rows("turns", turn_rows)


def agreement(*given, **more):
    """The table, with the coders of a group in one text."""
    table = compare_coders(*given, **more)
    return table.assign(coders=table["coders"].map(";".join))


def of(table, unit, coefficient="percent", coders=None):
    """The rows of one unit and coefficient, by code."""
    rows = table[table["unit"].isin([unit, f"{unit} x code"]) & (table["coefficient"] == coefficient)]
    if coders:
        rows = rows[rows["coders"] == coders]
    return rows.set_index("code_id")


TURNS = [(source, turn, "informant" if turn % 2 == 0 else "interviewer") for source in "PQ" for turn in range(1, 21)]
COUNTS = ["n_units", "n_all", "n_only_first", "n_only_second", "n_none"]
EXAMPLE = [
    ("P", 2, 2, "trust", "ana"),
    ("P", 2, 2, "trust", "budi"),
    ("P", 4, 7, "trust", "ana"),  # informant turns 4 and 6; turns 5 and 7 are the interviewer's
    ("P", 6, 6, "trust", "budi"),
    ("P", 8, 8, "trust", "budi"),
    ("P", 9, 9, "brand", "budi"),  # on the interviewer's turn only
    ("P", 10, 10, "brand", "ana"),
    ("Q", 2, 2, "trust", "ana"),  # budi never coded Q
]


def test_by_turn_it_counts_informant_turns_of_the_sources_both_coded():
    table = agreement(*study(TURNS, EXAMPLE), ["budi", "ana"], FEW)
    assert list(table.columns) == COLUMNS
    percent = of(table, "turn")
    assert percent.index.tolist() == [ALL_CODES, "brand", "trust"]
    assert percent["unit"].tolist() == ["turn x code", "turn", "turn"]
    assert set(table["coders"]) == {"ana;budi"}
    assert set(table["n_sources"]) == {1}
    trust = percent.loc["trust"]
    assert trust[COUNTS].tolist() == [10, 2, 1, 1, 6]
    assert trust["prevalence"] == pytest.approx(6 / 20)
    assert percent.loc[ALL_CODES, COUNTS].tolist() == [20, 2, 2, 1, 15]
    value = {name: of(table, "turn", name).loc["trust", "value"] for name in table["coefficient"].unique()[:7]}
    assert value["percent"] == pytest.approx(0.8)
    assert value["percent_coded_only"] == pytest.approx(0.5)
    assert value["cohen_kappa"] == pytest.approx((0.8 - 0.58) / (1 - 0.58))
    assert value["krippendorff_alpha"] == pytest.approx(1 - 19 * 4 / (400 - 14**2 - 6**2))
    assert value["brennan_prediger"] == pytest.approx(0.6)
    assert not of(table, "turn").loc["trust", "undefined"]


def test_by_character_labels_and_the_interviewer_are_left_out():
    percent = of(agreement(*study(TURNS, EXAMPLE), ["ana", "budi"], FEW), "character")
    # ana: characters 3 to 5 of turn 2, from 3 on of turn 4, all of turn 6. budi: 3 to 5 of turns 2, 6, 8.
    assert percent.loc["trust", COUNTS].tolist() == [100, 4, 15, 2, 79]
    assert percent.loc["brand", COUNTS].tolist() == [100, 0, 2, 0, 98]
    assert percent.loc[ALL_CODES, COUNTS].tolist() == [200, 4, 17, 2, 177]


def test_by_case_a_case_counts_once_however_often_it_was_coded():
    codings = [("P", 2, 2, "c", "ana"), ("P", 4, 4, "c", "ana"), ("P", 6, 6, "c", "budi")]
    codings += [("Q", 2, 2, "c", "ana"), ("Q", 4, 4, "d", "budi")]
    table = agreement(*study(TURNS, codings), ["ana", "budi"], FEW)
    assert of(table, "case").loc["c", COUNTS].tolist() == [2, 1, 1, 0, 0]
    assert of(table, "case").loc["d", COUNTS].tolist() == [2, 0, 0, 1, 1]


def test_turns_of_no_case_are_in_no_case():
    codings, turns = study(TURNS, EXAMPLE)
    turns["case_id"] = ""
    table = agreement(codings, turns, ["ana", "budi"], FEW)
    assert set(of(table, "case")["undefined"]) == {"no-cases"}
    assert of(table, "turn").loc["trust", "n_units"] == 10


def test_overlapping_codings_of_one_coder_count_once_and_an_empty_one_counts_its_first_character():
    codings, turns = study(TURNS, [("P", 2, 2, "c", "ana")] * 2 + [("P", 2, 2, "c", "budi"), ("P", 4, 4, "c", "budi")])
    codings.loc[1, ["start", "end"]] = [44, 50]
    codings.loc[3, ["start", "end"]] = [85, 85]
    percent = of(agreement(codings, turns, ["ana", "budi"], FEW), "character")
    assert percent.loc["c", COUNTS].tolist() == [100, 2, 5, 1, 92]
    assert of(agreement(codings, turns, ["ana", "budi"], FEW), "turn").loc["c", COUNTS].tolist() == [10, 1, 0, 1, 8]


def test_a_coding_that_ends_in_the_next_speakers_label_does_not_touch_that_turn():
    codings, turns = study(TURNS, [("P", 2, 2, "c", "ana"), ("P", 2, 2, "c", "budi")])
    codings.loc[0, "end"] = 79  # turn 4 begins at 80, turn 2 ended at 50
    assert of(agreement(codings, turns, ["ana", "budi"], FEW), "turn").loc["c", COUNTS].tolist() == [10, 1, 0, 0, 9]


def test_rejected_codings_are_left_out():
    codings, turns = study(TURNS, [("P", 2, 2, "c", "ana"), ("P", 2, 2, "c", "budi"), ("P", 4, 4, "c", "budi")])
    codings.loc[2, "status"] = "rejected"
    assert of(agreement(codings, turns, ["ana", "budi"], FEW), "turn").loc["c", "n_only_second"] == 0


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
    table = agreement(frame, turns, ["ana", "budi"], FEW)
    assert set(table["undefined"]) == {reason}
    assert set(table["code_id"]) == {ALL_CODES}
    assert set(table["unit"]) == {"turn x code", "character x code", "case x code"}
    assert table[["value", "low", "high", "prevalence"]].isna().all(axis=None)
    assert reason in reasons("id") and reason in reasons("en")


def test_one_coder_is_undefined_and_none_is_no_table():
    codings, turns = study(TURNS, [("P", 2, 2, "c", "ana")])
    alone = agreement(codings, turns, ["ana"], FEW)
    assert set(alone["undefined"]) == {"one-coder"}
    assert alone["value"].isna().all()
    assert agreement(codings, turns, []).empty
    assert list(agreement(codings, turns, []).columns) == COLUMNS


def test_every_turn_coded_by_both_leaves_chance_correction_undefined():
    codings, turns = study([("P", 2, "informant")], [("P", 2, 2, "c", "ana"), ("P", 2, 2, "c", "budi")])
    table = agreement(codings, turns, ["ana", "budi"], FEW)
    by_turn = table[(table["unit"] == "turn")].set_index("coefficient")
    assert by_turn.loc[["percent", "percent_coded_only"], "value"].tolist() == [1, 1]
    rest = by_turn.drop(["percent", "percent_coded_only"])
    assert rest["value"].isna().all()
    assert set(rest["undefined"]) == {"no-variation"}


def test_the_whole_text_as_one_span_of_both_leaves_alpha_u_undefined():
    codings, turns = study([("P", 2, "informant")], [("P", 2, 2, "c", "ana"), ("P", 2, 2, "c", "budi")])
    codings[["start", "end"]] = [40, 50]
    row = of(agreement(codings, turns, ["ana", "budi"], FEW), "character", "krippendorff_alpha_u").loc["c"]
    assert (row["undefined"], math.isnan(row["value"])) == ("no-variation", True)


def test_of_three_coders_every_pair_is_compared_and_all_of_them():
    codings, turns = study(TURNS, [("P", 2 * n, 2 * n, "c", coder) for n, coder in product((1, 2), ("x", "y", "z"))])
    table = agreement(codings, turns, ["z", "x", "y", "x"], FEW)
    assert list(dict.fromkeys(table["coders"])) == ["x;y", "x;z", "y;z", "x;y;z"]
    names = {coders: set(rows["coefficient"]) for coders, rows in table.groupby("coders")}
    assert names["x;y"] - names["x;y;z"] == {"cohen_kappa", "scott_pi", "krippendorff_alpha_u"}
    assert names["x;y;z"] - names["x;y"] == {"conger_kappa", "fleiss_kappa"}
    assert len(names["x;y"]) == 8
    shuffled = codings.sample(frac=1, random_state=3), turns.sample(frac=1, random_state=3)
    assert agreement(*shuffled, ["x", "y", "z"], FEW).equals(table)


def test_of_three_coders_one_who_did_not_work_on_a_source_decided_nothing_there():
    codings = [("P", 2, 2, "c", "x"), ("P", 2, 2, "c", "y"), ("P", 4, 4, "c", "y")]
    codings += [("Q", 2, 2, "c", "y"), ("Q", 4, 4, "c", "z")]
    table = agreement(*study(TURNS, codings), ["x", "y", "z"], FEW)
    row = of(table, "turn", coders="x;y;z").loc["c"]
    assert (row["n_sources"], row["n_units"], row["n_all"], row["n_none"]) == (2, 20, 1, 16)
    assert row["value"] == pytest.approx(17 / 20)
    assert row["prevalence"] == pytest.approx(5 / 40)
    decisions = [[1, 0] + [0] * 8 + [None] * 10, [1, 1] + [0] * 8 + [1, 0] + [0] * 8, [None] * 10 + [0, 1] + [0] * 8]
    for name, compute in [
        ("conger_kappa", kappa),
        ("fleiss_kappa", fleiss),
        ("krippendorff_alpha", alpha),
        ("gwet_ac1", ac1),
    ]:
        value = of(table, "turn", name, "x;y;z").loc["c", "value"]
        assert value == pytest.approx(compute(from_rows(decisions))[0])
    # A case is compared where the same coders worked on it.
    assert of(table, "case", coders="x;y;z").loc["c", "n_units"] == 2
    assert set(of(table, "turn", coders="x;z")["undefined"]) == {"no-common-source"}


# --- against counting character by character ---

PLACES = st.integers(0, 45)
LAYOUT = [("P", 1, 3, 9, "informant", "A"), ("P", 2, 12, 20, "interviewer", ""), ("P", 3, 22, 23, "informant", "B")]
LAYOUT += [("P", 4, 23, 30, "informant", "A"), ("Q", 1, 5, 15, "informant", "A"), ("Q", 2, 18, 40, "informant", "")]
CODING = st.tuples(st.sampled_from("PQ"), PLACES, PLACES, st.sampled_from("cd"), st.sampled_from("xyz"))


@examples(30)
@given(st.lists(CODING, max_size=14))
def test_counts_and_coefficients_are_those_of_counting_one_by_one(drawn):
    drawn = [(source, min(start, end), max(start, end, start + 1), *rest) for source, start, end, *rest in drawn]
    codings = model.from_rows("codings", [coding(number, *row) for number, row in enumerate(drawn)])
    turns = model.from_rows("turns", [turn(*row) for row in LAYOUT])
    found = {
        (row["coders"], row["unit"], row["code_id"], row["coefficient"]): row
        for row in agreement(codings, turns, ["x", "y", "z"], 1).to_dict("records")
    }
    gave = {(source, place, code, coder) for source, start, end, code, coder in drawn for place in range(start, end)}
    for coders in [*combinations("xyz", 2), ("x", "y", "z")]:
        expected = one_by_one(drawn, gave, coders)
        keys = {(code, unit) for joined, unit, code, _ in found if joined == ";".join(coders) and code != ALL_CODES}
        assert keys == set(expected)
        for (code, unit), decisions in expected.items():
            ratings = from_rows(decisions)
            for one in COEFFICIENTS[:1] + COEFFICIENTS[2:]:
                row = found[";".join(coders), unit, code, one.name(len(coders))]
                assert row["n_units"] == len(decisions[0])
                assert row["value"] == pytest.approx(one.compute(ratings)[0], abs=1e-9, nan_ok=True)


def one_by_one(drawn, gave, coders):
    """By code and unit what each coder decided (a row a coder): with sets of characters, as slowly as can be."""
    who = {source: tuple(one for one in coders if any((source, one) == (c[0], c[4]) for c in drawn)) for source in "PQ"}
    cut = {"character": {}, "turn": {}, "case": {}}
    for source, number, start, end, role, case in LAYOUT:
        for place in range(start, end) if role == "informant" and len(who[source]) >= 2 else ():
            cut["character"].setdefault((source, place), []).append((source, place))
            cut["turn"].setdefault((source, number), []).append((source, place))
            if case:
                cut["case"].setdefault((case, who[source]), []).append((source, place))
    return {
        (code, unit): [
            [
                any((*place, code, coder) in gave for place in places) if coder in who[places[0][0]] else None
                for places in members.values()
            ]
            for coder in coders
        ]
        for (unit, members), code in product(cut.items(), "cd")
        if members and any((*place, code, coder) in gave for place in cut["character"] for coder in coders)
    }


# --- borders ---

BORDERS = st.lists(st.integers(0, 60), min_size=0, max_size=8, unique=True).map(sorted)


def marked(borders):
    pairs = [*zip(borders[::2], borders[1::2], strict=False)]
    return Spans(*np.array(pairs, dtype=np.int64).reshape(-1, 2).T)


def sections(coder, length):
    """Spans (1) and gaps (0) of a coder, in order."""
    at, found = 0, []
    for start, end in zip(coder.starts.tolist(), coder.ends.tolist(), strict=True):
        found += [(at, start - at, 0)] * (start > at) + [(start, end - start, 1)]
        at = end
    return found + [(at, length - at, 0)] * (length > at)


def alpha_u_as_printed(coders, length):
    """Krippendorff (2004), appendix, term by term."""
    m, units = len(coders), [sections(coder, length) for coder in coders]
    observed = 0
    for one, other in permutations(units, 2):
        for (b1, l1, v1), (b2, l2, v2) in product(one, other):
            if v1 and v2 and -l1 < b1 - b2 < l2:
                observed += (b1 - b2) ** 2 + (b1 + l1 - b2 - l2) ** 2
            elif v1 and not v2 and l2 - l1 >= b1 - b2 >= 0:
                observed += l1**2
            elif v2 and not v1 and l1 - l2 >= b2 - b1 >= 0:
                observed += l2**2
    observed /= m * (m - 1) * length**2
    lengths = [section[1] for coder in units for section in coder if section[2]]
    gaps = [section[1] for coder in units for section in coder if not section[2]]
    expected = sum(
        (len(lengths) - 1) / 3 * (2 * n**3 - 3 * n**2 + n) + n**2 * sum(gap - n + 1 for gap in gaps if gap >= n)
        for n in lengths
    )
    expected *= 2 / length / (m * length * (m * length - 1) - sum(n * (n - 1) for n in lengths))
    return 1 - observed / expected


@given(BORDERS, BORDERS)
def test_alpha_u_is_the_printed_formula(one, other):
    coders = [marked(one), marked(other)]
    value = alpha_u([disagreement(coders, 61)])
    assert (
        value == pytest.approx(alpha_u_as_printed(coders, 61))
        if len(one + other) > 1 and any(len(coder.starts) for coder in coders)
        else math.isnan(value)
    )


@given(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=12))
def test_merged_spans_cover_the_same_places_and_never_overlap(pairs):
    spans = [(min(pair), max(pair) + 1) for pair in pairs]
    one = merged(*np.array(spans, dtype=np.int64).T)
    covered = [place for start, end in zip(one.starts, one.ends, strict=True) for place in range(start, end)]
    assert covered == sorted({place for start, end in spans for place in range(start, end)})


def test_spans_that_only_touch_stay_two_because_their_border_is_a_decision():
    assert merged(np.array([0, 5]), np.array([5, 9])).starts.tolist() == [0, 5]
    codings = [("P", 2, 2, "c", "x"), ("P", 2, 2, "c", "x"), ("P", 2, 2, "c", "y")]
    frame, turns = study(TURNS, codings)
    frame[["start", "end"]] = [[40, 45], [45, 50], [40, 50]]
    table = agreement(frame, turns, ["x", "y"], FEW)
    assert of(table, "character").loc["c", "value"] == 1
    assert of(table, "character", "krippendorff_alpha_u").loc["c", "value"] < 1


# --- intervals ---


def many(n_sources, n_turns, agreed, differing, coders=("ana", "budi")):
    """Sources in which both coders gave a code to some turns and only the first to some more."""
    turns = [(f"s{source:02}", 2 * n, "informant") for source in range(n_sources) for n in range(1, n_turns + 1)]
    codings = [(source, n, n, "c", coder) for source, n, _ in turns for coder in coders if n <= 2 * agreed]
    codings += [(source, n, n, "c", coders[0]) for source, n, _ in turns if 2 * agreed < n <= 2 * (agreed + differing)]
    return study(turns, codings)


def test_an_interval_holds_the_value_and_narrows_with_the_number_of_turns():
    small, large = (of(agreement(*many(n, 20, 5, 3), ["ana", "budi"]), "turn", "cohen_kappa").loc["c"] for n in (2, 20))
    for row in (small, large):
        assert row["low"] < row["value"] < row["high"]
        assert row["drawn"] == "turn"
    assert large["high"] - large["low"] < (small["high"] - small["low"]) / 2
    assert (small["n_drawn"], large["n_drawn"]) == (40, 400)


def test_the_bootstrap_comes_near_the_published_standard_error():
    table = agreement(*many(20, 20, 5, 3), ["ana", "budi"], 4000)
    for name in ("cohen_kappa", "gwet_ac1"):
        row = of(table, "turn", name).loc["c"]
        assert (row["high"] - row["low"]) / (2 * 1.96) == pytest.approx(row["standard_error"], rel=0.06)


def test_from_many_sources_on_whole_sources_are_drawn():
    codings, turns = many(FEWEST_SOURCES, 4, 1, 3)
    # In half of the sources the coders differ on three of four turns, in the others on none.
    alike = codings["source_id"] < f"s{FEWEST_SOURCES // 2:02}"
    codings = codings[~alike | (codings["start"] == 43)]
    row = of(agreement(codings, turns, ["ana", "budi"]), "turn").loc["c"]
    assert (row["drawn"], row["n_drawn"], row["n_units"]) == ("source", FEWEST_SOURCES, 4 * FEWEST_SOURCES)
    if_turns_were_independent = 2 * 1.96 * math.sqrt(row["value"] * (1 - row["value"]) / row["n_units"])
    assert row["high"] - row["low"] > 1.3 * if_turns_were_independent


def test_the_same_study_has_the_same_intervals():
    first, again = (agreement(*many(3, 20, 4, 2), ["ana", "budi"]) for _ in range(2))
    pd.testing.assert_frame_equal(first, again, check_exact=True)


def test_a_further_coder_changes_no_figure_of_a_pair():
    codings, turns = many(3, 20, 4, 2, ("ana", "budi"))
    more = codings[codings["coder"] == "ana"].assign(coder="citra", coding_id=lambda frame: "c" + frame["coding_id"])
    two = agreement(codings, turns, ["ana", "budi"])
    three = agreement(pd.concat([codings, more]), turns, ["ana", "budi", "citra"])
    pd.testing.assert_frame_equal(two, three[three["coders"] == "ana;budi"].reset_index(drop=True))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (many(1, 9, 3, 2), "few-drawn"),
        (many(2, 20, 10, 0), "no-spread"),
        (many(1, 40, 1, 0), "often-undefined"),
    ],
)
def test_where_no_interval_can_be_told_the_reason_is(given, reason):
    row = of(agreement(*given, ["ana", "budi"]), "turn", "cohen_kappa").loc["c"]
    assert row["value"] == row["value"]
    assert (row["no_interval"], row["undefined"]) == (reason, "")
    assert row[["low", "high", "standard_error"]].isna().all()
    assert reason in reasons("id")


def test_characters_are_never_more_certain_than_the_turns_they_are_in():
    codings, turns = many(2, 30, 8, 6)
    codings[["start", "end"]] = codings[["start", "end"]].assign(start=codings["start"] - 3, end=codings["end"] + 5)
    table = agreement(codings, turns, ["ana", "budi"])
    by_turn, by_character = (of(table, unit, "cohen_kappa").loc["c"] for unit in ("turn", "character"))
    assert by_character["n_units"] == 10 * by_turn["n_units"]
    assert by_character[["low", "high"]].tolist() == pytest.approx(by_turn[["low", "high"]].tolist())
    assert math.isnan(by_character["standard_error"])


def test_the_range_over_sources_stands_beside_what_is_pooled_by_turn():
    # In s1 both coders agree at every turn, in s2 at none.
    texts = {"s1": ["a", "b"], "s2": ["c", "d"]}
    turns, codings = [], []
    for source, said in texts.items():
        for number, _ in enumerate(said, start=1):
            start = 10 * number
            turns.append(
                {"source_id": source, "turn": number, "start": start, "end": start + 5, "role": "informant"}
                | {"case_id": source, "speaker": "", "n_words": 1}
            )
            for coder in ("ani", "budi"):
                code = "k" if source == "s1" or coder == "ani" else "m"
                codings.append(
                    {"source_id": source, "start": start, "end": start + 5, "code_id": code, "coder": coder}
                    | {"status": "accepted", "method": "human"}
                )
    table = agreement(pd.DataFrame(codings), pd.DataFrame(turns), ["ani", "budi"], 0)
    pooled = table[(table["unit"] == "turn x code") & (table["coefficient"] == "percent_coded_only")].iloc[0]
    assert (pooled["lowest_source"], pooled["highest_source"]) == (0.0, 1.0)
    assert table.loc[table["unit"] != "turn x code", "lowest_source"].isna().all()
