"""What people and programs write for a colour."""

from __future__ import annotations

import re
from functools import cache

from benang.core.texts import read_texts

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_CHANNELS = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\b[^()]{0,20}\)", re.IGNORECASE)


def colour_of(written: str) -> str:
    """A colour as ``#rrggbb``; empty where nobody knows it.

    Args:
        written: ``#1b9e77``, ``#1b9``, ``rgb(27, 158, 119)``, the name that a colour has in CSS (``teal``), or its
            usual name in Indonesian (``biru``).
    """
    if _HEX.fullmatch(written):
        return written.lower()
    channels = _CHANNELS.fullmatch(written)
    if channels:
        numbers = [int(number) for number in channels.groups()]
        return "#" + "".join(f"{number:02x}" for number in numbers) if max(numbers) < 256 else ""
    name = " ".join(re.split(r"[\s_-]+", written.casefold()))
    # Loaded only for who writes such a colour.
    from matplotlib.colors import is_color_like, to_hex

    known = next((one for one in (_names().get(name, ""), name.replace(" ", "")) if is_color_like(one)), "")
    # To matplotlib a number is a grey, and "none" no colour.
    return to_hex(known) if known and known != "none" and not known[0].isdigit() and known[0] != "." else ""


@cache
def _names() -> dict[str, str]:
    """Names of colours in CSS by names in other languages."""
    return {
        " ".join(re.split(r"[\s-]+", name)): css for css, names in read_texts("colours.yaml").items() for name in names
    }
