"""What each code looks like: the centroid of the passages that people gave it, with the codebook's own words.

A passage is compared with a code by the cosine of their TF-IDF vectors (Rocchio, 1971). Its terms are its words, and
those pairs of neighbours that stand in an example or in the codebook too. The words of the codebook (label, definition,
when to use it, example) are one more vector, of the same weight as all examples together; a code that nobody has given
yet is looked for by these alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse  # type: ignore[import-untyped]

from benang.coding.suggestions.terms import pairs_of, stems_of, terms_of
from benang.coding.suggestions.weights import Weights, of_length_one
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
        examples = [(stems_of(text, language), number[code]) for text, language, code in quotations if code in number]
        known = [*(stems for stems, _ in examples), *(stems for each in described.values() for stems in each)]
        self._pairs = frozenset(pair for stems in known for pair in pairs_of(stems))
        spoken = (stems_of(text, language) for text, language in background)
        self._weights = Weights(self._terms(stems) for stems in chain(known, spoken))
        words = self._weights.vectors(
            [term for stems in each for term in self._terms(stems)] for each in described.values()
        )
        vectors = self._weights.vectors(self._terms(stems) for stems, _ in examples)
        places = (np.array([row for _, row in examples], dtype=np.int64), np.arange(len(examples)))
        sums = sparse.csr_matrix((np.ones(len(examples)), places), shape=(len(self.codes), len(examples))) @ vectors
        self._profiles = of_length_one(of_length_one(sums) + words)

    def scores(self, texts: Sequence[tuple[str, str]]) -> Scores:
        """How near each passage (text and language) is to each code, rounded."""
        parts: list[Scores] = [np.zeros((0, len(self.codes)))]
        for start in range(0, len(texts), _AT_ONCE):
            some = texts[start : start + _AT_ONCE]
            vectors = self._weights.vectors(self._terms(stems_of(text, language)) for text, language in some)
            parts.append((vectors @ self._profiles.T).toarray())
        return np.vstack(parts).round(DECIMALS)

    def shared(self, text: str, language: str, code_id: str, most: int) -> list[str]:
        """The terms that make a passage near to a code, the weightiest first, as the passage writes them."""
        written = {term.term: term.written for term in reversed(terms_of(text, language))}
        vector = self._weights.vectors([self._terms(stems_of(text, language))])
        product = sparse.coo_matrix(vector.multiply(self._profiles[self.codes.index(code_id)]))
        weighed = sorted(
            (-round(float(weight), DECIMALS), self._weights.terms[column])
            for weight, column in zip(product.data, product.col, strict=True)
        )
        return list(dict.fromkeys(written[term] for _, term in weighed))[:most]

    def _terms(self, stems: list[str]) -> list[str]:
        return stems + [pair for pair in pairs_of(stems) if pair in self._pairs]


def _described(row: dict[str, Any], languages: set[str]) -> list[list[str]]:
    """Stems of what the codebook says of a code, in the sources' languages, or in all where it has none of these."""
    texts = [(key.partition(":")[2], str(row[key])) for key in row if key.startswith(_CODEBOOK) and row[key]]
    spoken = [(language, text) for language, text in texts if language in languages]
    said = spoken or texts or [("", str(row["code_id"]))]
    if row["example"]:
        said.append((said[0][0], str(row["example"])))
    return [stems_of(text, language) for language, text in said]


def _in_order(codes: pd.DataFrame) -> Iterable[tuple[str, dict[str, Any]]]:
    for row in codes.sort_values(["order", "code_id"], kind="stable").to_dict("records"):
        yield str(row["code_id"]), {str(key): value for key, value in row.items()}
