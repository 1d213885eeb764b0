"""Whether a span of a text begins or ends within a word, as where a coder's hand slipped."""

from __future__ import annotations

import re
import unicodedata

from benang.text.words import UNSPACED

_UNSPACED = re.compile(f"[{UNSPACED}]")
_NOT = re.compile(r"['\u2019\u02bc\u2018]t(?!\w)", re.IGNORECASE)  # without it English says the contrary


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, and the rest of the words that it begins and ends within.

    Scripts without spaces have no words to see, so no span is within one there. A part before or behind a hyphen or an
    apostrophe is whole (``anak`` of ``anak-anak``, ``eau`` of ``l'eau``), but where ``n't`` is lost.

    Args:
        text: the text.
        start, end: the span, in code points, end exclusive.

    >>> text = "We don't queue there"
    >>> [text[slice(*whole_words(text, *span))] for span in ((9, 13), (11, 13), (3, 6), (9, 14))]
    ['queue', 'queue', "don't", 'queue']
    """
    while 0 < start < end and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while start < end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    lost = _NOT.match(text, end) if start < end and text[end - 1] in "nN" else None
    return start, lost.end() if lost else end


def _in_word(character: str) -> bool:
    written = character.isalnum() or unicodedata.category(character).startswith("M")
    return written and not _UNSPACED.match(character)
