"""What the files themselves tell of data collection: dates and durations in heads, recordings' lengths, words.

What researchers write in ``method.yaml`` stands above it; where both speak and differ, they are told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from benang.core.problems import Problem
from benang.core.source_texts import SourceTexts
from benang.core.texts import read_texts
from benang.writing.writing import Writing

TEXTS = "from_files.yaml"
LONGEST_HEAD = 1000
"""So many characters of a source are looked at as its head."""
LONGEST_NOTE = 400
"""So many where nobody is named who speaks: the rest is what was seen."""
NEAR = 0.1
"""Two durations whose shares differ by no more are one, told with other words."""


@dataclass(frozen=True)
class FileFacts:
    """What the file of a source tells.

    Attributes:
        source_id: the source.
        kind: its kind.
        date: when it was made, ``2022-08-11``, or ``2022-08`` where no day is named; empty where nothing is told.
        minutes: how long it took, as its head or the case file says; 0 where nothing is told.
        recorded: the minutes of the recording, by its time marks; 0 where there are none.
        words: of the whole source.
    """

    source_id: str
    kind: str
    date: str
    minutes: int
    recorded: int
    words: int

    @property
    def length(self) -> int:
        """How long it took: as its head says, else as its recording lasts."""
        return self.minutes or self.recorded


def file_facts(
    sources: pd.DataFrame, turns: pd.DataFrame, cases: pd.DataFrame, texts: Mapping[str, str] | None = None
) -> list[FileFacts]:
    """What each source's file tells.

    Args:
        sources, turns, cases: the tables of those names; attributes of cases that are dates or durations are those of a
            case's interview.
        texts: the frozen texts, where ``sources`` is without them.

    Returns:
        One entry a source, in the order of the sources.
    """
    spoken = turns[turns["role"].isin(["interviewer", "informant"])].groupby("source_id")["start"].min().to_dict()
    timed = turns.groupby("source_id")[["time_start", "time_end"]].max().max(axis=1).to_dict()
    attributes = {str(case["case_id"]): case for case in cases.to_dict("records")}
    texts = SourceTexts(sources) if texts is None else texts
    facts = []
    for source in sources.drop(columns="text").to_dict("records"):
        name = str(source["source_id"])
        head = _head(texts[name], spoken.get(name))
        of = [str(case) for case in source["case_ids"]]
        case = attributes.get(of[0], {}) if len(of) == 1 and source["kind"] == "interview" else {}
        date = dates_in(head) or dates_in(_attribute(case, "date_columns"))
        minutes = minutes_in(head) or _minutes_of_clock(head) or _minutes_of(_attribute(case, "duration_columns"))
        ended = float(timed.get(name, math.nan))
        recorded = 0 if math.isnan(ended) else math.floor(ended / 60 + 0.5)
        facts.append(
            FileFacts(name, str(source["kind"]), date[0] if date else "", minutes, recorded, int(source["n_words"]))
        )
    return facts


def _head(text: str, begun: int | None) -> str:
    """What stands before anybody speaks; of a text in which nobody is named its beginning."""
    return text[:LONGEST_NOTE] if begun is None else text[: min(int(begun), LONGEST_HEAD)]


def _attribute(case: Mapping[Any, Any], columns: str) -> str:
    for column in read_texts(TEXTS)[columns]:
        if case.get(f"attribute:{column}"):
            return str(case[f"attribute:{column}"])
    return ""


def dates_in(text: str) -> list[str]:
    """The dates in a text, in their order: ``2022-08-11``, or ``2022-08`` where no day is named.

    >>> dates_in("Kamis, 11 Agustus 2022; then May 3, 2023, and 2024-02-29")
    ['2022-08-11', '2023-05-03', '2024-02-29']
    """
    found = []
    for match in _date_form().finditer(text):
        before = text[max(0, match.start() - 25) : match.start()].casefold()
        if any(word in before for word in read_texts(TEXTS)["other_dates"]):
            continue
        parts = match.groupdict()
        year = int(parts["y1"] or parts["y2"] or parts["y3"])
        named = parts["m1"] or parts["m2"]
        month = _months()[named.casefold()] if named else int(parts["m3"])
        day = int(parts["d1"] or parts["d2"] or parts["d3"] or 0)
        if 1 <= month <= 12 and day <= 31:
            found.append(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else ""))
    return found


@cache
def _months() -> dict[str, int]:
    known = read_texts(TEXTS)
    return {
        name: number
        for key in ("months", "short_months")
        for names in known[key].values()
        for number, name in enumerate(names, start=1)
    }


@cache
def _date_form() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=lambda name: (-len(name), name)))
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"\b(?:(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{{1,2}})?\.?\s+)?"
        rf"(?P<m1>{month})\.?\s+(?P<y1>{year})"
        rf"|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{year})"
        rf"|(?P<y3>{year})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))\b",
        re.IGNORECASE,
    )


@cache
def _duration_form() -> re.Pattern[str]:
    known = read_texts(TEXTS)
    hours, minutes = ("|".join(sorted(known[key], key=len, reverse=True)) for key in ("hours", "minutes"))
    return re.compile(
        rf"(?P<h>\d+(?:[.,]\d+)?)\s*(?:{hours})\b(?:\s*(?P<m>\d{{1,2}})\s*(?:{minutes})\b)?"
        rf"|(?P<only>\d+)\s*(?:{minutes})\b|\b(?:{minutes})(?:\s+(?:ke-?)?)(?P<after>\d+)\b",
        re.IGNORECASE,
    )


def durations_in(text: str) -> list[int]:
    """The durations in a text, in whole minutes.

    >>> durations_in("sekitar 47 menit, lalu 1 jam 20 menit; 1.5 hours")
    [47, 80, 90]
    """
    found = []
    for match in _duration_form().finditer(text):
        if match["h"]:
            found.append(round(float(match["h"].replace(",", ".")) * 60) + int(match["m"] or 0))
        else:
            found.append(int(match["only"] or match["after"]))
    return [minutes for minutes in found if minutes]


def minutes_in(head: str) -> int:
    """The first duration that a head tells; 0 where it tells none."""
    return next(iter(durations_in(head)), 0)


_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\s*(?:[-–—]|sampai|s/d|to|until)\s*([01]?\d|2[0-3])[.:]([0-5]\d)\b"
)


def _minutes_of_clock(head: str) -> int:
    """The minutes between two times of day: 15.40-17.25."""
    match = _CLOCK.search(head)
    if match is None:
        return 0
    begun, ended = (60 * int(match[place]) + int(match[place + 1]) for place in (1, 3))
    return (ended - begun) % (24 * 60)


def _minutes_of(cell: str) -> int:
    """The minutes of a cell of the case file, where a bare number is minutes."""
    return int(cell) if cell.isdigit() else minutes_in(cell)


def differences(writing: Writing, facts: Sequence[FileFacts]) -> list[Problem]:
    """Where ``method.yaml`` and the files tell different dates, or different lengths of interviews.

    A date is told where the text names its month and year and its day anywhere; a length where a number of it is within
    a tenth. A text without numbers is not compared.
    """
    method, problems = writing.method, []
    dates = [text for text in method.said("dates").values() if dates_in(text)]
    missing = [one for one in facts if one.date and dates and not any(_names(text, one.date) for text in dates)]
    if missing:
        problems.append(_difference(writing, "dates", [f"{one.source_id} {one.date}" for one in missing]))
    told = [durations_in(text) for text in method.said("durations").values()]
    told = [minutes for minutes in told if minutes]
    other = [
        one
        for one in facts
        if one.kind == "interview" and one.length and told and not any(_near(one.length, minutes) for minutes in told)
    ]
    if other:
        problems.append(_difference(writing, "durations", [f"{one.source_id} {one.length} min" for one in other]))
    return problems


def _difference(writing: Writing, key: str, found: Sequence[str]) -> Problem:
    line = writing.method.lines.get(key)
    return Problem("method-files-differ", writing.method_file, line, key, {"key": key, "found": "; ".join(found)})


def _names(text: str, date: str) -> bool:
    """Whether a text names a date: its month and year together, and its day as a number or within a range."""
    if not any(one[:7] == date[:7] for one in dates_in(text)):
        return False
    if len(date) < 10:
        return True
    day = int(date[8:])
    ranges = [(int(first), int(last)) for first, last in re.findall(r"\b(\d{1,2})\s*[-–]\s*(\d{1,2})\b", text)]
    named = {int(number) for number in re.findall(r"(?<![\d.,:])\d{1,2}(?![\d:])", text)}
    return date in dates_in(text) or day in named or any(first <= day <= last for first, last in ranges)


def _near(length: int, told: Iterable[int]) -> bool:
    return any(abs(length - one) <= max(2, NEAR * one) for one in told)
