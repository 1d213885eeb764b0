"""Whole runs of studies, through Snakemake, that the tests of this folder share.

What starts a run is slow. The one run that is always made is the small study's; what only reads it is not slow.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from places import ROOT

CODE = ("Snakefile", "envs", "profiles", "workflow", "pyproject.toml", "requirements.lock")
"""All of the project that a run needs, besides a study."""

TARGET = "all"
LONGEST = 600
"""Seconds after which a run is taken to hang."""

STARTING = {"start", "snakemake_run", "reference", "elsewhere"}
"""Fixtures that start runs."""

SMALL = {
    "config.yaml": """\
study: {title: Two small shops, question: "How do small shops speak with customers?", date: "2024-05-01"}
language: en
cases: {file: data/cases.csv}
sources:
  - {kind: interview, files: ["data/interviews/*"]}
codebook: data/codebook.yaml
codings:
  - {file: data/ayu.csv, coder: ayu}
  - {file: data/ben.csv, coder: ben}
rules: {unit: sentence}
matrices: {coders: [ayu, ben]}
literature: data/references.bib
claims: data/claims.yaml
batches: 4
""",
    "data/cases.csv": "case_id,group\nA,Owner\nB,Customer\n",
    "data/interviews/interview-A.txt": """\
P: How do you reach your customers?
A: By messages. They trust me since I answer at once. The shop has a page too.
P: Does that help?
A: Yes, they come back.
""",
    "data/interviews/interview-B.txt": """\
P: Where do you buy?
B: I ask friends first. I trust the shop when they answer my messages.
P: And when nobody answers?
B: Then I go somewhere else.
""",
    "data/interviews/notes.txt": "Nobody is named here.\n\nOne buys, another sells.\n",
    "data/codebook.yaml": """\
codes:
  - id: relations
    label: Relations
  - id: trust
    parent: relations
    label: Trust in the shop
    definition: People rely on the shop.
    cites: [lee2019]
    rules: ["~trust"]
  - id: answers
    parent: relations
    label: Quick answers
    rules: [messages]
  - id: turns-away
    parent: trust
    label: Turns away
    negative: true
""",
    "data/ayu.csv": """\
source,quotation,code,memo
interview-A,They trust me since I answer at once.,trust,Trust follows the answer.
interview-B,I trust the shop when they answer my messages.,answers,
interview-B,Then I go somewhere else.,turns-away,
""",
    "data/ben.csv": """\
source,quotation,code,memo
interview-A,They trust me since I answer at once.,answers,
interview-B,I trust the shop when they answer my messages.,trust,
""",
    "data/references.bib": """\
@article{lee2019,
  author = {Lee, Ann},
  title = {Trust in small shops},
  journal = {Journal of Shops},
  year = {2019},
}
@book{kim2020,
  author = {Kim, Bo},
  title = {Messages},
  publisher = {Shop Press},
  year = {2020},
}
""",
    "data/claims.yaml": """\
claims:
  - {id: C1, text: Answering messages builds trust., codes: [trust], needs: {informants: 2, kinds: [interview]}}
""",
}
"""A study of two short interviews and a text without speakers that has a part of every kind."""


@dataclass(frozen=True)
class Run:
    """What a command left: its exit status and what it said."""

    status: int
    output: str
    errors: str

    @property
    def said(self):
        return self.output + self.errors

    @property
    def jobs(self):
        """How often each rule is run, after Snakemake's table of jobs; empty where there is nothing to be done."""
        if "Nothing to be done" in self.said:
            return Counter()
        table = re.search(r"^job +count\n[- ]+\n((?:\w+ +\d+\n)+)", self.said, re.MULTILINE)
        assert table, f"no table of jobs in:\n{self.said}"
        return Counter({name: int(count) for name, count in map(str.split, table[1].splitlines()) if name != "total"})

    @property
    def messages(self):
        """What each job says it does."""
        return set(re.findall(r"^Job \d+: (.+)$", self.said, re.MULTILINE))


def pytest_itemcollected(item):
    if STARTING & set(item.fixturenames):
        item.add_marker("slow")


def clean_environment(changes):
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST", "SNAKEMAKE")) and name != "PYTHONPATH"
    }
    return inherited | {"PYTHONIOENCODING": "utf-8"} | changes


def started(*command, folder, environment=None, log=subprocess.PIPE, own_group=False):
    return subprocess.Popen(
        [sys.executable, *map(str, command)],
        cwd=folder,
        env=clean_environment(environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=own_group,
        encoding="utf-8",
        errors="replace",
    )


def finished(process):
    try:
        output, errors = process.communicate(timeout=LONGEST)
    finally:
        process.kill()
    return Run(process.returncode, output, errors)


def ran(study, *arguments, project=ROOT, cores=2):
    command = ("-m", "snakemake", "--snakefile", project / "Snakefile", "--directory", study, "--cores", cores)
    return finished(started(*command, *arguments, folder=study))


@pytest.fixture(scope="session")
def start():
    """Start a Python module or script with arguments, in a folder."""
    return started


@pytest.fixture(scope="session")
def target():
    """What is asked for where a whole study is run."""
    return TARGET


@pytest.fixture(scope="session")
def finish():
    """Wait for what ``start`` started."""
    return finished


@pytest.fixture(scope="session")
def snakemake_run():
    """Run Snakemake on a study with the Snakefile of a project (this one, or a copy)."""
    return ran


@pytest.fixture(scope="session")
def copy_project():
    """Copy parts of the project, by default its code; of the private folder only the example."""

    def copy(target, parts=CODE):
        target.mkdir(parents=True, exist_ok=True)
        for name in parts:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target / name, ignore=not_of_the_project)
            else:
                shutil.copy2(ROOT / name, target / name)
        return target

    return copy


def not_of_the_project(folder, names):
    private = Path(folder).name == "private"
    return [name for name in names if name == "__pycache__" or (private and not name.endswith(".example.csv"))]


@pytest.fixture(scope="session")
def small_files():
    """The files of the small study, by path."""
    return dict(SMALL)


@pytest.fixture(scope="session")
def write_small_study():
    """Write the small study; ``changes`` are further files, or others in the place of its own."""

    def write(folder, changes=None):
        for name, text in (SMALL | (changes or {})).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return folder

    return write


@pytest.fixture(scope="session")
def checksums_of():
    """SHA-256 of every file that is not hidden below folders of a study (results and reports), by path."""

    def checksums(study, folders=("results", "reports")):
        files = {
            path.relative_to(study).as_posix(): path
            for folder in folders
            for path in (study / folder).rglob("*")
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(study).parts)
        }
        return {name: hashlib.sha256(files[name].read_bytes()).hexdigest() for name in sorted(files)}

    return checksums


@pytest.fixture(scope="session")
def reference(tmp_path_factory, copy_project, snakemake_run):
    """The reference study, run from scratch on two cores; nothing may be changed in it."""
    study = copy_project(tmp_path_factory.mktemp("reference"), ("config.yaml", "data"))
    run = snakemake_run(study, TARGET)
    assert run.status == 0, run.said
    return study


@pytest.fixture(scope="session")
def reference_checksums(reference, checksums_of):
    """The checksums of the reference study as they were when its run had ended."""
    return checksums_of(reference)


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory, copy_project):
    """A copy of the whole project, run in place under another folder, language, time zone, home and hash seed."""
    again = copy_project(tmp_path_factory.mktemp("elsewhere") / "a copy (2)", (*CODE, "config.yaml", "data"))
    environment = {"LANG": "C", "LC_ALL": "C", "TZ": "Asia/Jakarta", "PYTHONHASHSEED": "7"}
    environment |= {name: str(tmp_path_factory.mktemp("home")) for name in ("HOME", "USERPROFILE")}
    command = ("-m", "snakemake", "--cores", 1, TARGET)
    return again, finished(started(*command, folder=again, environment=environment))


@pytest.fixture(scope="session")
def other_study(coded_study, reference, reference_checksums, snakemake_run):
    """A study with data of its own, beside the finished reference study, and its run."""
    folder = shutil.copytree(coded_study.folder, reference.parent / f"coded by {coded_study.interviewer}")
    config = OTHER.replace("INTERVIEWER", coded_study.interviewer)
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    return folder, snakemake_run(folder, TARGET)


OTHER = """\
study: {title: User study}
language: en
sources:
  - {kind: interview, files: ["*.pdf"]}
speakers: {interviewer: [INTERVIEWER]}
codebook: {file: code-system.csv, columns: {label: Code, definition: Memo}, paths: " > "}
codings:
  - file: coded-segments.csv
    coder: authors
    columns: {source: Document name, code: Code, quotation: Segment}
    code_path: " > "
strict: false
"""


@pytest.fixture(scope="session")
def workshop(tmp_path_factory, copy_project):
    """A copy of the project's code, for tests that change it."""
    return copy_project(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="session")
def small(tmp_path_factory, workshop, write_small_study):
    """The small study, run by the code in the workshop."""
    study = write_small_study(tmp_path_factory.mktemp("small"))
    run = ran(study, TARGET, project=workshop)
    assert run.status == 0, run.said
    return study


@pytest.fixture
def small_copy(tmp_path, small):
    """A copy of the small study as it was when its run had ended, to be changed."""
    return shutil.copytree(small, tmp_path / "study")


@pytest.fixture(scope="session")
def small_checksums(small, checksums_of):
    """The checksums of the small study as they were when its run had ended."""
    return checksums_of(small)
