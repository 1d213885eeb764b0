"""What Taguette counts as the text of a document, and back: its HTML without mark-up, in UTF-8 bytes.

A browser and html5lib agree on it: tags are nothing, a character reference is its character, CR LF and CR are LF, a
line feed right after ``<pre>`` is nothing, NUL is nothing. Two blocks with no line end between them are shown on lines
of their own, so a line end is put between them here; Taguette's positions do not count it.

Rampin, R. and Rampin, V. Taguette, https://www.taguette.org: ``extract.py``, ``static/js/taguette.js`` (describePos).
WHATWG, HTML Living Standard, 13.2.5.80 (numeric character references), 13.2.6 (tree construction).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right

from benang.sources.readers.html_marks import BLOCKS, MARK, Marks
from benang.text.text_key import Span

_CELLS = ("td", "th")
_LINES = BLOCKS | {"tr"}
_LINE_END = re.compile(r"\r\n?")
_HIGH_SURROGATE, _LAST_SURROGATE, _LAST_POINT = 0xD800, 0xDFFF, 0x10FFFF
# NUL is not among the references that stand for it; a surrogate is no character.
_NOT_STORED = re.compile("[\0\ud800-\udfff]")
# Taguette's guard against unsafe HTML lets these pass only as references, and a parser takes a CR for an LF.
_REFERENCED = {code: f"&#{code};" for code in range(1, 32) if chr(code) not in "\t\n"}
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", **_REFERENCED}


class DocumentText:
    """The text of a document of Taguette.

    Attributes:
        counted: what Taguette counts, tags stripped.
        text: the same with a line end between blocks that have none, and a tab between such cells of a table.
    """

    def __init__(self, contents: str) -> None:
        self._source = _LINE_END.sub("\n", contents)
        self._pieces: list[str] = []
        self._shown: list[str] = []
        self._length = 0
        self._breaks: list[int] = []  # where in the counted text a character was put in
        self._started = False  # there were words
        self._separator = ""  # what parts the next words from those before
        self._space: set[str] = set()  # the kinds of white space since the last words
        self._after_pre = False
        self._read()
        self.counted = "".join(self._pieces)
        self.text = "".join(self._shown)

    def span(self, start: int, end: int) -> Span:
        """Where a span of the counted text is in the text."""
        return start + bisect_right(self._breaks, start), end + bisect_left(self._breaks, end)

    def _read(self) -> None:
        marks, place = Marks(self._source), 0
        while (mark := MARK.search(self._source, place)) is not None:
            self._add(self._source[place : mark.start()])
            if mark["reference"]:
                self._add(_character(mark["reference"]))
                place = mark.end()
                continue
            if mark["name"]:
                end = marks.tag_end(mark.end())
            else:
                end = marks.after("-->" if mark["other"] == "<!--" else ">", mark.end())
            if end < 0:
                self._add(mark[0])
                place = mark.end()
                continue
            place = end
            if mark["name"]:
                self._tag(mark["name"].lower())
        self._add(self._source[place:])

    def _tag(self, name: str) -> None:
        self._after_pre = name == "pre"
        plain = name.removeprefix("/")
        if plain in _LINES:
            self._separator = "\n"
        elif plain in _CELLS:
            self._separator = self._separator or "\t"

    def _add(self, text: str) -> None:
        text = text.replace("\0", "")
        if self._after_pre and text:
            self._after_pre = False
            text = text.removeprefix("\n")
        words = text.lstrip()
        if words:
            self._space.update(text[: len(text) - len(words)])
            if self._separator and self._started and self._space.isdisjoint((self._separator, "\n")):
                self._breaks.append(self._length)
                self._shown.append(self._separator)
            self._separator, self._started, self._space = "", True, set()
        self._space.update(text[len(text.rstrip()) :])
        self._pieces.append(text)
        self._shown.append(text)
        self._length += len(text)


def plain_text(contents: str) -> str:
    """HTML without its mark-up, as Taguette counts it."""
    return DocumentText(contents).counted


def as_html(text: str, whole: bool = True) -> str:
    """A text as a document of Taguette, or as the snippet of one: a paragraph a line.

    The counted text of the result is ``text``, but for characters that HTML cannot hold (``storable``).

    Args:
        text: the text, or the span of it that is marked.
        whole: whether it is a whole text; a span has no empty paragraph at its edges.
    """
    lines = storable(text).translate(_ESCAPES).split("\n")
    last = len(lines) - 1
    return "\n".join(
        f"<p>{line}</p>" if line or whole or 0 < number < last else "" for number, line in enumerate(lines)
    )


def storable(text: str) -> str:
    """A text with U+FFFD for each character that cannot be stored: NUL and halves of surrogate pairs."""
    return _NOT_STORED.sub("\ufffd", text)


def _character(reference: str) -> str:
    """What a character reference stands for; Python leaves out control characters, which a browser does not."""
    if not reference.startswith("&#"):
        return html.unescape(reference)
    digits = reference[2:].rstrip(";")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code == 0 or _HIGH_SURROGATE <= code <= _LAST_SURROGATE or code > _LAST_POINT:
        return "\ufffd"
    # 0x80 to 0x9F stand for the characters of Windows-1252.
    return html.unescape(reference) if 0x80 <= code <= 0x9F else chr(code)
