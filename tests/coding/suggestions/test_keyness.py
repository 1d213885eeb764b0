import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.suggestions.candidate_passages import COLUMNS
from benang.coding.suggestions.keyness import Comparison, comparisons, g2, key_terms
from benang.coding.suggestions.terms import terms_of, words_of
from benang.text.stop_words import stop_words
from benang.text.word_spellings import NEGATIONS


def said(*sentences, coded=False, language="en"):
    """Passages of ``(case, sentence)``."""
    rows = [
        {"passage_id": f"p{number}", "source_id": f"s-{case}", "case_id": case, "quotation": text, "coded": coded}
        | {"language": language, "turn": 1, "start": 0, "end": len(text)}
        for number, (case, text) in enumerate(sentences)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"coded": "bool"})


def compare(text, other, rejected=()):
    found = pd.concat([text, other], ignore_index=True)
    first = np.arange(len(found)) < len(text)
    return key_terms(found, [Comparison("x : y", first, ~first)], rejected)


# Dunning (1993), table 1: bigrams of a text on Swiss banks, with their counts.
@pytest.mark.parametrize(
    ("first_and_second", "first_alone", "second_alone", "neither", "published"),
    [
        (110, 2442, 111, 29114, 270.72),
        (29, 13, 123, 31612, 263.90),
        (31, 23, 139, 31584, 256.84),
        (10, 0, 3, 31764, 167.23),
        (76, 104, 2476, 29121, 157.21),
    ],
)
def test_published_values(first_and_second, first_alone, second_alone, neither, published):
    value = g2(first_and_second, first_and_second + first_alone, second_alone, second_alone + neither)
    assert value == pytest.approx(published, abs=0.005)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 500), st.integers(1, 500))
def test_g2_is_never_negative_the_same_both_ways_and_0_for_equal_shares(count, other, rest, other_rest):
    value = g2(count, count + rest, other, other + other_rest)
    assert value >= -1e-9
    assert value == pytest.approx(g2(other, other + other_rest, count, count + rest))
    assert g2(count, count + rest, 3 * count, 3 * (count + rest)) == pytest.approx(0, abs=1e-6)


def test_nothing_to_compare_with():
    assert g2(3, 10, 0, 0) == 0


def test_key_terms_come_with_their_counts_and_users():
    one = said(*[("A", "The parcel is late again."), ("B", "A late parcel!")] * 4)
    other = said(*[("C", "Trust grows slowly when people talk.")] * 12)
    found = compare(one, other)
    row = found.set_index("terms").loc["parcel"]
    assert (row["count"], row["total"], row["other_count"], row["other_total"]) == (8, 32, 0, 72)
    assert (row["n_cases"], row["of_cases"]) == (2, 2)
    assert row["score"] == pytest.approx(g2(8, 32, 0, 72), abs=0.005)
    assert "late parcel" not in found["terms"].tolist()  # 4 of 24 pairs are too few for a G2 of 10.83
    assert "the parcel" not in found["terms"].tolist()
    assert "trust" not in found["terms"].tolist()
    assert found["score"].is_monotonic_decreasing


def test_a_rejected_term_does_not_come_back():
    texts = said(*[("A", "parcel")] * 9), said(*[("B", "trust")] * 9)
    found = compare(*texts)
    assert found["terms"].tolist() == ["parcel"]
    assert compare(*texts, found["suggestion_id"].tolist()).empty


def test_what_is_compared():
    found = pd.concat([said(("A", "x")), said(("B", "y"), coded=True), said(("", "z"))], ignore_index=True)
    cases = pd.DataFrame({"case_id": ["A", "B"], "attribute:group": ["Owner", "Buyer"]})
    named = {one.name: (one.text.sum(), one.other.sum()) for one in comparisons(found, cases, "group")}
    assert named == {
        "uncoded : coded": (2, 1),
        "group = Buyer : group != Buyer": (1, 1),
        "group = Owner : group != Owner": (1, 1),
    }
    assert len(comparisons(found, cases, "place")) == 1
    assert len(comparisons(found, cases.assign(**{"attribute:group": "Owner"}), "group")) == 1


# --- terms ---


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_stop_word_denies(language):
    stops = stop_words(language)
    assert stops
    assert stops & NEGATIONS <= {"pas"}  # denies in French; in Indonesian it is "just when"
    assert not {"don't", "isn't", "can't", "doesn't", "didn't", "won't", "gak", "enggak", "jarang"} & stops


def test_stop_words_are_written_as_words_are_counted():
    for language in ("id", "en"):
        assert all(words_of(word) == [word] for word in stop_words(language))


def test_a_denial_stays_with_what_it_denies():
    terms = {term.term: term.written for term in terms_of("Saya itu tidak percaya.", "id")}
    assert terms["tidak percaya"] == "tidak percaya"


def test_pairs_go_over_stop_words_and_keep_how_the_text_writes_them():
    terms = terms_of("Orders of the  Customers", "en")
    assert [(term.term, term.written) for term in terms] == [
        ("order", "Orders"),
        ("custom", "Customers"),
        ("order custom", "Orders of the Customers"),
    ]


def test_marks_of_the_transcriber_are_no_words():
    assert words_of("Yes [laughs], no.") == ["yes", "no"]


def test_scripts_without_spaces_and_other_languages_have_terms():
    assert terms_of("信任商店", "zh")
    assert [term.term for term in terms_of("Xin chào 😀", "vi")] == ["xin", "chào", "xin chào"]


@given(st.text(max_size=60))
def test_any_text_has_terms_that_it_writes(text):
    for term in terms_of(text, "en"):
        assert "".join(term.written.split()) in "".join(text.split())
