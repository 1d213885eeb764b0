"""A run passes wherever the project, the study and the folder for temporary files lie, whatever they are called."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv

import pytest
from places import ROOT

pytestmark = pytest.mark.slow  # all start runs of their own

PLACES = ("clone", "study", "temporary")
NAMES = ("two words", "it's", "R&D", "copy (1)", "a$HOME", "a;b", "{x} {}", "été")
WORST = "it's R&D; (1) $HOME {x} %PATH% é"
PROJECT = ("Snakefile", "Makefile", "bootstrap.py", "envs", "profiles", "workflow", "pyproject.toml")
LOCKS = ("requirements.lock", "requirements-dev.lock")
LIGHT = "results/coding/turns.csv"
STUDY = {
    "config.yaml": "study: {title: T}\nlanguage: en\nsources:\n  - {kind: interview, files: [data/*.txt]}\n",
    "data/a.txt": "P: How?\nA: By messages. They trust me.\n",
}
LONGEST_PATH = 99
"""Where a folder lies some 120 characters deep, Windows still opens what Snakemake keeps of such an output."""


def installed(copy_project, folder):
    """A copy of the project in ``folder`` with an environment of its own, which finds the libraries of this one's."""
    clone = copy_project(folder, (*PROJECT, *LOCKS))
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(clone / ".venv")
    library = next(path for path in (clone / ".venv").rglob("site-packages") if path.is_dir())
    found = [path for path in sys.path if path.endswith("site-packages")]
    (library / "shared.pth").write_text("\n".join([*found, ""]), encoding="utf-8")
    stamp = hashlib.sha256((clone / LOCKS[0]).read_bytes()).hexdigest()
    (clone / ".venv" / f"installed-{LOCKS[0]}.sha256").write_text(stamp)
    return clone


def own_python(clone):
    return clone / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def write_study(folder):
    for name, text in STUDY.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def places(tmp_path, copy_project, name, bad):
    """The project, a study, and the environment of a run, in folders of which those in ``bad`` are called ``name``."""
    called = {place: name if place in bad else place for place in PLACES}
    clone = installed(copy_project, tmp_path / "of the project" / called["clone"])
    study = write_study(tmp_path / "of the study" / called["study"])
    temporary = tmp_path / "for temporary files" / called["temporary"]
    temporary.mkdir(parents=True)
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH" and not key.startswith("PYTEST")}
    return clone, study, kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))


def run(command, folder, environment):
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_a_run_passes_where_every_folder_has_the_worst_of_names(tmp_path, copy_project):
    clone, study, environment = places(tmp_path, copy_project, WORST, PLACES)
    # As a newcomer starts it, and then by Snakemake alone.
    launcher = (sys.executable, clone / "bootstrap.py", clone / "workflow" / "run.py")
    run([*launcher, "--study", study, "--cores", "1", LIGHT], tmp_path, environment)
    assert (study / LIGHT).is_file()
    (study / LIGHT).unlink()

    run([own_python(clone), "-m", "snakemake", "--cores", "1", "--directory", study, LIGHT], clone, environment)

    assert (study / LIGHT).is_file()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_hands_over_the_path_of_a_study_as_it_is(tmp_path, copy_project):
    clone, study, environment = places(tmp_path, copy_project, WORST, PLACES)

    said = run(["make", "check", f"PYTHON={own_python(clone)}", f"STUDY={study}", "CORES=1"], clone, environment)

    assert "This study is ready to run." in said


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", NAMES)
def test_a_run_passes_from_any_folder(tmp_path, copy_project, name, place):
    clone, study, environment = places(tmp_path, copy_project, name, [place])

    run([own_python(clone), clone / "workflow" / "run.py", "--study", study, LIGHT], tmp_path, environment)

    assert (study / LIGHT).is_file()


def test_a_whole_run_and_its_verification_pass_where_every_folder_has_the_worst_of_names(tmp_path, copy_project):
    clone, study, environment = places(tmp_path, copy_project, WORST, PLACES)
    launcher = (own_python(clone), clone / "workflow" / "run.py", "--study", study)

    said = run([*launcher, "all"], tmp_path, environment)
    assert f"{study.as_posix()}/reports/report.html" in said
    assert "every byte the same" in run([*launcher, "verify"], tmp_path, environment)


def test_a_folder_whose_name_ends_a_path_is_refused_in_a_sentence(tmp_path, copy_project):
    if os.name == "nt":
        pytest.skip("no folder on Windows is called so")
    clone = copy_project(tmp_path / "a:b", PROJECT)

    done = subprocess.run([sys.executable, clone / "bootstrap.py"], capture_output=True, encoding="utf-8")

    assert done.returncode == 1
    assert '":"' in done.stderr and "Traceback" not in done.stderr
    assert not (clone / ".venv").exists()


def test_outputs_have_short_paths(tmp_path, copy_project, start, finish):
    study = copy_project(tmp_path / "study", ("config.yaml", "data"))
    project = ROOT

    listed = finish(
        start(
            *("-m", "snakemake", "--snakefile", project / "Snakefile", "--directory", study, "--cores", 1),
            *("--summary", "all"),
            folder=study,
        )
    )

    assert listed.status == 0, listed.said
    outputs = [line.split("\t")[0] for line in listed.output.splitlines() if "\t" in line][1:]
    assert len(outputs) > 100
    assert [path for path in outputs if len(path) > LONGEST_PATH] == []
