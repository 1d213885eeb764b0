"""What people and programs write for a colour."""

from __future__ import annotations

import re
from functools import cache

from benang.core.texts import read_texts

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORT_HEX = re.compile(r"#[0-9A-Fa-f]{3}")
_CHANNELS = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\b[^()]{0,20}\)", re.IGNORECASE)


def colour_of(written: str) -> str:
    """A colour as ``#rrggbb``; empty where nobody knows it.

    Args:
        written: ``#1b9e77``, ``#1b9``, ``rgb(27, 158, 119)``, a usual name of CSS (``teal``), or one in Indonesian
            (``biru``).
    """
    if _HEX.fullmatch(written):
        return written.lower()
    if _SHORT_HEX.fullmatch(written):
        return "#" + "".join(digit * 2 for digit in written[1:].lower())
    channels = _CHANNELS.fullmatch(written)
    if channels:
        numbers = [int(number) for number in channels.groups()]
        return "#" + "".join(f"{number:02x}" for number in numbers) if max(numbers) < 256 else ""
    return _hex().get(_spelt(written), "")


@cache
def _hex() -> dict[str, str]:
    """Colours by their names."""
    return {_spelt(name): colour for colour, names in read_texts("colours.yaml").items() for name in names}


def _spelt(name: str) -> str:
    """A name of a colour without its spaces and hyphens, in small letters."""
    return re.sub(r"[\s_-]+", "", name.casefold())
