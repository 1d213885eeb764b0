"""Characters of symbol fonts, which have no meaning without their font."""

from __future__ import annotations

_SYMBOLS = {
    ("wingdings", 0x4A): "☺",
    ("wingdings", 0x4C): "☹",
    ("wingdings", 0x9F): "•",
    ("wingdings", 0xA7): "▪",
    ("wingdings", 0xD8): "➢",
    ("wingdings", 0xDF): "←",
    ("wingdings", 0xE0): "→",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFC): "✓",
    ("symbol", 0xAE): "→",
    ("symbol", 0xB7): "•",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB1): "±",
}
UNKNOWN = "\ufffd"


def symbol(font: str, code: int) -> str:
    """The character that a character of a font stands for; U+FFFD where that cannot be told.

    Symbol fonts sit in the private use area (U+F000 to U+F0FF). Any other code is a code point.
    """
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get((font.casefold(), code & 0xFF), UNKNOWN)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else UNKNOWN
