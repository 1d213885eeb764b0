"""What ``make verify BASE=...`` writes: what changed since a version that git keeps, and since a folder."""

import re
import shutil
import subprocess

import pytest
from places import ROOT

from benang.core.texts import read_texts

PAGE = "reports/verify/index.html"
RUN = ROOT / "workflow" / "run.py"
GIT = ("git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
NAMES = "name,pseudonym\nRahma Putri,[Person 1]\n"


def git(folder, *arguments):
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


def articles(study):
    """What the page tells of each result, without pictures and marks, by the result's name."""
    page = (study / PAGE).read_text(encoding="utf-8")
    found = {}
    for one in page.split("<article")[1:]:
        name = re.search("<h2>(.*?)</h2>", one)[1]
        found[name] = re.sub(r"<[^>]*>", " ", one)
    return found


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_what_changed_since_a_version_in_git(tmp_path, write_small_study, start, finish, small_files):
    said = "data/interviews/interview-A.txt"
    study = write_small_study(
        tmp_path / "a study",
        {
            ".gitignore": "private/\nresults/\nreports/\nlogs/\n.snakemake/\n",
            "config.yaml": f"{small_files['config.yaml']}pseudonyms: data/private/names.csv\n",
            "data/private/names.csv": NAMES,
            said: small_files[said] + "A: Rahma Putri helps me.\n",
        },
    )
    git(study, "init", "-q")
    git(study, "add", ".")
    git(study, "commit", "-q", "-m", "first")
    edit(study / "data/ben.csv", "interview-B,I trust the shop when they answer my messages.,trust,\n", "")
    edit(study / said, "Rahma Putri helps me", "Rahma Putri teaches me")

    run = finish(start(RUN, "--study", study, "--base", "HEAD", "verify", folder=tmp_path))

    assert run.status == 0, run.said
    told = articles(study)
    codes = told["results/mapping/case_code"]
    assert "data/ben.csv changed; it is read by coding/human_codings" in codes
    assert "interview-A.txt changed; it is read by coding/read" in told["results/coding/turns"]
    # The list of names is in no version: that of now counts for both.
    assert "[Person 1] teaches me" in told["results/coding/turns"]
    assert "Rahma" not in (study / PAGE).read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_changed_since_a_folder(tmp_path, write_small_study, small_files, snakemake_run, start, finish):
    config = small_files["config.yaml"].replace("language: en", "language: [en, id]")
    before = write_small_study(tmp_path / "before", {"config.yaml": config})
    assert snakemake_run(before, "all").status == 0
    study = shutil.copytree(before, tmp_path / "after")
    edit(study / "data/codebook.yaml", "Quick answers", "Answers at once")
    edit(study / "config.yaml", "rules: {unit: sentence}", "rules: {unit: turn}")
    edit(study / "config.yaml", "How do small shops", "How may small shops")

    run = finish(start(RUN, "--study", study, "--base", "before", "verify", folder=tmp_path))

    # There are no recorded checksums: what lies in the folder is of the codebook before.
    assert run.status == 1 and PAGE in run.said
    told = articles(study)
    codes = told["results/coding/codes"]
    assert "Quick answers" in codes and "Answers at once" in codes
    assert "data/codebook.yaml changed; it is read by coding/codebook" in codes
    assert "rules.unit changed; it is used by coding/code_by_rules" in told["results/coding/suggestions"]
    assert "study.question changed" not in told["results/coding/suggestions"]
    assert "study.question changed" in told["reports/report"]
    assert "results/coding/turns" not in told
    # The same page in each language of the study.
    pages = {path.name: path.read_text(encoding="utf-8") for path in (study / PAGE).parent.iterdir()}
    assert pages.keys() == {"index.html", "index.id.html"}
    for name, language in (("index.html", "en"), ("index.id.html", "id")):
        words = read_texts("changes.yaml")
        assert f'<html lang="{language}">' in pages[name]
        assert words[language]["title"] in pages[name] and words[language]["why"] in pages[name]
        assert pages[name].count("<article") == pages["index.html"].count("<article")
    assert words["en"]["title"] not in pages["index.id.html"]


@pytest.mark.slow
def test_a_base_that_is_nowhere_is_told_before_anything_is_built(tmp_path, write_small_study, start, finish):
    study = write_small_study(tmp_path / "study")
    run = finish(start(RUN, "--study", study, "--base", "no-such-version", "verify", folder=tmp_path))
    assert run.status == 1 and "no-such-version" in run.said and "Traceback" not in run.said


@pytest.mark.slow
def test_what_a_run_sees_and_does_not_read_is_in_the_rebuilt_study_too(
    tmp_path, write_small_study, small_files, snakemake_run, checksums_of
):
    study = write_small_study(tmp_path / "study", {"data/interviews/guide.txt": "P: What do you think?\n"})
    edit(study / "config.yaml", "  - {kind: interview,", "  - {kind: interview, exclude: [guide.txt],")
    with (study / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("checksums: checksums.sha256\n")
    for wanted in ("checksums", "all"):
        run = snakemake_run(study, wanted)
        assert run.status == 0, run.said
    recorded = dict(reversed(line.split("  ", 1)) for line in (study / "checksums.sha256").read_text().splitlines())
    assert checksums_of(study) == recorded


@pytest.mark.slow
def test_without_recorded_checksums_the_study_is_compared_with_what_lies_there(
    tmp_path, write_small_study, snakemake_run
):
    study = write_small_study(tmp_path / "study")
    for wanted in ("all", "bundle", "coding_sheets", "verify"):
        run = snakemake_run(study, wanted)
        assert run.status == 0, run.said
    (study / "results/coding/codings.csv").write_text("changed by hand", encoding="utf-8")
    run = snakemake_run(study, "verify")
    assert run.status != 0 and "results/coding/codings.csv" in run.said
