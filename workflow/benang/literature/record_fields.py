"""Names, dates and pages as the records of reference managers have them, into CSL JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from benang.core.texts import read_texts

_INITIALS = re.compile(r"(\S.*?)\s+((?:[A-Z]\.?-?){1,4})")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)([a-z])?(?![\da-z])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def names(written: Sequence[str]) -> list[dict[str, str]]:
    """Names as RIS has them: ``Family, Given, Suffix``. One without a comma is an institution's.

    Databases of medicine write a person without one, too: family name and initials (``Nurjanah S``).
    """
    found: list[dict[str, str]] = []
    for name in (each.strip().rstrip(",;") for cell in written for each in cell.split(";")):
        if not name:
            continue
        parts = [part.strip() for part in name.split(",")]
        initials = _INITIALS.fullmatch(name)
        if _is_institution(name):
            found.append({"literal": name})
        elif len(parts) > 1 and parts[0]:
            suffix = parts[2] if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]) else ""
            given = parts[1] if suffix else ", ".join(filter(None, parts[1:]))
            person = {"family": parts[0], "given": given, "suffix": suffix}
            found.append({key: value for key, value in person.items() if value})
        elif initials and initials[1].upper() != initials[1] and len(initials[1].split()) <= 3:
            found.append({"family": initials[1], "given": initials[2]})
        else:
            found.append({"literal": name})
    return found


def _is_institution(name: str) -> bool:
    """Whether a name begins as no person's does (``Dinas Kesehatan DKI``, ``Ministry of Health, Norway``)."""
    words = name.partition(",")[0].split()
    # "Bank, A." and "Bank J" are people.
    person = len(words) < 2 or (len(words) == 2 and _INITIALS.fullmatch(name) is not None)
    return not person and words[0].casefold() in _institution_words()


@cache
def _institution_words() -> frozenset[str]:
    return frozenset(word for words in read_texts("institutions.yaml").values() for word in words)


def date(written: Sequence[str]) -> dict[str, object]:
    """The date of the first field that has a year: ``2019``, ``2019/05/01/spring``, ``2019///``, ``May 2019``."""
    for value in written:
        year = _YEAR.search(value)
        if year is None:
            continue
        if year[2]:
            return {"literal": f"{year[1]}{year[2]}"}
        parts = [int(year[1])]
        numbers = value[year.end() :].split("/")[1:3] if value.startswith(year[0]) else []
        if not numbers and re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value):
            numbers = value.split("-")[1:]
        month = numbers[0].strip() if numbers else ""
        word = next((place for place, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", value, re.I)), 0)
        if month.isdecimal() and 1 <= int(month) <= 12:
            parts.append(int(month))
            day = numbers[1].strip() if len(numbers) > 1 else ""
            if day.isdecimal() and 1 <= int(day) <= 31:
                parts.append(int(day))
        elif word:
            parts.append(word)
        return {"date-parts": [parts]}
    return {"literal": written[0]} if written else {}


def pages(first: str, last: str) -> str:
    """From the first to the last page, in which a record may have both in one."""
    if not first or not last or last == first or re.search(r"[-–]", first):
        return first or last
    return f"{first}-{last}"
