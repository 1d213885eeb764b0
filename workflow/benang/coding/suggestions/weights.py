"""TF-IDF vectors of lists of terms, for any number of texts in little memory."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]


class Weights:
    """How much each term weighs: ``(1 + ln tf) * (1 + ln((1 + n) / (1 + df)))``, vectors being of length 1.

    Term weighting after Salton and Buckley (1988), smoothed as scikit-learn's ``TfidfVectorizer`` does.

    Args:
        documents: the terms of each text, read once.

    Attributes:
        terms: the terms in order of their columns.
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for document in documents:
            number += 1
            counts.update(set(document))
        self.terms = sorted(counts)
        self._column = {term: column for column, term in enumerate(self.terms)}
        self._inverse = np.array([1 + math.log((1 + number) / (1 + counts[term])) for term in self.terms])

    def vectors(self, documents: Iterable[Iterable[str]]) -> Any:
        """A sparse matrix with a row a document; terms that are not known are left out."""
        columns: list[int] = []
        values: list[int] = []
        ends = [0]
        for document in documents:
            counts = Counter(self._column[term] for term in document if term in self._column)
            for column in sorted(counts):
                columns.append(column)
                values.append(counts[column])
            ends.append(len(columns))
        places = np.array(columns, dtype=np.int64)
        weights = (1 + np.log(np.array(values, dtype=np.float64))) * self._inverse[places]
        return of_length_one(sparse.csr_matrix((weights, places, ends), shape=(len(ends) - 1, len(self.terms))))


def of_length_one(matrix: Any) -> Any:
    """A sparse matrix (CSR) with each row divided by its Euclidean length; an empty row stays empty."""
    scaled = matrix.copy()
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    lengths = np.sqrt(np.where(squares > 0, squares, 1))
    scaled.data /= np.repeat(lengths, np.diff(matrix.indptr))
    return scaled
