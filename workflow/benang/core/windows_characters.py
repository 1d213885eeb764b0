"""Characters of Windows-1252 that came as the controls U+0080 to U+009F, and what they are.

A text in Windows-1252 that was read as Latin-1 has controls where its quotation marks, dashes and ellipses were. No
text has these controls for their own sake, but for U+0085, which also ends lines on some large computers.

Unicode Consortium, Mappings: CP1252.TXT (1998).
"""

from __future__ import annotations

import re

_NOTHING = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # five of them stand for no character

MEANT = {chr(code): bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in _NOTHING}
"""What each control stands for."""

_CHARACTERS = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_BESIDES_85 = re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f\r\n]")


def windows_characters(text: str) -> list[int]:
    """Where the controls stand.

    U+0085 is an ellipsis where the text has another such character, or line ends of another kind; else it ends lines
    itself, and is none of them.
    """
    places = [match.start() for match in _CHARACTERS.finditer(text)]
    return places if places and _BESIDES_85.search(text) else []


def mended(text: str) -> str:
    """The text, as long as before, with the signs in the place of their controls; U+0085 is an ellipsis.

    >>> mended("It\\x92s 1980\\x9688\\x85")
    'It’s 1980–88…'
    """
    return _CHARACTERS.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    return MEANT[match[0]]
