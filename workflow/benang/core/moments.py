"""When something was made, as programs for qualitative analysis, spreadsheets and people write it.

Read are ISO 8601 (``2024-03-01``, ``2024-03-01T10:22:31``, with a space for the T and with a zone), days with full
stops (``01.03.2024 10:22``, in which the day always comes first), R's ``date()`` in English (``Fri Mar  1 10:22:31
2024``, as RQDA keeps it) and the dates of PDF (``D:20240301102231+07'00'``). A date with slashes is not: nothing tells
whether its day or its month comes first.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
_ZONE = r"(?P<zone>Z|[+-]\d\d:?\d\d)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]{_CLOCK} ?{_ZONE})?",
        rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}})(?:,? {_CLOCK})?",
        rf"[a-z]{{3}} +(?P<month>{'|'.join(_MONTHS)}) +(?P<day>\d\d?) +{_CLOCK} +(?P<year>\d{{4}})",
        r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)"
        r"(?P<zone>Z|[+-]\d\d'?\d\d)?(?:[Z']|00'?00'?)*",
    )
)
_FIRST = "1980-01-02"  # before it nobody coded with a program; 1970-01-01, 0001-01-01 stand for no date


def moment(written: str) -> str | None:
    """A date in one form: a day, or a day with its time; in UTC with a ``Z`` where the zone is known.

    Midnight to the second is taken for a day alone: formats that must have a time write it so.

    Returns:
        The empty text for none, and for one that programs write where they know none (before 1980-01-02); None where it
        is no date in a form that is read.

    >>> moment("2024-03-01T10:22:31.5+07:00"), moment("1.3.2024 10:22"), moment("2024-03-01 00:00:00"), moment("3/1/24")
    ('2024-03-01T03:22:31Z', '2024-03-01T10:22:00', '2024-03-01', None)
    """
    text = " ".join(written.split())
    if not text:
        return ""
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    parts = match.groupdict()
    month = parts["month"].casefold()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    timed = bool(hour or minute or second)
    zone = (parts.get("zone") or "").upper().replace("'", "")
    try:
        when = datetime(int(parts["year"]), number, int(parts["day"]), hour, minute, second)
        if zone and timed:
            offset = "+0000" if zone == "Z" else zone.replace(":", "")
            when = datetime.strptime(f"{when:%Y-%m-%d %H:%M:%S}{offset}", "%Y-%m-%d %H:%M:%S%z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    day = f"{when.year:04}-{when.month:02}-{when.day:02}"
    if day < _FIRST:
        return ""
    return f"{day}T{when:%H:%M:%S}{'Z' if zone else ''}" if timed else day


def earliest(moments: list[str]) -> str:
    """The first of several moments as ``moment`` gives them; empty ones do not count. Empty where all are.

    >>> earliest(["2024-03-02", "", "2024-03-01T10:00:00Z"])
    '2024-03-01T10:00:00Z'
    """
    return min(filter(None, moments), default="")


def as_date_time(when: str) -> str:
    """A moment as an ``xsd:dateTime``, which has to have a time: a day alone is its midnight (see ``moment``).

    >>> as_date_time("2024-03-01")
    '2024-03-01T00:00:00Z'
    """
    return when if "T" in when else f"{when}T00:00:00Z"
