"""Texts of works of the literature: read, coded with the study's codebook, and never an informant's evidence."""

from pathlib import Path

import pandas as pd
import pytest
import typst
from coded_interviews import rules

from benang.coding.people.coding_files import read_codings
from benang.core import model
from benang.core.problems import format_problems
from benang.literature.attached_texts import AttachedTexts, read_attached_texts
from benang.literature.attachments import ATTACHED, Attachment
from benang.literature.literature_matrix import literature_matrix, merge_work_codings
from benang.literature.reference_lists import read_reference_lists
from benang.literature.references import keys_of
from benang.literature.text_codings import LONGEST, as_work_codings, code_texts
from benang.literature.text_files import list_texts, texts_of_works
from benang.privacy.pseudonyms import Pseudonyms

WORKS = ["arianto2021", "kompas:2020", "foo2010"]
KEYS = {key: key for key in WORKS}
FIRST = "Trust grows where sellers answer. " + "Much else is said here of other things. " * 6
SECOND = "Prices are the second matter. Nobody who was asked said that trust had anything to do with it, at any time."


def pdf(path: Path) -> None:
    page = '#set page(width: 12cm, height: 8cm, numbering: "1")\n#counter(page).update(31)\n'
    path.write_bytes(typst.compile((page + FIRST + "\n#pagebreak()\n" + SECOND).encode()))


def codes() -> pd.DataFrame:
    row = {
        "level": "category",
        "theme_id": "t",
        "negative": False,
        "cites": [],
        "example": "",
        "colour": "",
        "origin": "",
    }
    listed = [("t", "", "theme", "Theme"), ("trust", "t", "category", "Trust"), ("price", "t", "category", "Price")]
    rows = [
        row
        | {"code_id": code, "parent_id": parent, "level": level, "category_id": code if level == "category" else ""}
        | {"label:en": label, "order": order}
        for order, (code, parent, level, label) in enumerate(listed)
    ]
    return model.from_rows("codes", rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    pdf(tmp_path / "texts" / "arianto2021.pdf")
    (tmp_path / "texts" / "kompas-2020.txt").write_text(
        "The price was low.\nIt stayed so.\n\nQuestion: does trust matter? Siti says so.\n", encoding="utf-8"
    )
    return tmp_path


def read(folder: Path) -> AttachedTexts:
    return read_attached_texts(folder, list_texts(folder, "texts"), KEYS, "en", folder="texts")


def coded(folder: Path, rows: str = "", names: Pseudonyms | None = None) -> tuple[pd.DataFrame, list]:
    given = model.empty("codings")
    if rows:
        (folder / "people.csv").write_text(rows, encoding="utf-8")
        given, problems = read_codings(folder / "people.csv", "people.csv", "ana")
        assert problems == []
    patterns = {**rules(trust=["trust"]), **rules(price=["price*"])}
    return code_texts(read(folder), given, codes(), patterns, names or Pseudonyms())


def test_passages_come_with_the_pages_that_are_printed(folder: Path) -> None:
    passages, problems = coded(folder)
    assert problems == []
    shown = passages[["work_id", "page", "code_id", "method", "quotation"]].values.tolist()
    assert shown == [
        ["arianto2021", "31", "trust", "rule", "Trust grows where sellers answer."],
        ["arianto2021", "32", "price", "rule", "Prices are the second matter."],
        # A sentence goes on over the ends of printed lines.
        ["arianto2021", "32", "trust", "rule", SECOND.partition(". ")[2]],
        ["kompas:2020", "", "price", "rule", "The price was low."],
        ["kompas:2020", "", "trust", "rule", "Question: does trust matter?"],
    ]
    assert not passages["why"].eq("").any()


def test_what_people_coded_is_placed_and_told_where_it_is_not(folder: Path) -> None:
    rows = (
        "source,quotation,code,memo\narianto2021,trust had anything to do with it,trust,doubts it\n"
        "arianto2021.pdf,Nobody who was asked,price,\narianto2021,this stands nowhere in the text at all,trust,\n"
        "nobody2000,Trust,trust,\n"
    )
    passages, problems = coded(folder, rows)
    people = passages[passages["method"] == "person"]
    assert people[["code_id", "coder", "page", "why"]].values.tolist() == [
        ["price", "ana", "32", ""],
        ["trust", "ana", "32", "doubts it"],
    ]
    assert sorted(problem.kind for problem in problems) == ["coding-source-unknown", "quotation-not-found"]


def test_the_matrix_says_what_is_from_the_text_and_what_from_notes(folder: Path) -> None:
    rows = "source,quotation,code\narianto2021,Nobody who was asked,price\n"
    passages, _ = coded(folder, rows)
    notes = model.from_rows("work_codings", [{"work_id": "arianto2021", "code_id": "trust", "why": "trust → Trust"}])
    works = model.from_rows(
        "works",
        [dict.fromkeys(model.TABLES["works"].columns, "") | {"work_id": work} for work in WORKS],
    )
    matrix = literature_matrix(merge_work_codings(notes, as_work_codings(passages)), works, codes())
    why = {(row["work_id"], row["category_id"]): list(row["why"]) for row in matrix.to_dict("records")}
    assert why == {
        ("arianto2021", "trust"): ["trust → Trust; in its text (p. 31, 32)"],
        ("arianto2021", "price"): ["coded by ana (p. 32); in its text (p. 32)"],
        ("kompas:2020", "price"): ["in its text"],
        ("kompas:2020", "trust"): ["in its text"],
        ("foo2010", ""): [],
    }


def test_no_name_and_no_long_text_is_passed_on(folder: Path) -> None:
    (folder / "texts" / "foo2010.md").write_text("Siti has trust, " + "and more of it " * 100 + ".\n", encoding="utf-8")
    passages, _ = coded(folder, names=Pseudonyms({"Siti": "Ani"}))
    quoted = passages.set_index("work_id").loc["foo2010", "quotation"]
    assert quoted.startswith("Ani has trust") and len(quoted) <= LONGEST + 4 and quoted.endswith("[…]")


def test_files_that_are_no_text_of_a_work_are_told(folder: Path) -> None:
    for name in ("arianto2021.txt", "arianto2020.txt", "picture.png", ".hidden.txt", "foo2010.pdf"):
        (folder / "texts" / name).write_text("x", encoding="utf-8")
    found, problems = texts_of_works(list_texts(folder, "texts"), KEYS, folder="texts")
    assert found["arianto2021"].startswith("texts/arianto2021.") and set(found) == set(WORKS)
    assert sorted((problem.kind, problem.file) for problem in problems) == [
        ("literature-text-format", "texts/picture.png"),
        ("literature-text-twice", "texts/arianto2021.txt"),
        ("literature-text-without-work", "texts/arianto2020.txt"),
    ]
    assert "arianto2021" in format_problems(problems, "id")
    texts = read(folder)
    assert "foo2010" not in texts.sources["source_id"].tolist()
    assert any(problem.file == "texts/foo2010.pdf" for problem in texts.problems)


def test_nothing_of_it_looks_like_a_source_of_the_study(folder: Path) -> None:
    texts = read(folder)
    assert set(texts.sources["kind"]) == {"literature"}
    assert set(texts.turns["role"]) == {""} and set(texts.turns["case_id"]) == {""}
    for row in texts.sources.to_dict("records"):
        own = texts.turns[texts.turns["source_id"] == row["source_id"]]
        said = "".join(row["text"][start:end] for start, end in zip(own["start"], own["end"], strict=True))
        assert "".join(said.split()) == "".join(row["text"].split())


ATTACHING = {
    "lib.bib": (
        "@article{arianto2021, author={Arianto}, year={2021}, title={A},\n file = {Full text:%s:application/pdf}}\n"
        "@article{foo2010, author={Foo}, year={2010}, title={B}, file = {Gone:files/9/gone.pdf:application/pdf}}\n"
    ),
    "lib.ris": (
        "TY  - JOUR\nID  - arianto2021\nAU  - Arianto\nPY  - 2021\nTI  - A\nL1  - %s\nER  - \n"
        "TY  - JOUR\nID  - foo2010\nAU  - Foo\nPY  - 2010\nTI  - B\nL1  - files/9/gone.pdf\nER  - \n"
    ),
    "lib.xml": (
        "<xml><records><record><ref-type>17</ref-type><label>arianto2021</label><titles><title>A</title></titles>"
        "<urls><pdf-urls><url>internal-pdf://%s</url></pdf-urls></urls></record><record><ref-type>17</ref-type>"
        "<label>foo2010</label><urls><pdf-urls><url>internal-pdf://0/gone.pdf</url></pdf-urls></urls></record></records></xml>"
    ),
}


@pytest.mark.parametrize("list_file", sorted(ATTACHING))
@pytest.mark.parametrize("named", ["files/12/Smith 2020 - A.pdf", "C:/Users/Ani/Zotero/storage/XY/Smith 2020 - A.pdf"])
def test_what_a_list_attaches_to_a_work_is_its_text(tmp_path: Path, list_file: str, named: str) -> None:
    (tmp_path / "lit/files/12").mkdir(parents=True)
    pdf(tmp_path / "lit/files/12/Smith 2020 - A.pdf")
    written = named.replace("C:", r"C\:") if list_file.endswith(".bib") else named
    (tmp_path / "lit" / list_file).write_text(ATTACHING[list_file] % written, encoding="utf-8")
    lists = [f"lit/{list_file}"]
    read_lists = read_reference_lists(tmp_path, lists)
    assert not any(ATTACHED in work for work in read_lists.references)
    files = list_texts(tmp_path, "lit", lists)
    texts = read_attached_texts(tmp_path, files, keys_of(read_lists.works), "en", read_lists.attached, "lit")
    assert texts.sources[["source_id", "file"]].values.tolist() == [["arianto2021", "lit/files/12/Smith 2020 - A.pdf"]]
    assert "Trust grows" in texts.sources["text"].iloc[0]
    (told,) = texts.problems
    assert (told.kind, told.file, told.values["count"]) == ("literature-file-missing", f"lit/{list_file}", 1)


def test_nothing_outside_the_folder_of_texts_is_read(tmp_path: Path) -> None:
    (tmp_path / "study/lit").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("Siti.", encoding="utf-8")
    (tmp_path / "study/other.txt").write_text("Siti.", encoding="utf-8")
    names = ["../../secret.txt", "../other.txt", str(tmp_path / "secret.txt"), "/etc/passwd", "lit/../../secret.txt"]
    attached = {f"w{number}": [Attachment(name, "lit/a.bib", number)] for number, name in enumerate(names)}
    files = list_texts(tmp_path / "study", "lit")
    found, problems = texts_of_works(files, {work: work for work in attached}, attached, "lit")
    assert found == {}
    assert [(one.kind, one.line, one.values["count"]) for one in problems] == [("literature-file-missing", 0, 5)]


def test_a_file_called_by_the_key_comes_first_and_a_page_of_the_web_last(tmp_path: Path) -> None:
    files = ["lit/a/page.html", "lit/a/text.pdf", "lit/b.txt", "lit/a/other.pdf", "lit/a/lost.pdf"]
    named = {"a": ["a/page.html", "a/text.pdf"], "b": ["a/other.pdf"]}
    attached = {work: [Attachment(name, "lit/a.bib", 1) for name in names] for work, names in named.items()}
    found, problems = texts_of_works(files, {"a": "a", "b": "b"}, attached, "lit")
    assert found == {"a": "lit/a/text.pdf", "b": "lit/b.txt"}
    assert sorted((one.kind, one.file) for one in problems) == [
        ("literature-text-twice", "lit/a/other.pdf"),
        ("literature-text-twice", "lit/a/page.html"),
        ("literature-texts-unnamed", "lit/a/lost.pdf"),
    ]


def test_a_text_called_by_a_second_key_is_that_of_the_work(tmp_path: Path) -> None:
    found, problems = texts_of_works(["lit/other.txt"], {"kept": "kept", "other": "kept"}, folder="lit")
    assert (found, problems) == ({"kept": "lit/other.txt"}, [])
