"""A citation style of one's own: what can be used, and what a user hears about what cannot."""

import json
from pathlib import Path

import pytest

from benang.conclusions.documents.pandoc import run_pandoc
from benang.conclusions.documents.tree import plain, read_tree
from benang.core.problems import format_problems
from benang.literature.citation_style import DEFAULT, CitationStyle, read_style

HEAD = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"{}><info><title>Own</title>{}</info>'
)
NUMERIC = (
    HEAD.format("", "")
    + """<citation><sort><key variable="citation-number"/></sort><layout prefix="[" suffix="]" delimiter=",">
    <text variable="citation-number"/></layout></citation><bibliography><layout><text variable="citation-number"
    suffix=" = "/><names variable="author"><name and="text"/></names><text variable="title" prefix=": "/></layout>
    </bibliography></style>"""
)
DEPENDENT = HEAD.format("", '<link href="http://www.zotero.org/styles/parent-style" rel="independent-parent"/>')
WORKS = [
    {"id": "a", "type": "book", "title": "First", "author": [{"family": "Foo"}, {"family": "Bar"}]},
    {"id": "b", "type": "book", "title": "Second", "author": [{"family": "Foo"}, {"family": "Bar"}]},
    {"id": "c", "type": "document", "issued": {"literal": "2021a"}, "author": [{"literal": "Kompas.id"}]},
    {"id": "d", "type": "document", "issued": {"literal": "2021b"}, "author": [{"literal": "Kompas.id"}]},
    {"id": "e", "type": "webpage", "issued": {"literal": "early in 2020"}, "author": [{"literal": "Other"}]},
    {"id": "f", "type": "webpage", "issued": {"literal": "n.d."}, "title": "n.d. n.d.", "author": [{"literal": "X"}]},
]
TEXT = "# T\n\nSeen [@b; @a], [@c] and [@d], [@e; @f].\n\n## References {#references}\n\n::: {#refs}\n:::\n"


def style(tmp_path: Path, text: str, languages: tuple[str, ...] = ("id", "en")):
    path = tmp_path / "own.csl"
    path.write_text(text, encoding="utf-8")
    return read_style(path, "own.csl", languages)


def written(tmp_path: Path, language: str, used: CitationStyle | None = None) -> str:
    works = [work | {"issued": work.get("issued", {"date-parts": [[2021]]})} for work in WORKS]
    (tmp_path / "works.json").write_text(json.dumps(works), encoding="utf-8")
    tree = read_tree(TEXT, language, tmp_path / "works.json", style=used)
    return "\n".join(plain(block) for block in tree.blocks)


@pytest.mark.parametrize(("language", "joined"), [("id", "Foo, & Bar"), ("en", "Foo, & Bar")])
def test_apa_is_what_comes_with_benang_and_letters_tell_years_apart(tmp_path, language, joined):
    text = written(tmp_path, language)
    assert "(Foo & Bar, 2021b, 2021a)" in text or "(Foo & Bar, 2021a, 2021b)" in text
    assert "(Kompas.id, 2021a) and (Kompas.id, 2021b)" in text
    assert f"{joined}. (2021a). First" in text and f"{joined}. (2021b). Second" in text
    # A date in words is the year, the month and the day of it to a style, and is said once.
    assert "Kompas.id. (2021a)." in text and "Kompas.id. (2021b)." in text
    assert "Other. (early in 2020)." in text and "X. (n.d.). n.d. n.d." in text


def test_a_style_of_ones_own_makes_citations_and_list_in_each_language(tmp_path):
    used, problems = style(tmp_path, NUMERIC)
    assert problems == [] and used.title == "Own"
    texts = {language: written(tmp_path, language, used) for language in ("id", "en")}
    assert all("Seen [1,2], [3] and [4], [5,6]." in text for text in texts.values())
    assert "1 = Foo dan Bar: Second" in texts["id"] and "1 = Foo and Bar: Second" in texts["en"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no XML", "style-unreadable"),
        ("<html/>", "style-unreadable"),
        ("", "style-unreadable"),
        (NUMERIC.replace("citation>", "x>").replace("<citation", "<x"), "style-unreadable"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + NUMERIC, "style-unreadable"),
        (DEPENDENT + "</style>", "style-dependent"),
        (NUMERIC.replace('class="in-text"', 'class="note"'), "style-notes"),
        (NUMERIC[: NUMERIC.index("<bibliography")] + "</style>", "style-without-list"),
    ],
)
def test_what_cannot_be_used_is_told_and_apa_stands_in(tmp_path, text, kind):
    used, problems = style(tmp_path, text)
    assert [(problem.kind, problem.file, problem.severity) for problem in problems] == [(kind, "own.csl", "error")]
    assert used.file == DEFAULT
    for language in ("id", "en"):
        assert "APA" in format_problems(problems, language)


def test_a_dependent_style_names_its_parent_and_is_never_handed_to_pandoc(tmp_path):
    _, problems = style(tmp_path, DEPENDENT + "</style>")
    assert "parent-style.csl" in format_problems(problems, "en")


def test_a_style_for_another_language_is_told_and_used(tmp_path):
    used, problems = style(tmp_path, NUMERIC.replace("class=", 'default-locale="tlh-XX" class='))
    assert [(problem.kind, problem.severity) for problem in problems] == [("style-locale", "warning")]
    # A language that no locale is known of is no reason for words in a third one.
    assert "1 = Foo dan Bar: Second" in written(tmp_path, "id", used)
    _, problems = style(tmp_path, NUMERIC.replace("class=", 'default-locale="en-GB" class='))
    assert problems == []


def test_the_style_that_ships_says_whose_it_is_and_under_which_licence():
    text = DEFAULT.read_text(encoding="utf-8")
    assert "creativecommons.org/licenses/by-sa/3.0" in text
    notice = (DEFAULT.parents[3] / "THIRD-PARTY.md").read_text(encoding="utf-8")
    assert "https://citationstyles.org/" in notice and "apa.csl" in notice and "BY-SA 3.0" in notice
    assert run_pandoc("x", "test", ["--citeproc", "--csl", str(DEFAULT), "--to", "plain"]).strip() == "x"
