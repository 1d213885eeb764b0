"""The words of an utterance, and the symbols among them that somebody may have coded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

from benang.text.text_key import Span
from benang.text.words import find_words

_ASCII_SYMBOL = re.compile("[$+<=>^`|~]")


def words_and_symbols(text: str) -> tuple[list[Span], list[Span]]:
    """The words of ``text`` (``find_words``), and they together with single symbols such as emoji, in order.

    Returns:
        Two lists of start and end in code points (end exclusive).
    """
    words = find_words(text)
    if text.isascii():
        symbols = [match.start() for match in _ASCII_SYMBOL.finditer(text)]
    else:
        symbols = [place for place, character in enumerate(text) if unicodedata.category(character).startswith("S")]
    if not symbols:
        return words, words
    starts = [start for start, _ in words]
    # A symbol within a word (a letter-like one) belongs to it.
    alone = [place for place in symbols if not _inside(place, words, starts)]
    return words, sorted(words + [(place, place + 1) for place in alone])


def touched(spans: list[Span], start: int, end: int) -> list[Span]:
    """Those of ``spans`` (in order, apart) that ``start:end`` touches; one that it cuts counts whole."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return spans[first:last]


def _inside(place: int, words: list[Span], starts: list[int]) -> bool:
    before = bisect_right(starts, place) - 1
    return before >= 0 and words[before][1] > place
