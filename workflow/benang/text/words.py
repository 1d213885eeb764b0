"""What counts as a word, in any script.

A word is a run of letters and digits with the marks on them; apostrophes and hyphens inside it belong to it
(``anak-anak``, ``don't``, ``Ma'ruf``), underscores and full stops do not.

Scripts that write no spaces have no words to see without a dictionary, so the smallest unit a reader would still call
one is counted, which makes shares of a text (coverage) comparable within a language, not across languages:

* Han: each character, as word processors count;
* Hiragana and Katakana: each unbroken run of one of them;
* Thai, Lao, Khmer, Myanmar: each written syllable (a consonant with its vowels and marks).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

# The insides of regex classes, escaped: some of these characters look alike or would be changed by normalisation.
HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
HIRAGANA = r"\u3041-\u309f"
KATAKANA = r"\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
THAI_LAO = r"\u0e01-\u0e5b\u0e81-\u0edf"
SOUTHEAST_ASIAN = THAI_LAO + r"\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f\u1780-\u17d3\u17d7\u17dc-\u17dd"

UNSPACED = HAN + HIRAGANA + KATAKANA + SOUTHEAST_ASIAN
"""Characters of scripts that put no spaces between words, as the inside of a regex class."""

DIRECTION_MARKS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Invisible marks that set the direction of writing and are no text, as the inside of a regex class."""

_ASCII_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")  # what the pattern of any script comes to, three times as fast


@cache
def marks() -> str:
    """Every combining mark of Unicode, as the inside of a regex class (Python's ``\\w`` leaves them out)."""
    # No mark stands outside these two blocks of planes; scanning the rest of Unicode would cost a tenth of a second.
    points = (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    return _class_of(point for point in points if unicodedata.category(chr(point)).startswith("M"))


@cache
def capitals() -> str:
    """Every capital letter of Unicode, as the inside of a regex class."""
    # No script with capitals stands outside these planes; all of Unicode would cost a quarter of a second.
    points = range(0x20000)
    return _class_of(point for point in points if chr(point).isupper() or chr(point).istitle())


def _class_of(points: Iterable[int]) -> str:
    """Code points in order as the inside of a regex class."""
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


@cache
def word_pattern() -> re.Pattern[str]:
    """The pattern of one word; ``find_words`` says what that is."""
    letter = rf"[^\W_{UNSPACED}]"
    run = rf"{letter}+(?:[{marks()}]+{letter}*)*"
    parts = (
        rf"{run}(?:['\u2019\u02bc\u2018\-\u2010\u2011]{run})*",
        f"[{HAN}]",
        f"[{HIRAGANA}]+",
        f"[{KATAKANA}]+",
        # Thai and Lao write some vowels before their consonant and some, as letters, after it.
        r"[\u0e40-\u0e44\u0ec0-\u0ec4]?[\u0e01-\u0e2f\u0e81-\u0eae\u0edc-\u0edf]"
        rf"[\u0e30\u0e32\u0e33\u0e45\u0e46\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6{marks()}]*",
        # Khmer and Myanmar: a consonant with what is written on and below it.
        rf"[^\W\d_{HAN}{HIRAGANA}{KATAKANA}](?:\u17d2[\u1780-\u17b3]|\u1039[\u1000-\u1021]|[{marks()}])*",
        r"\d+",
    )
    return re.compile("|".join(parts))


def find_words(text: str) -> list[tuple[int, int]]:
    """Where the words of ``text`` are.

    Returns:
        One pair a word, in order: start and end (exclusive) in code points.

    >>> find_words("Teman-teman, ya \U0001f642")
    [(0, 11), (13, 15)]
    """
    return [match.span() for match in (_ASCII_WORD if text.isascii() else word_pattern()).finditer(text)]


def count_words(text: str) -> int:
    """How many words ``text`` has (the length of ``find_words``)."""
    return len((_ASCII_WORD if text.isascii() else word_pattern()).findall(text))
