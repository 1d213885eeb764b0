"""Whether what looks like a sensitive term is more likely a run of random characters: in base64, a hash or a font."""

from __future__ import annotations

import re
from itertools import pairwise

from benang.privacy.gate.found_texts import BYTES, STRINGS

BY_CHANCE = 7  # letters; a shorter name may stand in random bytes
_TOKEN = re.compile(r"[A-Za-z0-9+/=_\-]")
_NO_SPACE = re.compile(r"\S")
_RANDOM = 0.25  # of neighbours differ in kind: 0.6 in base64, 0.5 in hexadecimal, under 0.1 in words and paths
_ENOUGH = 16  # neighbours to tell by
_FAR = 100


def is_by_chance(text: str, start: int, end: int, form: str) -> bool:
    """Whether a hit is more likely one of random characters.

    Args:
        text: one reading of a text.
        start, end: the hit, in code points, end exclusive.
        form: of the reading, as in ``found_texts``.
    """
    if sum(map(str.isalnum, text[start:end])) >= BY_CHANCE:
        return False
    if form == BYTES:
        return True
    return _is_random(text, start, end, _TOKEN) or (form == STRINGS and _is_random(text, start, end, _NO_SPACE))


def _is_random(text: str, start: int, end: int, characters: re.Pattern[str]) -> bool:
    """Whether small letters, capitals and digits follow one another at random in the run of characters around a hit."""
    low, high = start, end
    while low > max(0, start - _FAR) and characters.match(text[low - 1]):
        low -= 1
    while high < min(len(text), end + _FAR) and characters.match(text[high]):
        high += 1
    pairs = [pair for side in (text[low:start], text[end:high]) for pair in pairwise(map(_kind, side))]
    pairs = [(one, other) for one, other in pairs if one and other]
    return len(pairs) >= _ENOUGH and sum(one != other for one, other in pairs) > _RANDOM * len(pairs)


def _kind(character: str) -> str:
    return "9" if character.isdigit() else "A" if character.isupper() else "a" if character.isalpha() else ""
