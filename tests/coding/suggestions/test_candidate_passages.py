import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from small_tables import codings, talks

from benang.coding.suggestions.candidate_passages import passages, suggestion_id

TALK = {
    "a": [("P", "How? Why?"), ("A", "They trust me. I answer, always. ..."), ("A", "They trust me.")],
    "b": [("B", "no full stop here")],
}
TABLES = talks(TALK)
NONE = codings(TABLES, ("a", "ana", "c", "How?")).iloc[:0]


def found(tables=TABLES, table=NONE, unit="sentence", roles=("informant",)):
    return passages(tables[0], tables[1], table, roles, unit)


def test_sentences_of_informants():
    assert found()["quotation"].tolist() == [
        "They trust me.",
        "I answer, always.",
        "They trust me.",
        "no full stop here",
    ]
    assert found(roles=["interviewer"])["quotation"].tolist() == ["How?", "Why?"]


def test_turns():
    assert found(unit="turn")["quotation"].tolist()[0] == TALK["a"][1][1]


@pytest.mark.parametrize(
    ("quotation", "coded"), [("answer", [False, True, False]), (". I", [True, True, False]), (" ", [False] * 3)]
)
def test_what_a_coding_touches_is_coded(quotation, coded):
    table = codings(TABLES, ("a", "ana", "c", quotation))
    assert found(table=table)["coded"].tolist()[:3] == coded
    assert not found(table=table.assign(status="suggested"))["coded"].any()


def test_equal_passages_of_a_source_are_told_apart_and_ids_stay_when_text_before_moves():
    names = found()["passage_id"].tolist()
    assert len(set(names)) == 4
    moved = talks({**TALK, "a": [("P", "Something new."), *TALK["a"]]})
    assert found(moved)["passage_id"].tolist() == names
    assert found()["start"].tolist() != found(moved)["start"].tolist()


def test_ids_of_suggestions_differ_by_code():
    assert suggestion_id("p", "trust") != suggestion_id("p", "page")
    assert suggestion_id("p", "") == "p-new"


@examples(60)
@given(st.lists(st.text(max_size=40), max_size=5), st.sampled_from(["sentence", "turn"]))
def test_a_passage_is_always_the_texts_slice(utterances, unit):
    tables = talks({"a": [("A", text) for text in utterances]})
    text = tables[0]["text"][0]
    rows = found(tables, unit=unit)
    for row in rows.itertuples():
        assert row.quotation == text[row.start : row.end]
        assert any(character.isalnum() for character in row.quotation)
    assert rows["passage_id"].is_unique
