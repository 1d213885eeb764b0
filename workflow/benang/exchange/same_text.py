"""Whether two texts are the same text in another writing, and the way from a place in one to its place in the other.

Programs part lines anew, drop empty ones, change quotation marks and dashes, put labels in bold without a colon. What
they leave alone are letters and digits: two texts whose letters and digits are equal, in a row, are the same text, and
the n-th letter of one is the n-th letter of the other.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from benang.text.text_key import key
from benang.text.words import find_words

SIMILAR = 0.8
"""Share of words in common from which two texts are taken for two states of one (a transcript that was corrected)."""

_PAIR = re.compile("\r\n")
_FEWEST_WORDS = 20
_SHINGLE = 3  # words
_WIDEST_GAP = 10_000  # characters between two letters, within which characters are told apart


class Letters:
    """The letters and digits of a text, and where each stands.

    Attributes:
        text: the text.
        key: its letters and digits without case, compatibility forms resolved, marks left out.

    Args:
        text: the text.
        spoken: the spans of it that count, in order; None for all of it. Of two transcripts what is said tells
            whether they are one: labels of speakers are another's way of naming them.
    """

    def __init__(self, text: str, spoken: Sequence[tuple[int, int]] | None = None) -> None:
        self.text = text
        self._spoken = [(0, len(text))] if spoken is None else spoken
        keys: list[str] = []
        places = array("L")
        for start, end in self._spoken:
            for place, char in enumerate(text[start:end], start):
                letters = _letters(char)
                if letters:
                    keys.append(letters)
                    places.extend([place] * len(letters))
        self.key = "".join(keys)
        self._places = places

    def span_in(self, other: Letters, start: int, end: int) -> tuple[int, int] | None:
        """The span of ``other``, a text of the same key, that has the letters of ``start:end`` of this one.

        Where nothing but line ends differs (CR LF here, LF there) it is the same span to the character. Else characters
        at its edges (a full stop, a quotation mark, an emoji) come along where both texts have them, and a span of
        characters alone is the same characters between the same two letters; None where these differ, or where it is
        white space.
        """
        if self._with_line_feeds == other.text:
            start, end = (place - bisect_left(self._returns, place) for place in (start, end))
            return (start, end) if start < end else None
        first, last = bisect_left(self._places, start), bisect_left(self._places, end)
        if first == last:
            return self._characters_in(other, first, start, end)
        low, high = other._places[first], other._places[last - 1] + 1
        place = low
        for character in filter(_character, reversed(self.text[start : self._places[first]])):
            while place and not _character(other.text[place - 1]) and not _letters(other.text[place - 1]):
                place -= 1
            if not place or _character(other.text[place - 1]) != _character(character):
                break
            low = place = place - 1
        place = high
        for character in filter(_character, self.text[self._places[last - 1] + 1 : end]):
            while place < len(other.text) and not _character(other.text[place]) and not _letters(other.text[place]):
                place += 1
            if place == len(other.text) or _character(other.text[place]) != _character(character):
                break
            high = place = place + 1
        return low, other._with_marks(high)

    def _characters_in(self, other: Letters, letter: int, start: int, end: int) -> tuple[int, int] | None:
        """``span_in`` of a span without letters, which stands before the letter of this number."""
        here, there = self._characters_before(letter), other._characters_before(letter)
        if [_character(self.text[place]) for place in here] != [_character(other.text[place]) for place in there]:
            return None
        first, last = bisect_left(here, start), bisect_left(here, end)
        return (there[first], other._with_marks(there[last - 1] + 1)) if first < last else None

    def _characters_before(self, letter: int) -> list[int]:
        """Where characters stand between the letter of this number and the one before it; none where that is far."""
        low = self._places[letter - 1] + 1 if letter else 0
        high = self._places[letter] if letter < len(self._places) else len(self.text)
        return (
            [place for place in range(low, high) if _character(self.text[place])] if high - low <= _WIDEST_GAP else []
        )

    def _with_marks(self, end: int) -> int:
        """``end`` behind what belongs to the character before it: combining marks, joiners, a choice of form."""
        while end < len(self.text) and not (
            self.text[end].isspace() or _character(self.text[end]) or _letters(self.text[end])
        ):
            end += 1
        return end

    @cached_property
    def _with_line_feeds(self) -> str:
        return self.text.replace("\r\n", "\n")

    @cached_property
    def _returns(self) -> list[int]:
        """Where a carriage return stands before a line feed."""
        return [match.start() for match in _PAIR.finditer(self.text)]

    @cached_property
    def words(self) -> list[str]:
        """Its words, in order, without case."""
        return [self.text[start:end].casefold() for start, end in self._word_spans]

    @cached_property
    def word_places(self) -> list[int]:
        """Where each word begins."""
        return [start for start, _ in self._word_spans]

    @cached_property
    def _word_spans(self) -> list[tuple[int, int]]:
        return [
            (start + first, start + last)
            for start, end in self._spoken
            for first, last in find_words(self.text[start:end])
        ]

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Every three words in a row."""
        return frozenset(zip(*(self.words[number:] for number in range(_SHINGLE)), strict=False))


def most_similar(letters: Letters, others: Mapping[str, Letters]) -> tuple[str, float]:
    """Of several texts the one that has most in common with ``letters``, and the share they have in common.

    The share is twice the runs of three words that both have, over the runs of both (Dice, 1945); 0 where a text is too
    short to tell.

    Args:
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


def likeness(one: Letters, other: Letters) -> float:
    """The share of runs of three words that two texts have in common (Dice, 1945); of words, where one is short."""
    few = min(len(one.words), len(other.words)) < _FEWEST_WORDS
    mine, others = (set(one.words), set(other.words)) if few else (one.shingles, other.shingles)
    return 2 * len(mine & others) / (len(mine) + len(others)) if mine and others else 0.0


class Alignment:
    """Where the words of one text went in another that is similar but not the same.

    Three words in a row that stand once in each of the two are taken for the same words (as in a patience diff), and
    what is between them for moved along with the nearest.
    """

    def __init__(self, one: Letters, other: Letters) -> None:
        self._one, self._other = one, other
        there = _standing_once(other.words)
        shared = ((place, there[words]) for words, place in _standing_once(one.words).items() if words in there)
        self._shared = sorted(shared)

    def place(self, place: int) -> int:
        """About where ``place`` of the one text is in the other."""
        if not self._other.word_places:
            return 0
        word = max(0, bisect_left(self._one.word_places, place + 1) - 1)
        index = bisect_left(self._shared, (word, 0))
        near = self._shared[max(0, index - 1) : index + 1]
        here, there = min(near, key=lambda pair: abs(pair[0] - word), default=(word, word))
        number = max(0, there + word - here)
        return self._other.word_places[min(number, len(self._other.word_places) - 1)]


def _standing_once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Every three words in a row that stand in a text once, and the number of their first."""
    numbers: dict[tuple[str, ...], int] = {}
    several: set[tuple[str, ...]] = set()
    for number, three in enumerate(zip(*(words[number:] for number in range(_SHINGLE)), strict=False)):
        if numbers.setdefault(three, number) != number:
            several.add(three)
    return {three: number for three, number in numbers.items() if three not in several}


def same_texts(letters: Letters, others: Iterable[tuple[str, Letters]]) -> list[str]:
    """The ids of the texts that are the same as ``letters``, in their order."""
    return [identity for identity, other in others if other.key == letters.key and letters.key]


@lru_cache(maxsize=65_536)
def _character(char: str) -> str:
    """What a character that is no letter is compared by; empty for letters, marks, white space, what is not seen."""
    if char.isalnum() or unicodedata.category(char).startswith("M"):
        return ""
    return key(char)


@lru_cache(maxsize=65_536)
def _letters(char: str) -> str:
    """The letters and digits of one character, folded."""
    if not char.isalnum():
        return ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(one for one in folded if one.isalnum())
