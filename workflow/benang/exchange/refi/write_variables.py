"""The kinds of a variable in REFI-QDA, and which values each can hold (XML Schema, part 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)

KINDS = ("Integer", "Float", "Boolean", "Date", "DateTime", "Text")
"""From the narrowest to the one that holds anything."""


def kind_of(values: Iterable[str]) -> str:
    """The narrowest kind that holds all ``values`` to the letter; ``Text`` where there are none.

    A number with zeros before it, a plus sign or a decimal comma is text: a program that took it for a number would
    give it back in another writing.
    """
    given = list(values)
    if not given:
        return "Text"
    return next(kind for kind in KINDS if all(holds(kind, value) for value in given))


def holds(kind: str, value: str) -> bool:
    """Whether a variable of ``kind`` can have ``value``."""
    if kind == "Integer":
        return _INTEGER.fullmatch(value) is not None
    if kind == "Float":
        return _FLOAT.fullmatch(value) is not None
    if kind == "Boolean":
        return value in ("true", "false")
    if kind == "Date":
        return _DATE.fullmatch(value) is not None and _is_date(value)
    if kind == "DateTime":
        return _DATE_TIME.fullmatch(value) is not None and _is_date_time(value)
    return kind == "Text"


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_date_time(value: str) -> bool:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    # XML Schema ends at fourteen hours from Greenwich.
    offset = moment.utcoffset()
    return offset is None or abs(offset.total_seconds()) <= 14 * 3600
