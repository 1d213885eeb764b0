"""The report as web page, Word document and PDF."""

import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from lxml import etree
from PIL import Image
from places import ROOT

from benang.conclusions.documents import write_documents
from benang.conclusions.documents.document_words import parsed
from benang.conclusions.documents.tree import with_leads, without_dead_links
from benang.conclusions.journals import read_journal
from benang.conclusions.report.book import read_report
from benang.conclusions.report.notebook import execute, prepare, read_notebook
from benang.conclusions.report.notebook_text import for_readers, text_of
from benang.conclusions.report.outline import outline
from benang.core.problems import StudyError

LIBRARY = ROOT / "workflow"
NOTEBOOK = LIBRARY / "notebooks" / "supplement.py"
NASTY = (
    "<script>alert(1)</script> <b>x</b>",
    '$x^2$ \\(y\\) \\alpha #let x = [y] #image("x")',
    "@foo [@kunci] ^[catatan] <tab-numbers>",
    "[klik](http://contoh.example) ![x](y.svg)",
    "# judul | `kode` *tebal* _miring_ ~~coret~~ 'a' \"b\" ...",
    "`<b>`{=html} ::: {.notice} // komentar /* x */",
    'style="x" & &amp; &lt; {#id} --- שלום 日本語',
    "panjang" * 30,
)

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def typeset(run: Run) -> Callable[..., dict[str, bytes]]:
    """Make a study's documents (without running the notebook, which is slow)."""

    def make(
        language: str = "id",
        folder: str = "reports",
        drawn: tuple[int, int] = (0, 0),
        page: dict[str, float] | None = None,
        article: bool = False,
        **wanted: Any,
    ) -> dict[str, bytes]:
        study = run(**wanted)
        if all(drawn):
            for stem in Path("results/figures", language).glob("*.svg"):
                draw(stem, *drawn)
        report = read_report("results", study, language, "../results")
        parts = outline(Path("results"), study)
        texts = [text for name, text in report.texts.items() if text]
        chapters = [f"## {number} {name} {{#{name}}}" for name, number in parts.items() if number]
        text = "\n\n".join([*texts[:3], *chapters, *texts[3:]])
        Path(folder).mkdir(exist_ok=True)
        source = Path("results/conclusions/report.md")
        source.write_text(text.replace("](../results/", "](../"), encoding="utf-8")
        files = {form: Path(folder) / f"report.{form}" for form in ("html", "docx", "pdf")}
        references = Path("results/literature/references.json")
        templates = LIBRARY / "templates"
        write_documents(source, references, study, language, templates, *files.values(), page=page, article=article)
        return {form: file.read_bytes() for form, file in files.items()}

    return make


def draw(picture: Path, width: int, height: int) -> None:
    """A figure, in millimetres, with a red head and a blue foot."""
    foot = f'<rect y="{height - 4}" width="{width}" height="4" fill="#00f"/>'
    parts = f'<rect width="{width}" height="4" fill="#f00"/>{foot}'
    size = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    picture.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{parts}</svg>', encoding="utf-8")
    dots = round(width / 25.4 * 300), round(height / 25.4 * 300)
    Image.new("RGB", dots).save(picture.with_suffix(".png"), dpi=(300, 300))


def sizes_in_word(docx: bytes) -> list[tuple[float, float]]:
    """Width and height of each picture, millimetres."""
    document = of_docx(docx)["word/document.xml"]
    names = {"wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}
    found = document.xpath("//wp:extent", namespaces=names)
    return [(int(size.get("cx")) / 36_000, int(size.get("cy")) / 36_000) for size in found]


def sizes_in_print(pdf: bytes) -> list[tuple[float, float, float]]:
    """Left edge, width and height of each picture, millimetres, by its red head and blue foot."""
    sizes = []
    for page in pdfium.PdfDocument(pdf):
        dots = np.asarray(page.render(scale=2).to_pil().convert("RGB")).astype(int)
        red, blue = ((dots == colour).all(axis=2).nonzero() for colour in ((255, 0, 0), (0, 0, 255)))
        if len(red[0]):
            a_dot = 25.4 / 144
            wide, high = np.ptp(red[1]) + 1, blue[0].max() - red[0].min() + 1
            sizes.append((float(red[1].min() * a_dot), float(wide * a_dot), float(high * a_dot)))
    return sizes


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [((159, 100), (159.2, 100)), ((85, 200), (85, 200)), ((159, 205), (159.2, 205)), ((180, 100), (159.2, 88.4))],
)
def test_a_figure_is_as_large_as_it_was_drawn_and_never_in_the_margin(
    typeset: Callable[..., dict[str, bytes]], drawn: tuple[int, int], shown: tuple[float, float]
) -> None:
    made = typeset(language="en", drawn=drawn, page=dict(read_journal(LIBRARY / "templates", "apa").page), article=True)
    printed = sizes_in_print(made["pdf"])
    assert printed
    for left, wide, high in printed:
        assert (wide, high) == (pytest.approx(shown[0], abs=0.8), pytest.approx(shown[1], abs=0.8))
        assert left >= 25.0
    for wide, high in sizes_in_word(made["docx"]):
        # The page in Word is 162 mm of text wide, whatever the journal.
        assert (wide, high) == (pytest.approx(shown[0], abs=3.0), pytest.approx(shown[1], abs=2.0))


def words(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def of_docx(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


def test_what_people_said_comes_out_as_text_everywhere(typeset: Callable[..., dict[str, bytes]]) -> None:
    made = typeset(said=NASTY)
    page = made["html"].decode("utf-8")
    visible = html.unescape(re.sub(r"<[^>]*>", "", page))
    document = of_docx(made["docx"])["word/document.xml"]
    text_of_docx = "".join(document.xpath("//w:t/text()", namespaces=document.nsmap))
    for said in NASTY:
        assert said in visible
        assert said in text_of_docx
    assert "<script" not in page


def test_pdf_holds_what_people_said(typeset: Callable[..., dict[str, bytes]]) -> None:
    pdf = pdfium.PdfDocument(typeset(said=NASTY[:6])["pdf"])
    text = words("".join(page.get_textpage().get_text_range() for page in pdf))
    for said in NASTY[:6]:
        assert words(said) in text


def test_the_page_loads_nothing_and_allows_nothing(typeset: Callable[..., dict[str, bytes]]) -> None:
    page = typeset(said=NASTY)["html"].decode("utf-8")
    assert "default-src 'none'" in page
    tags = re.findall(r"<[a-zA-Z][^>]*>", page)
    assert not [tag for tag in tags if re.search(r"""(src|href)=["']?(https?:|//)""", tag)]
    assert not [tag for tag in tags if re.search(r"\son\w+=|\sstyle=", tag)]
    assert not [tag for tag in tags if tag.startswith(("<script", "<iframe", "<object", "<link", "<base"))]
    assert all('src="data:image/svg+xml;base64,' in tag for tag in tags if tag.startswith("<img"))
    assert not re.search(r"@import|url\(", page)


def test_the_style_is_the_one_that_the_policy_allows(typeset: Callable[..., dict[str, bytes]]) -> None:
    import base64
    import hashlib

    page = typeset()["html"].decode("utf-8")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    allowed = re.search(r"style-src 'sha256-([^']*)'", page)
    assert style and allowed
    assert base64.b64encode(hashlib.sha256(style[1].encode("utf-8")).digest()).decode("ascii") == allowed[1]


def test_works_are_cited_from_the_list_that_was_read(typeset: Callable[..., dict[str, bytes]]) -> None:
    """The study's own file of references may be broken: the documents never read it."""
    Path("broken.bib").write_text("@book{kunci, title = {", encoding="utf-8")
    page = html.unescape(re.sub(r"<[^>]*>", "", typeset(literature=True)["html"].decode("utf-8")))
    assert "Aminah, S. (2020). Buku." in page
    made = typeset(literature=False, folder="none", citation="kunci", figures=False)
    # The key of a work, not the word for it.
    assert "kunci" not in made["html"].decode("utf-8").replace("kata kunci", "")


def test_the_page_can_be_read_by_everyone(typeset: Callable[..., dict[str, bytes]]) -> None:
    page = typeset(language="id")["html"].decode("utf-8")
    assert '<html lang="id">' in page
    assert page.index('href="#content"') < page.index("<h1")
    assert re.search(r'<img[^>]* alt="[^"]+', page)
    assert page.count("<h1") == 1
    for number in re.findall(r'<div class="table"[^>]*>', page):
        assert 'tabindex="0"' in number
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_word_has_headings_captions_repeated_heads_and_descriptions(typeset: Callable[..., dict[str, bytes]]) -> None:
    parts = of_docx(typeset(language="en")["docx"])
    document = parts["word/document.xml"]
    names = document.nsmap | {"wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}
    styles = set(document.xpath("//w:pStyle/@w:val", namespaces=names))
    assert {"Title", "Heading1", "Heading2", "TableCaption", "ImageCaption", "Quotation"} <= styles
    known = set(parts["word/styles.xml"].xpath("//w:style/@w:styleId", namespaces=names))
    assert styles <= known
    tables = document.xpath("//w:tbl", namespaces=names)
    assert tables
    assert all(table.xpath("./w:tr[1]/w:trPr/w:tblHeader", namespaces=names) for table in tables)
    assert all(document.xpath("//wp:docPr/@descr", namespaces=names))
    places = set(document.xpath("//w:bookmarkStart/@w:name", namespaces=names))
    assert set(document.xpath("//w:hyperlink/@w:anchor", namespaces=names)) <= places


def test_a_bold_line_is_on_the_page_of_what_it_leads_in(run: Run) -> None:
    study = run()
    filler = "Filler that fills a line of the page and a little more than that, word by word, to the end. "
    parts = [f"{filler * (1 + n % 7)}\n\n**Lead {n} .**\n\n- Item {n} ." for n in range(60)]
    Path("none.json").write_text("[]", encoding="utf-8")
    Path("long.md").write_text("# T\n\n## A {#a}\n\n" + "\n\n".join(parts), encoding="utf-8")
    files = {form: Path(f"long.{form}") for form in ("html", "docx", "pdf")}
    write_documents(Path("long.md"), Path("none.json"), study, "en", LIBRARY / "templates", *files.values())
    pages = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(files["pdf"].read_bytes())]
    assert len(pages) > 3
    for n in range(60):
        assert [f"Lead {n} ." in page for page in pages] == [f"Item {n} ." in page for page in pages], n
    document = of_docx(files["docx"].read_bytes())["word/document.xml"]
    leads = document.xpath("//w:p[w:pPr/w:pStyle/@w:val='Lead']", namespaces=document.nsmap)
    assert len(leads) == 60


def test_a_figure_taller_than_a_page_is_made_smaller_and_not_cut(typeset: Callable[..., dict[str, bytes]]) -> None:
    documents = typeset(language="en", drawn=(100, 300))
    sizes = sizes_in_word(documents["docx"])
    assert sizes and all(high <= 212.1 for _, high in sizes)
    assert all(high / wide == pytest.approx(3, rel=0.01) for wide, high in sizes)
    pages = [page.render().to_pil().convert("RGB") for page in pdfium.PdfDocument(documents["pdf"])]
    ends = [{colour for _, colour in page.getcolors(10_000_000) or []} & {(255, 0, 0), (0, 0, 255)} for page in pages]
    assert len([found for found in ends if found]) == len(sizes)
    assert all(len(found) == 2 for found in ends if found)


def test_letters_without_a_font_are_named_in_print_and_stand_elsewhere(
    typeset: Callable[..., dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benang.core.fonts.further_fonts", tuple)
    made = typeset(said=["信任 [a] 让合作 (b)", "विश्वास *है* 🙂"], language="en")
    printed = words("".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(made["pdf"])))
    assert "‹Han›[a]‹Han›(b)" in printed and "‹Devanagari›*‹Devanagari›*‹slightlysmilingface›" in printed
    assert "Thiscomputerhasnofontforsomeletters(Devanagari,Han,slightlysmilingface)" in printed
    page, document = made["html"].decode("utf-8"), of_docx(made["docx"])["word/document.xml"]
    for shown in (page, "".join(document.xpath("//w:t/text()", namespaces=document.nsmap))):
        assert "信任 [a] 让合作 (b)" in shown and "विश्वास *है* 🙂" in shown


def test_a_document_that_every_font_can_show_says_nothing_of_fonts(typeset: Callable[..., dict[str, bytes]]) -> None:
    printed = words("".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(typeset()["pdf"])))
    assert "font" not in printed and "‹" not in printed


def test_pdf_says_what_it_is(typeset: Callable[..., dict[str, bytes]]) -> None:
    pdf = pdfium.PdfDocument(typeset(language="en", authors=["Siti <b>", "Budi"])["pdf"])
    assert pdf.get_metadata_dict()["Title"] == "A small study"
    assert pdf.get_metadata_dict()["Author"] == "Siti <b>, Budi"
    assert pdf.get_metadata_dict()["CreationDate"].startswith("D:20221201")


@pytest.mark.parametrize("date", ["2022-12-14", "2022", ""])
def test_the_same_text_gives_the_same_bytes(
    typeset: Callable[..., dict[str, bytes]], date: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = typeset(date=date, figures=False)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typeset(date=date, figures=False, folder="elsewhere") == first
    for data in first.values():
        assert str(tmp_path).encode() not in data


def test_transcripts_are_linked_from_the_web_page_and_named_in_print(typeset: Callable[..., dict[str, bytes]]) -> None:
    said = "Kata yang unik sekali di sini, dan cukup panjang untuk dikutip."
    made = typeset(transcripts=True, said=(said,) * 3)
    page = made["html"].decode("utf-8")
    assert 'href="transcripts/interview-A.' in page
    document = of_docx(made["docx"])["word/document.xml"]
    text = "".join(document.itertext())
    assert "transcripts.id.html" in text
    links = document.xpath("//w:hyperlink", namespaces=document.nsmap)
    assert not [one for one in links if "".join(one.itertext()) == "interview-A"]
    pdf = pdfium.PdfDocument(made["pdf"])
    printed = "".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    assert "transcripts.id.html" in printed


def test_what_is_for_web_pages_alone_is_not_printed() -> None:
    words = [{"t": "Str", "c": "turn"}]
    link = {
        "t": "Link",
        "c": [["", [], []], [{"t": "Str", "c": "transcript"}], ["transcripts/a.en.html#coding.c1", ""]],
    }
    blocks = [{"t": "Para", "c": [*words, {"t": "Span", "c": [["", ["web"], []], [link]]}]}]
    assert without_dead_links(blocks, web=False) == [{"t": "Para", "c": words}]
    assert without_dead_links(blocks) == blocks


def test_dates_of_any_precision() -> None:
    assert str(parsed("2022-12-14")).startswith("2022-12-14")
    assert str(parsed("2022-12")).startswith("2022-12-01")
    assert str(parsed("2022")).startswith("2022-01-01")
    assert parsed("") is None


def test_the_notebook_runs_and_says_the_same_twice(run: Run) -> None:
    study = run()
    made = []
    for _ in range(2):
        parameters = {"results": "results", "language": "id", "study": study, "pictures": "../results"}
        parameters |= {"article": "report.html"}
        notebook = prepare(read_notebook(NOTEBOOK), outline(Path("results"), study), "id", parameters)
        execute(notebook, Path())
        made.append(text_of(notebook))
        for_readers(notebook)
        ids = [cell.id for cell in notebook.cells]
        assert ids == [f"cell-{place:03}" for place in range(len(ids))]
        assert "x-pandoc" not in str(notebook)
    assert made[0] == made[1]
    assert made[0].startswith("# Studi kecil")
    assert "## 1 Memetakan pustaka pendukung {#literature}" in made[0]
    assert "Mapping" not in made[0]
    assert "import" not in made[0]


def test_a_cell_that_fails_is_told_in_a_sentence(run: Run) -> None:
    study = run()
    notebook = prepare(read_notebook(NOTEBOOK), {"front": ""}, "en", {"results": "nowhere", "language": "en"})
    with pytest.raises(StudyError) as raised:
        execute(notebook, Path())
    message = str(raised.value)
    assert "read_report" in message
    assert "Traceback" not in message
    assert study


def test_a_paragraph_that_announces_a_quotation_stays_with_it():
    def said(text):
        return {"t": "Para", "c": [{"t": "Str", "c": text}]}

    def block(style, *blocks):
        return {"t": "Div", "c": [["", [style], []], list(blocks)]}

    quotation = block("quotation", {"t": "BlockQuote", "c": [said("Ya.")]})
    led = with_leads([said("C says:"), quotation, said("So it is."), quotation, said("As:"), said("more")])
    assert led == [block("lead", said("C says:")), quotation, said("So it is."), quotation, said("As:"), said("more")]
    inside = block("negative", said("Not so:"), quotation)
    assert with_leads([inside]) == [block("negative", block("lead", said("Not so:")), quotation)]
    nothing = block("transcript")  # of a source without a word
    assert with_leads([nothing]) == [nothing] and with_leads([]) == []


def test_an_author_stands_once_under_the_title_of_a_word_document(typeset):
    parts = of_docx(typeset(language="en", authors=["Siti Aminah", "Budi"])["docx"])
    document = parts["word/document.xml"]
    text = "".join(document.xpath("//w:t/text()", namespaces=document.nsmap))
    assert text.count("Siti Aminah") == 1
    assert "Siti Aminah" in "".join(parts["docProps/core.xml"].itertext())
