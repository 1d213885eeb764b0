"""The terms that a passage is compared by: stems of its telling words, and pairs of neighbours among them.

A pair keeps a denial with what it denies (``tidak percaya``): no word that denies is a stop word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from benang.text.stemming import stem
from benang.text.stop_words import stop_words
from benang.text.words import find_words

_MARK = re.compile(r"\[[^\[\]\n]{0,60}\]")


class Term(NamedTuple):
    """A term and how the text writes it."""

    term: str
    written: str


def words_of(text: str) -> list[str]:
    """The words of ``text`` as they are counted: NFC, small letters, one kind of apostrophe."""
    return list(folded_words(text))


@lru_cache(maxsize=100_000)
def folded_words(text: str) -> tuple[str, ...]:
    """``words_of``, kept: a passage is looked at for each thing that is asked about it."""
    return tuple([_folded(text[start:end]) for start, end in _spoken_words(text)])


def stems_of(text: str, language: str) -> list[str]:
    """The stems of the telling words of ``text``, in order."""
    stems = [stem_of_folded(word, language) for word in folded_words(text)]
    return [one for one in stems if one]


def written_words(text: str) -> list[str]:
    """The words of ``text`` as they are written, in order."""
    return [text[start:end] for start, end in _spoken_words(text)]


def stem_of(word: str, language: str) -> str:
    """The stem of a word as it is written; nothing for a stop word."""
    return _stem(word, language)


def telling_words(text: str, language: str) -> list[tuple[str, int, int]]:
    """The words of ``text`` that are no stop words, in order: stem, start and end."""
    found = ((_stem(text[start:end], language), start, end) for start, end in _spoken_words(text))
    return [one for one in found if one[0]]


def pairs_of(stems: list[str]) -> list[str]:
    """The pairs of neighbours among stems."""
    return [f"{first} {second}" for first, second in pairwise(stems)]


def terms_of(text: str, language: str) -> list[Term]:
    """The terms of ``text``, in order: first its words, then its pairs.

    Args:
        text: a passage.
        language: ISO 639-1 code; tells stems and stop words.
    """
    spans = [span for span in _spoken_words(text) if _stem(text[span[0] : span[1]], language)]
    words = [Term(_stem(text[start:end], language), text[start:end]) for start, end in spans]
    pairs = [
        Term(f"{first.term} {second.term}", " ".join(text[start:end].split()))
        for (first, second), ((start, _), (_, end)) in zip(pairwise(words), pairwise(spans), strict=True)
    ]
    return words + pairs


def _spoken_words(text: str) -> list[tuple[int, int]]:
    """Where the words are, without marks of the transcriber (``[laughs]``)."""
    return find_words(_MARK.sub(lambda mark: " " * len(mark.group()), text) if "[" in text else text)


def _stem(word: str, language: str) -> str:
    """The stem of a word as it is written; nothing for a stop word."""
    return stem_of_folded(_folded(word), language)


@lru_cache(maxsize=200_000)
def stem_of_folded(word: str, language: str) -> str:
    """The stem of a word of ``words_of``; nothing for a stop word. Kept: a text has far fewer words than places."""
    return "" if word in stop_words(language) else stem(word, language)


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold()).replace("\u2019", "'")
