"""Every spelling of a name or number, in every place of a public file, is found; what is nobody's is not."""

import base64
import bz2
import csv
import gzip
import hashlib
import io
import json
import lzma
import quopri
import sqlite3
import struct
import tarfile
import unicodedata
import uuid
import zipfile
import zlib
from urllib.parse import quote
from xml.sax.saxutils import escape

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typst

from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.search import PublicFile, findings_of
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonyms import Pseudonyms

NAMES = {
    "Siti Marlina": "[P1]",
    "Mukhlis": "[P2]",
    "José Müller": "[P3]",
    "Ani": "[P4]",
    "Марина": "[P5]",
    "أحمد": "[P6]",
    "Arfin": "[P7]",
}
KEY = {("phone", "081200001234"): "[Phone 1]", ("email", "toko.ani@contoh.id"): "[Email 1]"}
KINDS = ("phone", "email", "nik")
SOUGHT = SensitiveTerms(Pseudonyms(NAMES), KEY, KINDS)


def found(data, name="results/x.bin", allowed=None, terms=SOUGHT):
    data = data.encode() if isinstance(data, str) else data
    return {finding.replacement for finding in findings_of(PublicFile(name, data), terms, allowed).findings}


def b64(text):
    return base64.b64encode(text.encode()).decode()


# What is written, and the pseudonym that should stand there.
SPELLINGS = {
    "as listed": ("oleh Siti Marlina saja", "[P1]"),
    "small letters": ("oleh siti marlina saja", "[P1]"),
    "capitals": ("oleh SITI MARLINA saja", "[P1]"),
    "last name first": ("oleh Marlina, Siti saja", "[P1]"),
    "last name first, no comma": ("oleh Marlina Siti saja", "[P1]"),
    "comma between": ("oleh Siti, Marlina saja", "[P1]"),
    "semicolon between": ("Siti;Marlina", "[P1]"),
    "bar between": ("Siti|Marlina", "[P1]"),
    "low line": ("siti_marlina", "[P1]"),
    "last name first, low line": ("doc_Marlina_Siti", "[P1]"),
    "written together": ("#SitiMarlina", "[P1]"),
    "clitic": ("Mukhlisnya datang", "[P2]"),
    "in an account": ("mukhlis_store", "[P2]"),
    "beside digits": ("Mukhlis99", "[P2]"),
    "zero-width joiner": ("oleh Muk\u200dhlis saja", "[P2]"),
    "zero-width non-joiner": ("oleh Muk\u200chlis saja", "[P2]"),
    "zero-width space": ("oleh Muk\u200bhlis saja", "[P2]"),
    "grapheme joiner": ("oleh Muk\u034fhlis saja", "[P2]"),
    "soft hyphen": ("oleh Muk\u00adhlis saja", "[P2]"),
    "mark of direction": ("oleh \u202aMuk\u200ehlis\u202c saja", "[P2]"),
    "letters apart": ("oleh M u k h l i s saja", "[P2]"),
    "letters with hyphens": ("oleh M-u-k-h-l-i-s saja", "[P2]"),
    "line's end": ("oleh Mukh-\nlis saja", "[P2]"),
    "wide letters": ("oleh Ｍｕｋｈｌｉｓ saja", "[P2]"),
    "mathematical letters": ("oleh 𝐌𝐮𝐤𝐡𝐥𝐢𝐬 saja", "[P2]"),
    "ligature": ("oleh Ar\ufb01n saja", "[P7]"),
    "no accents": ("oleh Jose Muller saja", "[P3]"),
    "umlaut as two letters": ("oleh Jose Mueller saja", "[P3]"),
    "no accents, last name first": ("oleh Muller, Jose saja", "[P3]"),
    "decomposed": (unicodedata.normalize("NFD", "oleh José Müller saja"), "[P3]"),
    "Cyrillic case": ("рядом с Мариной", "[P5]"),
    "Arabic": ("قال أحمد نعم", "[P6]"),
    "three letters": ("oleh Ani saja", "[P4]"),
    "number": ("telp 0812-0000-1234 ya", "[Phone 1]"),
    "number, country code": ("telp +62 812 0000 1234 ya", "[Phone 1]"),
    "address": ("surel Toko.Ani@Contoh.id ya", "[Email 1]"),
}

# How it is written in digits or escapes of another kind.
CODES = {
    "base64": b64,
    "base64, not filled up": lambda text: b64(text).rstrip("="),
    "base64url": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base64, percent": lambda text: quote(b64(text), safe=""),
    "base64 in lines": lambda text: base64.encodebytes((f"{'kata orang lain ' * 9}{text} " * 2).encode()).decode(),
    "base64 of base64": lambda text: b64("isi: " + b64(text)),
    "base64 of gzip": lambda text: base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode(),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "base64 in JSON": lambda text: json.dumps({"x": b64(text)}).replace("/", "\\/"),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal in capitals": lambda text: text.encode().hex().upper(),
    "hexadecimal behind 0x": lambda text: "0x" + text.encode().hex(),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "percent twice": lambda text: quote(quote(text)),
    "entities": lambda text: "".join(f"&#{ord(character)};" for character in text),
    "entities in hexadecimal": lambda text: "".join(f"&#x{ord(character):x};" for character in text),
    "escapes of JSON": lambda text: json.dumps("".join(text)).replace("l", "\\u006c").replace("S", "\\u0053"),
    "escapes of scripts": lambda text: "".join(f"\\u{{{ord(character):x}}}" for character in text),
    "escapes of bytes": lambda text: "".join(
        f"\\x{ord(character):02x}" if ord(character) < 256 else character for character in text
    ),
    "escapes in octal": lambda text: "".join(
        f"\\{ord(character):03o}" if ord(character) < 128 else character for character in text
    ),
    "quoted-printable": lambda text: (
        "Content-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(f"{'kata ' * 13}{text}".encode()).decode()
    ),
}


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(content):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("a.bin")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def table(column, index=False):
    buffer = io.BytesIO()
    pq.write_table(pa.table({"x": column}), buffer, compression="zstd", write_page_index=index)
    return buffer.getvalue()


def png(*chunks):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), *chunks, (b"IDAT", zlib.compress(b"\0\0"))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in (*parts, (b"IEND", b"")))


def pdf_object(body, stream):
    data = b"%%PDF-1.7\n1 0 obj\n%b\nstream\n%b\nendstream\nendobj\ntrailer\n<< >>\n%%%%EOF" % (body, stream)
    return data


def database(cell):
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE catatan (isi)")
        base.execute("INSERT INTO catatan VALUES (?)", (cell,))
        base.commit()
        return base.serialize()


def workbook(cell):
    book = openpyxl.Workbook()
    book.active["A1"] = cell
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def notebook(source="x", metadata=None, output=""):
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": metadata or {},
        "outputs": [{"text": [output]}],
        "source": [source],
    }
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


def csv_row(text):
    lines = io.StringIO()
    csv.writer(lines).writerows([["a", "b"], ["1", text]])
    return lines.getvalue()


PREFIX = b"#!/bin/sh\nexit 0\n" + bytes(range(200)) * 3

# Where it stands: each makes the bytes of a file that holds a text.
PLACES = {
    "text": lambda text: text,
    "text with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, big end first": lambda text: ("kata orang lain: " + text).encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "UTF-32 without a mark": lambda text: ("kata orang lain: " * 9 + text).encode("utf-32-le"),
    "csv": csv_row,
    "json": lambda text: json.dumps({"a": [text]}),
    "markdown": lambda text: f"# Judul\n\n> {text}\n",
    "html": lambda text: f"<html><p>{escape(text)}</p></html>",
    "html attribute": lambda text: f'<p title="{escape(text)}">x</p>',
    "html in JSON": lambda text: json.dumps({"x": f"<p>{escape(text)}</p>"}),
    "svg": lambda text: f"<svg><text><tspan>{escape(text)}</tspan></text></svg>",
    "note of a bibliography": lambda text: f"@article{{x2020,\n  note = {{{text}}},\n}}",
    "notebook source": lambda text: notebook(source=text),
    "notebook metadata": lambda text: notebook(metadata={"x": text}),
    "notebook output": lambda text: notebook(output=text),
    "parquet": lambda text: table([text, "lain"]),
    "parquet bytes": lambda text: table([text.encode()]),
    "parquet nested": lambda text: table([[{"y": [text]}]]),
    "sqlite": database,
    "sqlite bytes": lambda text: database(gzip.compress(text.encode())),
    "xlsx": workbook,
    "docx": lambda text: zipped({"word/document.xml": f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"}),
    "odt": lambda text: zipped({"content.xml": f"<text:p>{escape(text)}</text:p>"}),
    "pdf metadata": lambda text: pdf_object(
        b"<< /Type /Metadata /Filter /FlateDecode >>",
        zlib.compress(f"<x><dc:creator>{escape(text)}</dc:creator></x>".encode()),
    ),
    "png tEXt": lambda text: png((b"tEXt", b"Comment\0" + text.encode())),
    "png zTXt": lambda text: png((b"zTXt", b"Comment\0\0" + zlib.compress(text.encode()))),
    "png iTXt": lambda text: png((b"iTXt", b"Comment\0\0\0\0\0" + text.encode())),
    "behind a png": lambda text: png() + text.encode(),
    "data URI": lambda text: f'<img src="data:text/plain;base64,{b64(text)}">',
    "zip": lambda text: zipped({"a.txt": text}),
    "zip in a zip": lambda text: zipped({"b.zip": zipped({"a.txt": text})}),
    "zip behind other bytes": lambda text: PREFIX + zipped({"a.txt": text}),
    "zip behind a text": lambda text: b"hanya teks biasa\n" * 9 + zipped({"a.txt": text}),
    "zip behind a zip": lambda text: zipped({"a.txt": text}) + zipped({"b.txt": "lain"}),
    "zip behind a pdf": lambda text: pdf_object(b"<< >>", b"x") + zipped({"a.txt": text}),
    "zip before other bytes": lambda text: zipped({"a.txt": text}) + b"\0" * 99,
    "gzip": lambda text: gzip.compress(text.encode()),
    "second member of a gzip": lambda text: gzip.compress(b"lain\n") + gzip.compress(text.encode()),
    "behind a gzip": lambda text: gzip.compress(b"lain\n") + text.encode(),
    "gzip behind other bytes": lambda text: PREFIX + gzip.compress(text.encode()),
    "bzip2": lambda text: bz2.compress(text.encode()),
    "second stream of a bzip2": lambda text: bz2.compress(b"lain\n") + bz2.compress(text.encode()),
    "xz": lambda text: lzma.compress(text.encode()),
    "lzma": lambda text: lzma.compress(text.encode(), lzma.FORMAT_ALONE),
    "zlib": lambda text: zlib.compress(text.encode()),
    "zstandard": lambda text: pa.compress(text.encode(), "zstd", asbytes=True),
    "tar": lambda text: tarred(text.encode()),
    "tar.gz": lambda text: gzip.compress(tarred(bz2.compress(text.encode()))),
    "tar.xz with a zip": lambda text: lzma.compress(tarred(zipped({"a.txt": text}))),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_spelling_is_found_in(place):
    unseen = [
        spelling for spelling, (text, replacement) in SPELLINGS.items() if replacement not in found(PLACES[place](text))
    ]
    assert unseen == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "spelling", ["as listed", "last name first", "no accents", "three letters", "number", "Cyrillic case", "Arabic"]
)
def test_what_is_written_in_other_digits_is_found(code, spelling):
    text, replacement = SPELLINGS[spelling]
    for whole in (CODES[code](text), f"kunci={CODES[code](text)}\n"):
        assert replacement in found(whole)


@pytest.mark.parametrize("code", ["base64", "base64url", "hexadecimal", "percent", "entities", "base64 of gzip"])
@pytest.mark.parametrize("place", PLACES)
def test_other_digits_are_found_in(place, code):
    assert "[P1]" in found(PLACES[place](CODES[code]("oleh Siti Marlina saja")))


@pytest.mark.parametrize("name", ["Siti Marlina", "Mukhlis", "Ani", "Marlina, Siti"])
def test_a_name_alone_in_base64_is_found(name):
    replacement = "[P1]" if "Siti" in name else NAMES[name]
    for digits in (b64(name), b64(name).rstrip("="), b64(name.upper()), name.encode().hex()):
        assert found(f"<x id='{digits}'/>") == {replacement}


@pytest.mark.parametrize(
    "name",
    [
        "results/wawancara_mukhlis.csv",
        "results/marlina-siti.csv",
        "results/SitiMarlina.csv",
        "results/jose_muller.csv",
        "results/0812-0000-1234.csv",
        "results/wawancara_081200001234.xlsx",
        "results/wawancara081200001234.xlsx",
        "results/081311112222.csv",
        "results/coding_sheets/ayu_0813-1111-2222.xlsx",
        "results/wawancara0813111122223.csv",
        "results/muk\u200dhlis.csv",
    ],
)
def test_a_file_name_is_searched_alone_and_in_an_archive(name):
    assert found("isi", name)
    assert found(zipped({name.removeprefix("results/"): "isi"}))
    assert found(tarred(zipped({name.removeprefix("results/"): "isi"})))


def test_a_page_of_a_pdf():
    for spelling in ("as listed", "last name first", "no accents", "ligature", "letters apart", "number"):
        text, replacement = SPELLINGS[spelling]
        assert replacement in found(typst.compile(text.encode(), format="pdf"))


def test_a_number_that_is_a_number_of_a_table():
    assert found(table([1, 6281200001234])) == {"[Phone 1]"}
    assert found(table([1.0, 81200001234.0, float("nan")])) == set()


REFERENCES = [
    {
        "id": "marlina2020",
        "author": [{"family": "Marlina", "given": "Siti"}, {"family": "Müller", "given": "José"}],
        "issued": {"date-parts": [[2020]]},
        "title": "Mukhlis dan pasar malam",
        "note": "kata Mukhlis di kios",
        "abstract": "Ani diwawancarai.",
        "keyword": "Mukhlis; kain",
    }
]
ALLOWED = Allowed.of(REFERENCES, {"title": {}, "authors": ["Arfin Hakim"]})


@pytest.mark.parametrize("key", ["note", "abstract", "keyword"])
def test_notes_abstracts_and_keywords_of_works_are_no_place_for_names(key):
    text = str(REFERENCES[0][key])
    assert found(json.dumps({key: text}), allowed=ALLOWED)
    assert found(table([text]), "results/literature/works.parquet", ALLOWED)
    assert found(f"id,{key}\nmarlina2020,{text}\n", allowed=ALLOWED)


CONTROLS = {
    "words": "Situ Marlina, situs, bungalow, kemukhlisan, marina, berani, Anita menjual kain pada 2020",
    "words in small letters": "kain mukhlis itu, ani-ani, mu khlis",
    "two words in the other order": "marlina siti",
    "part of a name": "Marlina datang, Siti pulang",
    "an author": "menurut Marlina & Müller (2020)",
    "an author, last name first": "Marlina, Siti, and José Müller. 2020. Mukhlis dan pasar malam.",
    "an author without accents": "Marlina, S., & Muller, J. (2020). Mukhlis dan pasar malam.",
    "a title": "Mukhlis dan pasar malam",
    "an author of the study": "oleh Arfin Hakim",
    "amounts": "Rp 1.250.000, 12.500 orang, 2019-2020, 10.30-11.45, 3,14159",
    "a DOI": "https://doi.org/10.1186/1471-2288-13-117",
    "hashes": " ".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(200)),
    "short hashes": " ".join(hashlib.sha256(bytes([number])).hexdigest()[:10] for number in range(250)),
    "UUIDs": " ".join(str(uuid.uuid5(uuid.NAMESPACE_URL, str(number))) for number in range(300)),
    "random base64": " ".join(base64.b64encode(hashlib.sha512(bytes([n])).digest()).decode() for n in range(200)),
    "text in base64": b64("kata orang lain tentang kain Anita"),
    "text in hexadecimal": b"kata orang lain tentang kain berani".hex(),
    "paths": "/usr/lib/python3/dist-packages/aniMate/AniQW5pXy results/coding/batches/0.sources.parquet",
    "coordinates": "M 12.081 200.001 L 234.08 120.00 C 0.0812 0.0004 234 9.9",
    "colours": "#a41a1c #4daf4a #984ea3 fill:#ff7f00",
}


@pytest.mark.parametrize("control", CONTROLS)
def test_what_is_nobodys_is_not_found(control):
    unfair = {"csv", "markdown", "note of a bibliography"} if control.startswith("an author") else set()
    seen = {place: found(PLACES[place](CONTROLS[control]), allowed=ALLOWED) for place in PLACES if place not in unfair}
    assert {place: each for place, each in seen.items() if each} == {}


def test_there_are_enough_forms_to_trust_them():
    assert len(SPELLINGS) * len(PLACES) + len(CODES) * 7 + 6 * len(PLACES) >= 140
