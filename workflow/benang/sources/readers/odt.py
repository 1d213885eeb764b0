"""OpenDocument texts (.odt, and .fodt, which is the same in one XML file).

The raw text is read as from docx: one paragraph a line; a table row is a line, its cells joined by a tab; a manual
line break, and a new paragraph inside a table cell, is a vertical tab. Tracked insertions are text, tracked deletions
are not. Comments become remarks on the span they are attached to, footnotes and endnotes remarks on the word they
follow; text boxes follow the paragraph they are anchored in.

OASIS, Open Document Format for Office Applications (OpenDocument) 1.3 (2021), part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from benang.core.package import Package, parse_xml
from benang.core.problems import Problem, StudyError
from benang.sources.document import Document
from benang.sources.readers.odt_styles import TEXT, Look, Styles
from benang.sources.readers.paragraphs import BREAK, Paragraphs

FORMAT = "odt"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_MIMETYPE = b"application/vnd.oasis.opendocument.text"
_HEAD = 4096  # bytes in which a file shows what it is

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000  # that one element writes
_NOT_TEXT = {
    *(TEXT + name for name in ("note-citation", "ruby-text", "hidden-text", "sequence-decls")),
    *(TEXT + name for name in ("variable-decls", "user-field-decls", "index-title-template", "bibliography-source")),
    *(TEXT + name for name in ("table-of-content-source", "alphabetical-index-source", "user-index-source")),
    *(_OFFICE + name for name in ("forms", "binary-data", "event-listeners", "scripts")),
    *(_DRAW + name for name in ("object", "object-ole", "glue-point", "image-map")),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
    "{http://www.w3.org/1998/Math/MathML}math",
}
_CHANGED_REGION = TEXT + "changed-region"
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_ROW_GROUPS = tuple(_TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))


def recognises(data: bytes) -> bool:
    """A package that says so in its first part, or its XML in one file."""
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return b"mimetype" + _MIMETYPE in head[:200]
    return b"<office:document" in head and b'office:mimetype="' + _MIMETYPE in head


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read an OpenDocument text.

    Raises:
        StudyError: it is broken (``source-broken``), has a password (``source-password``), unpacks to too large a size
            (``source-unpacks-too-large``) or has too many tags (``source-too-much-markup``).
    """
    content, styles = _parts(data, shown_name)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise StudyError([Problem("source-broken", shown_name, values={"format": FORMAT, "part": "office:text"})])
    walk = _Walk(Styles(styles, content))
    walk.blocks(body)
    walk.end()
    return walk.found.document(shown_name, FORMAT)


def _parts(data: bytes, shown_name: str) -> tuple[Any, Any]:
    """The elements that hold the text and the named styles."""
    if not data.startswith(b"PK"):
        root = parse_xml(data, shown_name, FORMAT, "xml")
        return root, root.find(_OFFICE + "styles")
    package = Package(data, shown_name, FORMAT)
    if b"encryption-data" in (package.read_part("META-INF/manifest.xml") or b""):
        raise StudyError([Problem("source-password", shown_name, values={"format": FORMAT})])
    content = package.read_xml("content.xml")
    if content is None:
        raise package.broken("content.xml")
    return content, package.read_xml("styles.xml")


class _Walk:
    """Walks through the content in reading order."""

    def __init__(self, styles: Styles) -> None:
        self.found = Paragraphs()
        self._styles = styles
        self._in_cell = False
        self._at_start = True  # of a paragraph or after a space: where space is none
        self._boxes: list[Any] = []
        # Most programs keep deleted text apart; some leave it in its place, between two marks.
        self._deletions: set[str] = set()
        self._open_deletions: set[str] = set()
        # Comments that may yet end: where they begin, the length there, author and text, by name.
        self._comments: dict[str, tuple[int, int, str, str]] = {}

    def blocks(self, parent: Any) -> None:
        """Paragraphs, lists, sections and tables below ``parent``."""
        for element in parent:
            if element.tag in _PARAGRAPHS:
                self._paragraph(element)
            elif element.tag == _TABLE + "table":
                self._table(element)
            elif element.get(TEXT + "display") == "none":
                self.found.hidden += sum(map(len, element.itertext()))
            elif element.tag not in _NOT_TEXT and not self._mark(element):
                self.blocks(element)

    def end(self) -> None:
        """The text is over; comments that found no end stand at a place."""
        for _, place, author, text in self._comments.values():
            self.found.note(None, place, author, text)

    def _paragraph(self, paragraph: Any) -> None:
        outer, self._boxes, self._at_start = self._boxes, [], True
        look = self._styles.look("paragraph", paragraph.get(TEXT + "style-name", ""))
        self._inline(paragraph, look)
        if not self._open_deletions:
            self.found.end_paragraph(self._in_cell)
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            self.blocks(box)

    def _table(self, table: Any) -> None:
        outer = self._in_cell
        for row in _rows(table):
            self.found.begin_row()
            self._in_cell = True
            for cell in row.iterchildren(_TABLE + "table-cell"):
                self.blocks(cell)
                self.found.end_cell()
            self._in_cell = outer
            self.found.end_row(outer)

    def _inline(self, parent: Any, look: Look) -> None:
        """What stands inside a paragraph."""
        self._text(parent.text, look)
        for element in parent:
            tag = element.tag
            if tag == TEXT + "span":
                style = self._styles.look("text", element.get(TEXT + "style-name", ""))
                self._inline(element, style.within(look))
            elif tag == TEXT + "s":
                self._write(" " * _count(element), look)
            elif tag == TEXT + "tab":
                self._write("\t", look)
            elif tag == TEXT + "line-break":
                self._write(BREAK, look)
            elif tag == _DRAW + "text-box":
                self._boxes.append(element)
            elif tag in _PARAGRAPHS:
                self._boxes.append([element])
            elif tag not in _NOT_TEXT and not self._mark(element):
                self._inline(element, look)
            self._text(element.tail, look)

    def _text(self, text: str | None, look: Look) -> None:
        """Text as it stands in the XML, where all white space in a row is one space and none begins a paragraph."""
        if text:
            text = _SPACE.sub(" ", text)
            if self._at_start and text[0] == " ":
                text = text[1:]
            if text:
                self._write(text, look)
                self._at_start = text[-1] == " "

    def _write(self, text: str, look: Look) -> None:
        if self._open_deletions:
            return
        if look.hidden:
            self.found.hidden += len(text)
        else:
            self.found.write(text, bool(look.bold))
            self._at_start = False

    def _mark(self, element: Any) -> bool:
        """Note a comment, footnote or deletion; whether ``element`` was one."""
        if element.tag == _CHANGED_REGION:
            if element.find(TEXT + "deletion") is not None:
                self._deletions.add(element.get(TEXT + "id", ""))
        elif element.tag == TEXT + "change-start":
            self._open_deletions |= self._deletions & {element.get(TEXT + "change-id", "")}
        elif element.tag == TEXT + "change-end":
            self._open_deletions.discard(element.get(TEXT + "change-id", ""))
        elif element.tag == _OFFICE + "annotation":
            author, text = element.findtext(_CREATOR, ""), self._note_text(element)
            if name := element.get(_OFFICE + "name"):
                self._comments[name] = self.found.next_place, self.found.length, author, text
            else:
                self.found.note(None, self.found.length, author, text)
        elif element.tag == _OFFICE + "annotation-end":
            if comment := self._comments.pop(element.get(_OFFICE + "name", ""), None):
                start, _, author, text = comment
                self.found.note(start, max(start, self.found.length), author, text)
        elif element.tag == TEXT + "note":
            body = element.find(TEXT + "note-body")
            if body is not None:
                self.found.note(None, self.found.length, "", self._note_text(body))
        else:
            return False
        return True

    def _note_text(self, note: Any) -> str:
        walk = _Walk(self._styles)
        walk.blocks(note)
        return walk.found.text


def _rows(parent: Any) -> Iterator[Any]:
    for element in parent:
        if element.tag == _TABLE + "table-row":
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _count(element: Any) -> int:
    try:
        return min(max(int(element.get(TEXT + "c", "1")), 1), _MOST_SPACES)
    except ValueError:
        return 1
