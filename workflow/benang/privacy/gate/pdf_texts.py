"""PDF files: pages, document information, bookmarks, attachments, and every text in their objects.

PDFium reads what is printed. What it has no word for (XMP metadata, annotations, form fields, titles of structure
elements) is found by unpacking every stream and reading the strings in it.

ISO 32000-2:2020, 7.3.4 (strings), 7.3.8 (streams), 7.9.2.2 (text strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from benang.privacy.gate.found_texts import NAME, Found, Opener, Text, Unsearched, inside, pieces

_MOST_PAGES = 20_000
_AROUND = 2000
# What parts a word at a line's end; PDFium writes a character of its own for it.
_HYPHEN = re.compile("[\ufffe\x02]\n?|[-\u00ad\u2010]\n(?=[^\\W\\d_])")
_PAGE_NUMBER = re.compile(r"[\d\s/|.\-]{1,30}")
_STREAM = re.compile(rb"stream\r?\n")
_LITERAL = re.compile(rb"(?<!\\)\(((?:[^()\\]|\\[\s\S]){1,4000}+)\)")
_HEX = re.compile(rb"<((?:[0-9A-Fa-f]{2}[ \r\n]?){3,4000}+)>")
_WRITTEN = bytes((9, 10, 13, *range(32, 127)))
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r?\n)|([\s\S]))")
_ESCAPED = {b"n": b"\n", b"r": b"\n", b"t": b"\t", b"b": b" ", b"f": b" "}


def pdf_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """Every text in a PDF."""
    # Loading the library takes a tenth of a second, which a study whose reports are not yet written need not spend.
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield Unsearched(part, "password" if "password" in str(error).lower() else "broken")
    else:
        try:
            yield from _document_texts(part, document, opener)
        except pypdfium2.PdfiumError:
            yield Unsearched(part, "broken")
        finally:
            document.close()
    yield from _object_texts(part, data, opener)
    yield from opener.raw(part, data)


def _document_texts(part: str, document: Any, opener: Opener) -> Iterator[Found]:
    information = "\n".join(str(value) for value in document.get_metadata_dict().values())
    yield from pieces(inside(part, "document information"), information)
    yield from pieces(inside(part, "bookmarks"), "\n".join(each.get_title() for each in document.get_toc(max_depth=50)))
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        where = inside(part, f"attachment {number + 1}")
        yield Text(where, attachment.get_name(), form=NAME)
        content = bytes(attachment.get_data())
        if opener.take(len(content)):
            yield from opener.open(where, content)
        else:
            yield Unsearched(where, "large")
    if len(document) > _MOST_PAGES:
        yield Unsearched(part, "large")
    texts = ["", *_pages(document), ""]
    for number in range(1, len(texts) - 1):
        before, text, after = (_HYPHEN.sub("", each) for each in texts[number - 1 : number + 2])
        first = text.partition("\n")[0]
        yield Text(
            inside(part, f"page {number}"),
            text,
            _body(before, first)[-_AROUND:] + "\n",
            "\n" + _body(after, first)[:_AROUND],
        )


def _pages(document: Any) -> Iterator[str]:
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        words = page.get_textpage()
        yield words.get_text_range().replace("\r\n", "\n")
        words.close()
        page.close()


def _body(text: str, first: str) -> str:
    """The text of a page without the running header that the next has too, and without page numbers at its edges."""
    lines = text.split("\n")
    if lines[0] == first:
        lines = lines[1:]
    while lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _object_texts(part: str, data: bytes, opener: Opener) -> Iterator[Found]:
    """The strings in the objects of a file, packed or not, and the streams that are texts themselves."""
    outside: list[bytes] = []
    done = 0
    for number, match in enumerate(_STREAM.finditer(data), 1):
        if match.start() < done:
            continue
        end = data.find(b"endstream", match.end())
        if end < 0:
            break
        outside.append(data[done : match.start()])
        done = end
        head = outside[-1][-2000:].rpartition(b"obj")[2]
        if re.search(rb"/Subtype ?/Image", head):
            continue
        where = inside(part, f"stream {number}")
        stream = data[match.end() : end]
        if b"/Filter" in head:
            unpacked = opener.inflated(stream) if b"FlateDecode" in head else b""
            if unpacked is None:
                yield Unsearched(where, "large")
                continue
            stream = unpacked
        if stream.lstrip()[:1] == b"<" and b">" in stream[:4096]:
            yield from opener.open(where, stream)
        elif _is_written(stream):
            yield from pieces(where, "\n".join(_strings(stream)))
    outside.append(data[done:])
    yield from pieces(inside(part, "objects"), "\n".join(_strings(b"".join(outside))))


def _is_written(stream: bytes) -> bool:
    """Whether a stream is written in PDF's own characters: no font, no picture."""
    sample = stream[:4096]
    return len(sample) - len(sample.translate(None, _WRITTEN)) >= 0.8 * len(sample) > 0


def _strings(data: bytes) -> Iterator[str]:
    """The strings among PDF's objects; of those in hexadecimal only texts: a page's glyphs are written so, too."""
    for match in _LITERAL.finditer(data):
        yield _text(_ESCAPE.sub(_unescaped, match[1]))
    for match in _HEX.finditer(data):
        string = bytes.fromhex(match[1].decode("ascii"))
        if string.startswith((b"\xfe\xff", b"\xef\xbb\xbf")) or all(32 <= character < 127 for character in string):
            yield _text(string)


def _text(string: bytes) -> str:
    if string.startswith(b"\xfe\xff"):
        return string.decode("utf-16", "replace")
    try:
        return string.decode("utf-8-sig")
    except UnicodeDecodeError:
        return string.decode("cp1252", "replace")  # near to PDFDocEncoding


def _unescaped(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes([int(escape[1], 8) & 0xFF])
    return b"" if escape[2] else _ESCAPED.get(escape[3], escape[3])
