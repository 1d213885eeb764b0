"""Who asks in a transcript: told by question marks and question words, whatever the speakers are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from benang.sources.speakers.role_words import asks_in
from benang.text.words import UNSPACED

_MARKS = "?\u061f\uff1f\u037e\u055e"
_QUESTION = re.compile(f"[{_MARKS}]")
_GREEK_QUESTION = re.compile(f"[{_MARKS};]")
_WORD = re.compile(r"[\w'\u2019-]+")
_LONGEST_QUESTION = 30  # words; a longer turn is asked by its mark alone
_FEWEST_ASKED = 0.3  # share of somebody's turns that ask
_CLEARLY = 1.5  # times the share of the next
_AT_LENGTH = 2.0  # times the words of the other, where only two speak
_NEARLY_ALL = 0.75  # share of all questions
_OFTEN = 0.4  # share of somebody's turns that ask, who speaks less than the others together
_ALWAYS = 0.8  # and of somebody who speaks as much


class Said(NamedTuple):
    """What a speaker says in a source, in numbers: turns, turns that ask, words."""

    turns: int = 0
    asks: int = 0
    words: int = 0

    def and_turn(self, asks: bool, words: int) -> Said:
        """With one more turn."""
        return Said(self.turns + 1, self.asks + asks, self.words + words)


def said_by(turns: Iterable[tuple[str, str]], language: str) -> dict[str, Said]:
    """What each speaker says, in numbers.

    Args:
        turns: speaker and words of each turn.
        language: of what is said.
    """
    words, marks = asks_in(language), question_marks(language)
    found: dict[str, Said] = {}
    for speaker, text in turns:
        one = found.get(speaker, Said())
        found[speaker] = one.and_turn(is_asked(text, words, marks), len(_WORD.findall(text)))
    return found


def question_marks(language: str) -> re.Pattern[str]:
    """The marks of a question in a language; only Greek asks with a semicolon."""
    return _GREEK_QUESTION if language.startswith("el") else _QUESTION


def is_asked(said: str, words: frozenset[str], marks: re.Pattern[str]) -> bool:
    """Whether a turn asks: by a question mark, or by how it begins; in scripts without spaces by any question word."""
    if marks.search(said):
        return True
    begin = [word.casefold() for word in _WORD.findall(said[:400])]
    if len(begin) > _LONGEST_QUESTION:
        return False
    if any(" ".join(begin[:count]) in words for count in (1, 2, 3)):
        return True
    return any(re.search(f"[{UNSPACED}]", word) and word in said for word in words)


def asker_of(speakers: Mapping[str, Said]) -> str:
    """Who asks: whose turns ask clearly more often than the others'; of two, who asks more and speaks far less."""
    if len(speakers) < 2:
        return ""
    share = {label: one.asks / one.turns for label, one in speakers.items()}
    first, second = sorted(speakers, key=lambda label: (-share[label], speakers[label].words, label))[:2]
    most = max(one.words for label, one in speakers.items() if label != first)
    if share[first] >= _FEWEST_ASKED and share[first] >= _CLEARLY * share[second]:
        return first
    shorter = most >= _AT_LENGTH * max(speakers[first].words, 1)
    return first if len(speakers) == 2 and shorter and share[first] >= share[second] else ""


def plain_asker(speakers: Mapping[str, Said]) -> str:
    """Who asks nearly all the questions, and does little else; empty where nobody does.

    Sure enough to speak against a letter: an informant may ask back, or end what is told with "you know?", but speaks
    longer than who asks.
    """
    asked = sum(one.asks for one in speakers.values())
    if len(speakers) < 2 or not asked:
        return ""
    first = max(sorted(speakers), key=lambda label: speakers[label].asks)
    one = speakers[first]
    share, others = one.asks / one.turns, sum(other.words for other in speakers.values()) - one.words
    plain = share >= _ALWAYS or (share >= _OFTEN and one.words < others)
    return first if plain and one.asks >= _NEARLY_ALL * asked else ""
