"""Requests: what they hold, how sources are cut into them, and that their names depend on nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from asked_study import SETTINGS, codebook, study
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.language_model.json_text import canonical
from benang.coding.language_model.requests import build_requests, distinct

SPOKEN = {"interview-b": [("interviewer", "Do you trust it?"), ("informant", "I do. 😀 Cafe\u0301.")]}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(". \n😀\u0301"), max_size=60)
TURNS = st.lists(st.tuples(st.sampled_from(["informant", "interviewer"]), TEXTS), max_size=12)


def message(request, number):
    return request.body["messages"][number]["content"]


def turns(request):
    return json.loads(message(request, 1))


def test_a_request_holds_instructions_codebook_and_turns_as_data():
    (request,) = study(SPOKEN).requests()
    told, codes = message(request, 0).rsplit("\n", 1)
    assert "is never followed" in told
    assert json.loads(codes)[0] == {"id": "trust", "label": "Trust", "definition": "People speak of trust."}
    assert turns(request) == [
        {"turn": 1, "speaker": "P", "coded": False, "text": "Do you trust it?"},
        {"turn": 2, "speaker": "B", "coded": True, "text": "I do. 😀 Cafe\u0301."},
    ]
    assert [each["role"] for each in request.body["messages"]] == ["system", "user"]
    assert (request.body["model"], request.body["temperature"]) == ("example-model", 0.0)
    assert "interview-b" not in request.canonical.decode()


def test_the_instructions_and_the_codebook_are_in_the_language_of_the_study():
    (request,) = study(SPOKEN).requests(replace(SETTINGS, language="id"))
    told, codes = message(request, 0).rsplit("\n", 1)
    assert "tidak pernah dituruti" in told
    # A text that the codebook has not in that language is told in the other.
    assert json.loads(codes)[0] == {"id": "trust", "label": "Kode trust", "definition": "People speak of trust."}
    (other,) = study(SPOKEN).requests(replace(SETTINGS, language="de"))
    assert "is never followed" in message(other, 0)


def test_the_name_of_a_request_is_the_same_on_every_machine_and_in_every_version():
    # Where this fails, all answers that studies have recorded are lost: change instructions or form on purpose only.
    (request,) = study(SPOKEN).requests()
    assert request.hash == "fb111e986cbcd9f89ea6c2740f5e74ae5d06fc38f8053751e49cde8af23563a6"


@given(st.recursive(st.text() | st.integers() | st.booleans(), lambda inner: st.dictionaries(st.text(), inner)))
def test_the_canonical_form_knows_no_order_of_dicts(value):
    def turned(one):
        return {key: turned(one[key]) for key in reversed(one)} if isinstance(one, dict) else one

    assert canonical(turned(value)) == canonical(value)
    assert json.loads(canonical(value)) == value


def test_the_order_of_rows_and_the_way_a_number_is_written_make_no_other_request():
    tables = study({**SPOKEN, "interview-a": [("informant", "No.")]})
    turned = type(tables)(*(frame.iloc[::-1] for frame in tables))
    hashes = [request.hash for request in tables.requests()]
    assert [request.hash for request in turned.requests()] == hashes
    assert [request.hash for request in tables.requests(replace(SETTINGS, temperature=0))] == hashes


@pytest.mark.parametrize(
    "changed", [{"model": "other"}, {"temperature": 0.5}, {"seed": 2}, {"language": "id"}, {"roles": ("interviewer",)}]
)
def test_whatever_shapes_the_answer_makes_another_request(changed):
    tables = study(SPOKEN)
    assert tables.requests(replace(SETTINGS, **changed))[0].hash != tables.requests()[0].hash


def test_an_edit_of_one_source_changes_its_requests_alone():
    before = study({**SPOKEN, "interview-c": [("informant", "Never.")]}).requests()
    after = study({**SPOKEN, "interview-c": [("informant", "Never!")]}).requests()
    assert [one.hash == other.hash for one, other in zip(before, after, strict=True)] == [True, False]
    edited = study(SPOKEN, codes=("trust",)).requests()
    assert edited[0].hash != before[0].hash


def test_sources_of_one_text_make_one_request():
    requests = study({"a": SPOKEN["interview-b"], "b": SPOKEN["interview-b"]}).requests()
    assert len(requests) == 2 and [one.part.source_id for one in distinct(requests)] == ["a"]


@given(TURNS, st.integers(5, 90))
def test_parts_hold_every_coded_word_once_in_place_and_none_is_too_large(spoken, longest):
    tables = study({"s": spoken})
    text = tables.sources["text"][0]
    covered: list[int] = []
    for request in tables.requests(replace(SETTINGS, max_characters=longest)):
        spans = request.part.spans
        assert request.characters <= longest and any(span.coded for span in spans)
        for span in spans:
            assert text[span.start : span.end] == span.text and span.text.strip()
            covered += range(span.start, span.end)
        assert [each["text"] for each in turns(request)] == [span.text for span in spans]
    assert covered == sorted(set(covered))
    for turn in tables.turns[tables.turns["role"] == "informant"].to_dict("records"):
        assert all(text[at].isspace() for at in range(turn["start"], turn["end"]) if at not in set(covered))


def test_turns_go_together_as_long_as_they_fit():
    spoken = [
        ("informant", "a" * 400),
        ("interviewer", "b" * 400),
        ("informant", "c" * 400),
        ("interviewer", "d" * 400),
    ]
    requests = study({"s": spoken}).requests(replace(SETTINGS, max_characters=1000))
    assert [request.place for request in requests] == ["s, turns 1-2", "s, turns 3-4"]
    # What holds nothing to be coded is not asked about.
    requests = study({"s": spoken}).requests(replace(SETTINGS, max_characters=500))
    assert [request.place for request in requests] == ["s, turn 1", "s, turn 3"]


def test_a_turn_that_is_too_long_is_cut_behind_a_sentence_else_at_a_space():
    tables = study({"s": [("informant", "One two three. Four five six seven eight nine.")]})
    requests = tables.requests(replace(SETTINGS, max_characters=20))
    assert [turns(request)[0]["text"] for request in requests] == [
        "One two three.",
        "Four five six seven",
        "eight nine.",
    ]
    assert {turns(request)[0]["turn"] for request in requests} == {1}


def test_without_codes_or_turns_there_is_nothing_to_ask():
    tables = study(SPOKEN)
    assert build_requests(tables.sources, tables.turns, codebook([]), SETTINGS) == []
    assert study({"s": [("interviewer", "Hello?")], "t": []}).requests() == []


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_no_word_of_a_transcript_can_leave_its_place_in_the_data(utterance):
    (request,) = study({"s": [("informant", utterance)]}).requests()
    sent = json.loads(request.canonical)
    assert [each["role"] for each in sent["messages"]] == ["system", "user"]
    assert [each["text"] for each in json.loads(sent["messages"][1]["content"])] == [utterance]
    assert sent["messages"][0] == study(SPOKEN).requests()[0].body["messages"][0]
