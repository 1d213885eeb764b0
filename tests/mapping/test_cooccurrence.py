"""Codes that meet on the same words, in the eyes of one coder."""

from coded_turns import Study, differences, one_turn
from hypothesis import given, settings
from hypothesis import strategies as st

from benang.coding.passages import Counting
from benang.mapping.cooccurrence import COLUMNS, cooccurrence

WORDS = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh"
CODES = {"A": "", "B": "", "C": ""}
TURN = one_turn(WORDS, CODES)


def met(*given, study=TURN, counting=None, decided=None):
    """Pairs of codes with how often they meet in what is said."""
    table = cooccurrence(study.codings(*given), study.turns, study.sources, counting, decided)
    return {(a, b): n for a, b, n in zip(table["code_a"], table["code_b"], table["passages"], strict=True)}


def test_two_coders_who_find_that_codes_meet_on_the_same_words_find_one_passage():
    given = [("k0", "s", "B", "satu dua"), ("k1", "s", "A", "dua tiga")]
    given += [("k2", "s", "B", "dua", "budi"), ("k3", "s", "A", "dua", "budi")]
    table = cooccurrence(TURN.codings(*given), TURN.turns, TURN.sources)
    assert table["passages"].tolist() == [1]
    assert table["coding_ids"].tolist() == [["k0", "k1", "k2", "k3"]]


def test_codes_that_meet_only_between_two_coders_are_a_difference_and_no_cooccurrence():
    assert met(("k0", "s", "A", "satu"), ("k1", "s", "B", "satu", "budi")) == {}


def test_one_long_coding_meets_two_short_ones_twice():
    assert met(("k0", "s", "A", WORDS), ("k1", "s", "B", "dua"), ("k2", "s", "B", "lima")) == {("A", "B"): 2}


def test_neighbours_and_other_sources_do_not_meet():
    study = Study({"s": [("informant", "X", WORDS)], "t": [("informant", "X", WORDS)]}, CODES)
    assert met(("k0", "s", "A", "satu"), ("k1", "s", "B", "dua"), ("k2", "t", "B", "satu"), study=study) == {}


def test_what_meets_in_a_label_or_a_question_is_no_cooccurrence_and_what_is_observed_stands_apart():
    talk = [
        ("informant", "X", "satu"),
        ("interviewer", "", "apa"),
        ("informant", "X", "dua"),
        ("observer", "X", "tiga"),
    ]
    study = Study({"s": talk}, CODES)
    everything = (0, len(study.texts["s"]))
    codings = study.codings(("k0", "s", "A", everything), ("k1", "s", "B", everything))
    table = cooccurrence(codings, study.turns, study.sources)
    assert table[["passages", "observed_passages"]].to_numpy().tolist() == [[2, 1]]


def test_only_what_counts_meets():
    both = (("k0", "s", "A", "satu"), ("k1", "s", "B", "satu"))
    assert met(*both, counting=Counting(("budi",))) == {}
    assert met(*both, counting=Counting(count="ani")) == {("A", "B"): 1}
    assert met(*both, decided=differences(("k1", "", "b", ""))) == {}
    assert met(*((*one, "rules", {"method": "rule"}) for one in both)) == {}
    assert met(*((*one, "consensus", {"method": "consensus"}) for one in both)) == {}
    agreed = Counting(count="consensus")
    assert met(*((*one, "consensus", {"method": "consensus"}) for one in both), counting=agreed) == {("A", "B"): 1}


def test_without_codings_there_are_no_rows():
    table = cooccurrence(TURN.codings().iloc[:0], TURN.turns, TURN.sources)
    assert table.empty and list(table.columns) == COLUMNS


rows = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 3), st.sampled_from("AB"), st.sampled_from(["ani", "budi"])), max_size=8
)


@settings(max_examples=40)
@given(rows)
def test_codes_meet_as_often_as_words_that_one_coder_gave_both_lie_apart(spans):
    words = WORDS.split()
    given, placed = [], []
    for number, (first, length, code, coder) in enumerate(spans):
        last = min(first + length, 10)
        start = TURN.texts["s"].index(words[first])
        end = TURN.texts["s"].index(words[last - 1]) + len(words[last - 1])
        given.append((f"k{number}", "s", code, (start, end), coder))
        placed.append((first, last, code, coder))
    shared = [
        (max(one[0], two[0]), min(one[1], two[1]))
        for one in placed
        for two in placed
        if one[2] == "A" and two[2] == "B" and one[3] == two[3] and max(one[0], two[0]) < min(one[1], two[1])
    ]
    apart, reach = 0, -1
    for start, end in sorted(shared, key=lambda span: span[1]):
        if start >= reach:
            apart, reach = apart + 1, end
    assert met(*given).get(("A", "B"), 0) == apart


def test_under_agreed_codes_meet_where_every_reader_gave_both_or_a_decision_keeps_one():
    agreed = Counting(count="agreed")
    ani = [("k0", "s", "A", "satu dua"), ("k1", "s", "B", "dua tiga")]
    read = ("k2", "s", "C", "sepuluh", "budi")  # so that Budi has read the source
    assert met(*ani, read) == {("A", "B"): 1}
    assert met(*ani, read, counting=agreed) == {}
    one = ("k3", "s", "A", "satu dua", "budi")
    assert met(*ani, one, counting=agreed) == {}
    assert met(*ani, one, counting=agreed, decided=differences(("k1", "", "a", ""))) == {("A", "B"): 1}
    both = [one, ("k4", "s", "B", "dua tiga", "budi")]
    assert met(*ani, *both, counting=agreed) == {("A", "B"): 1}


def test_under_agreed_what_was_read_without_a_code_counts_as_read():
    codings = TURN.codings(("k0", "s", "A", "satu"), ("k1", "s", "B", "satu"))
    more = (TURN.turns, TURN.sources, Counting(count="agreed"), None)
    assert len(cooccurrence(codings, *more)) == 1
    assert len(cooccurrence(codings, *more, {"budi": ["s"]})) == 0
