"""When something was coded goes out to other programs and comes home, and is read from whatever says it."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
import qualcoder_database as of_qualcoder
import rqda_database as of_rqda
from small_tables import codes, codings, row, talks

from benang.bundle.web_annotations import annotation_page
from benang.coding.merge import merge
from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import read_codings
from benang.coding.suggestions.decisions import accepted, read_decisions
from benang.core import model
from benang.exchange import qualcoder, rqda
from benang.exchange.coded_copy import coded_copies
from benang.exchange.coded_docx import write_coded_docx
from benang.exchange.coded_pdf import write_coded_pdf
from benang.exchange.from_study import study_project
from benang.exchange.import_target import ImportTarget
from benang.exchange.into_study import import_projects
from benang.exchange.project_files import ProjectFile
from benang.exchange.project_tables import tables_of_projects
from benang.exchange.reading import read_project
from benang.exchange.refi.write import write_qdpx
from benang.exchange.taguette_write import write_taguette
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.speakers.roles import Speakers

TABLES = talks({"a": [("P", "Do they trust you?"), ("A", "They trust me now. At first they did not, not one.")]})
SOURCES, TURNS, OFFSET_MAP = TABLES
BOOK = codes(trust="Trust", talk="Talk")
GIVEN = [
    ("trust", "They trust me now.", "2024-03-01"),
    ("talk", "They trust me now.", "2024-03-02T10:22:31Z"),
    ("trust", "At first", "2024-03-02T23:59:59Z"),
    ("trust", "not one", ""),
]


def dated():
    given = codings(TABLES, *[("a", "ana", code, words, {"date": when}) for code, words, when in GIVEN])
    assert given["date"].tolist().count("") == 1
    return given


def dates(table):
    return sorted(zip(table["code_id"], table["quotation"], table["date"], strict=True))


def project():
    cases = model.from_rows("cases", [row("cases", case_id="A")])
    return study_project(cases, SOURCES, BOOK, dated(), model.empty("memos"), language="en", title="Trust")


def home(read_back, name):
    target = ImportTarget(SOURCES, [], Speakers(), Pseudonyms(), Cleaning())
    imported = import_projects([ProjectFile(name, read_back, kind="interview", language="en", coder="ana")], target)
    found, problems, _ = anchor(tables_of_projects(imported, TURNS).rows, SOURCES, TURNS, OFFSET_MAP, BOOK)
    assert problems == []
    return found


@pytest.mark.parametrize("program", ["standard", "nvivo", "atlasti", "maxqda", "qualcoder"])
def test_dates_come_home_from_a_refi_project(tmp_path, program):
    write_qdpx(project(), tmp_path / "study.qdpx", program)
    read_back, problems = read_project(tmp_path / "study.qdpx", "study.qdpx", program)
    assert not [problem for problem in problems if problem.kind == "exchange-lost"]
    assert dates(home(read_back, "study.qdpx")) == dates(dated())


def test_dates_come_home_from_taguette_though_a_highlight_has_several(tmp_path):
    write_taguette(project(), tmp_path / "study.sqlite3")
    read_back, _ = read_project(tmp_path / "study.sqlite3", "study.sqlite3")
    assert dates(home(read_back, "study.sqlite3")) == dates(dated())


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_dates_come_home_from_a_coded_copy(tmp_path, form):
    (copy,) = coded_copies(SOURCES, dated(), BOOK, "en")
    path = tmp_path / f"a.{form}"
    write_coded_docx(copy, path) if form == "docx" else write_coded_pdf(copy, path, [])
    rows, problems = read_codings(path, path.name)
    assert problems == [] or {problem.kind for problem in problems} == {"coders-from-file"}
    found, _, _ = anchor(rows, SOURCES, TURNS, OFFSET_MAP, BOOK)
    assert dates(found) == dates(dated())


def test_qualcoder_and_rqda_say_when_and_what_is_no_date_is_told():
    text = SOURCES["text"][0]
    at = text.index("At first")
    place = {"fid": 1, "cid": 1, "seltext": "At first", "owner": "ana"}
    data = of_qualcoder.database(
        source=[{"id": 1, "name": "a", "fulltext": text}],
        code_name=[{"cid": 1, "name": "Trust"}],
        code_text=[
            {**place, "pos0": at, "pos1": at + 8, "date": "2019-06-05 09:07:00"},
            {**place, "pos0": at, "pos1": at + 8, "owner": "budi", "date": "yesterday"},
        ],
    )
    found, problems = qualcoder.read_project(data, "p.qda")
    assert [coding.date for coding in found.codings] == ["2019-06-05T09:07:00", ""]
    assert [(one.kind, one.values["what"], one.values["count"]) for one in problems] == [
        ("exchange-lost", "code_text.date", 1)
    ]
    data = of_rqda.database(
        source=[{"id": 1, "name": "a", "file": text, "status": 1}],
        freecode=[{"id": 1, "name": "Trust", "status": 1}],
        coding=[{**place, "selfirst": at, "selend": at + 8, "status": 1, "date": "Wed Jun  5 09:07:00 2019"}],
    )
    found, problems = rqda.read_project(data, "p.rqda")
    assert [coding.date for coding in found.codings] == ["2019-06-05T09:07:00"]
    assert problems == []


@pytest.mark.parametrize(
    ("header", "date"),
    [
        ("source,quotation,code,coder,date", "2024-03-01 10:22"),
        ("sumber,kutipan,kode,pengode,tanggal", "1.3.2024 10:22"),
        ("Document name,Segment,Code,Created by,Created", "2024-03-01T10:22:00"),
    ],
)
def test_a_table_says_when(tmp_path, header, date):
    (tmp_path / "c.csv").write_text(f"{header}\nA,satu,c1,ana,{date}\nA,dua,c1,ana,\n", encoding="utf-8")
    rows, problems = read_codings(tmp_path / "c.csv", "c.csv")
    assert {problem.kind for problem in problems} <= {"coders-from-file"}
    assert rows["date"].tolist() == ["2024-03-01T10:22:00", ""]


def test_a_workbook_says_when_in_cells_of_a_day_or_of_a_day_with_its_time(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["source", "quotation", "code", "date"])
    for quotation, when in (
        ("satu", datetime(2024, 3, 1, 10, 22, 31)),
        ("dua", date(2024, 3, 2)),
        ("tiga", "3.3.2024"),
    ):
        book.active.append(["A", quotation, "c1", when])
    book.save(tmp_path / "c.xlsx")
    rows, problems = read_codings(tmp_path / "c.xlsx", "c.xlsx", "ana")
    assert problems == []
    assert rows["date"].tolist() == ["2024-03-01T10:22:31", "2024-03-02", "2024-03-03"]


def test_when_a_suggestion_was_taken_is_the_date_of_its_coding(tmp_path):
    (tmp_path / "d.csv").write_text(
        "suggestion_id,decision,coder,date\ncaaaaaaaaaa,accept,ana,2024-03-01\ncbbbbbbbbbb,accept,ana,soon\n",
        encoding="utf-8",
    )
    decisions, problems = read_decisions(tmp_path / "d.csv", "d.csv")
    assert [one.date for one in decisions] == ["2024-03-01", ""]
    assert [(one.kind, one.line) for one in problems] == [("coding-date", 3)]
    found = {"coding_id": ["caaaaaaaaaa"], "source_id": ["a"], "start": [0], "end": [4], "code_id": ["trust"]}
    machines = pd.DataFrame(found)
    nowhere = pd.DataFrame(columns=["passage_id", "source_id", "start", "end"])
    taken, _ = accepted(decisions[:1], nowhere, SOURCES, TURNS, OFFSET_MAP, BOOK, machines=machines)
    assert taken["date"].tolist() == ["2024-03-01"]
    undated = [replace(decisions[0], date="")]
    assert "date" not in accepted(undated, nowhere, SOURCES, TURNS, OFFSET_MAP, BOOK, machines=machines)[0].columns


def test_what_is_no_date_is_told_once_with_its_line_and_the_codings_stay(tmp_path):
    (tmp_path / "c.csv").write_text(
        "source,quotation,code,date\nA,satu,c1,2024-03-01\nA,dua,c1,3/1/2024\nA,tiga,c1,kemarin\n", encoding="utf-8"
    )
    rows, problems = read_codings(tmp_path / "c.csv", "c.csv", "ana")
    assert rows["date"].tolist() == ["2024-03-01", "", ""]
    assert [(one.kind, one.line, one.values["word"], one.values["count"]) for one in problems] == [
        ("coding-date", 3, "3/1/2024", 2)
    ]


def test_of_one_coding_given_twice_the_earlier_date_holds_and_undated_studies_have_no_column():
    given = dated()
    later = given.assign(date="2025-01-01")
    assert dates(merge([later, given]))[0] == ("talk", "They trust me now.", "2024-03-02T10:22:31Z")
    # Of the one that has no date in one file, the other file's holds.
    assert ("trust", "not one", "2025-01-01") in dates(merge([later, given]))
    undated = given.drop(columns="date")
    assert "date" not in merge([undated]).columns
    assert dates(merge([undated, given.assign(coder="budi")]))[0][2] == ""


def test_annotations_say_when_they_were_made():
    page = annotation_page(dated(), SOURCES, BOOK, "en", with_texts=True)
    assert sorted(item.get("created", "") for item in page["items"]) == [
        "",
        "2024-03-01T00:00:00Z",
        "2024-03-02T10:22:31Z",
        "2024-03-02T23:59:59Z",
    ]
