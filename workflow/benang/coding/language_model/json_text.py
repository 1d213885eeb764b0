"""JSON in one canonical form, and JSON from a stranger."""

from __future__ import annotations

import json


def canonical(value: object) -> bytes:
    """A value as JSON in UTF-8, the same bytes whatever the order of its dicts: sorted keys, no spaces.

    Raises:
        ValueError: a number is not finite.
    """
    return _utf8(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False))


def readable(value: object) -> bytes:
    """A value as JSON in UTF-8 for people to read: sorted keys, a line an entry."""
    return _utf8(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n")


def parsed(data: str | bytes) -> object:
    """What JSON from a stranger holds.

    Raises:
        ValueError: it is no JSON, is nested too deeply, or is not in UTF-8.
    """
    try:
        value: object = json.loads(data if isinstance(data, str) else data.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def _utf8(text: str) -> bytes:
    # Half a surrogate pair, which a stranger's JSON can hold and UTF-8 cannot, is written as its JSON escape.
    return text.encode("utf-8", "backslashreplace")
