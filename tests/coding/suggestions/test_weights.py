"""Weights of terms, held against plain numpy and scipy."""

import numpy as np
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from benang.coding.suggestions.weights import Weights, of_length_one

PLACES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=30)


@examples(40)
@given(PLACES)
def test_numbered_terms_weigh_what_their_counts_say(places):
    rows = np.array([row for row, _ in places], dtype=np.int64)
    columns = np.array([column for _, column in places], dtype=np.int64)
    names = list("fcabed")
    weights = Weights.of_numbers(rows, columns, 5, names)
    assert weights.terms == sorted(names)
    found = weights.vectors_of_columns(rows, weights.columns[columns], 5).toarray()
    times = np.zeros((5, 6))
    np.add.at(times, (rows, weights.columns[columns]), 1)
    inverse = 1 + np.log(6 / (1 + (times > 0).sum(axis=0)))
    with np.errstate(divide="ignore"):
        wanted = np.where(times > 0, 1 + np.log(times), 0) * inverse
    lengths = np.sqrt((wanted**2).sum(axis=1, keepdims=True))
    assert np.allclose(found, np.divide(wanted, lengths, out=np.zeros_like(wanted), where=lengths > 0))


@given(st.lists(st.lists(st.floats(0, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_rows_of_length_one_leave_what_they_are_made_from(cells):
    given_ = sparse.csr_matrix(np.array(cells))
    before = given_.toarray()
    lengths = np.linalg.norm(of_length_one(given_).toarray(), axis=1)
    tiny = np.square(before).sum(axis=1) > 0
    assert np.allclose(lengths[tiny], 1) and not lengths[~tiny & ~before.any(axis=1)].any()
    assert (given_.toarray() == before).all()
