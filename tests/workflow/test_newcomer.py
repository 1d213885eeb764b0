"""Somebody new, with what lies about after some interviews: a right report at the first run, from README alone."""

import csv
import json

import pytest
from newcomer import QUOTATIONS, write_newcomer
from places import ROOT

RUN = ROOT / "workflow" / "run.py"


def first_run(start, finish, folder, coded):
    write_newcomer(folder, coded=coded)
    begun = finish(start(RUN, "--study", folder, "new", folder=ROOT))
    assert begun.status == 0, begun.said
    made = finish(start(RUN, "--study", folder, "--cores", 1, folder=ROOT))
    assert made.status == 0, made.said
    return made


def rows(study, name):
    with (study / "results" / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def uncoded(tmp_path_factory, start, finish):
    """A folder of transcripts alone, and its first run."""
    folder = tmp_path_factory.mktemp("transcripts alone") / "my study"
    return folder, first_run(start, finish, folder, coded=False)


def test_a_scan_among_the_files_stops_nothing_and_is_told(uncoded):
    study, _ = uncoded
    text = (study / "results/conclusions/report.md").read_text(encoding="utf-8")
    assert "interviews/Interview P7 (scan).pdf: This PDF has no readable text layer" in text.partition("## 1 ")[0]
    assert len(rows(study, "coding/sources.csv")) == 6
    assert [row["kind"] for row in rows(study, "problems.csv") if row["severity"] == "error"] == ["pdf-no-text"]
    made = (f"{name}.{suffix}" for name in ("report", "supplement") for suffix in ("html", "docx", "pdf", "ipynb"))
    assert all((study / "reports" / name).is_file() for name in made)


def test_the_first_page_says_what_to_do_next_with_the_line_to_add(uncoded):
    study, run = uncoded
    steps = json.loads((study / "results/next_steps.json").read_text(encoding="utf-8"))
    # The scan that nobody can read comes first.
    assert [step["key"] for step in steps] == ["errors", "codebook", "names"]
    assert steps[1]["lines"] == ["codebook: codebook.xlsx"]
    front = (study / "results/conclusions/report.md").read_text(encoding="utf-8").partition("## 1 ")[0]
    assert "**Next**" in front and "codebook: codebook.xlsx" in front
    assert "Write a codebook; List the names to be replaced" in run.output.partition("Next: ")[2]


def test_without_codings_the_report_shows_who_speaks_words_and_what_to_read(uncoded):
    text = (uncoded[0] / "results/conclusions/report.md").read_text(encoding="utf-8")
    assert "| Interview-P5 | P5 | informant | 3 | 53 | 76% |" in text
    assert "rule (3 : 0)" in text
    assert "“People bring tools back when their name is on the list.”" in text
    assert "No topics are shown" in text


def test_chapters_without_data_are_absent(uncoded):
    chapters = {
        "report": ("method", "first_look", "limits"),
        "supplement": (
            *("summary", "design", "coding", "first_look", "limits", "provenance"),
            *("checklists", "problems"),
        ),
    }
    for document, names in chapters.items():
        text = (uncoded[0] / f"results/conclusions/{document}.md").read_text(encoding="utf-8")
        assert [line.rpartition(" {#")[2] for line in text.splitlines() if line.startswith("## ")] == [
            f"{name}}}" for name in names
        ]


def test_codebook_participants_and_quotations_of_a_newcomer_are_read(tmp_path, start, finish):
    study = tmp_path / "library"
    run = first_run(start, finish, study, coded=True)
    found = [row for row in rows(study, "coding/codings.csv") if row["status"] == "accepted"]
    assert sorted(row["quotation"] for row in found) == sorted(
        said.strip("\u201c\u201d") for _, said, _ in QUOTATIONS[1:]
    )
    assert {row["anchor"] for row in found} == {"exact"}
    codes = {row["label:en"]: row["level"] for row in rows(study, "coding/codes.csv")}
    assert codes["Ties"] == "theme" and codes["Shame and face"] == "category"
    assert {row["case_id"]: row["attribute:group"] for row in rows(study, "coding/cases.csv")}["P6"] == "Landlord"
    assert [row["kind"] for row in rows(study, "problems.csv") if row["severity"] == "error"] == ["pdf-no-text"]
    assert "Next: " in run.output


def test_a_folder_without_a_configuration_is_told_how_to_get_one(tmp_path, start, finish):
    run = finish(start(RUN, "--study", tmp_path, folder=ROOT))
    assert run.status == 1
    assert f"make new STUDY={tmp_path.as_posix()}" in run.errors


def test_a_configuration_that_is_there_is_not_written_over(tmp_path, start, finish):
    (tmp_path / "config.yaml").write_text("mine", encoding="utf-8")
    run = finish(start(RUN, "--study", tmp_path, "new", folder=ROOT))
    assert (run.status, (tmp_path / "config.yaml").read_text(encoding="utf-8")) == (1, "mine")
