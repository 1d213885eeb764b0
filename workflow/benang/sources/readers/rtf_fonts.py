"""How the bytes of an RTF file are encoded: by the character set of their font, or by the document's code page."""

from __future__ import annotations

import codecs
import re

SYMBOL = "symbol"
"""In place of an encoding: the font has characters of its own."""

_OF_CHARSET = {
    0: "cp1252",
    2: SYMBOL,
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_MAC_ROMAN = 10000  # as a code page
_FONT_TOKEN = re.compile(rb"\\(f|fcharset|cpg)(\d{1,5})|\\[A-Za-z]+-?\d*|([^\\{}]+)")


class Fonts:
    """The fonts of a document.

    Attributes:
        code_page: the encoding of text in a font that names none.
        default: number of the font of text that names none.
    """

    def __init__(self) -> None:
        self.code_page = "cp1252"
        self.default = -1
        self._encodings: dict[int, str] = {}
        self._names: dict[int, str] = {}

    def set_code_page(self, number: int) -> None:
        """Take a Windows code page (``\\ansicpg``) for text in a font that names none."""
        self.code_page = _of_code_page(number) or self.code_page

    def read_table(self, table: bytes) -> None:
        """Take in the inside of the group ``\\fonttbl``."""
        font = -1
        for word, number, text in _FONT_TOKEN.findall(table):
            if word == b"f":
                font = int(number)
            elif word == b"fcharset" and int(number) in _OF_CHARSET:
                self._encodings.setdefault(font, _OF_CHARSET[int(number)])
            elif word == b"cpg" and (encoding := _of_code_page(int(number))):
                self._encodings[font] = encoding
            elif name := text.strip(b" ;\r\n"):
                self._names.setdefault(font, name.decode("latin-1"))

    def encoding(self, font: int) -> str:
        """The encoding of bytes in a font; ``SYMBOL`` where it has characters of its own."""
        return self._encodings.get(font, self.code_page)

    def name(self, font: int) -> str:
        """The name of a font."""
        return self._names.get(font, "")


def _of_code_page(number: int) -> str:
    if number == _MAC_ROMAN:
        return "mac-roman"
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return ""
