"""What a coder cut out of a quotation, as the report prints it."""

import pytest

from benang.mapping.examples import Passage

TEXT = (
    "A: We open at dawn, and wait for hours, and close at dusk.\nQ: Why?\nA: Because of the market, and of the boats."
)
TURN = {"start": 3, "end": TEXT.index("\n")}


def words(start, end, *cuts, turn=TURN):
    spans = ";".join(f"{TEXT.index(cut)}-{TEXT.index(cut) + len(cut)}" for cut in cuts)
    coding = {"start": TEXT.index(start), "end": TEXT.index(end) + len(end), "cut": spans}
    return Passage({}, (), turn, TEXT).words_of(coding)


def test_what_was_cut_out_is_marked_and_not_restored():
    assert words("We open", "dusk.", ", and wait for hours, and ") == "We open at dawn […] close at dusk."
    assert words("We open", "dusk.", " at dawn, and wait ", ", and close ") == "We open […] for hours […] at dusk."


def test_a_cut_over_two_turns_is_marked_in_each():
    cut = ", and close at dusk.\nQ: Why?\nA: Because of the market, "
    assert words("We open", "boats.", cut) == "We open at dawn, and wait for hours […]"
    last = {"start": TEXT.index("Because"), "end": len(TEXT)}
    assert words("We open", "boats.", cut, turn=last) == "[…] and of the boats."


@pytest.mark.parametrize("coding", [{}, {"cut": ""}, {"cut": None}])
def test_without_a_cut_the_words_are_the_text_s_own(coding):
    assert Passage({}, (), TURN, TEXT).words_of({"start": 3, "end": 18} | coding) == "We open at dawn"
