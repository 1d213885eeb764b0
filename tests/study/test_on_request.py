"""What was asked for by a target of its own and is of an earlier study is told, until it is made again."""

import importlib.util

import pytest
from places import ROOT

from benang.core.job_record import JobRecord, Made, file_digest, write_record
from benang.study.on_request import blank_sheets, filled_in, mark_requested, request_notes

MADE = {
    "coding_sheets": ("coding/coding_sheets.py", "results/coding_sheets/Ani.html", "make coding-sheets"),
    "summary_sheets": ("mapping/summary_sheets.py", "results/summary_sheets/summaries.xlsx", "make summary-sheets"),
    "coded_copies": ("coding/coded_copies.py", "results/coded_copies/copies.csv", "make coded-copies"),
    "bundle": ("bundle/bundle.py", "results/export/study.zip", "make bundle"),
}


def made_of(root, script, output):
    """A study in which a script has made a file from the table of sources, as its record tells."""
    table, file = root / "results/sources.parquet", root / output
    for path, text in ((table, "of Hill"), (file, "made")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    read = {"results/sources.parquet": file_digest(table)}
    made = {output: Made(file_digest(file), file.stat().st_mtime_ns)}
    write_record(JobRecord(f"{script} 0123456789ab", {}, read, made), root)
    return table, file


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_was_made_of_an_earlier_study_has_a_note_until_it_is_made_again(tmp_path, name):
    script, output, command = MADE[name]
    note = tmp_path / request_notes("results")[name]
    table, file = made_of(tmp_path, script, output)
    assert mark_requested(tmp_path, "results", "en") == [] and not note.exists()
    table.write_text("of Brook", encoding="utf-8")
    (line,) = mark_requested(tmp_path, "results", "en")
    assert command in line and note.read_text(encoding="utf-8") == line + "\n"
    made_of(tmp_path, script, output)
    assert mark_requested(tmp_path, "results", "en") == [] and not note.exists()
    table.write_text("of Brook", encoding="utf-8")
    file.unlink()
    assert mark_requested(tmp_path, "results", "id") == [] and not note.exists()


def test_a_damaged_record_and_no_record_tell_nothing(tmp_path):
    made_of(tmp_path, *MADE["bundle"][:2])
    (record,) = (tmp_path / ".snakemake/benang/jobs").iterdir()
    record.write_text("{", encoding="utf-8")
    assert mark_requested(tmp_path, "results", "en") == []
    record.unlink()
    assert mark_requested(tmp_path, "results", "en") == []


@pytest.mark.parametrize("name", ["coding_sheets", "summary_sheets"])
def test_sheets_are_blank_until_a_person_writes_into_one(tmp_path, name):
    script, output, _ = MADE[name]
    assert blank_sheets(tmp_path, "results") == []
    table, file = made_of(tmp_path, script, output)
    assert blank_sheets(tmp_path, "results") == [name]
    table.write_text("of Brook", encoding="utf-8")  # out of date, and still nobody's work
    assert blank_sheets(tmp_path, "results") == [name]
    file.write_text("filled in", encoding="utf-8")
    assert blank_sheets(tmp_path, "results") == []
    file.unlink()
    assert blank_sheets(tmp_path, "results") == []


@pytest.mark.parametrize("name", ["coding_sheets", "summary_sheets", "coded_copies"])
def test_what_a_person_wrote_into_would_be_lost_by_its_target_and_by_clean_alone(tmp_path, name):
    script, output, _ = MADE[name]
    _, file = made_of(tmp_path, script, output)
    assert filled_in(tmp_path, "results", [name]) == filled_in(tmp_path, "results") == []
    file.write_text("filled in", encoding="utf-8")
    for targets in ([name], [output], ["all", name], None):
        (problem,) = filled_in(tmp_path, "results", targets)
        for language in ("id", "en"):
            assert output in problem.message(language)
        assert problem.severity == "error"
    assert filled_in(tmp_path, "results", []) == filled_in(tmp_path, "results", ["all", "report"]) == []
    file.unlink()
    assert filled_in(tmp_path, "results", [name]) == []


def test_clean_leaves_a_study_whose_sheets_were_filled_in(tmp_path, capsys):
    spec = importlib.util.spec_from_file_location("benang_run", ROOT / "workflow" / "run.py")
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    config = "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "a.txt").write_text("A: x", encoding="utf-8")
    _, file = made_of(tmp_path, *MADE["coding_sheets"][:2])
    file.write_text("filled in", encoding="utf-8")
    assert run.clean(tmp_path) == 1
    assert file.read_text(encoding="utf-8") == "filled in"
    assert "results/coding_sheets/Ani.html" in capsys.readouterr().err
    file.rename(tmp_path / "Ani.html")
    assert run.clean(tmp_path) == 0
    assert not (tmp_path / "results").exists()
