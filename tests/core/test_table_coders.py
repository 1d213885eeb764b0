"""People whom a column of a table of codings names, beside the coder that the configuration gives the table."""

import pytest
from openpyxl import Workbook

from benang.core.config import read_study
from benang.study.plan import read_plan

ROWS = (("Participant", "Code", "Quote", "Coder"), ("P1", "c", "kata", "Ana"), ("P1", "c", "lain", "Beno"))


def study(folder, codings, more=""):
    (folder / "a.txt").write_text("A: kata\n", encoding="utf-8")
    (folder / "codebook.csv").write_text("code\nc\n", encoding="utf-8")
    text = "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: ['*.txt']}]\ncodebook: codebook.csv\n"
    (folder / "config.yaml").write_text(f"{text}codings: [{codings}]\n{more}", encoding="utf-8")
    return read_study(folder)


def write(path, rows=ROWS):
    if path.suffix == ".xlsx":
        book = Workbook()
        book.active.append(["My quotations"])
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", ["q.xlsx", "q.csv"])
def test_who_counts_by_default_are_the_people_found_in_the_tables(tmp_path, name):
    write(tmp_path / name)
    found, problems = study(tmp_path, f"{{file: {name}, coder: coder-1}}")
    assert (found.coders, problems) == (("Ana", "Beno"), ())


def test_a_coder_whose_table_names_nobody_counts(tmp_path):
    write(tmp_path / "q.csv", [row[:3] for row in ROWS])
    assert study(tmp_path, "{file: q.csv, coder: coder-1}")[0].coders == ("coder-1",)


def test_a_table_of_which_some_rows_name_nobody_is_also_its_coders(tmp_path):
    write(tmp_path / "q.csv", [*ROWS, ("P1", "c", "juga", "")])
    assert study(tmp_path, "{file: q.csv, coder: coder-1}")[0].coders == ("Ana", "Beno", "coder-1")


def test_names_in_a_table_are_the_studys_own_where_it_says_so(tmp_path):
    write(tmp_path / "q.csv")
    assert study(tmp_path, "{file: q.csv, coder: x, coders: {ana: c-1}}")[0].coders == ("c-1", "Beno")


def test_coders_in_columns_can_be_counted_and_others_cannot(tmp_path):
    write(tmp_path / "q.csv")
    coding = "{file: q.csv, coder: coder-1}"
    assert study(tmp_path, coding, "matrices: {coders: [Ana, Beno]}\n")[1] == ()
    (problem,) = study(tmp_path, coding, "matrices: {coders: [Ana, Benno]}\n")[1]
    assert (problem.kind, problem.values["near"]) == ("unknown-coder", "Beno")


def test_an_empty_column_name_is_an_error(tmp_path):
    write(tmp_path / "q.csv")
    found, problems = study(tmp_path, "{file: q.csv, coder: x, columns: {source: ''}}")
    assert found is None and [problem.place for problem in problems] == ["codings[1].columns.source"]


def test_coding_sheets_are_for_those_whom_a_column_names(tmp_path):
    """They are called as the same people are called in the results, not coder-1 and coder-2."""

    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("A.txt", "P: Why?\nA: Because.\n")
    write("q.csv", "source,quotation,code,coder\nA,Because,x,Siti\nA,Because,x,Budi\nA,Because,y,Siti\n")
    write("r.csv", "source,quotation,code\nA,Because,x\n")
    head = (
        "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: ['*.txt']}]\ncodings:\n  - {file: q.csv}\n"
    )
    for more, coders in (
        ("", ("Siti", "Budi")),
        ("  - {file: r.csv, coder: wati}\n", ("Siti", "Budi", "wati")),
        ("coding_sheets: {coders: [ani]}\n", ("ani",)),
    ):
        write("config.yaml", head + more)
        assert read_study(tmp_path)[0].sheet_coders == coders
    write("q.csv", "source,quotation,code,coder\nA,Because,x,S. Rahma\n")
    write("config.yaml", head.replace("{file: q.csv}", "{file: q.csv, coders: {S. Rahma: coder-a}}"))
    assert read_study(tmp_path)[0].sheet_coders == ("coder-a",)
    write("q.csv", "")
    write("config.yaml", head)
    assert read_study(tmp_path)[0].sheet_coders == ("coder-1", "coder-2")


def test_people_of_a_column_whose_sheets_would_be_one_file_stop_nothing(tmp_path):
    """Nobody wrote them into the configuration, so there is nothing in it to mend; the first of them has the sheet."""
    names = ("Siti", "siti", "S. Rahma", "S Rahma")
    write(tmp_path / "q.csv", [ROWS[0], *(("P1", "c", "kata", name) for name in names)])
    study(tmp_path, "{file: q.csv}")
    plan, problems = read_plan(tmp_path)
    assert plan is not None and "sheet-coders-one-file" not in [problem.kind for problem in problems]
    assert plan.sheet_coders == plan.named_for_next_steps["sheet_coders"] == ["Siti", "S. Rahma"]
    study(tmp_path, "{file: q.csv}", "coding_sheets: {coders: [Siti, siti]}\n")
    plan, problems = read_plan(tmp_path)
    assert plan is None and "sheet-coders-one-file" in [problem.kind for problem in problems if problem.stops]
