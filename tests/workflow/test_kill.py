"""A run that was killed is simply started again."""

import os
import time

import psutil
import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")

MOMENTS = (
    "results/coding/codes.parquet",
    "results/coding/sources.parquet",
    "results/coding/codings.csv",
)
"""A run is killed once this file is there and a job is at work."""
LAST = ("results/mapping/novelty.csv", "results/conclusions/claims.csv")
"""What is asked for: the study as far as its matrices and claims, by every kind of step that reads or writes tables."""


def test_killed_three_times_a_study_ends_with_the_same_bytes(
    tmp_path, start, finish, workshop, write_small_study, small_checksums, checksums_of
):
    study = write_small_study(tmp_path / "study")
    command = (workshop / "workflow" / "run.py", "--study", study, *LAST)
    outlived = 0
    with (tmp_path / "killed.log").open("w") as log:
        for moment in MOMENTS:
            process = start(*command, folder=tmp_path, log=log, own_group=True)
            jobs = wait_for_job(process, study / moment)
            for victim in [*psutil.Process(process.pid).children(), process]:
                victim.kill()
            process.wait()
            outlived += sum(job.is_running() for job in jobs)
            assert list(study.glob(".snakemake/locks/*")), "it was killed too late to leave a lock"
    assert outlived, "no job was at work when its run was killed"

    run = finish(start(*command, folder=tmp_path))

    assert run.status == 0, run.said
    made = checksums_of(study)
    assert set(LAST) <= set(made)
    assert made == {name: small_checksums[name] for name in made}
    assert [path.name for path in study.rglob(".benang-*")] == []
    assert list(study.glob(".snakemake/locks/*")) == []


def wait_for_job(process, file):
    """The jobs at work as soon as ``file`` is there and there are any."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, "the run ended before it could be killed"
        if file.exists():
            jobs = [child for child in psutil.Process(process.pid).children(recursive=True) if is_job(child)]
            if jobs:
                return jobs
        time.sleep(0.02)
    raise AssertionError(f"{file.name} was not made in time")


def is_job(process):
    try:
        return any(".snakemake" in word for word in process.cmdline())
    except psutil.Error:
        return False
