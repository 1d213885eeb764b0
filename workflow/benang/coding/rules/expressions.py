"""Where regular expressions, and runs of letters of scripts without spaces, stand in an utterance."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

import re2  # type: ignore[import-untyped]
from ahocorasick_rs import AhoCorasick

from benang.coding.rules.folded_text import Span
from benang.coding.rules.patterns import LARGE, Pattern, Regex, compile_regex


class Expressions:
    """Regular expressions in a binary tree: a text that the union of a branch does not match spares the whole branch.

    ``re2.Set`` would do the same in one pass, but gives no answer where its memory runs out; a union always gives one.
    """

    def __init__(self, patterns: Mapping[int, Pattern]) -> None:
        numbers = list(patterns)
        expressions = [pattern.regex for pattern in patterns.values()]
        self._leaf = numbers[0] if len(numbers) == 1 else None
        half = len(numbers) // 2
        branches = (numbers[:half], numbers[half:]) if half else ()
        self._branches = [Expressions({number: patterns[number] for number in branch}) for branch in branches]
        self._union: Regex | None = None
        if self._leaf is not None:
            self._union = compile_regex(expressions[0])
        # Inside an open quotation (\Q) the brackets of a union would be text.
        elif not any(r"\Q" in expression for expression in expressions):
            try:
                self._union = compile_regex("|".join(f"(?:{expression})" for expression in expressions), LARGE)
            except re2.error:
                self._union = None  # too large as one expression: look at the branches

    def find(self, utterance: str) -> Iterator[tuple[int, Span]]:
        """Each expression, by its number, with the code points it matches but white space around; in order for each."""
        if self._union is not None and self._union.search(utterance) is None:
            return
        for branch in self._branches:
            yield from branch.find(utterance)
        if self._leaf is None or self._union is None:
            return
        for match in self._union.finditer(utterance):
            text = match.group()
            start = match.start() + len(text) - len(text.lstrip())
            end = match.start() + len(text.rstrip())
            if start < end:
                yield self._leaf, (start, end)


class Runs:
    """Runs of letters, found by one automaton for all (Aho and Corasick, 1975), never between a letter and its mark."""

    def __init__(self, patterns: Mapping[int, Pattern]) -> None:
        self._numbers = list(patterns)
        self._automaton = AhoCorasick([pattern.run for pattern in patterns.values()])

    def find(self, utterance: str) -> Iterator[tuple[int, Span]]:
        """Each run, by its number, with the code points it stands at; in order for each, none overlapping itself."""
        if utterance.isascii():
            return
        free = [0] * len(self._numbers)
        for run, start, end in self._automaton.find_matches_as_indexes(utterance, overlapping=True):
            if start >= free[run] and not unicodedata.category(utterance[end : end + 1] or " ").startswith("M"):
                free[run] = end
                yield self._numbers[run], (start, end)
