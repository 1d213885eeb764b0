import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from small_tables import codings, talks

from benang.coding.suggestions.candidate_passages import candidate_spans, drawn, passages, quoted, suggestion_id

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


@examples(60)
@given(st.integers(1, 12), st.integers(1, 12))
def test_of_too_many_passages_a_part_is_drawn_and_told(said, most):
    talk = talks({"a": [("A", f"Sentence {number} is said.") for number in range(said)]})
    spans = candidate_spans(talk[0], talk[1], ["informant"], "sentence")
    part, told = drawn(spans, most)
    assert len(part) == min(said, most)
    assert part["start"].is_monotonic_increasing and set(part["passage_id"]) <= set(spans["passage_id"])
    assert [(one.kind, one.values["passages"], one.values["used"]) for one in told] == (
        [("suggestions-drawn", said, most)] if said > most else []
    )
    # Whoever is drawn from fewer is drawn again: what is drawn depends on the passages alone.
    assert set(drawn(spans, max(1, most - 1))[0]["passage_id"]) <= set(part["passage_id"])


def test_passages_of_some_sources_have_the_words_that_they_have_among_all():
    spans = candidate_spans(TABLES[0], TABLES[1], ["informant"], "sentence")
    texts = dict(zip(TABLES[0]["source_id"], TABLES[0]["text"], strict=True))
    by_source = [quoted(spans[spans["source_id"] == name], iter([(name, texts[name])]), NONE) for name in sorted(texts)]
    assert [words for part in by_source for words in part["quotation"]] == found()["quotation"].tolist()
