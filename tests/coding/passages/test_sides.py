"""On which side a passage stands."""

import pytest
from coded_turns import differences, of, one_turn

from benang.coding.passages import Counting

CODES = {"T": "", "A": "T", "a": "A", "n-": "A", "m": "n", "t?": "A", "u": "t", "N-": "T", "o": "N"}


def side(*given, level="code", decided=None, counting=None):
    """The side of the one passage that codings of the same words make: (code, coder, side)."""
    study = one_turn("satu dua tiga empat", CODES)
    rows = [
        (f"c{n}", "s", code, "dua", coder, {"side": own, "method": "consensus" if coder == "consensus" else "human"})
        for n, (code, coder, own) in enumerate(given)
    ]
    table = differences(("c0", "c1", "", decided)) if decided else None
    found = study.passages(study.codings(*rows), counting, disagreements=table)
    (row,) = of(found, level)
    return row["side"]


@pytest.mark.parametrize(
    "code, own, expected",
    [
        ("a", "", "for"),
        ("n", "", "against"),
        ("m", "", "against"),  # below a negative code
        ("t", "", "none"),
        ("u", "", "for"),  # below a topic, and none itself
        ("n", "for", "for"),  # its coder says otherwise: replaced, not turned round
        ("n", "against", "against"),
        ("n", "both", "both"),
        ("a", "against", "against"),
        ("t", "for", "for"),
        ("a", "none", "none"),
    ],
)
@pytest.mark.parametrize("level", ["code", "category", "theme"])
def test_a_side_of_its_own_replaces_the_codes_and_never_turns_it_round(code, own, expected, level):
    assert side((code, "ani", own), level=level) == expected


@pytest.mark.parametrize(
    "own, in_its_row, for_its_theme",
    [("", "for", "against"), ("for", "against", "for"), ("against", "for", "against"), ("both", "both", "both")],
)
def test_a_negative_category_is_for_itself(own, in_its_row, for_its_theme):
    assert side(("N", "ani", own), level="category") == in_its_row
    assert side(("o", "ani", own), level="category") == in_its_row
    assert side(("N", "ani", own), level="theme") == for_its_theme
    assert side(("N", "ani", own), level="code") == for_its_theme


def test_one_coders_sides_are_united_and_a_topic_adds_nothing():
    assert side(("a", "ani", ""), ("n", "ani", ""), level="category") == "both"
    assert side(("a", "ani", ""), ("t", "ani", ""), level="category") == "for"
    assert side(("t", "ani", ""), ("t", "ani", "none"), level="category") == "none"


def test_of_several_coders_holds_what_all_of_them_hold():
    assert side(("a", "ani", "both"), ("a", "budi", "for")) == "for"
    assert side(("a", "ani", "both"), ("a", "budi", "both")) == "both"
    assert side(("a", "ani", ""), ("a", "budi", ""), ("a", "citra", "both")) == "for"
    assert side(("a", "ani", "none"), ("a", "budi", "none")) == "none"


def test_nothing_in_common_is_disputed():
    assert side(("a", "ani", "for"), ("a", "budi", "against")) == "disputed"
    assert side(("a", "ani", "for"), ("a", "budi", "none")) == "disputed"
    assert side(("a", "ani", ""), ("n", "budi", ""), level="category") == "disputed"


@pytest.mark.parametrize("decided", ["for", "against", "both", "none"])
def test_a_side_that_was_decided_wins(decided):
    assert side(("a", "ani", "for"), ("a", "budi", "against"), decided=decided) == decided


@pytest.mark.parametrize("decided, together", [("for", "both"), ("against", "against"), ("none", "against")])
def test_a_decision_on_one_code_leaves_what_is_coded_with_another(decided, together):
    given = (("a", "ani", "for"), ("a", "budi", "against"), ("n", "ani", ""), ("n", "budi", ""))
    assert side(*given, decided=decided, level="category") == together


def test_what_two_of_three_coders_decided_holds_for_the_third():
    given = (("a", "ani", "for"), ("a", "budi", "against"), ("a", "citra", "against"))
    assert side(*given, decided="for") == "for"


def test_a_side_that_was_decided_is_towards_the_theme_of_a_negative_category():
    given = (("N", "ani", "for"), ("N", "budi", "against"))
    assert side(*given, decided="against", level="category") == "for"
    assert side(*given, decided="against", level="theme") == "against"


def test_a_disputed_coding_of_the_consensus_stands_nowhere():
    consensus = Counting(count="consensus")
    assert side(("a", "consensus", "disputed"), counting=consensus) == "disputed"
    both = (("a", "consensus", "for"), ("t", "consensus", "disputed"))
    assert side(*both, level="category", counting=consensus) == "for"
