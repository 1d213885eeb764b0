"""Walks through the groups of an RTF file and collects its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benang.sources.readers.paragraphs import BREAK, Paragraphs
from benang.sources.readers.rtf_fonts import SYMBOL, Fonts
from benang.sources.readers.rtf_words import (
    BREAKS,
    CHARACTERS,
    CONTROL_SYMBOLS,
    OTHERS,
    READ_DESTINATIONS,
    SKIPPED_DESTINATIONS,
)
from benang.sources.readers.symbols import UNKNOWN, symbol

DEEPEST = 500
"""Groups within groups; documents have some ten."""

_TOKEN = re.compile(rb"\\(?:([A-Za-z]{1,32})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))|([{}])|[^\\{}]+")
_WORD, _NUMBERED, _BYTE, _CONTROL_SYMBOL, _BRACE = 1, 2, 3, 4, 5  # the last group of a token
_SKIPPED = re.compile(rb"\\bin(\d{1,10}) ?|\\[\s\S]|[{}]")
_MATTERS = frozenset((*READ_DESTINATIONS, *SKIPPED_DESTINATIONS, *OTHERS, *CHARACTERS, *BREAKS))
_NO_TEXT = b"\r\n\0"
_PRIVATE_USE = re.compile("[\uf000-\uf0ff]")


class TooDeep(ValueError):
    """Groups are nested deeper than any document's."""


@dataclass(slots=True)
class _State:
    """What holds inside a group until its end.

    Attributes:
        font: number of the font.
        bold, rtl_bold: whether text is bold, and whether text from right to left is.
        fallback: how many characters after a character given by number are for older programs.
        mute: the group's own text is none of the document.
    """

    font: int
    bold: bool = False
    rtl_bold: bool = False
    rtl: bool = False
    hidden: bool = False
    deleted: bool = False
    in_cell: bool = False
    fallback: int = 1
    mute: bool = False

    def copy(self) -> _State:
        return _State(
            self.font,
            self.bold,
            self.rtl_bold,
            self.rtl,
            self.hidden,
            self.deleted,
            self.in_cell,
            self.fallback,
            self.mute,
        )


class Walk:
    """Walks through a span of a file.

    Attributes:
        found: its text.
        unreadable: number of characters that its encodings do not have.
        cut_off: whether the file ended inside a group.
    """

    def __init__(self, data: bytes, fonts: Fonts, inner: bool = False) -> None:
        """``inner``: the span is a note or a text box, which holds no other."""
        self.found = Paragraphs()
        self.unreadable = 0
        self.cut_off = False
        self._data = data
        self._fonts = fonts
        self._inner = inner
        self._groups: list[_State] = []
        self._state = _State(fonts.default)
        self._place = 0
        self._starred = False  # after \*
        self._to_skip = 0  # characters that repeat, for older programs, a character given by number
        self._bytes = bytearray()  # text that waits to be decoded
        self._units = bytearray()  # characters given by number that wait, as UTF-16
        self._boxes: list[tuple[int, int]] = []
        self._rows_open = 0  # 2: of a table in a cell, too
        self._author = ""
        self._comment_starts: dict[bytes, int] = {}
        self._comment_range: tuple[int, int] | None = None

    def walk(self, start: int, end: int) -> None:
        """Collect the text of the span ``start:end`` of the file, up to the end of the group it begins with.

        Raises:
            TooDeep: groups are nested too deeply.
        """
        self._place = start
        while self._place < end:
            token = _TOKEN.match(self._data, self._place, end)
            if token is None:  # a backslash at the very end
                break
            self._place = token.end()
            kind = token.lastindex
            if kind is None:
                self._text(token[0])
            elif kind == _BYTE:
                self._text(bytes.fromhex(token[_BYTE].decode()))
            elif kind == _BRACE:
                self._flush()
                self._to_skip = 0
                if token[0] == b"{":
                    self._open()
                elif not self._close():
                    break
            elif kind == _CONTROL_SYMBOL:
                self._control_symbol(token[_CONTROL_SYMBOL].decode("latin-1"))
            else:
                number = int(token[_NUMBERED]) if kind == _NUMBERED else None
                self._word(token[_WORD].decode(), number)
        self._flush()
        if self._boxes:
            self._end_paragraph()
        self.cut_off = self.cut_off or bool(self._groups)

    # Groups

    def _open(self) -> None:
        if len(self._groups) >= DEEPEST:
            raise TooDeep
        self._groups.append(self._state)
        self._state = self._state.copy()

    def _close(self) -> bool:
        """Whether the span goes on after the end of a group."""
        if self._groups:
            self._state = self._groups.pop()
        self._starred = False
        return self._inner or bool(self._groups)

    def _group_end(self) -> int:
        """Where the present group's closing brace is."""
        depth, place = 1, self._place
        while (token := _SKIPPED.search(self._data, place)) is not None:
            place = token.end() + int(token[1] or 0)
            if token[0] == b"{":
                depth += 1
            elif token[0] == b"}":
                depth -= 1
                if not depth:
                    return token.start()
        self.cut_off = True
        return len(self._data)

    def _destination(self, word: str) -> None:
        """A group with a purpose: read it apart, mute it or go to its end."""
        start = self._place
        if word in ("shp", "shpinst", "upr", "nesttableprops"):
            self._state.mute = True
            return
        if word == "ud":
            self._state.mute = False
            return
        end = self._place = self._group_end()
        if word == "fonttbl":
            self._fonts.read_table(self._data[start:end])
        elif self._inner or self._state.deleted:
            return
        elif word == "shptxt":
            self._boxes.append((start, end))
        elif word == "atnauthor":
            self._author = self._inside(start, end)
        elif word == "atrfstart":
            self._comment_starts[self._data[start:end].strip()] = self.found.next_place
        elif word == "atrfend":
            first = self._comment_starts.pop(self._data[start:end].strip(), self.found.length)
            self._comment_range = first, max(first, self.found.length)
        elif word == "annotation":
            first_place, place = self._comment_range or (None, self.found.length)
            self.found.note(first_place, place, self._author, self._inside(start, end))
            self._author, self._comment_range = "", None
        elif word == "footnote":
            self.found.note(None, self.found.length, "", self._inside(start, end))

    def _inside(self, start: int, end: int) -> str:
        """The text of a group read apart."""
        walk = Walk(self._data, self._fonts, inner=True)
        walk.walk(start, end)
        self.unreadable += walk.unreadable
        return walk.found.text

    # Control words and symbols

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._character(number)
            return
        if word == "uc" and number is not None:  # may stand between the halves of one character
            self._state.fallback = max(number, 0)
            return
        if self._to_skip:
            self._to_skip -= 1
            return
        starred, self._starred = self._starred, False
        if word not in _MATTERS and not starred:
            return
        self._flush()
        state = self._state
        on = number != 0
        if word in READ_DESTINATIONS:
            self._destination(word)
        elif word in SKIPPED_DESTINATIONS or starred:
            self._place = self._group_end()
        elif word in ("par", "sect"):
            self._end_paragraph()
        elif word == "b":
            state.bold = on
        elif word == "ab":
            state.rtl_bold = on
        elif word in ("rtlch", "ltrch"):
            state.rtl = word == "rtlch"
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif word in BREAKS:
            self._write(BREAK)
        elif word == "f" and number is not None:
            state.font = number
        elif word == "plain":
            state.bold = state.rtl_bold = state.rtl = state.hidden = state.deleted = False
            state.font = self._fonts.default
        elif word == "v":
            state.hidden = on
        elif word in ("deleted", "mvf"):
            state.deleted = on
        elif word == "pard":
            state.in_cell = False
        elif word == "trowd":
            self._begin_row()
        elif word == "intbl":
            state.in_cell = True
            self._begin_row()
        elif word in ("cell", "nestcell"):
            self._add_boxes()
            if word == "nestcell" and self._rows_open == 1:
                self.found.begin_inner_row()
                self._rows_open = 2
            self.found.end_cell()
        elif word in ("row", "nestrow"):
            self.found.end_row(in_cell=word == "nestrow")
            self._rows_open = 1 if word == "nestrow" and self._rows_open else 0
        elif word == "bin":
            self._place += max(number or 0, 0)
        elif word == "ansicpg" and number is not None:
            self._fonts.set_code_page(number)
        elif word in ("mac", "pc", "pca"):
            self._fonts.set_code_page({"mac": 10000, "pc": 437, "pca": 850}[word])
        elif word == "deff" and number is not None:
            self._fonts.default = state.font = number

    def _control_symbol(self, character: str) -> None:
        if character == "*":
            self._starred = True
        elif self._to_skip:
            self._to_skip -= 1
        elif character in CONTROL_SYMBOLS:
            self._flush()
            self._write(CONTROL_SYMBOLS[character])
        elif character in "\r\n":  # an old way to write \par
            self._flush()
            self._end_paragraph()

    def _begin_row(self) -> None:
        """Nothing marks where a row of a table begins; what its first paragraph or the row's own settings say, does."""
        if not self._rows_open and not self._state.mute:
            self.found.begin_row()
            self._rows_open = 1

    def _end_paragraph(self) -> None:
        # A deleted end joins the paragraph to the next one.
        if not self._state.deleted and not self._state.mute:
            self.found.end_paragraph(self._state.in_cell)
            self._add_boxes()

    def _add_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for start, end in boxes:
            for line in self._inside(start, end).split("\n"):
                self.found.write(line)
                self.found.end_paragraph(self._state.in_cell)

    # Text

    def _text(self, text: bytes) -> None:
        text = text.translate(None, _NO_TEXT)
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text:
            if self._units:
                self._flush()
            self._bytes += text

    def _character(self, number: int) -> None:
        if self._bytes:
            self._flush()
        self._units += (number & 0xFFFF).to_bytes(2, "little")
        self._to_skip = self._state.fallback

    def _flush(self) -> None:
        """Decode what waits."""
        if self._bytes:
            encoding = self._fonts.encoding(self._state.font)
            if encoding == SYMBOL:
                name = self._fonts.name(self._state.font)
                text = "".join(symbol(name, 0xF000 + byte) if byte > 0x20 else " " for byte in self._bytes)
            else:
                text = self._bytes.decode(encoding, "replace")
            self._bytes.clear()
            self._write(text)
        elif self._units:
            text = self._units.decode("utf-16-le", "replace")
            if self._fonts.encoding(self._state.font) == SYMBOL:
                name = self._fonts.name(self._state.font)
                text = _PRIVATE_USE.sub(lambda found: symbol(name, ord(found[0])), text)
            self._units.clear()
            self._write(text)

    def _write(self, text: str) -> None:
        state = self._state
        if state.mute or state.deleted:
            return
        if state.hidden:
            self.found.hidden += len(text)
            return
        self.unreadable += text.count(UNKNOWN)
        self.found.write(text, state.bold or (state.rtl and state.rtl_bold))
