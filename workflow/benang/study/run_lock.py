"""Who is at work in a study's folder, told to other machines and containers too.

Two runs in one folder would write into each other's files. Snakemake's lock tells that a run began and not whether it
still lives, and whoever looks only at the processes of this machine takes a run in another container, or on another
machine over a shared folder, for dead. So a run leaves its name beside Snakemake's lock (``LOCK``): the machine, the
process, and a number that goes up while it lives. Of a process of this machine it is known at once whether it lives; of
any other it is known by waiting for the number to go up.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

import psutil

from benang.core.files import write_text
from benang.core.job_record import RECORDS
from benang.core.texts import read_texts

LOCK = RECORDS.parent / "run.json"
SNAKEMAKE_LOCKS = Path(".snakemake") / "locks"

BEAT = 5.0
"""Seconds after which a run that lives counts on."""

PATIENCE = 30.0
"""Seconds after which a run that has not counted on gives no sign of life; shared folders show changes late."""


class Standing(Enum):
    """Of the folder: nobody's, or another run's that lives, or one's that may live and gives no sign of it."""

    FREE = "free"
    LIVING = "living"
    SILENT = "silent"


@dataclass(frozen=True)
class Machine:
    """Where processes are known by one list of numbers.

    Attributes:
        host: its name.
        identity: what tells it from others of that name; empty where the system has no such thing.
        boot: what the kernel drew when it started; one for all containers of a machine; empty where it has none.
        processes: which of the machine's lists of processes (a container has its own); empty where there is but one.
    """

    host: str
    identity: str = ""
    boot: str = ""
    processes: str = ""


@dataclass(frozen=True)
class Run:
    """A run at work.

    Attributes:
        machine: where it is.
        process: number of its process there.
        began: when the process began, seconds since 1970, which tells it from a later one of that number.
        beat: goes up while it lives.
    """

    machine: Machine
    process: int
    began: float
    beat: int = 0

    def same_as(self, other: Run | None) -> bool:
        """Whether both are one run, at whatever beat."""
        return other is not None and replace(other, beat=self.beat) == self


UNKNOWN = Run(Machine("?"), 0, 0.0)
"""A run that has not yet written its name."""


@cache
def this_machine() -> Machine:
    """The machine, or the container, that this process is in."""
    processes = ""
    with suppress(OSError):
        processes = str(Path("/proc/self/ns/pid").readlink())
    boot = _first_line("/proc/sys/kernel/random/boot_id")
    return Machine(socket.gethostname(), _first_line("/etc/machine-id"), boot, processes)


def take_lock(root: Path, *, beat: float = BEAT) -> Run | None:
    """Be the run at work in a study's folder until this process ends.

    Args:
        root: the study's folder.
        beat: seconds after which to count on.

    Returns:
        None, also where this process is it already; or the run that is at work there, or that may be.
    """
    own = Run(this_machine(), os.getpid(), psutil.Process().create_time())
    text = json.dumps(asdict(own))
    path = root / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            # Of two that come at one time, one makes the file.
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
            break
        except FileExistsError:
            other = read_run(root)
            if own.same_as(other):
                return None
            if other is None or not _is_dead(other, own.machine):
                return other or UNKNOWN
            _take_away(path, other)
    else:
        return read_run(root) or UNKNOWN
    stopped = threading.Event()
    # A run that is broken off in any way but by a kill takes its name away.
    atexit.register(_release, root, own, stopped)
    threading.Thread(target=_keep_counting, args=(root, own, beat, stopped), daemon=True).start()
    return None


def read_run(root: Path) -> Run | None:
    """The run whose name lies in a study's folder; None where there is none, or half of one."""
    return _read(root / LOCK)


def _read(path: Path) -> Run | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Run(Machine(**values.pop("machine")), **values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def standing(
    root: Path,
    *,
    patience: float | None = None,
    waiting: Callable[[], None] | None = None,
    here: Machine | None = None,
) -> tuple[Standing, Run | None]:
    """Whose a study's folder is; of a run elsewhere this takes until it counts on, or until patience ends.

    Args:
        root: the study's folder.
        patience: seconds; by default ``PATIENCE``.
        waiting: called where this takes a while.
        here: the machine that asks; by default this one.
    """
    here = here or this_machine()
    first = read_run(root)
    if first is None and not is_locked(root):
        return Standing.FREE, None
    if first is not None and first.machine == here:
        return (Standing.FREE if _is_dead(first, here) else Standing.LIVING), first
    if waiting:
        waiting()
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    while time.monotonic() < until:
        time.sleep(0.1)
        now = read_run(root)
        if now is None and not is_locked(root):
            return Standing.FREE, None
        if now is not None and now != first:
            return Standing.LIVING, now
        first = now
    # A lock without a name is of a run that was killed before it could leave one.
    if first is None or _is_gone(first, here):
        return Standing.FREE, first
    return Standing.SILENT, first


def is_locked(root: Path) -> bool:
    """Whether Snakemake's lock, or a run's name, lies in a study's folder."""
    return (root / LOCK).exists() or any((root / SNAKEMAKE_LOCKS).glob("*"))


def remove_lock(root: Path) -> None:
    """Take away the lock that a dead run left."""
    for lock in [root / LOCK, *(root / SNAKEMAKE_LOCKS).glob("*")]:
        lock.unlink(missing_ok=True)


def lock_message(name: str, run: Run | None, language: str) -> str:
    """A sentence of ``texts/run_lock.yaml`` about a run."""
    sentences = read_texts("run_lock.yaml")[name]
    machine, process = (run.machine.host, run.process) if run else ("?", 0)
    text = str(sentences.get(language, sentences["en"])).strip()
    return text.replace("{machine}", machine).replace("{process}", str(process))


def _is_dead(run: Run, here: Machine) -> bool:
    """Whether a run is known to be dead: a process of this machine that is not there, or is a later one."""
    if run.machine != here:
        return False
    try:
        return abs(psutil.Process(run.process).create_time() - run.began) > 2
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def _is_gone(silent: Run, here: Machine) -> bool:
    """Whether a run that gives no sign of life cannot be at work.

    A container of this machine would count on as long as this one works; and a machine that was started anew since has
    nothing of it left. Another machine may only be cut off, or asleep.
    """
    if silent.machine.boot and silent.machine.boot == here.boot:
        return True
    named = (silent.machine.host, silent.machine.identity)
    return bool(silent.machine.identity) and named == (here.host, here.identity)


def _keep_counting(root: Path, own: Run, beat: float, stopped: threading.Event) -> None:
    while not stopped.wait(beat):
        now = read_run(root)
        if now is None:
            continue  # taken away, or cut off from the folder for a while
        if not own.same_as(now):
            return  # the folder is another's
        own = replace(own, beat=own.beat + 1)
        with suppress(OSError):
            write_text(json.dumps(asdict(own)), root / LOCK)


def _take_away(path: Path, dead: Run) -> None:
    """Remove the name of a dead run, and not that of another which came between."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        path.rename(aside)
        if _read(aside) == dead:
            aside.unlink()
        else:
            aside.replace(path)


def _release(root: Path, own: Run, stopped: threading.Event) -> None:
    stopped.set()
    if own.same_as(read_run(root)):
        with suppress(OSError):
            (root / LOCK).unlink(missing_ok=True)


def _first_line(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
