"""Projects (.qdpx) as programs really write them, made from texts and marked spans.

Positions are counted here by writing out what stands before them, with nothing of the library, so that the twins can
judge it.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "urn:QDA-XML:project:1.0"


@dataclass(frozen=True)
class Mark:
    """A span of a text (code points, end exclusive) with a code."""

    start: int
    end: int
    code: str = "Trust"
    coder: str = "Coder 1"
    name: str | None = None


@dataclass(frozen=True)
class Style:
    """How a program writes."""

    origin: str
    unit: str = "codepoint"
    line_end: str = "\n"
    line_end_counts: int | None = None  # None: what it is long
    bom: bool = False
    bom_counts: bool = False
    inclusive: bool = False
    folder: str = "sources"
    document: str = "project.qde"
    scheme: str = "internal://"
    name: Callable[[str], str] = field(default=lambda quotation: "")

    def stored(self, text: str) -> str:
        """The text with the program's line ends."""
        return text.replace("\n", self.line_end)

    def position(self, text: str, place: int) -> int:
        """The position of a code point of ``text``."""
        before = text[:place].replace("\n", self.line_end)
        if self.line_end_counts is not None:
            before = before.replace(self.line_end, "\n" * self.line_end_counts)
        if self.bom and self.bom_counts:
            before = "\ufeff" + before
        lengths = {"codepoint": len, "utf16": lambda words: len(words.encode("utf-16-le")) // 2}
        return lengths.get(self.unit, lambda words: len(words.encode()))(before)


def cut_name(quotation: str) -> str:
    """The name that ATLAS.ti gives a quotation."""
    line = " ".join(quotation.split())
    return line if len(line) <= 100 else line[:99] + "…"


NVIVO = Style("NVivo 12", unit="utf16", line_end="\r\n", bom=True, folder="Sources")
ATLASTI = Style(
    "ATLAS.ti 8.4.0 573 , macOS Version 10.14.3",
    line_end="\r\n",
    line_end_counts=1,
    document="Project.qde",
    name=cut_name,
)
ATLASTI_UTF16 = Style("ATLAS.ti Win 23.4.0", unit="utf16", line_end="\r\n", line_end_counts=1, name=cut_name)
MAXQDA = Style("MAXQDA 2022", line_end="\r\n")
QUALCODER = Style("QualCoder 3.5", bom=True, folder="Sources", name=lambda quotation: quotation)
QUALCODER_WINDOWS = Style(
    "QualCoder 3.5", line_end="\r\n", line_end_counts=1, bom=True, folder="Sources", name=lambda quotation: quotation
)
STANDARD = Style("", scheme="")
TO_THE_LETTER = Style("", inclusive=True)
BYTES = Style("", unit="utf8", bom=True, bom_counts=True)

STYLES: Mapping[str, Style] = {
    "nvivo": NVIVO,
    "atlasti": ATLASTI,
    "atlasti-utf16": ATLASTI_UTF16,
    "maxqda": MAXQDA,
    "qualcoder": QUALCODER,
    "qualcoder-windows": QUALCODER_WINDOWS,
    "standard": STANDARD,
    "to-the-letter": TO_THE_LETTER,
    "bytes": BYTES,
}


def guid(words: str) -> str:
    """A GUID that is the same for the same words, in capitals as most programs write it."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, words)).upper()


def selection(style: Style, text: str, mark: Mark, inner: str, identity: str = "") -> str:
    """A ``PlainTextSelection``."""
    start = style.position(text, mark.start)
    end = style.position(text, mark.end) - style.inclusive
    name = style.name(style.stored(text[mark.start : mark.end])) if mark.name is None else mark.name
    own = identity or guid(f"selection {start} {end} {inner}")
    # Programs leave line ends in an attribute as they are, and XML makes spaces of them.
    return (
        f'<PlainTextSelection guid="{own}" name="{in_attribute(name)}" startPosition="{start}" endPosition="{end}" '
        f'creatingUser="{guid(mark.coder)}">{inner}</PlainTextSelection>'
    )


def coding(code: str, coder: str = "") -> str:
    """A ``Coding``."""
    user = f' creatingUser="{guid(coder)}"' if coder else ""
    return f'<Coding guid="{guid(f"coding {code}")}"{user}><CodeRef targetGUID="{guid(code)}"/></Coding>'


def text_source(style: Style, name: str, text: str, marks: Iterable[Mark], more: str = "") -> str:
    """A ``TextSource`` with its selections."""
    selections = "".join(selection(style, text, mark, coding(mark.code, mark.coder)) for mark in marks)
    return (
        f'<TextSource guid="{guid(name)}" name={quoteattr(name)} '
        f'plainTextPath="{style.scheme}{guid(name)}.txt">{selections}{more}</TextSource>'
    )


def document(
    style: Style, body: str, codes: Iterable[str], coders: Iterable[str] = ("Coder 1",), after: str = ""
) -> str:
    """A project's document: users and codes, then ``body``; ``after`` are codes that are written out."""
    users = "".join(f'<User guid="{guid(coder)}" name={quoteattr(coder)}/>' for coder in coders)
    listed = "".join(f'<Code guid="{guid(code)}" name={quoteattr(code)} isCodable="true"/>' for code in codes)
    codebook = f"<CodeBook><Codes>{listed}{after}</Codes></CodeBook>" if listed or after else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NAMESPACE}" name="Study" '
        f"origin={quoteattr(style.origin)}><Users>{users}</Users>{codebook}{body}</Project>"
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def files(style: Style, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The plain texts of an archive, by their names in it."""
    encoding = "utf-8-sig" if style.bom else "utf-8"
    return {f"{style.folder}/{guid(name)}.txt": style.stored(text).encode(encoding) for name, text in texts.items()}


def project(style: Style, texts: Mapping[str, tuple[str, Iterable[Mark]]], before: str = "", after: str = "") -> bytes:
    """A project with texts (lines end with a line feed) and their marks; ``before`` and ``after`` the sources."""
    marks = {name: tuple(marked) for name, (_, marked) in texts.items()}
    sources = "".join(text_source(style, name, text, marks[name]) for name, (text, _) in texts.items())
    codes = sorted({mark.code for marked in marks.values() for mark in marked})
    coders = sorted({mark.coder for marked in marks.values() for mark in marked})
    body = f"{before}<Sources>{sources}</Sources>{after}"
    return archive(
        {
            style.document: document(style, body, codes, coders),
            **files(style, {name: text for name, (text, _) in texts.items()}),
        }
    )


def written(style: Style, text: str, mark: Mark) -> str:
    """The quotation that a reader must find."""
    return style.stored(text[mark.start : mark.end])


def in_attribute(words: str) -> str:
    """Words within an attribute."""
    return escape(words, {'"': "&quot;"})


def content(text: str) -> str:
    """An element ``PlainTextContent``."""
    return f"<PlainTextContent>{escape(text)}</PlainTextContent>"
