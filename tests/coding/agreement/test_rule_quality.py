import math

import numpy as np
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from small_tables import row

from benang.coding.agreement import ALL_CODES, reasons
from benang.coding.agreement.rule_quality import COLUMNS, MISS_COLUMNS, misses_of_parts, rule_misses, rule_quality
from benang.core import model

SAID = ["saya percaya 😀 toko itu", "tidak", "pelatihan? belum pernah.", "mereka jujur"]


def sources_and_turns(ids, roles=("informant",) * 4):
    """Each source holds the same utterances, one a turn, each after the label ``A: ``."""
    sources, turns = [], []
    for source in ids:
        text = ""
        for number, (said, role) in enumerate(zip(SAID, roles, strict=True), start=1):
            text += "A: "
            where = {"source_id": source, "turn": number, "start": len(text), "end": len(text) + len(said)}
            turns.append(where | {"role": role, "case_id": "A"})
            text += f"{said}\n"
        sources.append({"source_id": source, "text": text})
    return filled("sources", sources), filled("turns", turns)


def filled(name, rows):
    """A table of the model with what does not matter here left empty."""
    return model.from_rows(name, [row(name, **given) for given in rows])


def codings_of(sources, rows):
    """Codings as (source, quotation, code, coder, status)."""
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    made = []
    for number, (source, said, code, coder, status) in enumerate(rows):
        start = texts[source].index(said)
        row = {"coding_id": f"{number:04}", "source_id": source, "start": start, "end": start + len(said)}
        row |= {"code_id": code, "coder": coder, "status": status, "why": f"because of {said[:4]}"}
        made.append(row)
    return filled("codings", made)


def both(ids=("P",), **more):
    sources, turns = sources_and_turns(ids, **more)
    rows = [
        ("P", "percaya", "trust", "ana", "accepted"),
        ("P", "toko itu\nA: tidak", "trust", "budi", "accepted"),  # turns 1 and 2
        ("P", "jujur", "trust", "ana", "rejected"),
        ("P", "saya percaya", "trust", "rules", "suggested"),
        ("P", "mereka jujur", "trust", "rules", "rejected"),  # what a person rejects was the rule's all the same
        ("P", "pelatihan", "training", "ana", "accepted"),
        ("P", "belum", "negation", "rules", "suggested"),
    ]
    return codings_of(sources, rows), turns, sources


def test_precision_recall_and_f1_are_counted_by_turn():
    codings, turns, _ = both()
    table = rule_quality(codings, turns, ["ana", "budi"], "rules").set_index("code_id")
    assert [table.index.name, *table.columns] == COLUMNS
    trust = table.loc["trust"]
    assert trust[["n_sources", "n_turns", "n_people", "n_rules", "n_both"]].tolist() == [1, 4, 2, 2, 1]
    assert trust[["precision", "recall", "f1"]].tolist() == [0.5, 0.5, 0.5]
    pooled = table.loc[ALL_CODES]
    assert pooled[["n_turns", "n_people", "n_rules", "n_both"]].tolist() == [12, 3, 3, 1]


def test_what_nobody_coded_is_undefined_with_its_reason():
    codings, turns, _ = both()
    table = rule_quality(codings, turns, ["ana", "budi"], "rules").set_index("code_id")
    training, negation = table.loc["training"], table.loc["negation"]
    assert (list(training["undefined"]), training["recall"]) == (["no-rule-codings"], 0)
    assert (list(negation["undefined"]), negation["precision"]) == (["no-human-codings"], 0)
    assert math.isnan(training["precision"]) and math.isnan(negation["recall"])
    assert math.isnan(training["f1"]) and math.isnan(negation["f1"])
    assert {"no-rule-codings", "no-human-codings"} <= set(reasons("id"))


def test_without_codings_of_people_there_is_nothing_to_measure():
    codings, turns, sources = both()
    assert rule_quality(codings, turns, ["citra"], "rules").empty
    assert rule_misses(codings, turns, sources, ["citra"], "rules").empty
    assert list(rule_misses(codings, turns, sources, [], "rules").columns) == MISS_COLUMNS


def test_only_sources_that_people_coded_are_looked_at():
    sources, turns = sources_and_turns(["P", "Q"])
    rows = [("P", "percaya", "trust", "ana", "accepted"), ("Q", "percaya", "trust", "rules", "suggested")]
    table = rule_quality(codings_of(sources, rows), turns, ["ana"], "rules").set_index("code_id")
    assert table.loc["trust", ["n_turns", "n_people", "n_rules"]].tolist() == [4, 1, 0]


def test_turns_the_rule_coder_does_not_read_are_left_out():
    roles = ("informant", "interviewer", "informant", "informant")
    codings, turns, sources = both(roles=roles)
    assert rule_quality(codings, turns, ["ana", "budi"], "rules").set_index("code_id").loc["trust", "n_people"] == 1
    every = rule_quality(codings, turns, ["ana", "budi"], "rules", roles=()).set_index("code_id")
    assert every.loc["trust", "n_people"] == 2
    assert 2 not in set(rule_misses(codings, turns, sources, ["ana", "budi"], "rules")["turn"])


def test_misses_name_the_words_and_why():
    codings, turns, sources = both()
    table = rule_misses(codings, turns, sources, ["ana", "budi"], "rules")
    assert list(table.columns) == MISS_COLUMNS
    shown = [
        tuple(row) for row in table[["code_id", "miss", "turn", "coder", "quotation", "why"]].itertuples(index=False)
    ]
    assert shown == [
        ("negation", "false_alarm", 3, "rules", "belum", "because of belu"),
        ("training", "missed", 3, "ana", "pelatihan", "because of pela"),
        ("trust", "false_alarm", 4, "rules", "mereka jujur", "because of mere"),
        ("trust", "missed", 2, "budi", "tidak", "because of toko"),
    ]


SPANS = st.lists(
    st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from("cd"), st.sampled_from(["ana", "rules"])),
    max_size=10,
)


@examples(30)
@given(SPANS)
def test_misses_are_what_the_counts_say_and_slices_of_the_text(spans):
    sources, turns = sources_and_turns(["P"])
    rows = [
        {
            "coding_id": f"{number:04}",
            "source_id": "P",
            "start": min(start, end),
            "end": max(start, end),
            "code_id": code,
        }
        | {"coder": coder, "status": "accepted"}
        for number, (start, end, code, coder) in enumerate(spans)
    ]
    codings = filled("codings", rows)
    quality = (
        rule_quality(codings, turns, ["ana"], "rules", resamples=1)
        .set_index("code_id")
        .drop(ALL_CODES, errors="ignore")
    )
    misses = rule_misses(codings, turns, sources, ["ana"], "rules")
    text = sources["text"][0]
    for miss in misses.to_dict("records"):
        assert miss["quotation"] == text[miss["start"] : miss["end"]] != ""
    counted = misses.drop_duplicates(["code_id", "miss", "turn"]).groupby(["code_id", "miss"]).size()
    for code, measured in quality.iterrows():
        assert counted.get((code, "missed"), 0) == measured["n_people"] - measured["n_both"]
        assert counted.get((code, "false_alarm"), 0) == measured["n_rules"] - measured["n_both"]


def test_intervals_hold_the_value_where_there_is_enough_to_draw_from():
    sources, turns = sources_and_turns([f"s{number:02}" for number in range(10)])
    rows = []
    for number, source in enumerate(sources["source_id"]):
        rows.append((source, "percaya", "trust", "ana", "accepted"))
        rows.append((source, "percaya" if number % 3 else "jujur", "trust", "rules", "suggested"))
    row = rule_quality(codings_of(sources, rows), turns, ["ana"], "rules").set_index("code_id").loc["trust"]
    for name in ("precision", "recall", "f1"):
        assert row[name] == pytest.approx(0.6)
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]
    few = rule_quality(*both()[:2], ["ana", "budi"], "rules")
    assert few[[column for column in few if column.endswith(("_low", "_high"))]].isna().all(axis=None)
    assert np.isfinite(few["f1"].iloc[0])


@examples(30)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("PQR"),
            st.sampled_from(["percaya", "toko itu\nA: tidak", "jujur", "pelatihan"]),
            st.sampled_from(["trust", "training"]),
            st.sampled_from(["ana", "rules"]),
            st.sampled_from(["accepted", "suggested", "rejected"]),
        ),
        max_size=8,
        unique=True,
    ),
    first=st.sampled_from(["", "P", "PQ", "PQR"]),
)
def test_some_sources_at_a_time_miss_the_same(rows, first):
    sources, turns = sources_and_turns("PQR")
    codings = codings_of(sources, rows)
    parts = []
    for ids in (list(first), [one for one in "PQR" if one not in first]):
        here = [table[table["source_id"].isin(ids)].reset_index(drop=True) for table in (codings, turns, sources)]
        parts.append(rule_misses(*here, ["ana"], "rules"))
    whole = rule_misses(codings, turns, sources, ["ana"], "rules")
    assert misses_of_parts(parts).to_dict("records") == whole.to_dict("records")
