"""The one whole run that is made with every test of the project."""

import pandas as pd


def test_a_small_run_makes_every_kind_of_file_and_loses_nothing(small, small_checksums):
    expected = {"results/coding/codings.csv", "results/coding/agreement.csv", "results/mapping/case_theme.csv"}
    expected |= {"results/literature/literature_matrix.csv", "results/conclusions/claims.csv", "results/problems.csv"}
    expected |= {f"results/figures/en/{name}.svg" for name in ("state_map", "project_map", "research_design")}
    documents = ("report", "supplement")
    expected |= {f"reports/{name}.{suffix}" for name in documents for suffix in ("html", "docx", "pdf", "ipynb")}
    assert expected - set(small_checksums) == set()
    assert ",error," not in (small / "results/problems.csv").read_text(encoding="utf-8")


def test_a_study_that_does_not_show_transcripts_has_none(small):
    assert pd.read_csv(small / "results/conclusions/transcripts.csv").empty
    assert not list((small / "reports").glob("transcripts*"))
