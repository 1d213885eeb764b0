"""What is a telephone number or an account's name and what is not, at the edges."""

from __future__ import annotations

import pytest

from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.identifiers import KINDS, find_identifiers
from benang.privacy.pseudonyms import Pseudonyms

ALL = Pseudonyms(kinds=KINDS)


@pytest.mark.parametrize(
    "text",
    [
        "grew from 287.061 to 301.092 8,412.330 and 512.064",
        "amounts of 345 025 194 966 and 1.345.025.194 and 12,025.345.678",
        "under file KL-2003-0417, AB-0123-456789, ID_0123456789",
        "Az. 012/3456/19, ticket 12345678, case no. 0123-45678",
        "in 2014 2015 2016 2017 2018 and 1998-2003",
        "a call on 2021-04-12 10:30, another of 12 04 2021",
        "open 0800-1700 0900-1600 daily",
        "items 01 02 03 04 05 06 on the list",
        "scores 3-2 4-1, 6-4 6-3 7-5; 36.5 37.2 38.1 39.0 degrees",
        "Send it by WA. The committee settled on number 771204.",
        "r = .0812345678, (.0254112233) and =,0812345678",
        "page 0123456789, version 0.12.345678",
        "Rp 12.500.000 3 500 000 250 000 orang",
    ],
)
def test_figures_years_dates_lists_and_case_numbers_stay(text):
    assert ALL.apply(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reach me at 0812 3456 7890 3 years ago", "reach me at [Phone] 3 years ago"),
        ("reach me at 0812-3456-7890 15 people did", "reach me at [Phone] 15 people did"),
        ("it is 0812 3456 7890. 2 came", "it is [Phone]. 2 came"),
        ("it is (0254) 200123 45 were there", "it is [Phone] 45 were there"),
        ("telp 0254 20012. 2020 was hard", "telp [Phone]. 2020 was hard"),
        ("+62 812 3456 7890 15 times", "[Phone] 15 times"),
        ("0812 34 56 78 90 and 0812 3456 78 90", "[Phone] and [Phone]"),  # its own groups
        ("0812 3456 789 100 pieces", "[Phone] 100 pieces"),
        ("0 8 1 2 3 4 5 6 7 8 9", "[Phone]"),
        ("+34 612 345 678 grew by +10.000.000", "[Phone] grew by +10.000.000"),
    ],
)
def test_a_number_of_something_else_behind_a_telephone_number_stays(text, expected):
    assert ALL.apply(text) == expected


def test_a_telephone_number_ends_with_its_line_where_it_is_one_by_then():
    text = "0812 345 678 123 Main"
    assert [(each.start, each.end) for each in find_identifiers(text, line_ends=[12])] == [(0, 12)]
    assert [(each.start, each.end) for each in find_identifiers("0812 3456 7890", line_ends=[9])] == [(0, 14)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call 0813-2222-|7788 later", "Call [Phone] later"),
        ("My number is 0813 2222|7788", "My number is [Phone]"),
        ("Phone 555 0123|3 years ago", "Phone [Phone] 3 years ago"),
        ("My number is 0813 2222 7788|3 years ago", "My number is [Phone] 3 years ago"),
        ("Call 0813 2222 7788|0814 3333 9900", "Call [Phone] [Phone]"),
        ("Call +34 612|345678 then", "Call [Phone] then"),
    ],
)
def test_a_telephone_number_goes_on_in_the_next_line_where_only_that_makes_it_one(text, expected):
    end, text = text.index("|"), text.replace("|", " ")
    edits = ALL.search(text, line_ends=[end])[0]
    for edit in reversed(edits):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    assert text == expected


@pytest.mark.parametrize("written", ["1-800-555-0142", "1 800-555-0142", "800-555-0142", "1-(800) 555-0142"])
def test_a_number_of_north_america_with_or_without_its_code(written):
    assert ALL.apply(f"or {written}, she said") == "or [Phone], she said"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("@budi-roti wrote", ["budi-roti"]),
        ("@@warung_sari, @user-k2p9xd and @user-m4t8zz.", ["warung_sari", "user-k2p9xd", "user-m4t8zz"]),
        ("@roti-nya and @roti’s", ["roti", "roti"]),  # a clitic, a possessive
        ("@roti.Then he left, @roti...", ["roti", "roti"]),
        ("@Roti.Baru and @roti.baru", ["roti.baru", "roti.baru"]),
        ("@roti--cheap; (@a_b); “@x·y”; roti/@sari", ["roti", "a_b", "x·y", "sari"]),
        ("@sari@mastodon.social and @sari.bsky.social", ["sari@mastodon.social", "sari.bsky.social"]),
        (".@roti RT @sari: hi", ["roti", "sari"]),
        ("＠ｂｕｄｉ－ｒｏｔｉ", ["budi-roti"]),
        ("IG: roti_sari-nya", ["roti_sari"]),
        ("@5rb, @10.000 each, me@work", []),
    ],
)
def test_a_handle_ends_where_platforms_say(text, values):
    assert [each.value for each in find_identifiers(text, ("handle",))] == values


def test_the_gate_knows_a_handle_by_the_same_rule():
    terms = SensitiveTerms(Pseudonyms(), {("handle", "budi-roti"): "[Handle 1]"}, KINDS)
    assert [hit.replacement for hit in terms.hits("so @budi-roti said, @@budi-roti", "")] == ["[Handle 1]"] * 2
    assert terms.hits("@budi-roti-lama and budi roti", "") == []
