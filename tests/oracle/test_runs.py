"""Whole runs beside the oracle: it reads what a run wrote before any count and compares every cell that was counted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from . import agreement, claims
from . import matrices as m
from . import passages as p
from .studies import CONFIG, GROUP, WAYS
from .tables import read_rows, read_study

ROOT = Path(__file__).parents[2]
TARGETS = [
    "results/coding/passages.csv",
    "results/coding/agreement.csv",
    "results/mapping/case_code.csv",  # with all other matrices
    "results/conclusions/claims.csv",
]
LISTS = ("coding_ids", "coders", "passage_ids")


def run(study):
    """Make the counted tables of a study on one core."""
    command = [
        sys.executable,
        "-m",
        "snakemake",
        "--snakefile",
        ROOT / "Snakefile",
        "--directory",
        study,
        "--cores",
        "1",
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "SNAKEMAKE"))}
    done = subprocess.run(
        [*map(str, command), *TARGETS], cwd=study, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return study


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """The reference study: where this session has run the whole of it already, its results; else the tables counted."""
    made = sorted(tmp_path_factory.getbasetemp().glob("reference*/results/conclusions/claims.csv"))
    if made:
        return made[0].parents[2]
    study = tmp_path_factory.mktemp("counted")
    shutil.copy2(ROOT / "config.yaml", study)
    kept_private = shutil.ignore_patterns("benang")
    shutil.copytree(ROOT / "data", study / "data", ignore=kept_private)
    return run(study)


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    """A small study on disk, run."""
    study = tmp_path_factory.mktemp("group")
    for name, text in GROUP.items():
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_text(text, encoding="utf-8")
    return run(study)


def test_the_reference_study_is_counted_as_the_oracle_counts(reference):
    compare(reference)


@pytest.mark.parametrize("way", WAYS)
def test_a_group_is_counted_as_the_oracle_counts(group, way, tmp_path):
    study = shutil.copytree(group, tmp_path / "study")  # so that a run does again only what the way of counting changes
    (study / "config.yaml").write_text(CONFIG + WAYS[way], encoding="utf-8")
    compare(run(study) if WAYS[way] else study)


def compare(folder):
    study = read_study(folder)
    results = folder / study.results
    expected = p.passages(study)
    same_passages(results, expected)
    same_cells(results, study, expected)
    same_kinds(results, study, expected)
    same_pairs(results, study)
    same_agreement(results, study)
    same_claims(results, study)


def same_passages(results, expected):
    """Every passage, in every column but its id."""
    rows = read_rows(results / "coding/passages.csv")
    names = [name for name in rows[0] if name != "passage_id"]
    found = [tuple(tuple(row[name]) if name in LISTS else row[name] for name in names) for row in rows]
    assert len(set(found)) == len(found)
    assert set(found) == {tuple(getattr(one, name) for name in names) for one in expected}
    assert len({row["passage_id"] for row in rows}) == len(rows)


def same_cells(results, study, expected):
    ids = {
        row["passage_id"]: (row["level"], row["code_id"], row["source_id"], row["turn"], tuple(row["coding_ids"]))
        for row in read_rows(results / "coding/passages.csv")
    }
    for level in p.LEVELS:
        cells = m.cells(study, level, expected)
        for row in read_rows(results / f"mapping/case_{level}.csv"):
            key = (row["case_id"], row["code_id"])
            cell = cells.pop(key)
            for name in set(row) - {"case_id", "code_id", "state", "coverage", "passage_ids"}:
                assert int(row[name]) == getattr(cell, name), (level, key, name)
            assert {ids[one] for one in row["passage_ids"]} == cell.passages
            if key[0]:
                assert row["state"] == cell.state, (level, key)
                assert float(row["coverage"]) == pytest.approx(float(cell.coverage), abs=1e-6)
        assert all(not case and not cell.passages for (case, _), cell in cells.items())


def same_kinds(results, study, expected):
    cells = m.kinds(study, "category", expected)
    for row in read_rows(results / "mapping/kind_category.csv"):
        cell = cells.pop((row["kind"], row["code_id"]))
        for name in set(row) - {"kind", "code_id", "passage_ids"}:
            assert int(row[name]) == getattr(cell, name), (row, name)
    assert not cells


def same_pairs(results, study):
    rows = read_rows(results / "mapping/cooccurrence.csv")
    said, seen = m.together(study), m.together(study, "observed")
    found = {(row["code_a"], row["code_b"]): (int(row["passages"]), int(row["observed_passages"])) for row in rows}
    assert found == {pair: (len(said.get(pair, [])), len(seen.get(pair, []))) for pair in {*said, *seen}}


def same_agreement(results, study):
    people = sorted({row["coder"] for row in study.codings if row["method"] == "human"})
    found = {}
    for row in read_rows(results / "coding/agreement.csv"):
        coders = row["coders"]
        if len(coders) == 2 and int(row["n_units"]):
            counts = [int(row[name]) for name in ("n_all", "n_only_first", "n_only_second", "n_none")]
            unit = row["unit"].removesuffix(" x code")
            assert found.setdefault((*coders, unit, row["code_id"]), counts) == counts
    expected = agreement.pairs(study, people)
    units = {key[2] for key in found}
    assert found == {key: counts for key, counts in expected.items() if key[2] in units}
    assert not expected or {"turn", "character", "case"} <= units


def same_claims(results, study):
    rows = {row["claim_id"]: row for row in read_rows(results / "conclusions/claims.csv")}
    assert list(rows) == [claim["id"] for claim in study.claims]
    of_cases = read_rows(results / "conclusions/claim_states.csv")
    for claim in study.claims:
        expected, row = claims.Profile(study, claim), rows[claim["id"]]
        assert row["profile"] == expected.word, claim["id"]
        states = list(expected.states.values())
        for name in row:
            if name.startswith("informants_") and name != "informants_base":
                assert int(row[name]) == states.count(name.removeprefix("informants_")), (claim["id"], name)
        assert int(row["informants_base"]) == len(expected.heard)
        said = [one for one in expected.passages if one.voice == "said"]
        assert int(row["for_references"]) == sum(one.side in ("for", "both") for one in said)
        assert int(row["against_references"]) == sum(one.side in ("against", "both") for one in said)
        assert int(row["disputed_references"]) == sum(one.side == "disputed" for one in said)
        assert int(row["undecided"]) == expected.undecided
        told = [one for one in of_cases if one["claim_id"] == claim["id"]]
        assert [(one["case_id"], one["state"], int(one["undecided"])) for one in told] == [
            (case, expected.states[case], expected.undecided_of[case]) for case in expected.states
        ]
        counts = ("references", "for_references", "against_references")
        assert [tuple(int(one[name]) for name in counts) for one in told] == list(expected.references_of.values())
        assert int(row["opposing"]) == sum(one.side in ("against", "both", "disputed") for one in expected.passages)
