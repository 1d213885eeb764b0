"""Word documents (.docx, Office Open XML).

The raw text is read from the document's XML: one paragraph a line; a table row is a line, its cells joined by a tab. A
manual line break, and a new paragraph inside a table cell, is a vertical tab (the sign that Word itself writes for it),
so that lines keep counting paragraphs; where a speaker's label seems to follow, an edit makes it a line end. Tracked
insertions are text, tracked deletions and the old places of moved text are not; fields count with their result; text
boxes follow the paragraph they are anchored in, and of two forms of one content (``mc:AlternateContent``) one is read.
Comments become remarks on the stretch they are attached to, footnotes and endnotes remarks on the word they follow.
Headers, footers and document properties are not read.

ECMA-376, Office Open XML File Formats, 5th edition (2021).
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from benang.coding.offsets import Edit
from benang.coding.sources.document import Document, Remark
from benang.coding.sources.lines import LABEL_SHAPE
from benang.problems import Problem, StudyError

FORMAT = "docx"
SUFFIXES = (".docx", ".docm")

LARGEST_PART = 64 * 2**20
"""Unpacked bytes of one part; the XML of a hundred hours of interview is some twenty megabytes."""
LARGEST_RATIO = 300
"""Unpacked to packed size of a part over a megabyte; the XML of a real document packs 10 to 40 times."""

BREAK = "\v"

_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
_ALSO_NAMED = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex",
}
_NAMED = _WORD | _ALSO_NAMED
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Not text: what was deleted or moved away, field codes, phonetic guides. Properties (…Pr) are skipped by their name.
_NOT_TEXT = {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt"}
_FIXED = {"tab": "\t", "ptab": "\t", "br": BREAK, "cr": BREAK, "noBreakHyphen": "-"}
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
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    RuntimeError,  # an encrypted part; NotImplementedError (a packing that zipfile does not know) is one, too
)


def recognises(data: bytes) -> bool:
    """A zip archive with a main Word document in it; the names in an archive are never packed."""
    return data.startswith(b"PK\x03\x04") and b"word/document" in data


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a Word document.

    Raises:
        StudyError: it is broken (``source-docx-broken``) or unpacks to too large a size
            (``source-unpacks-too-large``).
    """
    package = _Package(data, shown_name)
    main = package.related("", "officeDocument") or "word/document.xml"
    body = package.xml(main)
    if body is None:
        raise StudyError([Problem("source-docx-broken", shown_name, values={"part": main})])
    notes = {
        kind: _notes(package.xml(package.related(main, kind + "s") or ""), kind)
        for kind in ("comment", "footnote", "endnote")
    }
    walk = _Walk()
    walk.blocks(body)
    raw = "".join(walk.pieces)
    problems = []
    if walk.embedded:
        problems.append(Problem("source-docx-embedded", shown_name, values={"count": walk.embedded}))
    if walk.hidden:
        problems.append(Problem("source-hidden-text", shown_name, values={"count": walk.hidden}))
    remarks = _remarks(walk, raw, notes)
    return Document(raw, FORMAT, _label_lines(raw), remarks=remarks, problems=tuple(problems))


class _Package:
    """The zip archive: reads its parts within bounds, and knows which part is related to which."""

    def __init__(self, data: bytes, shown_name: str) -> None:
        self.shown_name = shown_name
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = set(self.archive.namelist())
        except _ZIP_ERRORS:
            raise self._broken("zip") from None

    def xml(self, part: str) -> Any:
        """The root element of a part; None where there is no such part."""
        if part not in self.names:
            return None
        try:
            info = self.archive.getinfo(part)
            with self.archive.open(info) as file:
                # What the archive says of its sizes may be a lie; the bound holds for what comes out.
                data = file.read(LARGEST_PART + 1)
        except _ZIP_ERRORS:
            raise self._broken(part) from None
        packed = max(info.compress_size, 1)
        if len(data) > LARGEST_PART or (len(data) > 2**20 and len(data) / packed > LARGEST_RATIO):
            raise StudyError([Problem("source-unpacks-too-large", self.shown_name, values={"part": part})])
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self._broken(part) from None
        # The format allows no DTD; one in it means to define entities.
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._broken(part)
        return root

    def related(self, part: str, kind: str) -> str:
        """The part that ``part`` ("": the package itself) is related to by a relation whose type ends in ``kind``."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", name + ".rels"))
        for relation in root if root is not None else ():
            if str(relation.get("Type", "")).endswith("/" + kind) and relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target", ""))))
                return target.lstrip("/")
        fixed = posixpath.join(folder, kind + ".xml")
        return fixed if part and fixed in self.names else ""

    def _broken(self, part: str) -> StudyError:
        return StudyError([Problem("source-docx-broken", self.shown_name, values={"part": part})])


class _Walk:
    """Walks through a part in reading order and collects its text, and where in it comments and notes are attached."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.comment_starts: dict[str, int] = {}
        self.comment_ends: dict[str, int] = {}
        self.references: list[tuple[str, str, int]] = []  # what is referred to, its id, where
        self.embedded = 0
        self.hidden = 0
        # Line ends wait until text follows, so that none is left at the end of a cell or of the document.
        self._waiting: list[str] = []
        self._line_end = "\n"
        self._boxes: list[Any] = []

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables below ``parent``."""
        for child in parent:
            name = _name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in ("altChunk", "subDoc"):
                self.embedded += 1
            elif not self._mark(name, child) and not _skipped(name):
                inner = _chosen(name, child)
                if inner is not None:
                    self.blocks(inner)

    def _paragraph(self, paragraph: Any) -> None:
        outer, self._boxes = self._boxes, []
        self._inline(paragraph)
        # A deleted paragraph mark joins the paragraph to the next one.
        if not _has(paragraph, "pPr", "rPr", "del") and not _has(paragraph, "pPr", "rPr", "moveFrom"):
            self._waiting.append(self._line_end)
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            self.blocks(box)

    def _table(self, table: Any) -> None:
        line_end = self._line_end
        for row in _below(table, "tr"):
            if _has(row, "trPr", "del"):
                continue
            self._write("")
            self._line_end = BREAK
            for number, cell in enumerate(_below(row, "tc")):
                if number:
                    self._write("\t")
                self.blocks(cell)
                self._waiting.clear()
            self._line_end = line_end
            self._waiting.append(line_end)

    def _inline(self, parent: Any) -> None:
        """Runs and what else stands inside a paragraph."""
        for child in parent:
            name = _name(child)
            if name == "t":
                text = re.sub("[\r\n]", " ", child.text or "")
                self._write(text if child.get(_SPACE) == "preserve" else text.strip(" \t"))
            elif name == "r" and _hidden(child):
                self.hidden += sum(len(text.text or "") for text in child.iter() if _name(text) == "t")
            elif name in _FIXED:
                self._write(_FIXED[name])
            elif name in ("sym", "symEx"):
                self._write(_symbol(child))
            elif name == "txbxContent":
                self._boxes.append(child)
            elif not self._mark(name, child) and not _skipped(name):
                inner = _chosen(name, child)
                if inner is not None:
                    self._inline(inner)

    def _mark(self, name: str, element: Any) -> bool:
        """Note where a comment or note is attached; whether ``element`` was such a mark."""
        identity = _attribute(element, "id")
        if name == "commentRangeStart":
            self.comment_starts.setdefault(identity, self.length + sum(map(len, self._waiting)))
        elif name == "commentRangeEnd":
            self.comment_ends[identity] = self.length
        elif name in ("commentReference", "footnoteReference", "endnoteReference"):
            self.references.append((name.removesuffix("Reference"), identity, self.length))
        else:
            if name in ("del", "moveFrom"):
                for below in element.iterdescendants():
                    self._mark(_name(below), below)
            return False
        return True

    def _write(self, text: str) -> None:
        for piece in (*self._waiting, text):
            self.pieces.append(piece)
            self.length += len(piece)
        self._waiting.clear()


def _name(element: Any) -> str:
    """The element's name, where its namespace is one of those whose names mean something here."""
    tag = element.tag
    if not isinstance(tag, str):
        return "entity"
    namespace, _, name = tag[1:].rpartition("}")
    return name if namespace in _NAMED else ""


def _attribute(element: Any, name: str) -> str:
    """An attribute in whatever namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _skipped(name: str) -> bool:
    return name in _NOT_TEXT or name == "entity" or name.endswith("Pr")


def _chosen(name: str, element: Any) -> Any:
    """What to descend into: one branch of an alternative; a content control unless it shows its prompt."""
    if name == "AlternateContent":
        branches = [child for child in element if _name(child) in ("Choice", "Fallback")]
        return next((branch for branch in branches if _has_text(branch)), None)
    if name == "sdt" and _has(element, "sdtPr", "showingPlcHdr"):
        return None
    return element


def _has_text(element: Any) -> bool:
    names = (_name(below) for below in element.iterdescendants())
    return any(name in ("t", "sym", "symEx") for name in names)


def _has(element: Any, *path: str) -> bool:
    """Whether ``element`` has a child, grandchild, ... of these names, and it is not switched off."""
    for name in path:
        element = next((child for child in element if _name(child) == name), None)
        if element is None:
            return False
    return _attribute(element, "val") not in ("0", "false", "off")


def _hidden(run: Any) -> bool:
    return _has(run, "rPr", "vanish")


def _below(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in parent:
        found = _name(child)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _below(child, name)


def _symbol(element: Any) -> str:
    try:
        code = int(_attribute(element, "char"), 16)
    except ValueError:
        return "\ufffd"
    font = _attribute(element, "font").casefold()
    if 0xF000 <= code <= 0xF0FF:
        # Symbol fonts sit in the private use area; without the font only the known ones have a meaning.
        return _SYMBOLS.get((font, code & 0xFF), "\ufffd")
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _notes(root: Any, kind: str) -> dict[str, tuple[str, str]]:
    """Author and text of each comment, footnote or endnote, by its id."""
    notes = {}
    for note in root if root is not None else ():
        if _name(note) == kind and _attribute(note, "type") in ("", "normal"):
            walk = _Walk()
            walk.blocks(note)
            text = "".join(walk.pieces).replace(BREAK, "\n").strip()
            if text:
                notes[_attribute(note, "id")] = (_attribute(note, "author").strip(), text)
    return notes


def _remarks(walk: _Walk, raw: str, notes: dict[str, dict[str, tuple[str, str]]]) -> tuple[Remark, ...]:
    remarks = set()
    ranged = set()
    for identity, end in walk.comment_ends.items():
        start = walk.comment_starts.get(identity)
        if start is not None and identity in notes["comment"]:
            ranged.add(identity)
            end = min(max(end, start), len(raw))
            remarks.add(Remark(min(start, end), end, *notes["comment"][identity]))
    for kind, identity, position in walk.references:
        if identity in notes[kind] and not (kind == "comment" and identity in ranged):
            remarks.add(Remark(*_word_before(raw, position), *notes[kind][identity]))
    return tuple(sorted(remarks, key=lambda remark: (remark.start, remark.end, remark.author, remark.text)))


def _word_before(raw: str, position: int) -> tuple[int, int]:
    first = max(0, position - 100)
    match = re.search(r"\S+(?=\s*\Z)", raw[first:position])
    return (first + match.start(), first + match.end()) if match else (position, position)


def _label_lines(raw: str) -> tuple[Edit, ...]:
    """Some transcripts are typed as one paragraph with a manual line break before each speaker."""
    breaks = re.finditer(BREAK, raw)
    return tuple(Edit(found.start(), found.end(), "\n") for found in breaks if LABEL_SHAPE.match(raw, found.end()))
