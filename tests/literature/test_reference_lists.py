"""Several reference lists of one study, in several formats: a work that stands in two is one."""

from pathlib import Path

import pytest

from benang.core import model
from benang.core.problems import format_problems
from benang.literature.literature_matrix import cited_works
from benang.literature.reference_lists import read_reference_lists
from benang.literature.references import aliases_of, keys_of

BIB = """
@article{nowell2017, author={Nowell, Lorelli}, year={2017}, title={Thematic analysis of made things}, doi={%s}}
@book{foo2001, author={Foo, Ann}, year={2001}, title={A book about markets}}
"""
RIS = "TY  - {kind}\nID  - {key}\nAU  - {author}\nPY  - {year}\nTI  - {title}\nDO  - {doi}\nER  - \n"
ENDNOTE = (
    '<xml><records><record><rec-number>4</rec-number><ref-type name="Journal Article">17</ref-type><contributors>'
    "<authors><author>Nowell, L. S.</author></authors></contributors><titles><title>Thematic Analysis of Made Things"
    "</title></titles><dates><year>2017</year></dates><electronic-resource-num>https://doi.org/10.1000/MADE.1"
    "</electronic-resource-num></record></records></xml>"
)


def lists(tmp_path: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return [name.replace("_", ".") for name in files]


def ris(**values: str) -> str:
    given = {"kind": "JOUR", "key": "x", "author": "Nowell, L", "year": "2017", "title": "Other", "doi": ""}
    return RIS.format(**(given | values))


def test_one_identifier_in_two_formats_is_one_work(tmp_path: Path) -> None:
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "10.1000/made.1", b_xml=ENDNOTE))
    assert sorted(found.works["work_id"]) == ["foo2001", "nowell2017"]
    assert len(found.references) == 2
    told = [problem for problem in found.problems if problem.kind == "work-in-two-lists"]
    assert [(problem.file, problem.values["other"], problem.values["file"]) for problem in told] == [
        ("b.xml", "nowell2017", "a.bib:2")
    ]
    assert "nowell2017" in format_problems(told, "id") and "a.bib" in format_problems(told, "en")


def test_author_year_and_title_tell_it_too(tmp_path: Path) -> None:
    same = ris(key="foo2001", author="Foo, A.", year="2001", title="A Book About <i>Markets</i>", kind="BOOK")
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "", b_ris=same))
    assert sorted(found.works["work_id"]) == ["foo2001", "nowell2017"]
    assert [problem.kind for problem in found.problems] == ["work-in-two-lists"]


def test_two_keys_of_ones_own_are_one_work_and_either_may_be_cited(tmp_path: Path) -> None:
    other = ris(key="Nowell", title="Thematic analysis of made things")
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "", b_ris=other))
    assert sorted(found.works["work_id"]) == ["foo2001", "nowell2017"]
    assert keys_of(found.works) == {"foo2001": "foo2001", "nowell2017": "nowell2017", "Nowell": "nowell2017"}
    assert {work["id"] for work in found.references} == {"foo2001", "nowell2017"}
    (told,) = found.problems
    assert (told.kind, told.file, told.line) == ("work-under-two-keys", "b.ris", 1)
    for language in ("id", "en"):
        assert all(part in told.message(language) for part in ("Nowell", "nowell2017", "b.ris", "a.bib:2"))


def test_two_keys_in_one_list_are_one_work_too(tmp_path: Path) -> None:
    twice = BIB % "" + "@misc{second, author={Nowell, L.}, year={2017}, title={Thematic Analysis of {Made} Things}}\n"
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=twice))
    assert aliases_of(found.works) == {"second": "nowell2017"}
    assert (found.problems[0].line, found.problems[0].values["file"]) == (4, "a.bib:2")


def test_the_key_of_the_studys_own_article_stays(tmp_path: Path) -> None:
    twice = BIB % "" + "@misc{own, author={Nowell, L.}, year={2017}, title={Thematic analysis of made things}}\n"
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=twice), "own")
    assert aliases_of(found.works) == {"nowell2017": "own"}
    assert {work["id"] for work in found.references} == set(found.works["work_id"]) == {"foo2001", "own"}


def test_a_second_key_stands_for_no_other_work(tmp_path: Path) -> None:
    same = ris(key="Nowell", title="Thematic analysis of made things")
    third = ris(key="Nowell", title="Something else here")
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "", b_ris=same, c_ris=third))
    assert sorted(found.works["work_id"]) == ["foo2001", "nowell2017"]
    assert [problem.kind for problem in found.problems] == ["work-under-two-keys", "work-key-in-two-lists"]


def test_a_code_that_cites_either_key_cites_the_one_work(tmp_path: Path) -> None:
    other = ris(key="Nowell", title="Thematic analysis of made things")
    works = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "", b_ris=other)).works
    row = {"level": "category", "parent_id": "", "theme_id": "k", "category_id": "k", "order": 1, "label:en": "K"}
    row |= dict.fromkeys(("example", "colour", "origin"), "") | {"negative": False}
    codes = model.from_rows("codes", [row | {"code_id": "k", "cites": ["Nowell", "nowell2017"]}])
    codings, problems = cited_works(works, codes, "codebook.yaml")
    assert problems == []
    assert codings[["work_id", "code_id"]].values.tolist() == [["nowell2017", "k"]]


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Thematic analysis of made things", "doi": "10.1000/other"},
        {"title": "Thematic analysis of made things", "year": "2018"},
        {"title": "Introduction"},
    ],
)
def test_works_that_are_alike_and_two(tmp_path: Path, values: dict[str, str]) -> None:
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "10.1000/made.1", b_ris=ris(**values)))
    assert len(found.works) == 3 and found.problems == []


def test_one_key_for_two_works_is_an_error_and_a_made_one_gives_way(tmp_path: Path) -> None:
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "", b_ris=ris(key="foo2001")))
    assert [(problem.kind, problem.severity) for problem in found.problems] == [("work-key-in-two-lists", "error")]
    assert found.works.set_index("work_id").loc["foo2001", "title"] == "A book about markets"
    made = ENDNOTE.replace("Thematic", "Another").replace("MADE.1", "made.9")
    found = read_reference_lists(tmp_path, lists(tmp_path, a_bib=BIB % "10.1000/made.1", b_xml=made))
    assert sorted(found.works["work_id"]) == ["foo2001", "nowell2017", "nowell2017b"]
    assert {str(work["id"]) for work in found.references} == set(found.works["work_id"])
