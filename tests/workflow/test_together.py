"""The round trip of people's work, through whole runs: sheets, differences, decisions, consensus, suggestions."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

FURTHER = """\
P: What else matters?
A: The price of flour went up, so bread costs more. People ask about the price of bread and flour.
P: And then?
A: I explain the price of flour to them, and they buy bread all the same.
"""


def table(study, name):
    return pd.read_csv(study / "results" / "coding" / f"{name}.csv", keep_default_na=False)


def problems_of(study):
    return (study / "results/problems.csv").read_text(encoding="utf-8")


def written(rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture(scope="module")
def ran(tmp_path_factory, write_small_study, small_files, snakemake_run, workshop, target):
    """Run the small study with changed files, and ``config`` with some of its lines replaced."""

    def run(changes, *replaced, arguments=(target,)):
        config = small_files["config.yaml"]
        for old, new in replaced:
            assert old in config
            config = config.replace(old, new)
        study = write_small_study(tmp_path_factory.mktemp("together"), {"config.yaml": config} | changes)
        result = snakemake_run(study, *arguments, project=workshop)
        return study, result

    return run


def test_a_filled_in_workbook_comes_back_where_it_was_filled_in(ran, small_checksums):
    study, result = ran({}, arguments=("coding_sheets",))
    assert result.status == 0, result.said
    sheets = study / "results" / "coding_sheets"
    assert sorted(path.name for path in sheets.iterdir()) == [
        f"{coder}.{suffix}" for coder in ("ayu", "ben") for suffix in ("html", "qdpx", "xlsx")
    ]
    book = openpyxl.load_workbook(sheets / "ayu.xlsx")
    page = next(page for page in book if "Turn" in [cell.value for cell in page[1]])
    header = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if "come back" in str(row[header.index("Text")].value))
    row[header.index("Code")].value = "Trust in the shop"
    stream = io.BytesIO()
    book.save(stream)
    back, result = ran({"data/ayu.xlsx": stream.getvalue()}, ("data/ayu.csv", "data/ayu.xlsx"))
    assert result.status == 0, result.said
    codings = table(back, "codings").query("coder == 'ayu'")
    assert codings[["quotation", "code_id", "anchor"]].values.tolist() == [["Yes, they come back.", "trust", "exact"]]


def test_blank_sheets_follow_the_study_and_no_run_writes_over_a_filled_in_one(ran, snakemake_run, workshop):
    study, result = ran({}, arguments=("coding_sheets",))
    assert result.status == 0, result.said
    sheet = study / "results/coding_sheets/ayu.xlsx"
    blank = sheet.read_bytes()
    codebook = study / "data/codebook.yaml"
    codebook.write_text(
        codebook.read_text(encoding="utf-8").replace("Quick answers", "Swift answers"), encoding="utf-8"
    )
    result = snakemake_run(study, project=workshop)
    assert result.status == 0, result.said
    renewed = sheet.read_bytes()
    assert renewed != blank
    assert not (study / "results/coding_sheets/OUT-OF-DATE.txt").exists()
    book = openpyxl.load_workbook(sheet)
    book.active["A1"].value = "written into"
    book.save(sheet)
    filled = sheet.read_bytes()
    codebook.write_text(codebook.read_text(encoding="utf-8").replace("Swift answers", "Fast answers"), encoding="utf-8")
    result = snakemake_run(study, "coding_sheets", project=workshop)
    assert result.status != 0
    assert "results/coding_sheets/ayu.xlsx" in result.said
    result = snakemake_run(study, project=workshop)
    assert result.status == 0, result.said
    assert sheet.read_bytes() == filled
    assert (study / "results/coding_sheets/OUT-OF-DATE.txt").exists()
    sheet.rename(study / "data/filled-in.xlsx")
    result = snakemake_run(study, "coding_sheets", project=workshop)
    assert result.status == 0, result.said
    assert sheet.is_file()
    assert (study / "data/filled-in.xlsx").read_bytes() == filled


@pytest.fixture(scope="module")
def differing(small):
    return table(small, "disagreements")


def test_every_difference_is_listed_and_shown(small, differing):
    assert sorted(zip(differing["source_id"], differing["code_id"], differing["kind"], strict=True)) == [
        ("interview-A", "answers", "only_b"),
        ("interview-A", "trust", "only_a"),
        ("interview-B", "answers", "only_a"),
        ("interview-B", "trust", "only_b"),
        ("interview-B", "turns-away", "only_a"),
    ]
    page = (small / "results/coding/disagreements.html").read_text(encoding="utf-8")
    assert all(identity in page for identity in differing["disagreement_id"])


def test_what_was_decided_is_the_consensus_that_is_counted(ran, differing):
    decided = {"trust": "both", "answers": "neither", "turns-away": "a"}
    rows = [
        {
            "disagreement_id": row["disagreement_id"],
            "decision": decided[row["code_id"]],
            "memo": "",
            "adjudicator": "eve",
        }
        for row in differing.to_dict("records")
    ]
    study, result = ran(
        {"data/adjudication.csv": written(rows)},
        ("matrices: {coders: [ayu, ben]}", "matrices: {coders: [consensus]}\nadjudication: data/adjudication.csv"),
    )
    assert result.status == 0, result.said
    agreed = table(study, "codings").query("coder == 'consensus'")
    assert sorted(agreed["code_id"]) == ["trust", "trust", "turns-away"]
    counted = pd.read_csv(study / "results/mapping/code_totals.csv").set_index("code_id")["references"]
    assert counted[["answers", "turns-away"]].tolist() == [0, 1]
    # Agreement is of people, before anything was decided.
    assert set(table(study, "agreement")["coders"]) == {"ayu;ben"}


def test_a_decision_about_nothing_is_told(ran):
    rows = [{"disagreement_id": "ffffffffff", "decision": "a", "memo": "", "adjudicator": "eve"}]
    study, result = ran(
        {"data/adjudication.csv": written(rows)},
        ("matrices:", "adjudication: data/adjudication.csv\nmatrices:"),
    )
    assert "data/adjudication.csv, line 2: " in result.said or "data/adjudication.csv" in problems_of(study)


def test_a_code_that_was_renamed_is_followed(ran, small_files):
    history = 'versions:\n  - {version: "1"}\n  - {version: "2", renamed: {reliance: trust}}\n'
    study, result = ran(
        {
            "data/history.yaml": history,
            "data/ayu.csv": small_files["data/ayu.csv"].replace(",trust,", ",reliance,"),
        },
        ("codebook: data/codebook.yaml", "codebook: {file: data/codebook.yaml, history: data/history.yaml}"),
    )
    assert result.status == 0, result.said
    assert "trust" in set(table(study, "codings").query("coder == 'ayu'")["code_id"])


def test_a_suggestion_that_is_taken_is_a_coding_and_one_that_is_not_never_comes_back(ran, small_files):
    interviews = {"data/interviews/interview-A2.txt": FURTHER, "data/cases.csv": "case_id,group\nA,Owner\nB,Customer\n"}
    codes = small_files["data/codebook.yaml"] + "  - {id: price, label: The price of bread and flour}\n"
    coded = small_files["data/ayu.csv"] + 'interview-A2,"The price of flour went up, so bread costs more.",price,\n'
    changes = interviews | {"data/codebook.yaml": codes, "data/ayu.csv": coded}
    study, result = ran(changes)
    assert result.status == 0, result.said
    suggested = table(study, "suggestions").query("kind == 'passage' and code_id == 'price'")
    assert len(suggested) >= 2
    taken, refused = suggested.head(2).to_dict("records")
    decisions = [
        {"suggestion_id": taken["suggestion_id"], "decision": "accept", "code": "", "coder": "ayu", "memo": "Clear."},
        {"suggestion_id": refused["suggestion_id"], "decision": "reject", "code": "", "coder": "ayu", "memo": ""},
    ]
    again, result = ran(
        changes | {"data/decisions.csv": written(decisions)},
        ("matrices:", "suggestions: {decisions: data/decisions.csv}\nmatrices:"),
    )
    assert result.status == 0, result.said
    (coding,) = table(again, "codings").query("method == 'suggestion'").to_dict("records")
    assert (coding["coder"], coding["status"], coding["quotation"]) == ("ayu", "accepted", taken["quotation"])
    left = set(table(again, "suggestions")["suggestion_id"])
    assert not {taken["suggestion_id"], refused["suggestion_id"]} & left
    counted = pd.read_csv(again / "results/mapping/code_totals.csv").set_index("code_id")["references"]
    assert counted["price"] == 2


def test_coded_copies_come_back_from_word_and_pdf_as_the_codings_they_show(ran):
    study, result = ran({}, arguments=("coded_copies",))
    assert result.status == 0, result.said
    copies = study / "results/coded_copies"
    shown = {row["file"]: row["codings"] for row in pd.read_csv(copies / "copies.csv").to_dict("records")}
    assert shown == {f"{name}.{form}": n for name, n in SHOWN.items() for form in ("docx", "pdf")}
    assert (study / "results/leaks/coded_copies.json").is_file()
    was = table(study, "codings").query("method == 'human'")
    files = {f"data/back/{name}": (copies / name).read_bytes() for name in ("interview-A.docx", "interview-B.pdf")}
    old = "codings:\n  - {file: data/ayu.csv, coder: ayu}\n  - {file: data/ben.csv, coder: ben}\n"
    back, result = ran(
        files, (old, f"codings: [{{file: [{', '.join(files)}]}}]\n"), arguments=("results/problems.csv",)
    )
    assert result.status == 0, result.said
    same = ["source_id", "start", "end", "code_id", "coder", "quotation", "why", "coding_id"]
    now = table(back, "codings").query("method == 'human'")
    assert now[same].values.tolist() == was[same].values.tolist()
    assert "error" not in set(pd.read_csv(back / "results/problems.csv")["severity"])


SHOWN = {"interview-A": 2, "interview-B": 3, "notes": 0}
