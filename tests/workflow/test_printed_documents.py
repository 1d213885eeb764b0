"""The reference study's documents on paper: how long the article is, and that its pages break where they may."""

import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest
from printed_pages import INVISIBLE, PrintedPages, captions_of, letters, rows_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDITIONS = {"": "id", ".en": "en"}
DOCUMENTS = [f"{name}{edition}" for name in ("report", "supplement") for edition in EDITIONS]
SHORTEST_BELOW = 40
"""So many letters below a heading are text: more than a list's first line."""
MOST_BLANK = 1 / 3
"""Of a page's room for text."""
MOST_PAGES_IN_WORD = 17
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def language(name):
    return EDITIONS[name[name.index(".") :] if "." in name else ""]


@pytest.fixture(scope="module")
def printed(reference):
    return {name: PrintedPages(reference / "reports" / f"{name}.pdf") for name in DOCUMENTS}


def torn_rows(pages, text, of):
    """The rows whose longest cell stands whole on no page."""
    shown = [letters(page) for page in pages.texts]
    cells = [max(map(letters, row.cells), key=len) for row in rows_of(text, of) if not row.head]
    assert len(cells) > 20
    return [cell for cell in cells if not any(cell in page for page in shown)]


def stranded(pages):
    return [one for one in pages.headings if pages.words_below(one) < SHORTEST_BELOW]


@pytest.mark.parametrize("name", ["report", "report.en"])
def test_an_article_has_ten_to_fifteen_pages(printed, name):
    assert 10 <= len(printed[name]) <= 15


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_break_where_they_may(printed, reference, name):
    pages = printed[name]
    assert torn_rows(pages, reference / "results/conclusions" / f"{name}.md", language(name)) == []
    assert len(pages.headings) > 20
    assert stranded(pages) == []
    blank = [number for number in range(len(pages) - 1) if pages.blank_at_foot(number) > MOST_BLANK]
    assert blank == []


def beyond_their_sections(pages, text, of):
    """The captions that stand above the heading of their section, or below the one that ends it: the next one; of a
    figure of the supplement the next one of the same level."""
    titles, captions = captions_of(text, of)
    assert [letters(one.text) for one in pages.headings] == [letters(one) for one in titles]
    above = [(one.page, -one.height) for one in pages.headings] + [(len(pages), 0.0)]
    article = text.name.startswith("report")
    places = {one: pages.place_of(one.words[:60]) for one in captions}
    assert len(places) > 10
    return [
        one.words
        for one, (page, height) in places.items()
        if not above[one.heading] < (page, -height) < above[one.following if one.table or article else one.behind]
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_and_figures_stand_in_the_section_they_belong_to(printed, reference, name):
    source = reference / "results/conclusions" / f"{name}.md"
    assert beyond_their_sections(printed[name], source, language(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pdf_is_for_everybody_and_can_be_searched(printed, name):
    pages = printed[name]
    assert b"pdfuaid:part" in pages.data and b"/MarkInfo" in pages.data and b"/StructTreeRoot" in pages.data
    text = "".join(pages.texts)
    assert not set(text) & set(INVISIBLE)
    assert "wawancara-informan-A" in text or not name.startswith("supplement")


def in_word(path):
    """The headings of a Word document, and the captions below each."""
    with zipfile.ZipFile(path) as file:
        document = ElementTree.fromstring(file.read("word/document.xml"))
    titles, captions = [], []
    for line in document.iter(f"{W}p"):
        style = line.find(f"{W}pPr/{W}pStyle")
        kind = style.get(f"{W}val") if style is not None else ""
        words = letters("".join(one.text or "" for one in line.iter(f"{W}t")))
        if kind.startswith("Heading"):
            titles.append(words)
        elif kind in ("TableCaption", "ImageCaption"):
            captions.append((words, len(titles) - 1))
    return titles, captions


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_word_document_has_tables_and_figures_in_their_sections(reference, name):
    titles, captions = captions_of(reference / "results/conclusions" / f"{name}.md", language(name))
    found, below = in_word(reference / "reports" / f"{name}.docx")
    assert found == [letters(one) for one in titles]
    # In Word a high figure stands behind the table that follows it.
    assert sorted(below) == sorted((letters(one.words), one.heading) for one in captions) and len(below) > 10


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_contents_of_a_word_document_tell_the_pages_of_the_pdf(printed, reference, name):
    with zipfile.ZipFile(reference / "reports" / f"{name}.docx") as file:
        document = ElementTree.fromstring(file.read("word/document.xml"))
    entries = [link for link in document.iter(f"{W}hyperlink") if "PAGEREF" in "".join(link.itertext())]
    told = [[one.text for one in entry.iter(f"{W}t")] for entry in entries]
    # One title may head several sections: both go by the order of the text.
    headings = iter(printed[name].headings)
    pages = [next(str(one.page + 1) for one in headings if letters(one.text) == letters(title)) for title, _ in told]
    assert len(told) > 15 and [page for _, page in told] == pages


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("name", ["report", "report.en"])
def test_a_word_document_opens_in_libreoffice(reference, tmp_path, name):
    document = reference / "reports" / f"{name}.docx"
    command = [OFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(document)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    pages = PrintedPages(tmp_path / f"{name}.pdf")
    # The fonts that its styles name are replaced by ones as wide, wherever it is opened.
    assert len(pages) <= MOST_PAGES_IN_WORD
    source = reference / "results/conclusions" / f"{name}.md"
    assert torn_rows(pages, source, language(name)) == []
    assert stranded(pages) == []
    text = "\n".join(pages.texts)
    # Fields: references are put in words, each page has its number.
    assert "Error" not in text and "Galat" not in text
    assert all(str(number) in page.split() for number, page in enumerate(pages.texts, start=1))
    noun = {"id": "Tabel", "en": "Table"}[language(name)]
    assert f"{noun}\u00a01." in text or f"{noun} 1." in text
    # No word of a table's head breaks.
    words = {word for row in rows_of(source, language(name)) if row.head for cell in row.cells for word in cell.split()}
    assert words and {word for word in words if word not in text} == set()
