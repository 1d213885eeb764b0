"""Passages whose codings, turn and words are looked up late have what they would have if they held it all."""

import pytest
from coded_turns import Study
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.passages import Counting
from benang.coding.passages.counted import counted
from benang.core.table_rows import TableRows
from benang.mapping.examples import Passage
from benang.mapping.quotable import Quotable

TALKS = {
    "iX": [("informant", "X", "satu dua tiga empat"), ("interviewer", "", "apa"), ("informant", "X", "lima enam")],
    "iY": [("informant", "Y", "merah kuning hijau biru")],
}
WORDS = {
    "iX": ["satu dua", "dua tiga", "tiga", "empat\nP: apa\nX: lima"],
    "iY": ["merah", "kuning hijau", "hijau biru"],
}
STUDY = Study(TALKS, {"T": "", "A": "T", "A1": "A", "A2": "A"})
CODED = st.lists(
    st.tuples(
        st.sampled_from([(source, words) for source, said in WORDS.items() for words in said]),
        st.sampled_from(["A1", "A2"]),
        st.sampled_from(["ani", "budi", "consensus"]),
    ),
    max_size=10,
    unique=True,
)


def codings_of(coded):
    """Table ``codings``; those of the consensus are of its method."""
    return STUDY.codings(
        *(
            (f"k{n}", *place[:1], code, place[1], coder, {"method": "consensus" if coder == "consensus" else "human"})
            for n, (place, code, coder) in enumerate(coded)
        )
    )


def people_of(row, mine, codings):
    """Who coded a passage: its coders, and those who gave words of the consensus in it the same code."""
    found = set(row["coders"]) - {"consensus"}
    for one in mine:
        for other in codings.to_dict("records"):
            same = all(one[name] == other[name] for name in ("source_id", "code_id"))
            meets = other["start"] < one["end"] and one["start"] < other["end"]
            if one["method"] == "consensus" and other["method"] == "human" and same and meets:
                found.add(other["coder"])
    return len(found)


@examples(60)
@given(CODED, st.sampled_from(["any", "consensus", "budi"]))
def test_a_passage_has_its_codings_its_turn_its_words_and_its_people(coded, way):
    codings, counting = codings_of(coded), Counting(count=way)
    passages = STUDY.passages(codings, counting)
    quotable = Quotable(codings, counted(codings, counting), STUDY.turns, STUDY.sources)
    for row, found in ((row, quotable.passage(row)) for row in TableRows(passages)):
        ids = set(row["coding_ids"])
        mine = [one for one in codings.to_dict("records") if one["coding_id"] in ids]
        mine.sort(key=lambda one: (one["start"], one["end"], one["coding_id"]))
        turns = STUDY.turns[STUDY.turns["source_id"].eq(row["source_id"]) & STUDY.turns["turn"].eq(row["turn"])]
        (turn,) = turns.to_dict("records")
        held = Passage(row, tuple(mine), turn, STUDY.texts[row["source_id"]], people_of(row, mine, codings))
        assert [dict(one) for one in found.codings] == mine == [dict(one) for one in quotable.held(row).codings]
        assert dict(found.turn) == turn and found.people == held.people == quotable.held(row).people
        assert found.shown[1] == held.shown[1] and found.shown[0]["coding_id"] == held.shown[0]["coding_id"]
        for coding in mine:
            assert found.of(coding).words_of(coding) == held.words_of(coding)
            assert found.of(coding).codings == (coding,) and found.of(coding).people == held.people


def test_what_a_passage_does_not_show_is_not_looked_up():
    codings = codings_of([(("iX", "tiga"), "A1", "ani")])

    class Unread(dict):
        def __getitem__(self, source):
            pytest.fail(f"the text of {source} was read")

    quotable = Quotable(codings, codings, STUDY.turns, STUDY.sources, Unread(STUDY.texts))
    rows = STUDY.passages(codings)
    found = [quotable.passage(row) for row in TableRows(rows)]
    assert [(one.case_id, one.voice, one.coders, one.people) for one in found] == [("X", "said", ["ani"], 1)] * 3
    assert "by_id" not in vars(quotable)
