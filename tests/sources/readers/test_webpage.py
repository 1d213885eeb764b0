"""Web pages: the raw text is the file; what a reader of the page sees is left when the edits are made."""

from __future__ import annotations

import html

import pytest
from documents import LINES, bold_of, kind, text_of
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes
from benang.sources.readers.webpage import MOST_MARKS
from benang.text.offsets import MappedText


def read(body: str, head: str = "") -> Document:
    page = f"<!DOCTYPE html>\n<html><head><title>Judul</title>{head}</head>\n<body>\n{body}\n</body></html>\n"
    found = read_bytes(page.encode(), "a.html", "a.html")
    assert found.raw == page
    return found


def text(body: str) -> str:
    return text_of(read(body)).strip("\n ")


@given(
    LINES,
    st.sampled_from(["<p>{}</p>\n", "<div><p>{}</div>", "{}<br/>", "<li class='a>b'>{}", "<tr><td>{}</td></tr>\n"]),
)
def test_lines_come_back(lines: list[str], shape: str) -> None:
    found = read("".join(shape.format(html.escape(line).replace("\u2028", "&#x2028;")) for line in lines))
    assert [line for line in text_of(found).split("\n") if line.strip()] == lines


@given(LINES)
def test_every_character_leads_back_to_where_it_is_written(lines: list[str]) -> None:
    found = read("".join(f"<p><b>{html.escape(line)}</b>" for line in lines))
    mapped = MappedText.identity(found.raw).edit(found.edits)
    for place, character in enumerate(mapped.text):
        start, end = mapped.to_raw(place, place + 1)
        assert character == "\n" or html.unescape(found.raw[start:end]).strip("\n") == character


def test_blocks_are_lines_and_line_ends_are_spaces() -> None:
    assert text("<h1>Satu\n  dua</h1>tiga <i>em</i>pat\n<b>lima</b>\n<ul><li>a<li>b</ul><hr>c<br><br>d") == (
        "Satu dua\ntiga empat lima\na\nb\nc\nd"
    )
    assert text("<pre>a\n  b</pre>c") == "a\n  b\nc"


def test_what_is_no_text_of_the_page() -> None:
    body = (
        "<style>p > a {}</style>a<script>if (a < b) document.write('<p>x</p>')</script><!-- <p>x -->"
        "<noscript>x</noscript>b<svg><title>x</title></svg><iframe>x</iframe><del>x <b>y</b></del>c<o:p></o:p>"
        "<?php x ?><![if !IE]>d<![endif]>"
        "<template><p>x</p></template>e<SCRIPT src=x></ScRiPt >f<ruby>漢<rp>(</rp><rt>kan</rt></ruby>"
    )
    assert text(body) == "abcdef漢"


def test_head_is_not_read() -> None:
    assert text_of(read("a", "<meta name='x' content='y'><xml><o:x>z</o:x></xml>")).strip() == "a"


def test_character_references() -> None:
    assert text("&lt;b&gt; &amp;amp; &eacute;&#233;&#xE9; &nbsp;&quot;x&quot; &tidakada; R&D &amp &#0;&#10;x") == (
        '<b> &amp; ééé \u00a0"x" &tidakada; R&D & \ufffd x'
    )
    assert text("<![CDATA[a <b> &amp; c]]>d") == "a <b> &amp; cd"


def test_characters_that_only_look_like_tags_stay() -> None:
    assert text("1 < 2 > 0, <3, a<, <>, </>, a <!-- b") == "1 < 2 > 0, <3, a<, <>, </>, a <!-- b"
    assert text_of(read_bytes(b"<html>a <b", "a.html", "a.html")) == "a <b"


def test_attributes_may_hold_any_character() -> None:
    assert text("""<p title="a > b" alt='"' x=y>c</p><a href="x'>d</a> <i>e</i>""") == "c\nd e"


def test_tables() -> None:
    body = (
        "<table><thead>\n<tr><th>Siapa</th> <th>Apa</th></tr></thead><tr><td><p>P</p></td>\n<td><p>apa?</p>"
        "<p>itu</p></td><tr><td><td>c<tr><td>B<td><table><tr><td>x<td>y</table></table>d"
    )
    assert text(body) == "Siapa\tApa\nP\tapa?\vitu\n\tc\nB\tx\ty\nd"


def test_hidden_text_is_told() -> None:
    found = read(
        "<body style='display:none'>a<div class='hidden' aria-hidden='true'>b</div><div hidden>x<div>y</div>&amp;</div>"
        '<span style="color: red; display : none">z</span>c<input hidden>d'
    )
    assert text_of(found).strip("\n") == "a\nb\ncd"
    assert [(problem.kind, problem.values["count"]) for problem in found.problems] == [("source-hidden-text", 4)]


def test_bold() -> None:
    body = "<p><b>Nama</b> <strong>A</strong>: jawab<p><b>Tanya<br>lagi</b></b> biasa <b> </b><b class=x>R&amp;D </b>x"
    assert [" ".join(span.split()) for span in bold_of(read(body))] == [
        "Nama</b> <strong>A",
        "Tanya",
        "lagi",
        "R&amp;D",
    ]


@pytest.mark.parametrize(
    ("head", "encoding", "declared", "used"),
    [
        ('<meta charset="windows-1251">', "cp1251", None, "cp1251"),
        ("<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", "cp1252", None, "cp1252"),
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r", None, "koi8-r"),
        ('<meta charset="utf-16">', "utf-8", None, "utf-8"),
        ('<meta charset="utf-8">', "cp1252", None, "cp1252"),
        ('<meta charset="tidak-ada">', "utf-8", None, "utf-8"),
        ('<meta charset="windows-1251">', "utf-8-sig", None, "utf-8"),
        ('<meta charset="windows-1251">', "cp1252", "cp1252", "cp1252"),
        ("", "utf-16", None, "utf-16-le"),
    ],
)
def test_encodings(head: str, encoding: str, declared: str | None, used: str) -> None:
    said = "Привет" if encoding in ("cp1251", "koi8-r") else "“é” ya"
    page = f"{head}<html><p>{said}</html>"
    found = read_bytes(page.encode(encoding), "a.html", "a.html", declared)
    assert found.encoding == used
    assert text_of(found) == said


def test_the_content_tells_the_format() -> None:
    for page in ("<!doctype HTML><p>a", "\ufeff \n<HTML>a", '<?xml version="1.0"?><html xmlns="x">a</html>'):
        assert read_bytes(page.encode(), "a.txt", "a.txt").format == "html"
    assert read_bytes(b"<p>a", "a.txt", "a.txt").format == "txt"
    for suffix in (".html", ".htm", ".xhtml"):
        assert read_bytes(b"<p>a", "a" + suffix, "a").format == "html"


def test_countless_marks_are_refused() -> None:
    assert kind(b"<p>" * (MOST_MARKS + 1), "a.html") == "source-too-much-markup"


@pytest.mark.parametrize(
    "body",
    [
        "a" * 3_000_000,
        " " * 3_000_000 + "x",
        "a" + "\n" * 3_000_000 + "b",
        "<a " * 50_000,
        '<a ="' * 50_000,
        "<a =\" '>" * 50_000,
        "<a " + "= " * 2_000_000,
        "<!--" * 50_000,
        "<![CDATA[" * 50_000,
        "<script>" * 50_000,
        "<svg a>" * 50_000,
        "<table><td>" * 50_000,
        "<p hidden>" * 50_000,
        "<p " + 'style="display ' * 500_000 + 'none">',
        "&#" * 50_000,
    ],
    ids=lambda body: body[:12],
)
def test_hostile_pages_take_no_time(body: str) -> None:
    read("x" + body)


MARKS = (
    *"<>&\"'=/ \n;a",
    *("<!--", "-->", "<p>", "</p>", "<b>", "</b>", "<td>", "<tr>", "<table>", "</table>", "<br>", "<pre>", "</pre>"),
    *("<script>", "</script>", "<p hidden>", "&amp;", "&#13;", "<![CDATA[", "]]>", "\r\n"),
)


@examples(300)
@given(st.lists(st.sampled_from(MARKS), max_size=60))
def test_any_order_of_marks_has_true_offsets(marks: list[str]) -> None:
    found = read("x" + "".join(marks))
    assert text_of(found).lstrip("\n ").startswith("x")
    bold_of(found)
