"""Words by group and key words in context."""

from collections import Counter

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from tests.oracle.studies import source

from benang.core import model
from benang.mapping.word_frequency import keywords, word_groups
from benang.mapping.word_tallies import tallies_of, word_counts

SAID = [
    ("P", "interviewer", "", "Percaya toko? Percaya toko? Percaya?"),
    ("X", "informant", "X", "Saya percaya. Kepercayaan itu mahal."),
    ("Y", "informant", "Y", "Saya tidak percaya toko yang itu, toko yang mana pun tidak."),
]


def tables():
    row, turns = source("talk", SAID)
    cases = pd.DataFrame({"case_id": ["X", "Y"], "order": [1, 2], "attribute:group": ["A", "B"]})
    return pd.DataFrame(turns), pd.DataFrame([row | {"language": "id"}]), cases


def test_informants_words_are_counted_by_stem_and_denials_stay():
    turns, sources, cases = tables()
    rows = model.conform(word_groups(turns, sources, cases), "word_groups")
    counts = rows[["count", "informants", "base"]].itertuples(index=False, name=None)
    found = dict(zip(zip(rows["group"], rows["stem"], strict=True), counts, strict=True))
    assert found["", "percaya"] == (3, 2, 2)  # with kepercayaan, without the interviewer's
    assert found["", "tidak"] == (2, 1, 2)
    assert found["A", "percaya"] == (2, 1, 1)
    assert ("B", "percaya") not in found  # once
    assert not {stem for _, stem in found} & {"yang", "itu", "saya"}


def test_key_words_stand_with_what_is_said_around_them():
    turns, sources, _ = tables()
    rows = model.conform(keywords(turns, sources, ["kepercayaan"], "id"), "keywords")
    assert rows[["case_id", "before", "term", "after"]].to_numpy().tolist() == [
        ["X", "Saya", "percaya", ". Kepercayaan itu mahal."],
        ["X", "Saya percaya.", "Kepercayaan", "itu mahal."],
        ["Y", "Saya tidak", "percaya", "toko yang itu, toko yang mana pun tidak."],
    ]
    text = sources["text"][0]
    assert all(text[row.start :].startswith(row.term) for row in rows.itertuples())
    most = keywords(turns, sources)
    assert most["stem"].iloc[0] == "percaya"
    assert len(keywords(turns, sources.assign(text=""), ["zzz"], "id")) == 0


def test_words_counted_by_parts_are_those_of_the_whole():
    turns, sources, cases = tables()
    row, more = source("more", [("Z", "informant", "X", "Kepercayaan. Toko, toko!"), ("Z", "informant", "", "Kios.")])
    turns = pd.concat([turns, pd.DataFrame(more)], ignore_index=True)
    sources = pd.concat([sources, pd.DataFrame([row | {"language": "id"}])], ignore_index=True)
    whole = word_groups(turns, sources, cases)
    for order in (["talk", "more"], ["more", "talk"]):
        parts = [word_counts(turns[turns["source_id"] == one], sources[sources["source_id"] == one]) for one in order]
        pd.testing.assert_frame_equal(word_groups(turns, sources, cases, tallies_of(parts, cases)), whole)
    rows = whole.set_index(["group", "stem"])
    assert rows.loc[("", "percaya"), ["count", "informants"]].tolist() == [4, 2]  # X once, though in both sources
    assert rows.loc[("", "toko"), ["count", "informants", "term"]].tolist() == [4, 2, "toko"]
    assert ("B", "percaya") not in rows.index and ("", "kios") not in rows.index  # once each


SAYS = st.tuples(
    st.sampled_from(["X", "Y", "Z", ""]), st.lists(st.sampled_from(["toko", "kios", "percaya"]), max_size=4)
)


@given(st.lists(st.lists(SAYS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_who_says_a_word_counts_once_wherever_it_is_said(parts):
    made = [
        source(f"s{number}", [("P", "informant", case, " ".join(words) or "-") for case, words in said])
        for number, said in enumerate(parts)
    ]
    counts = [word_counts(pd.DataFrame(turns), pd.DataFrame([row | {"language": "id"}])) for row, turns in made]
    cases = pd.DataFrame({"case_id": ["X", "Y", "Z"], "order": [1, 2, 3], "attribute:group": ["A", "B", "B"]})
    found = tallies_of(counts, cases)
    for group, members in (("", {"X", "Y", "Z", ""}), ("A", {"X"}), ("B", {"Y", "Z"})):
        mine = [(case, word) for said in parts for case, words in said if case in members for word in words]
        assert (group in found) == bool(mine)
        if mine:
            assert found[group].counts == Counter(word for _, word in mine)
            assert found[group].informants == Counter(word for case, word in set(mine) if case)
