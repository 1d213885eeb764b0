"""Benang as a part of other people's work: a module of their workflow, a package, a page made by Snakemake."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from places import ROOT

pytestmark = pytest.mark.slow  # all start runs of their own
LIGHT = "results/coding/turns.csv"
TEXT = "P: How?\nA: By messages. They trust me.\n"
CONFIG = "study: {title: T, date: 2024-05-01}\nlanguage: en\nsources:\n  - {kind: interview, files: [data/*.txt]}\n"
OUTER = """\
configfile: "outer.yaml"


module benang:
    snakefile:
        %r
    config:
        config["study"]


use rule * from benang as benang_*


rule first:
    default_target: True
    input:
        "results/coding/turns.csv",
    output:
        "own.txt",
    shell:
        "grep -c trust {input} > {output}"
"""


@pytest.fixture
def study(tmp_path):
    (tmp_path / "study" / "data").mkdir(parents=True)
    (tmp_path / "study" / "data" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "study"


@pytest.mark.skipif(os.name == "nt", reason="the other workflow's own rule is written for a POSIX shell")
def test_another_workflow_uses_this_one_with_a_configuration_of_its_own(study, start, finish):
    (study / "Snakefile").write_text(OUTER % str(ROOT / "Snakefile"), encoding="utf-8")
    indented = CONFIG.replace("\n", "\n  ").rstrip()
    (study / "outer.yaml").write_text(f"other: 1\nstudy:\n  {indented}\n", encoding="utf-8")

    run = finish(start("-m", "snakemake", "--cores", 1, folder=study))

    assert run.status == 0, run.said
    assert (study / "own.txt").read_text(encoding="utf-8") == "1\n"


BEGINNING = """
onstart:
    print("the outer workflow began")


"""
NOTED = """

use rule problems from benang as again with:
    priority: 1


rule noted:
    input:
        "results/coding/turns.csv",
    output:
        "noted.json",
    shell:
        'cp .snakemake/benang/run.json {output} && echo "$PYTHONPATH" > paths.txt'
"""


@pytest.mark.skipif(os.name == "nt", reason="the other workflow's own rule is written for a POSIX shell")
def test_a_run_of_another_workflow_is_known_as_the_one_at_work(study, start, finish):
    """Also where this one is used twice, and where the other has a beginning and a search path of its own."""
    (study / "Snakefile").write_text(BEGINNING + OUTER % str(ROOT / "Snakefile") + NOTED, encoding="utf-8")
    indented = CONFIG.replace("\n", "\n  ").rstrip()
    (study / "outer.yaml").write_text(f"other: 1\nstudy:\n  {indented}\n", encoding="utf-8")
    gone = study / "data/private/benang/read/7.documents"
    gone.parent.mkdir(parents=True)
    gone.write_bytes(b"of a batch that the study has no more")

    started = start("-m", "snakemake", "--cores", 1, "noted.json", folder=study, environment={"PYTHONPATH": "/theirs"})
    run = finish(started)

    assert run.status == 0, run.said
    assert "the outer workflow began" in run.said
    assert json.loads((study / "noted.json").read_text(encoding="utf-8"))["process"] == started.pid
    own, *others = (study / "paths.txt").read_text(encoding="utf-8").strip().split(os.pathsep)
    assert (Path(own) / "benang").is_dir() and others == ["/theirs"]
    assert not (study / ".snakemake/benang/run.json").exists() and not gone.exists()


def test_what_is_wrong_in_another_workflow_s_configuration_is_told(study, start, finish):
    (study / "Snakefile").write_text(OUTER % str(ROOT / "Snakefile"), encoding="utf-8")
    (study / "outer.yaml").write_text("study: {study: {title: T}, language: [id], sourcse: []}\n", encoding="utf-8")

    run = finish(start("-m", "snakemake", "--cores", 1, folder=study))

    assert run.status == 1
    assert "benang.benang.yaml, baris 3" in run.said and 'Maksud Anda "sources"?' in run.said
    assert "Traceback" not in run.said


def test_without_the_library_rules_fetched_from_elsewhere_say_what_they_need(study, start, finish, tmp_path):
    rules = fetched(tmp_path)
    (study / "config.yaml").write_text(CONFIG, encoding="utf-8")

    run = finish(start("-m", "snakemake", "--snakefile", rules, "--cores", 1, LIGHT, folder=study))

    assert run.status == 1
    assert "needs the library benang to be installed" in run.said
    assert "Traceback" not in run.said


def fetched(folder):
    """The rules and scripts alone, as Snakemake fetches them from a repository."""
    shutil.copytree(ROOT / "workflow" / "rules", folder / "fetched" / "workflow" / "rules")
    shutil.copytree(ROOT / "workflow" / "scripts", folder / "fetched" / "workflow" / "scripts")
    shutil.copytree(ROOT / "envs", folder / "fetched" / "envs")
    shutil.copy2(ROOT / "workflow" / "Snakefile", folder / "fetched" / "workflow" / "Snakefile")
    return shutil.copy2(ROOT / "Snakefile", folder / "fetched" / "Snakefile")


def test_the_wheel_holds_all_that_a_run_needs(study, tmp_path):
    pytest.importorskip("hatchling")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(tmp_path / "env")
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*pip, str(wheel)], check=True, cwd=tmp_path)
    library = next(path for path in (tmp_path / "env").rglob("site-packages") if path.is_dir())
    others = [path for path in sys.path if path.endswith("site-packages")]
    (library / "shared.pth").write_text("\n".join([*others, ""]), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    (study / "config.yaml").write_text(CONFIG, encoding="utf-8")

    def run(*command):
        done = subprocess.run(
            [python, *map(str, command)],
            cwd=study,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    told = run(
        "-c", "import benang; from benang.core.problems import vocabulary; print(benang.__file__, *vocabulary())"
    )
    assert str(library) in told and "disk-full" in told
    # From the wheel's own workflow, and from rules that were fetched.
    run(library / "benang" / "workflow" / "run.py", "--cores", "1", LIGHT)
    (study / LIGHT).unlink()
    run("-m", "snakemake", "--snakefile", fetched(tmp_path), "--cores", "1", LIGHT)
    assert (study / LIGHT).read_text(encoding="utf-8").count("They trust me.") == 1


def test_snakemake_s_own_page_shows_figures_and_report_without_a_network(small_copy, workshop):
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(workshop / "Snakefile"), "--cores", "1"]
    offline = ["unshare", "--net"] if shutil.which("unshare") else []
    if offline and subprocess.run([*offline, "true"], capture_output=True).returncode:
        offline = []

    done = subprocess.run([*offline, *command, "--report", "page.html"], cwd=small_copy, capture_output=True)

    assert done.returncode == 0, done.stderr.decode()
    page = (small_copy / "page.html").read_text(encoding="utf-8")
    for shown in ("state_map", "report.html", "report.pdf"):
        assert shown in page
