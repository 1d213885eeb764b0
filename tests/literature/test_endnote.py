"""EndNote's XML: what its exports hold, in the shape that EndNote, Mendeley and others give it."""

from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from benang.core.problems import format_problems
from benang.literature.works import read_literature, read_works

STYLE = '<style face="normal" font="default" size="100%">{}</style>'


def styled(text: str) -> str:
    return STYLE.format(text)


def record(number: int, kind: str, code: int, rest: str) -> str:
    return (
        f'<record><database name="Lib.enl" path="C:\\Users\\me\\Lib.enl">Lib.enl</database><source-app name="EndNote" '
        f'version="20.6">EndNote</source-app><rec-number>{number}</rec-number><foreign-keys><key app="EN" db-id="x9" '
        f'timestamp="1">{number}</key></foreign-keys><ref-type name="{kind}">{code}</ref-type>{rest}</record>'
    )


def people(role: str, *names: str) -> str:
    return f"<{role}>" + "".join(f"<author>{styled(name)}</author>" for name in names) + f"</{role}>"


ARTICLE = record(
    7,
    "Journal Article",
    17,
    f"<contributors>{people('authors', 'Nowell, Lorelli S.', 'Norris, Jill M.')}</contributors>"
    '<titles><title><style face="normal" font="default" size="100%">Analysis of </style><style face="italic" '
    'font="default" size="100%">E. coli</style><style face="normal" font="default" size="100%"> at p &lt; 0.05</style>'
    f"</title><secondary-title>{styled('Journal of Made Things')}</secondary-title></titles>"
    f"<periodical><full-title>{styled('Journal of Made Things')}</full-title></periodical>"
    f"<pages>{styled('1-13')}</pages><volume>{styled('16')}</volume><number>{styled('2')}</number>"
    f"<keywords><keyword>{styled('trust')}</keyword><keyword>{styled('read: full')}</keyword></keywords>"
    f"<dates><year>{styled('2017')}</year><pub-dates><date>{styled('May 12')}</date></pub-dates></dates>"
    f"<isbn>{styled('1609-4069')}</isbn><label>{styled('nowell2017')}</label>"
    f"<electronic-resource-num>{styled('https://doi.org/10.1000/made.1')}</electronic-resource-num>"
    f"<abstract>{styled('First line.&#xD;Second line.')}</abstract><notes>{styled('Trust is earned.')}</notes>"
    f"<urls><related-urls><url>{styled('https://example.org/a')}</url></related-urls></urls>"
    f"<language>{styled('English')}</language>",
)
CHAPTER = record(
    3,
    "Book Section",
    5,
    f"<contributors>{people('authors', 'World Health Organization,')}"
    f"{people('secondary-authors', 'Ritchie, Jane')}</contributors>"
    f"<titles><title>{styled('Ethics')}</title><secondary-title>{styled('Made Handbook')}</secondary-title>"
    f"<tertiary-title>{styled('A Series')}</tertiary-title></titles>"
    f"<dates><year>{styled('2014')}</year></dates><publisher>{styled('A Press')}</publisher>"
    f"<pub-location>{styled('Jakarta')}</pub-location><isbn>{styled('978-0')}</isbn>",
)
MENDELEY = (
    '<record><database name="My Collection.enl" path="My Collection.enl">My Collection.enl</database>'
    '<ref-type name="Thesis">32</ref-type><contributors><authors><author>Foo, Ann</author></authors></contributors>'
    "<titles><title>A thesis</title></titles><publisher>A University</publisher><dates><year>2019</year></dates>"
    "</record>"
)


def write(tmp_path: Path, *records: str, name: str = "lit.xml") -> Path:
    path = tmp_path / name
    text = f'<?xml version="1.0" encoding="UTF-8" ?><xml><records>{"".join(records)}</records></xml>'
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_with_styled_text(tmp_path: Path) -> None:
    works, references, problems = read_literature(write(tmp_path, ARTICLE), "lit.xml")
    assert problems == []
    assert works.to_dict("records") == [
        {
            "work_id": "nowell2017",
            "author": "Nowell, Lorelli S.; Norris, Jill M.",
            "year": "2017",
            "title": "Analysis of E. coli at p < 0.05",
            "abstract": "First line. Second line.",
            "keywords": "trust",
            "note": "Trust is earned.",
            "read": "full",
        }
    ]
    (work,) = references
    assert work["title"] == '<span class="nocase">Analysis of <i>E. coli</i> at p < 0.05</span>'
    assert (work["type"], work["page"], work["volume"], work["issue"]) == ("article-journal", "1-13", "16", "2")
    assert (work["DOI"], work["URL"], work["ISSN"]) == ("10.1000/made.1", "https://example.org/a", "1609-4069")
    assert work["issued"] == {"date-parts": [[2017, 5]]}
    assert work["container-title"] == '<span class="nocase">Journal of Made Things</span>'
    assert work["language"] == "en"


def test_a_chapter_of_an_institution_and_a_file_of_mendeley(tmp_path: Path) -> None:
    works, references, problems = read_literature(write(tmp_path, CHAPTER, MENDELEY), "lit.xml")
    assert works["work_id"].tolist() == ["foo2019", "worldhealthorganization2014"]
    by_key = {work["id"]: work for work in references}
    chapter = by_key["worldhealthorganization2014"]
    assert chapter["author"] == [{"literal": "World Health Organization"}]
    assert chapter["editor"] == [{"family": "Ritchie", "given": "Jane"}]
    assert "Made Handbook" in chapter["container-title"] and "A Series" in chapter["collection-title"]
    assert (chapter["publisher"], chapter["publisher-place"], chapter["ISBN"]) == ("A Press", "Jakarta", "978-0")
    assert (by_key["foo2019"]["type"], by_key["foo2019"]["publisher"]) == ("thesis", "A University")
    # Once a file, for EndNote gives no keys.
    assert [(problem.kind, problem.values["count"]) for problem in problems] == [("works-keys-made", 2)]


def test_made_keys_follow_the_numbers_of_the_records(tmp_path: Path) -> None:
    def of(number: int, title: str) -> str:
        return record(
            number,
            "Book",
            6,
            f"<contributors>{people('authors', 'Foo, A')}</contributors><titles><title>{title}</title></titles>"
            "<dates><year>2001</year></dates>",
        )

    for order in ((of(2, "One"), of(9, "Two")), (of(9, "Two"), of(2, "One"))):
        works, _ = read_works(write(tmp_path, *order), "lit.xml")
        assert dict(zip(works["work_id"], works["title"], strict=True)) == {"foo2001": "One", "foo2001b": "Two"}


def test_what_is_wrong_names_file_and_record(tmp_path: Path) -> None:
    odd = record(12, "Hologram", 99, f"<titles><title>{styled('No author')}</title></titles><label>odd</label>")
    works, problems = read_works(write(tmp_path, ARTICLE, odd), "lit.xml")
    assert works["work_id"].tolist() == ["nowell2017", "odd"]
    assert {(problem.kind, problem.file, problem.place) for problem in problems} == {
        ("endnote-type", "lit.xml", "rec-number 12"),
        ("work-without-author", "lit.xml", "rec-number 12"),
        ("work-without-year", "lit.xml", "rec-number 12"),
    }
    for language in ("id", "en"):
        assert "rec-number 12" in format_problems(problems, language)


def test_one_label_twice_keeps_the_first(tmp_path: Path) -> None:
    _, problems = read_works(write(tmp_path, ARTICLE, ARTICLE.replace(">7<", ">8<")), "lit.xml")
    assert [(problem.kind, problem.place) for problem in problems] == [("work-key-twice", "rec-number 8")]


def test_a_type_is_known_by_its_number_where_its_name_is_in_another_language(tmp_path: Path) -> None:
    german = ARTICLE.replace('name="Journal Article"', 'name="Zeitschriftenaufsatz"')
    _, references, problems = read_literature(write(tmp_path, german), "lit.xml")
    assert problems == [] and references[0]["type"] == "article-journal"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<xml><records><record></records></xml>", "works-unreadable"),
        (b"\n<xml>\n<records", "works-unreadable"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><records><record>&a;</record></records></xml>', "works-unreadable"),
        (
            b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><records><record><titles><title>&f;</title>'
            b"</titles></record></records></xml>",
            "works-unreadable",
        ),
        (b"<a>" * 5000 + b"</a>" * 5000, "works-unreadable"),
        (b"not XML at all", "works-unreadable"),
        (b"<rdf><Description>x</Description></rdf>", "works-not-endnote"),
        (b"\xff\xfe\x00\x01", "works-unreadable"),
    ],
)
def test_hostile_and_foreign_xml_is_one_problem(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "lit.xml"
    path.write_bytes(data)
    works, problems = read_works(path, "lit.xml")
    assert works.empty and [problem.kind for problem in problems] == [kind]


def test_an_empty_list_is_no_mistake(tmp_path: Path) -> None:
    for text in ("", "<xml><records></records></xml>"):
        (tmp_path / "lit.xml").write_text(text)
        works, problems = read_works(tmp_path / "lit.xml", "lit.xml")
        assert works.empty and problems == []


@examples(100)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=30),
            st.sampled_from(("normal", "italic", "bold italic", "superscript", "underline")),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_letter_of_a_title_is_lost(tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, str]]) -> None:
    root = etree.Element("xml")
    one = etree.SubElement(etree.SubElement(root, "records"), "record")
    etree.SubElement(one, "ref-type", name="Book").text = "6"
    title = etree.SubElement(etree.SubElement(one, "titles"), "title")
    for text, face in pieces:
        etree.SubElement(title, "style", face=face).text = text
    path = tmp_path_factory.mktemp("endnote") / "lit.xml"
    path.write_bytes(etree.tostring(root, encoding="utf-8"))
    _, references, _ = read_literature(path, "lit.xml")
    said = " ".join("".join(text for text, _ in pieces).split())
    shown = references[0].get("title", "")
    for tag in ("i", "b", "sup"):
        if f"<{tag}>" not in said and f"</{tag}>" not in said:
            shown = shown.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "".join(shown.removeprefix('<span class="nocase">').removesuffix("</span>").split()) == "".join(said.split())
