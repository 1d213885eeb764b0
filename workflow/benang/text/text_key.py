"""What of a text stays the same when it is copied: its key, and the way back from the key to the text.

The key leaves out white space and invisible characters (soft hyphen, joiners, direction marks), resolves compatibility
forms (ligatures, full-width letters), folds case, and writes every quotation mark and every dash alike; several hyphens
in a row (``--``) are one dash.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from benang.core.windows_characters import MEANT

Span = tuple[int, int]
"""Start and end in a text, in code points, end exclusive."""

QUOTATION_MARKS = frozenset("'\"`´‘’‚‛“”„‟«»‹›′″＂＇「」『』〝〞〟")

_SPACES = re.compile(r"(\s+)")
_LONGEST_SPAN = 200


@lru_cache(maxsize=65_536)
def _fold(char: str) -> str:
    """The key of one character: nothing, one or several characters."""
    char = MEANT.get(char, char)
    if char in QUOTATION_MARKS:
        return "'"
    category = unicodedata.category(char)
    if category == "Pd" or char == "−":
        return "-"
    if category in ("Cc", "Cf") or "\ufe00" <= char <= "\ufe0f":
        return ""
    # Decomposed, so that the key of a text is the keys of its characters in a row, whatever stands beside them.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(one for one in folded if not one.isspace())


@lru_cache(maxsize=65_536)
def _word_key(word: str) -> str:
    """The key of a word; kept, for a text has far fewer distinct words than words."""
    return "".join(_folds(word))


def _folds(word: str) -> Iterator[str]:
    """The key of each character of a word; of hyphens and dashes in a row the first alone has one."""
    before = ""
    for char in word:
        folded = _fold(char)
        yield "" if folded == before == "-" else folded
        before = folded or before


def key(text: str) -> str:
    """What is left of ``text`` when everything is removed that copying may change; equal keys are equal texts."""
    if "-" in text or not text.isascii():
        return "".join(map(_word_key, _SPACES.split(text)[::2]))
    return "".join(map(_fold, text))


class NormalizedText:
    """The key of some spans of a text, and the way back from an index of the key to an offset of the text."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        words: list[str] = []
        self._starts: list[int] = []
        for start, end in spans:
            parts = _SPACES.split(text[start:end])
            if max(map(len, parts)) > _LONGEST_SPAN:
                parts = _cut(parts)  # a script without spaces, or no text at all
            words += parts[::2]
            self._starts += list(accumulate(map(len, parts), initial=start))[:-1:2]
        self._words = words
        keys = list(map(_word_key, words))
        self.key = "".join(keys)
        self._indexes = list(accumulate(map(len, keys), initial=0))

    def find(self, wanted: str) -> list[Span]:
        """Every span of the text whose key is ``wanted``."""
        if not wanted:
            return []
        spans = (self._span(index, index + len(wanted)) for index in occurrences(self.key, wanted))
        return [span for span in spans if span]

    def offset(self, index: int) -> int:
        """Offset in the text of the character that the key's character ``index`` comes from."""
        return self._character(index)[0]

    def index(self, offset: int) -> int:
        """Index of the key for an offset of the text, to the nearest word."""
        word = max(0, bisect.bisect_right(self._starts, offset) - 1)
        return min(self._indexes[word], max(0, len(self.key) - 1))

    def _span(self, first: int, last: int) -> Span | None:
        start, begins, _ = self._character(first)
        end, _, ends = self._character(last - 1)
        if begins != first or ends != last:
            return None  # it would begin or end within a character: in the second half of "ß", say
        end += 1
        dash = _fold(self._text[end - 1]) == "-"
        while end < len(self._text) and not self._text[end].isspace():
            if (folded := _fold(self._text[end])) and not (dash and folded == "-"):
                break
            end += 1  # what belongs to the last character but is not seen, or the rest of a dash
        return start, end

    def _character(self, index: int) -> tuple[int, int, int]:
        """The character of the text behind ``index`` of the key: its offset, and where its key begins and ends."""
        number = bisect.bisect_right(self._indexes, index) - 1
        word, start, at = self._words[number], self._starts[number], self._indexes[number]
        if word.isascii() and len(word) == self._indexes[number + 1] - at:
            return start + index - at, index, index + 1
        for place, width in enumerate(map(len, _folds(word))):
            if at <= index < at + width:
                return start + place, at, at + width
            at += width
        raise IndexError(index)


def occurrences(text: str, wanted: str) -> Iterator[int]:
    """Where ``wanted`` begins in ``text``, also where one occurrence overlaps another."""
    if not wanted:
        return
    found = text.find(wanted)
    while found >= 0:
        yield found
        found = text.find(wanted, found + 1)


def _cut(parts: list[str]) -> list[str]:
    """Words and spaces in turn, with long words cut into several that have an empty space between them."""
    cut: list[str] = []
    for number, part in enumerate(parts):
        pieces = [part[at : at + _LONGEST_SPAN] for at in range(0, len(part), _LONGEST_SPAN)] or [""]
        for piece in pieces if number % 2 == 0 else [part]:
            cut += [piece] if len(cut) % 2 == number % 2 else ["", piece]
    return cut
