"""Words stored with a coding against the positions stored with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.exchange.database_reading import CODE_POINTS
from benang.exchange.placing import Passage, Placing

TEXT = (
    "Rahma: Well, the boats leave before dawn and return when the market is nearly over.\n"
    "Q: And then?\nRahma: Then we sell. The boats leave again at noon. It is hard. It is hard work.\n"
)


def placed(start, end, words, text=TEXT):
    placing = Placing("p.qda")
    (span,) = placing.spans(text, False, [Passage(start, end, words, "row 1")], (CODE_POINTS,), "source 1")
    return (text[slice(*span)] if span else None), [problem.kind for problem in placing.problems()]


def at(words, shift=0):
    start = TEXT.index(words) + shift
    return start, start + len(words)


LONG = "the boats leave before dawn and return when the market is nearly over."


@pytest.mark.parametrize("shift", [-30, -6, -1, 1, 2, 6, 9, 40])
def test_words_win_over_a_similar_span_at_the_position(shift):
    start, end = at(LONG, shift)
    assert placed(max(0, start), end, LONG) == (LONG, ["exchange-passages-moved"])


@pytest.mark.parametrize(
    "words",
    [LONG, LONG.replace(" ", "\n", 1), LONG.replace(" ", "  "), LONG.upper(), LONG.replace("dawn", "dawn\u00ad")],
)
def test_words_that_a_program_writes_in_its_own_way_win_too(words):
    assert placed(*at(LONG, 5), words) == (LONG, ["exchange-passages-moved"])


def test_words_at_their_position_are_there_and_nothing_is_told():
    assert placed(*at(LONG), LONG) == (LONG, [])


def test_of_several_places_the_one_at_the_position_is_meant():
    start, end = TEXT.index("It is hard work"), TEXT.index("It is hard work") + 10
    assert placed(start + 2, end + 2, "It is hard") == ("It is hard", ["exchange-passages-moved"])


def test_of_several_places_that_are_all_elsewhere_none_is_taken():
    assert placed(0, 10, "It is hard") == (None, ["exchange-passages-unfound"])


def test_a_text_that_was_corrected_keeps_the_position():
    corrected = LONG.replace("nearly", "almost")
    assert placed(*at(LONG), corrected) == (LONG, ["exchange-passages-changed"])


def test_words_that_are_nowhere_are_not_taken():
    assert placed(*at(LONG), "Nobody ever said anything like this to me.") == (None, ["exchange-passages-unfound"])


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_wherever_the_position_words_that_stand_once_are_found(start, end):
    assert placed(min(start, end), max(start, end), LONG)[0] == LONG
