"""Whether a negation reaches a place: ``saya nggak terlalu percaya``, but not ``nggak, saya percaya``.

After NegEx (Chapman et al., 2001): a negation reaches the words that follow it, up to a given distance, unless a word
that ends it (``tapi``) stands between, or a punctuation mark (Pang, Lee and Vaithyanathan, 2002); expressions that
only look like a negation (``tidak hanya``) are none. The words are in ``texts/negation.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from benang.coding.rules.folded_text import Place
from benang.coding.rules.parsing import parse_pattern
from benang.coding.rules.patterns import Pattern, RuleSpec
from benang.core.problems import Problem
from benang.core.texts import main_language, read_texts

_MARK = re.compile(
    r"[.,;:!?()\u2026\u2013\u2014\u060c\u061b\u061f\u06d4\u0964\u0965\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]"
)


@dataclass(frozen=True)
class NegatingWords:
    """Patterns by which negations of a language are seen.

    Attributes:
        negations: what negates.
        no_negations: expressions with a negation in them that do not negate.
        ends: what ends the reach of a negation.
    """

    negations: tuple[Pattern, ...] = ()
    no_negations: tuple[Pattern, ...] = ()
    ends: tuple[Pattern, ...] = ()

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """All of them."""
        return (*self.negations, *self.no_negations, *self.ends)


def negating_words(language: str) -> NegatingWords:
    """Those of a language (ISO 639-1); none where the table lacks it."""
    return _words().get(main_language(language), NegatingWords())


def negation_problems(rules: Mapping[str, Sequence[RuleSpec]], languages: Iterable[str], file: str) -> list[Problem]:
    """A warning for each language of a study's sources in which its rules look for negations that are not known.

    Args:
        rules: code id -> its rules.
        languages: of the sources (ISO 639-1).
        file: the codebook, as the study names it.
    """
    if all(spec.negated is None for of_code in rules.values() for spec in of_code):
        return []
    unknown = sorted({main_language(language) for language in languages} - set(_words()))
    known = ", ".join(sorted(_words()))
    return [
        Problem("rule-negated-language", file, values={"language": language, "known": known}) for language in unknown
    ]


class Negation:
    """The negations of one language, looked for in utterances.

    Args:
        words: their patterns.
        numbers: the number of each pattern.
    """

    def __init__(self, words: NegatingWords, numbers: Mapping[Pattern, int]) -> None:
        self._negations, self._none, self._ends = (
            [numbers[pattern] for pattern in patterns] for patterns in (words.negations, words.no_negations, words.ends)
        )

    def stand(self, of: Callable[[int], list[Place]]) -> Stands:
        """Where negations, and what ends them, stand in an utterance.

        Args:
            of: tells where the pattern of a number stands.
        """
        negations, none, ends = (
            [place for pattern in patterns for place in of(pattern)]
            for patterns in (self._negations, self._none, self._ends)
        )
        no_negation = {position for place in none for position in range(place.first, place.last + 1)}
        negating = [place for place in negations if place.first not in no_negation]
        return Stands(sorted(negating, key=_last), sorted(place.first for place in ends))


class Stands:
    """Where the negations of one utterance stand, by their last word; and the words that end them."""

    def __init__(self, negations: list[Place], ends: list[int]) -> None:
        self._negations = negations
        self._ends = ends

    def reach(self, head: Place, within: int, text: str) -> bool:
        """Whether a negation stands at most ``within`` words before ``head`` with nothing between that ends it."""
        # What ends the nearest one ends those before it too.
        before = bisect_left(self._negations, head.first, key=_last) - 1
        if before < 0:
            return False
        nearest = self._negations[before]
        end = bisect_right(self._ends, nearest.last)
        return (
            head.first - nearest.last <= within
            and not (end < len(self._ends) and self._ends[end] < head.first)
            and _MARK.search(text, nearest.span[1], head.span[0]) is None
        )


def _last(place: Place) -> int:
    return place.last


@cache
def _words() -> dict[str, NegatingWords]:
    return {
        language: NegatingWords(**{name: tuple(map(parse_pattern, patterns)) for name, patterns in lists.items()})
        for language, lists in read_texts("negation.yaml").items()
    }
