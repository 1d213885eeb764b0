"""Quotations copied from raw texts that lie elsewhere than in a transcript: in a project, in an article."""

from __future__ import annotations

import csv

import qualcoder_database

CONFIG = """\
study: {title: Raw quotations, date: "2024-05-01"}
language: en
sources:
  - {kind: article, files: ["*.txt"]}
pseudonyms: data/private/names.csv
codebook: codebook.csv
codings:
  - {file: p.qda}
  - {file: ann.csv, coder: ann}
"""
TALK = (
    "Interviewer: Whom do you call?\nInformant: I send Ketut the list by WA 9943780 and the harbour agrees by noon.\n"
)
ARTICLE = """\
INTRODUCTION
Boats are late.

The harbour
Two informants were heard.

"We send Ketut the list by WA 9943790 and the office agrees before the tide" (Informant A).

"Nobody calls anybody here, the boat comes when it comes" (Informant B).

REFERENCES
"""
# Without the word (WA) that makes a telephone number of the digits: replaced in the source, not in the quotation.
QUOTATIONS = {
    "talk": "9943780 and the harbour agrees by noon",
    "piece-Informant-A": "9943790 and the office agrees before the tide",
}


def test_what_was_copied_from_a_project_or_an_article_is_found_whatever_was_replaced(tmp_path, snakemake_run):
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "data/private").mkdir(parents=True)
    (tmp_path / "data/private/names.csv").write_text("name,pseudonym\nKetut,Neighbour 1\n", encoding="utf-8")
    (tmp_path / "piece.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "codebook.csv").write_text("code,label\nlate,Late\n", encoding="utf-8")
    project = qualcoder_database.database(
        source=[{"id": 1, "name": "talk.txt", "fulltext": TALK}], code_name=[{"cid": 1, "name": "Late"}]
    )
    (tmp_path / "p.qda").write_bytes(project)
    with (tmp_path / "ann.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "quotation", "code"])
        writer.writerows([source, words, "late"] for source, words in QUOTATIONS.items())
    targets = ["results/coding/codings.csv", "results/problems.csv"]
    run = snakemake_run(tmp_path, *targets)
    assert run.status == 0, run.said
    with (tmp_path / "results/coding/codings.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["source_id"]: row["quotation"] for row in csv.DictReader(file)}
    assert set(found) == set(QUOTATIONS), (tmp_path / "results/problems.csv").read_text(encoding="utf-8")
    assert "9943" not in "".join(found.values())
    assert found["piece-Informant-A"].endswith("before the tide")
