"""The words of sides and uses, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.side_words import VALUES, known_word, marks_of, meaning_of, nearest_word, with_marks, word_for
from benang.coding.sides import DISPUTED, SIDES, USES


@pytest.mark.parametrize(
    "written, side",
    [
        ("mendukung", "for"),
        ("MENENTANG", "against"),
        (" Tanpa  sisi ", "none"),
        ("Keduanya.", "both"),
        ("for", "for"),
        ("'+", "for"),
        ("\u2212", "against"),
        ("\u2013", "against"),
        ("+ / \u2212", "both"),
        ("0", "none"),
        ("", ""),
        ("\u2014", ""),
        ("left", ""),
    ],
)
def test_a_side_is_read_in_any_language_case_and_character(written, side):
    assert known_word("side", written) == side


@pytest.mark.parametrize("language", ["id", "en", "id-ID", "de"])
def test_what_is_shown_is_read(language):
    for kind, values in VALUES.items():
        for value in values:
            assert known_word(kind, word_for(kind, value, language)) == value
            assert meaning_of(value, language)
    assert word_for("side", DISPUTED, language)
    assert word_for("side", "", language) == ""


def test_a_word_that_is_nearly_one_is_offered():
    assert nearest_word("side", "menentag") == "menentang"
    assert nearest_word("use", "xyz") == ""


MEMOS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)


@given(MEMOS, st.sampled_from(["", *SIDES, DISPUTED]), st.sampled_from(["", *USES]), st.sampled_from(["id", "en"]))
def test_a_memo_gives_back_what_was_put_at_its_head(memo, side, use, language):
    if marks_of(memo).memo != memo:
        return  # it says a side itself
    found = marks_of(with_marks(memo, side, use, language))
    assert (found.side, found.use, found.memo, found.unknown) == (side, use, memo, ())


@pytest.mark.parametrize(
    "memo, side, use, left",
    [
        ("[side: against] why", "against", "", "why"),
        ("[Sisi: menentang][pemakaian: ragu]", "against", "doubt", ""),
        ("Side: -\nUse: hide\nHe laughs.", "against", "hide", "He laughs."),
        ("Sisi = keduanya", "both", "", ""),
        ("Side: the other side of town", "", "", "Side: the other side of town"),
        ("Sidewalk: for", "", "", "Sidewalk: for"),
        ("He says [side: for]", "", "", "He says [side: for]"),
    ],
)
def test_a_memo_may_say_the_side_at_its_head(memo, side, use, left):
    assert marks_of(memo) == (side, use, left, ())


def test_a_mark_whose_word_is_not_known_is_told():
    assert marks_of("[side: agains] why") == ("", "", "why", (("side", "agains", "against"),))
