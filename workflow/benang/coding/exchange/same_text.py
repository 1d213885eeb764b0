"""Whether two texts are the same text in another writing, and the way from a place in one to its place in the other.

Programs part lines anew, drop empty ones, change quotation marks and dashes, put labels in bold without a colon. What
they leave alone are letters and digits: two texts whose letters and digits are equal, in a row, are the same text, and
the n-th letter of one is the n-th letter of the other.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel, Opcode, Opcodes

from benang.coding.text_key import key
from benang.coding.words import find_words

SIMILAR = 0.8
"""Share of words in common from which two texts are taken for two states of one (a transcript that was corrected)."""

_FEWEST_WORDS = 20
_SHINGLE = 3  # words


class Letters:
    """The letters and digits of a text, and where each stands.

    Attributes:
        text: the text.
        key: its letters and digits without case, compatibility forms resolved, marks left out.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        keys: list[str] = []
        places = array("L")
        for place, char in enumerate(text):
            letters = _letters(char)
            if letters:
                keys.append(letters)
                places.extend([place] * len(letters))
        self.key = "".join(keys)
        self._places = places

    def span_in(self, other: Letters, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of ``other``, a text of the same key, that has the letters of ``start:end`` of this one.

        Signs at its edges (a full stop, a quotation mark, marks on the last letter) come along where both texts have
        them. None where the stretch holds no letter: nothing then tells where it is.
        """
        first, last = bisect_left(self._places, start), bisect_left(self._places, end)
        if first == last:
            return None
        low, high = other._places[first], other._places[last - 1] + 1
        before = self.text[start : self._places[first]].strip()
        after = self.text[self._places[last - 1] + 1 : end].rstrip()
        if before and low >= len(before) and key(other.text[low - len(before) : low]) == key(before):
            low -= len(before)
        if after and key(other.text[high : high + len(after)]) == key(after):
            high += len(after)
        while high < len(other.text) and unicodedata.category(other.text[high]).startswith("M"):
            high += 1
        return low, high

    @cached_property
    def words(self) -> list[str]:
        """Its words, in order, without case."""
        return [self.text[start:end].casefold() for start, end in find_words(self.text)]

    @cached_property
    def word_places(self) -> list[int]:
        """Where each word begins."""
        return [start for start, _ in find_words(self.text)]

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Every three words in a row."""
        return frozenset(zip(*(self.words[number:] for number in range(_SHINGLE)), strict=False))


def most_similar(letters: Letters, others: Mapping[str, Letters]) -> tuple[str, float]:
    """Of several texts the one that has most in common with ``letters``, and the share they have in common.

    The share is twice the runs of three words that both have, over the runs of both (Dice, 1945); 0 where a text is too
    short to tell.

    Parameters:
        letters: the text.
        others: the others by id; of equally similar ones the first is given.
    """
    best, share = "", 0.0
    if len(letters.words) < _FEWEST_WORDS:
        return best, share
    for identity, other in others.items():
        if len(other.words) < _FEWEST_WORDS:
            continue
        common = len(letters.shingles & other.shingles)
        dice = 2 * common / (len(letters.shingles) + len(other.shingles))
        if dice > share:
            best, share = identity, dice
    return best, share


class Alignment:
    """Where the words of one text went in another that is similar but not the same."""

    def __init__(self, one: Letters, other: Letters) -> None:
        self._one, self._other = one, other
        self._opcodes: Opcodes = Indel.opcodes(one.words, other.words)
        self._starts = [opcode.src_start for opcode in self._opcodes]

    def place(self, place: int) -> int:
        """About where ``place`` of the one text is in the other."""
        word = max(0, bisect_left(self._one.word_places, place + 1) - 1)
        index = max(0, bisect_left(self._starts, word + 1) - 1)
        if not self._starts or not self._other.word_places:
            return 0
        opcode: Opcode = self._opcodes[index]
        number = opcode.dest_start + (word - opcode.src_start if opcode.tag == "equal" else 0)
        return self._other.word_places[min(number, len(self._other.word_places) - 1)]


def same_texts(letters: Letters, others: Iterable[tuple[str, Letters]]) -> list[str]:
    """The ids of the texts that are the same as ``letters``, in their order."""
    return [identity for identity, other in others if other.key == letters.key and letters.key]


@lru_cache(maxsize=65_536)
def _letters(char: str) -> str:
    """The letters and digits of one character, folded."""
    if not char.isalnum():
        return ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(one for one in folded if one.isalnum())
