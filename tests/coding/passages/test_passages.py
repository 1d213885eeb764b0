"""What a passage is, worked out by hand, and against brute force."""

import itertools

from coded_turns import Study, of, one_turn
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh"


def members(found, level="code"):
    return [(row["turn"], list(row["coding_ids"])) for row in of(found, level)]


def test_a_coding_over_the_border_of_turns_is_cut_there_and_the_question_is_no_part_of_it():
    study = Study(
        {"s": [("informant", "X", "satu dua tiga"), ("interviewer", "", "apa itu"), ("informant", "X", "lima enam")]},
        {"k": ""},
    )
    found = study.passages(study.codings(("c1", "s", "k", "tiga\nP: apa itu\nX: lima")))
    rows = of(found)
    assert study.texts_of(found[found["level"] == "code"].sort_values("turn")) == ["tiga", "apa itu", "lima"]
    assert [(row["turn"], row["voice"], row["case_id"], row["words"]) for row in rows] == [
        (1, "said", "X", 1),
        (2, "asked", "", 2),
        (3, "said", "X", 1),
    ]
    assert [row["question_turn"] for row in rows] == [0, 0, 2]
    assert all(list(row["coding_ids"]) == ["c1"] for row in rows)


def test_a_coding_over_two_informants_is_of_both():
    study = Study({"g": [("informant", "X", "satu dua"), ("informant", "Y", "tiga empat")]}, {"k": ""})
    found = study.passages(study.codings(("c1", "g", "k", "dua\nY: tiga")))
    assert [(row["case_id"], row["words"]) for row in of(found)] == [("X", 1), ("Y", 1)]


def test_every_voice_stands_apart_and_a_head_has_none():
    talk = [("head", "", "judul naskah"), ("informant", "X", "satu"), ("other", "X", "dua"), ("observer", "Y", "tiga")]
    study = Study({"s": talk}, {"k": ""})
    everything = (0, len(study.texts["s"]))
    rows = of(study.passages(study.codings(("c1", "s", "k", everything))))
    assert [(row["voice"], row["case_id"]) for row in rows] == [("said", "X"), ("reported", ""), ("observed", "Y")]


def test_a_word_that_is_cut_counts_whole():
    study = one_turn(WORDS)
    rows = of(study.passages(study.codings(("c1", "s", "k", "tu du"), ("c2", "s", "k", "ua ti"))))
    assert [(row["words"], list(row["coding_ids"])) for row in rows] == [(3, ["c1", "c2"])]


def test_what_shares_no_word_is_two_passages_even_without_a_gap():
    study = one_turn(WORDS)
    rows = members(study.passages(study.codings(("c1", "s", "k", "satu dua "), ("c2", "s", "k", "tiga empat"))))
    assert rows == [(1, ["c1"]), (1, ["c2"])]


def test_characters_join_codings_and_are_no_words():
    study = one_turn("satu 🙂 dua")
    rows = of(
        study.passages(study.codings(("c1", "s", "k", "satu 🙂"), ("c2", "s", "k", "🙂"), ("c3", "s", "k", "dua")))
    )
    assert [(list(row["coding_ids"]), row["words"]) for row in rows] == [(["c1", "c2"], 1), (["c3"], 1)]


def test_what_holds_no_word_keeps_its_own_span():
    study = Study({"s": [("informant", "X", "(...)"), ("informant", "X", "(...) dua")]}, {"k": ""})
    text = study.texts["s"]
    behind_the_label = (text.rindex("X:"), text.rindex(" dua"))
    found = study.passages(
        study.codings(("c1", "s", "k", "(...)"), ("c2", "s", "k", behind_the_label), ("c3", "s", "k", "dua"))
    )
    assert members(found) == [(1, ["c1"]), (2, ["c2"]), (2, ["c3"])]
    assert [row["words"] for row in of(found)] == [0, 0, 1]
    assert study.texts_of(found[found["level"] == "code"].sort_values(["turn", "start"])) == ["(...)", "(...)", "dua"]


def test_a_bridging_coding_belongs_to_several_passages_and_its_words_are_summed_once():
    study = one_turn(WORDS)
    found = study.passages(
        study.codings(("c1", "s", "k", "satu dua"), ("c2", "s", "k", "dua tiga empat"), ("c3", "s", "k", "empat lima"))
    )
    assert members(found) == [(1, ["c1", "c2"]), (1, ["c2", "c3"])]
    rows = of(found)
    assert [row["words"] for row in rows] == [4, 4]
    assert [row["new_words"] for row in rows] == [4, 1]


def test_of_codings_that_end_together_the_one_that_starts_last_is_the_core():
    study = one_turn(WORDS)
    # "tiga" is the core; the first coding shares no word with it and stands alone.
    given = [("c1", "s", "k", "satu"), ("c2", "s", "k", "satu dua tiga"), ("c3", "s", "k", "tiga")]
    assert members(study.passages(study.codings(*given))) == [(1, ["c1", "c2"]), (1, ["c2", "c3"])]
    same = study.passages(study.codings(("c9", "s", "k", "dua"), ("c1", "s", "k", "dua")))
    alone = study.passages(study.codings(("c1", "s", "k", "dua")))
    assert list(same["passage_id"]) == list(alone["passage_id"])  # of two equal ones the first id


def test_three_coders_on_the_same_words_are_one_passage():
    study = one_turn(WORDS)
    given = [(f"c{n}", "s", "k", "dua tiga", coder) for n, coder in enumerate(("ani", "budi", "citra"))]
    rows = of(study.passages(study.codings(*given)))
    assert len(rows) == 1
    assert list(rows[0]["coders"]) == ["ani", "budi", "citra"]


def test_levels_gather_what_lies_below_them():
    study = one_turn(WORDS, {"T": "", "A": "T", "A1": "A", "A2": "A", "B": "T"})
    found = study.passages(
        study.codings(("c1", "s", "A1", "satu dua"), ("c2", "s", "A2", "dua tiga"), ("c3", "s", "B", "lima"))
    )
    assert [(row["code_id"], list(row["coding_ids"])) for row in of(found, "category")] == [
        ("A", ["c1", "c2"]),
        ("B", ["c3"]),
    ]
    assert [row["code_id"] for row in of(found, "code")] == ["A1", "A2", "B"]
    assert [row["code_id"] for row in of(found, "theme")] == ["T", "T"]


def test_a_theme_without_categories_stands_among_them():
    study = one_turn(WORDS, {"T": "", "A": "T", "F": ""})
    found = study.passages(study.codings(("c1", "s", "F", "satu"), ("c2", "s", "T", "dua")))
    assert [row["code_id"] for row in of(found, "category")] == ["F"]  # T has a category, and is none itself


def test_of_several_uses_the_one_that_shows_least_holds():
    study = one_turn(WORDS)
    uses = ["typical", "best", "doubt", "hide"]
    for first, second in itertools.permutations(uses, 2):
        given = [("c1", "s", "k", "satu", {"use": first}), ("c2", "s", "k", "satu", "budi", {"use": second})]
        (row,) = of(study.passages(study.codings(*given)))
        assert row["use"] == max(first, second, key=uses.index)
    (row,) = of(study.passages(study.codings(("c1", "s", "k", "satu", {"use": "best"}), ("c2", "s", "k", "satu"))))
    assert row["use"] == "best"


def test_ids_stay_when_text_before_them_changes_and_no_two_are_equal():
    def ids(before):
        study = Study({"s": [("head", "", before), ("informant", "X", WORDS)]}, {"T": "", "k": "T"})
        return study.passages(study.codings(("c1", "s", "k", "dua"), ("c2", "s", "k", "lima")))["passage_id"]

    assert list(ids("Judul")) == list(ids("Judul yang jauh lebih panjang"))
    assert ids("Judul").is_unique
    assert ids("Judul").str.fullmatch("p[0-9a-f]{10}").all()


spans = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from("abc")), max_size=7)


def coded(study, found):
    words = WORDS.split()
    given = []
    for number, (first, length, coder) in enumerate(found):
        quotation = " ".join(words[first : first + length])
        start = study.texts["s"].index(words[first])
        given.append((f"c{number}", "s", "k", (start, start + len(quotation)), coder))
    return study.codings(*given)


def most_apart(found):
    """The size of the largest set of spans of which no two share a word, by trying every set."""
    spans = [set(range(first, min(first + length, 10))) for first, length, _ in found]
    return max(
        size
        for size in range(len(spans) + 1)
        for chosen in itertools.combinations(spans, size)
        if size < 2 or sum(map(len, chosen)) == len(set().union(*chosen))
    )


@settings(max_examples=40)
@given(spans)
def test_passages_are_as_many_as_the_largest_set_of_codings_that_share_no_word(found):
    study = one_turn(WORDS)
    made = of(study.passages(coded(study, found), levels=["code"]))
    assert len(made) == most_apart(found)
    covered = set().union(*(range(first, min(first + length, 10)) for first, length, _ in found))
    assert sum(row["new_words"] for row in made) == len(covered)


@settings(max_examples=40)
@given(spans, spans)
def test_further_codings_never_lower_the_count(found, more):
    study = one_turn(WORDS)
    before, after = (len(study.passages(coded(study, one), levels=["code"])) for one in (found, found + more))
    assert before <= after


@settings(max_examples=40)
@given(spans, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(found, random):
    study = one_turn(WORDS)
    codings = coded(study, found)
    mixed = codings.sample(frac=1, random_state=random.randrange(2**32))
    assert study.passages(codings).to_csv() == study.passages(mixed).to_csv()
