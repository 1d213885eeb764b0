"""The parts of a rule: patterns, their conditions, and how the words of patterns and texts are made alike.

``docs/rules.md`` describes each operator with an example; ``parsing`` reads them from a codebook.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import re2  # type: ignore[import-untyped]

Regex = Any
"""A regular expression compiled by RE2, which has no types."""

PartKind = Literal["word", "stem", "wildcard", "any"]

DEFAULT_WITHIN = 5
"""How many words a condition looks around a match where the rule names no ``within``."""

MOST_WITHIN = 1000
WHOLE_TURN = 1_000_000_000
"""The distance that ``within: turn`` stands for: farther than any word of a turn."""

LARGE = 64 << 20
"""Memory in bytes that an expression made of many may use."""


@dataclass(frozen=True)
class Part:
    """What one word of the text has to be.

    Attributes:
        kind: ``word`` (this word), ``stem`` (any word with the stem of this one), ``wildcard`` (``*`` and ``?`` stand
            for letters), ``any`` (whatever word).
        text: the word, case-folded; with its ``*`` and ``?`` for a wildcard; empty for ``any``.
    """

    kind: PartKind
    text: str


@dataclass(frozen=True)
class Pattern:
    """One pattern: words in a row (``parts``), a regular expression, or a run of letters of a script without spaces.

    Attributes:
        written: the pattern as the codebook has it.
        parts: what the words have to be.
        regex: the expression without its slashes.
        run: letters that are found wherever they stand, since nothing in the text shows where their word ends.
    """

    written: str
    parts: tuple[Part, ...] = ()
    regex: str = ""
    run: str = ""


@dataclass(frozen=True)
class RuleSpec:
    """One rule of a code: a pattern and its conditions. Plain and immutable, so that it can be hashed and pickled.

    Attributes:
        match: what is looked for.
        near: one of these has to stand within ``within`` words of the match, before or after it; empty: no condition.
        then: one of these has to follow the match within ``within`` words; empty: no condition.
        unless: none of these may stand within ``within`` words of the match, or in it.
        within: distance in words (1: next to it), or ``WHOLE_TURN``.
        negated: whether a negation must (True) or must not (False) reach the match; None: no condition.
        asked: one of these has to stand in the interviewer's question before the turn; empty: no condition.
        roles: whose turns the rule is for; empty with empty ``speakers``: those that the study codes.
        speakers: speakers whose turns the rule is for; empty: every speaker of ``roles``.
    """

    match: Pattern
    near: tuple[Pattern, ...] = ()
    then: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    within: int = DEFAULT_WITHIN
    negated: bool | None = None
    asked: tuple[Pattern, ...] = ()
    roles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The rule as one phrase, for a coding's ``why``: ``~tanya near ~jawab within 6``."""
        words = [self.match.written]
        for name, patterns in (("near", self.near), ("then", self.then), ("unless", self.unless)):
            if patterns:
                words += [name, _either(pattern.written for pattern in patterns)]
        if self.negated is not None:
            words.append("negated" if self.negated else "not negated")
        if len(words) > 1:
            words += ["within", "turn" if self.within == WHOLE_TURN else str(self.within)]
        if self.asked:
            words += ["asked", _either(pattern.written for pattern in self.asked)]
        if self.roles:
            words += ["role", _either(self.roles)]
        if self.speakers:
            words += ["speaker", _either(self.speakers)]
        return " ".join(words)

    @property
    def is_plain(self) -> bool:
        """Whether the match has no condition on the words around it."""
        return not (self.near or self.then or self.unless) and self.negated is None


def fold(word: str) -> str:
    """``word`` without differences of case and of apostrophe or hyphen shapes: what two equal words have in common.

    >>> fold("Jum’at")
    "jum'at"
    """
    return unicodedata.normalize("NFC", word.casefold()).translate(_SHAPES)


_SHAPES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"})


def compile_regex(expression: str, max_mem: int = 8 << 20) -> Regex:
    """``expression`` compiled by RE2, whose matching time grows linearly with the text whatever the expression.

    Raises:
        re2.error: the expression is invalid or uses what RE2 lacks (look-around, back-references).
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = max_mem
    return re2.compile(expression, options)


def _either(names: Iterable[str]) -> str:
    return " | ".join(names)
