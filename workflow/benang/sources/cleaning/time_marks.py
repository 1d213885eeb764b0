"""Times of the recording within what is said: ``[00:12:03]``, ``(12:34)``, ``<00:01:02.5>``, ``#00:00:05-3#``.

Only in brackets, between ``#``, or on a line of their own (``00:05:00``, ``0 minutes 3 seconds``), and only where they
can be nothing else. ``(08:00)`` and ``(3:16)`` may be a time of the day or a verse: they are times of the recording
only where they lie between those that stand before and after them in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from benang.text.clock import IN_WORDS, TIME, seconds_in

_CLOSING = {"[": "]", "(": ")", "<": ">", "{": "}", "#": "#"}
_LAST_HOUR = 24
_MINUTE = 60
_FEWEST_LINES = 3  # times that stand on lines of their own, in order, of a recording whose text has them throughout


def _clock(name: str) -> str:
    return (
        rf"(?:(?P<{name}_h>[0-9]{{1,2}}):)?(?P<{name}_m>[0-9]{{1,3}}):(?P<{name}_s>[0-9]{{2}})"
        rf"(?:(?<=[0-9]:[0-9][0-9]:[0-9][0-9])[:;][0-9][0-9](?![0-9:]))?(?:[.,](?P<{name}_f>[0-9]{{1,6}})|-(?P<{name}_t>[0-9]{{1,2}})(?![0-9:]))?"
    )


_MARK = re.compile(
    rf"(?P<open>[\[(<{{#])\s?{_clock('start')}(?:\s?(?:-->|[-\u2013\u2014])\s?{_clock('end')})?\s?"
    r"(?P<close>[\])>}#])"
)
# Alone on a line; a time in words may have the clock behind it.
_LINE = re.compile(
    rf"^[ \t\u00a0]*(?:(?P<time>{TIME}(?:[ \t]*(?:-->|[-\u2013\u2014]|,)[ \t]*{TIME})?)"
    rf"|(?P<words>{IN_WORDS})(?:[ \t]*{TIME})?)[ \t\u00a0\r]*$",
    re.M,
)


class TimeMark(NamedTuple):
    """A time within an utterance: where it stands, and the seconds it gives; ``time_end`` only of a range.

    ``on_line``: it has a line to itself.
    """

    start: int
    end: int
    time_start: float
    time_end: float | None
    on_line: bool = False


class SpokenTime(NamedTuple):
    """A time that was taken out of an utterance: where in the raw text what it tells the time of begins; seconds."""

    raw_place: int
    time_start: float
    time_end: float | None


def find_time_marks(utterances: Sequence[str], named: Sequence[bool] = ()) -> list[list[TimeMark]]:
    """The times within utterances.

    Args:
        utterances: all utterances of a source, in order.
        named: of each, whether its speaker is named: who is asked for a time may answer with nothing else. Without it
            all are.

    Returns:
        For each of them its times, in order.
    """
    found: list[tuple[int, TimeMark, bool]] = []
    on_lines: list[float] = []
    for number, text in enumerate(utterances):
        here = _lines(number, text, not named or named[number])
        on_lines += [mark.time_start for _, mark, _ in here]
        for match in _MARK.finditer(text) if ":" in text else ():
            start, end = _seconds(match, "start"), _seconds(match, "end")
            is_range = match["end_m"] is not None
            if match["close"] != _CLOSING[match["open"]] or start is None:
                continue
            if not is_range or (end is not None and end >= start):
                here.append((number, TimeMark(*_with_double(text, match), start, end), _is_sure(text, match)))
        done = 0
        for one in sorted(here, key=lambda one: one[1].start):
            # A time on its line may stand in brackets that reach over several.
            if one[1].start >= done:
                found.append(one)
                done = one[1].end
    throughout = len(on_lines) >= _FEWEST_LINES and on_lines[0] < _MINUTE and on_lines == sorted(on_lines)
    if throughout:
        found = [(number, mark, sure or mark.on_line) for number, mark, sure in found]
    marks: list[list[TimeMark]] = [[] for _ in utterances]
    following = _next_sure(found)
    before: float | None = None
    for (number, mark, sure), after in zip(found, following, strict=True):
        if sure or (before is not None and after is not None and before <= mark.time_start <= after):
            marks[number].append(mark)
            before = mark.time_start
    return marks


def _lines(number: int, text: str, is_named: bool) -> list[tuple[int, TimeMark, bool]]:
    """The times that stand alone on a line of an utterance, each with its number and whether it is sure."""
    if is_named and "\n" not in text:
        return []
    marks = []
    for match in _LINE.finditer(text):
        if is_named and match.start() == 0:
            continue
        times = seconds_in(match["words"] or match["time"])
        sure = match["words"] is not None or match["time"].count(":") > 1 or times[0] < _MINUTE
        start = match.start("words") if match["words"] else match.start("time")
        end = match.start() + len(match[0].rstrip())
        mark = TimeMark(start, end, times[0], times[1] if len(times) > 1 else None, on_line=True)
        marks.append((number, mark, sure))
    return marks


def _next_sure(found: Sequence[tuple[int, TimeMark, bool]]) -> list[float | None]:
    """For each time the next sure one behind it."""
    following: list[float | None] = []
    after: float | None = None
    for _, mark, sure in reversed(found):
        following.append(after)
        after = mark.time_start if sure else after
    return following[::-1]


def _with_double(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the time stands, with the second pair of brackets in ``((00:12))``."""
    start, end = match.span()
    doubled = text[max(start - 1, 0) : start] == match["open"] and text[end : end + 1] == match["close"]
    return (start - 1, end + 1) if doubled else (start, end)


def _is_sure(text: str, match: re.Match[str]) -> bool:
    doubled = match.span() != _with_double(text, match)
    if match["open"] != "(" or doubled or match["start_h"] or match["start_f"] or match["start_t"] or match["end_m"]:
        return True
    minutes, seconds = match["start_m"], int(match["start_s"])
    return int(minutes) == 0 or (len(minutes) > 1 and (int(minutes) >= _LAST_HOUR or seconds % 5 > 0))


def _seconds(match: re.Match[str], name: str) -> float | None:
    """The time in seconds, in whole microseconds so that one time is one number; None where it is no time."""
    hours, minutes, seconds, fraction, tenths = (match[f"{name}_{part}"] for part in "hmsft")
    if minutes is None or int(seconds) > 59 or (hours and int(minutes) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return (whole * 1_000_000 + int((fraction or tenths or "0").ljust(6, "0"))) / 1_000_000
