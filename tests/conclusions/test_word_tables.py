"""Tables of Word documents: rows stay whole, heads and last rows are never alone."""

import zipfile

import pytest
from lxml import etree
from PIL import Image

from benang.conclusions.documents.document_words import about
from benang.conclusions.documents.tree import read_tree
from benang.conclusions.documents.word import write_docx
from benang.conclusions.documents.word_tables import LONGEST_ROW, W, keep_rows
from benang.core.places import WORKFLOW

STUDY = {"title": {"en": "A study"}, "question": {}, "authors": [], "date": "2022-12-14"}


def tables(folder, *rows):
    text = "# A study\n\n| x | y |\n|:--|:--|\n" + "".join(f"| {row} | b |\n" for row in rows) + "\n: Rows. {#tab-a}\n"
    path = folder / "a.docx"
    write_docx(read_tree(text, "en", None), about(STUDY, "en"), folder, WORKFLOW / "templates", path)
    with zipfile.ZipFile(path) as file:
        document = etree.fromstring(file.read("word/document.xml"))
    (table,) = document.iter(f"{W}tbl")
    return path, table.findall(f"{W}tr")


def kept(row):
    """Whether a row stays with the one below it: every paragraph of it does."""
    found = [paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in row.iter(f"{W}p")]
    assert len(set(found)) == 1
    return found[0]


def whole(row):
    return row.find(f"{W}trPr/{W}cantSplit") is not None


def test_a_short_table_stays_on_one_page(tmp_path):
    _, rows = tables(tmp_path, "one", "two", "three")
    assert [kept(row) for row in rows] == [True, True, True, False]
    assert all(map(whole, rows))
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None


def test_a_long_table_breaks_but_neither_behind_its_head_nor_before_its_last_row(tmp_path):
    _, rows = tables(tmp_path, *[f"row {number}" for number in range(40)])
    assert [number for number, row in enumerate(rows) if kept(row)] == [0, 1, 39]
    assert all(map(whole, rows))


def test_a_row_that_heads_others_stays_with_them(tmp_path):
    text = "# A study\n\n| x | y |\n|:--|:--|\n" + "| **Theme** | |\n| one | 1 |\n| two | 2 |\n" * 12
    path = tmp_path / "a.docx"
    given = (read_tree(text + "\n: Rows. {#tab-a}\n", "en", None), about(STUDY, "en"), tmp_path)
    write_docx(*given, WORKFLOW / "templates", path)
    with zipfile.ZipFile(path) as file:
        rows = list(etree.fromstring(file.read("word/document.xml")).iter(f"{W}tr"))
    heads = [number for number, row in enumerate(rows) if "Theme" in "".join(row.itertext())]
    assert len(heads) == 12
    assert [number for number, row in enumerate(rows) if kept(row)] == sorted({0, 1, 35, *heads})


@pytest.mark.parametrize(("height", "order"), [(700, ["Figure", "Table"]), (1700, ["Table", "Figure"])])
def test_a_high_figure_stands_behind_the_table_that_follows_it(tmp_path, height, order):
    Image.new("L", (900, height), 255).save(tmp_path / "a.png")
    text = "# A study\n\n![Figure.](a.svg){#fig-a}\n\n| x |\n|:--|\n| 1 |\n\n: Table. {#tab-a}\n"
    given = (read_tree(text, "en", None), about(STUDY, "en"), tmp_path, WORKFLOW / "templates")
    write_docx(*given, tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        document = etree.fromstring(file.read("word/document.xml"))
    styles = [one.get(f"{W}val") for one in document.iter(f"{W}pStyle")]
    kinds = {"ImageCaption": "Figure", "TableCaption": "Table"}
    assert [kinds[one] for one in styles if one in kinds] == order


def test_a_row_that_may_be_higher_than_a_page_can_break(tmp_path):
    _, rows = tables(tmp_path, "short", "word " * (LONGEST_ROW // 4))
    assert [whole(row) for row in rows] == [True, True, False]


def test_the_rest_of_the_document_is_left_as_it_was_and_twice_is_once(tmp_path):
    path, _ = tables(tmp_path, "one")
    with zipfile.ZipFile(path) as file:
        before = {one.filename: (one.date_time, file.read(one)) for one in file.infolist()}
    keep_rows(path)
    with zipfile.ZipFile(path) as file:
        after = {one.filename: (one.date_time, file.read(one)) for one in file.infolist()}
    assert list(after) == list(before)
    assert after == before


@pytest.mark.parametrize("name", ["method", "finding.trust", "x" * 41, "1-first"])
def test_the_contents_lead_to_the_headings(tmp_path, name):
    text = f"# A study\n\n## One {{#{name}}}\n\nText.\n\n## Two {{#two}}\n\nText.\n"
    path = tmp_path / "a.docx"
    write_docx(read_tree(text, "en", None), about(STUDY, "en"), tmp_path, WORKFLOW / "templates", path)
    with zipfile.ZipFile(path) as file:
        document = etree.fromstring(file.read("word/document.xml"))
    marks = {one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart")}
    links = [one.get(f"{W}anchor") for one in document.iter(f"{W}hyperlink")]
    pages = [one.text.split()[1] for one in document.iter(f"{W}instrText") if one.text.split()[0] == "PAGEREF"]
    assert len(links) == 2 and set(links) <= marks
    assert pages == links
    (begin,) = [one for one in document.iter(f"{W}fldChar") if one.get(f"{W}dirty")]
    assert begin.getparent().getnext().findtext(f"{W}instrText").split()[0] == "TOC"
