"""From what a codebook says to a parsed rule.

Parsing finds every mistake before any text is read, so that matching itself cannot fail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import re2  # type: ignore[import-untyped]

from benang.coding.rules.patterns import (
    DEFAULT_WITHIN,
    MOST_WITHIN,
    WHOLE_TURN,
    Part,
    Pattern,
    RuleSpec,
    compile_regex,
    fold,
)
from benang.core.problems import Problem, nearest
from benang.text.words import UNSPACED, find_words

LONGEST_PATTERN = 1000
"""A pattern longer than this many characters is a mistake, or an attack on the matcher."""

KEYS = ("match", "near", "then", "unless", "within", "negated", "asked", "role", "speaker")
"""The keys of a rule that is a mapping; all but ``match`` are conditions."""

ROLES = ("informant", "interviewer", "observer", "other")

_MEASURED = ("near", "then", "unless", "negated")  # the conditions that within is for
_RUN = re.compile(rf"[{UNSPACED}]+")


def parse_rule(
    value: object, code_id: str, line: int | None = None, *, file: str = "", place: str = ""
) -> RuleSpec | list[Problem]:
    """Parse one rule of the codebook.

    Args:
        value: a string, or a mapping with ``match`` and any of ``near``, ``then``, ``unless``, ``asked`` (a pattern or
            a list of patterns), ``within`` (a whole number of words, or ``turn``), ``negated`` (true or false),
            ``role`` and ``speaker`` (a text or a list of texts).
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


def parse_pattern(value: str) -> Pattern:
    """Parse one pattern of the project's own tables (``texts/*.yaml``).

    >>> parse_pattern("jual* online").written
    'jual* online'

    Raises:
        ValueError: it is no pattern.
    """
    parser = _Parser("", None, "", "")
    pattern = parser.pattern(value)
    if parser.problems:
        raise ValueError(f"{value!r} is no pattern: {parser.problems[0].kind}")
    return pattern


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
            return RuleSpec(self.pattern(value))
        for key in value:
            if key not in KEYS:
                self._report("rule-key", key=key, known=", ".join(KEYS), near=nearest(str(key), KEYS))
        if "match" not in value:
            self._report("rule-without-match")
        return RuleSpec(
            match=self.pattern(value["match"]) if "match" in value else Pattern(""),
            near=self._patterns(value.get("near")),
            then=self._patterns(value.get("then")),
            unless=self._patterns(value.get("unless")),
            within=self._within(value),
            negated=self._negated(value.get("negated")),
            asked=self._patterns(value.get("asked")),
            roles=self._roles(value.get("role")),
            speakers=self._speakers(value.get("speaker")),
        )

    def pattern(self, value: object) -> Pattern:
        if not isinstance(value, str):
            self._report("rule-not-text", value="~" if value is None else value)
            return Pattern("")
        written = unicodedata.normalize("NFC", " ".join(value.split()) if not _is_regex(value) else value.strip())
        if len(written) > LONGEST_PATTERN:
            self._report("rule-too-long", most=LONGEST_PATTERN, pattern=written[:40] + "...")
            return Pattern("")
        if written.startswith("/"):
            return self._regex(written)
        if _RUN.fullmatch(written) and find_words(written):
            return Pattern(written, run=written)
        parts = tuple(part for word in written.split() for part in self._parts(word, written))
        if not any(part.text.strip("*?") for part in parts) and not self.problems:
            self._report("rule-without-word", pattern=written)
        return Pattern(written, parts)

    def _within(self, value: Mapping[object, object]) -> int:
        within = value.get("within", DEFAULT_WITHIN)
        if within == "turn":
            within = WHOLE_TURN
        elif isinstance(within, bool) or not isinstance(within, int) or not 1 <= within <= MOST_WITHIN:
            self._report("rule-within", value=within, most=MOST_WITHIN)
            return DEFAULT_WITHIN
        # "negated: false" is a condition too.
        if "within" in value and all(value.get(key) in (None, [], "") for key in _MEASURED):
            self._report("rule-within-alone")
        return within

    def _negated(self, value: object) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        self._report("rule-negated", value=value)
        return None

    def _roles(self, value: object) -> tuple[str, ...]:
        roles = _listed(value)
        for role in roles:
            if role not in ROLES:
                self._report("rule-role", value=role, known=", ".join(ROLES), near=nearest(str(role), ROLES))
        return tuple(role for role in roles if isinstance(role, str))

    def _speakers(self, value: object) -> tuple[str, ...]:
        speakers = _listed(value)
        if not all(isinstance(speaker, str) and speaker.strip() for speaker in speakers):
            self._report("rule-speaker")
        return tuple(" ".join(speaker.split()) for speaker in speakers if isinstance(speaker, str))

    def _patterns(self, value: object) -> tuple[Pattern, ...]:
        return tuple(self.pattern(each) for each in _listed(value))

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
            # A letter in place of each character shows whether the text's words could ever look like this.
            if not _is_one_word(re.sub(r"[*?]", "a", word)):
                self._report("rule-wildcard", part=word, pattern=written)
            return [Part("wildcard", re.sub(r"\*+", "*", fold(word)))]
        return [Part("word", fold(word[start:end])) for start, end in find_words(word)]

    def _report(self, kind: str, **values: object) -> None:
        values["code"] = self._code_id
        self.problems.append(Problem(kind, self._file, self._line, self._place, values))


def _listed(value: object) -> list[object]:
    """The values of a key that takes one or a list; none where it is left out."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _is_regex(value: str) -> bool:
    value = value.strip()
    return len(value) > 2 and value.startswith("/") and value.endswith("/")


def _is_one_word(word: str) -> bool:
    return find_words(word) == [(0, len(word))]


def _cause(error: Exception) -> str:
    cause = error.args[0] if error.args else ""
    return cause.decode("utf-8", "replace") if isinstance(cause, bytes) else str(cause)
