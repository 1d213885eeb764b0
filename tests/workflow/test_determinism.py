"""The same files give the same bytes."""

import sys

import pytest
from places import ROOT

RECORDED = ROOT / "tests" / "reference.sha256"


def test_other_folder_cores_language_time_zone_and_home_give_the_same_bytes(
    elsewhere, reference_checksums, checksums_of
):
    study, run = elsewhere
    assert run.status == 0, run.said
    found = checksums_of(study)
    assert sorted(found) == sorted(reference_checksums)
    assert [name for name in found if found[name] != reference_checksums[name]] == []


def test_a_run_makes_tables_figures_and_reports_in_each_language(reference_checksums):
    expected = {"results/problems.csv", "results/coding/codings.csv", "results/mapping/case_theme.csv"}
    expected |= {
        f"results/figures/{language}/state_map.{suffix}" for language in ("id", "en") for suffix in ("svg", "png")
    }
    expected |= {
        f"reports/{name}{edition}.{suffix}"
        for name in ("report", "supplement")
        for edition in ("", ".en")
        for suffix in ("html", "docx", "pdf", "ipynb")
    }
    assert expected <= set(reference_checksums)


@pytest.mark.skipif(not RECORDED.exists(), reason="no checksums are recorded")
@pytest.mark.skipif(sys.platform != "linux", reason="the checksums were recorded on Linux")
def test_the_bytes_are_those_on_record(reference_checksums):
    recorded = dict(reversed(line.split("  ", 1)) for line in RECORDED.read_text(encoding="utf-8").splitlines())
    assert sorted(reference_checksums) == sorted(recorded)
    assert [name for name in recorded if reference_checksums[name] != recorded[name]] == []
