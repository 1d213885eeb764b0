"""Reading reference lists: what is kept, and what a user hears about what is wrong."""

import json
from pathlib import Path

import pytest

from benang.core import model
from benang.literature.references import as_references, references_text
from benang.literature.works import MAX_BYTES, read_literature, read_works

BIB = """
@misc{kompas2021a, author = {{Kompas.id}}, year = {2021}, note = {Obstacles of the digital economy}}

@article{iriantara2010,
  author = {Iriantara, Yosal and de Wit, Budi},
  year = 2010, title = {Komponen {K}omunikasi <b>dasar</b>}, keywords = {zeta, alfa},
}
@misc{edosomwan2011, author = {Edosomwan and others}, year = {2011}}
"""


def write(tmp_path: Path, name: str, text: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_bibtex_gives_works_in_order_of_key(tmp_path: Path) -> None:
    works, problems = read_works(write(tmp_path, "a.bib", BIB), "a.bib")
    assert problems == []
    assert list(works["work_id"]) == ["edosomwan2011", "iriantara2010", "kompas2021a"]
    rows = works.set_index("work_id")
    assert rows.loc["kompas2021a", "author"] == "Kompas.id"
    assert rows.loc["kompas2021a", "title"] == ""
    assert rows.loc["kompas2021a", "note"] == "Obstacles of the digital economy"
    assert rows.loc["iriantara2010", "author"] == "Iriantara, Yosal; de Wit, Budi"
    assert rows.loc["iriantara2010", "year"] == "2010"
    assert rows.loc["iriantara2010", "title"] == "Komponen Komunikasi dasar"
    assert rows.loc["iriantara2010", "keywords"] == "alfa, zeta"
    assert rows.loc["edosomwan2011", "author"] == "Edosomwan; et al."


def test_the_three_formats_say_the_same(tmp_path: Path) -> None:
    bib = "@article{x1, author={Foo, Bar}, year={2010}, title={T}, abstract={Abs}, keywords={k1, k2}, note={N}}"
    fields = ("TY  - JOUR", "ID  - x1", "AU  - Foo, Bar", "PY  - 2010", "TI  - T", "AB  - Abs", "KW  - k1", "KW  - k2")
    ris = "\r\n".join([*fields, "ER  - ", ""])
    csl = (
        '[{"id": "x1", "type": "article-journal", "author": [{"family": "Foo", "given": "Bar"}], "title": "T",'
        ' "issued": {"date-parts": [["2010"]]}, "abstract": "Abs", "keyword": "k1, k2", "note": "N"}]'
    )
    tables = [
        read_works(write(tmp_path, name, text), name)
        for name, text in (("a.bib", bib), ("a.ris", ris), ("a.json", csl))
    ]
    assert all(problems == [] for _, problems in tables)
    assert tables[0][0].equals(tables[2][0])
    shared = ["work_id", "author", "year", "title", "abstract", "keywords"]
    assert tables[0][0][shared].equals(tables[1][0][shared])


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.bib", "@article{a, author={X}, year=2010\n title={Y}}\n", 2),
        ("a.bib", "@article{a, author={X}, year=2010}\n\n@book{b, title={Z}\n", 3),
        ("a.json", '[{"id": "a",\n"type": }]', 2),
    ],
)
def test_a_broken_file_is_one_problem_with_its_line(tmp_path: Path, name: str, text: str, line: int) -> None:
    works, problems = read_works(write(tmp_path, name, text), "lit")
    assert works.empty
    assert [(problem.kind, problem.line) for problem in problems] == [("works-unreadable", line)]
    assert problems[0].severity == "error"


def test_a_key_used_twice_keeps_the_first_and_names_both_lines(tmp_path: Path) -> None:
    text = "@book{k, author={A}, year=2001}\n@book{o, author={C}, year=2003}\n@book{k, author={B}, year=2002}\n"
    works, problems = read_works(write(tmp_path, "a.bib", text), "a.bib")
    assert list(works["work_id"]) == ["k", "o"]
    assert works.set_index("work_id").loc["k", "author"] == "A"
    assert [(problem.kind, problem.line, problem.values["first"]) for problem in problems] == [("work-key-twice", 3, 1)]


def test_missing_author_and_year_are_warnings_and_the_work_stays(tmp_path: Path) -> None:
    text = "@book{a, author={A}}\n@book{e, editor={E, F}, year=2000}\n@book{y, year=2001}\n"
    works, problems = read_works(write(tmp_path, "a.bib", text), "a.bib")
    assert list(works["work_id"]) == ["a", "e", "y"]
    assert [(problem.kind, problem.line, problem.severity) for problem in problems] == [
        ("work-without-year", 1, "warning"),
        ("work-without-author", 3, "warning"),
    ]
    assert works.set_index("work_id").loc["e", "author"] == "E, F"


def test_an_entry_swallowed_by_an_open_brace_is_not_lost_in_silence(tmp_path: Path) -> None:
    text = "@book{a, author={A}, year=2001, title={T {x}\n@book{b, author={B}, year=2002}\n}}\n"
    _, problems = read_works(write(tmp_path, "a.bib", text), "a.bib")
    assert ("work-lost", 2) in [(problem.kind, problem.line) for problem in problems]


def test_works_without_a_key_get_one_each(tmp_path: Path) -> None:
    ris = "TY  - JOUR\nAU  - Foo, B\nPY  - 2010\nER  - \n" * 2
    works, problems = read_works(write(tmp_path, "a.ris", ris), "a.ris")
    assert list(works["work_id"]) == ["foo2010", "foo2010b"]
    (told,) = problems
    assert (told.kind, told.values["count"], told.line) == ("works-without-key", len(works), 1)
    assert told.values["first"] == "foo2010 (1), foo2010b (5)"
    assert "2 works have no key" in told.what("en") and "2 karya tidak punya kunci" in told.what("id")


def test_keys_can_stand_in_a_list_of_ids(tmp_path: Path) -> None:
    works, _ = read_works(write(tmp_path, "a.json", '[{"id": "a;b c", "author": [{"literal": "A"}]}]'), "a.json")
    assert list(works["work_id"]) == ["a-b-c"]


def test_foreign_text_is_bounded(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "SECRET")
    bib = write(tmp_path, "a.bib", f"@book{{a, author={{A}}, year=2001, title={{\\input{{{secret}}}}}}}")
    works, _ = read_works(bib, "a.bib")
    assert "SECRET" not in works.to_csv()
    deep = write(tmp_path, "deep.json", "[" * 100_000)
    assert [problem.kind for problem in read_works(deep, "deep.json")[1]] == ["works-unreadable"]
    latin = write(tmp_path, "latin.bib", "@book{a,\n author={Gálik}}".encode("cp1252"))
    assert [(problem.kind, problem.line) for problem in read_works(latin, "x")[1]] == [("works-not-utf8", 2)]
    large = tmp_path / "large.bib"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert [problem.kind for problem in read_works(large, "x")[1]] == ["works-unreadable"]
    assert [problem.kind for problem in read_works(tmp_path / "a.docx", "x")[1]] == ["works-unknown-format"]
    assert [problem.kind for problem in read_works(tmp_path / "none.bib", "x")[1]] == ["works-unreadable"]


def test_an_empty_list_is_no_mistake(tmp_path: Path) -> None:
    for text in ("", "% nothing yet\n"):
        works, problems = read_works(write(tmp_path, "a.bib", text), "a.bib")
        assert works.empty and problems == []


def test_references_are_the_works_by_their_keys(tmp_path: Path) -> None:
    text = """@book{zed, title = {Z}, year = 2020}
@article{abe, author = {Dwi, A.}, title = {A}, year = 2019}
@book{abe, title = {Another}}
"""
    works, references, _ = read_literature(write(tmp_path, "a.bib", text), "a.bib")
    listed = json.loads(references_text(references))
    assert [work["id"] for work in listed] == ["abe", "zed"] == list(works["work_id"])
    assert listed[0]["title"] == '<span class="nocase">A</span>'
    assert references_text(references) == references_text(references[::-1])
    keyless = write(tmp_path, "a.json", '[{"author": [{"literal": "Ani"}], "type": "book"}, {"id": "b c"}]')
    works, references, _ = read_literature(keyless, "a.json")
    assert {work["id"] for work in references} == set(works["work_id"]) == {"ani", "b-c"}


@pytest.mark.parametrize("text", ["", "@book{a, title = {A"])
def test_without_works_the_list_of_references_is_empty(tmp_path: Path, text: str) -> None:
    _, references, _ = read_literature(write(tmp_path, "a.bib", text), "a.bib")
    assert references_text(references) == "[]\n"


def test_a_work_that_is_only_cited_is_a_reference_too():
    row = {"work_id": "aminah2020", "author": "Aminah, Siti; Badan Uji", "year": "2020", "title": "", "note": ""}
    works = model.from_rows("works", [row | {"abstract": "", "keywords": ""}])
    assert as_references(works) == [
        {
            "id": "aminah2020",
            "type": "document",
            "author": [{"family": "Aminah", "given": "Siti"}, {"literal": "Badan Uji"}],
            "issued": {"date-parts": [[2020]]},
        }
    ]


def test_works_without_ids_get_keys_of_their_own_however_many_they_are(tmp_path: Path) -> None:
    record = "TY  - BOOK\nAU  - Lee, Ann\nPY  - 2019\nTI  - Trust\nER  - \n\n"
    works, problems = read_works(write(tmp_path, "a.ris", record * 60), "a.ris")
    assert works["work_id"].nunique() == 60
    assert {"lee2019", "lee2019b", "lee2019z", "lee2019-27", "lee2019-60"} <= set(works["work_id"])
    assert [(one.kind, one.values["count"]) for one in problems] == [("works-without-key", 60)]


@pytest.mark.parametrize(
    "name, whole, notes",
    [
        ("a.bib", "@misc{x, author={Foo}, year={2010}, read={full}}", "@misc{x, author={Foo}, year={2010}}"),
        ("a.bib", '@misc{x, author={Foo}, year={2010},\n  Read = "Full",\n}', "@misc{x, note={I read = full}}"),
        ("a.bib", "@misc{x, year={2010}, keywords={shops, read: full}}", "@misc{x, keywords={read: fully}}"),
        (
            "a.ris",
            "TY  - JOUR\nID  - x\nAU  - Foo\nPY  - 2010\nKW  - read: full\nER  - \n",
            "TY  - JOUR\nID  - x\nAU  - Foo\nPY  - 2010\nER  - \n",
        ),
        (
            "a.json",
            '[{"id": "x", "type": "book", "title": "T", "keyword": "shops, read:full"}]',
            '[{"id": "x", "type": "book", "title": "T", "keyword": "shops", "note": "read: full"}]',
        ),
    ],
)
def test_a_work_says_whether_it_was_read_in_full(tmp_path: Path, name: str, whole: str, notes: str) -> None:
    row = read_works(write(tmp_path, name, whole), name)[0].iloc[0]
    assert row["read"] == "full" and "read" not in row["keywords"]
    assert read_works(write(tmp_path, name, notes), name)[0]["read"].tolist() == [""]


def test_a_list_that_holds_no_work_has_none_read(tmp_path: Path) -> None:
    text = "@comment{read = {full}}\n@string{x = {y}}\n"
    works, problems = read_works(write(tmp_path, "a.bib", text), "a.bib")
    assert works.empty and not any(problem.severity == "error" for problem in problems)


def test_a_work_read_in_full_says_nothing_of_the_others(tmp_path: Path) -> None:
    text = "@misc{a, title={A}}\n@misc{b, title={B},\n  read = {full}}\n@misc{c, title={C}}\n"
    works = read_works(write(tmp_path, "a.bib", text), "a.bib")[0]
    assert works.set_index("work_id")["read"].to_dict() == {"a": "", "b": "full", "c": ""}


def test_what_refworks_calls_its_fields_is_read(tmp_path: Path) -> None:
    fields = ("TY  - JOUR", "ID  - x1", "A1  - Foo, Bar", "YR  - 2010", "T1  - T", "K1  - k1", "NO  - N", "VO  - 12")
    ris = "\n".join([*fields, "SP  - 3", "OP  - 9", "UL  - http://x.y", "ER  - ", ""])
    works, references, problems = read_literature(write(tmp_path, "a.ris", ris), "a.ris")
    assert problems == []
    row = works.iloc[0]
    assert (row["year"], row["keywords"], row["note"]) == ("2010", "k1", "N")
    work = references[0]
    assert (work["volume"], work["page"], work["URL"]) == ("12", "3-9", "http://x.y")


def test_a_tag_that_is_none_of_ris_is_told_once(tmp_path: Path) -> None:
    ris = "TY  - JOUR\nID  - a\nAU  - X, Y\nPY  - 2010\nQX  - lost\nAD  - Somewhere\nER  - \n"
    _, problems = read_works(write(tmp_path, "a.ris", ris + ris.replace("- a", "- b")), "a.ris")
    assert [(problem.kind, problem.place, problem.line) for problem in problems] == [("ris-tag", "QX", 1)]


def test_refworks_own_format_is_told_by_its_name(tmp_path: Path) -> None:
    text = "RT Journal Article\nSR Electronic\nA1 Foo,Bar\nT1 A title\nYR 2010\n"
    works, problems = read_works(write(tmp_path, "a.ris", text), "a.ris")
    assert works.empty and [problem.kind for problem in problems] == ["works-refworks"]
