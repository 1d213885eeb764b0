"""Jobs done by a real Slurm, on one machine: the same bytes as without it, also where the node dies in the middle.

By default a dozen short interviews in four batches, twice. ``BENANG_CLUSTER_INTERVIEWS``, ``BENANG_CLUSTER_BATCHES``
and ``BENANG_CLUSTER_RUNS`` ask for more, ``BENANG_CLUSTER_TARGETS`` for less than everything (files, with spaces
between).
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest
from corpus import Size, write_corpus
from places import ROOT

NODE = ROOT / "tests" / "cluster" / "one_node_slurm.sh"
PROFILE = ROOT / "workflow" / "profiles" / "slurm"
RUN = ROOT / "workflow" / "run.py"
PYTHON = os.environ.get("BENANG_CLUSTER_PYTHON", sys.executable)
"""A Python of an environment with the extra ``cluster``."""
MISSING = [name for name in ("munged", "slurmctld", "slurmd", "sbatch") if not shutil.which(name)]
RUNS = int(os.environ.get("BENANG_CLUSTER_RUNS", "2"))
BATCHES = int(os.environ.get("BENANG_CLUSTER_BATCHES", "4"))
INTERVIEWS = int(os.environ.get("BENANG_CLUSTER_INTERVIEWS", "12"))
TARGETS = os.environ.get("BENANG_CLUSTER_TARGETS", "all").split()
LONGEST = 3_600 + 5 * INTERVIEWS
"""Seconds after which a run is taken to hang."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"Slurm is not installed: no {', '.join(MISSING)}"),
    pytest.mark.skipif(
        sys.executable == PYTHON and find_spec("snakemake_executor_plugin_slurm") is None,
        reason="the extra cluster is not installed (make cluster)",
    ),
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="Slurm is started by root"),
]


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    """A cluster of this machine alone; the folder it writes to."""
    folder = tmp_path_factory.mktemp("slurm")
    subprocess.run([NODE, "start", folder], check=True)
    yield folder
    subprocess.run([NODE, "stop", folder], check=True)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Write a study of short interviews in batches."""

    def write(name):
        folder = tmp_path_factory.mktemp(name) / "study"
        write_corpus(folder, Size(INTERVIEWS, words=600, codings=6), BATCHES)
        return folder

    return write


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    """A copy of the profile for a cluster without a database of past jobs, which asks for states every five seconds."""
    folder = tmp_path_factory.mktemp("profile")
    own = "slurm-status-command: squeue\nslurm-no-account: true\nslurm-init-seconds-before-status-checks: 5\n"
    (folder / "config.yaml").write_text((PROFILE / "config.yaml").read_text("utf-8") + own, "utf-8")
    return folder


@pytest.fixture(scope="module")
def start(profile):
    """Begin a run by Slurm; what it says goes into a file."""

    def begin(study, log):
        command = [PYTHON, RUN, "--study", study, "--profile", profile, *TARGETS]
        return subprocess.Popen([*map(str, command)], stdout=log, stderr=subprocess.STDOUT)

    return begin


@pytest.fixture(scope="module")
def run(start):
    def whole(study):
        log = study.parent / "log.txt"
        with log.open("wb") as written:
            status = start(study, written).wait(timeout=LONGEST)
        assert status == 0, said(log)

    return whole


def said(log):
    return log.read_text(encoding="utf-8", errors="replace")[-6_000:]


@pytest.fixture(scope="module")
def expected(study, snakemake_run, checksums_of):
    local = study("local")
    done = snakemake_run(local, *TARGETS)
    assert done.status == 0, done.said
    return checksums_of(local)


@pytest.mark.parametrize("number", range(RUNS))
def test_a_cluster_makes_the_same_bytes(node, study, run, expected, checksums_of, number):
    done = study(f"cluster-{number}")
    run(done)
    assert checksums_of(done) == expected


def kill_node(folder):
    """Kill the node's daemon, and the processes by which it watches over jobs, which are nobody's children."""
    daemon = psutil.Process(int((folder / "slurmd.pid").read_text()))
    began = daemon.create_time()
    daemon.kill()
    for one in psutil.process_iter(["name", "create_time"]):
        if one.info["name"] == "slurmstepd" and one.info["create_time"] >= began:
            one.kill()


@contextmanager
def node_dies_in_the_middle(study, start, node):
    """A run whose node has died in its middle, and the file of what it says."""
    log = study.parent / "log.txt"
    with log.open("wb") as written:
        process = start(study, written)
        wait_for_the_middle(study, process)
        kill_node(node)
        yield process, log


def wait_for_the_middle(study, process):
    """Until some batches are clean; nothing is counted yet."""
    until = time.monotonic() + 1800
    while not [*study.glob("data/private/benang/batches/*.documents")] and time.monotonic() < until:
        assert process.poll() is None, said(study.parent / "log.txt")
        time.sleep(0.2)
    assert not Path(study, "reports").exists()


def jobs_in_the_queue():
    asked = subprocess.run(["squeue", "--noheader", "--format=%T"], capture_output=True, text=True, check=True)
    return [state for state in asked.stdout.split() if state != "COMPLETING"]


def test_after_the_node_died_a_run_that_is_ended_calls_its_jobs_off_and_a_second_makes_the_same_bytes(
    node, study, start, run, expected, checksums_of
):
    broken = study("broken")
    with node_dies_in_the_middle(broken, start, node) as (process, log):
        time.sleep(2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=600) == 128 + signal.SIGTERM, said(log)
    assert "Traceback" not in said(log)
    assert jobs_in_the_queue() == []
    subprocess.run([NODE, "restart", node], check=True)
    run(broken)
    assert checksums_of(broken) == expected


def test_a_node_that_dies_and_comes_back_costs_no_second_run(node, study, start, expected, checksums_of):
    broken = study("back")
    with node_dies_in_the_middle(broken, start, node) as (process, log):
        time.sleep(15)  # Slurm takes the node for lost, and puts its jobs back into the queue
        subprocess.run([NODE, "restart", node], check=True)
        assert process.wait(timeout=LONGEST) == 0, said(log)
    assert checksums_of(broken) == expected
