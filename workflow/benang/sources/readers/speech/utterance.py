"""What a recogniser heard: utterances and words, and how their values are read from JSON that nobody has checked.

A value that is missing or of a wrong type never stops the reading. What is no text is left out and counted; a time that
is no number is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from benang.text.words import UNSPACED

Json = Mapping[str, object]

PAUSE = 2.0
"""Seconds of silence after which words of one speaker begin a new utterance."""

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,9})?)")
_NO_SPACE = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A span of speech; times are seconds, ``channel`` is the track of the recording, where the file tells it."""

    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an utterance; ``joined``: it follows the word before it without a space (punctuation)."""

    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None
    joined: bool = False


@dataclass
class Unread:
    """How many parts of a file have not the form they should have."""

    count: int = 0

    def entries(self, values: object) -> Iterator[Json]:
        """The objects in a list; anything else in it is counted."""
        if isinstance(values, list):
            for value in values:
                if isinstance(value, dict):
                    yield value
                else:
                    self.count += 1
        elif values is not None:
            self.count += 1

    def text(self, entry: Json, *keys: str) -> str:
        """The text under the first of the keys that has one; empty, and counted, where it is of another type."""
        value = first(entry, *keys)
        if isinstance(value, str):
            return value
        if not isinstance(value, bool) and number(value) is not None:
            return str(value)
        self.count += value is not None
        return ""


def first(entry: object, *keys: str) -> object:
    """The value of the first key that is there and not null; None where there is none or ``entry`` is no object."""
    if isinstance(entry, dict):
        for key in keys:
            value = entry.get(key)
            if value is not None:
                return value
    return None


def first_object(values: object) -> Json:
    """The first object of a list, such as the likeliest of several readings; an empty one where there is none."""
    found = next((value for value in values if isinstance(value, dict)), None) if isinstance(values, list) else None
    return found or {}


def has_list(entry: object, key: str) -> bool:
    """Whether ``entry`` is an object with a list under the key."""
    return isinstance(entry, dict) and isinstance(entry.get(key), list)


def number(value: object) -> float | None:
    """A finite number, also one written as a string; None for anything else."""
    if isinstance(value, str) and len(value) <= 40:
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        value = float(value)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def seconds(value: object, units: float = 1) -> float | None:
    """A time in seconds, to the millisecond.

    Args:
        value: a number, a number as a string, or a clock such as ``00:01:02,500``.
        units: how many of the number's units are a second.
    """
    if isinstance(value, str) and (clock := _CLOCK.fullmatch(value)):
        return round(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3].replace(",", ".")), 3)
    read = number(value)
    return None if read is None else round(read / units, 3)


def speaker(value: object, kind: str = "Speaker") -> str:
    """A speaker (or another ``kind``: a channel) as written, a number as ``Speaker 0``; empty where there is none."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{kind} {value}" if 0 <= value < 10**9 else ""
    if isinstance(value, str):
        return f"{kind} {value.strip()}" if value.strip().isdecimal() else value.strip()
    return ""


def timed_words(words: object, unread: Unread, *keys: str, units: float = 1) -> Iterator[Word]:
    """A list of words, each with its speaker and times under the names that most recognisers give them.

    Args:
        words: the list.
        unread: counts what has not that form.
        keys: where a word's text may stand.
        units: how many units of the times are a second.
    """
    for word in unread.entries(words):
        times = seconds(word.get("start"), units), seconds(word.get("end"), units)
        yield Word(unread.text(word, *keys), speaker(word.get("speaker")), *times)


def grouped(words: Iterable[Word], channel: str = "") -> Iterator[Utterance]:
    """Words as utterances: a new one where the speaker changes, or after a pause."""
    group: list[Word] = []
    end: float | None = None
    for word in words:
        if not word.text.strip():
            continue
        pause = word.start is not None and end is not None and word.start - end >= PAUSE
        if group and not word.joined and (word.speaker != group[-1].speaker or pause):
            yield _utterance(group, channel)
            group, end = [], None
        group.append(word)
        end = end if word.end is None else word.end
    if group:
        yield _utterance(group, channel)


def _utterance(words: list[Word], channel: str) -> Utterance:
    pieces: list[str] = []
    for word in words:
        text = word.text.strip()
        # Scripts without spaces between words have none here either.
        unspaced = pieces and _NO_SPACE.match(pieces[-1][-1]) and _NO_SPACE.match(text)
        if pieces and not word.joined and not unspaced:
            pieces.append(" ")
        pieces.append(text)
    starts = [word.start for word in words if word.start is not None]
    ends = [word.end for word in words if word.end is not None]
    return Utterance(
        "".join(pieces), words[0].speaker, starts[0] if starts else None, ends[-1] if ends else None, channel
    )
