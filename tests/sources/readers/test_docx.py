"""Word documents: what a reader of the document sees, once, in order."""

from __future__ import annotations

import html

import pytest
from documents import LINES, bold_of, kind, package, text_of
from hypothesis import given

from benang.core.problems import StudyError
from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(body: str, namespace: str = MAIN) -> str:
    return f'<w:document xmlns:w="{namespace}" {NAMESPACES}><w:body>{body}</w:body></w:document>'


def read(body: str, **parts: str) -> Document:
    others = {f"word/{name}.xml": f'<w:{name} xmlns:w="{MAIN}">{xml}</w:{name}>' for name, xml in parts.items()}
    return read_bytes(package({"word/document.xml": document(body), **others}), "a.docx", "a.docx")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def test_a_paragraph_is_a_line() -> None:
    assert read(p(run("P: Sejak "), run("kapan?")) + p() + p(run("B: Dulu."))).raw == "P: Sejak kapan?\n\nB: Dulu."


def test_runs_keep_only_space_that_counts() -> None:
    assert read("<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b\nc</w:t></w:r></w:p>").raw == "a b c"


def test_tracked_changes() -> None:
    body = p(
        run("a"),
        f"<w:ins>{run('b')}</w:ins>",
        "<w:del><w:r><w:delText>c</w:delText></w:r></w:del>",
        f"<w:del>{run('d')}</w:del>",
        f"<w:moveFrom>{run('e')}</w:moveFrom>",
        f"<w:moveTo>{run('f')}</w:moveTo>",
    )
    found = read(body)
    assert found.raw == "abf"
    assert [(one.kind, one.file, one.values["count"]) for one in found.problems] == [
        ("source-tracked-changes", "a.docx", 5)
    ]
    assert read(p(run("a"))).problems == ()


def test_deleted_paragraph_mark_joins() -> None:
    assert read(p(run("a"), properties="<w:rPr><w:del/></w:rPr>") + p(run("b")) + p(run("c"))).raw == "ab\nc"


def test_content_controls_links_and_fields() -> None:
    field = "<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('isi di sini')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{p(run('d'))}</w:sdtContent></w:sdt>"
    body = p(run("a"), control, prompt, f"<w:hyperlink>{run('c')}</w:hyperlink>", field, run("1")) + block
    assert read(body).raw == "abc1\nd"


def test_text_boxes_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p(run('kotak'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read(p(run("a"), f"<w:r>{both}</w:r>", run("b")) + p(run("c"))).raw == "ab\nkotak\nc"


def test_fallback_where_the_choice_has_no_text() -> None:
    fallback = f"<mc:Fallback>{run('x')}</mc:Fallback>"
    both = f"<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice>{fallback}</mc:AlternateContent>"
    assert read(p(both)).raw == "x"


def test_tables() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    nested = f"<w:tbl>{row.format(p(run('x')), p(run('y')))}</w:tbl>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(run('z'))}</w:tc></w:tr>"
    rows = row.format(p(run("P")), p(run("apa?")) + p(run("itu"))) + gone + row.format(p(run("B")), nested + p())
    assert read(p(run("a")) + f"<w:tbl>{rows}</w:tbl>" + p(run("b"))).raw == "a\nP\tapa?\vitu\nB\tx\ty\nb"


def test_breaks_tabs_and_characters() -> None:
    inside = (
        "<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Symbol" w:char="F0B7"/><w:sym w:char="00E9"/>'
        '<w16se:symEx w16se:char="1F60A"/>'
    )
    assert read(p(f"<w:r>{inside}</w:r>", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")).raw == "a\vb\tc-d☺•é😊x"


def test_a_break_before_a_label_is_a_line_end() -> None:
    found = read(p("<w:r><w:t>P: apa?</w:t><w:br/><w:t>Informan A: itu,</w:t><w:br/><w:t>ya itu</w:t></w:r>"))
    assert found.raw == "P: apa?\vInforman A: itu,\vya itu"
    assert [(edit.start, edit.end, edit.replacement) for edit in found.edits] == [(7, 8, "\n")]


def test_comments_become_remarks() -> None:
    body = (
        p(run("satu "), '<w:commentRangeStart w:id="0"/>', run("dua"))
        + p(run("tiga"), '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', run(" empat"))
        + p(run("lima enam"), '<w:r><w:commentReference w:id="1"/></w:r>', run(" tujuh"))
    )
    comments = (
        f'<w:comment w:id="0" w:author="Rina">{p(run("bagus"))}{p(run("sekali"))}</w:comment>'
        f'<w:comment w:id="1" w:author="Budi">{p(run("tanpa rentang"))}</w:comment>'
    )
    found = read(body, comments=comments)
    assert [(found.raw[r.start : r.end], r.author, r.text) for r in found.remarks] == [
        ("dua\ntiga", "Rina", "bagus\nsekali"),
        ("enam", "Budi", "tanpa rentang"),
    ]


def test_comment_on_deleted_text_stays() -> None:
    gone = f'<w:del><w:commentRangeStart w:id="0"/>{run("x")}<w:commentRangeEnd w:id="0"/></w:del>'
    found = read(p(run("a"), gone, run("b")), comments=f'<w:comment w:id="0">{p(run("mengapa"))}</w:comment>')
    assert found.raw == "ab"
    assert [(r.start, r.end, r.text) for r in found.remarks] == [(1, 1, "mengapa")]


def test_notes_become_remarks_on_the_word_before() -> None:
    separator = f'<w:footnote w:type="separator" w:id="0">{p(run("---"))}</w:footnote>'
    note = f'<w:footnote w:id="2">{p(run("bahasa Sunda"))}</w:footnote>'
    found = read(
        p(run("Kata geh"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" itu")), footnotes=separator + note
    )
    assert found.raw == "Kata geh itu"
    assert [(found.raw[r.start : r.end], r.text) for r in found.remarks] == [("geh", "bahasa Sunda")]


@given(LINES)
def test_lines_come_back(lines: list[str]) -> None:
    assert read("".join(p(run(html.escape(line))) for line in lines)).raw.split("\n") == lines


def test_bold_runs_that_touch_are_one_span() -> None:
    bold = "<w:b/>"
    found = read(
        p(run("Na", bold), run("ma", bold), run(" "), run("A:", bold), run(" jawab"), run(" ", bold), run("x"))
        + p(run("Tanya", bold), "<w:r><w:rPr><w:b/></w:rPr><w:br/><w:t>lagi</w:t></w:r>")
        + p(run("a", '<w:b w:val="0"/>'), run("ب", "<w:b/><w:rtl/>"), run("ج", "<w:bCs/><w:rtl/>"))
    )
    assert bold_of(found) == ["Nama A:", "Tanya", "lagi", "ج"]


def test_bold_by_style() -> None:
    def style(name: str, kind: str, properties: str, base: str = "", attributes: str = "") -> str:
        return (
            f'<w:style w:type="{kind}" w:styleId="{name}" {attributes}><w:basedOn w:val="{base}"/>'
            f"<w:rPr>{properties}</w:rPr></w:style>"
        )

    styles = (
        style("Normal", "paragraph", "", "", 'w:default="1"')
        + style("Tanya", "paragraph", "<w:b/>", "Normal")
        + style("Tanya2", "paragraph", "<w:i/>", "Tanya")
        + style("Kuat", "character", "<w:b/>")
        + style("Putar", "character", "", "Putar")
    )
    found = read(
        p(run("satu"), run("dua", '<w:rStyle w:val="Kuat"/>'), run("tiga", '<w:rStyle w:val="Putar"/>'))
        + p(run("empat "), run("lima", '<w:b w:val="false"/>'), properties='<w:pStyle w:val="Tanya2"/>')
        + p(run("enam", '<w:rStyle w:val="Kuat"/>'), properties='<w:pStyle w:val="Tanya"/>'),
        styles=styles,
    )
    assert bold_of(found) == ["dua", "empat"]


def test_names_with_times_stand_on_lines_of_their_own() -> None:
    first = p(run("Rina   0:11", "<w:b/>"), "<w:r><w:br/></w:r>", run("Sejak kapan?"), "<w:r><w:br/></w:r>", run("Ya?"))
    second = p(
        run("Informan A   1:02:03"), "<w:r><w:br/></w:r>", run("Dulu, jam 0:11 itu"), "<w:r><w:br/></w:r>", run("x")
    )
    both = p(run("x"), "<w:r><w:br/></w:r>", run("Rina 0:15"), "<w:r><w:br/></w:r>", run("Oh."))
    assert text_of(read(first + second + both)) == (
        "Rina   0:11\nSejak kapan?\vYa?\nInforman A   1:02:03\nDulu, jam 0:11 itu\vx\nx\nRina 0:15\nOh."
    )


def test_templates_and_documents_with_macros() -> None:
    data = package({"word/document.xml": document(p(run("halo")))})
    for name in ("a.docm", "a.dotx", "a.dotm"):
        found = read_bytes(data, name, name)
        assert (found.raw, found.format, found.problems) == ("halo", "docx", ())


def test_hidden_text_is_reported() -> None:
    found = read(p(run("a"), run("rahasia", "<w:vanish/>"), run("b", '<w:vanish w:val="0"/>')))
    assert found.raw == "ab"
    assert [(problem.kind, problem.values["count"]) for problem in found.problems] == [("source-hidden-text", 7)]


def test_embedded_documents_are_reported() -> None:
    assert [problem.kind for problem in read(p(run("a")) + "<w:altChunk/>").problems] == ["source-docx-embedded"]


def test_strict_documents_under_another_name() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="word/document2.xml"/></Relationships>'
    )
    data = package({"_rels/.rels": relations, "word/document2.xml": document(p(run("halo")), STRICT)})
    assert read_bytes(data, "a.docx", "a.docx").raw == "halo"


def test_properties_and_headers_are_not_read() -> None:
    header = f'<w:hdr xmlns:w="{MAIN}">{p(run("kepala"))}</w:hdr>'
    data = package(
        {"word/document.xml": document(p(run("a"))), "word/header1.xml": header, "docProps/core.xml": "<x>b</x>"}
    )
    assert read_bytes(data, "a.docx", "a.docx").raw == "a"


def test_broken() -> None:
    assert kind(b"halo", "a.docx") == "source-broken"
    assert kind(package({"word/document.xml": "<w:document"}), "a.docx") == "source-broken"
    assert kind(package({"word/other.xml": "<a/>", "word/documents": ""}), "a.docx") == "source-broken"
    whole = package({"word/document.xml": document(p(run("halo" * 100)))})
    assert kind(whole[: len(whole) // 2], "a.docx") == "source-broken"


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    xml = f"<!DOCTYPE w [{declared}]>" + document(p(run("&x;")))
    assert kind(package({"word/document.xml": xml}), "a.docx") == "source-broken"


def test_zip_bombs_are_not_unpacked() -> None:
    xml = document(p(run("a" * 20_000_000)))
    assert kind(package({"word/document.xml": xml}), "a.docx") == "source-unpacks-too-large"


def test_deep_nesting_is_no_traceback() -> None:
    for depth in (200, 5000):
        body = "<w:sdt><w:sdtContent>" * depth + p(run("a")) + "</w:sdtContent></w:sdt>" * depth
        try:
            assert read(body).raw == "a"
        except StudyError as error:
            assert [problem.kind for problem in error.problems] == ["source-broken"]
