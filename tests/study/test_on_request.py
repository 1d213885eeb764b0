"""What was asked for by a target of its own and is of an earlier study is told, until it is made again."""

import pytest

from benang.core.job_record import JobRecord, Made, file_digest, write_record
from benang.study.on_request import mark_requested, request_notes

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
