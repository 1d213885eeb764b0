"""Web pages (.html): the raw text is the decoded file itself; edits take the mark-up out.

Tags, comments, scripts, styles and the head are taken out, and what the page itself hides or marks as deleted;
character references become their characters. A block element or ``<br>`` is a line end; a table row is a line, its
cells joined by a tab, and a line end inside a cell is a vertical tab, as in docx; a table whose rows are turns is read
as such. Line ends of the file are spaces, except in ``<pre>``. Nothing is run, and nothing is fetched.

WHATWG, HTML Living Standard, of which this follows what matters for text.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document
from benang.sources.readers.emphasis import Emphasis
from benang.sources.readers.html_encoding import decoded_page
from benang.sources.readers.html_marks import BLOCKS, MARK, NEVER_HIDDEN, NOT_TEXT, Marks, is_hidden
from benang.sources.readers.html_tables import HtmlTables
from benang.sources.readers.marked_tables import MarkedTable, with_turns_of_tables
from benang.sources.readers.paragraphs import BREAK
from benang.text.offsets import Edit

FORMAT = "html"

MOST_MARKS = 1_000_000
"""Tags and character references of a page; a long interview saved by Word has some hundred thousand."""

_HEAD = 4096  # bytes in which a page says what it is
_LINE_SPACE = " \t\n\r\f"
_SPACE = re.compile("[ \t\n\r\f]+")
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_BOLD = ("b", "strong")
_VERBATIM = ("pre", "listing", "xmp")


def recognises(data: bytes) -> bool:
    """A page that begins as one."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a web page.

    Raises:
        StudyError: its encoding cannot be told, the declared one does not fit, or it has too many tags
            (``source-too-much-markup``).
    """
    raw, name, problems = decoded_page(data, encoding, shown_name)
    if raw.count("<") + raw.count("&") > MOST_MARKS:
        raise StudyError([Problem("source-too-much-markup", shown_name, values={"limit": MOST_MARKS})])
    page = _Page(raw)
    page.read()
    if page.hidden:
        values = {"format": FORMAT, "count": page.hidden}
        problems = (*problems, Problem("source-hidden-text", shown_name, values=values))
    document = Document(raw, FORMAT, page.edits, emphasis=page.emphasis.spans, encoding=name, problems=problems)
    return with_turns_of_tables(document, page.tables.found, shown_name)


def part_of_page(raw: str) -> tuple[tuple[Edit, ...], list[MarkedTable]]:
    """The edits that take mark-up out of a piece of a page within another text, and the piece's tables."""
    page = _Page(raw)
    page.read()
    return page.edits, page.tables.found


@dataclass(slots=True)
class _Removal:
    """A span that is taken out, and what stands in its place; ``one_character``: it stands for one character."""

    start: int
    end: int
    replacement: str = ""
    one_character: bool = False


class _Page:
    """Goes through a page in reading order and notes what is no text.

    Attributes:
        removals: the spans to take out, in order.
        emphasis: what is in bold.
        tables: its tables.
        hidden: number of characters that the page does not show.
    """

    def __init__(self, raw: str) -> None:
        self.removals: list[_Removal] = []
        self.emphasis = Emphasis()
        self.tables = HtmlTables()
        self.hidden = 0
        self._raw = raw
        self._marks = Marks(raw)
        self._started = False  # there was text
        self._separator = ""  # what parts the next text from the one before
        self._row_waits = False  # the separator parts rows
        self._bold = 0
        self._verbatim = 0
        self._rows: list[int] = []  # cells so far in the present row of each table that is open
        self._hidden_in = ("", 0)  # the element that is hidden, and how many of its name are open

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The removals as edits."""
        return tuple(Edit(removal.start, removal.end, removal.replacement) for removal in self.removals)

    def read(self) -> None:
        """Go through the page."""
        place = 0
        while (mark := MARK.search(self._raw, place)) is not None:
            start = mark.start()
            self._text(place, start, before_tag=not mark["reference"])
            if mark["reference"]:
                self._reference(start, mark.end())
                place = mark.end()
            elif mark["other"]:
                place = self._comment(mark["other"], start)
            else:
                place = self._tag(mark["name"].lower(), start, mark.end())
        self._text(place, len(self._raw))

    # Marks; each gives where to go on

    def _comment(self, opening: str, start: int) -> int:
        inside = start + len(opening)
        if opening == "<![CDATA[" and (end := self._marks.after("]]>", inside)) >= 0:
            self._take(start, inside)
            self._text(inside, end - len("]]>"))
            self._take(end - len("]]>"), end)
            return end
        end = self._marks.after("-->" if opening == "<!--" else ">", inside)
        if end < 0:
            self._text(start, inside)
            return inside
        self._take(start, end)
        return end

    def _tag(self, name: str, start: int, name_end: int) -> int:
        end = self._marks.tag_end(name_end)
        if end < 0:
            self._text(start, name_end)
            return name_end
        self._take(start, end)
        attributes = self._raw[name_end : end - 1]
        if self._hidden_in[0]:
            self._in_hidden(name)
        elif name in NOT_TEXT and not attributes.endswith("/"):
            content_end = self._marks.end_tag(name, end)
            if content_end >= 0:
                self._take(end, content_end)
                return content_end
        else:
            if not name.startswith("/") and name not in NEVER_HIDDEN and is_hidden(attributes):
                self._hidden_in = (name, 1)
            self._element(name, attributes)
        return end

    def _in_hidden(self, name: str) -> None:
        hidden, depth = self._hidden_in
        depth += (name == hidden) - (name == "/" + hidden)
        self._hidden_in = (hidden, depth) if depth else ("", 0)

    def _element(self, tag: str, attributes: str) -> None:
        name = tag.removeprefix("/")
        step = 1 if name == tag else -1
        if name in _BOLD:
            self._bold = max(0, self._bold + step)
        elif name == "table":
            self._table(step)
        elif name == "tr":
            if step > 0:
                self.tables.begin_row()
            self._row()
        elif name in ("td", "th"):
            if step > 0:
                self.tables.begin_cell(attributes)
                self._cell()
        elif name in BLOCKS:
            if name in _VERBATIM:
                self._verbatim = max(0, self._verbatim + step)
            self._end_line()

    # Lines and tables

    def _part(self, separator: str) -> None:
        """What stood before the last tag ends; ``separator`` parts it from what follows."""
        self.emphasis.end_line()
        self.removals[-1].replacement = self.removals[-1].replacement.rstrip(" ")
        self._separator = separator

    def _end_line(self) -> None:
        in_cell = bool(self._rows) and self._rows[-1] > 0
        self._part(self._separator or (BREAK if in_cell else "\n"))

    def _table(self, step: int) -> None:
        if step > 0:
            self._end_line()
            self.tables.begin_table()
            self._rows.append(0)
        elif self._rows:
            self.tables.end_table()
            self._rows.pop()
            self._separator = ""
            self._end_line()

    def _row(self) -> None:
        first = not self._rows or not self._rows[-1]
        self._part(((self._separator if first else "") or BREAK) if len(self._rows) > 1 else "\n")
        self._row_waits = True
        if self._rows:
            self._rows[-1] = 0

    def _cell(self) -> None:
        if not self._rows:
            self._end_line()
            return
        if self._rows[-1]:
            # A line end at the end of a cell is none; one that parts rows of a table in a cell stays.
            self._part((self._separator if self._row_waits else self._separator.replace(BREAK, "")) + "\t")
        self._rows[-1] += 1

    # Text

    def _text(self, start: int, end: int, before_tag: bool = True) -> None:
        """A span of text; space at its end is taken up with the tag that follows."""
        if start == end:
            return
        text = self._raw[start:end]
        if self._hidden_in[0]:
            self.hidden += len(text.strip())
            self._take(start, end)
            return
        if self._separator or not self._started:
            rest = text.lstrip(_LINE_SPACE)
            if not (self._verbatim and rest):
                self._take(start, end - len(rest))
                start, text = end - len(rest), rest
            if not text:
                return
            self._begin()
        self.emphasis.run(start, text, self._bold > 0)
        if written := text.strip():
            begin = start + text.index(written[0])
            self.tables.text(begin, begin + len(written))
        if self._verbatim:
            return
        inner = text.rstrip(_LINE_SPACE) if before_tag else text
        if "\n" in inner or "\r" in inner:
            for space in _SPACE.finditer(inner):
                if "\n" in space[0] or "\r" in space[0]:
                    self._take(start + space.start(), start + space.end(), " ")
        if len(inner) < len(text):
            self._take(start + len(inner), end, " ")

    def _reference(self, start: int, end: int) -> None:
        written = self._raw[start:end]
        character = _NO_CHARACTER.sub("", html.unescape(written))
        if character == written:
            self._text(start, end)
            return
        if self._hidden_in[0]:
            self.hidden += 1
            self._take(start, end)
            return
        if self._separator or not self._started:
            self._begin()
        if not character.isspace():
            self.emphasis.run(start, written, self._bold > 0)
            self.tables.text(start, end)
        character = " " if character in ("\n", "\r", "\t", "\f") else character
        self.removals.append(_Removal(start, end, character, one_character=True))

    def _begin(self) -> None:
        """Text follows: put before it what parts it from the text before."""
        if self._separator:
            # The last removal is the tag that parts them, with the space after it.
            self.removals[-1].replacement += self._separator if self._started else self._separator.strip("\n\v")
        self._separator, self._started, self._row_waits = "", True, False

    def _take(self, start: int, end: int, replacement: str = "") -> None:
        if start == end:
            return
        last = self.removals[-1] if self.removals else None
        if last is not None and last.end == start and not last.one_character:
            last.end = end
            last.replacement += replacement
        else:
            self.removals.append(_Removal(start, end, replacement))
