"""How transcripts write a time of the recording: patterns of it, and the seconds it gives.

A clock (``00:12``, ``01:02:03.5``, ``01:02:03:12`` with frames, which are not counted), one with tenths behind a hyphen
(``00:00:05-3``, as f4, f5 and MAXQDA write it, mostly between ``#``), one with full stops (``00.12.03``, in brackets
only), and one in words (``0 minutes 3 seconds``).
"""

from __future__ import annotations

import re

_FRAMES = r"[:;]\d\d(?![\d:])"  # of a second, as video editors count them: 00:01:05:12
TIME = rf"\d{{1,3}}:[0-5]\d(?::[0-5]\d(?:{_FRAMES})?)?(?:[.,]\d{{1,3}})?"
"""A clock."""

DOTTED = r"\d{1,2}\.[0-5]\d(?:\.[0-5]\d)?"
"""A clock with full stops, as Indonesian writes times."""

HASHED = r"#\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,\-]\d{1,3})?#"
"""A clock between ``#``."""

_UNITS = {
    3600: "h|hours?|hrs?|jam|stunden?|heures?|horas?|ore|ora|uur|uren|godzin[aęy]?|часа?|часов",
    60: "m|min|mins|minutes?|menit|minuten?|minutos?|minuti|minuto|minuten|minut[aęy]?|минут[аы]?",
    1: "s|sec|secs|seconds?|detik|sekunden?|secondes?|segundos?|secondi|secondo|seconden|sekund[aęy]?|секунд[аы]?",
}
_PART = {seconds: rf"\d{{1,3}}[ \u00a0]?(?:{words})(?![^\W\d_])\.?" for seconds, words in _UNITS.items()}
IN_WORDS = (
    rf"(?i:(?:{_PART[3600]},?[ \u00a0])?(?:{_PART[60]},?[ \u00a0]){_PART[1]}|{_PART[3600]},?[ \u00a0]{_PART[60]}"
    r"|\d{1,3}[ \u00a0](?:seconds?|detik|sekunden?|secondes?|segundos?|secondi|seconden))"
)
"""A time in words: with minutes and seconds, or in full words the seconds alone."""

_CLOCK = re.compile(
    rf"(\d{{1,3}}(?::[0-5]\d){{1,2}})(?:(?<=:\d\d:\d\d){_FRAMES})?(?:[.,](\d{{1,3}})|-(\d{{1,2}})(?![\d:.]))?"
)
_IN_WORDS = {
    seconds: re.compile(rf"(\d{{1,3}})[ \u00a0]?(?:{words})(?![^\W\d_])", re.I) for seconds, words in _UNITS.items()
}


def seconds_in(written: str) -> list[float]:
    """The seconds of the times that a span of text holds, in order; of a time in words one alone.

    >>> seconds_in("#00:01:05-3#"), seconds_in("00:12 - 00:15"), seconds_in("1 minute 5 seconds")
    ([65.3], [12.0, 15.0], [65.0])
    """
    if found := _CLOCK.findall(written):
        return [_seconds(clock, more or tenths) for clock, more, tenths in found]
    if dotted := re.search(DOTTED, written):
        return [_seconds(dotted[0].replace(".", ":"), "")]
    words = {seconds: pattern.search(written) for seconds, pattern in _IN_WORDS.items()}
    if any(words.values()):
        return [float(sum(seconds * int(match[1]) for seconds, match in words.items() if match))]
    return []


def _seconds(clock: str, fraction: str) -> float:
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    # Whole microseconds, so that one time is one number.
    return (total * 1_000_000 + int(fraction.ljust(6, "0") or 0)) / 1_000_000
