import openpyxl
from coded_study import COLUMNS, PATHS

from benang.coding.people.coding_files import read_codings

HEADER = ["Color", "Comment", "Document group", "Document name", "Code", "Beginning", "End", "Weight score", "Segment"]
HEADER += ["Modified by", "Created by", "Area", "Coverage %"]


def rows(*more):
    first = ["●", "kuat", "Rural", "P1", "Tema > Kode", "12", "14", 0, "Percaya sekali.", "xy", "ab", 15, 0.2]
    return [HEADER, first, *more]


def kinds(problems):
    return [problem.kind for problem in problems]


def test_the_overview_of_coded_segments(read, workbook):
    found, problems = read(workbook(rows()))
    assert not problems
    row = found.iloc[0]
    assert row[["source", "code", "quotation", "memo", "coder", "line"]].tolist() == [
        *("Rural/P1", "Tema > Kode", "Percaya sekali.", "kuat", "ana", 2),
    ]
    # Beginning and End are numbers of paragraphs.
    assert found["start"].isna().all() and found["end"].isna().all()


def test_paths_are_joined_by_either_character(read):
    found, _ = read("Document name,Code,Segment\nP1,Tema\\Kategori\\A->B,x\nP1,Tema > Kategori > A->B,x\n")
    assert found["code"].tolist() == ["Tema > Kategori > A->B"] * 2


def test_the_german_program(read):
    text = "Dokumentgruppe;Dokumentname;Anfang;Ende;Code;Segment;Kommentar\nA;P1;2;2;Übung;Exakter Text.;gut\n"
    found, problems = read(text)
    assert not problems
    assert found.iloc[0][["source", "code", "quotation", "memo"]].tolist() == ["A/P1", "Übung", "Exakter Text.", "gut"]


def test_what_cannot_come_along_is_counted_where_it_says_something(read, workbook):
    other = ["●", "", "Urban", "P2", "Kode", "1", "1", 80, "Tidak.", "xy", "cd", 6, 0.1]
    _, problems = read(workbook(rows(other)))
    lost = {problem.values["what"]: problem.values["count"] for problem in problems if problem.kind == "exchange-lost"}
    assert lost == {'"weight score"': 2}
    # A colour that all segments have, as a weight that all have, is the program's own.


def test_the_author_counts_only_where_the_study_gives_no_coder(read, workbook):
    other = ["●", "", "Rural", "P2", "Kode", "1", "1", 0, "Tidak.", "xy", "", 6, 0.1]
    data = workbook(rows(other))
    assert read(data, coder="ana")[0]["coder"].tolist() == ["ana", "ana"]
    found, problems = read(data, coder="")
    assert found["coder"].tolist() == ["ab"]
    assert kinds(problems) == ["coding-incomplete", "coders-from-file"]
    found, problems = read(data, coder="ana", coders={"AB": "budi"})
    assert found["coder"].tolist() == ["budi", "ana"]
    assert not problems


def test_names_that_the_study_does_not_know_stay_and_no_message_shows_them(read, workbook):
    found, problems = read(workbook(rows()), coder="", coders={"someone else": "budi"})
    assert found["coder"].tolist() == ["ab"]
    assert kinds(problems) == ["coders-unmapped"]
    assert "ab" not in problems[0].values.values()


def test_a_whole_study_is_the_same_as_table_of_text_and_as_workbook(tmp_path, coded_study):
    text, problems = read_codings(coded_study.folder / "coded-segments.csv", "a", "dan", COLUMNS, PATHS)
    assert not problems
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for row in text.to_dict("records"):
        book.active.append(["", row["memo"], "", row["source"], row["code"], 1, 1, 0, row["quotation"], "", "", 1, 1])
    book.save(tmp_path / "segments.xlsx")
    twin, problems = read_codings(tmp_path / "segments.xlsx", "a", "dan")
    assert not problems
    assert len(twin) == coded_study.segments
    for column in ("source", "code", "quotation", "coder", "memo"):
        assert twin[column].tolist() == text[column].tolist()
