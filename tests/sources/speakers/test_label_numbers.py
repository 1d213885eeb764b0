"""Speakers who are called by a number alone, and lists that look so."""

from __future__ import annotations

import pytest
from labelled_text import frozen, told, turns_of


def test_numbers_in_a_group_are_speakers():
    text = "Mod: Who rows?\n1: I do.\n2: I steer.\nMod: At night?\n2: Nobody.\n1: I did.\n3: Never.\nMod: So?\n3: No"
    assert [speaker for speaker, _ in turns_of(frozen(text))] == ["Mod", "1", "2", "Mod", "2", "1", "3", "Mod", "3"]


@pytest.mark.parametrize("number", ["7", "12", "#7"])
def test_one_who_has_a_number_beside_an_interviewer_is_the_informant(number):
    result = frozen(f"Interviewer: Who rows?\n{number}: I row.\nInterviewer: Why?\n{number}: To eat.\n")
    assert turns_of(result)[1::2] == [(number, "I row."), (number, "To eat.")]
    assert [turn["role"] for turn in result.turns] == ["interviewer", "informant"] * 2


def test_two_numbers_that_take_turns_speak():
    assert turns_of(frozen("1: Who rows?\n2: I row.\n1: Why?\n2: To eat.\n"))[:2] == [
        ("1", "Who rows?"),
        ("2", "I row."),
    ]


def test_lists_within_what_somebody_says_are_nobody_and_told():
    text = "Interviewer: What is here?\nEbo: First\n1: rope\n2: bread\nInterviewer: And?\nEbo: Then\n1: oil\n2: salt\n"
    result = frozen(text)
    assert turns_of(result)[1] == ("Ebo", "First 1: rope 2: bread")
    assert [values["labels"] for values in told(result, "labels-passed-over")] == ["1 (2), 2 (2)"]
