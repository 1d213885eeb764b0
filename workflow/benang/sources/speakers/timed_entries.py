"""Entries of notes that begin with a clock time, each on a line of its own: ``8:05 Thirty-one``, ``15.40. Sepi``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benang.sources.speakers.labels import Line

_TIME = re.compile(r"[ \t\u00a0]*[\[(]?([01]?\d|2[0-3])([:.])([0-5]\d)(?![\d%])(?![:.,]\d)")
_FEWEST = 2
_LONGEST_TITLE = 120
_EVENING, _MORNING = 18 * 60, 6 * 60
"""Between these minutes of two days times may go over midnight."""
_SENTENCE_ENDS = (".", "?", "!", "\u2026")


def timed_entries(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """The places in ``text`` of the lines that begin with a clock time; none where their times do not go on.

    A number at the beginning of a line that goes on from the one above (``3.50 for a ticket``) has small letters behind
    it, or does not follow on those before it, as times do.

    Args:
        text: the text.
        lines: its lines.
    """
    found = [(line.start, match) for line in lines if (match := _TIME.match(text, line.start, line.end))]
    found = [(start, match) for start, match in found if match[2] == ":" or not _goes_on(text, match.end())]
    times = [int(match[1]) * 60 + int(match[3]) for _, match in found]
    if len(found) < _FEWEST or not _follow(times):
        return frozenset()
    return frozenset(start for start, _ in found)


def _follow(times: Sequence[int]) -> bool:
    """Whether times (minutes of a day) follow one another, as those of one night do past midnight."""
    drops = [number for number in range(1, len(times)) if times[number] < times[number - 1]]
    if not drops:
        return True
    evening, morning = times[drops[0] - 1], times[drops[0]]
    return len(drops) == 1 and evening >= _EVENING and morning <= _MORNING and times[-1] < times[0]


def _goes_on(text: str, place: int) -> bool:
    """Whether a sentence goes on behind a number."""
    return text[place : place + 1] in (" ", "\u00a0") and text[place + 1 : place + 2].islower()


def is_title(text: str, spans: Sequence[tuple[int, int]], entries: frozenset[int]) -> bool:
    """Whether a text's first paragraph is what its timed entries are headed by: one short line that is no sentence.

    Args:
        text: the text.
        spans: of the paragraph's lines.
        entries: of ``timed_entries``.
    """
    if not entries or len(spans) != 1 or spans[0][0] >= min(entries):
        return False
    words = text[slice(*spans[0])].strip()
    return len(words) <= _LONGEST_TITLE and not words.endswith(_SENTENCE_ENDS)
