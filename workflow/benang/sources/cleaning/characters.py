"""Cleaning of characters: invisible ones, composed letters (NFC), white space.

NFC is the canonical composition of Unicode Standard Annex 15.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from benang.core.windows_characters import mended
from benang.text.offsets import Edit
from benang.text.words import DIRECTION_MARKS, SOUTHEAST_ASIAN

# Not characters of a text: controls that are no white space, the soft hyphen, the zero-width space, the word joiner,
# the byte order mark, direction marks. (Joiners stay: they belong to the spelling of Persian and of Indic languages.)
_NOISE = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff{DIRECTION_MARKS}]+")
_WORD_SPACE = re.compile(rf"(?<=[{SOUTHEAST_ASIAN}])\u200b")  # where no other character parts words
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[^\S ]\s*| \s+")
_NOT_ASCII = re.compile(r"[\s\S]?[^\x00-\x7f]+")
_MANY_MARKS = 64  # on one letter: more than any writing has


def noise_edits(text: str) -> list[Edit]:
    """What takes out characters that are no characters of a text: soft hyphens, controls, marks of direction.

    A zero-width space behind a letter of Thai, Lao, Khmer or Myanmar stays, for there it parts words.
    """
    edits = []
    for match in _NOISE.finditer(text):
        start, end = match.span()
        if _WORD_SPACE.match(text, start):
            start += 1
        if start < end:
            edits.append(Edit(start, end))
    return edits


def surrogate_edits(text: str) -> list[Edit]:
    """What replaces lone surrogates, which no file can hold, by U+FFFD."""
    return [] if text.isascii() else [Edit(*match.span(), "\ufffd") for match in _SURROGATE.finditer(text)]


def nfc_edits(text: str) -> list[Edit]:
    """What NFC changes, in pieces as small as it allows: a base character with what composes with it."""
    if unicodedata.is_normalized("NFC", text):
        return []
    edits = []
    for span in _NOT_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", span[0]):
            continue
        start = span.start()
        for place in range(span.start() + 1, span.end() + 1):
            if place < span.end() and _composes(text[place]):
                continue
            piece = text[start:place]
            if (composed := _composed(piece)) != piece:
                edits.append(Edit(start, place, composed))
            start = place
    return edits


def space_edits(text: str) -> list[Edit]:
    """What makes every span of white space one space."""
    return [Edit(*match.span(), " ") for match in _SPACE.finditer(text)]


def plain(text: str) -> str:
    """A remark's text without characters that are no characters of a text."""
    return _SURROGATE.sub("\ufffd", _NOISE.sub("", mended(text)))


def _composes(character: str) -> bool:
    """Whether a character can become one with the one before it: a mark, or a vowel or final of Hangul."""
    return unicodedata.category(character).startswith("M") or "\u1160" <= character <= "\u11ff"


def _composed(piece: str) -> str:
    if len(piece) > _MANY_MARKS:
        # Python puts marks in canonical order in quadratic time; in order already, they cost it nothing.
        decomposed = "".join(unicodedata.normalize("NFD", character) for character in piece)
        runs = groupby(decomposed, key=lambda character: unicodedata.combining(character) > 0)
        piece = "".join(character for _, run in runs for character in sorted(run, key=unicodedata.combining))
    return unicodedata.normalize("NFC", piece)
