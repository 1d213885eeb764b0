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
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest
from corpus import Size, write_corpus
from places import ROOT

NODE = ROOT / "tests" / "cluster" / "one_node_slurm.sh"
PROFILE = ROOT / "workflow" / "profiles" / "slurm"
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


def start(study, log):
    """A run by Slurm with the profile, which asks for its states every five seconds."""
    command = [PYTHON, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--directory", study]
    command += ["--workflow-profile", PROFILE, "--slurm-init-seconds-before-status-checks", "5"]
    # Without a database of past jobs there is only the queue to ask.
    command += ["--slurm-status-command", "squeue", "--slurm-no-account", *TARGETS]
    return subprocess.Popen([*map(str, command)], cwd=study, stdout=log, stderr=subprocess.STDOUT)


def run(study):
    log = study.parent / "log.txt"
    with log.open("wb") as written:
        status = start(study, written).wait(timeout=LONGEST)
    assert status == 0, log.read_text(encoding="utf-8", errors="replace")[-6000:]


@pytest.fixture(scope="module")
def expected(study, snakemake_run, checksums_of):
    local = study("local")
    done = snakemake_run(local, *TARGETS)
    assert done.status == 0, done.said
    return checksums_of(local)


@pytest.mark.parametrize("number", range(RUNS))
def test_a_cluster_makes_the_same_bytes(node, study, expected, checksums_of, number):
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


def test_after_the_node_died_in_the_middle_a_second_run_makes_the_same_bytes(node, study, expected, checksums_of):
    broken = study("broken")
    log = broken.parent / "log.txt"
    with log.open("wb") as written:
        process = start(broken, written)
        # In the middle: some batches are clean, nothing is counted yet.
        until = time.monotonic() + 1800
        while not [*broken.glob("data/private/benang/batches/*.documents")] and time.monotonic() < until:
            assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")[-6000:]
            time.sleep(0.2)
        kill_node(node)
        time.sleep(2)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=600)
    subprocess.run(["scancel", "--full", "--partition=all"], check=True)
    subprocess.run([NODE, "restart", node], check=True)
    assert not Path(broken, "reports").exists()
    run(broken)
    assert checksums_of(broken) == expected
