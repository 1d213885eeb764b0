"""Faults that meet a run in its middle: a kill, a full disk, a clock that jumps, folders that can only be read.

How far a run has come is told by the records that its jobs leave (``benang.core.job_record``), so that a fault comes at
the same place on a quick machine and on a slow one.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
from places import ROOT

from benang.core.job_record import RECORDS

RUN = ROOT / "workflow" / "run.py"
LONGEST = 3_600
"""Seconds after which a run is taken to hang."""


class Moment(NamedTuple):
    """A place in a run: so many jobs are recorded, and so many seconds have gone by since."""

    jobs: int
    after: float


def moments(number: int, jobs: int, seed: str) -> list[Moment]:
    """Places in a run of ``jobs`` jobs, drawn by lot with a fixed seed, the earliest first; none is at its very end."""
    chance = random.Random(seed)
    places = sorted(chance.sample(range(1, max(jobs - 3, number + 1)), number))
    return [Moment(place, chance.uniform(0, 0.3)) for place in places]


def begun(study: Path, log: Path, *arguments: str, as_user: bool = False) -> subprocess.Popen[bytes]:
    """Start a run of a study; what it says is added to ``log``. ``as_user`` without root's right to write anywhere."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "SNAKEMAKE"))}
    inherited.pop("PYTHONPATH", None)
    with log.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, str(RUN), "--study", str(study), *arguments],
            env=inherited | {"PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=as_a_user if as_user else None,
        )


def jobs_done(study: Path) -> int:
    """How many jobs of a study are recorded."""
    return len(list((study / RECORDS).glob("*.json")))


def came_to(process: subprocess.Popen[bytes], study: Path, moment: Moment) -> bool:
    """Wait until a run has come to a place; False where it ended before."""
    until = time.monotonic() + LONGEST
    while jobs_done(study) < moment.jobs:
        if process.poll() is not None:
            return False
        if time.monotonic() > until:
            raise AssertionError(f"the run did not come to {moment.jobs} jobs")
        time.sleep(0.01)
    time.sleep(moment.after)
    return process.poll() is None


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """A run's processes: the launcher, Snakemake, and all that these have started."""
    with suppress(psutil.Error):
        own = psutil.Process(process.pid)
        return [own, *own.children(recursive=True)]
    return []


def kill(process: subprocess.Popen[bytes], whom: str) -> None:
    """Kill processes of a run (SIGKILL) and wait for its end.

    Args:
        process: the launcher.
        whom: ``everything`` (the power fails), ``run`` (launcher and Snakemake: its jobs outlive it), ``snakemake``, or
            ``job`` (one of the others, as a system does that has no memory left; the run ends, or does without it).
    """
    victims: list[psutil.Process] = []
    while not victims and process.poll() is None:  # between two jobs there is none to be killed
        launcher, *others = family(process) or [None]
        snakemake = [one for one in others if parent(one) == process.pid]
        victims = {
            "everything": [launcher, *others],
            "run": [*snakemake, launcher],
            "snakemake": snakemake,
            "job": [one for one in others if one not in snakemake][-1:],
        }[whom]
    for victim in victims:
        with suppress(psutil.Error):
            victim.kill()
    process.wait(timeout=LONGEST)


def parent(process: psutil.Process) -> int:
    """The number of the process that started one; 0 where it has ended."""
    with suppress(psutil.Error):
        return process.ppid()
    return 0


@contextmanager
def asleep(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Stop all processes of a run for a while, as those of a machine that sleeps."""
    stopped = family(process)
    for one in stopped:
        with suppress(psutil.Error):
            one.suspend()
    try:
        yield
    finally:
        for one in stopped:
            with suppress(psutil.Error):
                one.resume()


def date(files: Iterable[Path], seconds: float) -> None:
    """Give files the time that is ``seconds`` later than the one they have (earlier, where they are negative)."""
    for file in files:
        with suppress(FileNotFoundError):
            moment = file.stat().st_mtime_ns + round(seconds * 1e9)
            os.utime(file, ns=(moment, moment))


def jump_of_the_clock(study: Path, seconds: float) -> None:
    """Make a study what it would be, had the clock jumped by so many seconds now: all made so far is that much older.

    The jump is not made, for the clock is the machine's; what was written gets the times that it would have.
    """
    folders = ("results", "reports", "data/private/benang", ".snakemake")
    for record in (study / RECORDS).glob("*.json"):
        values = json.loads(record.read_text("utf-8"))
        for made in values["made"].values():
            made["time"] -= round(seconds * 1e9)
        record.write_text(json.dumps(values, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    date((path for name in folders for path in (study / name).rglob("*") if path.is_file()), -seconds)


def as_a_user() -> None:
    """Take from root the right to read and write everything, which no user has (PR_CAPBSET_DROP)."""
    if os.geteuid() == 0 and sys.platform == "linux":
        for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None, use_errno=True).prctl(24, right, 0, 0, 0)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the right to write from a folder and all folders below it."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    before = {path: path.stat().st_mode for path in folders}
    for path in folders:
        path.chmod(0o555)
    try:
        yield
    finally:
        for path, mode in before.items():
            path.chmod(mode)


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A disk of its own at ``folder``, where whoever runs the tests may mount one."""
    folder.mkdir(exist_ok=True)
    made = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(path: Path) -> None:
    """Write a file that takes all the room of its disk."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC


def unfinished(study: Path) -> list[str]:
    """Files that are half-written."""
    return [path.name for path in study.rglob(".benang-*")]


def tally(reports: Iterable[Any]) -> list[str]:
    """What faults were tried in tests and survived, in words; nothing where none was.

    Args:
        reports: of pytest, with ``tried`` and ``survived`` among the properties of a test and the fault as their value.
    """
    told: dict[str, Counter[str]] = {"tried": Counter(), "survived": Counter()}
    for report in reports:
        if getattr(report, "when", "") == "call":
            for name, fault in report.user_properties:
                if name in told:
                    told[name][fault] += 1
    return _tally_lines(told["tried"], told["survived"])


def _tally_lines(tried: Mapping[str, int], survived: Mapping[str, int]) -> list[str]:
    if not tried:
        return []
    lines = [f"  {fault}: tried {number}, survived {survived.get(fault, 0)}" for fault, number in tried.items()]
    return [*lines, f"Faults in the middle of a run: tried {sum(tried.values())}, survived {sum(survived.values())}"]
