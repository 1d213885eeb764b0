"""Files made to fill the memory or to take for ever, each in any size."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable

from conversation import package

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITIES = (
    '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    + "]>\n"
)


BYTES = 2**17
"""Bytes of a long line in a bomb of size 1."""
THINGS = 500
"""Lines, paragraphs, rows, words and the like in a bomb of size 1."""


def _as_docx(body: str, head: str = "") -> bytes:
    return package({"word/document.xml": f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def _as_odt(body: str, head: str = "") -> bytes:
    names = f'xmlns:office="{OPEN}office:1.0" xmlns:text="{OPEN}text:1.0"'
    content = (
        f"{head}<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _as_xlsx(rows: str, head: str = "", strings: str = "") -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    header = '<row><c t="inlineStr"><is><t>Nama</t></is></c><c t="inlineStr"><is><t>Teks</t></is></c></row>'
    return package(
        {
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{office}"><sheets><sheet name="x" sheetId="1" '
            'r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="a" Type="{office}/worksheet" Target="worksheets/s.xml"/>'
            "</Relationships>",
            "xl/worksheets/s.xml": f'{head}<worksheet xmlns="{SHEET}"><sheetData>{header}{rows}</sheetData>'
            "</worksheet>",
            "xl/sharedStrings.xml": f'{head}<sst xmlns="{SHEET}">{strings}</sst>',
        }
    )


def _as_pdf(content: bytes, attributes: bytes = b"", kids: bytes = b"3 0 R", *more: bytes) -> bytes:
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, kids.count(b"R")),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /Font << /F 4 0 R >>"
        b" /XObject << /X 6 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), attributes, content),
        *more,
    )
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            len(written),
        )
    )


def _form(content: bytes, number: int) -> bytes:
    attributes = (
        b"/Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 4 0 R >> /XObject << /X %d 0 R >> >>" % number
    )
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), attributes, content)


FLATE = b"/Filter /FlateDecode"
SAID = b"BT /F 12 Tf 50 700 Td (B: halo dunia) Tj ET "
CUE = "00:00:01.000 --> 00:00:02.000\n"
# What formats begin with, so that what follows is read as their text.
OPENINGS = {
    "txt": "P: apa?\nB: ya.\n",
    "md": "# Judul\n\n**P:** apa?\n\n**B:** ya.\n\n",
    "html": "<html><body><p>P: apa?</p><p>B: ya.</p><p>",
    "rtf": "{\\rtf1\\ansi P: apa?\\par B: ya.\\par ",
    "vtt": f"WEBVTT\n\n{CUE}<v P>apa?\n\n{CUE}",
    "srt": f"1\n{CUE.replace('.', ',')}P: apa?\n\n2\n{CUE.replace('.', ',')}",
    "json": '{"segments": [{"start": 0, "end": 1, "text": "apa?", "speaker": "P"}, {"start": 1, "end": 2, "text": "',
    "csv": "Nama,Teks\nP,apa?\nB,",
}
CLOSINGS = {"json": '"}]}', "rtf": "}", "html": "</p></body></html>"}
FILLINGS = (
    *(
        "a",
        " ",
        "\t",
        "1",
        ":",
        ".",
        "-",
        "*",
        "_",
        "`",
        "#",
        "[",
        "]",
        "(",
        "<",
        ">",
        "&",
        "|",
        "{",
        "}",
        "\\\\",
        "'",
        ",",
    ),
    *(
        "a ",
        "a:",
        "A: ",
        "a.",
        "1:",
        "00:",
        "[00:01] ",
        "[a",
        "[a](",
        "<a",
        "<p>",
        "<v A>",
        "</p>",
        "<!--",
        "&amp;",
        "&#1;",
    ),
    *(
        "--> ",
        "**a",
        "*a*",
        "\\'e9",
        "\\b ",
        "{\\b ",
        "\\u233?",
        "\\*",
        "\u00e9",
        "e\u0301",
        "\u0301",
        "\u00ad",
        "\u200b",
    ),
    *("\u202e", "😀", "\u4e2d", "08123456789 ", "a@b.", "www.a", "Jl. ", "\u201ca\u201d ", "eh, ", "saya saya "),
)
LINES = (
    *(
        "a",
        "",
        "A: ",
        "A: a",
        "P: a\nB: b",
        "1",
        "- a",
        "> a",
        "| a |",
        "00:01",
        "[00:01] A: a",
        "A  0:01\na",
        "# a",
        "<p>a",
    ),
    *(
        "\r",
        "\v",
        "\u2028",
        "1\n" + CUE + "a\n",
        CUE + "<v A>a</v>\n",
        "a,b",
        '"a"\n',
        "\\par a",
        "{\\par a}",
        "Aa (2020)",
    ),
)


def _filled(suffix: str, filling: str, size: int) -> bytes:
    times = size * BYTES // len(filling.encode())
    if suffix == "json":
        filling = filling.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return (OPENINGS[suffix] + filling * times + CLOSINGS.get(suffix, "")).encode()


def _lined(suffix: str, line: str, size: int) -> bytes:
    times = THINGS * size
    if suffix == "json":
        line = line.replace("\n", "\\n").replace("\r", "\\r").replace('"', '\\"').replace("\v", "\\u000b")
        line = line.replace("\\par", "\\\\par")
        return (OPENINGS[suffix] + (line + "\\n") * times + CLOSINGS["json"]).encode()
    return (OPENINGS[suffix] + (line + "\n") * times + CLOSINGS.get(suffix, "")).encode()


def _deep(opening: str, closing: str, size: int) -> str:
    times = size * BYTES // len(opening + closing)
    return opening * times + "a" + closing * times


def _deflated(unit: bytes, megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    piece = unit * (2**20 // len(unit))
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


def _words(count: int, **more: object) -> list[dict[str, object]]:
    return [{"word": "a", "start": n, "end": n + 1, "speaker": n % 3, **more} for n in range(count)]


Bomb = Callable[[int], bytes]
_PACKAGES: dict[str, Bomb] = {
    "docx one long text": lambda size: _as_docx(f"<w:p><w:r><w:t>{'a' * size * BYTES}</w:t></w:r></w:p>"),
    "docx many paragraphs": lambda size: _as_docx("<w:p><w:r><w:t>A: a</w:t></w:r></w:p>" * THINGS * size),
    "docx many runs": lambda size: _as_docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * THINGS * size + "</w:p>"),
    "docx many empty tags": lambda size: _as_docx("<w:p/>" * THINGS * size),
    "docx much packed": lambda size: _as_docx("<w:p>" + " " * 20 * size * BYTES + "</w:p>"),
    "docx entities": lambda size: _as_docx("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", ENTITIES),
    "docx deep": lambda size: _as_docx(_deep("<w:ins>", "</w:ins>", size)),
    "docx deep tables": lambda size: _as_docx(_deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 1)),
    "docx nested enough": lambda size: _as_docx("<w:ins>" * 250 + "<w:p/>" + "</w:ins>" * 250),
    "docx many comments": lambda size: _as_docx(
        "<w:p>"
        + "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(THINGS * size))
        + "<w:r><w:t>a</w:t></w:r></w:p>"
    ),
    "docx many parts": lambda size: package({f"word/document{n}.xml": "" for n in range(20_000)}),
    "docx in a docx": lambda size: package({"word/document.xml": _as_docx("a")}),
    "odt one long text": lambda size: _as_odt(f"<text:p>{'a' * size * BYTES}</text:p>"),
    "odt many paragraphs": lambda size: _as_odt("<text:p>A: a</text:p>" * THINGS * size),
    "odt many spaces": lambda size: _as_odt(f'<text:p>a<text:s text:c="{10**9}"/>b</text:p>' * 1000),
    "odt much packed": lambda size: _as_odt("<text:p>" + " " * 20 * size * BYTES + "</text:p>"),
    "odt repeated cells": lambda size: _as_odt(
        f'<table:table xmlns:table="{OPEN}table:1.0"><table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="1000000"><text:p>a</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    ),
    "odt entities": lambda size: _as_odt("<text:p>&e9;</text:p>", ENTITIES),
    "odt deep": lambda size: _as_odt("<text:p>" + _deep("<text:span>", "</text:span>", size) + "</text:p>"),
    "odt nested enough": lambda size: _as_odt("<text:list>" * 240 + "<text:p>a</text:p>" + "</text:list>" * 240),
    "fodt entities": lambda size: (
        ENTITIES + f'<office:document xmlns:office="{OPEN}office:1.0">&e9;</office:document>'
    ).encode(),
    "xlsx one long text": lambda size: _as_xlsx(
        f'<row><c/><c t="inlineStr"><is><t>{"a" * size * BYTES}</t></is></c></row>'
    ),
    "xlsx many rows": lambda size: _as_xlsx("<row><c><v>1</v></c><c><v>2</v></c></row>" * THINGS * size),
    "xlsx wide rows": lambda size: _as_xlsx(
        '<row><c r="B2"><v>1</v></c><c r="XFD2"><v>2</v></c></row>' * THINGS * size
    ),
    "xlsx far row": lambda size: _as_xlsx('<row r="1048576"><c r="B1048576"><v>1</v></c></row>'),
    "xlsx entities": lambda size: _as_xlsx("<row><c><v>&e9;</v></c></row>", ENTITIES),
    "xlsx strings": lambda size: _as_xlsx(
        '<row><c/><c t="s"><v>9</v></c></row>' * 100, "", "<si><t>a</t></si>" * THINGS * size
    ),
    "xlsx one string often": lambda size: _as_xlsx(
        '<row><c/><c t="s"><v>0</v></c></row>' * THINGS * size, "", f"<si><t>{'a' * 100_000}</t></si>"
    ),
    "xlsx much packed": lambda size: _as_xlsx(" " * 20 * size * BYTES),
}
_TEXTS: dict[str, Bomb] = {
    "html entities": lambda size: (ENTITIES + "<html><body>&e9;</body></html>").encode(),
    "html deep": lambda size: ("<html><body>" + _deep("<div>", "</div>", size)).encode(),
    "html deep tables": lambda size: ("<html><body>" + _deep("<table><tr><td>", "", size)).encode(),
    "html deep bold": lambda size: ("<html><body>" + _deep("<b>", "</i>", size)).encode(),
    "html attributes": lambda size: ("<html><body><p " + 'a="b" ' * THINGS * size + ">a").encode(),
    "html open attribute": lambda size: ('<html><body><p a="' + "b<p> " * THINGS * size).encode(),
    "html open script": lambda size: ("<html><body>a" + "<script>" * THINGS * size).encode(),
    "html charset": lambda size: ("<html><head>" + "<meta charset=" * THINGS * size + "</head>a").encode(),
    "json deep lists": lambda size: _deep("[", "]", size).replace("a", "1").encode(),
    "json deep dicts": lambda size: _deep('{"a":', "}", size).replace("}a", '}"a"').encode(),
    "json open lists": lambda size: b"[" * size * BYTES,
    "json deep in a segment": lambda size: ('{"segments": [{"text": ' + "[" * 900 + "]" * 900 + "}]}").encode(),
    "json many segments": lambda size: json.dumps(
        {"segments": [{"start": n, "end": n + 1, "text": "a", "speaker": str(n % 3)} for n in range(THINGS * size)]}
    ).encode(),
    "json many words": lambda size: json.dumps(
        {"results": {"channels": [{"alternatives": [{"words": _words(THINGS * size)}]}]}}
    ).encode(),
    "json big number": lambda size: (
        '{"segments": [{"start": ' + "9" * size * BYTES + ', "end": 1, "text": "a"}]}'
    ).encode(),
    "json big exponent": lambda size: b'{"segments": [{"start": 1e400, "end": -1e400, "text": "a"}]}',
    "json backslashes": lambda size: b'{"segments": [{"text": "' + b"\\\\" * (size * BYTES // 2),
    "json surrogates": lambda size: b'{"segments": [{"text": "' + b"\\ud800" * (size * BYTES // 8) + b'"}]}',
    "rtf braces": lambda size: ("{\\rtf1 " + _deep("{", "}", size)).encode(),
    "rtf open braces": lambda size: b"{\\rtf1 a" + b"{" * size * BYTES,
    "rtf destinations": lambda size: ("{\\rtf1 a" + "{\\*\\x b}" * THINGS * size + "}").encode(),
    "rtf binary": lambda size: ("{\\rtf1 a" + "\\bin1000000000 " * THINGS * size + "}").encode(),
    "rtf uc": lambda size: ("{\\rtf1 \\uc1000000000 a" + "\\u233 b" * THINGS * size + "}").encode(),
    "rtf fonts": lambda size: ("{\\rtf1{\\fonttbl" + "{\\f1 a;}" * THINGS * size + "}a}").encode(),
    "rtf long number": lambda size: ("{\\rtf1 a\\b" + "1" * size * BYTES + " c}").encode(),
    "rtf long word": lambda size: ("{\\rtf1 a\\" + "b" * size * BYTES + " c}").encode(),
    "md deep quotes": lambda size: ("> " * THINGS * size + "a").encode(),
    "md open comment": lambda size: ("a\n\n" + "<!-- " * THINGS * size).encode(),
    "md front matter": lambda size: ("---\n" + "a: b\n" * THINGS * size).encode(),
    "md open code": lambda size: ("a\n" + "```\n" * THINGS * size).encode(),
    "csv open quotation": lambda size: ('Nama,Teks\nA,"' + "a\n" * (size * BYTES // 2)).encode(),
    "csv many columns": lambda size: ("Nama,Teks" + ",a" * (size * BYTES // 2) + "\nA,a\n").encode(),
    "csv many rows": lambda size: ("Nama;Teks\n" + "A;a\n" * THINGS * size).encode(),
    "txt utf-16 halves": lambda size: b"\xff\xfe" + b"\x00\xd8a\x00" * (size * BYTES // 4),
    "txt zeros": lambda size: b"a\0" * (size * BYTES // 2),
    "txt only zeros": lambda size: b"\0" * size * BYTES,
    "txt latin": lambda size: b"caf\xe9 \x93a\x94\n" * (size * BYTES // 16),
    "txt high bytes": lambda size: bytes(range(128, 256)) * (size * BYTES // 128),
    "txt stacked marks": lambda size: ("P: a\nB: e" + "\u0301\u0323" * (size * BYTES // 8)).encode(),
    "txt many speakers": lambda size: "".join(f"Orang{n}: a\nOrang{n}: b\n" for n in range(THINGS * size)).encode(),
    "txt many labels": lambda size: "".join(f"Kata{n}: a\n" for n in range(THINGS * size)).encode(),
    "txt near labels": lambda size: (
        "Pewawancara: a\n" * 5 + "".join(f"Pewawan{n}ara: a\n" for n in range(THINGS * size))
    ).encode(),
}
_PDFS: dict[str, Bomb] = {
    "pdf stream": lambda size: _as_pdf(_deflated(b"(a)Tj ", 800), FLATE),
    "pdf two filters": lambda size: _as_pdf(
        zlib.compress(_deflated(b" ", 800)), b"/Filter [/FlateDecode /FlateDecode]"
    ),
    "pdf no filter named": lambda size: _as_pdf(_deflated(b"q ", 800), b"/Filter 99 0 R"),
    "pdf much text": lambda size: _as_pdf(_deflated(SAID, 7), FLATE),
    "pdf much state": lambda size: _as_pdf(_deflated(b"q ", 7), FLATE),
    "pdf forms": lambda size: _as_pdf(
        b"/X Do", b"", b"3 0 R", *(_form(b"/X Do " * 10, number) for number in range(7, 20)), _form(SAID, 6)
    ),
    "pdf form in itself": lambda size: _as_pdf(b"/X Do", b"", b"3 0 R", _form(b"/X Do " * 9, 6)),
    "pdf one page often": lambda size: _as_pdf(SAID * 2000, b"", b"3 0 R " * 4000),
    "pdf a million pages": lambda size: _as_pdf(SAID, b"", b"3 0 R " * 1_000_000),
    "pdf pages in themselves": lambda size: _as_pdf(SAID, b"", b"2 0 R 2 0 R"),
    "pdf inline pictures": lambda size: _as_pdf(
        (b"BI /W 9000 /H 9000 /CS /G /BPC 8 /F /Fl ID " + _deflated(b" ", 80) + b" EI ") * 100
    ),
    "pdf many objects": lambda size: (
        b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n<<>>\nendobj\n" % n for n in range(THINGS * size))
    ),
    "pdf open strings": lambda size: b"%PDF-1.4\n" + b"1 0 obj (" * THINGS * size,
    "pdf open streams": lambda size: b"%PDF-1.4\n" + b"1 0 obj <<>> stream\n" * THINGS * size,
    "pdf digits": lambda size: b"%PDF-1.4\n" + b"1" * size * BYTES,
    "pdf comments": lambda size: b"%PDF-1.4\n" + b"1 %1\n" * (size * BYTES // 8),
    "pdf brackets": lambda size: b"%PDF-1.4\n1 0 obj " + b"[" * size * BYTES,
}
BOMBS: dict[str, Bomb] = {
    **_PACKAGES,
    **_TEXTS,
    **_PDFS,
    **{
        f"{suffix} line of {filling!r}": lambda size, suffix=suffix, filling=filling: _filled(suffix, filling, size)  # type: ignore[misc]
        for filling in FILLINGS
        for suffix in OPENINGS
    },
    **{
        f"{suffix} lines of {line!r}": lambda size, suffix=suffix, line=line: _lined(suffix, line, size)  # type: ignore[misc]
        for line in LINES
        for suffix in OPENINGS
    },
}
"""Every bomb by name, which begins with its suffix, and what makes it at a size."""
