"""Every web page of a study is there in each of its languages, and in one language: what is foreign is marked so."""

import re

import pytest
from lxml import html

from benang.core.texts import read_texts

FILES = ("report.yaml", "article.yaml", "report_sides.yaml", "report_transcripts.yaml", "report_matrices.yaml")
LANGUAGES = ("id", "en")


def pages_of(study, language):
    """The pages in a language; those in the main one bear it in their name only where others stand beside them."""
    edition = "" if language == "id" else f".{language}"
    reports, coding = study / "reports", study / "results" / "coding"
    found = [reports / f"report{edition}.html", reports / f"supplement{edition}.html"]
    found += [coding / f"disagreements{edition}.html", reports / f"transcripts.{language}.html"]
    return found + sorted(reports.glob(f"transcripts/*.{language}.html"))


def phrases(language):
    """What the pages say in a language, in pieces of three words and more."""
    texts = [read_texts(name)[language] for name in FILES]
    texts += [read_texts("together.yaml")["pages"][language], read_texts("transcripts.yaml")[language]]
    said = [
        one for words in texts for value in words.values() for one in (value if isinstance(value, list) else [value])
    ]
    pieces = {piece.strip(" .:;,*“”()") for one in said for piece in re.split(r"\{[^{}]*\}|\*\*", str(one))}
    return {piece for piece in pieces if len(piece.split()) > 2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_nothing_in_another_language_but_what_is_marked(reference, language):
    (other,) = set(LANGUAGES) - {language}
    own = " ".join(phrases(language))
    foreign = [piece for piece in phrases(other) if piece not in own]
    assert len(foreign) > 300
    pages = pages_of(reference, language)
    assert len(pages) == 12
    for path in pages:
        page = html.parse(str(path)).getroot()
        assert page.get("lang") == language, path.name
        for element in page.xpath(f"//body//*[@lang and @lang != '{language}']"):
            for inner in element.iter():
                inner.text = None
                if inner is not element:
                    inner.tail = None
        text = " ".join(page.text_content().split())
        assert [piece for piece in foreign if piece in text] == [], path.name


def test_no_page_of_another_edition_lies_about(reference):
    known = {path for language in LANGUAGES for path in pages_of(reference, language)}
    lying = {*(reference / "reports").rglob("*.html"), *(reference / "results" / "coding").glob("*.html")}
    assert lying == known
