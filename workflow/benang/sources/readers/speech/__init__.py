"""What speech recognisers write as JSON: one module a shape, told by content and not by the file's name.

The raw text is taken from the file, one utterance a line; each line is a voice with its speaker and times. The module
of a shape has ``NAME``, ``recognises(tree)`` and ``utterances(tree, unread)``; its entry in ``SHAPES`` is all that a
new one needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol

from benang.core.encoding import characters_mended, decode
from benang.core.problems import Problem, StudyError
from benang.core.windows_characters import mended
from benang.sources.document import Document, Voice
from benang.sources.readers.bounds import MOST_PARTS
from benang.sources.readers.speaker_name import speaker_name
from benang.sources.readers.speech import assemblyai, aws, azure, deepgram, google, rev, whisper
from benang.sources.readers.speech.utterance import Unread, Utterance

FORMAT = "json"


class Shape(Protocol):
    """What the module of a shape offers."""

    @property
    def NAME(self) -> str:
        """The recogniser, as people call it."""

    def recognises(self, tree: object) -> bool:
        """Whether the file has this shape."""

    def utterances(self, tree: object, unread: Unread) -> Iterator[Utterance]:
        """What was said, in order; counts in ``unread`` what has not the form of the shape."""


SHAPES: tuple[Shape, ...] = (azure, deepgram, aws, google, rev, assemblyai, whisper)
"""The shapes, in the order in which they are tried."""

MOST_VALUES = 5_000_000
"""A larger tree is not built: it may take a gigabyte. Forty hours of talk with the time of every word have as many."""

_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:\[\s*+)?\{\s*+\"")
_LINE_ENDS = re.compile("[\r\n\v\f\x1c-\x1e\u2028\u2029]+")
_ESCAPED_CHARACTER = re.compile(r"(?<!\\)((?:\\\\)*+)\\u00([89][0-9A-Fa-f])")  # of Windows-1252, as a control
_SURROGATE = re.compile("[\ud800-\udfff]")


def recognises(data: bytes) -> bool:
    """The opening of a JSON object, alone or in a list, in an 8-bit encoding."""
    return _OPENING.match(data) is not None


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read the JSON of a speech recogniser.

    Raises:
        StudyError: its encoding cannot be told, it is no JSON (``speech-json-broken``, ``speech-json-deep``,
            ``speech-json-large``), of no known shape (``speech-shape-unknown``), or holds no text (``source-empty``).
    """
    text, name, found = decode(data, encoding, shown_name)
    if places := [match.start() for match in _ESCAPED_CHARACTER.finditer(text)]:
        found = (*found, characters_mended(text, places, shown_name))
        text = _ESCAPED_CHARACTER.sub(lambda match: match[1] + mended(chr(int(match[2], 16))), text)
    tree = _parsed(text, shown_name)
    shape = next((shape for shape in SHAPES if shape.recognises(tree)), None)
    if shape is None:
        known = ", ".join(sorted(shape.NAME for shape in SHAPES))
        raise StudyError([Problem("speech-shape-unknown", shown_name, values={"known": known})])
    unread = Unread()
    spoken = ((one, _one_line(one.text)) for one in shape.utterances(tree, unread))
    # One more than a source may hold: then it is refused for it.
    heard = _by_channel([replace(one, text=text) for one, text in islice(filter(_has_text, spoken), MOST_PARTS + 1)])
    if not heard:
        raise StudyError([Problem("source-empty", shown_name)])
    voices = []
    place = 0
    wrong: list[int] = []
    for line, one in enumerate(heard, start=1):
        start, end, sound = _sound_times(one)
        if not sound:
            wrong.append(line)
        voices.append(Voice(place, place + len(one.text), speaker_name(one.speaker), start, end))
        place += len(one.text) + 1
    problems = list(found)
    if unread.count:
        problems.append(Problem("speech-parts-unread", shown_name, values={"count": unread.count}))
    if wrong:
        problems.append(Problem("speech-times-unused", shown_name, wrong[0], values={"count": len(wrong)}))
    raw = "\n".join(one.text for one in heard)
    return Document(raw, FORMAT, voices=tuple(voices), encoding=name, problems=tuple(problems))


def _parsed(text: str, shown_name: str) -> object:
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise StudyError([Problem("speech-json-large", shown_name, values={"limit": MOST_VALUES})])
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise StudyError([Problem("speech-json-deep", shown_name)]) from None
    except json.JSONDecodeError as error:
        problem = Problem("speech-json-broken", shown_name, error.lineno, f"column {error.colno}")
        raise StudyError([problem]) from None
    except ValueError:  # a number of thousands of digits
        raise StudyError([Problem("speech-json-broken", shown_name)]) from None


def _has_text(spoken: tuple[Utterance, str]) -> bool:
    return bool(spoken[1])


def _one_line(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _LINE_ENDS.sub(" ", text)).strip()


def _by_channel(heard: Sequence[Utterance]) -> list[Utterance]:
    """Where the recording has several channels: the utterances by time, each with its channel's name."""
    if len({one.channel for one in heard}) < 2:
        return list(heard)
    latest = 0.0
    timed = []
    for one in heard:
        latest = latest if one.start is None else one.start
        timed.append((latest, replace(one, speaker=f"{one.channel} {one.speaker}".strip())))
    return [one for _, one in sorted(timed, key=lambda pair: pair[0])]


def _sound_times(one: Utterance) -> tuple[float | None, float | None, bool]:
    """The times of an utterance, without those that cannot be, and whether all could be."""
    start, end = one.start, one.end
    if start is not None and start < 0:
        return None, None, False
    if end is not None and end < (start or 0):
        return start, None, False
    return start, end, True
