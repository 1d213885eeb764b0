"""The words and phrases of a study that nobody has coded."""

import pandas as pd
from small_tables import talks

from benang.coding.suggestions.candidate_passages import passages
from benang.coding.suggestions.word_use import LEAST_COUNT, word_use
from benang.core import model
from benang.core.tables import write_csv
from benang.sources.residual_risk import read_may_be_names

TALK = {
    "a": [("A", "There was no rule for the boat. No rule, and the boats were wet. I never sailed boats.")],
    "b": [("B", "I love the boat. A warm cabin! The warm cabin is mine. Not cold.")],
    "c": [("C", "The boat had a warm cabin.")],
}


def used(talk=TALK, groups=None, language="en"):
    sources, turns, _ = talks(talk, language)
    found = passages(sources, turns, model.empty("codings"), ["informant"], "sentence")
    cases = [
        {"case_id": case, "order": n, "attribute:group": group}
        for n, (case, group) in enumerate((groups or {}).items())
    ]
    return word_use(found, model.from_rows("cases", cases) if cases else model.empty("cases"), "group")


def terms(table, part, name=""):
    own = table[(table["part"] == part) & (table["name"] == name)]
    return {
        term: (count, other) for term, count, other in zip(own["term"], own["count"], own["other_count"], strict=True)
    }


def test_forms_of_a_word_are_counted_together_and_written_as_they_are_most_often():
    whole = used().query("part == 'whole'").set_index("term")
    assert whole.index[0] == "boat"
    assert whole.loc["boat", ["count", "n_sources", "of_sources"]].tolist() == [5, 3, 3]


def test_each_interview_shows_what_it_uses_more_than_the_others():
    table = used()
    assert terms(table, "source", "a")["boat"] == (3, 2)
    assert terms(table, "source", "b") == {"warm cabin": (2, 1)}
    assert terms(table, "source", "c") == {}


def test_a_denial_stays_with_what_it_denies_and_is_no_word_of_its_own():
    found = terms(used(), "source", "a")
    assert found["no rule"] == (2, 0)
    assert not {"no", "never", "not"} & set(used()["term"])


def test_a_denial_in_indonesian_too():
    talk = {"a": [("A", "Saya nggak percaya toko itu. Nggak percaya! Tidak percaya.")], "b": [("B", "Toko bagus.")]}
    found = terms(used(talk, language="id"), "source", "a")
    assert list(found) == ["nggak percaya"]
    assert found["nggak percaya"] == (3, 0)


def test_groups_are_compared_where_there_are_several():
    table = used(groups={"A": "crew", "B": "guest", "C": "guest"})
    assert terms(table, "group", "guest")["warm cabin"] == (3, 0)
    assert table.query("part == 'group' and term == 'warm cabin'")["n_sources"].tolist() == [2]
    assert terms(used(groups=dict.fromkeys("ABC", "crew")), "group", "crew") == {}


def test_nothing_said_once_is_a_use():
    assert (used()["count"] >= LEAST_COUNT).all()
    assert len(used({})) == len(used({"a": [("A", "Hm.")]})) == 0


def test_the_same_texts_give_the_same_table_in_any_order():
    pd.testing.assert_frame_equal(used(), used(dict(reversed(TALK.items()))))


def test_an_article_is_one_text_whoever_is_quoted_in_it():
    sources, turns, _ = talks(TALK, "en")
    found = passages(sources, turns, model.empty("codings"), ["informant"], "sentence")
    texts = {"a": "market.pdf", "b": "market.pdf", "c": "c"}
    table = word_use(found, model.empty("cases"), "group", texts)
    whole = table.query("part == 'whole'").set_index("term")
    assert whole.loc["boat", ["count", "n_sources", "of_sources"]].tolist() == [5, 2, 2]
    assert set(table.query("part == 'source'")["name"]) == {"market.pdf"}
    assert set(table.query("part == 'source'")["of_sources"]) == {1}


def test_what_may_still_be_a_name_is_no_word_of_the_table():
    said = (
        "Brannigan told Brannigan's shop. The shop of Sinar Jaya: Sinar Jaya Shop, Shop of Brannigan, the shop. Rina."
    )
    sources, turns, _ = talks({"a": [("A", said), ("A", said)], "b": [("B", said)]}, "en")
    found = passages(sources, turns, model.empty("codings"), ["informant"], "sentence")
    named = ["Brannigan", "Sinar Jaya Shop", "Rina"]
    plain, without = (
        set(" ".join(word_use(found, model.empty("cases"), "group", names=each)["term"]).casefold().split())
        for each in ((), named)
    )
    assert {"brannigan", "sinar", "rina", "shop"} <= plain
    assert not any(each.startswith(("brannigan", "sinar", "jaya", "rina")) for each in without) and "shop" in without


def test_the_words_that_a_run_wrote_are_read(tmp_path):
    path = tmp_path / "residual_risk.csv"
    write_csv(pd.DataFrame({"word": ["NA", "Brannigan"], "reason": ["capital", "address"]}), path)
    assert read_may_be_names(path) == ["NA", "Brannigan"]
