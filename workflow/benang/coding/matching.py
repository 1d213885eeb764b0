"""Find the rules of a codebook in one utterance.

Patterns are matched against *types* first, as quanteda's ``tokens_lookup`` does (Benoit et al., 2018): each distinct
word is folded, stemmed and compared with all patterns once, when it is first met; after that a word of the text costs
one dictionary lookup, however many patterns there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import re2  # type: ignore[import-untyped]

from benang.coding.patterns import Part, Pattern, Regex, RuleSpec, compile_regex, fold
from benang.coding.stemming import stem, traces
from benang.coding.words import find_words

_LARGE = 64 << 20
"""Memory in bytes that an expression made of many may use."""


@dataclass(frozen=True)
class Match:
    """One place where a rule of a code matches.

    Attributes:
        start: first character of the match in the utterance; with ``near``, of whichever of the two comes first.
        end: where it ends (exclusive).
        rule: the rule as written.
        words: the words of the utterance that made it; " ... " stands between a match and what it is near.
    """

    code_id: str
    start: int
    end: int
    rule: str
    words: str


class _Place(NamedTuple):
    """Where a pattern stands: words ``first`` to ``last`` (inclusive), characters ``start`` to ``end`` (exclusive)."""

    first: int
    last: int
    start: int
    end: int


class Matcher:
    """The rules of a codebook, made ready for texts of one language.

    Args:
        rules: code id -> its rules, in the codebook's order.
        language: of the texts; tells how words are stemmed.
    """

    def __init__(self, rules: Mapping[str, Sequence[RuleSpec]], language: str) -> None:
        self._rules = [(code_id, order, rule) for code_id in rules for order, rule in enumerate(rules[code_id])]
        patterns = dict.fromkeys(
            pattern for _, _, rule in self._rules for pattern in (rule.match, *rule.near, *rule.unless)
        )
        self._rules_of: dict[Pattern, list[int]] = {}
        for number, (_, _, rule) in enumerate(self._rules):
            self._rules_of.setdefault(rule.match, []).append(number)
        self._types = _Types((pattern for pattern in patterns if pattern.parts), language)
        self._screen = _Screen([pattern for pattern in patterns if pattern.regex])

    def find(self, utterance: str) -> list[Match]:
        """Every match in ``utterance``, by code and place; inside one code a longer match hides those it overlaps."""
        spans = find_words(utterance)
        places = self._types.places(utterance, spans)
        self._screen.places(utterance, spans, places)
        if not places:
            return []
        found: dict[str, list[tuple[int, Match, frozenset[int]]]] = {}
        for pattern in places:
            for number in self._rules_of.get(pattern, ()):
                code_id, order, rule = self._rules[number]
                found.setdefault(code_id, []).extend(
                    (order, match, positions) for match, positions in _of_rule(code_id, rule, places, utterance)
                )
        return [match for code_id in sorted(found) for match in _longest(found[code_id])]


def _of_rule(
    code_id: str, rule: RuleSpec, places: Mapping[Pattern, list[_Place]], utterance: str
) -> Iterable[tuple[Match, frozenset[int]]]:
    """The matches of one rule whose conditions hold, each with the positions of the words that made it."""
    for head in places[rule.match]:
        if any(_stands_close(places.get(pattern, []), head, rule.within) for pattern in rule.unless):
            continue
        parts = [head]
        if rule.near:
            near = [
                place
                for pattern in rule.near
                for place in _neighbours(places.get(pattern, []), head)
                if _distance(place, head) <= rule.within
            ]
            if not near:
                continue
            parts.append(min(near, key=lambda place: (_distance(place, head), place.start)))
            parts.sort(key=lambda place: place.start)
        words = " ... ".join(utterance[part.start : part.end] for part in parts)
        positions = frozenset(position for part in parts for position in range(part.first, part.last + 1))
        yield Match(code_id, parts[0].start, max(part.end for part in parts), rule.written, words), positions


def _longest(found: list[tuple[int, Match, frozenset[int]]]) -> list[Match]:
    """Of matches that share words, the one with most words (then characters, then the first); in order of place."""
    if len(found) == 1:
        return [found[0][1]]
    taken: set[int] = set()
    kept: list[tuple[int, Match]] = []
    for order, match, positions in sorted(
        found, key=lambda each: (-len(each[2]), each[1].start - each[1].end, each[1].start, each[0])
    ):
        if taken.isdisjoint(positions):
            taken |= positions
            kept.append((order, match))
    return [match for _, match in sorted(kept, key=lambda each: (each[1].start, each[1].end, each[0]))]


def _distance(place: _Place, other: _Place) -> int:
    """From one place to the next, in words: 1 for neighbours, 0 or less where they share words."""
    return max(place.first - other.last, other.first - place.last)


def _neighbours(places: list[_Place], head: _Place) -> list[_Place]:
    """The last of ``places`` wholly before ``head`` and the first wholly after it."""
    before = bisect_left(places, head.first, key=lambda place: place.last) - 1
    after = bisect_right(places, head.last, key=lambda place: place.first)
    return [places[index] for index in (before, after) if 0 <= index < len(places)]


def _stands_close(places: list[_Place], head: _Place, within: int) -> bool:
    """Whether one of ``places`` shares words with ``head`` or is at most ``within`` words away."""
    index = bisect_left(places, head.first - within, key=lambda place: place.last)
    return index < len(places) and places[index].first <= head.last + within


class _Anchored(NamedTuple):
    """A phrase by the part that is looked for first: words before and after it, and the other parts by their step."""

    pattern: Pattern
    before: int
    after: int
    others: list[tuple[int, int]]


class _Types(dict[str, int]):
    """Word as it stands in the text -> number of the set of parts it satisfies; 0 for the empty set.

    Words are added when they are first looked up, so each is compared with the patterns once.
    """

    def __init__(self, patterns: Iterable[Pattern], language: str) -> None:
        super().__init__()
        self._language = language
        parts: dict[Part, int] = {}
        self._anchored: dict[int, list[_Anchored]] = {}
        for pattern in patterns:
            numbers = [parts.setdefault(part, len(parts)) for part in pattern.parts]
            anchor = _anchor(pattern)
            others = [
                (at - anchor, number)
                for at, number in enumerate(numbers)
                if at != anchor and pattern.parts[at].kind != "any"
            ]
            after = len(numbers) - 1 - anchor
            self._anchored.setdefault(numbers[anchor], []).append(_Anchored(pattern, anchor, after, others))
        self._words = {part.text: number for part, number in parts.items() if part.kind == "word"}
        self._stems: dict[str, list[int]] = {}
        for part, number in parts.items():
            if part.kind == "stem":
                self._stems.setdefault(stem(part.text, language), []).append(number)
        self._may_have_stem = _any_of(self._stems, language)
        wildcards = [(part.text, number) for part, number in parts.items() if part.kind == "wildcard"]
        self._wildcards = [(compile_regex(_wildcard(text)), number) for text, number in wildcards]
        self._is_wildcard = compile_regex("|".join(_wildcard(text) for text, _ in wildcards), _LARGE)
        self._sets: list[frozenset[int]] = [frozenset()]
        self._opened: list[list[_Anchored]] = [[]]
        self._numbers: dict[frozenset[int], int] = {frozenset(): 0}

    def __missing__(self, word: str) -> int:
        folded = fold(word)
        satisfied = [self._words[folded]] if folded in self._words else []
        if self._stems and (self._may_have_stem is None or self._may_have_stem.search(folded)):
            satisfied += self._stems.get(stem(folded, self._language), ())
        if self._wildcards and self._is_wildcard.fullmatch(folded):
            satisfied += [number for pattern, number in self._wildcards if pattern.fullmatch(folded)]
        key = frozenset(satisfied)
        if key not in self._numbers:
            self._numbers[key] = len(self._sets)
            self._sets.append(key)
            self._opened.append([each for part in sorted(key) for each in self._anchored.get(part, ())])
        self[word] = self._numbers[key]
        return self[word]

    def places(self, utterance: str, spans: list[tuple[int, int]]) -> dict[Pattern, list[_Place]]:
        """Where each pattern stands in ``utterance``, whose words are at ``spans``; in order."""
        found: dict[Pattern, list[_Place]] = {}
        numbers = list(map(self.__getitem__, [utterance[start:end] for start, end in spans]))
        if not any(numbers):
            return found
        sets, opened = self._sets, self._opened
        hits = [position for position, number in enumerate(numbers) if number]
        for position in hits:
            for pattern, before, after, others in opened[numbers[position]]:
                first, last = position - before, position + after
                if first < 0 or last >= len(numbers):
                    continue
                if all(part in sets[numbers[position + step]] for step, part in others):
                    place = _Place(first, last, spans[first][0], spans[last][1])
                    found.setdefault(pattern, []).append(place)
        return found


class _Screen:
    """Regular expressions in a binary tree: a text that the union of a branch does not match spares the whole branch.

    ``re2.Set`` would do the same in one pass, but gives no answer where its memory runs out; a union always gives one.
    """

    def __init__(self, patterns: list[Pattern]) -> None:
        self._leaf = patterns[0] if len(patterns) == 1 else None
        half = len(patterns) // 2
        self._branches = [_Screen(patterns[:half]), _Screen(patterns[half:])] if half else []
        self._union: Regex | None = None
        if self._leaf:
            self._union = compile_regex(self._leaf.regex)
        # Inside an open quotation (\Q) the brackets of a union would be text.
        elif not any(r"\Q" in pattern.regex for pattern in patterns):
            try:
                self._union = compile_regex("|".join(f"(?:{pattern.regex})" for pattern in patterns), _LARGE)
            except re2.error:
                self._union = None  # too large as one expression: look at the branches
        self._empty = not patterns

    def places(self, utterance: str, spans: list[tuple[int, int]], found: dict[Pattern, list[_Place]]) -> None:
        """Add to ``found`` where each expression matches in ``utterance``, whose words are at ``spans``."""
        if self._empty or (self._union is not None and self._union.search(utterance) is None):
            return
        for branch in self._branches:
            branch.places(utterance, spans, found)
        if self._leaf is None or self._union is None:
            return
        for match in self._union.finditer(utterance):
            text = match.group()
            start = match.start() + len(text) - len(text.lstrip())
            end = match.start() + len(text.rstrip())
            if start < end:
                first = bisect_right(spans, start, key=lambda span: span[1])
                last = bisect_left(spans, end, key=lambda span: span[0]) - 1
                found.setdefault(self._leaf, []).append(_Place(first, last, start, end))


def _any_of(stems: Iterable[str], language: str) -> Regex | None:
    """An expression that is found in every word with one of ``stems``; None where the language gives no such sign."""
    runs: set[str] = set()
    for each in stems:
        known = traces(each, language)
        if known is None:
            return None
        runs |= known
    return compile_regex("|".join(re2.escape(run) for run in sorted(runs)), _LARGE) if runs else None


def _anchor(pattern: Pattern) -> int:
    """The part of a phrase to look for first: the one with most letters, likely the rarest."""
    letters = [len(part.text.strip("*?")) for part in pattern.parts]
    return letters.index(max(letters))


def _wildcard(text: str) -> str:
    """A word with ``*`` and ``?`` as a regular expression."""
    escaped: str = re2.escape(text)
    return "(?s)" + escaped.replace(r"\*", ".*").replace(r"\?", ".")
