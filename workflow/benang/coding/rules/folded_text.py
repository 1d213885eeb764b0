"""Utterances with their words folded, so that they can be looked for as plain letters between two spaces."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from benang.coding.rules.patterns import fold
from benang.text.words import UNSPACED, find_words

Span = tuple[int, int]
"""Start and end (exclusive) in code points."""


class Place(NamedTuple):
    """A span of an utterance counted in words.

    Attributes:
        first, last: the first and the last word, from 0, that it touches; where it touches none, the word after it and
            the word before it.
        span: the span in code points.
    """

    first: int
    last: int
    span: Span


_ODD = "\0"
"""Stands for a character that is not folded by itself."""

# Characters of scripts without spaces, whose words do not end at one; conjoining letters of Hangul; a letter that is an
# apostrophe.
_NOT_ALONE = re.compile(rf"[{UNSPACED}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u02bc]")
_LOOSE = re.compile(r"(?<!\w)['-]+|['-]+(?!\w)")  # apostrophes and hyphens that are in no word


class _Folding(dict[int, str]):
    """Code point -> what it is folded to: one character, a space for what is in no word, or ``_ODD``."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        folded = fold(character)
        if _NOT_ALONE.match(character) or unicodedata.category(character).startswith("M") or len(folded) != 1:
            folded = _ODD
        elif not character.isalnum() and folded not in "'-":
            folded = " "
        self[point] = folded
        return folded


_FOLDING = _Folding()


class FoldedText:
    """An utterance and its words.

    Args:
        text: the utterance.
        parallel: it with a space before and behind it, character by character as ``FoldedBlock`` folds it; by default
            the folded text is put together word by word.

    Attributes:
        text: the utterance.
        folded: its words, folded, with spaces before, between and behind them.
    """

    def __init__(self, text: str, parallel: str = "") -> None:
        self.text = text
        self._is_parallel = bool(parallel)
        self.folded = parallel or " ".join(["", *(fold(text[start:end]) for start, end in self.spans), ""])

    @cached_property
    def spans(self) -> list[Span]:
        """Where the words are in the text."""
        return find_words(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        """Where the words begin in ``folded``."""
        return [match.start() for match in re.finditer("[^ ]+", self.folded)]

    def span(self, start: int, end: int) -> Span:
        """Where the words at ``folded[start:end]``, a word or some in a row, are in the text."""
        if self._is_parallel:
            return start - 1, end - 1
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end) - 1
        return self.spans[first][0], self.spans[last][1]

    def place(self, span: Span) -> Place:
        """``span`` of the text counted in words."""
        start, end = span
        first = bisect_right(self.spans, start, key=lambda word: word[1])
        return Place(first, bisect_left(self.spans, end, key=lambda word: word[0]) - 1, span)

    def are_separate(self, end: int, start: int) -> bool:
        """Whether a word that ends at ``end`` of the text or before cannot be one that begins at ``start`` or later."""
        return self._is_parallel and " " in self.folded[end + 1 : start + 1]


class FoldedBlock:
    """Utterances folded together, which takes far less time than one by one.

    Args:
        texts: the utterances.

    Attributes:
        texts: the utterances, folded.
        whole: one after the other, as long as ``texts`` are, with a space before, between and behind them; in place of
            those of ``folded_alone`` spaces.
        starts: where each begins in ``whole``, with the space before it.
        folded_alone: those with a character that is not folded by itself.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        whole = " ".join(["", *texts, ""])
        if whole.isascii():
            whole = whole.translate(_FOLDING)
        else:  # one by one, for most of them are ASCII, which is folded several times as fast
            whole = " ".join(["", *(text.translate(_FOLDING) for text in texts), ""])
        if "'" in whole or "-" in whole:
            whole = _LOOSE.sub(lambda match: " " * len(match[0]), whole)
        self.starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
        parallel = [whole[start : start + len(text) + 2] for start, text in zip(self.starts, texts, strict=True)]
        self.folded_alone = (
            [number for number, folded in enumerate(parallel) if _ODD in folded] if _ODD in whole else []
        )
        for number in self.folded_alone:
            parallel[number] = ""
        if self.folded_alone:
            kept = (folded[1:-1] or " " * len(text) for folded, text in zip(parallel, texts, strict=True))
            whole = f" {' '.join(kept)} "
        self.whole = whole
        self.texts = [FoldedText(text, folded) for text, folded in zip(texts, parallel, strict=True)]
