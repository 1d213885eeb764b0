"""Sides of passages, and uses of quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding import sides
from benang.coding.sides import SIDES, given_together, mirrored, own_side, shared, side_of, stands, strictest, together


@pytest.mark.parametrize(
    "given_side, negative, topic, found",
    [
        ("", False, False, "for"),
        ("", True, False, "against"),
        ("", False, True, "none"),
        ("", True, True, "none"),
        ("for", True, False, "for"),  # a given side replaces the code's and never flips it
        ("against", True, False, "against"),
        ("none", False, False, "none"),
        ("both", False, True, "both"),
    ],
)
def test_a_given_side_replaces_that_of_the_code(given_side, negative, topic, found):
    assert own_side(given_side, negative, topic) == found


@pytest.mark.parametrize(
    "given_sides, union, common",
    [
        (["for", "for"], "for", "for"),
        (["for", "against"], "both", "disputed"),
        (["both", "against"], "both", "against"),
        (["both", "both"], "both", "both"),
        (["none", "none"], "none", "none"),
        (["none", "for"], "for", "disputed"),
        (["disputed"], "none", "disputed"),
    ],
)
def test_one_coders_sides_add_up_and_several_coders_share_theirs(given_sides, union, common):
    assert (together(given_sides), shared(given_sides)) == (union, common)


@given(st.lists(st.sampled_from(SIDES), min_size=1, max_size=5), st.randoms())
def test_the_order_of_coders_and_how_often_one_says_it_make_no_difference(given_sides, random):
    again = random.sample(given_sides, len(given_sides)) + given_sides
    assert (together(again), shared(again)) == (together(given_sides), shared(given_sides))


@given(st.lists(st.sampled_from(SIDES), min_size=1, max_size=5))
def test_mirrored_sides_add_up_and_are_shared_mirrored(given_sides):
    turned = [mirrored(side) for side in given_sides]
    assert together(turned) == mirrored(together(given_sides))
    assert shared(turned) == mirrored(shared(given_sides))


def test_every_side_is_what_it_stands_for():
    assert [side_of(stands(side)) for side in SIDES] == list(SIDES)


def test_what_was_not_given_does_not_hide_what_was():
    assert [given_together(given) for given in (["", "none"], ["", ""], ["against", "for"])] == ["none", "", "both"]


def test_of_several_uses_the_one_that_shows_least_stands():
    assert strictest(["typical", "", "best"]) == "best"
    assert strictest(sides.USES) == "hide"
    assert strictest(["", ""]) == ""
