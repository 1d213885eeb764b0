"""What the project says of itself agrees with what it is."""

import hashlib
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections import Counter

import pytest
import yaml
from places import ROOT

RECORDED = ROOT / "tests" / "reference.sha256"
NOT_OF_THE_PROJECT = {"results", "reports", "logs", "__pycache__", "private"}
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").glob("*.md")]


def project_files():
    """The files that belong to the project: not what a run or a tool made, nothing private."""
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.is_dir():
                hidden = path.name.startswith(".") and path.name not in (".ci", ".github")
                if not hidden and path.name not in NOT_OF_THE_PROJECT:
                    waiting.append(path)
            elif path.name != ".git":  # of a second working tree it is a file
                yield path


def test_there_is_a_licence_for_code_and_one_for_data():
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "CC BY 4.0" in (ROOT / "data" / "LICENSE").read_text(encoding="utf-8")


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == project["version"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_in_the_documentation_are_there(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {name for names in re.findall(r"^([a-z][a-z -]*):", makefile, re.MULTILINE) for name in names.split()}
    commands = re.findall(r"(?:`|^ {4})make\b([^`\n#]*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    for command in commands:
        words = [word for word in command.split() if "=" not in word]
        assert set(words) <= targets, command


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_in_the_documentation_lead_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:", link)]
    not_there = [link for link in local if link and not (page.parent / link).exists()]
    assert [link for link in not_there if not pending(page.parent / link)] == []


def pending(file):
    """Pictures of the documentation, and checksums, are recorded together, for a release."""
    recorded_later = (ROOT / "docs" / "images", RECORDED)
    return not RECORDED.exists() and (file.resolve() in recorded_later or file.resolve().parent in recorded_later)


@pytest.mark.skipif(not RECORDED.exists(), reason="no checksums are recorded")
def test_pictures_in_the_documentation_are_the_figures_of_the_study():
    lines = RECORDED.read_text(encoding="utf-8").splitlines()
    recorded = dict(reversed(line.split("  ", 1)) for line in lines)
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    for picture in pictures:
        figure, language = picture.stem.rsplit(".", 1)
        checksum = hashlib.sha256(picture.read_bytes()).hexdigest()
        assert recorded[f"results/figures/{language}/{figure}.png"] == checksum, picture.name


def test_every_command_of_the_indonesian_readme_is_in_the_english_one_too():
    english, indonesian = (
        {
            re.sub(r"(study |STUDY=)\S+", r"\1...", command)
            for command in re.findall(r"`(make[^`]*|uv run[^`]*)`", (ROOT / name).read_text(encoding="utf-8"))
        }
        for name in ("README.md", "README.id.md")
    )
    assert {"make", "make test", "make STUDY=..."} <= indonesian <= english


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_a_readme_says_in_which_language_the_first_run_reports_and_how_to_get_the_other(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = text.partition("\n## ")[2].partition("\n## ")[0]
    languages = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))["language"]
    spoken = {"id": ("Indonesia", "Indonesian"), "en": ("Inggris", "English")}
    for language in languages:
        assert any(word in commands for word in spoken[language]), language
    assert "`reports/report.html`" in commands and f"report.{languages[1]}.html" in commands
    assert "language" in commands and "(config.yaml)" in commands and "REPORT_LANGUAGE=en" in text


def test_no_file_holds_a_path_of_one_machine():
    paths = re.compile(rb"(?<![\w.~/*-])/(?:work|tmp|root)/(?!x\b)")  # /tmp/x is an example
    found = {}
    for file in project_files():
        for name, content in contents(file):
            if hit := paths.search(content):
                found[name] = content[max(0, hit.start() - 30) : hit.end() + 30]
    assert found == {}


def contents(file):
    name = file.relative_to(ROOT).as_posix()
    yield name, file.read_bytes()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            for member in archive.namelist():
                yield f"{name}: {member}", archive.read(member)


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="not a git checkout")
def test_git_ignores_lists_of_names_and_results_in_every_study_folder_and_nothing_of_the_project():
    kept_out = ["data/private/pseudonyms.csv", "my-study/private/names.csv", "a/b/data/private/x.csv"]
    kept_out += ["my-study/results/coding/turns.csv", "my-study/reports/report.html", "logs/x.log"]
    kept = [
        "data/private/pseudonyms.example.csv",
        "workflow/benang/conclusions/report/front.py",
        "my-study/config.yaml",
    ]
    asked = subprocess.run(["git", "check-ignore", *kept_out, *kept], cwd=ROOT, capture_output=True, text=True)
    assert asked.stdout.splitlines() == kept_out
    tracked = subprocess.run(["git", "ls-files", "-ci", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    assert tracked.stdout == ""


SAME_MEANING = {"__init__.py", "findings_chapter.py"}
"""Names that several modules of the library may have: a chapter of the report and the same of the article."""


def test_no_two_modules_of_the_library_share_a_name():
    names = Counter(file.name for file in (ROOT / "workflow" / "benang").rglob("*.py"))
    assert {name for name, count in names.items() if count > 1} <= SAME_MEANING
