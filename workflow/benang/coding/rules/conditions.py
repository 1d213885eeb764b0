"""What a rule asks of the words around a match: something near, something after it, nothing that excludes it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property

from benang.coding.rules.finder import Places
from benang.coding.rules.folded_text import FoldedText, Place, Span
from benang.coding.rules.negation import Negation, Stands
from benang.coding.rules.patterns import Pattern, RuleSpec


class Surroundings:
    """An utterance with all that stands in it.

    Attributes:
        utterance: its text and words.
        places: where the patterns stand that stand in it.
    """

    def __init__(self, utterance: FoldedText, places: Places, negation: Negation) -> None:
        self.utterance = utterance
        self.places = places
        self._negation = negation
        self._counted: dict[int, list[Place]] = {}

    def of(self, pattern: int) -> list[Place]:
        """Where a pattern stands, counted in words."""
        if pattern not in self._counted:
            self._counted[pattern] = [self.utterance.place(span) for span in self.places.get(pattern, ())]
        return self._counted[pattern]

    @cached_property
    def negations(self) -> Stands:
        """Where its negations stand."""
        return self._negation.stand(self.of)


class Conditions:
    """The conditions of one rule on the words around its match.

    Args:
        spec: the rule.
        numbers: the number of each of its patterns.
    """

    def __init__(self, spec: RuleSpec, numbers: Mapping[Pattern, int]) -> None:
        self._match = numbers[spec.match]
        self._near = [numbers[pattern] for pattern in spec.near]
        self._then = [numbers[pattern] for pattern in spec.then]
        self._unless = [numbers[pattern] for pattern in spec.unless]
        self._negated = spec.negated
        self._within = spec.within

    def matches(self, around: Surroundings) -> list[tuple[Span, ...]]:
        """The places of the match for which all conditions hold, each with what makes it, in order."""
        # Words are counted only where something stands that may be near.
        if any(patterns and not _any(patterns, around) for patterns in (self._near, self._then)):
            return []
        if not self._near and not self._then and self._negated is None and not _any(self._unless, around):
            return [(span,) for span in around.places[self._match]]
        return [made for head in around.of(self._match) if (made := self._made(head, around))]

    def _made(self, head: Place, around: Surroundings) -> tuple[Span, ...]:
        if any(_stands_close(around.of(pattern), head, self._within) for pattern in self._unless):
            return ()
        if self._negated is not None and self._negated is not around.negations.reach(
            head, self._within, around.utterance.text
        ):
            return ()
        made = [head.span]
        for patterns, ordered in ((self._near, False), (self._then, True)):
            if patterns:
                close = [
                    place
                    for pattern in patterns
                    for place in _neighbours(around.of(pattern), head, ordered)
                    if _distance(place, head) <= self._within
                ]
                if not close:
                    return ()
                made.append(min(close, key=lambda place: (_distance(place, head), place.span)).span)
        return tuple(sorted(made))


def _any(patterns: Iterable[int], around: Surroundings) -> bool:
    return any(pattern in around.places for pattern in patterns)


def _distance(place: Place, other: Place) -> int:
    """From one place to the next, in words: 1 for neighbours, 0 or less where they share words."""
    return max(place.first - other.last, other.first - place.last)


def _neighbours(places: list[Place], head: Place, ordered: bool) -> Iterable[Place]:
    """The first of ``places`` wholly after ``head`` and, unless ``ordered``, the last wholly before it."""
    before = -1 if ordered else bisect_left(places, head.first, key=lambda place: place.last) - 1
    after = bisect_right(places, head.last, key=lambda place: place.first)
    return [places[index] for index in (before, after) if 0 <= index < len(places)]


def _stands_close(places: list[Place], head: Place, within: int) -> bool:
    """Whether one of ``places`` shares words with ``head`` or is at most ``within`` words away."""
    index = bisect_left(places, head.first - within, key=lambda place: place.last)
    return index < len(places) and places[index].first <= head.last + within
