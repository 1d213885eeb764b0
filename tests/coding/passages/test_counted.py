"""Whose codings count, under each way of counting, and what rests on a difference that nobody decided."""

import pytest
from coded_turns import Study, differences, of
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.passages import Counting, counted, readers
from benang.coding.passages.ways import count_ways

TALKS = {
    "s": [("informant", "X", "satu dua tiga empat lima")],
    "t": [("informant", "Y", "enam tujuh")],
    "u": [("informant", "Z", "delapan sembilan")],
}
STUDY = Study(TALKS, {"T": "", "k": "T", "l": "T"})
RULE = {"method": "rule", "status": "suggested"}
CODINGS = STUDY.codings(
    ("c1", "s", "k", "satu"),
    ("c2", "s", "k", "satu dua", "budi"),
    ("c3", "s", "k", "empat"),  # budi read s and left it
    ("c4", "s", "k", "lima", "budi"),
    ("c5", "t", "k", "enam"),  # ani alone read t
    ("c6", "u", "k", "delapan", "citra", {"method": "suggestion"}),  # took a suggestion, read nothing
    ("c7", "s", "k", "tiga", "ani", {"status": "rejected"}),
    ("r1", "s", "k", "tiga", "rules", RULE),
    ("r2", "s", "l", "tiga", "machine", {"method": "llm"}),
    ("x1", "s", "k", "satu", "consensus", {"method": "consensus"}),
)


def found(count="any", coders=None, decided=None, read=None):
    """Words of the passages of k, each with whether it is undecided."""
    made = STUDY.passages(CODINGS, Counting(coders, count), disagreements=decided, read=read, levels=["code"])
    return {
        STUDY.texts[row["source_id"]][row["start"] : row["end"]]: row["undecided"]
        for row in of(made)
        if row["code_id"] == "k"
    }


def test_any_counts_what_at_least_one_person_coded_and_tells_what_nobody_decided():
    assert found() == {"satu dua": False, "empat": True, "lima": True, "enam": False, "delapan": False}


def test_agreed_counts_what_every_reader_of_a_source_coded():
    # t was read by ani alone, and nobody read u: what is there counts as it is.
    assert found("agreed") == {"satu dua": False, "enam": False, "delapan": False}


def test_the_consensus_and_one_coders_view_have_no_undecided_differences():
    assert found("consensus") == {"satu": False}
    assert found("budi") == {"satu dua": False, "lima": False}
    assert found(coders=("consensus",)) == {"satu": False}  # the older way to write it


def test_only_the_coders_named_count_and_a_machine_only_where_it_is_named():
    assert found(coders=("budi",)) == {"satu dua": False, "lima": False}
    assert set(counted(CODINGS, Counting())["coding_id"]) == {"c1", "c2", "c3", "c4", "c5", "c6"}
    assert set(counted(CODINGS, Counting(("machine", "rules")))["coding_id"]) == {"r2"}  # accepted ones alone


def test_a_decision_drops_codings_or_settles_the_difference():
    kept, dropped = differences(("c3", "", "a", "")), differences(("c3", "", "b", ""))
    assert not found(decided=kept)["empat"]
    assert "empat" not in found(decided=dropped)
    assert "empat" in found("agreed", decided=kept)
    assert "empat" not in found("agreed", decided=dropped)


def test_one_coders_view_is_that_coders_whatever_was_decided():
    assert "empat" in found("ani", decided=differences(("c3", "", "b", "")))


def test_what_is_kept_in_one_difference_is_not_dropped_by_another():
    assert "empat" in found(decided=differences(("c3", "", "a", ""), ("c3", "c2", "b", "")))


def test_who_says_to_have_read_a_source_has_left_out_what_others_coded_there():
    assert found(read={"budi": ["t"]})["enam"]
    assert "enam" not in found("agreed", read={"budi": ["t"]})
    assert found(coders=("ani",), read={"budi": ["t"]})["enam"] == 0  # budi does not count


def test_readers_are_those_who_coded_a_source_by_hand():
    assert readers(CODINGS, Counting()) == {"s": {"ani", "budi"}, "t": {"ani"}}
    assert readers(CODINGS, Counting(("ani",))) == {"s": {"ani"}, "t": {"ani"}}
    assert readers(CODINGS, Counting(count="ani")) == readers(CODINGS, Counting(count="consensus")) == {}
    assert readers(CODINGS, Counting(), {"dewi": ["u"]})["u"] == {"dewi"}


def test_what_differs_at_one_level_may_agree_at_another():
    study = Study({"s": TALKS["s"]}, {"T": "", "k": "T", "k1": "k", "k2": "k"})
    made = study.passages(study.codings(("c1", "s", "k1", "satu"), ("c2", "s", "k2", "satu", "budi")))
    assert [row["undecided"] for row in of(made, "code")] == [True, True]
    assert [row["undecided"] for row in of(made, "category")] == [False]


WAYS = count_ways(
    CODINGS[CODINGS["coder"] != "consensus"],
    STUDY.turns,
    STUDY.sources,
    STUDY.codes,
    consensus=CODINGS[CODINGS["coder"] == "consensus"],
)


@pytest.mark.parametrize(
    "way, coder, references, cases",
    [
        ("any", "", 5, 3),
        ("agreed", "", 3, 3),
        ("consensus", "", 1, 1),
        ("coder", "ani", 3, 2),
        ("coder", "budi", 2, 1),
        ("coder", "citra", 1, 1),
    ],
)
@pytest.mark.parametrize("level", ["category", "code"])
def test_every_way_of_counting_beside_the_others(level, way, coder, references, cases):
    mine = WAYS[(WAYS["level"] == level) & (WAYS["code_id"] == "k") & (WAYS["way"] == way) & (WAYS["coder"] == coder)]
    assert mine[["references", "cases"]].to_numpy().tolist() == [[references, cases]]


def test_every_unit_has_every_way_and_zeros_are_there():
    assert len(WAYS) == 6 * (2 + 3)
    assert WAYS.loc[WAYS["code_id"] == "l", "references"].sum() == 0
    assert not set(WAYS["coder"]) & {"rules", "machine", "consensus"}


def test_the_consensus_is_counted_the_same_whether_the_table_of_codings_has_it_or_not():
    mine = CODINGS[CODINGS["coder"] == "consensus"]
    again = count_ways(CODINGS, STUDY.turns, STUDY.sources, STUDY.codes, consensus=mine)
    assert again.to_csv() == WAYS.to_csv()


def test_one_coder_is_one_way():
    alone = count_ways(CODINGS, STUDY.turns, STUDY.sources, STUDY.codes, ["ani"], consensus=CODINGS.iloc[:0])
    assert alone.empty


def per_unit(ways, way, coder=""):
    mine = ways[(ways["way"] == way) & (ways["coder"] == coder)]
    return dict(zip(zip(mine["level"], mine["code_id"], strict=True), mine["references"], strict=True))


@given(
    st.lists(
        st.tuples(
            st.sampled_from("stu"),
            st.sampled_from(("k", "l", "T")),
            st.sampled_from(("satu", "dua tiga", "satu dua", "enam", "tujuh", "delapan sembilan")),
            st.sampled_from(("ani", "budi", "citra")),
        ),
        min_size=2,
        max_size=12,
    )
)
def test_anybodys_codings_are_never_fewer_than_one_coders_nor_than_the_agreed(rows):
    fitting = [row for row in rows if row[2] in STUDY.texts[row[0]]]
    made = STUDY.codings(*((f"c{n}", *row) for n, row in enumerate(fitting))) if fitting else CODINGS
    ways = count_ways(made, STUDY.turns, STUDY.sources, STUDY.codes, consensus=CODINGS.iloc[:0])
    anybody, agreed = per_unit(ways, "any"), per_unit(ways, "agreed")
    for coder in set(ways["coder"]) - {""}:
        assert all(anybody[unit] >= n for unit, n in per_unit(ways, "coder", coder).items())
    assert all(anybody[unit] >= n for unit, n in agreed.items())
