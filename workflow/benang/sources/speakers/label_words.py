"""Words that stand where a speaker's label might, and are none: days, months, parts of a text, replies."""

from __future__ import annotations

from collections.abc import Mapping

from benang.core.texts import read_texts
from benang.sources.speakers.label_key import label_key

_WORDS: Mapping[str, Mapping[str, list[str]]] = read_texts("label_words.yaml")


def _keys(subject: str) -> frozenset[str]:
    return frozenset(label_key(word) for words in _WORDS[subject].values() for word in words)


WEEKDAYS: tuple[str, ...] = tuple(word for words in _WORDS["weekdays"].values() for word in words)
"""Days of the week in every language, as they are written in small letters."""

REPLIES = _keys("replies")
"""Answers that stand on a line of their own."""

_PARTS = _keys("parts")
_DATES = _keys("weekdays") | _keys("days") | _keys("months")


def is_heading_word(key: str) -> bool:
    """Whether a label's key is a day, a month, or a part of a text, alone or with a number or letter behind it.

    >>> is_heading_word("monday"), is_heading_word("week 2"), is_heading_word("jane")
    (True, True, False)
    """
    words = key.split(" ")
    if key in _PARTS or key in _DATES or (words[0] in _DATES and all(_is_beside(word) for word in words[1:])):
        return True
    stem, _, more = key.rpartition(" ")
    if not stem:
        stem = key.rstrip("0123456789")
        more = key[len(stem) :]
    return bool(more) and stem in _PARTS and (len(more) <= 2 or more.isdigit())


def _is_beside(word: str) -> bool:
    """Whether a word stands beside a date in a heading (``Monday 3 May``, ``Senin pagi``)."""
    return word in _DATES or word in _PARTS or word.isdigit() or len(word) <= 3
