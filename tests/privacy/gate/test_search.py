"""The leak gate: a name planted in any kind of file is found, and what only looks like one is not."""

import base64
import bz2
import gzip
import hashlib
import io
import json
import lzma
import os
import random
import sqlite3
import stat
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl
import openpyxl.comments
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typst
from examples import examples
from hostile import GATE
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.conclusions.report.markdown_text import escaped, escaped_inline
from benang.core.places import WORKFLOW
from benang.core.problems import Problem, vocabulary
from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.found_texts import PIECE, Text, Unsearched
from benang.privacy.gate.made_ids import false_alarms, read_made_ids
from benang.privacy.gate.opening import Opener
from benang.privacy.gate.search import (
    PublicFile,
    findings_of,
    read_leaks,
    read_public,
    search_public,
)
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.gate.source_places import Places
from benang.privacy.gate.telling import MOST_REPORTED
from benang.privacy.identifiers import KINDS
from benang.privacy.pseudonyms import Pseudonyms

NAMES = Pseudonyms(
    {"Siti": "[Orang 1]", "Siti Marlina": "[Orang 1]", "Mukhlis": "[Orang 2]", "Al": "[Orang 3]", "bunga": "[Orang 4]"}
)
KEY = {
    ("phone", "081200001234"): "[Telepon 1]",
    ("email", "toko.siti@contoh.id"): "[Surel 1]",
    ("handle", "@kain_serang"): "[Akun 1]",
    ("url", "contoh.id/toko-kain"): "[Tautan 1]",
    ("plate", "a1234bcd"): "[Pelat 1]",
    ("nik", "3604010101900001"): "[NIK 1]",
}
SOUGHT = SensitiveTerms(NAMES, KEY)


def leaks_in(files, terms):
    return list(search_public(files, terms).problems)


def leaks(data, name="results/file.bin", terms=SOUGHT):
    data = data.encode() if isinstance(data, str) else data
    return dict(Counter(finding.replacement for finding in findings_of(PublicFile(name, data), terms).findings))


def zipped(members, comment=b""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # without a date
        archive.comment = comment
    return buffer.getvalue()


def png(*chunks):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunk(*each) for each in chunks) + pixels + chunk(b"IEND", b"")


def parquet(table):
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def pdf(source):
    return typst.compile(source.encode(), format="pdf")


def pdf_object(body, stream=b""):
    """A PDF of one page with one more object."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        body + (b"\nstream\n" + stream + b"\nendstream" if stream else b""),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 5\n0000000000 65535 f \n%btrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


def notebook(**changes):
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": ["x = 1\n"]}
    cell |= changes.pop("cell", {})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell], **changes})


def workbook(comment="", cell="", title=""):
    book = openpyxl.Workbook()
    book.active["A1"] = cell or "isi"
    if comment:
        book.active["A1"].comment = openpyxl.comments.Comment(comment, "peneliti")
    book.properties.title = title or "tabel"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def database(cell):
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE catatan (isi TEXT)")
        base.execute("INSERT INTO catatan VALUES (?)", (cell,))
        base.commit()
        return base.serialize()


# Each holds {0} where a name is planted; the same with a word in its place holds none.
PLANTED = {
    "text": lambda name: f"kata {name} dan lain",
    "csv": lambda name: f"a,b\n1,{name}\n",
    "text in UTF-16": lambda name: f"kata {name}\n".encode("utf-16"),
    "text in UTF-16 without a mark": lambda name: f"kata {name}\n".encode("utf-16-le"),
    "UTF-16 in a binary": lambda name: b"\x01\x02\xff\xfe\x03" * 50 + name.encode("utf-16-be") + b"\x07\x99\xfe" * 50,
    "html attribute": lambda name: f'<p title="{name}">x</p>',
    "html entity": lambda name: f"<p>&#{ord(name[0])};{name[1:]}</p>",
    "html entity in hexadecimal": lambda name: f"<p>&#x{ord(name[0]):x};{name[1:]}</p>",
    "escaped entity": lambda name: f"<p>&amp;#{ord(name[0])};{name[1:]}</p>",
    "tags in a word": lambda name: f"<p>oleh <b>{name[:2]}</b>{name[2:]}.</p>",
    "escaped tags in a word": lambda name: f"<p>oleh &lt;b&gt;{name[:2]}&lt;/b&gt;{name[2:]}.</p>",
    "html comment": lambda name: f"<p>x<!-- {name} --></p>",
    "svg tspans": lambda name: f"<svg><text><tspan x='1'>{name[:3]}</tspan><tspan>{name[3:]}</tspan></text></svg>",
    "soft hyphen": lambda name: f"<p>{name[:2]}&shy;{name[2:]}</p>",
    "json escape": lambda name: f'{{"a": "x\\n\\u{ord(name[0]):04x}{name[1:]}"}}',
    "json line end": lambda name: f'{{"a": "x\\n{name}\\ny"}}',
    "percent": lambda name: f'<a href="x?q=a%20%{ord(name[0]):x}{name[1:]}">y</a>',
    "data URI": lambda name: (
        f'<img src="data:text/plain;base64,{base64.b64encode(f"oleh {name} saja".encode()).decode()}">'
    ),
    "picture in a data URI": lambda name: (
        b"<img src='data:image/png;base64,\n"
        + base64.encodebytes(png((b"tEXt", b"Author\x00" + name.encode())))
        + b"'>"
    ),
    "png tEXt": lambda name: png((b"tEXt", b"Author\x00" + name.encode())),
    "png zTXt": lambda name: png((b"zTXt", b"Author\x00\x00" + zlib.compress(name.encode()))),
    "png iTXt": lambda name: png((b"iTXt", b"Author\x00\x01\x00id\x00\x00" + zlib.compress(name.encode()))),
    "png iTXt, not packed": lambda name: png((b"iTXt", b"Author\x00\x00\x00id\x00\x00" + name.encode())),
    "png eXIf": lambda name: png((b"eXIf", b"II*\x00\x08\x00" + f"Artist of this picture: {name}\x00".encode())),
    "behind a png": lambda name: png() + f"oleh {name}".encode(),
    "parquet cell": lambda name: parquet(pa.table({"text": ["a", f"kata {name}"]})),
    "parquet list": lambda name: parquet(pa.table({"x": [[{"y": ["a", name]}], []]})),
    "parquet dictionary": lambda name: parquet(pa.table({"x": pa.array([name, "a", name]).dictionary_encode()})),
    "parquet binary": lambda name: parquet(pa.table({"x": [f"kata {name}".encode()]})),
    "parquet schema": lambda name: parquet(pa.table({"x": [1]}).replace_schema_metadata({"made by": name})),
    "parquet field": lambda name: parquet(
        pa.table([[1]], pa.schema([pa.field("x", pa.int64(), metadata={"note": name})]))
    ),
    "parquet column name": lambda name: parquet(pa.table({f"jawaban {name}": [1]})),
    "sqlite cell": database,
    "zip member": lambda name: zipped({"a.txt": f"oleh {name}"}),
    "zip member name": lambda name: zipped({f"audio/wawancara_{name.lower()}.mp3": b""}),
    "zip comment": lambda name: zipped({"a.txt": "x"}, name.encode()),
    "zip in a zip": lambda name: zipped({"b.zip": zipped({"a.txt": f"oleh {name}"})}),
    "gzip": lambda name: gzip.compress(f"oleh {name}".encode()),
    "docx runs": lambda name: zipped(
        {
            "word/document.xml": f"<w:p><w:r><w:t>{name[:2]}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>"
            f"<w:t>{name[2:]}</w:t></w:r></w:p>"
        }
    ),
    "docx property": lambda name: zipped(
        {"docProps/custom.xml": f"<Properties><property name='x'><vt:lpwstr>{name}</vt:lpwstr></property></Properties>"}
    ),
    "xlsx cell": lambda name: workbook(cell=f"kata {name}"),
    "xlsx comment": lambda name: workbook(comment=f"tanya {name} lagi"),
    "xlsx property": lambda name: workbook(title=f"Kunjungan ke {name}"),
    "odt": lambda name: zipped({"content.xml": f"<text:p>{name[:3]}<text:span>{name[3:]}</text:span></text:p>"}),
    "notebook source": lambda name: notebook(cell={"source": [f"x = '{name}'\n"]}),
    "notebook source in parts": lambda name: notebook(cell={"source": [name[:2], name[2:]]}),
    "notebook metadata": lambda name: notebook(metadata={"authors": [{"name": name}]}),
    "notebook cell metadata": lambda name: notebook(cell={"metadata": {"tags": [name]}}),
    "notebook output": lambda name: notebook(cell={"outputs": [{"text": ["a\n", f"oleh {name}\n"]}]}),
    "notebook picture": lambda name: notebook(
        cell={
            "outputs": [
                {"data": {"image/png": base64.b64encode(png((b"tEXt", b"Author\x00" + name.encode()))).decode()}}
            ]
        }
    ),
    "pdf page": lambda name: pdf(f"Kata {name} saja"),
    "pdf information": lambda name: pdf(f'#set document(title: "Tentang {name}")\nx'),
    "pdf bookmark": lambda name: pdf(f"#set heading(bookmarked: true)\n#hide[= Kunjungan {name}]"),
    "pdf line end": lambda name: pdf(f"#set page(width: 3cm)\nabcdefghij {name[:3]}-\\ {name[3:]}"),
    "pdf annotation": lambda name: pdf_object(b"<< /Type /Annot /Contents (oleh %b) >>" % name.encode()),
    "pdf string in octal": lambda name: pdf_object(
        b"<< /Contents (oleh \\%03o%b) >>" % (ord(name[0]), name[1:].encode())
    ),
    "pdf string in UTF-16": lambda name: pdf_object(
        b"<< /Contents <%b> >>" % (b"\xfe\xff" + name.encode("utf-16-be")).hex().encode()
    ),
    "pdf XMP": lambda name: pdf_object(
        b"<< /Type /Metadata /Filter /FlateDecode >>",
        zlib.compress(f"<?xpacket begin=''?><dc:creator>{name}</dc:creator>".encode()),
    ),
    "pdf packed objects": lambda name: pdf_object(
        b"<< /Type /ObjStm /Filter /FlateDecode >>", zlib.compress(f"9 0 << /T (oleh {name}) >>".encode())
    ),
    "unknown binary": lambda name: (
        bytes(range(256)) + f"This was written by {name} on a day".encode() + bytes(range(256))
    ),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_name_is_found_in(kind):
    found = leaks(PLANTED[kind]("Mukhlis"))
    assert set(found) == {"[Orang 2]"}
    # Parquet keeps a column's name and metadata in the schema and, as pyarrow writes them, in the file's.
    assert found["[Orang 2]"] >= 1


@pytest.mark.parametrize("kind", PLANTED)
def test_a_word_that_is_no_name_is_no_leak_in(kind):
    assert leaks_in([PublicFile("results/file.bin", _bytes(PLANTED[kind]("Mukadim")))], SOUGHT) == []


def _bytes(data):
    return data.encode() if isinstance(data, str) else data


def test_a_name_of_several_words_over_cells_lines_and_tags():
    assert leaks("<td>Siti</td><td>Marlina</td>") == {"[Orang 1]": 1}
    assert leaks("kata Siti\nMarlina") == {"[Orang 1]": 1}
    assert leaks("kata Siti<br/>Marlina, siti_marlina.mp3") == {"[Orang 1]": 2}


@pytest.mark.parametrize(
    "text", ["Mukhlisnya", "mukhlis_store", "#KainMukhlis", "MukhlisKain", "pak mukhlis", "MUKHLIS"]
)
def test_a_name_within_a_word_is_found(text):
    assert leaks(f"kata {text} lain") == {"[Orang 2]": 1}


@pytest.mark.parametrize("text", ["situs", "bungalow", "Alam", "kemukhlisan", "al", "mukhlis", "Situ Marlina"])
def test_another_word_is_no_leak(text):
    assert leaks(f"kata {text} lain") == {}


def test_a_name_listed_in_small_letters_counts_so():
    assert leaks("kata bunga lain") == {"[Orang 4]": 1}


def test_a_name_in_another_script_and_normal_form():
    names = SensitiveTerms(
        Pseudonyms({"José": "[P 1]", "أحمد": "[P 2]", "王芳": "[P 3]", "Марина": "[P 4]", "नेहा शर्मा": "[P 5]"})
    )
    text = "kata Jose\u0301 dan أحمد dan 我叫王芳。 dan Мариной नेहा शर्मा " + "é" * 50
    assert leaks(text, terms=names) == {f"[P {number}]": 1 for number in range(1, 6)}
    assert leaks(text.encode("utf-16"), terms=names) == leaks(text, terms=names)


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("telp 0812-0000-1234 ya", "[Telepon 1]"),
        ("+62 812 0000 1234", "[Telepon 1]"),
        ("2022 (0812) 0000.1234", "[Telepon 1]"),
        ("https://wa.me/6281200001234", "[Telepon 1]"),
        ("surel Toko.Siti@Contoh.id.", "[Surel 1]"),
        ("toko.siti%40contoh.id", "[Surel 1]"),
        ("ikuti @Kain_Serang!", "[Akun 1]"),
        ("https://www.contoh.id/toko-kain?x=1", "[Tautan 1]"),
        ("pelat A 1234 BCD itu", "[Pelat 1]"),
        ("3604 0101 0190 0001", "[NIK 1]"),
    ],
)
def test_an_identifier_of_the_key_is_found_in_every_spelling(text, replacement):
    assert leaks(text)[replacement] == 1


@pytest.mark.parametrize(
    "text",
    ["0812000012345", "1081200001234", "kain_serang", "@kain_serang_2", "contoh.id", "xa1234bcd", "081200001235"],
)
def test_what_is_like_an_identifier_is_no_leak(text):
    assert leaks(f"kata {text} lain") == {}


def test_no_false_alarm_in_base64_hashes_and_random_bytes():
    noise = random.Random(7)
    short = SensitiveTerms(
        Pseudonyms(dict.fromkeys(("Al", "Ade", "Ani", "Bo", "Dea", "Jo", "Ng", "abed", "cafe"), "[P]"))
    )
    data = noise.randbytes(300_000)
    hashes = "\n".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(2000))
    uuids = "\n".join(f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:32]}" for h in hashes.split("\n"))
    for text in (base64.b64encode(data).decode(), base64.encodebytes(data).decode(), hashes, uuids):
        assert leaks(text, terms=short) == {}
        assert leaks(json.dumps({"x": text}), terms=short) == {}
    assert leaks(data, terms=short) == {}
    assert leaks(zlib.compress(data), terms=short) == {}
    assert leaks(png((b"IDAT", data)), terms=short) == {}
    assert leaks(b"wOF2" + data, terms=short) == {}
    assert leaks(zipped({"x.bin": data}), terms=short) == {}


def test_a_short_name_beside_ids_is_found_all_the_same():
    assert leaks("1,wawancara-A,12,Al,observer,a1b2c3d4e5\n") == {"[Orang 3]": 1}
    assert leaks("data/interviews/2022-09-01-Al-kios.txt") == {"[Orang 3]": 1}


def test_a_long_name_in_a_font_is_found():
    assert leaks(b"wOF2" + bytes(range(256)) + b"Mukhlis" + bytes(range(256))) == {"[Orang 2]": 1}


def test_a_file_name_counts_and_is_not_quoted():
    problems = leaks_in([PublicFile("results/wawancara_mukhlis/081200001234.csv", b"x")], SOUGHT)
    assert {problem.values["pseudonym"] for problem in problems} == {"[Orang 2]", "[Telepon 1]"}
    assert {problem.file for problem in problems} == {"results/wawancara_[Orang 2]/[Telepon 1].csv"}
    assert {problem.place for problem in problems} == {"file name"}


def test_names_of_the_formats_own_parts_are_no_leak():
    styles = SensitiveTerms(Pseudonyms({"Styles": "[P 1]", "Media": "[P 2]", "Word": "[P 3]", "En": "[P 4]"}))
    files = {"word/styles.xml": "<a/>", "word/media/image1.png": b"", "docProps/core.xml": "<a/>"}
    assert leaks(zipped(files), "results/figures/en/x.docx", styles) == {}
    assert leaks(zipped({**files, "word/media/styles-cut.png": b""}), terms=styles) == {"[P 1]": 1}


def test_each_leak_is_told_once_with_the_words_around_it_and_what_governs_it_and_no_name():
    document = zipped({"word/document.xml": "<w:p>kata Mukhlis di kios</w:p><w:p>oleh Siti</w:p>"})
    files = [PublicFile("a.docx", document), PublicFile("b.txt", b"satu\ntelp 0812-0000-1234\nkata Mukhlis di kios")]
    problems = leaks_in([*files, PublicFile("c.csv", b"kata Mukhlis, di kios")], SOUGHT)
    told = [
        (each.kind, each.file, each.line, each.place, each.values["words"], each.values["files"]) for each in problems
    ]
    assert told == [
        ("leak-name", "a.docx", 1, "word/document.xml", "kata [Orang 2] di kios oleh [Orang 1]", "a.docx"),
        (
            "leak-name",
            "a.docx",
            1,
            "word/document.xml",
            "kata [Orang 2] di kios oleh [Orang 1]",
            "a.docx; b.txt; c.csv",
        ),
        ("leak-identifier", "b.txt", 2, "", "satu telp [Telepon 1] kata [Orang 2] di kios", "b.txt"),
    ]
    for problem in problems:
        for language in ("id", "en"):
            message = problem.message(language).lower()
            assert "mukhlis" not in message and "siti" not in message and "1234" not in message
            assert "`pseudonyms`" in message and ("`identifiers`" in message) == (problem.kind == "leak-identifier")


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("results/coding_sheets/ES.html", "make coding-sheets"),
        ("results/summary_sheets/summaries.csv", "make summary-sheets"),
        ("results/coded_copies/w-A.html", "make coded-copies"),
    ],
)
def test_a_leak_in_a_file_made_on_request_says_which_command_makes_it_again(file, command):
    made = PublicFile(file, b"kata Mukhlis di kios")
    (problem,) = leaks_in([made], SOUGHT)
    assert problem.kind == "leak-made-before" and problem.file == file
    for language in ("id", "en"):
        assert command in problem.remedy(language) and "mukhlis" not in problem.message(language).lower()
    # What every run makes, too, is mended where it comes from.
    (problem,) = leaks_in([made, PublicFile("results/coding/codes.csv", made.data)], SOUGHT)
    assert problem.kind == "leak-name"


def test_a_leak_that_stands_in_a_source_is_told_by_source_turn_and_line():
    text = "A: halo\n\nB: kata Mukhlis, di kios saja"
    sources = pd.DataFrame({"source_id": ["w-A"], "file": ["data/w-A.txt"], "text": [text]})
    turns = pd.DataFrame(
        {
            "source_id": ["w-A"] * 2,
            "turn": [1, 2],
            "start": [3, 12],
            "end": [7, 38],
            "line": [4, 9],
            "case_id": ["A"] * 2,
        }
    )
    offset_map = pd.DataFrame({"source_id": ["w-A"] * 2, "start": [0, 9], "raw_line": [4, 9]})
    page = "<p>\u201ckata <b>Mukh</b>lis, di kios saja\u201d</p><p>lagi: kata Mukhlis, di kios saja</p>"
    files = [PublicFile("results/t.csv", text.encode()), PublicFile("reports/r.html", page.encode())]
    tables = {"sources": sources, "turns": turns, "offset_map": offset_map}
    problems = search_public(files, SOUGHT, places=Places(tables.__getitem__)).problems
    assert [(each.kind, each.file, each.line, each.place) for each in problems] == [
        ("leak-name-in-source", "data/w-A.txt", 9, "turn 2")
    ]
    assert problems[0].values["files"] == "results/t.csv; reports/r.html"
    assert problems[0].values["words"] == "A: halo B: kata [Orang 2], di kios saja"


def test_many_leaks_of_one_name_are_counted():
    text = "\n".join(f"{number} kata Mukhlis nomor {number}" for number in range(MOST_REPORTED + 7))
    problems = leaks_in([PublicFile("a.txt", text.encode())], SOUGHT)
    assert (len(problems), problems[-1].kind, problems[-1].values["count"]) == (MOST_REPORTED + 1, "leak-more", 7)


def test_a_page_is_named():
    [problem] = leaks_in([PublicFile("r.pdf", pdf("a #pagebreak() b #pagebreak() kata Mukhlis"))], SOUGHT)
    assert problem.place == "page 3"


@pytest.mark.parametrize("kind", [kind for kind in sorted(vocabulary()) if kind.startswith("written-")])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_programs_own_messages_are_no_leak(kind, language):
    told = Problem(kind, values={"written": "passage:c123"}).message(language)
    terms = SensitiveTerms(NAMES, KEY, tuple(KINDS))
    # In the report as it is written, they are escaped.
    for text in (told, escaped(told), escaped_inline(told)):
        assert leaks(text, "results/conclusions/supplement.md", terms) == {}


def test_an_account_in_brackets_is_a_leak():
    terms = SensitiveTerms(NAMES, KEY, ("handle",))
    for account in ("@kain_serang", "@toko_lain", "@passage_toko"):
        assert leaks(f"see [{account}] and", "results/conclusions/supplement.md", terms), account


def test_patterns_are_looked_for_in_words_of_sources_only():
    terms = SensitiveTerms(NAMES, KEY, ("phone",))
    text = "telepon 0813-1111-2222 ya"
    table = parquet(pa.table({"text": [text], "coding_id": ["081311112222"]}))
    [problem] = leaks_in([PublicFile("results/coding/turns.parquet", table)], terms)
    assert (problem.place, problem.values["pseudonym"], problem.values["count"]) == ("column text", "[Phone]", 1)
    assert leaks(text, "results/conclusions/report.md", terms) == {"[Phone]": 1}
    assert leaks(table, "results/literature/works.parquet", terms) == {}
    assert leaks(f"<path d='{text}'/>", "results/figures/id/x.svg", terms) == {}
    assert leaks(parquet(pa.table({"coding_id": ["081311112222"]})), "results/coding/x.parquet", terms) == {}


def test_words_of_coding_sheets_are_looked_through_as_a_person_reads_them():
    terms = SensitiveTerms(NAMES, KEY, ("phone", "handle"))
    page = "<style>@media print {}</style><p data-x='0813-1111-2223'>telepon 0813-1111-2222 ya</p>"
    assert leaks(page, "results/coding_sheets/ayu.html", terms) == {"[Phone]": 1}
    assert leaks(workbook(cell="telepon 0813-1111-2222 ya"), "results/coding_sheets/ayu.xlsx", terms) == {"[Phone]": 1}
    assert leaks(page, "results/figures/id/ayu.html", terms) == {}


def test_what_the_run_made_is_no_identifier_and_the_same_digits_elsewhere_are():
    terms = SensitiveTerms(NAMES, KEY, ("phone",))
    digest = "022267580588" + "ab" * 26
    made = {"0813111122", "0707087415", "3c08131111222f", digest}
    known = replace(terms, made=terms.false_alarms(made))
    text = "- A: [[0813111122]{.id}](#q.0813111122), 0707087415; [3c08131111222f]; 022267580588, PASSAGE-0707087415"
    assert leaks(text, "results/conclusions/report.md", terms) != {}
    assert leaks(text, "results/conclusions/report.md", known) == {}
    assert leaks("A: 0813111123", "results/conclusions/report.md", known) == {"[Phone]": 1}
    table = parquet(pa.table({"why": ["lihat 0707087415 dan 0222675805"]}))
    assert leaks(table, "results/coding/codings.parquet", known) == {}
    assert leaks("telp 022267580588x", "results/conclusions/report.md", terms) == {}


@examples(25)
@given(st.lists(st.from_regex(r"0?8[0-9]{7,11}[0-9a-f]{0,6}|[0-9a-f]{10}|4d756b686c6973", fullmatch=True), max_size=30))
def test_what_looks_like_something_sought_among_the_runs_ids_is_known_from_before(ids):
    terms = SensitiveTerms(NAMES, KEY, ("phone",))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "results").mkdir()

        def found(before, *ids):
            pq.write_table(pa.table({"coding_id": pa.array(ids, pa.string())}), root / "results" / "codings.parquet")
            return false_alarms(root, "results", terms, before)

        kept = root / "private" / "made_ids.json"
        assert found("", *ids) == terms.false_alarms(ids)
        for some in (ids[:-1], ids, ids, ids[1:]):
            assert found(kept, *some) == terms.false_alarms(some)
        known = json.loads(kept.read_text("utf-8"))
        kept.write_text(json.dumps(known | {"parts": {part: ["seen"] for part in known["parts"]}}), "utf-8")
        assert found(kept, *ids[1:], "new") == terms.false_alarms(["new"]) | ({"seen"} if ids[1:] else set())


def test_ids_of_the_run_are_read_from_its_tables(tmp_path):
    (tmp_path / "results").mkdir()
    table = pa.table(
        {
            "coding_id": ["0707087415", "ABC"],
            "coding_ids": [["0813111122", "0813111123"], []],
            "source_id": ["081277778888", "b"],
            "why": ["model, 022267580588", "telp, 081299990000"],
            "method": ["llm", "human"],
        }
    )
    pq.write_table(table, tmp_path / "results" / "codings.parquet")
    (tmp_path / "results" / "broken.parquet").write_bytes(b"PAR1 broken")
    made = set(read_made_ids(tmp_path, "results").to_pylist())
    assert made - {""} == {"0707087415", "abc", "0813111122", "0813111123", "022267580588"}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("telp 0813-1111-2222 ya", "0813-1111-2222"),
        ("telp 081311112222 ya", "0813-1111-2222"),
        ("telp 0812 0000 1234 ya", "081200001234"),
        ("surel toko.siti@contoh.id itu", "toko.siti@contoh.id"),
        ("buka https://www.contoh.id/toko-kain ya", "contoh.id/toko-kain"),
        ("ke Mukhlis Jaya kemarin", "Mukhlis Jaya"),
        ("lihat MukhlisKain itu", "MukhlisKain"),
        ("kode 0707087415 itu", "0707087415"),
    ],
)
def test_a_row_that_stands_for_itself_silences_what_it_names(text, row):
    kinds = ("phone", "email", "url")
    before = SensitiveTerms(NAMES, KEY, kinds)
    after = SensitiveTerms(Pseudonyms({**NAMES.names, row: row}), KEY, kinds)
    assert leaks(text, "results/conclusions/report.md", before) != {}
    assert leaks(text, "results/conclusions/report.md", after) == {}
    assert leaks("Mukhlis, 0811-2222-3333", "results/conclusions/report.md", after) != {}


def test_a_title_that_begins_with_a_name_passes_where_a_table_keeps_it_cut_short():
    title = "Mukhlis dan pasar malam di kota pelabuhan: " + "kajian panjang tentang kain dan perantau " * 4
    allowed = Allowed.of([{"id": "x", "title": title, "author": [{"family": "Chung"}]}], {})
    buffer = io.BytesIO()
    table = pa.table({"title": [title.strip(), "Zaman lama"], "n": [1, 2]})
    pq.write_table(table, buffer, compression="none", write_page_index=True)
    file = PublicFile("results/literature/works.parquet", buffer.getvalue())
    assert findings_of(file, SOUGHT, allowed).findings == ()
    assert len(findings_of(file, SOUGHT).findings) == 1


def test_a_sheet_beyond_what_is_opened_at_once_is_read_in_parts():
    row = "<row><c><v>{}</v></c></row>"
    rows = "".join(row.format(f"kata orang lain tentang kain nomor {number}") for number in range(20_000))
    for place in (0, len(rows) // 2 // len(row) * len(row), len(rows)):
        sheet = f"<sheetData>{rows[:place]}<t>oleh Muk</t><t>hlis</t> oleh Siti{rows[place:]}</sheetData>"
        book = zipped({"xl/worksheets/sheet1.xml": sheet, "xl/workbook.xml": "<workbook/>"})
        for packed in (
            book,
            gzip.compress(sheet.encode()),
            bz2.compress(sheet.encode()),
            lzma.compress(sheet.encode()),
        ):
            found = list(Opener(left=100_000).open("", packed))
            assert not [each for each in found if isinstance(each, Unsearched)]
            assert (
                sum("oleh Siti" in each.text for each in found if isinstance(each, Text) and each.form == "text") == 1
            )


def test_a_text_that_is_far_larger_than_its_archive_is_told():
    bomb = zipped({"a.txt": b"oleh Mukhlis saja\n" * 3_000_000})
    assert "large" in {each.why for each in Opener(left=5000).open("x", bomb) if isinstance(each, Unsearched)}


def test_what_no_program_here_opens_is_told():
    assert [
        each.why for each in Opener().open("", b"7z\xbc\xaf\x27\x1c" + b"x" * 99) if isinstance(each, Unsearched)
    ] == ["packed"]


@pytest.mark.parametrize("processes", [1, 3])
def test_a_file_that_was_searched_before_is_not_opened_again(tmp_path, processes):
    search = partial(read_leaks, tmp_path, ["results"], processes=processes)
    for name, text in {"results/a.txt": "oleh Mukhlis di kios", "results/b.txt": "kata orang"}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    cache = tmp_path / "private" / "searched.json"
    first = search(SOUGHT, before=cache, code="1")
    again = search(SOUGHT, before=cache, code="1")
    assert (first.opened, again.opened) == (2, 0)
    assert again.problems == first.problems and len(first.problems) == 1
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600 or os.name == "nt"
    kept = cache.read_text(encoding="utf-8").lower()
    assert "mukhlis" not in kept and "0812" not in kept and "di kios" in kept
    # What is new, renamed or changed is opened; so is all where something else is looked for, or with other code.
    (tmp_path / "results" / "b.txt").write_text("oleh Siti")
    (tmp_path / "results" / "a.txt").rename(tmp_path / "results" / "mukhlis.txt")
    changed = search(SOUGHT, before=cache, code="1")
    assert changed.opened == 2 and {each.values["pseudonym"] for each in changed.problems} == {"[Orang 1]", "[Orang 2]"}
    assert "mukhlis" not in cache.read_text(encoding="utf-8").lower()
    assert search(SensitiveTerms(NAMES), before=cache, code="1").opened == 2
    assert search(SensitiveTerms(NAMES), before=cache, code="2").opened == 2
    cache.write_text('{"form": 1')
    assert search(SOUGHT, before=cache, code="1").opened == 2


def test_an_identifier_of_the_key_is_counted_once_where_its_pattern_is_looked_for_too():
    terms = SensitiveTerms(NAMES, KEY, ("phone",))
    assert leaks("telp 0812-0000-1234 ya", "results/conclusions/report.md", terms) == {"[Telepon 1]": 1}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04" + b"broken" * 20, "broken"),
        (b"%PDF-1.7 broken", "broken"),
        (b"PAR1 broken", "broken"),
        (b"SQLite format 3\x00 broken", "broken"),
        (zipped({"a.txt": b"x" * 3000})[:-40], "broken"),
    ],
)
def test_what_cannot_be_opened_is_told(data, why):
    problems = leaks_in([PublicFile("results/x", data + b" oleh Mukhlis ")], SOUGHT)
    assert {problem.kind for problem in problems} == {"leak-name", f"leak-unsearched-{why}"}


def test_bombs_are_told():
    deep = b"oleh Mukhlis"
    for _ in range(30):
        deep = zipped({"a": deep})
    assert "deep" in {each.why for each in Opener().open("", deep) if isinstance(each, Unsearched)}
    table = pa.table({"x": ["y" * 600_000]})
    for bomb in (
        gzip.compress(bytes(6000)),
        zipped({"a": bytes(6000)}),
        png((b"zTXt", b"a\0\0" + zlib.compress(bytes(6000)))),
        parquet(table),
    ):
        assert "large" in {each.why for each in Opener(left=5000).open("x", bomb) if isinstance(each, Unsearched)}


@pytest.mark.parametrize("character", GATE)
def test_hostile_text_is_searched_to_its_end(character):
    assert leaks(character * (1_000_000 // len(character)) + " Mukhlis ") == {"[Orang 2]": 1}
    assert leaks(b"%PDF-1.7 " + character.encode() * (500_000 // len(character)) + b"(Mukhlis)") == {"[Orang 2]": 1}
    assert grows_evenly(leaks, character * (5_000 // len(character)))


def test_a_name_at_the_border_of_two_pieces_is_found_once():
    for shift in (-12, -8, -4, 0, 4):
        text = "x" * (PIECE + shift - 1) + " Siti Marlina " + "y" * 100
        assert leaks(text) == {"[Orang 1]": 1}


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_around_a_name_it_is_found(before, after):
    text = f"{before} Mukhlis {after}"
    assert "[Orang 2]" in leaks(text.encode("utf-8", "replace"))
    assert "[Orang 2]" in leaks(json.dumps({"x": text}))


@given(st.binary(max_size=400))
def test_any_bytes_are_searched_without_failing(data):
    for mark in (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"PAR1",
        b"SQLite format 3\x00",
        b"\x1f\x8b\x08",
    ):
        leaks_in([PublicFile("x", mark + data)], SOUGHT)


def test_public_files_in_order_links_told(tmp_path):
    for name in ("results/b.txt", "results/a/.hidden", "reports/r.md", "results/.benang-half.csv", "private/k.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("oleh Mukhlis")
    (tmp_path / "results" / "key.csv").symlink_to(tmp_path / "private" / "k.csv")
    (tmp_path / "results" / "folder").symlink_to(tmp_path / "private", target_is_directory=True)
    files = list(read_public(tmp_path, ["results", "reports"]))
    assert [file.name for file in files] == [
        "reports/r.md",
        "results/a/.hidden",
        "results/b.txt",
        "results/folder",
        "results/key.csv",
    ]
    search = read_leaks(tmp_path, ["results", "reports"], SOUGHT)
    assert [(each.kind, each.file) for each in search.problems] == [
        ("leak-name", "reports/r.md"),  # the same words stand in three files
        ("leak-unsearched-link", "results/folder"),
        ("leak-unsearched-link", "results/key.csv"),
    ]
    assert (search.files, search.characters > 36) == (5, True)


def test_without_names_and_keys_nothing_is_a_leak():
    assert search_public([PublicFile("a", b"Siti")], SensitiveTerms(Pseudonyms())).problems == ()


def test_a_name_within_a_word_of_the_program_is_nobody():
    mary = SensitiveTerms(Pseudonyms({"Mary": "P5"}), {})
    script = WORKFLOW / "scripts" / "mapping" / "summary_sheets.py"
    code = script.read_text(encoding="utf-8")
    in_place = "workflow/scripts/mapping/summary_sheets.py"
    assert "summary_cells" in code
    assert leaks(zipped({in_place: code}), terms=mary) == {}
    assert leaks('{"name": "summary_sheets.py"}', "results/a.json", mary) == {}
    # In another file a word like it counts, and the name itself in the very file.
    assert leaks(zipped({"notes/summary.txt": "benang.summary_x"}), terms=mary) == {"P5": 1}
    assert leaks(zipped({in_place: "# Mary\n"}), terms=mary) == {"P5": 1}
