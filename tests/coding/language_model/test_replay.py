"""Recorded answers: what is in a file, and what is said of one that is missing or has been touched."""

from __future__ import annotations

import json

import pytest
from asked_study import answer, coding, study
from hypothesis import example, given
from hypothesis import strategies as st

from benang.coding.language_model.replay import LARGEST_FILE, Answer, answer_file, read_answers, write_answer

FOLDER = "data/language_model"
REQUESTS = study(
    {"s": [("informant", "I trust it. 😀")], "t": [("informant", "No."), ("informant", "Never.")]}
).requests()
FIRST, SECOND = REQUESTS


def record(root, *pairs):
    for request, given_answer in pairs:
        write_answer(request, given_answer, root, FOLDER)


def test_an_answer_is_a_file_named_by_its_request_and_holds_both_and_nothing_else(tmp_path):
    record(tmp_path, (FIRST, answer(coding(1, "😀"), model="served")))
    (file,) = (tmp_path / FOLDER).iterdir()
    assert file.name == f"{FIRST.hash}.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    assert set(content) == {"request", "answer"} and content["request"] == FIRST.body
    assert set(content["answer"]) == {"content", "finish_reason", "model"}
    assert "😀" in file.read_text(encoding="utf-8")
    before = file.read_bytes()
    record(tmp_path, (FIRST, answer(coding(1, "😀"), model="served")))
    assert file.read_bytes() == before and before.endswith(b"}\n") and b"\r" not in before


# What JSON can hold, halves of surrogate pairs among it.
TEXTS = st.text(st.characters(exclude_categories=())).map(lambda text: json.loads(json.dumps(text)))


@given(TEXTS, TEXTS, TEXTS)
@example("\ud83d \u0000 😀\r\n", "\udc00", "")
def test_what_was_answered_comes_back_as_it_was(tmp_path_factory, content, finish_reason, model):
    root = tmp_path_factory.mktemp("study")
    given_answer = Answer(content, finish_reason, model)
    record(root, (FIRST, given_answer))
    assert read_answers([FIRST], root, FOLDER) == ({FIRST.hash: given_answer}, [])


def test_a_missing_answer_is_an_error_that_names_hash_source_turns_and_what_to_do(tmp_path):
    record(tmp_path, (FIRST, answer()))
    answers, (problem,) = read_answers(REQUESTS, tmp_path, FOLDER)
    assert list(answers) == [FIRST.hash] and problem.severity == "error"
    for language in ("en", "id"):
        message = problem.message(language)
        assert SECOND.hash in message and "t, turns 1-2" in message and "make ask-model" in message


def test_many_missing_answers_are_counted_behind_the_first_twenty(tmp_path):
    requests = study({f"s{number:02}": [("informant", f"Number {number}.")] for number in range(50)}).requests()
    _, problems = read_answers(requests, tmp_path, FOLDER)
    assert [problem.kind for problem in problems] == ["model-answer-missing"] * 20 + ["model-answers-missing"]
    assert problems[0].place == "s00, turn 1" and problems[-1].values == {"count": 30}


def test_sources_of_one_text_share_an_answer_and_miss_it_once(tmp_path):
    requests = study({"a": [("informant", "Yes.")], "b": [("informant", "Yes.")]}).requests()
    assert len(read_answers(requests, tmp_path, FOLDER)[1]) == 1
    record(tmp_path, (requests[1], answer()))
    assert read_answers(requests, tmp_path, FOLDER)[1] == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: {**content, "request": {**content["request"], "seed": 7}},
        lambda content: {**content, "request": SECOND.body},
        lambda content: {"answer": content["answer"]},
        lambda content: {**content, "request": {"temperature": float("nan")}},
    ],
)
def test_an_answer_to_another_request_is_not_taken(tmp_path, damage):
    record(tmp_path, (FIRST, answer()))
    file = tmp_path / answer_file(FOLDER, FIRST)
    file.write_text(json.dumps(damage(json.loads(file.read_text(encoding="utf-8")))), encoding="utf-8")
    answers, (problem,) = read_answers([FIRST], tmp_path, FOLDER)
    assert answers == {} and problem.kind == "model-answer-of-other-request"
    assert problem.file == answer_file(FOLDER, FIRST)


def test_a_request_may_be_written_in_another_order_and_with_other_spaces(tmp_path):
    record(tmp_path, (FIRST, answer()))
    file = tmp_path / answer_file(FOLDER, FIRST)
    content = json.loads(file.read_text(encoding="utf-8"))
    turned = {"request": dict(reversed(content["request"].items())), "answer": content["answer"]}
    file.write_text(json.dumps(turned, indent=4), encoding="utf-8")
    assert read_answers([FIRST], tmp_path, FOLDER)[1] == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"request": {}}',
        b'{"request": {}, "answer": "x"}',
        b"[" * 200_000,
        json.dumps({"request": FIRST.body, "answer": {"content": 3, "finish_reason": "", "model": ""}}).encode(),
        json.dumps({"request": FIRST.body, "answer": {"content": "x"}}).encode(),
    ],
)
def test_a_file_that_holds_no_answer_is_an_error(tmp_path, data):
    file = tmp_path / answer_file(FOLDER, FIRST)
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    answers, (problem,) = read_answers([FIRST], tmp_path, FOLDER)
    assert answers == {} and problem.kind == "model-answer-broken" and "make ask-model" in problem.message("en")


def test_a_file_that_is_too_large_is_not_opened(tmp_path):
    file = tmp_path / answer_file(FOLDER, FIRST)
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        opened.truncate(LARGEST_FILE + 1)
    assert read_answers([FIRST], tmp_path, FOLDER)[1][0].kind == "model-answer-broken"
