"""What each code looks like: the centroid of the passages that people gave it, with the codebook's own words.

A passage is compared with a code by the cosine of their TF-IDF vectors (Rocchio, 1971). Its terms are its words, and
those pairs of neighbours that stand in an example or in the codebook too. The words of the codebook (label, definition,
when to use it, example) are one more vector, of the same weight as all examples together; a code that nobody has given
yet is looked for by these alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse  # type: ignore[import-untyped]

from benang.coding.suggestions.stemmed import Documents, StemNumbers, following, places_in
from benang.coding.suggestions.terms import terms_of
from benang.coding.suggestions.weights import Numbers, Weights, of_length_one
from benang.core.texts import main_language

Scores = npt.NDArray[np.float64]
"""A row a passage, a column a code: cosines from 0 to 1."""

DECIMALS = 4
"""Scores are rounded, so that no difference in the last digits between two processors decides anything."""

_CODEBOOK = ("label", "definition", "include")
_AT_ONCE = 10_000  # passages compared in one go, so that memory stays flat


class Profiles:
    """The profiles of the codes.

    Args:
        quotations: text, language and code of each coding.
        codes: table ``codes``.
        background: text and language of all passages, which tell how frequent a term is.

    Attributes:
        codes: ids of the codes, in the codebook's order.
    """

    def __init__(
        self, quotations: Iterable[tuple[str, str, str]], codes: pd.DataFrame, background: Sequence[tuple[str, str]]
    ) -> None:
        languages = {main_language(language) for _, language in background}
        described = {code: _described(row, languages) for code, row in _in_order(codes)}
        self.codes = list(described)
        number = {code: row for row, code in enumerate(self.codes)}
        self._stems = StemNumbers()
        given: list[int] = []
        examples = self._stems.documents(_known(quotations, number, given))
        said = [(row, text) for row, texts in enumerate(described.values()) for text in texts]
        words = self._stems.documents(text for _, text in said)
        self._background = self._stems.documents(background)
        self._known = len(self._stems.stems)
        self._pairs = np.unique(np.concatenate([examples.pairs()[1], words.pairs()[1]]))
        # Here, and nowhere else, all terms are in memory at once: nothing of it stays.
        self._weights = Weights.of_numbers(
            *self._terms(following([examples, words, self._background])),
            [*self._stems.stems, *self._stems.pair_names(self._pairs)],
        )
        # What the codebook says of a code, in several places, is one text.
        rows, terms, _ = self._terms(words)
        of_code = np.array([row for row, _ in said], dtype=np.int64)[rows]
        in_codebook = self._weights.vectors_of_columns(of_code, self._weights.columns[terms], len(self.codes))
        vectors = self._vectors(examples)
        places = (np.array(given, dtype=np.int64), np.arange(len(given)))
        sums = sparse.csr_matrix((np.ones(len(given)), places), shape=(len(self.codes), len(given))) @ vectors
        self._profiles = of_length_one(of_length_one(sums) + in_codebook)

    def scores(self, texts: Sequence[tuple[str, str]]) -> Scores:
        """How near each passage (text and language) is to each code, rounded."""
        return self._scores(self._stems.documents(texts))

    def scores_of_background(self, which: npt.NDArray[np.bool_]) -> Scores:
        """The same for those passages of the background of which ``which`` is true."""
        return self._scores(self._background.chosen(which))

    def n_stems_of_background(self, which: npt.NDArray[np.bool_]) -> Numbers:
        """How many stems those passages of the background have of which ``which`` is true."""
        return np.bincount(self._background.rows, minlength=self._background.count)[which]

    def _scores(self, texts: Documents) -> Scores:
        parts: list[Scores] = [np.zeros((0, len(self.codes)))]
        for start in range(0, texts.count, _AT_ONCE):
            vectors = self._vectors(texts.part(start, start + _AT_ONCE))
            parts.append((vectors @ self._profiles.T).toarray())
        return np.vstack(parts).round(DECIMALS)

    def shared(self, text: str, language: str, code_id: str, most: int) -> list[str]:
        """The terms that make a passage near to a code, the weightiest first, as the passage writes them."""
        written = {term.term: term.written for term in reversed(terms_of(text, language))}
        vector = self._vectors(self._stems.documents([(text, language)]))
        product = sparse.coo_matrix(vector.multiply(self._profiles[self.codes.index(code_id)]))
        weighed = sorted(
            (-round(float(weight), DECIMALS), self._weights.terms[column])
            for weight, column in zip(product.data, product.col, strict=True)
        )
        return list(dict.fromkeys(written[term] for _, term in weighed))[:most]

    def _vectors(self, texts: Documents) -> Any:
        rows, terms, number = self._terms(texts)
        return self._weights.vectors_of_columns(rows, self._weights.columns[terms], number)

    def _terms(self, texts: Documents) -> tuple[Numbers, Numbers, int]:
        """The terms of texts that are known, with their rows: stems by their numbers, behind all these the pairs."""
        stems = texts.numbers < self._known
        rows, pairs = texts.pairs()
        places = places_in(self._pairs, pairs)
        pair = places >= 0
        found = (texts.numbers[stems], self._known + places[pair])
        return np.concatenate([texts.rows[stems], rows[pair]]), np.concatenate(found), texts.count


def _known(
    quotations: Iterable[tuple[str, str, str]], number: Mapping[str, int], given: list[int]
) -> Iterator[tuple[str, str]]:
    """Text and language of the codings with a code that has a number; these numbers are added to ``given``."""
    for text, language, code in quotations:
        if code in number:
            given.append(number[code])
            yield text, language


def _described(row: dict[str, Any], languages: set[str]) -> list[tuple[str, str]]:
    """What the codebook says of a code, in the sources' languages, or in all where it has none of these; each text with
    its language."""
    texts = [(key.partition(":")[2], str(row[key])) for key in row if key.startswith(_CODEBOOK) and row[key]]
    spoken = [(language, text) for language, text in texts if language in languages]
    said = spoken or texts or [("", str(row["code_id"]))]
    if row["example"]:
        said.append((said[0][0], str(row["example"])))
    return [(text, language) for language, text in said]


def _in_order(codes: pd.DataFrame) -> Iterable[tuple[str, dict[str, Any]]]:
    for row in codes.sort_values(["order", "code_id"], kind="stable").to_dict("records"):
        yield str(row["code_id"]), {str(key): value for key, value in row.items()}
