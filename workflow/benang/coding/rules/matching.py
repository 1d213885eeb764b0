"""Find the rules of a codebook in one utterance; of matches of one code that share words the longest counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from benang.coding.rules.conditions import Conditions, Surroundings
from benang.coding.rules.finder import Finder, Ready
from benang.coding.rules.folded_text import FoldedText, Span
from benang.coding.rules.negation import NegatingWords, Negation, negating_words
from benang.coding.rules.patterns import Pattern, RuleSpec, fold

NestedScope = Literal["key", "dictionary"]
"""How far a longer match hides those inside it: in its own code, or in every code (quanteda's ``nested_scope``)."""


class Match(NamedTuple):
    """One place where a rule of a code matches.

    Attributes:
        start: first character of the match in the utterance; with ``near`` or ``then``, of whichever comes first.
        end: where it ends (exclusive).
        rule: the rule as written.
        words: the words of the utterance that made it; " ... " stands between a match and what it is near.
    """

    code_id: str
    start: int
    end: int
    rule: str
    words: str


class Voice(NamedTuple):
    """Whose utterance it is: the role and the speaker of a turn."""

    role: str
    speaker: str


NOBODY = Voice("", "")
"""Whose words a text is that nobody speaks (a note): rules for a role or a speaker pass it by."""


class _Rule(NamedTuple):
    """A rule with its place in its code; ``conditions`` is None where the match alone decides."""

    code_id: str
    order: int
    spec: RuleSpec
    written: str
    conditions: Conditions | None


class _Found(NamedTuple):
    """A match with its rule's place in the codebook and the places that make it, in order."""

    match: Match
    order: int
    made_of: tuple[Span, ...]


class Matcher:
    """The rules of a codebook, made ready for texts of one language.

    Args:
        rules: code id -> its rules, in the codebook's order.
        language: of the texts; tells how words are stemmed and what negates.
        roles: roles whose utterances are for rules that name neither role nor speaker; none: every role.
        stems: words whose stem is not what the stemmer says, folded, with their stems.
        nested_scope: ``key``: inside one code a longer match hides those that share words with it, and codes do not
            hide each other; ``dictionary``: a match inside a longer one of any code is hidden too.

    Attributes:
        asks: whether any rule looks for something in questions.
    """

    def __init__(
        self,
        rules: Mapping[str, Sequence[RuleSpec]],
        language: str,
        roles: Collection[str] = (),
        stems: Mapping[str, str] | None = None,
        nested_scope: NestedScope = "key",
    ) -> None:
        negates = any(spec.negated is not None for of_code in rules.values() for spec in of_code)
        negating = negating_words(language) if negates else NegatingWords()
        looked_for = [pattern for of_code in rules.values() for spec in of_code for pattern in _patterns(spec)]
        self._finder = Finder([*looked_for, *negating.patterns], language, stems or {})
        numbers = self._finder.numbers
        self._negation = Negation(negating, numbers)
        self._rules = [
            _Rule(code_id, order, spec, spec.written, None if spec.is_plain else Conditions(spec, numbers))
            for code_id in rules
            for order, spec in enumerate(rules[code_id])
        ]
        self.asks = any(rule.spec.asked for rule in self._rules)
        self._roles = frozenset(roles)
        self._nested_scope = nested_scope
        self._rules_for: dict[Voice, dict[int, list[_Rule]]] = {}
        self._asked: tuple[Sequence[Ready], frozenset[Pattern]] = ((), frozenset())

    def hears(self, voice: Voice) -> bool:
        """Whether any rule is for utterances of ``voice``."""
        return bool(self._rules_of(voice))

    def ready(self, texts: Sequence[str]) -> Iterator[Ready]:
        """Utterances made ready for ``find``, when asked for. Many at a time take far less time than one by one."""
        return self._finder.ready(texts)

    def places(self, ready: Ready) -> dict[Pattern, list[Span]]:
        """Where each pattern that stands in an utterance stands, in order, whatever its rule's conditions."""
        places = self._finder.places(ready)
        return {pattern: places[number] for pattern, number in self._finder.numbers.items() if number in places}

    def is_for(self, spec: RuleSpec, voice: Voice) -> bool:
        """Whether a rule is for utterances of ``voice``."""
        if not spec.roles and not spec.speakers:
            return not self._roles or voice.role in self._roles
        speakers = [fold(speaker) for speaker in spec.speakers]
        return (not spec.roles or voice.role in spec.roles) and (not speakers or fold(voice.speaker) in speakers)

    def find(self, ready: Ready, voice: Voice = NOBODY, question: Sequence[Ready] = ()) -> list[Match]:
        """Every match in an utterance, by code and place.

        Args:
            ready: one turn, or a whole note, made ready here.
            voice: whose it is.
            question: the interviewer's turns before it, made ready here, for ``asked``.
        """
        places = self._finder.places(ready)
        if not places:
            return []
        utterance, rules_of = ready.utterance, self._rules_of(voice)
        around: Surroundings | None = None
        found: dict[str, list[_Found]] = {}
        for number, spans in places.items():
            for rule in rules_of.get(number, ()):
                if rule.spec.asked and self._asked_in(question).isdisjoint(rule.spec.asked):
                    continue
                if rule.conditions is None:
                    of_rule = [_found(rule, utterance.text, (span,)) for span in spans]
                else:
                    around = around or Surroundings(utterance, places, self._negation)
                    of_rule = [_found(rule, utterance.text, made) for made in rule.conditions.matches(around)]
                found.setdefault(rule.code_id, []).extend(of_rule)
        kept = [each for code_id in sorted(found) for each in _longest(found[code_id], utterance)]
        if self._nested_scope == "dictionary" and len(kept) > 1:
            kept = _not_nested(kept, utterance)
        return [each.match for each in kept]

    def _rules_of(self, voice: Voice) -> dict[int, list[_Rule]]:
        """The rules for utterances of ``voice`` by the number of the pattern that they look for."""
        if voice not in self._rules_for:
            by_number: dict[int, list[_Rule]] = {}
            for rule in self._rules:
                if self.is_for(rule.spec, voice):
                    by_number.setdefault(self._finder.numbers[rule.spec.match], []).append(rule)
            self._rules_for[voice] = by_number
        return self._rules_for[voice]

    def _asked_in(self, question: Sequence[Ready]) -> frozenset[Pattern]:
        """The patterns that stand in ``question``; its answer may be many turns, so those of the last one are kept."""
        if self._asked[0] is not question:
            self._asked = (question, frozenset(pattern for each in question for pattern in self.places(each)))
        return self._asked[1]


def _patterns(spec: RuleSpec) -> Iterable[Pattern]:
    return (spec.match, *spec.near, *spec.then, *spec.unless, *spec.asked)


def _found(rule: _Rule, text: str, made_of: tuple[Span, ...]) -> _Found:
    """A match of ``rule`` that is made of these spans of ``text``."""
    if len(made_of) == 1:
        start, end = made_of[0]
        words = text[start:end]
    else:
        start, end = made_of[0][0], max(end for _, end in made_of)
        words = " ... ".join(text[first:last] for first, last in made_of)
    return _Found(Match(rule.code_id, start, end, rule.written, words), rule.order, made_of)


def _longest(found: list[_Found], utterance: FoldedText) -> list[_Found]:
    """Of matches that share words, the one with most words (then characters, then the first); in order of place."""
    if len(found) < 2:
        return found
    found.sort(key=_by_place)
    if all(utterance.are_separate(one.match.end, other.match.start) for one, other in pairwise(found)):
        return found
    taken: set[int] = set()
    kept: list[_Found] = []
    words = {id(each): _words(each, utterance) for each in found}

    def by_length(each: _Found) -> tuple[int, int, int, int]:
        match = each.match
        return (-len(words[id(each)]), match.start - match.end, match.start, each.order)

    for each in sorted(found, key=by_length):
        if taken.isdisjoint(words[id(each)]):
            taken |= words[id(each)]
            kept.append(each)
    return sorted(kept, key=_by_place)


def _not_nested(found: list[_Found], utterance: FoldedText) -> list[_Found]:
    """Matches that do not lie, with fewer words, inside one of another code."""
    holders: dict[int, list[tuple[str, frozenset[int]]]] = {}
    words = [_words(each, utterance) for each in found]
    for each, positions in zip(found, words, strict=True):
        for position in positions:
            holders.setdefault(position, []).append((each.match.code_id, positions))
    return [
        each
        for each, positions in zip(found, words, strict=True)
        if not any(
            positions < other and code_id != each.match.code_id
            for code_id, other in holders.get(min(positions, default=-1), ())
        )
    ]


def _words(found: _Found, utterance: FoldedText) -> frozenset[int]:
    """The positions of the words that make a match."""
    places = map(utterance.place, found.made_of)
    return frozenset(position for place in places for position in range(place.first, place.last + 1))


def _by_place(found: _Found) -> tuple[int, int, int]:
    return (found.match.start, found.match.end, found.order)
