"""TF-IDF vectors of lists of terms, for any number of texts in little memory."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

Numbers = npt.NDArray[np.int64]


class Weights:
    """How much each term weighs: ``(1 + ln tf) * (1 + ln((1 + n) / (1 + df)))``, vectors being of length 1.

    Term weighting after Salton and Buckley (1988), smoothed as scikit-learn's ``TfidfVectorizer`` does.

    Args:
        documents: the terms of each text, read once.

    Attributes:
        terms: the terms in order of their columns.
        columns: the column of each term by its number (``of_numbers``).
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
        rows, columns, number = _places((numbers[term] for term in document) for document in documents)
        self._weigh(rows, columns, number, list(numbers))

    @classmethod
    def of_numbers(cls, rows: Numbers, columns: Numbers, number: int, names: Sequence[str]) -> Weights:
        """The same of terms that have numbers.

        Args:
            rows: the text of each term.
            columns: its number.
            number: of the texts.
            names: the terms by their numbers, each of them once.
        """
        weights = cls.__new__(cls)
        weights._weigh(rows, columns, number, names)
        return weights

    def _weigh(self, rows: Numbers, columns: Numbers, number: int, names: Sequence[str]) -> None:
        width = max(1, len(names))
        used = np.bincount(_counted(rows, columns, width)[0] % width, minlength=len(names)).tolist()
        order = sorted(range(len(names)), key=names.__getitem__)
        self.terms = [names[place] for place in order]
        self._inverse = np.array([1 + math.log((1 + number) / (1 + used[place])) for place in order])
        self.columns = np.empty(len(names), dtype=np.int64)
        self.columns[order] = np.arange(len(names))

    @cached_property
    def _column(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}

    def vectors(self, documents: Iterable[Iterable[str]]) -> Any:
        """A sparse matrix with a row a document; terms that are not known are left out."""
        known = self._column
        return self.vectors_of_columns(
            *_places((known[term] for term in document if term in known) for document in documents)
        )

    def vectors_of_columns(self, rows: Numbers, columns: Numbers, number: int) -> Any:
        """The same of terms that are given by their columns, in any order, each with its row."""
        # Rows in order, in each the columns in order, with how often each stands there.
        width = max(1, len(self.terms))
        places, times = _counted(rows, columns, width)
        columns, ends = places % width, np.searchsorted(places, np.arange(number + 1) * width)
        weights = (1 + np.log(times.astype(np.float64))) * self._inverse[columns]
        return of_length_one(sparse.csr_matrix((weights, columns, ends), shape=(number, len(self.terms))))


def _counted(rows: Numbers, columns: Numbers, width: int) -> tuple[Numbers, Numbers]:
    """Each place (row x width + column) in order, and how often it is there: ``np.unique``, in half of its memory."""
    places = rows * width
    places += columns
    places.sort()
    first = np.flatnonzero(np.append(True, places[1:] != places[:-1])) if len(places) else np.zeros(0, dtype=np.int64)
    return places[first], np.diff(first, append=len(places))


def _places(documents: Iterable[Iterable[int]]) -> tuple[Numbers, Numbers, int]:
    """The row and the column of each term of documents, and how many documents there are."""
    columns: list[int] = []
    ends = [0]
    for document in documents:
        columns.extend(document)
        ends.append(len(columns))
    number = len(ends) - 1
    return np.repeat(np.arange(number), np.diff(ends)), np.array(columns, dtype=np.int64), number


def of_length_one(matrix: Any) -> Any:
    """A sparse matrix (CSR) with each row divided by its Euclidean length; an empty row stays empty."""
    # Where there is something in them is the same in all three, and in memory once.
    where = (matrix.indices, matrix.indptr)
    squares = sparse.csr_matrix((matrix.data * matrix.data, *where), shape=matrix.shape, copy=False)
    summed = np.asarray(squares.sum(axis=1)).ravel()
    lengths = np.sqrt(np.where(summed > 0, summed, 1))
    scaled = matrix.data / np.repeat(lengths, np.diff(matrix.indptr))
    return sparse.csr_matrix((scaled, *where), shape=matrix.shape, copy=False)
