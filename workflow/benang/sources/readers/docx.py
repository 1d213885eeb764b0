"""Word documents (.docx, Office Open XML).

The raw text is read from the document's XML: one paragraph a line; a table row is a line, its cells joined by a tab. A
manual line break, and a new paragraph inside a table cell, is a vertical tab; where a speaker's label seems to follow,
an edit makes it a line end. Tracked insertions are text, tracked deletions and the old places of moved text are not;
fields count with their result; text boxes follow the paragraph they are anchored in, and of two forms of one content
(``mc:AlternateContent``) one is read. Comments become remarks on the span they are attached to, footnotes and
endnotes remarks on the word they follow. Headers, footers and document properties are not read.

ECMA-376, Office Open XML File Formats, 5th edition (2021).
"""

from __future__ import annotations

import posixpath
from typing import Any

from benang.core.package import Package, holds_part
from benang.core.problems import Problem
from benang.sources.document import Document
from benang.sources.readers.docx_elements import BoldStyles, attribute, name_of
from benang.sources.readers.docx_walk import Walk

FORMAT = "docx"
_CHANGES = tuple(f"{{*}}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
"""Elements of tracked changes."""


def recognises(data: bytes) -> bool:
    """A zip archive with a main Word document in it."""
    return holds_part(data, "word/document")


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a Word document.

    Raises:
        StudyError: it is broken (``source-broken``), unpacks to too large a size (``source-unpacks-too-large``) or has
            too many tags (``source-too-much-markup``).
    """
    package = Package(data, shown_name, FORMAT)
    main = _related(package, "", "officeDocument") or "word/document.xml"
    styles = BoldStyles(package.read_xml(_related(package, main, "styles")))
    notes = {
        kind: _notes(package.read_xml(_related(package, main, kind + "s")), kind)
        for kind in ("comment", "footnote", "endnote")
    }
    body = package.read_xml(main)
    if body is None:
        raise package.broken(main)
    walk = Walk(styles)
    walk.blocks(body)
    _attach(walk, notes)
    problems = []
    if walk.embedded:
        problems.append(Problem("source-docx-embedded", shown_name, values={"count": walk.embedded}))
    changes = sum(1 for _ in body.iter(*_CHANGES))
    if changes:
        problems.append(Problem("source-tracked-changes", shown_name, values={"count": changes}))
    return walk.found.document(shown_name, FORMAT, tuple(problems))


def _related(package: Package, part: str, kind: str) -> str:
    """The part that ``part`` ("": the package itself) is related to by a relation whose type ends in ``kind``."""
    for relation in package.relations(part):
        if relation.kind.endswith("/" + kind) and not relation.external:
            return relation.target
    fixed = posixpath.join(posixpath.dirname(part), kind + ".xml")
    return fixed if part and fixed in package.names else ""


def _notes(root: Any, kind: str) -> dict[str, tuple[str, str, str]]:
    """Author, text and date of each comment, footnote or endnote, by its id."""
    notes = {}
    for note in root if root is not None else ():
        if name_of(note) == kind and attribute(note, "type") in ("", "normal"):
            walk = Walk(BoldStyles(None))
            walk.blocks(note)
            notes[attribute(note, "id")] = (attribute(note, "author"), walk.found.text, attribute(note, "date"))
    return notes


def _attach(walk: Walk, notes: dict[str, dict[str, tuple[str, str, str]]]) -> None:
    """Make remarks of the notes that the text refers to."""
    ranged = set()
    for identity, end in walk.comment_ends.items():
        start = walk.comment_starts.get(identity)
        if start is not None and identity in notes["comment"]:
            ranged.add(identity)
            walk.found.note(start, max(start, end), *notes["comment"][identity])
    for kind, identity, place in walk.references:
        if identity in notes[kind] and not (kind == "comment" and identity in ranged):
            walk.found.note(None, place, *notes[kind][identity])
