"""Fields of a Word document: contents, numbers of tables and figures, references to them.

Word and LibreOffice bring them up to date; what stands in them here is what they show before, and all of it is right.
Only the pages of the contents are not known here, as they depend on the program and its fonts. What stands there are
the pages of the PDF, and a line of the same field says so: it goes when the field is renewed. The field is marked for
that (``w:dirty``): Word offers it when the document is opened, and renews this field alone; in LibreOffice it is
"Tools, Update, Indexes and Tables". Heading and field stand in the block that Word knows as a table of contents.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from benang.conclusions.documents.tree import Node, attributes, classes, mapped, nodes, plain

_LABEL = re.compile(r"(?P<noun>\S.*?)[ \u00a0](?P<n>\d+)\.?")
SEQUENCES = {"Table": "Table", "Figure": "Figure"}
"""By the kind of a captioned block the name of its sequence."""
TEXT_WIDTH = 9070
"""Of a page, in twentieths of a point."""


def with_numbers(blocks: list[Any]) -> list[Any]:
    """Captions whose number is a field of a sequence (``SEQ``), and links to them that are references (``REF``)."""
    labels: dict[str, str] = {}
    for node in nodes(blocks, leaves=False):
        if node["t"] in SEQUENCES and (found := _label_of(node)):
            labels[str((attributes(node) or [""])[0])] = found

    def change(node: Node) -> Any:
        if node["t"] in SEQUENCES:
            return [_captioned(node, labels)]
        if node["t"] == "Link" and node["c"][2][0].removeprefix("#") in labels:
            name = node["c"][2][0].removeprefix("#")
            # A reference is shown by the field; where other words stand there they stay a link.
            return _reference(name, labels[name]) if plain(node["c"][1]) == labels[name] else None
        return None

    return list(mapped(blocks, change))


def contents(
    headings: list[Node], levels: str, title: str, pages: Mapping[str, int], note: str, *, apart: bool = False
) -> list[Node]:
    """A field of contents with its entries, each a link with a field for the number of its page.

    Args:
        headings: the headings that it lists.
        levels: of headings, as ``1-2``.
        title: above it.
        pages: of headings by their places, until the field is renewed.
        note: says whose pages these are.
        apart: whether it begins a page.
    """
    entries = [_entry(heading, pages) for heading in headings]
    if not entries:
        return []
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o &quot;{levels}&quot; \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    xml = [_paragraph("TOCHeading", _run_of(_text(title), ""), "<w:pageBreakBefore/>" if apart else "")]
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    for number, (level, runs) in enumerate(entries):
        xml.append(_paragraph(f"TOC{level}", (begin if number == 0 else "") + runs, tabs))
    xml.append(_paragraph("TOC2", (_run_of(_text(note), "Memo") if pages else "") + end))
    kind = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    block = f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{''.join(xml)}</w:sdtContent></w:sdt>"
    return [_raw("RawBlock", block)]


def _paragraph(style: str, runs: str, further: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{further}</w:pPr>{runs}</w:p>'


def _entry(heading: Node, pages: Mapping[str, int]) -> tuple[int, str]:
    level, (name, *_), shown = heading["c"]
    text = escape(plain(shown))
    mark = heading_bookmark(str(name))
    page = _field(rf"PAGEREF {mark} \h", str(pages.get(str(name), "")), style="")
    return int(level), (
        f'<w:hyperlink w:anchor="{escape(mark)}" w:history="1"><w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
        f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
    )


def _label_of(node: Node) -> str:
    """``Table 3``, where a caption begins so; empty where it does not."""
    label = next((one for one in nodes(_caption(node), leaves=False) if "label" in classes(one)), None)
    text = plain(label["c"][1]) if label is not None else ""
    return text.rstrip(".") if _LABEL.fullmatch(text) else ""


def _caption(node: Node) -> Any:
    return node["c"][1]


def _captioned(node: Node, labels: Mapping[str, str]) -> Node:
    """A table or figure whose caption numbers itself."""
    name = str((attributes(node) or [""])[0])
    label = labels.get(name)
    if not label:
        return node
    noun, _, n = label.rpartition(" ")
    mark = bookmark(name)
    number = int(hashlib.sha256(mark.encode("utf-8")).hexdigest()[:7], 16)
    sequence = _field(rf"SEQ {SEQUENCES[node['t']]} \* ARABIC", n)
    begin = f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>'
    xml = begin + _run(f"{noun}\u00a0") + sequence + f'<w:bookmarkEnd w:id="{number}"/>' + _run(".")

    def change(one: Node) -> Any:
        return [_raw("RawInline", xml)] if one["t"] == "Span" and "label" in classes(one) else None

    content = list(node["c"])
    content[1] = mapped(_caption(node), change)
    return {"t": node["t"], "c": content}


def _reference(name: str, label: str) -> list[Node]:
    return [_raw("RawInline", _field(rf"REF {bookmark(name)} \h", label.replace(" ", "\u00a0"), style=""))]


def bookmark(name: str) -> str:
    """The bookmark around the label of a table or figure, in the form that Word gives its own."""
    return f"_Ref{int(hashlib.sha256(name.encode('utf-8')).hexdigest()[:8], 16) % 10**9:09d}"


def heading_bookmark(name: str) -> str:
    """The bookmark that pandoc puts around a heading: its name, or a digest of one that Word would not take."""
    if name[:1].isalpha() and len(name) <= 40:
        return name
    return "X" + hashlib.sha1(name.encode("utf-8"), usedforsecurity=False).hexdigest()[1:]


def _field(instruction: str, shown: str, style: str = "Label") -> str:
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        _text(shown),
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(_run_of(part, style) for part in parts)


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _run(text: str, style: str = "Label") -> str:
    return _run_of(_text(text), style)


def _run_of(inside: str, style: str) -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{inside}</w:r>"


def _raw(kind: str, xml: str) -> Node:
    return {"t": kind, "c": ["openxml", xml]}
