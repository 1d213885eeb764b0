"""OpenDocument texts: what a reader of the document sees, once, in order."""

from __future__ import annotations

import html
import re
import zipfile

from documents import LINES, bold_of, kind, package, remarks_of, text_of
from hypothesis import given

from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes

MIMETYPE = "application/vnd.oasis.opendocument.text"
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in [
        *((name, name) for name in ("office", "text", "table", "style", "meta")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    ]
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def content(body: str, styles: str = "", root: str = "document-content", mimetype: str = "") -> str:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><office:{root} {NAMES} {DC} {mimetype}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:{root}>"
    )


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    return package({"mimetype": MIMETYPE, "content.xml": content(body, styles), **parts}, zipfile.ZIP_STORED)


def read(body: str, styles: str = "") -> Document:
    return read_bytes(odt(body, styles), "a.odt", "a.odt")


def p(*inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{"".join(inner)}</text:p>'


def written(line: str) -> str:
    """A line as a program writes it: spaces in a row, and at its start, as elements."""
    spaced = re.sub("^ |(?<= ) ", "\0", html.escape(line, quote=False))
    return spaced.replace("\0", "<text:s/>")


@given(LINES)
def test_lines_come_back(lines: list[str]) -> None:
    found = read("".join(p(written(line)) for line in lines))
    assert found.raw.split("\n") == lines


@given(LINES)
def test_lines_come_back_from_one_xml_file(lines: list[str]) -> None:
    body = "".join(p(written(line)) for line in lines)
    xml = content(body, "", "document", f'office:mimetype="{MIMETYPE}"').encode()
    found = read_bytes(xml, "a.txt", "a.fodt")
    assert found.format == "odt"
    assert found.raw.split("\n") == lines


def test_the_content_tells_the_format() -> None:
    for name in ("a.txt", "a.ott", "a.odt"):
        assert read_bytes(odt(p("halo")), name, name).format == "odt"


def test_headings_lists_and_sections_are_lines() -> None:
    body = (
        "<text:h>Judul</text:h>"
        f"<text:list><text:list-header>{p('a')}</text:list-header><text:list-item>{p('b')}"
        f"<text:list><text:list-item>{p('c')}</text:list-item></text:list></text:list-item></text:list>"
        f"<text:section>{p('d')}</text:section><text:soft-page-break/>{p()}{p('e')}"
    )
    assert read(body).raw == "Judul\na\nb\nc\nd\n\ne"


def test_space_tabs_and_breaks() -> None:
    body = p("  a \n  b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>P: e<text:span> </text:span> f ")
    found = read(body)
    assert found.raw == "a b   c\td\vP: e f "
    assert text_of(found) == "a b   c\td\nP: e f "


def test_a_count_of_spaces_is_bounded() -> None:
    assert len(read(p("a<text:s text:c='999999999'/>b<text:s text:c='x'/>c")).raw) < 2000


def test_tables() -> None:
    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    nested = f"<table:table>{row(p('x'), p('y'))}</table:table>"
    head = f"<table:table-header-rows>{row(p('Siapa'), p('Apa'))}</table:table-header-rows>"
    covered = "<table:table-row><table:table-cell><text:p>z</text:p></table:table-cell><table:covered-table-cell/>"
    rows = head + row(p("P"), p("apa?") + p("itu")) + row(p("B"), nested + p()) + row(p(), p("c")) + covered
    assert read(f"<table:table>{rows}</table:table-row></table:table>" + p("b")).raw == (
        "Siapa\tApa\nP\tapa?\vitu\nB\tx\ty\n\tc\nz\nb"
    )


def test_tracked_changes_apart_from_the_text() -> None:
    region = '<text:changed-region text:id="{}"><text:{}>{}</text:{}></text:changed-region>'
    tracked = (
        "<text:tracked-changes>"
        + region.format("1", "deletion", p("hilang"), "deletion")
        + region.format("2", "insertion", "", "insertion")
        + "</text:tracked-changes>"
    )
    inserted = '<text:change-start text:change-id="2"/>baru<text:change-end text:change-id="2"/>'
    assert read(tracked + p('a <text:change text:change-id="1"/>b ', inserted)).raw == "a b baru"


def test_deletions_left_in_their_place() -> None:
    tracked = (
        '<text:tracked-changes><text:changed-region text:id="1"><text:deletion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    body = p('a <text:change-start text:change-id="1"/>b') + p('c<text:change-end text:change-id="1"/>d') + p("e")
    assert read(tracked + body).raw == "a d\ne"


def test_comments_and_notes_become_remarks() -> None:
    def comment(text: str, name: str = "") -> str:
        named = f' office:name="{name}"' if name else ""
        inner = f"<dc:creator>Rina</dc:creator><dc:date>2024-01-01</dc:date>{p(text)}{p('lagi')}"
        return f"<office:annotation{named}>{inner}</office:annotation>"

    note = (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('bahasa Sunda')}</text:note-body></text:note>"
    )
    found = read(
        p("satu ", comment("rentang", "c1"), "dua")
        + p("tiga<office:annotation-end office:name='c1'/> empat", comment("titik"), " lima", note)
        + p("enam", comment("tanpa akhir", "c2"))
    )
    assert found.raw == "satu dua\ntiga empat lima\nenam"
    assert remarks_of(found) == [
        ("dua\ntiga", "Rina", "rentang\nlagi"),
        ("empat", "Rina", "titik\nlagi"),
        ("lima", "", "bahasa Sunda"),
        ("enam", "Rina", "tanpa akhir\nlagi"),
    ]


def test_text_boxes_follow_their_paragraph() -> None:
    box = (
        f"<draw:frame><draw:text-box>{p('kotak')}</draw:text-box><svg:title>judul</svg:title></draw:frame>"
        f"<draw:custom-shape>{p('bentuk')}</draw:custom-shape>"
    )
    assert read(p("a", box, "b") + p("c")).raw == "ab\nkotak\nbentuk\nc"


def test_bold_and_hidden_by_style() -> None:
    def style(name: str, family: str, properties: str, parent: str = "") -> str:
        return (
            f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
            f"<style:text-properties {properties}/></style:style>"
        )

    styles = (
        style("T1", "text", 'fo:font-weight="bold"')
        + style("T2", "text", 'text:display="none"')
        + style("T3", "text", 'fo:font-weight="normal"')
        + style("T4", "text", 'style:font-weight-complex="bold"')
        + style("P1", "paragraph", "", "P0")
        + style("P0", "paragraph", 'fo:font-weight="700"')
        + style("loop", "paragraph", "", "loop")
    )

    def span(text: str, name: str) -> str:
        return f'<text:span text:style-name="{name}">{text}</text:span>'

    body = (
        p(span("Nama", "T1"), " ", span("A:", "T1"), " jawab", span("rahasia", "T2"), style="loop")
        + p("Tanya ", span("biasa", "T3"), style="P1")
        + p(span("ناتالیا", "T4"), " x")
    )
    found = read(body, styles)
    assert found.raw == "Nama A: jawab\nTanya biasa\nناتالیا x"
    assert bold_of(found) == ["Nama A:", "Tanya", "ناتالیا"]
    assert [(problem.kind, problem.values["count"]) for problem in found.problems] == [("source-hidden-text", 7)]


def test_bold_by_a_named_style() -> None:
    named = (
        f"<office:document-styles {NAMES}><office:styles><style:style style:name='Kuat' style:family='text'>"
        "<style:text-properties fo:font-weight='bold'/></style:style></office:styles></office:document-styles>"
    )
    data = odt(p("<text:span text:style-name='Kuat'>P:</text:span> apa?"), **{"styles.xml": named})
    assert bold_of(read_bytes(data, "a.odt", "a.odt")) == ["P:"]


def test_hidden_sections_are_told() -> None:
    found = read(f"<text:section text:display='none'>{p('rahasia')}</text:section>{p('a')}")
    assert found.raw == "a"
    assert [(problem.kind, problem.values["count"]) for problem in found.problems] == [("source-hidden-text", 7)]


def test_broken() -> None:
    assert kind(b"halo", "a.odt") == "source-broken"
    assert kind(odt(p("a"))[:200], "a.odt") == "source-broken"
    assert kind(package({"mimetype": MIMETYPE, "x": "y"}, zipfile.ZIP_STORED), "a.odt") == "source-broken"
    assert kind(package({"mimetype": MIMETYPE, "content.xml": "<a/>"}, zipfile.ZIP_STORED), "a.odt") == "source-broken"


def test_a_password_is_told() -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    assert kind(odt("x", **{"META-INF/manifest.xml": manifest}), "a.odt") == "source-password"


def test_bombs() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    xml = content(p("&b;")).replace("?>", "?>" + entities, 1)
    for parts in ({"content.xml": xml}, {"content.xml": content("<text:section>" * 5000 + "</text:section>" * 5000)}):
        assert kind(package({"mimetype": MIMETYPE, **parts}, zipfile.ZIP_STORED), "a.odt") == "source-broken"
    assert kind(xml.replace("<office:document-content", "<office:document").encode(), "a.fodt") == "source-broken"
    packed = package({"mimetype": MIMETYPE, "content.xml": content(p("a" * 5_000_000))})
    assert kind(packed, "a.odt") == "source-unpacks-too-large"
