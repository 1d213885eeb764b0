"""The bundle of a study, through whole runs: what is in it, what is not, and what is said of it elsewhere."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from places import ROOT

from benang.bundle.bundle_archive import read_bundle
from benang.bundle.bundle_check import damages, quotations

BUNDLE = "results/export/study.zip"
NAMES = "name,pseudonym\nRahma Putri,[Person 1]\n"
PHONE = "0812 3456 7890"
CONSENT = "bundle: {transcripts: true}"
VALIDATOR = os.environ.get("BENANG_VALIDATOR", sys.executable if find_spec("rocrate_validator") else "")
"""A Python that has roc-validator; it is no part of the project's environment."""


@pytest.fixture(scope="module")
def files(small_files):
    said = "data/interviews/interview-A.txt"
    study = 'date: "2024-05-01"'
    config = small_files["config.yaml"].replace(study, f"{study}, licence: CC BY 4.0, authors: [Ann Bee]")
    return {
        "config.yaml": f"# Asked by Rahma Putri\n{config}pseudonyms: data/private/names.csv\n{CONSENT}\n"
        "report: {transcripts: true}\n",
        "data/private/names.csv": NAMES,
        said: small_files[said] + f"A: Rahma Putri has {PHONE}.\n",
        "data/writing/journal/2024-04-02-first.md": "---\ndate: 2024-04-02\nauthor: Ayu\nkind: reflexive\n---\n"
        "Rahma Putri was at ease.\n",
    }


@pytest.fixture(scope="module")
def bundled(tmp_path_factory, files, write_small_study, snakemake_run):
    study = write_small_study(tmp_path_factory.mktemp("bundled"), files)
    run = snakemake_run(study, "bundle")
    assert run.status == 0, run.said
    return study


@pytest.fixture(scope="module")
def members(bundled):
    return read_bundle(bundled / BUNDLE)


def verified(bundle, *arguments):
    command = [sys.executable, ROOT / "workflow/verify_bundle.py", bundle, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_a_bundle_holds_what_was_promised_and_every_quotation_stands_in_it(members):
    expected = {"annotations.jsonld", "codebook.jsonld", "ro-crate-metadata.json", "manifest-sha256.txt", "README.md"}
    expected |= {f"texts/{name}.txt" for name in ("interview-A", "interview-B", "notes")}
    expected |= {"study/config.yaml", "study/data/codebook.yaml", "study/data/claims.yaml"}
    expected |= {"study/data/writing/journal/2024-04-02-first.md", "results/writing/writing.json"}
    expected |= {"results/coding/codings.csv", "results/coding/passages.csv", "results/mapping/case_theme.csv"}
    expected |= {
        "results/figures/en/state_map.svg",
        "results/problems.csv",
        "reports/report.html",
        "reports/report.pdf",
    }
    expected |= {"run/graph.json", "run/graph.dot", "run/inputs.json", "run/software.json", "run/requirements.lock"}
    expected |= {"workflow/Snakefile", "workflow/rules/bundle.smk", "workflow/scripts/mapping/matrices.py"}
    assert expected - members.keys() == set()
    assert list(damages(members)) == []
    found = quotations(members)
    assert len(found.found) == 5 and found.lost == [] and found.unseen == 0
    sources = members["results/coding/sources.csv"].decode("utf-8-sig")
    assert hashlib.sha256(members["texts/interview-A.txt"]).hexdigest() in sources


def test_no_name_and_no_digest_of_what_holds_one_is_in_a_bundle(bundled, members):
    named = ["config.yaml", "data/interviews/interview-A.txt", "data/writing/journal/2024-04-02-first.md"]
    named.append("data/private/names.csv")
    digests = [hashlib.sha256((bundled / name).read_bytes()).hexdigest().encode() for name in named]
    for name, data in members.items():
        assert b"Rahma" not in data and b"3456 7890" not in data and b"81234567890" not in data, name
        assert not any(digest in data for digest in digests), name
    assert b"# Asked by [Person 1]" in members["study/config.yaml"]
    inputs = {one["name"]: one for one in json.loads(members["run/inputs.json"])["inputs"]}
    assert [inputs[name]["of"] for name in named[:3]] == ["names replaced", "frozen text", "names replaced"]
    assert "data/private/names.csv" not in inputs
    assert inputs["data/codebook.yaml"]["of"] == "file"


def test_the_graph_leads_from_each_result_back_to_the_files_of_the_study(members):
    graph = json.loads(members["run/graph.json"])
    made = {file for step in graph["steps"] for file in step["made"]}
    assert {name for name in members if name.startswith(("results/", "reports/"))} <= made
    given = {file for step in graph["steps"] for file in step["read"]} - made
    assert {"data/codebook.yaml", "data/interviews/interview-A.txt", "data/ayu.csv"} <= given
    assert not any("names.csv" in name for name in given)
    for name in made & members.keys():
        assert graph["files"][name] == hashlib.sha256(members[name]).hexdigest(), name


def test_with_consent_the_pages_of_the_transcripts_are_enclosed(members):
    pages = {name for name in members if name.startswith("reports/transcripts")}
    sources = {name.removeprefix("texts/").removesuffix(".txt") for name in members if name.startswith("texts/")}
    assert pages == {f"reports/transcripts/{name}.en.html" for name in sources} | {"reports/transcripts.en.html"}


def test_a_bundle_is_the_same_bytes_in_another_folder(tmp_path, bundled, files, write_small_study, snakemake_run):
    study = write_small_study(tmp_path / "else where", files)
    assert snakemake_run(study, "bundle", cores=1).status == 0
    assert (study / BUNDLE).read_bytes() == (bundled / BUNDLE).read_bytes()
    status, said = verified(bundled / BUNDLE, "--study", study)
    assert status == 0, said
    # A code less in the book, and a remark more in the text that no coding is of.
    book = study / "data/codebook.yaml"
    book.write_text(
        book.read_text(encoding="utf-8").replace("label: Quick answers", "label: Answers"), encoding="utf-8"
    )
    assert snakemake_run(study, "all").status == 0
    status, said = verified(bundled / BUNDLE, "--study", study)
    assert status == 3
    assert "data/codebook.yaml: another input here (the file)" in said
    causes = {line.partition("because of ")[2] for line in said.splitlines() if "differs here, because of" in line}
    assert causes == {"data/codebook.yaml"}


def test_a_bundle_is_verified_from_a_checkout_alone_and_damage_is_told(tmp_path, bundled):
    status, said = verified(bundled / BUNDLE)
    assert status == 0 and "5 of 5 quotations stand where they should by position, 5 by their words" in said
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(bundled / BUNDLE) as archive, zipfile.ZipFile(spoilt, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(name, b"P: " + data if name == "texts/interview-A.txt" else data)
    status, said = verified(spoilt, "--language", "id")
    assert status == 1 and "texts/interview-A.txt: isinya bukan yang dicatat" in said
    assert said.count("kutipan tidak ada di tempat yang disebut") == 2
    (tmp_path / "none.zip").write_bytes(b"no archive")
    assert verified(tmp_path / "none.zip")[0] == 1


def test_without_consent_no_transcript_is_in_a_bundle(tmp_path, files, write_small_study, snakemake_run):
    config = files["config.yaml"].replace(CONSENT, "")
    study = write_small_study(tmp_path, files | {"config.yaml": config})
    assert snakemake_run(study, "bundle").status == 0
    members = read_bundle(study / BUNDLE)
    assert not [name for name in members if name.startswith("texts/")]
    unsaid = b"Yes, they come back."  # what no coding is of
    packed = {".docx", ".xlsx", ".qdpx", ".pdf"}
    assert [name for name, data in members.items() if Path(name).suffix not in packed and unsaid in data] == []
    assert "results/export/study.xlsx" not in members
    assert not [name for name in members if name.startswith("reports/transcripts")]
    assert unsaid in (study / "reports/transcripts/interview-A.en.html").read_bytes()
    assert {"reports/report.html", "reports/supplement.html"} <= members.keys()
    status, said = verified(study / BUNDLE)
    assert status == 0 and "5 quotations cannot be checked" in said
    status, said = verified(study / BUNDLE, "--study", study)
    assert status == 0 and "5 of 5 quotations stand where they should by position" in said


@pytest.mark.skipif(
    not VALIDATOR, reason="roc-validator is not installed (BENANG_VALIDATOR names a Python that has it)"
)
def test_the_validator_finds_every_required_check_passed_and_of_the_recommended_the_known_exceptions(bundled):
    found = {}
    for severity in ("required", "recommended"):
        command = [VALIDATOR, ROOT / "tests/bundle/validate_crate.py", bundled / BUNDLE, severity]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        found[severity] = json.loads(done.stdout)
    assert found["required"]["checks"] == found["required"]["passed"] >= 85, found["required"]
    # Each of them stands in docs/bundle.md.
    known = ("id SHOULD be an absolute URI", "endTime", "`publisher`", "affiliation")
    left = [issue for issue in found["recommended"]["issues"] if not any(one in issue for one in known)]
    assert left == [] and found["recommended"]["checks"] > 150
