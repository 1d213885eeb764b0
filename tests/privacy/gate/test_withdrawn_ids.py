"""Ids of people who withdrew: looked for where they are ids, and not where they look like something else."""

import pandas as pd
import pytest

from benang.exchange.workbook import Column, Sheet, write_workbook
from benang.privacy.gate.search import findings_of, read_public
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.withdrawal import Withdrawal
from benang.sources.withdrawn_left import withdrawn_left

LISTED = Pseudonyms({"Zulaikha": "P12", "Karim": "P13"})


def found(root, *cases):
    names = Withdrawal(dict.fromkeys(cases, "")).names(LISTED, "en", masks=False, cells=False)
    terms = SensitiveTerms(names)
    return {file.name for file in read_public(root, ["results"]) if findings_of(file, terms).findings}


@pytest.fixture
def public(tmp_path):
    """A workbook of twenty columns and rows, a page with headings, and prose."""
    results = tmp_path / "results"
    results.mkdir()
    columns = tuple(Column(f"column {column}") for column in range(20))
    cells = [[f"word {row} {column}" for column in range(20)] for row in range(20)]
    write_workbook([Sheet("words", columns, cells)], results / "study.xlsx")
    page = "<style>h2, h3 { color: red }</style><h2>A first look</h2><p>3 of 4 paid 3 coins.</p>"
    (results / "page.html").write_text(page, encoding="utf-8")
    (results / "prose.csv").write_text("text\nAs R02 told us\nand Zulaikha\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("case", ["P12", "A", "3", "A1", "B3", "H2", "h2", "T20", "XFD9"])
def test_an_id_that_looks_like_a_cell_a_heading_or_a_word_is_no_leak(case, public):
    assert found(public, case) == {"results/prose.csv"}  # for the name on the list


@pytest.mark.parametrize("case", ["R02", "r-02"])
def test_an_id_that_is_nothing_else_is_found_in_prose(case, public):
    (public / "results/prose.csv").write_text(f"text\nAs {case} told us\n", encoding="utf-8")
    assert found(public, case) == {"results/prose.csv"}


@pytest.mark.parametrize("case", ["P12", "A", "3", "R02", "Nurse One"])
@pytest.mark.parametrize("written", [str, str.lower, lambda case: case.replace(" ", "-")])
@pytest.mark.parametrize("column", ["case_id", "case_ids", "speaker", "source_id"])
def test_any_id_is_found_in_the_columns_of_a_table_that_name_cases(case, written, column, tmp_path):
    cell = [written(case), "Z"] if column == "case_ids" else written(case)
    other = ["Z"] if column == "case_ids" else "Z"
    (tmp_path / "results").mkdir()
    table = pd.DataFrame({column: [other, cell], "text": [f"{case} is a word here", ""]})
    table.to_parquet(tmp_path / "results/t.parquet")
    (problem,) = withdrawn_left(tmp_path, "results", Withdrawal({case: ""}))
    assert (problem.kind, problem.file, problem.values) == ("withdrawn-left", "results/t.parquet", {"column": column})
    for language in ("en", "id"):
        assert case not in problem.message(language).replace("case file", "").split()
    assert withdrawn_left(tmp_path, "results", Withdrawal({"Q9": ""})) == []
