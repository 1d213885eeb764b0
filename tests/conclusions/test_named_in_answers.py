"""What answers name is looked for among few codings, and found as among all of them."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from benang.conclusions.answers import Addresses, codings_beside, named_in_answers
from benang.conclusions.claims import Answer, Claim

NAMES = st.sampled_from(["c0a1b2c3d4", "c1a1b2c3d4", "0a1b2c3d4e", "c0a1b2c3d4e", "pa1b2", "nothing", "c2a1b2c3d4"])
PLACES = st.tuples(st.sampled_from(["iX", "iY"]), st.just("A"), st.integers(0, 9), st.integers(9, 19))
CODINGS = st.dictionaries(NAMES, PLACES, min_size=3)


@given(CODINGS, st.lists(NAMES, min_size=1, max_size=3), st.lists(NAMES, min_size=1, max_size=3))
def test_an_answer_means_the_same_among_the_codings_of_its_sources_alone(codings, named, ids):
    columns = ["coding_id", "source_id", "code_id", "start", "end"]
    known = pd.DataFrame([(name, *place) for name, place in codings.items()], columns=columns)
    claim = Claim("C1", {"en": "x"}, ("A",), answers=(Answer("C1.1", tuple(named), "limit", {"en": "y"}, 9),), line=3)
    beside = codings_beside(known, named_in_answers([claim]))
    row = {"passage_id": "p1", "source_id": "iY", "turn": 1, "coding_ids": ids}
    for one in named:
        assert Addresses(codings=beside).means(one, row) == Addresses(codings=known).means(one, row)


def test_codings_of_other_sources_are_left_out():
    places = [("c1", "iX"), ("k1", "iX"), ("c2", "iY")]
    known = pd.DataFrame([(name, source, "A", 0, 9) for name, source in places])
    known.columns = ["coding_id", "source_id", "code_id", "start", "end"]
    assert codings_beside(known, {"c1", "gone"})["coding_id"].tolist() == ["c1", "k1"]
    assert codings_beside(known, frozenset()).empty
