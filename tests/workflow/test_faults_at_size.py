"""What is wrong with one source, or one row of ten thousand, costs that one, and the run tells it."""

import csv

import pytest
from corpus import Size, write_corpus

from benang.core.tables import read_problems, read_table

BROKEN = "interview-00007-K00007"
WRONG = 7_000
"""The row (from 0) of the first coder's file that quotes what nobody said."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory, snakemake_run):
    """A study of ten thousand codings that is not strict, one source and one row of which cannot be read; its rows."""
    study = tmp_path_factory.mktemp("at-size")
    write_corpus(study, Size(12, words=12_000, codings=1_000), batches=16)
    config = study / "config.yaml"
    config.write_text(config.read_text("utf-8") + "strict: false\n", "utf-8")
    (study / "data" / "interviews" / f"{BROKEN}.txt").write_bytes(b"\x00\x01\x02\xff\xfe" * 400)
    file = study / "data" / "codings" / "ayu.csv"
    lines = file.read_text("utf-8").splitlines()
    source, _, code = next(csv.reader([lines[WRONG + 1]]))
    lines[WRONG + 1] = f'{source},"Kalimat ini tidak pernah diucapkan siapa pun.",{code}'
    file.write_text("\n".join(lines) + "\n", "utf-8")
    rows = [
        row["source"]
        for coder in ("ayu", "budi")
        for row in csv.DictReader((study / "data" / "codings" / f"{coder}.csv").open(encoding="utf-8"))
    ]
    run = snakemake_run(study, "results/coding/codings.csv")
    assert run.status == 0, run.said
    return study, rows


def test_a_source_that_cannot_be_read_costs_itself_and_its_codings(ran):
    study, rows = ran
    sources = set(read_table(study / "results" / "coding" / "sources.parquet", "sources")["source_id"])
    assert len(sources) == 11 and not any("00007" in source for source in sources)
    told = [one for one in read_problems([study / "results" / "problems" / "all.parquet"]) if BROKEN in one.file]
    assert [one.severity for one in told] == ["error"]
    codings = read_table(study / "results" / "coding" / "human_codings.parquet", "codings")
    assert len(codings) == sum(source != BROKEN for source in rows) - 1
    assert len(codings) > 10_000


def test_one_wrong_row_of_ten_thousand_is_told_by_its_line_and_the_rest_counts(ran):
    study, _ = ran
    problems = read_problems([study / "results" / "problems" / "human_codings.parquet"])
    told = [one for one in problems if one.file.endswith("ayu.csv") and one.line == WRONG + 2]
    assert [one.severity for one in told] == ["error"]
    # Besides there are the rows about the source that cannot be read.
    others = [one for one in problems if one.severity == "error" and one not in told]
    assert all("00007" in one.what("en") for one in others)
