"""A journal's template as the looks of the Word documents: its styles, page and head; our fields and captions stay."""

import io
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from lxml import etree

from benang.conclusions.documents.document_words import about
from benang.conclusions.documents.reference_document import read_reference
from benang.conclusions.documents.tree import read_tree
from benang.conclusions.documents.word import write_docx
from benang.conclusions.journals import docx_beside_profile, read_journal
from benang.core.places import WORKFLOW
from benang.core.problems import format_problems
from benang.study import named, plan

TEMPLATES = WORKFLOW / "templates"
OWN = TEMPLATES / "reference.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
STYLES = f"""<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/>
<w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="character" w:default="1" w:styleId="Absatz"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>
<w:rPr><w:color w:val="AA0000"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/><w:basedOn w:val="Standard"/>
<w:rPr><w:color w:val="00AA00"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Label"><w:name w:val="Etikett"/></w:style>
</w:styles>"""
BODY = f"""<w:document xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Secret draft</w:t></w:r></w:p>
<w:sectPr><w:headerReference w:type="default" r:id="rId9"/><w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1134" w:right="2835" w:bottom="1134" w:left="2835" w:header="709" w:footer="709"/>COLS
</w:sectPr></w:body></w:document>"""
HEADER = f"""<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Jurnal Contoh</w:t></w:r>
</w:p></w:hdr>"""
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{KIND}.header+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    '/header" Target="header1.xml"/></Relationships>',
    "word/styles.xml": STYLES,
    "word/document.xml": BODY,
    "word/header1.xml": HEADER,
}
TEXT = """# Title {#t}

## First {#first}

A sentence.

::: {.quotation}
> “Yes.”
:::

See [Figure 1](#fig-one) and [Table 1](#tab-one).

| a | b |
|:--|--:|
| 1 | 2 |

: [Table 1.]{.label} A table. {#tab-one}

![[Figure 1.]{.label} A figure.](one.svg){#fig-one}

## Second {#second}

Words.
"""


def template(tmp_path: Path, name: str = "journal.docx", **changed: str) -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in PARTS.items():
            text = text.replace("COLS", changed.get("cols", ""))
            archive.writestr(part, text.replace(MAIN, changed.get("main", MAIN)))
    return path


def picture(path: Path, width: int, height: int) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def document(tmp_path: Path, name: str = "out.docx", **changed: str) -> dict[str, etree._Element]:
    reference, _ = read_reference(template(tmp_path, **changed), "journal.docx", OWN)
    assert reference is not None
    picture(tmp_path / "one.png", 1500, 1000)
    facts = about({"title": {"en": "Title"}, "authors": ["A"], "question": {"en": "What?"}, "date": "2022"}, "en")
    write_docx(read_tree(TEXT, "en", None), facts, tmp_path, TEMPLATES, tmp_path / name, reference)
    assert not list(tmp_path.glob("*reference*"))
    with zipfile.ZipFile(tmp_path / name) as archive:
        return {part: etree.fromstring(archive.read(part)) for part in archive.namelist() if part.endswith(".xml")}


def style(made: dict[str, etree._Element], name: str) -> etree._Element:
    (found,) = made["word/styles.xml"].xpath(f"w:style[w:name[translate(@w:val,'HT','ht')='{name}']]", namespaces=NS)
    return found


def test_the_template_gives_letters_page_and_head_and_none_of_its_words(tmp_path):
    made = document(tmp_path)
    text = "".join(made["word/document.xml"].xpath("//w:t/text()", namespaces=NS))
    assert "A sentence." in text and "Secret" not in text
    assert any("Jurnal Contoh" in "".join(part.itertext()) for name, part in made.items() if "header" in name)
    fonts = made["word/styles.xml"].xpath("w:docDefaults//w:rFonts/@w:ascii", namespaces=NS)
    assert fonts == ["Garamond"]
    assert style(made, "heading 1").xpath("w:rPr/w:color/@w:val", namespaces=NS) == ["AA0000"]
    margins = made["word/document.xml"].xpath("//w:sectPr/w:pgMar/@w:left", namespaces=NS)
    assert margins == ["2835"]
    # Benang's own styles come in the template's letters.
    assert not style(made, "Quotation").xpath(".//w:rFonts", namespaces=NS)


def test_every_style_that_is_used_is_there_by_the_id_it_is_named_by(tmp_path):
    made = document(tmp_path)
    body = made["word/document.xml"]
    used = set(body.xpath("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=NS))
    known = made["word/styles.xml"].xpath("w:style/@w:styleId", namespaces=NS)
    assert {"Heading1", "TOC1", "Label", "Quotation"} <= used <= set(known)
    assert len(known) == len(set(known))
    assert style(made, "toc 1").get(f"{{{W}}}styleId") == "TOC1"
    assert style(made, "toc 1").xpath("w:rPr/w:color/@w:val", namespaces=NS) == ["00AA00"]
    based = set(made["word/styles.xml"].xpath("w:style/w:basedOn/@w:val", namespaces=NS))
    assert based <= set(known)
    head = next(part for name, part in made.items() if "header" in name)
    assert head.xpath("//w:pStyle/@w:val", namespaces=NS) == ["Heading1"]
    for kind in ("paragraph", "character", "table"):
        assert len(made["word/styles.xml"].xpath(f"w:style[@w:type='{kind}'][@w:default]", namespaces=NS)) <= 1


def test_fields_and_captions_remain_and_a_figure_fits_the_page(tmp_path):
    body = document(tmp_path)["word/document.xml"]
    fields = " ".join(body.xpath("//w:instrText/text()", namespaces=NS))
    assert all(field in fields for field in ("TOC", "SEQ Table", "SEQ Figure", "REF _Ref"))
    (extent,) = body.xpath("//*[local-name()='extent' and namespace-uri()!='']")[:1]
    # 11906 - 2 * 2835 twips of text, 635 EMU a twip.
    assert int(extent.get("cx")) <= (11906 - 2 * 2835) * 635 * 1.01


def test_the_same_template_gives_the_same_bytes(tmp_path):
    document(tmp_path)
    document(tmp_path, "out2.docx")
    assert (tmp_path / "out.docx").read_bytes() == (tmp_path / "out2.docx").read_bytes()


def test_what_it_lacks_is_told(tmp_path):
    reference, problems = read_reference(template(tmp_path, cols='<w:cols w:num="2"/>'), "journal.docx", OWN)
    assert reference is not None
    assert [(problem.kind, problem.severity) for problem in problems] == [
        ("reference-styles", "warning"),
        ("reference-columns", "warning"),
    ]
    assert "heading 2" in format_problems(problems, "id") and "heading 1," not in format_problems(problems, "en")
    assert read_reference(OWN, "own.docx", OWN)[1] == []


@pytest.mark.parametrize("case", ["text", "empty", "zip", "template", "macros", "bomb", "entity", "gone"])
def test_what_is_no_document_is_told(tmp_path, case):
    path = tmp_path / "journal.docx"
    if case == "text":
        path.write_bytes(b"not a document")
    elif case == "empty":
        path.write_bytes(b"")
    elif case == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "x")
    elif case == "template":
        template(tmp_path, main=MAIN.replace("document.main", "template.main"))
    elif case == "macros":
        template(tmp_path, main="application/vnd.ms-word.document.macroEnabled.main+xml")
    elif case == "bomb":
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in PARTS.items():
                archive.writestr(part, text if part != "word/styles.xml" else " " * 2**26 + "x")
        path.write_bytes(data.getvalue())
    elif case == "entity":
        with zipfile.ZipFile(path, "w") as archive:
            for part, text in PARTS.items():
                archive.writestr(part, text if part != "word/styles.xml" else '<!DOCTYPE x [<!ENTITY a "b">]>' + text)
    reference, problems = read_reference(path, "journal.docx", OWN)
    assert reference is None
    assert [(problem.kind, problem.file, problem.severity) for problem in problems] == [
        ("reference-no-docx", "journal.docx", "error")
    ]


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A study, and templates whose profile "plain" names a reference document."""
    workflow = tmp_path / "workflow"
    shutil.copytree(TEMPLATES / "journals", workflow / "templates/journals")
    shutil.copy2(OWN, workflow / "templates/reference.docx")
    file = workflow / "templates/journals/plain.yaml"
    study = tmp_path / "study"
    study.mkdir()
    (study / "config.yaml").write_text(
        "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
    )
    (study / "a.txt").write_text("P: How?\nA: So.\n", encoding="utf-8")
    for module in (named, plan):
        monkeypatch.setattr(module, "WORKFLOW", workflow)

    def name(looks: str) -> tuple[Path, Path]:
        file.write_text(f"{file.read_text(encoding='utf-8')}reference_docx: {looks}\n", encoding="utf-8")
        return study, file.parent

    return name


def told(study: Path) -> tuple[str, list[tuple[str, str]]]:
    planned, problems = plan.read_plan(study)
    found = [(one.kind, one.file) for one in problems if one.kind.startswith(("reference-", "journal-docx"))]
    return planned.reference_docx if planned else "", found


def test_the_document_of_a_profile_is_the_studys_else_the_one_beside_the_profile(profile):
    study, beside = profile("looks/journal.docx")
    assert told(study)[1] == [("journal-docx-missing", "config.yaml")]
    (beside / "looks").mkdir()
    template(beside / "looks", cols='<w:cols w:num="2"/>')
    journal = read_journal(beside.parent, "plain")
    assert docx_beside_profile(journal, beside.parent) == beside / "looks/journal.docx"
    assert told(study) == (
        "",
        [("reference-styles", "looks/journal.docx"), ("reference-columns", "looks/journal.docx")],
    )
    (study / "looks").mkdir()
    shutil.copy2(OWN, study / "looks/journal.docx")
    assert told(study) == ("looks/journal.docx", [])
    with (study / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("report: {reference_docx: own.docx}\n")
    shutil.copy2(OWN, study / "own.docx")
    assert told(study) == ("own.docx", [])


@pytest.mark.parametrize("looks", ["../journal.docx", "/elsewhere/journal.docx"])
def test_a_profile_names_nothing_outside_of_both_folders(profile, tmp_path, looks):
    shutil.copy2(OWN, tmp_path / "journal.docx")
    study, beside = profile(looks)
    shutil.copy2(OWN, beside.parent / "journal.docx")
    assert told(study) == ("", [("journal-docx-missing", "config.yaml")])


def test_no_shipped_profile_needs_a_document_of_its_own():
    for file in sorted((TEMPLATES / "journals").glob("*.yaml")):
        journal = read_journal(TEMPLATES, file.stem)
        assert not journal.reference_docx or docx_beside_profile(journal, TEMPLATES)
