import random

import numpy as np
import pandas as pd
import pytest
from small_tables import codes, codings, talks
from threadpoolctl import threadpool_limits

from benang.coding.suggestions.candidate_passages import passages, suggestion_id
from benang.coding.suggestions.candidates import LEAST_PASSAGES, candidates
from benang.coding.suggestions.similar import LEAST_SCORE, PER_CODE
from benang.coding.suggestions.suggestion_table import COLUMNS, suggest
from benang.coding.suggestions.topics import ranked_agreement, stability
from benang.core import model
from benang.core.kept_parts import KeptParts

TALK = {
    "a": [
        ("A", "Customers trust the shop since the owner answers. The network is slow in the rainy season."),
        ("A", "People trust the owner of the shop. A slow network in the rainy hills."),
    ],
    "b": [
        ("B", "I trust that shop and its owner. The network there is slow. My aunt grows orchids."),
        ("B", "I never trust a shop."),
    ],
}
TABLES = talks(TALK)
SOURCES, TURNS, _ = TABLES
CODED = codings(
    TABLES,
    ("a", "ana", "trust", "Customers trust the shop since the owner answers."),
    ("a", "ana", "signal", "The network is slow in the rainy season."),
)
CODES = codes(trust="Trust", signal="Signal", price="Prices in markets")
CASES = model.empty("cases")


def run(codings=CODED, codes=CODES, rejected=(), tables=TABLES, cases=CASES):
    found = passages(tables[0], tables[1], codings, ["informant"], "sentence")
    return suggest(found, codings, codes, cases, "group", rejected)


def near(table):
    rows = table[table["kind"] == "passage"]
    return dict(zip(rows["quotation"], rows["code_id"], strict=True))


def test_passages_without_a_code_are_suggested_for_the_code_they_resemble():
    table, problems = run()
    assert list(table.columns) == COLUMNS
    assert problems == []
    found = near(table)
    assert found["People trust the owner of the shop."] == "trust"
    assert found["A slow network in the rainy hills."] == "signal"
    assert found["The network there is slow."] == "signal"
    assert "My aunt grows orchids." not in found
    assert not set(CODED["quotation"]) & set(found)
    texts = dict(zip(SOURCES["source_id"], SOURCES["text"], strict=True))
    for row in table[table["kind"] == "passage"].itertuples():
        assert row.quotation == texts[row.source_id][row.start : row.end]
        assert LEAST_SCORE <= row.score <= 1
        assert all(term.casefold() in " ".join(row.quotation.casefold().split()) for term in row.terms.split(", "))
        assert (row.decision, row.code, row.coder, row.memo) == ("", "", "", "")


def test_shared_terms_are_shown():
    table, _ = run()
    row = table[table["quotation"] == "People trust the owner of the shop."].iloc[0]
    assert {"trust", "owner", "shop"} <= set(row["terms"].split(", "))


def test_what_was_rejected_never_comes_back_and_other_suggestions_stay():
    table, _ = run()
    before = table[table["kind"] == "passage"]
    gone = before["suggestion_id"].iloc[0]
    after = run(rejected=[gone, "never-there", "also"])[0]
    assert gone not in after["suggestion_id"].tolist()
    assert set(before["suggestion_id"]) - {gone} <= set(after["suggestion_id"])


def test_a_passage_gets_its_next_best_code_when_the_best_was_rejected():
    coded = codings(TABLES, *(("a", "ana", code, "Customers trust the shop since the owner answers.") for code in "xy"))
    book = codes(x="trust of owners", y="trust")
    first = near(run(coded, book)[0])["People trust the owner of the shop."]
    name = run(coded, book)[0].set_index("quotation").loc["People trust the owner of the shop.", "suggestion_id"]
    assert {first, near(run(coded, book, [name])[0])["People trust the owner of the shop."]} == {"x", "y"}


def test_a_code_without_examples_is_looked_for_by_its_label():
    found = near(run(codes=codes(trust="Trust", signal="Signal", flowers="aunt who grows orchids"))[0])
    assert found["My aunt grows orchids."] == "flowers"


def test_only_so_many_for_a_code():
    talk = [("A", "The parcel came late."), *[("A", f"My parcel number {number} came late.") for number in range(30)]]
    tables = talks({"a": talk})
    table, _ = run(codings(tables, ("a", "ana", "late", talk[0][1])), codes("late"), tables=tables)
    rows = table[table["kind"] == "passage"]
    assert len(rows) == PER_CODE
    assert rows["start"].is_monotonic_increasing  # of equal scores the first in the text


def test_a_study_without_codes_codings_or_sources():
    nothing = CODED.iloc[:0]
    table, _ = run(nothing, model.empty("codes"))
    assert set(table["kind"]) <= {"category"}
    assert near(run(nothing)[0]) == {}
    empty = talks({})
    assert run(nothing, CODES, tables=empty)[0].empty
    assert run(nothing, model.empty("codes"), tables=empty)[0].empty


def test_the_same_table_each_time_in_any_order_and_with_any_number_of_threads():
    expected = run()[0]
    with threadpool_limits(limits=2):
        pd.testing.assert_frame_equal(run()[0], expected)
    shuffled = CODED.sample(frac=1, random_state=3)
    tables = (SOURCES.iloc[::-1], TURNS.iloc[::-1], None)
    pd.testing.assert_frame_equal(run(shuffled, tables=tables)[0], expected)


# --- new categories ---

TOPICS = (
    ["parcel", "courier", "late", "delivery", "address", "street", "warehouse", "driver", "box", "label"],
    ["orchid", "garden", "seed", "water", "soil", "flower", "pot", "sunlight", "leaf", "root"],
    ["school", "teacher", "exam", "class", "homework", "pupil", "lesson", "book", "grade", "desk"],
    ["ship", "harbour", "crew", "storm", "sail", "anchor", "captain", "deck", "wave", "island"],
)


def spoken(number, seed=1):
    """Passages on four subjects in turn."""
    chance = random.Random(seed)
    talk = [("A", " ".join(chance.sample(TOPICS[turn % 4], 6))) for turn in range(number)]
    sources, turns, _ = talks({"a": talk})
    return passages(sources, turns, CODED.iloc[:0], ["informant"], "turn")


@pytest.fixture(scope="module")
def topics():
    return candidates(spoken(LEAST_PASSAGES + 40), ())


def test_subjects_are_found_in_enough_text_and_are_stable(topics):
    table, problems = topics
    assert problems == []
    assert set(table["category"]) == {"1", "2", "3", "4"}
    for _, rows in table.groupby("category"):
        subject = {
            number for number, words in enumerate(TOPICS) if set(rows["quotation"].iloc[0].split()) <= set(words)
        }
        words = {word for number in subject for word in TOPICS[number]}
        assert len(subject) == 1
        assert all(set(text.split()) <= words for text in rows["quotation"])
        assert all(term in words or " " in term for term in rows["terms"].iloc[0].split(", "))
        assert rows["stability"].iloc[0] > 0.6
        assert rows["score"].iloc[0] == 1
    assert all(name.endswith("-new") for name in table["suggestion_id"])


def test_topics_are_the_same_with_any_number_of_threads(topics):
    with threadpool_limits(limits=2):
        pd.testing.assert_frame_equal(candidates(spoken(LEAST_PASSAGES + 40), ())[0], topics[0])


def test_kept_topics_are_those_of_the_same_passages_and_of_no_others(topics, tmp_path, monkeypatch):
    def kept(code="code"):
        return KeptParts(tmp_path / "topics", code)

    def look_for(*_):
        raise AssertionError("looked for anew")

    pd.testing.assert_frame_equal(candidates(spoken(LEAST_PASSAGES + 40), (), kept())[0], topics[0])
    monkeypatch.setattr("benang.coding.suggestions.topics.stable_topics", look_for)
    pd.testing.assert_frame_equal(candidates(spoken(LEAST_PASSAGES + 40), (), kept())[0], topics[0])
    for passages_now, code in ((spoken(LEAST_PASSAGES + 41), "code"), (spoken(LEAST_PASSAGES + 40), "other code")):
        with pytest.raises(AssertionError, match="anew"):
            candidates(passages_now, (), kept(code))


def test_a_rejected_exemplar_makes_room_for_the_next(topics):
    gone = topics[0]["suggestion_id"].iloc[0]
    table, _ = candidates(spoken(LEAST_PASSAGES + 40), [gone])
    assert gone not in table["suggestion_id"].tolist()
    assert len(table) == len(topics[0])


def test_with_little_text_passages_are_ranked_and_none_repeats_another():
    left = spoken(LEAST_PASSAGES)
    table, _ = candidates(
        pd.concat([left, left.assign(passage_id=left["passage_id"] + "0")], ignore_index=True).iloc[:150], ()
    )
    assert set(table["category"]) == {""}
    assert table["stability"].isna().all()
    assert table["score"].is_monotonic_decreasing
    assert table["quotation"].is_unique


def test_passages_that_say_little_are_no_examples():
    sources, turns, _ = talks({"a": [("A", "Yes, right."), ("A", "Well, exactly so.")]})
    left = passages(sources, turns, CODED.iloc[:0], ["informant"], "turn")
    assert candidates(left, ())[0].empty


def test_many_passages_without_any_word_in_common():
    sources, turns, _ = talks({"a": [("A", " ".join(f"w{n}x{k}" for k in "abcd")) for n in range(LEAST_PASSAGES + 1)]})
    left = passages(sources, turns, CODED.iloc[:0], ["informant"], "turn")
    assert candidates(left, ())[0].empty


def test_too_many_passages_are_drawn_from_and_told(monkeypatch):
    monkeypatch.setattr("benang.coding.suggestions.candidates.MOST_PASSAGES", 150)
    table, problems = candidates(spoken(240), ())
    assert [(problem.kind, problem.values["passages"], problem.values["used"]) for problem in problems] == [
        ("suggestions-part", 240, 150)
    ]
    assert not table.empty


def test_agreement_of_ranked_lists_as_published():
    # The example of Greene, O'Callaghan and Cunningham (2014): the index at the depths 1 to 5.
    one = ["album", "music", "best", "award", "win"]
    two = ["sport", "best", "win", "medal", "award"]
    assert ranked_agreement(one, two) == pytest.approx(np.mean([0, 0, 1 / 5, 1 / 7, 3 / 7]))
    assert round(ranked_agreement(one, two), 3) == 0.154
    assert ranked_agreement(one, one) == 1
    assert ranked_agreement([], []) == 1


def test_topics_are_matched_whatever_their_order():
    topics = [["a", "b"], ["c", "d"], ["e", "f"]]
    assert stability(topics, [topics[::-1], topics]) == [1, 1, 1]
    assert stability(topics, [[["x", "y"], ["c", "d"], ["e", "f"]]]) == [0, 1, 1]


def test_ids_are_those_that_decisions_are_read_by(topics):
    row = topics[0].iloc[0]
    assert row["suggestion_id"] == suggestion_id(row["passage_id"], "")
