"""Faults of the machine end a run in a sentence that says what to do, and leave no half-written file."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import pytest
from faults import RUN, as_a_user, fill, mounted, unfinished
from places import ROOT

LIGHT = "results/coding/turns.csv"
STUDY = {
    "config.yaml": "study: {title: T}\nlanguage: en\nsources:\n  - {kind: interview, files: [data/*.txt]}\n",
    "data/a.txt": "P: How?\nA: By messages. They trust me.\n",
}
SENTENCES = {
    "full": "The disk is full",
    "forbidden": "The system does not allow reading or writing here.",
    "read-only": "This disk or folder can only be read.",
}
NOT_A_USER_S_SENTENCE = ("Traceback", "a mistake in Benang itself")
FIRST_JOB = ".snakemake/scripts"

pytestmark = [
    pytest.mark.slow,  # all start runs of their own
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither these rights nor these signals"),
]


@pytest.fixture
def study(tmp_path):
    return write_study(tmp_path / "study")


def write_study(folder):
    for name, text in STUDY.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def started(study, target=LIGHT, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST") and name != "PYTHONPATH"}
    return subprocess.Popen(
        [sys.executable, str(RUN), "--study", str(study), "--cores", "1", target],
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        preexec_fn=as_a_user,
        start_new_session=True,
    )


def ended(process):
    said, _ = process.communicate(timeout=600)
    return process.returncode, said


def assert_told(said, sentence):
    assert SENTENCES[sentence] in said, said
    assert [word for word in NOT_A_USER_S_SENTENCE if word in said] == [], said


@contextmanager
def rights(path, mode):
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.mark.parametrize(
    ("name", "mode", "told"),
    [
        (".", 0o555, "study: "),
        ("results", 0o555, "results: "),
        ("data/a.txt", 0o000, "data/a.txt: "),
    ],
)
def test_what_may_not_be_read_or_written_is_named(study, name, mode, told):
    (study / "results").mkdir()

    with rights(study / name, mode):
        status, said = ended(started(study))

    assert status != 0
    assert_told(said, "forbidden")
    assert told + SENTENCES["forbidden"] in said


def test_a_home_that_cannot_be_written_does_not_matter(study, tmp_path):
    home = tmp_path / "home"
    home.mkdir()

    with rights(home, 0o555):
        status, said = ended(started(study, HOME=str(home), XDG_CACHE_HOME=""))

    assert status == 0, said
    assert (study / LIGHT).is_file()
    assert list(home.iterdir()) == []


@pytest.mark.skipif(not shutil.which("mount"), reason="there is no mount")
def test_a_disk_that_can_only_be_read_is_told(tmp_path):
    with mounted(tmp_path / "disk") as disk:
        study = write_study(disk / "study")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        status, said = ended(started(study))

    assert status != 0
    assert_told(said, "read-only")


@pytest.mark.skipif(not shutil.which("mount"), reason="there is no mount")
@pytest.mark.parametrize(
    "moment",
    [
        "config.yaml",
        FIRST_JOB,
        "data/private/benang/batches/key.csv",
        "results/coding/batches/0.turns.parquet",
    ],
)
def test_a_full_disk_is_told_and_a_run_with_room_goes_on(tmp_path, moment):
    with mounted(tmp_path / "disk", "-o", "size=8m") as disk:
        study = write_study(disk / "study")
        process = started(study)
        wait_for(study / moment, process)
        fill(disk / "filler")
        status, said = ended(process)
        assert status != 0
        assert_told(said, "full")
        assert unfinished(study) == []

        (disk / "filler").unlink()
        status, said = ended(started(study))

        assert status == 0, said
        assert (study / LIGHT).read_text(encoding="utf-8").count("They trust me.") == 1


def wait_for(path, process):
    while not (any(path.iterdir()) if path.is_dir() else path.exists()):
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.01)


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGINT,
        signal.SIGTERM,
        signal.SIGHUP,
    ],
)
def test_a_signal_to_the_launcher_ends_the_run_in_a_sentence(study, number):
    process = started(study)
    wait_for(study / FIRST_JOB, process)
    jobs = psutil.Process(process.pid).children(recursive=True)
    assert len(jobs) > 1

    process.send_signal(number)
    status, said = ended(process)

    assert status == 128 + number
    assert said.rstrip().splitlines()[-1].startswith("Stopped before the end.")
    assert said.count("Stopped before the end.") == 1
    assert not re.search("Traceback|RuleException|CalledProcessError|WorkflowError|Error in rule", said)
    assert not any(job.is_running() and job.status() != psutil.STATUS_ZOMBIE for job in jobs)
    assert list(study.glob(".snakemake/locks/*")) == []
    assert unfinished(study) == []


def test_ctrl_c_under_plain_snakemake_ends_in_a_sentence(study, start):
    process = start("-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--cores", 2, folder=study, own_group=True)
    wait_for(study / FIRST_JOB, process)

    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=120)

    assert process.returncode
    assert errors.rstrip().splitlines()[-1].startswith("Stopped before the end."), errors
    assert (output + errors).count("Stopped before the end.") == 1
    assert not re.search("Traceback|RuleException|CalledProcessError|WorkflowError|Error in rule", output + errors)


def test_private_files_are_for_their_owner_and_others_heed_the_user_s_own_setting(study):
    before = os.umask(0o027)
    try:
        status, said = ended(started(study, "data/private/benang/residual_risk.csv"))
    finally:
        os.umask(before)

    assert status == 0, said
    private = {path for path in (study / "data/private/benang").rglob("*") if path.is_file()}
    assert {path.name for path in private} >= {"key.csv", "replacements.csv", "residual_risk.csv"}
    assert {path.stat().st_mode & 0o777 for path in private} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (study / "results").rglob("*.parquet")} == {0o640}


@pytest.mark.skipif(not shutil.which("unshare"), reason="only Linux takes a process off its network")
def test_a_notebook_runs_where_the_machine_has_no_loopback():
    code = f"""
import sys, socket
from pathlib import Path
sys.path.insert(0, {str(ROOT / "workflow")!r})
from nbformat.v4 import new_code_cell, new_notebook
from benang.conclusions.report.notebook import execute
notebook = new_notebook(cells=[new_code_cell("print(6 * 7)")])
execute(notebook, Path())
print(notebook.cells[0].outputs[0].text)
"""
    if subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode:
        pytest.skip("only root may do so")

    done = subprocess.run(["unshare", "--net", sys.executable, "-c", code], capture_output=True, encoding="utf-8")

    assert (done.returncode, done.stdout.strip()) == (0, "42"), done.stderr
