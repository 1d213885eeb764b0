"""What a transcript itself says of its labels: ``Interviewer (I):`` once, a legend, or names in its head.

``Interviewer (I):`` or ``I (Interviewer):`` makes ``I`` the interviewer, and so does a line ``I = Interviewer`` at the
head. ``Interviewee: Tom Bell`` at the head makes the informant of ``Tom``, ``Tom Bell`` and ``TB``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from benang.sources.speakers.label_key import label_key, tokens
from benang.sources.speakers.role_words import INFORMANT_WORDS, INTERVIEWER_WORDS, is_listed

_HEAD_LINES = 20
_LONGEST_LINE = 200
_MOST_READ = 200_000  # characters; a speaker is introduced early
_MOST_NAMES = 4  # words of a name
_LINE = re.compile(r"[^\r\n\v\f]+")
_BESIDE = re.compile(
    r"[ \t\u00a0]*(?P<first>[^\W\d_][^()\[\]:\uff1a=\r\n]{0,47}?)[ \t\u00a0]*[(\[\uff08]"
    r"(?P<second>[^()\[\]:\uff1a=\r\n]{1,48})[)\]\uff09][ \t\u00a0]*[:\uff1a]"
)
_PARTS = re.compile(r"[,;/|\u3001\uff0c\uff1b\u061b\u060c]|\s{3,}|\t")
_EQUALS = re.compile(r"[=:\uff1a]|\s[-\u2013\u2014]\s")


@dataclass(frozen=True)
class Introductions:
    """What a transcript says of its labels.

    Attributes:
        roles: by key of a label, interviewer or informant.
        same: by key of a label that introduces another (``Interviewer (I)``), that other's key.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)


def introductions(text: str, labels: Collection[str], renamed: Callable[[str], str] = str) -> Introductions:
    """What a text says of its labels.

    Args:
        text: of the transcript.
        labels: its labels, with pseudonyms.
        renamed: puts pseudonyms in.

    Returns:
        Roles of these labels alone; a label that is given both has none.
    """
    keys = {label_key(label) for label in labels}
    roles_of: dict[str, set[str]] = {}
    same: dict[str, str] = {}
    for first, second in _beside(text[:_MOST_READ]):
        for word, short in ((first, second), (second, first)):
            role, key = role_of(word), label_key(renamed(short))
            if role and key in keys and not role_of(short):
                roles_of.setdefault(key, set()).add(role)
                same[label_key(f"{first} ({second})")] = key
    for line in islice(_lines(text[:_MOST_READ]), _HEAD_LINES):
        if len(line) <= _LONGEST_LINE:
            for role, key in _of_head(line.strip(), keys, renamed):
                roles_of.setdefault(key, set()).add(role)
    return Introductions({key: next(iter(roles)) for key, roles in roles_of.items() if len(roles) == 1}, same)


def role_of(word: str) -> str:
    """The role that a word says, alone or with a number or letter behind it; empty where it says none."""
    key = label_key(word)
    for role, words in (("interviewer", INTERVIEWER_WORDS), ("informant", INFORMANT_WORDS)):
        if is_listed(key, words, closely=True) or (key.endswith("s") and key[:-1] in words):
            return role
    return ""


def _lines(text: str) -> Iterator[str]:
    """The lines that are not blank."""
    return (line[0] for line in _LINE.finditer(text) if not line[0].isspace())


def _beside(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and in the brackets of a label."""
    for line in _lines(text):
        if match := _BESIDE.match(line, 0, 120):
            yield match["first"].strip(), match["second"].strip()


def _of_head(line: str, keys: Collection[str], renamed: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Roles that a line of the head gives to labels: ``I = Interviewer, R = Respondent``, ``Interviewer: Mary``."""
    for part in _PARTS.split(line.strip("()[] ")):
        sides = _EQUALS.split(part, maxsplit=1)
        if len(sides) != 2:
            continue
        left, right = (side.strip(" *\u00a0") for side in sides)
        left = left.strip(" ()[]*\u00a0")
        if (role := role_of(right)) and label_key(renamed(left)) in keys:
            yield role, label_key(renamed(left))
        elif (role := role_of(left)) and right and not role_of(right):
            for name in re.split(r"\s(?:and|dan|und|et|y|e|en|&|\+)\s", right):
                yield from ((role, key) for key in _names(name, renamed) if key in keys)


def _names(name: str, renamed: Callable[[str], str]) -> Iterator[str]:
    """The keys by which a label may call a person: the name, each of its words, its initials."""
    bare = re.sub(r"[(\[\uff08].*", "", name).strip()
    words = tokens(bare)
    if not 1 <= len(words) <= _MOST_NAMES or bare.endswith(("?", "!")) or (bare.endswith(".") and len(words[-1]) > 2):
        return
    if short := re.search(r"[(\[\uff08]([^()\[\]\uff08\uff09]{1,12})", name):
        yield label_key(renamed(short[1]))  # "Interviewer: Anna Lund (AL)"
    yield label_key(renamed(bare))
    for word in words:
        yield label_key(renamed(word))
    initials = "".join(word[0] for word in words)
    if len(words) > 1:
        yield initials
        yield initials[0] + initials[-1]
