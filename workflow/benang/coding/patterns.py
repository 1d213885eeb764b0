"""The pattern language of the rule coder: from what a codebook says to a parsed form.

A pattern is a string (or a mapping with conditions); ``docs/rules.md`` describes each operator with an example. Parsing
finds every mistake before any text is read, so that matching itself cannot fail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import re2  # type: ignore[import-untyped]

from benang.coding.words import find_words
from benang.problems import Problem, nearest

Regex = Any
"""A regular expression compiled by RE2, which has no types."""

PartKind = Literal["word", "stem", "wildcard", "any"]

DEFAULT_WITHIN = 5
"""Words between a match and its ``near`` or ``unless`` where the rule names no ``within``."""

MOST_WITHIN = 1000
LONGEST_PATTERN = 1000
"""A pattern longer than this many characters is a mistake, or an attack on the matcher."""

_KEYS = ("match", "near", "unless", "within")


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
    """One pattern: words in a row (``parts``), or a regular expression (``regex``, without its slashes).

    Attributes:
        written: the pattern as the codebook has it.
    """

    written: str
    parts: tuple[Part, ...] = ()
    regex: str = ""


@dataclass(frozen=True)
class RuleSpec:
    """One rule of a code: a pattern and its conditions. Plain and immutable, so that it can be hashed and pickled.

    Attributes:
        match: what is looked for.
        near: one of these has to stand within ``within`` words of the match, in any order; empty: no condition.
        unless: none of these may stand within ``within`` words of the match, or in it.
        within: distance in words (1: next to it).
    """

    match: Pattern
    near: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    within: int = DEFAULT_WITHIN

    @property
    def written(self) -> str:
        """The rule as one phrase, for a coding's ``why``: ``~tanya near ~jawab within 6``."""
        words = [self.match.written]
        if self.near:
            words += ["near", " | ".join(pattern.written for pattern in self.near)]
        if self.unless:
            words += ["unless", " | ".join(pattern.written for pattern in self.unless)]
        if len(words) > 1:
            words += ["within", str(self.within)]
        return " ".join(words)


def parse_rule(
    value: object, code_id: str, line: int | None = None, *, file: str = "", place: str = ""
) -> RuleSpec | list[Problem]:
    """Parse one rule of the codebook.

    Args:
        value: a string, or a mapping with ``match`` and any of ``near``, ``unless`` (a pattern or a list of patterns)
            and ``within`` (a whole number of words).
        code_id: the code the rule belongs to, for the messages.
        line: the rule's line in ``file``, counted from 1.
        file: the codebook, as the study names it.
        place: closer place of the rule, such as ``codes[3].rules[0]``.

    Returns:
        The rule, or everything that is wrong with it.
    """
    parser = _Parser(code_id, line, file, place)
    rule = parser.rule(value)
    return parser.problems or rule


def fold(word: str) -> str:
    """``word`` without differences of case and of apostrophe or hyphen shapes: what two equal words have in common."""
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


class _Parser:
    """Collects the problems of one rule."""

    def __init__(self, code_id: str, line: int | None, file: str, place: str) -> None:
        self.problems: list[Problem] = []
        self._code_id = code_id
        self._line = line
        self._file = file
        self._place = place

    def rule(self, value: object) -> RuleSpec:
        if not isinstance(value, Mapping):
            return RuleSpec(self._pattern(value))
        for key in value:
            if key not in _KEYS:
                self._report("rule-key", key=key, near=nearest(str(key), _KEYS))
        if "match" not in value:
            self._report("rule-without-match")
        match = self._pattern(value["match"]) if "match" in value else Pattern("")
        return RuleSpec(
            match, self._patterns(value.get("near")), self._patterns(value.get("unless")), self._within(value)
        )

    def _within(self, value: Mapping[object, object]) -> int:
        within = value.get("within", DEFAULT_WITHIN)
        if isinstance(within, bool) or not isinstance(within, int) or not 1 <= within <= MOST_WITHIN:
            self._report("rule-within", value=within, most=MOST_WITHIN)
            return DEFAULT_WITHIN
        if "within" in value and not value.get("near") and not value.get("unless"):
            self._report("rule-within-alone")
        return within

    def _patterns(self, value: object) -> tuple[Pattern, ...]:
        if value is None:
            return ()
        values = value if isinstance(value, list | tuple) else [value]
        return tuple(self._pattern(each) for each in values)

    def _pattern(self, value: object) -> Pattern:
        if not isinstance(value, str):
            self._report("rule-not-text", value="~" if value is None else value)
            return Pattern("")
        written = unicodedata.normalize("NFC", " ".join(value.split()) if not _is_regex(value) else value.strip())
        if len(written) > LONGEST_PATTERN:
            self._report("rule-too-long", most=LONGEST_PATTERN, pattern=written[:40] + "...")
            return Pattern("")
        if written.startswith("/"):
            return self._regex(written)
        parts = tuple(part for word in written.split() for part in self._parts(word, written))
        if not any(part.text.strip("*?") for part in parts) and not self.problems:
            self._report("rule-without-word", pattern=written)
        return Pattern(written, parts)

    def _regex(self, written: str) -> Pattern:
        if not _is_regex(written):
            self._report("rule-regex-slashes", pattern=written)
            return Pattern(written)
        expression = written[1:-1]
        try:
            compiled = compile_regex(expression)
        except re2.error as error:
            self._report("rule-regex", pattern=written, cause=_cause(error))
            return Pattern(written)
        if compiled.fullmatch("") is not None:
            self._report("rule-regex-empty", pattern=written)
        return Pattern(written, regex=expression)

    def _parts(self, word: str, written: str) -> list[Part]:
        """The parts that one word of a pattern stands for: several where it has punctuation inside (``dan/atau``)."""
        if not word.strip("*"):
            return [Part("any", "")]
        starred = "*" in word or "?" in word
        if word.startswith("~"):
            bare = word[1:]
            if starred:
                self._report("rule-stem-wildcard", part=word, pattern=written)
            elif not _is_one_word(bare):
                self._report("rule-stem", part=word, pattern=written)
            return [Part("stem", fold(bare))]
        if starred:
            # A letter in place of each sign shows whether the text's words could ever look like this.
            if not _is_one_word(re.sub(r"[*?]", "a", word)):
                self._report("rule-wildcard", part=word, pattern=written)
            return [Part("wildcard", re.sub(r"\*+", "*", fold(word)))]
        return [Part("word", fold(word[start:end])) for start, end in find_words(word)]

    def _report(self, kind: str, **values: object) -> None:
        values["code"] = self._code_id
        self.problems.append(Problem(kind, self._file, self._line, self._place, values))


def _is_regex(value: str) -> bool:
    value = value.strip()
    return len(value) > 2 and value.startswith("/") and value.endswith("/")


def _is_one_word(word: str) -> bool:
    return find_words(word) == [(0, len(word))]


def _cause(error: Exception) -> str:
    cause = error.args[0] if error.args else ""
    return cause.decode("utf-8", "replace") if isinstance(cause, bytes) else str(cause)
