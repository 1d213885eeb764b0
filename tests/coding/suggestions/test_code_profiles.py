"""How near passages are to codes, counted a second time: term by term, in dictionaries, without a matrix."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_tables import codes

from benang.coding.suggestions.code_profiles import Profiles
from benang.coding.suggestions.terms import pairs_of, stems_of

CODES = codes(trust="Trust in shops", signal="Signal", price="Prices in markets and shops")
NAMES = ("trust", "signal", "price")
WORDS = ("trust", "shops", "signal", "the", "slow", "network", "prices", "markets", "[laughs]", "owner", "not")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def length_one(vector):
    length = math.sqrt(sum(value * value for value in vector.values())) or 1
    return {term: value / length for term, value in vector.items()}


def added(vectors):
    total = Counter()
    for vector in vectors:
        total.update(vector)
    return total


def expected(quotations, background, texts):
    """The scores of ``texts``, a list of three a text."""
    examples = [(stems_of(text, "en"), code) for text, code in quotations]
    labels = zip(CODES["code_id"].tolist(), CODES["label:en"].tolist(), strict=True)
    said = {code: stems_of(text, "en") for code, text in labels}
    known = [*(stems for stems, _ in examples), *said.values()]
    pairs = {pair for stems in known for pair in pairs_of(stems)}

    def terms(stems):
        return stems + [pair for pair in pairs_of(stems) if pair in pairs]

    documents = [terms(stems) for stems in [*known, *(stems_of(text, "en") for text in background)]]
    use = Counter(term for document in documents for term in set(document))

    def vector(document):
        weight = {term: 1 + math.log((1 + len(documents)) / (1 + use[term])) for term in document if term in use}
        times = Counter(document)
        return length_one({term: (1 + math.log(times[term])) * weight[term] for term in weight})

    profiles = {}
    for code in NAMES:
        of_examples = length_one(added(vector(terms(stems)) for stems, given_code in examples if given_code == code))
        profiles[code] = length_one(added([of_examples, vector(terms(said[code]))]))
    found = [vector(terms(stems_of(text, "en"))) for text in texts]
    return [
        [sum(value * profiles[code].get(term, 0) for term, value in one.items()) for code in NAMES] for one in found
    ]


@given(st.lists(st.tuples(TEXTS, st.sampled_from(NAMES)), max_size=5), st.lists(TEXTS, max_size=6), st.data())
def test_scores_are_cosines_of_weighted_terms(quotations, background, data):
    others = data.draw(st.lists(TEXTS, max_size=3))
    profiles = Profiles([(text, "en", code) for text, code in quotations], CODES, [(one, "en") for one in background])

    for texts in (background, others):
        scores = profiles.scores([(one, "en") for one in texts]).tolist()
        for row, wanted in zip(scores, expected(quotations, background, texts), strict=True):
            assert row == pytest.approx(wanted, abs=1e-4)
    which = data.draw(st.lists(st.booleans(), min_size=len(background), max_size=len(background)))
    some = [one for one, chosen in zip(background, which, strict=True) if chosen]
    chosen = profiles.scores_of_background(np.array(which, dtype=bool))
    assert chosen.tolist() == profiles.scores([(one, "en") for one in some]).tolist()
    lengths = profiles.n_stems_of_background(np.array(which, dtype=bool))
    assert lengths.tolist() == [len(stems_of(one, "en")) for one in some]
