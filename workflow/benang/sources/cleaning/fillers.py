"""Fillers: sounds that only fill a pause (``eh``, ``um``), with the commas, dots, brackets or dash that go with them.

The words are those of ``texts/fillers.yaml`` for the source's language, or the study's own. They are whole words, in
small letters or with a capital where a sentence begins: ``UM`` and ``ER`` may be names, ``5 mm`` is a measure. Before a
question or exclamation mark a filler stays, for there it is an answer (``Hm?``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from benang.core.texts import main_language, read_texts
from benang.sources.cleaning.removal import taken_out
from benang.text.offsets import Edit
from benang.text.words import marks

_PART = "\\-\u2010\u2011'\u2019\u02bc@#/&"  # beside a word they make it part of another
_BEFORE = re.compile(r"[,\u060c\uff0c]\s?\Z")
_BEHIND = re.compile(r"\s?(?:[,\u060c\uff0c]|\.{2,}|\u2026)")
_OPENING = ".?!\u2026,:;\"'\u201c\u2018(\u2013\u2014-"
_DASH = re.compile(r"\s?[\-\u2013\u2014]")
_BRACKETS = {"(": ")", "[": "]"}
_LOOK_BACK = 16


def filler_edits(text: str, language: str, words: tuple[str, ...] = ()) -> list[Edit]:
    """What takes fillers out of an utterance.

    Args:
        text: the utterance.
        language: code of its language; chooses the fillers.
        words: the study's own fillers, in place of those; they may be of several words.
    """
    pattern = _pattern(words or tuple(read_texts("fillers.yaml").get(main_language(language), ())))
    return taken_out(text, _filler_spans(text, pattern)) if pattern else []


def _filler_spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    done = 0
    fresh = True  # at ``done`` a sentence begins
    for match in pattern.finditer(text):
        start, end = match.span()
        before = text[max(done, start - _LOOK_BACK) : start].rstrip()
        opens = not before or before[-1] in _OPENING
        if not (match[0].islower() or not match[0][0].isupper() or (opens and match[0][1:].islower())):
            continue
        if before[-1:].isdigit() or text[end : end + 1] in ("?", "!"):
            continue
        if text[start - 1 : start] in _BRACKETS and text[end : end + 1] == _BRACKETS[text[start - 1]]:
            start, end = start - 1, end + 1
        behind = _BEHIND.match(text, end) or (_DASH.match(text, end) if _DASH.fullmatch(before[-1:]) else None)
        if behind:
            end = behind.end()
        begins = before[-1] in ".?!\u2026" if before else fresh and start - _LOOK_BACK <= done
        if not behind and begins and text[end : end + 1] == ".":
            end += 1  # a sentence of its own
        comma = _BEFORE.search(text, max(done, start - 2), start)
        yield comma.start() if comma else start, end
        done, fresh = end, begins


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    listed = sorted({" ".join(word.casefold().split()) for word in words} - {""}, key=lambda word: (-len(word), word))
    if not listed:
        return None
    heads = "".join(sorted({re.escape(word[0]) for word in listed}))
    return re.compile(
        rf"(?=[{heads}])(?<![\w{_PART}{marks()}])(?<!\w\.)(?:{'|'.join(map(_lengthened, listed))})"
        rf"(?![\w{_PART}{marks()}]|\.\w)",
        re.IGNORECASE,
    )


def _lengthened(word: str) -> str:
    """The pattern of a word in which a letter that stands twice may stand more often."""
    return re.sub(r"([^\W\d_])\1", r"\1{2,}", r"\s+".join(map(re.escape, word.split())))
