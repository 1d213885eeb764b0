"""Texts as numbers of their stems: very many passages are counted without a list of words for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benang.coding.suggestions.terms import folded_words, stem_of_folded

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_NO_STEM = -1
_PAIR = np.int64(1 << 32)
"""More than there are stems: a pair is the number of its first, times this, and that of its second."""


@dataclass(frozen=True)
class Documents:
    """Texts, each as the numbers of its stems.

    Attributes:
        rows: to which text each stem belongs, from 0, in their order.
        numbers: of the stems.
        count: how many texts there are; one may have no stem.
    """

    rows: Numbers
    numbers: Numbers
    count: int

    def chosen(self, which: Flags) -> Documents:
        """Those texts of which ``which`` is true, numbered anew."""
        kept = which[self.rows]
        return Documents((np.cumsum(which) - 1)[self.rows[kept]], self.numbers[kept], int(which.sum()))

    def part(self, start: int, end: int) -> Documents:
        """The texts from ``start`` to ``end``, exclusive, numbered anew."""
        low, high = np.searchsorted(self.rows, (start, end))
        return Documents(self.rows[low:high] - start, self.numbers[low:high], min(end, self.count) - start)

    def pairs(self) -> tuple[Numbers, Numbers]:
        """The pairs of neighbours: to which text each belongs, and its number."""
        within = self.rows[1:] == self.rows[:-1]
        return self.rows[1:][within], (self.numbers[:-1] * _PAIR + self.numbers[1:])[within]


def following(parts: Iterable[Documents]) -> Documents:
    """Texts behind one another as one row of texts."""
    every = list(parts)
    before = np.cumsum([0, *(part.count for part in every)])
    return Documents(
        np.concatenate([part.rows + start for part, start in zip(every, before, strict=False)]),
        np.concatenate([part.numbers for part in every]),
        int(before[-1]),
    )


class StemNumbers:
    """Gives each stem a number, in the order in which they come.

    Attributes:
        stems: by their numbers.
    """

    def __init__(self) -> None:
        self.stems: list[str] = []
        self._number: dict[str, int] = {}
        self._of_words: dict[str, _OfWords] = {}

    def documents(self, texts: Iterable[tuple[str, str]]) -> Documents:
        """Texts, each given with its language."""
        found: list[int] = []
        lengths: list[int] = []
        for text, language in texts:
            words = folded_words(text)
            of_words = self._of_words.get(language)
            if of_words is None:
                of_words = self._of_words[language] = _OfWords(language, self._numbered)
            found.extend(map(of_words.__getitem__, words))
            lengths.append(len(words))
        rows = np.repeat(np.arange(len(lengths)), np.array(lengths, dtype=np.int64))
        numbers = np.array(found, dtype=np.int64)
        telling = numbers != _NO_STEM
        return Documents(rows[telling], numbers[telling], len(lengths))

    def pair_names(self, pairs: Numbers) -> list[str]:
        """How pairs are written, as ``terms.pairs_of`` does."""
        first, second = (pairs // _PAIR).tolist(), (pairs % _PAIR).tolist()
        return [f"{self.stems[one]} {self.stems[two]}" for one, two in zip(first, second, strict=True)]

    def _numbered(self, stem: str) -> int:
        if not stem:
            return _NO_STEM
        number = self._number.setdefault(stem, len(self.stems))
        if number == len(self.stems):
            self.stems.append(stem)
        return number


class _OfWords(dict[str, int]):
    """The number of each word's stem, found out when a word is met first."""

    def __init__(self, language: str, numbered: Callable[[str], int]) -> None:
        super().__init__()
        self._language = language
        self._numbered = numbered

    def __missing__(self, word: str) -> int:
        number = self[word] = self._numbered(stem_of_folded(word, self._language))
        return number


def places_in(sorted_numbers: Numbers, numbers: Numbers) -> Numbers:
    """Where each number stands among sorted ones; -1 where it does not."""
    if not len(sorted_numbers):
        return np.full(len(numbers), -1)
    places = np.searchsorted(sorted_numbers, numbers)
    places[places == len(sorted_numbers)] = 0
    return np.where(sorted_numbers[places] == numbers, places, -1)
