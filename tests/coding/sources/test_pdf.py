"""PDF: text in reading order, without what the page adds."""

from __future__ import annotations

import csv
import re
import struct
import time
import zlib
from pathlib import Path

import pytest

from benang.coding.sources import read_bytes
from benang.coding.sources.document import Document
from benang.problems import StudyError

typst = pytest.importorskip("typst")

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "pdpilot"
real = pytest.mark.skipif(not REAL.exists(), reason="the real study is not here")


def pdf(source: str) -> bytes:
    return bytes(typst.compile(source.encode(), format="pdf"))


def read(data: bytes) -> Document:
    return read_bytes(data, "a.pdf", "a.pdf")


def clean(document: Document) -> str:
    pieces, here = [], 0
    for edit in document.edits:
        pieces += [document.raw[here : edit.start], edit.replacement]
        here = edit.end
    return "".join([*pieces, document.raw[here:]])


PAGE = "#set page(width: 12cm, height: 8cm, header: [Studi UMKM], footer: context [Halaman #counter(page).display()])\n"


def test_printed_lines() -> None:
    document = read(pdf("P: Sejak kapan?\n\nB: Dari dulu, “Jum’at”."))
    assert document.raw == "P: Sejak kapan?\nB: Dari dulu, “Jum’at”."
    assert document.edits == ()
    assert document.format == "pdf"


def test_headers_and_footers_go() -> None:
    body = "\n\n".join(f"B: Jawaban nomor {'abcdefghijklmnopqrstuvwxyz'[n]}." for n in range(26))
    document = read(pdf(PAGE + body))
    assert document.raw.count("Studi UMKM") > 2
    assert clean(document).strip().split("\n") == body.split("\n\n")


def test_one_page_keeps_its_lines() -> None:
    assert clean(read(pdf("Wawancara\n\nB: satu\n\n2019"))).split("\n") == ["Wawancara", "B: satu", "2019"]


def numbered(paragraphs: list[str], start: int = 1) -> str:
    rows = "".join(f"#block[#place(dx: -1cm)[{n}]{text}]\n" for n, text in enumerate(paragraphs, start))
    return "#set page(width: 10cm, height: 9cm, margin: 2cm)\n" + rows


def test_paragraph_numbers_in_the_margin_go_and_paragraphs_are_joined() -> None:
    paragraphs = [f"P: apa {word} itu dan mengapa begitu dan kapan mulainya dan di mana?" for word in "abcdefg"]
    document = read(pdf(numbered(paragraphs)))
    assert document.raw.startswith("1 P: apa a itu")
    assert clean(document).split("\n") == paragraphs


def test_numbers_that_do_not_count_stay() -> None:
    paragraphs = [f"P: apa {word} itu?" for word in "abc"]
    source = numbered(paragraphs[:1]) + numbered(paragraphs[1:2], 7) + numbered(paragraphs[2:], 3)
    assert "7 P: apa b itu?" in clean(read(pdf(source)))


def test_numbers_in_the_text_stay() -> None:
    text = "1 orang datang\n\n2 orang pulang\n\n3 orang tinggal"
    assert clean(read(pdf(text))).split("\n") == text.split("\n\n")


def test_hyphens() -> None:
    document = read(
        pdf('#set page(width: 4cm)\n#set text(hyphenate: true, lang: "en")\ninternationalisation of communication')
    )
    assert re.sub(r"[-\s]", "", clean(document)) == "internationalisationofcommunication"
    assert "\n" in document.raw
    assert "-\n" not in clean(document)


def test_no_text_layer() -> None:
    with pytest.raises(StudyError) as error:
        read(pdf("#rect(fill: red)"))
    assert [problem.kind for problem in error.value.problems] == ["pdf-no-text"]


def _png() -> bytes:
    """A black dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_pages_that_are_pictures_only() -> None:
    data = ", ".join(str(byte) for byte in _png())
    document = read(pdf(f'B: halo\n#pagebreak()\n#image(bytes(({data})), format: "png", width: 3cm)\n'))
    assert [(problem.kind, problem.values["pages"]) for problem in document.problems] == [
        ("pdf-pages-without-text", "2")
    ]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"])
def test_broken(data: bytes) -> None:
    with pytest.raises(StudyError) as error:
        read(data)
    assert [problem.kind for problem in error.value.problems] == ["pdf-broken"]


def test_not_a_pdf_at_all() -> None:
    with pytest.raises(StudyError) as error:
        read(b"halo")
    assert [problem.kind for problem in error.value.problems] == ["pdf-broken"]


@real
def test_every_coded_segment_of_a_real_study_is_found() -> None:
    begin = time.perf_counter()
    texts = {path.stem: clean(read(path.read_bytes())) for path in sorted(REAL.glob("*.pdf"))}
    assert time.perf_counter() - begin < 20
    with (REAL / "coded-segments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 261
    bare = {name: "".join(text.split()) for name, text in texts.items()}
    spaced = {name: " ".join(text.split()) for name, text in texts.items()}
    assert all("".join(row["Segment"].split()) in bare[row["Document name"]] for row in rows)
    # Three segments are broken after a hyphen in the table itself.
    assert sum(" ".join(row["Segment"].split()) in spaced[row["Document name"]] for row in rows) >= 258


@real
def test_paragraphs_of_a_real_study() -> None:
    for path in sorted(REAL.glob("*.pdf")):
        document = read(path.read_bytes())
        lines = clean(document).split("\n")
        assert lines[0] == "Interview"
        assert all(re.match(r"\w+: ", line) for line in lines[1:]), path.name
