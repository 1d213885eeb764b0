"""Where the sentences of an utterance are.

A small splitter for spoken and typed text rather than a general one: it keeps offsets, takes its abbreviations from
``texts/abbreviations.yaml``, and leaves text without punctuation (from speech recognition) whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from benang.core.texts import main_language, read_texts

_SPACED = r".!?\u2026\u061f\u06d4\u0964\u0965"
"""Stops of scripts with spaces, which end a sentence only before a space or at the end; as the inside of a class."""

_UNSPACED = r"\u3002\uff01\uff1f"
"""Stops of Chinese and Japanese, which end a sentence anywhere."""

# The pattern begins with the stops themselves, which the engine then skips to; it would try anything else at every
# character. A run of stops is tried from its first only, and never in part, so that no text can make the search slow.
_STOPS = re.compile(
    rf"[{_SPACED}{_UNSPACED}](?:"
    rf"(?<=[{_UNSPACED}])[{_UNSPACED}]*[\u300d\u300f\uff09\u201d\u2019]*"
    rf"|(?<![{_SPACED}][{_SPACED}])[{_SPACED}]*+"
    r"""(?P<closing>["'\u201d\u2019\u00bb)\]]*+)(?:(?=\s++\W{0,4}(?P<letter>\w?))|\Z))"""
)
_OPENING = "\"'\u201c\u2018\u00ab(["
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_LOOK_BACK = 40
"""No abbreviation is longer than this many characters."""


def sentence_spans(text: str, language: str = "") -> list[tuple[int, int]]:
    """Where the sentences of ``text`` are.

    A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number in a list; an ellipsis, or
    any stop before a closing quotation mark, only where no small letter follows.

    Args:
        text: one utterance.
        language: ISO 639-1 code; chooses the abbreviations.

    Returns:
        Start and end (exclusive) in code points, in order, without the white space between sentences.
    """
    abbreviations = _abbreviations().get(main_language(language), {})
    spans: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    for stop in _STOPS.finditer(text):
        end = stop.end()
        if end <= start:
            continue
        if _ends(text, start, stop, abbreviations):
            spans.append((start, end))
            start = _skip_space(text, end)
    if start < len(text):
        end = len(text.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def _ends(text: str, start: int, stop: re.Match[str], abbreviations: Mapping[str, frozenset[str]]) -> bool:
    closing, letter = stop.groups()
    if not letter:
        # A stop of Chinese or Japanese, or nothing but characters follows, if anything: "Ya. (!)" are two.
        return True
    small = letter.islower()
    marks = text[stop.start() : stop.start("closing")]
    if closing or marks.endswith(("..", "\u2026")):
        return not small
    if marks != ".":
        return True
    words = text[max(start, stop.start() - _LOOK_BACK) : stop.start()].rsplit(None, 1)
    word = words[-1].lstrip(_OPENING).casefold() if words else ""
    if word in abbreviations.get("before", ()):
        return False
    if len(word) == 1 and word.isalpha():
        return False
    if word.isdigit() and stop.start() - len(word) == start:
        return False
    if word in abbreviations.get("within", ()) or _DOTTED.fullmatch(word):
        return not small and not letter.isdigit()
    return True


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


@cache
def _abbreviations() -> Mapping[str, Mapping[str, frozenset[str]]]:
    content = read_texts("abbreviations.yaml")
    return {language: {kind: frozenset(words) for kind, words in kinds.items()} for language, kinds in content.items()}
