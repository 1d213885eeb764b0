"""A coded copy as a Word document: the frozen text, a paragraph a line, with a comment for each coding.

ECMA-376, Office Open XML File Formats, 5th edition (2021), Part 1, 17.13.4 (comments).
"""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from benang.core.files import write_whole
from benang.core.moments import as_date_time
from benang.exchange.coded_copy import CodedCopy
from benang.text.marked_lines import marked_lines

_DATE = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}.comments+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATED}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATED}/comments" Target="comments.xml"/></Relationships>',
}


def write_coded_docx(copy: CodedCopy, path: str | os.PathLike[str]) -> None:
    """Write a coded copy; a character that XML forbids becomes U+FFFD, one for one."""
    members = {name: _HEAD + content for name, content in _PARTS.items()}
    members["word/document.xml"] = f"{_HEAD}<w:document {_WORD}><w:body>{_body(copy)}</w:body></w:document>"
    members["word/comments.xml"] = f"{_HEAD}<w:comments {_WORD}>{_comments(copy)}</w:comments>"

    def write(target: Path) -> None:
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in members.items():
                entry = zipfile.ZipInfo(name, _DATE)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
                archive.writestr(entry, content.encode("utf-8"))

    write_whole(path, write)


def _body(copy: CodedCopy) -> str:
    parts: list[str] = []
    for line in marked_lines(copy.text, [(remark.start, remark.end) for remark in copy.remarks]):
        parts.append("<w:p>")
        for stretch in line:
            # What ends with a line ends before its border, what begins with one behind it.
            parts += map(_end, stretch.ended)
            parts += [f'<w:commentRangeStart w:id="{number}"/>' for number in stretch.begun]
            parts.append(_run(copy.text[stretch.start : stretch.end]))
        parts.append("</w:p>")
    return "".join(parts)


def _end(number: int) -> str:
    reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeEnd w:id="{number}"/>{reference}'


def _run(text: str) -> str:
    pieces = text.split("\t")
    inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{_escaped(piece)}</w:t>' if piece else "" for piece in pieces)
    return f"<w:r>{inner}</w:r>" if text else ""


def _comments(copy: CodedCopy) -> str:
    parts = []
    for number, remark in enumerate(copy.remarks):
        paragraphs = "".join(f"<w:p>{_run(line)}</w:p>" for line in remark.said.split("\n"))
        author = quoteattr(_FORBIDDEN.sub("\ufffd", remark.coder))
        when = f' w:date="{as_date_time(remark.date)}"' if remark.date else ""
        parts.append(f'<w:comment w:id="{number}" w:author={author}{when}>{paragraphs}</w:comment>')
    return "".join(parts)


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))
