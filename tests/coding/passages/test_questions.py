"""What was asked before an answer, where a person confirmed it."""

import pandas as pd
from coded_turns import codebook

from benang.coding.passages.asked_questions import AskedTurns

CODES = codebook({"T": "", "A": "T", "a": "A", "B": "T", "U": "", "V": ""})


def asked(*rows, guide=("A", "B", "U")):
    return AskedTurns(pd.DataFrame(rows, columns=["source_id", "turn", "code_ids"]), guide, CODES)


def test_an_answer_is_prompted_by_the_last_question_before_it():
    turns = asked(("s", 1, ["A"]), ("s", 5, ["B"]))
    assert turns.prompted("s", 2, "A") == "yes"
    assert turns.prompted("s", 4, "a") == "yes"  # below what the question is about
    assert turns.prompted("s", 4, "T") == "yes"  # above it
    assert turns.prompted("s", 4, "B") == "no"
    assert turns.prompted("s", 6, "A") == "no"
    assert turns.prompted("s", 6, "B") == "yes"


def test_what_is_said_before_any_question_is_not_prompted():
    assert asked(("s", 3, ["A"])).prompted("s", 1, "A") == "no"


def test_where_nobody_confirmed_what_was_asked_nothing_is_said_of_it():
    assert asked(("s", 1, ["A"])).prompted("t", 2, "A") == ""


def test_a_turn_may_ask_several_questions():
    for order in (["A"], ["U"]), (["U"], ["A"]):
        turns = asked(*(("s", 1, codes) for codes in order))
        assert turns.prompted("s", 2, "A") == turns.prompted("s", 2, "U") == "yes"
        assert turns.prompted("s", 2, "B") == "no"


def test_a_question_of_an_unknown_turn_leaves_open_whether_it_prompted():
    turns = asked(("s", 0, ["A"]), ("s", 3, ["B"]))
    assert turns.prompted("s", 4, "A") == ""
    assert turns.prompted("s", 4, "B") == "yes"
    assert not turns.not_asked(["s"], "A")


def test_not_asked_is_said_only_where_the_guide_asks_and_every_source_is_confirmed():
    turns = asked(("s", 1, ["A"]), ("t", 1, []))
    assert turns.not_asked(["t"], "A")
    assert not turns.not_asked(["s"], "A")
    assert not turns.not_asked(["s", "t"], "A")
    assert turns.not_asked(["s", "t"], "B")
    assert not turns.not_asked(["t", "u"], "A")  # nobody confirmed u
    assert not turns.not_asked([], "A")
    assert not turns.not_asked(["t"], "V")  # no question of the guide is about it


def test_a_claim_was_asked_about_where_any_of_its_codes_was():
    turns = asked(("s", 1, ["A"]))
    assert not turns.not_asked(["s"], "B", "A")
    assert turns.not_asked(["s"], "B", "U")
