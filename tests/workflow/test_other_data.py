"""The same Snakefile on studies with other data: PDF transcripts, and tables that another program wrote."""

import csv

import pandas as pd
import pytest


@pytest.fixture
def study(other_study):
    folder, run = other_study
    assert run.status == 0, run.said
    return folder


def rows(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_nearly_all_coded_segments_are_anchored_and_the_rest_is_listed_with_its_reason(study, coded_study):
    anchored = len(pd.read_parquet(study / "results" / "coding" / "human_codings.parquet"))
    assert anchored >= 0.95 * coded_study.segments
    lost = [row for row in rows(study / "results" / "problems.csv") if row["severity"] == "error"]
    assert all(row["file"] and row["what"] for row in lost)
    assert len([row for row in lost if row["file"] == "coded-segments.csv"]) == coded_study.segments - anchored


def test_quotations_are_the_words_at_their_place(study):
    codings = pd.read_parquet(study / "results" / "coding" / "human_codings.parquet")
    sources = pd.read_parquet(study / "results" / "coding" / "sources.parquet").set_index("source_id")["text"]
    assert [sources[row.source_id][row.start : row.end] for row in codings.itertuples()] == list(codings["quotation"])


def test_every_interview_becomes_a_source_with_both_parts(study, coded_study):
    turns = pd.read_parquet(study / "results" / "coding" / "turns.parquet")
    roles = turns.groupby("source_id")["role"].agg(set)
    assert list(roles.index) == [file.stem for file in coded_study.files]
    assert all({"interviewer", "informant"} <= found for found in roles)


def test_it_comes_through_to_the_report(study):
    for suffix in ("html", "docx", "pdf", "ipynb"):
        assert (study / "reports" / f"report.{suffix}").stat().st_size > 1000


def test_the_study_beside_it_stays_as_it_was(study, reference, reference_checksums, checksums_of):
    assert checksums_of(reference) == reference_checksums
