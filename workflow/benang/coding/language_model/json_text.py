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
        ValueError: it is no JSON, is nested too deeply, names a thing twice, or is not in UTF-8.
    """
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        value: object = json.loads(text, object_pairs_hook=_each_once)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    # Programs differ in which of two values they take (RFC 8259, section 4), so that neither is what was said.
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError("a name stands twice")
    return named


def _utf8(text: str) -> bytes:
    # Half a surrogate pair, which a stranger's JSON can hold and UTF-8 cannot, is written as its JSON escape.
    return text.encode("utf-8", "backslashreplace")
