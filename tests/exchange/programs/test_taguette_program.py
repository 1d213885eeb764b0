"""Taguette itself, installed from PyPI, imports our database, opens it as its own, and exports the same highlights."""

import csv
import http.cookiejar
import io
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import openpyxl
import pytest

from benang.coding.people.coding_files import read_codings
from benang.exchange.project import Project, ProjectCode, ProjectCoding, ProjectSource
from benang.exchange.taguette import read_project
from benang.exchange.taguette_text import DocumentText, plain_text, storable
from benang.exchange.taguette_write import write_taguette

# An old library that Taguette's tracing asks for is no longer in setuptools since version 81.
REQUIREMENT = "taguette==1.5.2 setuptools<81"
EXPORT = Path(__file__).with_name("taguette_export.py")
CHARACTERS = [
    "harga ",
    "naik ",
    "tunda ",
    "é",
    "e\u0301",
    "😀",
    "👩🏽‍🌾",
    "שלום",
    "سعر",
    "&amp;",
    "<b>",
    '"',
    "'",
    "\u200f",
    "\t",
    "\0",
]
CHARACTERS += [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\xa0",
    "\u2028",
    "\ufeff",
    ". ",
    "12",
    "\ue000",
]
CODES = (ProjectCode("1", "Tema"), ProjectCode("2", "Kode", "1"), ProjectCode("3", "Kode, lain", "1"))
TAGS = {"1": "Tema", "2": "Tema.Kode", "3": "Tema.Kode, lain"}


def project():
    """A project of 30 texts of any characters, with 10 spans of each coded, by two coders."""
    chance = random.Random(20240518)
    sources, codings = [], []
    for number in range(30):
        text = "".join(chance.choices(CHARACTERS, k=chance.randint(5, 120))).lstrip("\ufeff")
        sources.append(ProjectSource(str(number), f"teks {number:02}.docx", text))
        for _ in range(10):
            start, end = sorted(chance.sample(range(len(text) + 1), 2))
            code, coder = chance.choice("123"), chance.choice(["adi", "rina"])
            # A highlight with nothing but white space has no words to export.
            if storable(text[start:end]).strip():
                codings.append(ProjectCoding(str(number), start, end, code, coder, quotation=text[start:end]))
    return Project("Kopi", coders=("adi", "rina"), codes=CODES, sources=tuple(sources), codings=tuple(codings))


PROJECT = project()


def highlights():
    """What must be highlights: each span that one coder coded, in the order of the texts."""
    marked = {}
    for coding in PROJECT.codings:
        key = (int(coding.source), coding.start, coding.end, coding.coder)
        marked.setdefault(key, set()).add(TAGS[coding.code])
    texts = [storable(source.text) for source in PROJECT.sources]
    return [
        (PROJECT.sources[source].name, texts[source][start:end], sorted(tags))
        for (source, start, end, _), tags in sorted(marked.items())
    ]


def exported(quotation):
    """A quotation as Taguette exports it: spans between line ends, stripped, with a space between."""
    return " ".join(line.strip() for line in quotation.split("\n") if line.strip())


PAGES = [
    "<p>Ibu: harga <b>naik</b> tajam.</p><p>Kami menunda.</p>\n\n<p>Ya &amp; tidak &lt;itu&gt;.</p>",
    "<h1>Kopi</h1>Baris<br>dua<br/>tiga<ul><li>a<li>b</ul><pre>\n\n  c\n d</pre><q>e</q>&nbsp;&rsquo;&#8217;&notit;",
    "<table><caption>t</caption><tr><th>a<th>b<tr><td>c</td> <td>d</table>sesudah<blockquote>k</blockquote>",
    "<html><head><title>x</title><style>p {}</style></head><body>\n<div>satu</div><script>y</script><p>dua <p>tiga",
    '<p title="a>b">a <a href="http://x.org/?a=1&amp;b">t</a> 5 < 6 <3 <!-- c --> & AT&T<img src=x alt=y></p>\r\n<p>z',
    "<p>naïk 😀 e\u0301 שלום \u200f\u2028 x</p><p></p><p>\n</p>&#13;&#x80;&#11;akhir",
]


def environment(folder):
    return os.environ | {"HOME": str(folder), "PYTHONWARNINGS": "ignore", "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("taguette") / "kopi.sqlite3"
    write_taguette(PROJECT, path)
    return path


@pytest.fixture(scope="module")
def imported(program, written, tmp_path_factory):
    """What Taguette makes of our database: the folder of its exports, and the highlights it has."""
    folder = tmp_path_factory.mktemp("exports")
    done = subprocess.run(
        [program(REQUIREMENT), EXPORT, written, folder],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        env=environment(folder),
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return folder, json.loads(done.stdout.splitlines()[-1])


def test_taguette_imports_it_and_extracts_the_same_words(imported):
    _, found = imported
    assert found["ours"] == found["revision"]
    expected = highlights()
    # Taguette extracts a carriage return as such, and reading that again html5lib takes it for a line feed.
    same = [
        words == each["snippet"] and words.replace("\r", "\n") == each["extracted"]
        for (_, words, _), each in zip(expected, found["highlights"], strict=True)
    ]
    print(f"Taguette: {sum(same)} of {len(expected)} highlights to the letter")
    assert all(same)
    assert [(each["document"], each["tags"]) for each in found["highlights"]] == [
        (name, tags) for name, _, tags in expected
    ]
    assert all(each["safe"] for each in found["highlights"])


def test_taguette_exports_the_same_highlights(imported):
    folder, _ = imported
    expected = [(name, tag, exported(words)) for name, words, tags in highlights() for tag in tags]
    with (folder / "highlights.csv").open(encoding="utf-8", newline="") as file:
        table = [tuple(row[1:]) for row in csv.reader(file)]
    assert table[0] == ("document", "tag", "content")
    assert sorted(table[1:]) == sorted(expected)
    whole = sum(words == exported(words) for _, words, tags in highlights() for _ in tags)
    print(f"Taguette: {len(expected)} exported; {whole} have no line end or space at an edge, and are the same letters")
    sheet = openpyxl.load_workbook(folder / "highlights.xlsx", read_only=True).active
    assert sum(1 for _ in sheet.rows) == len(expected) + 1


@pytest.mark.parametrize("name", ["highlights.csv", "highlights.xlsx"])
def test_what_taguette_exports_is_read_as_a_table_of_codings(imported, name):
    folder, _ = imported
    rows, _ = read_codings(folder / name, name, coder="rina", code_path_separator=".")
    expected = [(doc, exported(words), tag) for doc, words, tags in highlights() for tag in tags]
    assert len(rows) == len(expected)
    assert sorted(rows["source"]) == sorted(doc for doc, _, _ in expected)
    assert sorted(rows["code"]) == sorted(tag.replace(".", " > ") for _, _, tag in expected)


def test_what_taguette_stores_after_an_import_is_read_with_the_same_quotations(imported):
    folder, _ = imported
    again, problems = read_project((folder / "own.sqlite3").read_bytes(), "own.sqlite3")
    texts = {source.identity: source.text for source in again.sources}
    read = sorted(texts[each.source][each.start : each.end] for each in again.codings)
    expected = sorted(words for _, words, tags in highlights() for _ in tags)
    same = sum(one == other for one, other in zip(read, expected, strict=True))
    print(f"Taguette: {same} of {len(expected)} codings read again to the letter")
    assert not problems
    assert same == len(expected)


def test_what_taguette_took_in_itself_is_read_with_its_own_words(program, tmp_path):
    done = subprocess.run(
        [program(REQUIREMENT), EXPORT.with_name("taguette_import.py")],
        input=json.dumps(PAGES),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        env=environment(tmp_path),
    )
    assert done.returncode == 0, done.stderr[-2000:]
    count = same = 0
    for page in json.loads(done.stdout):
        document = DocumentText(page["contents"])
        stored = document.counted.encode()
        for start, end, snippet in page["highlights"]:
            words = stored[start:end].decode().replace("\r", "\n")
            # Line ends at the edges of a snippet are lost when it is read alone.
            count, same = count + 1, same + (words.strip() == plain_text(f"<i>{snippet}</i>").strip())
    print(f"Taguette: {same} of {count} spans of its own pages to the letter")
    assert same == count > 150


def test_taguette_opens_it_as_its_own_and_serves_the_export(program, written, tmp_path):
    database = tmp_path / "own.sqlite3"
    database.write_bytes(written.read_bytes())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program(REQUIREMENT), "-m", "taguette.main", "--no-browser", "--port", str(port), "--database", database],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment(tmp_path),
    )
    try:
        lines, address = [], None
        deadline = time.monotonic() + 60
        while address is None and time.monotonic() < deadline and (line := server.stdout.readline()):
            lines.append(line)
            address = re.search(r"http://localhost\S*token=\S*", line)
        assert address, "".join(lines)[-2000:]
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
        opener.open(address[0].replace("localhost", "127.0.0.1"), timeout=30).read()
        page = opener.open(f"http://127.0.0.1:{port}/project/1/export/highlights/.csv", timeout=30).read()
        table = [tuple(row[1:]) for row in csv.reader(io.StringIO(page.decode("utf-8"), newline=""))]
    finally:
        server.terminate()
        server.wait(timeout=20)
    expected = [(name, tag, exported(words)) for name, words, tags in highlights() for tag in tags]
    print(f"Taguette's server: {len(table) - 1} highlights exported", file=sys.stderr)
    assert sorted(table[1:]) == sorted(expected)
