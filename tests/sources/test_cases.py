from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import workbook

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import case_names, case_table, read_cases


def read(tmp_path, data, **options):
    path = tmp_path / "cases.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_cases(path, "data/cases.csv", **options)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_cases_with_any_separator_and_with_byte_order_mark(tmp_path, separator, mark):
    text = mark + "case_id,group,place\r\nB,owner,Serang\r\nA,consumer,\r\n\r\n".replace(",", separator)
    cases, problems = read(tmp_path, text)
    assert problems == []
    table = case_table(cases)
    assert table.to_dict("list") == {
        "case_id": ["A", "B"],
        "order": [2, 1],
        "attribute:group": ["consumer", "owner"],
        "attribute:place": ["", "Serang"],
    }


def test_the_column_of_sources_is_no_attribute(tmp_path):
    cases, problems = read(tmp_path, "Case ID,Sources\nA,one.txt; two.docx\nB,\n")
    assert problems == []
    assert [case.sources for case in cases] == [("one.txt", "two.docx"), ()]
    assert list(case_table(cases).columns) == ["case_id", "order"]


@given(st.lists(st.lists(st.sampled_from(["", "x", "long text"]), min_size=2, max_size=2), min_size=1, max_size=6))
def test_cells_left_out_at_the_end_of_a_row_are_empty_cells(rows):
    whole = [[f"K{number}", *cells] for number, cells in enumerate(rows)]
    short = [row[: max(number for number, cell in enumerate(row, 1) if cell)] for row in whole]
    read_as = []
    for shown in (whole, short):
        text = "\n".join(",".join(row) for row in [["case_id", "group", "place"], *shown])
        with TemporaryDirectory() as folder:
            cases, problems = read(Path(folder), text)
        assert problems == []
        read_as.append(case_table(cases).to_dict("list"))
    assert read_as[0] == read_as[1]


def test_every_mistake_is_named_with_its_line(tmp_path):
    text = 'case_id,group\nA,"two\nlines"\nB,a,b\na,again\n,none\nC;D,x\nE,one,more\nF,ok\n'
    cases, problems = read(tmp_path, text)
    assert [case.case_id for case in cases] == ["A", "F"]
    assert {(problem.kind, problem.line) for problem in problems} == {
        ("table-cells", 4),
        ("case-id-twice", 5),
        ("case-id-empty", 6),
        ("case-id-sign", 7),
        ("table-cells", 8),
    }
    assert all(problem.file == "data/cases.csv" for problem in problems)


def test_a_quotation_mark_without_partner(tmp_path):
    cases, problems = read(tmp_path, 'case_id,group\nA,x\nB,"open\nC,y\n')
    assert [case.case_id for case in cases] == ["A"]
    assert [(problem.kind, problem.line) for problem in problems] == [("table-quotation-mark", 3)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("informant,group\nA,x\n", "table-column-missing"),
        ("case_id,group,group\nA,x,y\n", "table-column-twice"),
        ("", "table-empty"),
        ("case_id\n", "table-empty"),
        (b"PK\x03\x04\0\0\0\0\0\0\1\2\3", "encoding-undecided"),
    ],
)
def test_what_is_no_case_table(tmp_path, data, kind):
    cases, problems = read(tmp_path, data)
    assert cases == []
    assert [problem.kind for problem in problems] == [kind]


def test_a_missing_file(tmp_path):
    assert [problem.kind for problem in read_cases(tmp_path / "no.csv")[1]] == ["table-unreadable"]


def test_names_in_the_table_are_replaced(tmp_path):
    pseudonyms = Pseudonyms({"Siti Aminah": "A", "Kang Ujang": "Kang U"})
    cases, _ = read(
        tmp_path,
        "case_id,note,sources,pseudonym\nSiti Aminah,anak kang ujang,siti-aminah.txt,Melati\n",
        pseudonyms=pseudonyms,
    )
    assert cases[0].case_id == "A"
    assert cases[0].attributes == {"note": "anak Kang U", "pseudonym": "Melati"}
    assert cases[0].sources == ("A.txt",)
    assert case_names(cases) == {"A": ("Melati",)}


def test_names_in_the_headers_of_attributes_become_pseudonyms(tmp_path):
    names = Pseudonyms({"Mukhlis": "[Orang 2]", "Haji Mukhlis": "[Orang 2]"})
    cases, problems = read(tmp_path, "case_id,kenal Mukhlis,kenal Haji Mukhlis\nA,ya,tidak\n", pseudonyms=names)
    assert problems == []
    table = case_table(cases)
    assert table[["attribute:kenal [Orang 2]", "attribute:kenal [Orang 2] (2)"]].values.tolist() == [["ya", "tidak"]]
    assert list(table.columns[2:]) == ["attribute:kenal [Orang 2]", "attribute:kenal [Orang 2] (2)"]


def test_a_case_file_may_be_a_workbook_with_a_title_and_days(tmp_path):
    rows = [["Participants"], ["case_id", "Group", "Met on", "Age"], ["A", "owner", datetime.date(2024, 3, 9), 41]]
    cases, problems = read(tmp_path, workbook({"People": rows}))
    assert problems == []
    assert [(case.case_id, dict(case.attributes), case.line) for case in cases] == [
        ("A", {"group": "owner", "Met on": "2024-03-09", "Age": "41"}, 3)
    ]


def test_columns_of_cases_may_have_other_names(tmp_path):
    columns = {"case_id": "Participant no.", "sources": "Recording", "group": "Village"}
    text = "Participant no.,Village,Recording,Age\nP1,North,one.txt,41\n"
    cases, problems = read(tmp_path, text, columns=columns)
    assert problems == []
    assert [(case.case_id, case.sources, dict(case.attributes)) for case in cases] == [
        ("P1", ("one.txt",), {"group": "North", "Age": "41"})
    ]
    cases, problems = read(tmp_path, text, columns={"case_id": "Participant", "sources": "Record"})
    assert cases == []
    assert [(p.kind, p.values["column"], p.values["near"]) for p in problems] == [
        ("table-column-missing", "Participant", "Participant no."),
        ("table-column-missing", "Record", "Recording"),
    ]


def test_a_column_without_a_name_is_told_and_keeps_nobody_out(tmp_path):
    cases, problems = read(tmp_path, "case_id,,place,\nA,x,Serang,y\nB,,Cilegon,\n")
    assert [case.case_id for case in cases] == ["A", "B"]
    assert [(p.kind, p.values["columns"]) for p in problems] == [("table-column-nameless", "2, 4")]


@pytest.mark.parametrize("header", ["Name", "nama lengkap", "Full name", "Nom", "姓名", "First Name"])
def test_people_names_are_no_attribute_and_are_told_without_one(tmp_path, header):
    path = tmp_path / "people.csv"
    path.write_text(f"case_id,{header},age\nP1,Mira Santosa,40\nP2,Wulan,50\n", encoding="utf-8")
    cases, problems = read_cases(path)
    assert [problem.kind for problem in problems] == ["case-names-held"]
    assert "Mira" not in str(problems)
    assert [dict(case.attributes) for case in cases] == [{"age": "40"}, {"age": "50"}]
    table = case_table(cases)
    assert "Mira" not in table.to_csv() and list(table.columns) == ["case_id", "order", "attribute:age"]
    # The label of a speaker can still be known by it.
    assert case_names(cases) == {"P1": ("Mira Santosa",), "P2": ("Wulan",)}


def test_names_that_the_list_replaces_are_an_attribute_and_so_are_pseudonyms(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("case_id,Name,Pseudonym\nP1,Mira,Ani\nP2,,Budi\n", encoding="utf-8")
    cases, problems = read_cases(path, pseudonyms=Pseudonyms({"Mira": "Ani"}))
    assert problems == [] and cases[0].attributes == {"Name": "Ani", "Pseudonym": "Ani"}


def test_one_name_that_is_not_in_the_list_holds_the_column_back(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("case_id,Name\nP1,Mira\nP2,Wulan\n", encoding="utf-8")
    cases, problems = read_cases(path, pseudonyms=Pseudonyms({"Mira": "Ani"}))
    assert [problem.kind for problem in problems] == ["case-names-held"]
    assert all(not case.attributes for case in cases)
