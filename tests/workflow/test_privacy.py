"""No name on the pseudonym list is in anything that a run made."""

import base64
import csv
import io
import re
import unicodedata
import zipfile
import zlib

import pandas as pd
import pypdfium2
import pytest
from places import ROOT

LIST = ROOT / "data" / "private" / "pseudonyms.example.csv"
EMBEDDED = re.compile(rb'(?:;base64,|"image/\w+": ?")([A-Za-z0-9+/]{16,}=*)')
"""Files within a web page or a notebook."""


def listed_names():
    with LIST.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return sorted({name for row in rows for name in [row["name"], *row["variants"].split("|")] if name})


def contents(name, data):
    """The bytes themselves and whatever is packed in them: zip members, tables, PDF text, PNG texts, embedded files."""
    yield name.encode()
    yield data
    yield data.replace(b"\0", b"")  # UTF-16 of Latin letters
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield from contents(member.filename, archive.read(member))
    elif data.startswith(b"PAR1"):
        yield from_table(pd.read_parquet(io.BytesIO(data)))
    elif data.startswith(b"%PDF"):
        yield from_pdf(data)
    elif data.startswith(b"\x89PNG"):
        yield from_png(data)
    for embedded in EMBEDDED.findall(data.replace(b"\\n", b"")):
        yield from contents("", base64.b64decode(embedded + b"=" * (-len(embedded) % 4)))


def from_table(frame):
    return "\n".join([*map(str, frame.columns), *(str(cell) for column in frame for cell in frame[column])]).encode()


def from_pdf(data):
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    outline = [str(entry.get_title()) for entry in document.get_toc()]
    return "\n".join([*pages, *outline, *map(str, document.get_metadata_dict().values())]).encode()


def from_png(data):
    texts, position = b"", 8
    while position < len(data):
        length, kind = int.from_bytes(data[position : position + 4]), data[position + 4 : position + 8]
        chunk = data[position + 8 : position + 8 + length]
        if kind in (b"tEXt", b"iTXt"):
            texts += chunk
        elif kind == b"zTXt":
            texts += zlib.decompress(chunk.partition(b"\0")[2][1:])
        position += length + 12
    return texts


def found_in(name, data, names):
    """Those of ``names`` that stand in a file, however it is packed; letters' case and line breaks do not count."""
    hits = set()
    for content in contents(name, data):
        text = plain(content.decode("utf-8", "replace"))
        hits |= {wanted for wanted in names if plain(wanted) in text}
    return hits


def plain(text):
    return re.sub(r"[\s\u00ad]+", " ", unicodedata.normalize("NFKC", text)).casefold()


def all_files(study):
    return [path for folder in ("results", "reports") for path in (study / folder).rglob("*") if path.is_file()]


def test_the_search_finds_the_names_in_the_raw_files():
    raw = [path for path in (ROOT / "data").rglob("*") if path.is_file() and path != LIST]
    found = set().union(*(found_in(path.name, path.read_bytes(), listed_names()) for path in raw))
    # The other variants are there for what a transcriber might have written.
    assert {"Rizky", "Siti Marlina", "Yanti", "Berkah Abadi", "0812-0000-1234"} <= found


def test_the_search_finds_a_name_in_a_pdf_and_in_an_embedded_picture(reference):
    pdf = (reference / "reports" / "supplement.pdf").read_bytes()
    assert found_in("supplement.pdf", pdf, ["Informan E", "Nobody At All"]) == {"Informan E"}
    picture = b'<img src="data:image/svg+xml;base64,' + base64.b64encode(b"<svg>Rizky</svg>") + b'">'
    assert found_in("page.html", picture, ["Rizky", "Yanti"]) == {"Rizky"}


def test_no_listed_name_is_in_results_or_reports(reference):
    names = listed_names()
    assert len(names) >= 10
    files = all_files(reference)
    assert files
    leaks = {path.relative_to(reference).as_posix(): found_in(path.name, path.read_bytes(), names) for path in files}
    assert {file: found for file, found in leaks.items() if found} == {}


@pytest.mark.parametrize("name", listed_names())
def test_no_file_is_named_after_a_person(reference, name):
    assert [path for path in all_files(reference) if plain(name) in plain(path.relative_to(reference).as_posix())] == []
