"""Fields of Word documents: numbers of tables and figures, references to them, contents."""

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benang.conclusions.documents.document_words import about
from benang.conclusions.documents.heading_pages import heading_pages
from benang.conclusions.documents.tree import read_tree
from benang.conclusions.documents.typeset import write_pdf
from benang.conclusions.documents.word import write_docx
from benang.core.places import WORKFLOW

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = """\
# A study

## 1 First {#first}

See [Table 1](#tab-a), [Table 2](#tab-b) and [here](#tab-a).

| x |
|---|
| 1 |

: [Table 1.]{.label} What it holds. {#tab-a}

## 2 Second {#second}

| x |
|---|
| 2 |

: [Table 2.]{.label} The other. {#tab-b}

::: {.quotation}
> [Question]{.asked}
>
> “Said.”
>
> [A]{.source}
:::
"""
STUDY = {"title": {"en": "A study"}, "question": {}, "authors": [], "date": "2022-12-14"}


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    path = folder / "a.docx"
    write_docx(read_tree(TEXT, "en", None), about(STUDY, "en"), folder, WORKFLOW / "templates", path)
    with zipfile.ZipFile(path) as file:
        return ElementTree.fromstring(file.read("word/document.xml"))


def instructions(document):
    return [" ".join(str(one.text).split()) for one in document.iter(f"{W}instrText")]


def test_captions_count_and_references_name_their_bookmarks(document):
    found = instructions(document)
    assert [one for one in found if one.startswith("SEQ")] == [r"SEQ Table \* ARABIC"] * 2
    references = [re.fullmatch(r"REF (_Ref\d{9}) \\h", one) for one in found if one.startswith("REF")]
    marks = [one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart")]
    assert len(references) == 2 and all(references)
    assert {one[1] for one in references} == {mark for mark in marks if mark.startswith("_Ref")}
    text = "".join(one.text or "" for one in document.iter(f"{W}t"))
    assert "See Table\u00a01, Table\u00a02 and here." in text
    assert "Table\u00a01. What it holds." in text


def test_every_field_begins_and_ends(document):
    kinds = [one.get(f"{W}fldCharType") for one in document.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(instructions(document))
    depth = 0
    for kind in kinds:
        depth += (kind == "begin") - (kind == "end")
        assert depth >= 0
    ids = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_the_contents_are_a_field_with_its_entries(document):
    assert any(one.startswith("TOC ") for one in instructions(document))
    links = [one.get(f"{W}anchor") for one in document.iter(f"{W}hyperlink")]
    assert [link for link in links if link in ("first", "second")] == ["first", "second"]


def contents_of(folder, **given):
    path = folder / "b.docx"
    write_docx(read_tree(TEXT, "en", None), about(STUDY, "en"), folder, WORKFLOW / "templates", path, **given)
    with zipfile.ZipFile(path) as file:
        block = ElementTree.fromstring(file.read("word/document.xml")).find(f".//{W}sdtContent")
    return block, ["".join(one.text or "" for one in line.iter(f"{W}t")) for line in block.iter(f"{W}p")]


def test_the_contents_tell_the_pages_of_the_pdf_and_say_so_until_they_are_renewed(tmp_path):
    _, lines = contents_of(tmp_path)
    assert lines == ["Contents", "1 First", "2 Second", ""]
    block, lines = contents_of(tmp_path, pages={"first": 2, "second": 13})
    assert lines[:3] == ["Contents", "1 First2", "2 Second13"] and "pages of the PDF" in lines[3]
    # The note is within the field, which begins with the first entry: what renews one takes the other away.
    depth, inside = 0, []
    for line in block.iter(f"{W}p"):
        inside.append(depth)
        for mark in line.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType"), 0)
    assert inside == [0, 0, 1, 1] and depth == 0
    assert block.find(f".//{W}pageBreakBefore") is None
    assert contents_of(tmp_path, article=True)[0].find(f".//{W}pageBreakBefore") is not None


def test_pages_are_those_of_the_pdf_whose_outline_is_the_text(tmp_path):
    tree, facts = read_tree(TEXT + "\n## 3 Third {#third}\n" + "\nWords.\n" * 90, "en", None), about(STUDY, "en")
    write_pdf(tree, facts, tmp_path, WORKFLOW / "templates", tmp_path / "a.pdf", contents=False)
    assert heading_pages(tree, tmp_path / "a.pdf") == {"first": 1, "second": 1, "third": 1}
    longer = read_tree(TEXT.replace("## 2", "\n\nWords.\n" * 90 + "\n## 2"), "en", None)
    write_pdf(longer, facts, tmp_path, WORKFLOW / "templates", tmp_path / "b.pdf", contents=False)
    pages = heading_pages(longer, tmp_path / "b.pdf")
    assert pages["first"] == 1 < pages["second"]
    assert heading_pages(tree, tmp_path / "b.pdf") == {}  # another text's


def test_pages_are_the_same_where_two_documents_are_looked_at_at_the_same_time(tmp_path):
    text = "# A study\n\n" + "".join(f"## {number} Chapter {{#c{number}}}\n\nWords.\n\n" for number in range(1, 60))
    tree, facts = read_tree(text, "en", None), about(STUDY, "en")
    write_pdf(tree, facts, tmp_path, WORKFLOW / "templates", tmp_path / "a.pdf", contents=False)
    expected = heading_pages(tree, tmp_path / "a.pdf")
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: heading_pages(tree, tmp_path / "a.pdf"), range(1_500)))
    assert len(expected) == 59 and all(pages == expected for pages in found)


def test_a_quotation_stays_together(document):
    styles = [one.get(f"{W}val") for one in document.iter(f"{W}pStyle")]
    assert styles.count("QuotationBegun") == 2 and styles.count("Quotation") == 1


def test_the_styles_are_in_the_reference_document():
    with zipfile.ZipFile(Path(WORKFLOW) / "templates" / "reference.docx") as file:
        styles = file.read("word/styles.xml").decode("utf-8")
    assert 'w:styleId="QuotationBegun"' in styles
