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
from benang.literature.literature_matrix import literature_matrix, merge_work_codings
from benang.literature.text_codings import LONGEST, as_work_codings, code_texts
from benang.literature.text_files import list_texts, texts_of_works
from benang.privacy.pseudonyms import Pseudonyms

WORKS = ["arianto2021", "kompas:2020", "foo2010"]
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
    return read_attached_texts(folder, list_texts(folder, "texts"), WORKS, "en")


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
    found, problems = texts_of_works(list_texts(folder, "texts"), WORKS)
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
