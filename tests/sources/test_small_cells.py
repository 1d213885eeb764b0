"""Combinations of attributes that one case alone has, as they are told."""

from benang.sources.cases import Case, case_names, read_cases
from benang.sources.small_cells import MOST_TOLD, small_cell_problems, small_cells

CASES = """\
case_id,group,group:en,village,age,name
A,Owner,Owner,Cikole,44,Ani
B,Owner,Owner,Cikole,44,Bea
C,Buyer,Buyer,Cikole,,Cica
D,Buyer,Buyer,Gunung,44,Dedi
"""


def test_a_warning_tells_which_combination_how_many_and_where_and_no_value(tmp_path):
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    cases, _ = read_cases(tmp_path / "cases.csv")
    problems = small_cell_problems(cases, "cases.csv", {case.case_id: case.line for case in cases})
    told = [problem.message("en") for problem in problems]
    assert [problem.line for problem in problems] == [5, 4, 5]
    assert "1 of 4 cases is the only one with its values of village (line 5)" in told[0]
    assert "group + village (line 4)" in told[1] and "group + age (line 5)" in told[2]
    assert {problem.severity for problem in problems} == {"warning"}
    assert not any(value in " ".join(told) for value in ("Cikole", "Gunung", "44", "Ani"))
    assert "cases: {attributes: [...]}" in told[0]


def test_many_combinations_are_counted_and_not_all_told():
    cases = [Case(f"P{n}", {f"a{place}": f"{n}-{place}" for place in range(9)}) for n in range(3)]
    problems = small_cell_problems(cases, "cases.csv", {})
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1].kind == "case-alone-more"
    assert problems[-1].values == {"count": 4, "cases": 3, "all": 3}


def test_an_attribute_that_the_study_does_not_use_is_nowhere_and_no_small_cell(tmp_path):
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    cases, problems = read_cases(tmp_path / "cases.csv", used=["group"])
    assert [problem.kind for problem in problems] == ["case-names-held"]
    assert dict(cases[0].attributes) == {"group": "Owner", "group:en": "Owner"}
    assert small_cells(cases) == []
    found = read_cases(tmp_path / "cases.csv", used=["group", "vilage"])[1]
    (problem,) = [one for one in found if one.kind == "case-attribute-unknown"]
    assert problem.severity == "error"
    assert "vilage" in problem.message("en") and "village" in problem.message("en")


def test_what_a_case_is_called_is_known_where_the_column_is_not_used(tmp_path):
    (tmp_path / "cases.csv").write_text("case_id,samaran,age\nA,Kenanga,4\n", encoding="utf-8")
    (case,) = read_cases(tmp_path / "cases.csv", used=["age"])[0]
    assert dict(case.attributes) == {"age": "4"} and case_names([case]) == {"A": ("Kenanga",)}


def test_nobody_is_alone_among_two_or_without_attributes():
    assert small_cells([Case("A", {"age": "4"}), Case("B", {"age": "5"})]) == []
    assert small_cells([Case("A"), Case("B"), Case("C")]) == []
