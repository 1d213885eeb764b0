"""A version of a study out of git: its own workflow where the repository holds it, private files as they are now."""

import subprocess

import pytest

from benang.changes.base_copy import read_commit, write_base_copy


def git(folder, *arguments):
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    top = tmp_path / "repository"
    for name, text in {
        ".gitignore": "private/\n",
        "Snakefile": "old",
        "study/config.yaml": "a: 1\n",
        "study/data/gone.txt": "gone",
    }.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "first")
    (top / "study/data/gone.txt").unlink()
    (top / "study/data/new.txt").write_text("new")
    (top / "study/private").mkdir()
    (top / "study/private/names.csv").write_text("Sari")
    (top / "study/config.yaml").write_text("a: 2\n")
    (top / "Snakefile").write_text("new")
    return top


def copied(top, tmp_path, snakefile):
    study = top / "study"
    commit = read_commit(study, "main")
    inputs = ["config.yaml", "data/new.txt", "private/names.csv"]
    return write_base_copy(study, commit, snakefile, inputs, tmp_path / "copy")


def test_a_version_is_as_it_was_with_the_private_files_of_now(repository, tmp_path):
    copy = copied(repository, tmp_path, repository / "Snakefile")
    assert (copy.study / "config.yaml").read_text() == "a: 1\n"
    assert (copy.study / "data/gone.txt").is_file() and not (copy.study / "data/new.txt").exists()
    assert (copy.study / "private/names.csv").read_text() == "Sari"
    assert copy.snakefile.read_text() == "old" and copy.project == copy.snakefile.parent


def test_a_study_in_a_repository_of_its_own_is_built_with_the_workflow_of_now(repository, tmp_path):
    workflow = tmp_path / "benang" / "Snakefile"
    workflow.parent.mkdir()
    workflow.write_text("elsewhere")
    assert copied(repository, tmp_path, workflow).snakefile == workflow


@pytest.mark.parametrize("ref", ["nowhere", "--all", "", "main:study"])
def test_what_is_no_version_is_none(repository, ref):
    assert read_commit(repository, ref) == ""


def test_a_folder_outside_of_git_has_no_versions(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_commit(tmp_path, "HEAD") == ""
