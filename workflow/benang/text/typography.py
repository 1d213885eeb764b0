"""Quotation marks, apostrophes and ranges of numbers as print sets them, in texts of researchers.

Never for what somebody said: quotations from transcripts stay to the letter.
"""

from __future__ import annotations

import re

_OUTER, _INNER = ("“", "”"), ("‘", "’")
_RANGE = re.compile(r"(?<![\w\-./:–])(\d{1,4})-(\d{1,4})(?![\w\-–])(?![./:]\d)")
_BEFORE_OPENING = frozenset("([{–—-/“‘\"'*")


def typographic(text: str) -> str:
    """A text with its straight quotation marks curved, those within others single, and an en dash between two numbers.

    A mark opens where a word begins and closes where one ends; what closes nothing (5" for inches) is left. Numbers in
    dates, page numbers of addresses and the like (2022-08-11, 1.2-3) are left, too.

    Args:
        text: plain text, or a piece of it.

    >>> typographic('He said "it\\'s "new" here", 19-21 August')
    'He said “it’s ‘new’ here”, 19–21 August'
    """
    shown: list[str] = []
    open_marks: list[tuple[str, str, str]] = []  # as written; as shown, opening and closing
    for place, letter in enumerate(text):
        before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
        if letter == '"':
            if _opens(before, after):
                pair = _INNER if open_marks else _OUTER
                open_marks.append((letter, *pair))
                letter = pair[0]
            elif open_marks and open_marks[-1][0] == letter:
                letter = open_marks.pop()[2]
            elif not before:
                letter = _OUTER[1]  # the end of a quotation that began in the piece before
        elif letter == "'":
            if open_marks and open_marks[-1][0] == letter and not after.isalnum():
                letter = open_marks.pop()[2]
            elif _opens(before, after) and _closes_later(text, place):
                open_marks.append((letter, *_INNER))
                letter = _INNER[0]
            elif before.isalnum() or after.isalnum():
                letter = _INNER[1]
        elif letter == _OUTER[0]:
            open_marks.append((_OUTER[1], *_OUTER))
        elif letter == _OUTER[1] and open_marks and open_marks[-1][0] == letter:
            open_marks.pop()
        shown.append(letter)
    return _RANGE.sub("\\1–\\2", "".join(shown))


def _opens(before: str, after: str) -> bool:
    """Whether a mark opens a quotation: a word begins behind it, and none ends before it."""
    begins = after.isalnum() or (bool(after) and after in "“‘\"'…([*")
    return begins and (not before or before.isspace() or before in _BEFORE_OPENING)


def _closes_later(text: str, place: int) -> bool:
    """Whether a single mark behind ``place`` ends a word: the one there is then no apostrophe."""
    return re.search(r"[\w.,!?…]'(?!\w)", text[place + 1 :]) is not None
