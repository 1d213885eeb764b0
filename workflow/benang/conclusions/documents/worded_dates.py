"""Dates in words in a list of references, each once.

A style may ask for the year and then for month and day. Of a date that is no numbers (``2021a``, ``in press``) each of
these is the whole date, so that a list would read "(2021a, 2021a)".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_BETWEEN = ("Space", "SoftBreak")


def worded_dates(references: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The dates in words of works as CSL JSON has them, by the id that pandoc gives their entry in the list.

    >>> worded_dates([{"id": "a", "issued": {"literal": "2021a"}}, {"id": "b", "issued": {"date-parts": [[2021]]}}])
    {'ref-a': '2021a'}
    """
    said = {f"ref-{one['id']}": str((one.get("issued") or {}).get("literal") or "") for one in references}
    return {place: date for place, date in said.items() if date}


def said_once(inlines: list[Any], date: str) -> list[Any]:
    """The inlines of an entry without the second of two equal dates that follow each other.

    Args:
        inlines: words and spaces of pandoc's tree.
        date: in words.
    """
    words = date.split()
    for start in range(len(inlines)):
        first = _words_at(inlines, start, len(words))
        second = _words_at(inlines, start + 2 * len(words), len(words))
        if len(first) < len(words) or len(second) < len(words):
            continue
        *lead, last = first
        head, *rest = second
        said = " ".join([*lead, last.removesuffix(",")])
        again = " ".join([head, *rest])
        if last.endswith(",") and said.endswith(date) and again.startswith(date):
            end = start + 2 * len(words) - 1  # behind the first date's last word
            kept = {"t": "Str", "c": last.removesuffix(",") + again[len(date) :]}
            return [*inlines[: end - 1], kept, *inlines[end + 2 * len(words) :]]
    return inlines


def _words_at(inlines: list[Any], start: int, count: int) -> list[str]:
    """So many words from a place on, parted by spaces; fewer where there is something else."""
    found: list[str] = []
    for number in range(count):
        place = start + 2 * number
        if place >= len(inlines) or inlines[place]["t"] != "Str":
            break
        if number and inlines[place - 1]["t"] not in _BETWEEN:
            break
        found.append(str(inlines[place]["c"]))
    return found
