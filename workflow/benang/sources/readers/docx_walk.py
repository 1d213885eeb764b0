"""Walks through a part of a Word document and collects its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from benang.sources.readers.docx_elements import BoldStyles, attribute, child, has, is_on, name_of
from benang.sources.readers.paragraphs import BREAK, Paragraphs
from benang.sources.readers.symbols import UNKNOWN, symbol

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINE_END = re.compile("[\r\n]")
# Not text: what was deleted or moved away, field codes, phonetic guides. Properties (…Pr) are skipped by their name.
_NOT_TEXT = {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt"}
_FIXED = {"tab": "\t", "ptab": "\t", "br": BREAK, "cr": BREAK, "noBreakHyphen": "-"}


class Walk:
    """Walks through a part in reading order.

    Attributes:
        found: its text.
        comment_starts, comment_ends: where a comment's span begins and ends, by the comment's id.
        references: what is referred to (comment, footnote, endnote), its id, where.
        embedded: number of documents in it that are parts of their own.
    """

    def __init__(self, styles: BoldStyles) -> None:
        self.found = Paragraphs()
        self.comment_starts: dict[str, int] = {}
        self.comment_ends: dict[str, int] = {}
        self.references: list[tuple[str, str, int]] = []
        self.embedded = 0
        self._styles = styles
        self._style = ""  # of the present paragraph
        self._in_cell = False
        self._boxes: list[Any] = []

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables below ``parent``."""
        for element in parent:
            name = name_of(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in ("altChunk", "subDoc"):
                self.embedded += 1
            elif not self._mark(name, element) and not _skipped(name):
                inner = _chosen(name, element)
                if inner is not None:
                    self.blocks(inner)

    def _paragraph(self, paragraph: Any) -> None:
        outer, self._boxes = (self._boxes, self._style), []
        properties = child(paragraph, "pPr")
        self._style = self._styles.paragraph_style(properties)
        self._inline(paragraph, self._styles.is_bold(None, self._style))
        # A deleted paragraph mark joins the paragraph to the next one.
        if properties is None or not (has(properties, "rPr", "del") or has(properties, "rPr", "moveFrom")):
            self.found.end_paragraph(self._in_cell)
        boxes, (self._boxes, self._style) = self._boxes, outer
        for box in boxes:
            self.blocks(box)

    def _table(self, table: Any) -> None:
        outer = self._in_cell
        for row in _below(table, "tr"):
            if has(row, "trPr", "del"):
                continue
            self.found.begin_row()
            self._in_cell = True
            for cell in _below(row, "tc"):
                self.blocks(cell)
                self.found.end_cell()
            self._in_cell = outer
            self.found.end_row(outer)

    def _inline(self, parent: Any, bold: bool) -> None:
        """Runs and what else stands inside a paragraph."""
        for element in parent:
            name = name_of(element)
            if name == "t":
                text = _LINE_END.sub(" ", element.text or "")
                self.found.write(text if element.get(_SPACE) == "preserve" else text.strip(" \t"), bold)
            elif name == "r":
                self._run(element)
            elif name in _FIXED:
                self.found.write(_FIXED[name], bold)
            elif name in ("sym", "symEx"):
                self.found.write(_symbol(element), bold)
            elif name == "txbxContent":
                self._boxes.append(element)
            elif not self._mark(name, element) and not _skipped(name):
                inner = _chosen(name, element)
                if inner is not None:
                    self._inline(inner, bold)

    def _run(self, run: Any) -> None:
        properties = child(run, "rPr")
        if properties is not None and is_on(child(properties, "vanish")):
            self.found.hidden += sum(len(text.text or "") for text in run.iter() if name_of(text) == "t")
        else:
            self._inline(run, self._styles.is_bold(properties, self._style))

    def _mark(self, name: str, element: Any) -> bool:
        """Note where a comment or note is attached; whether ``element`` was such a mark."""
        if name == "commentRangeStart":
            self.comment_starts.setdefault(attribute(element, "id"), self.found.next_place)
        elif name == "commentRangeEnd":
            self.comment_ends[attribute(element, "id")] = self.found.length
        elif name in ("commentReference", "footnoteReference", "endnoteReference"):
            self.references.append((name.removesuffix("Reference"), attribute(element, "id"), self.found.length))
        else:
            if name in ("del", "moveFrom"):
                for below in element.iterdescendants():
                    self._mark_in_deleted(below)
            return False
        return True

    def _mark_in_deleted(self, element: Any) -> None:
        name = name_of(element)
        if name not in ("del", "moveFrom"):  # their descendants come by themselves
            self._mark(name, element)


def _skipped(name: str) -> bool:
    return name in _NOT_TEXT or name == "entity" or name.endswith("Pr")


def _chosen(name: str, element: Any) -> Any:
    """What to descend into: one branch of an alternative; a content control unless it shows its prompt."""
    if name == "AlternateContent":
        branches = [branch for branch in element if name_of(branch) in ("Choice", "Fallback")]
        return next((branch for branch in branches if _has_text(branch)), None)
    if name == "sdt" and has(element, "sdtPr", "showingPlcHdr"):
        return None
    return element


def _has_text(element: Any) -> bool:
    return any(name_of(below) in ("t", "sym", "symEx") for below in element.iterdescendants())


def _below(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for element in parent:
        found = name_of(element)
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _below(element, name)


def _symbol(element: Any) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return UNKNOWN
    return symbol(attribute(element, "font"), code)
