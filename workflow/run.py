"""Run a study: wait for what a killed run left behind, clear its lock, call Snakemake, say what was made.

    python workflow/run.py [--study FOLDER] [--cores N] [--base REF_OR_FOLDER] [--profile FOLDER] [TARGET ...]
    python workflow/run.py --study FOLDER [--language id] new

``new`` writes a config.yaml for a folder that has none. Else TARGET is one of all (the default), check,
coding-sheets, summary-sheets, coded-copies, figures, report, bundle, verify, checksums, or any file that a rule
makes; or clean, which removes what runs made and leaves the study's own files and the key of its pseudonyms; or
unlock, which removes the lock that a run on another machine left. Plain ``snakemake`` does the same work; this adds
what the one command owes a newcomer: it copes with a run that was killed, says a line a step (with --verbose all that
Snakemake says), and its last lines name the report.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

import psutil
import yaml

from benang.changes.base_copy import BASE
from benang.core.machine import folder_problems, machine_problem
from benang.core.problems import format_problems
from benang.core.reporting import say
from benang.core.run_words import message_language, sentence
from benang.study.currency import MAKING, makes_reports, mark_current
from benang.study.on_request import filled_in, mark_requested
from benang.study.run_lock import Standing, is_locked, lock_message, read_run, remove_lock, standing
from benang.study.run_progress import SHORT
from benang.study.steps.start import SERVER

WORKFLOW = Path(__file__).resolve().parent
SHEETS = ("coding-sheets", "summary-sheets", "coded-copies")
"""Targets whose names people write with a hyphen, as in make."""
SNAKEFILE = WORKFLOW.parent / "Snakefile"
ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
"""Signals that end programs; Windows has others than the rest."""
FULL = "disk-full"
OURS = "BENANG_RUN"
"""A variable by which a run knows that this program says how it ended."""
PATIENCE = 10.0
"""Seconds that Snakemake and its jobs have to end by themselves when they are told to."""
PATIENCE_ELSEWHERE = 60.0
"""The same where other machines do the jobs, which have to be called off there."""


def main(arguments: list[str]) -> int:
    """Run the targets in ``arguments``; Snakemake's exit status."""
    parser = argparse.ArgumentParser(description="Run a study.")
    parser.add_argument("--study", type=Path, default=Path(), help="folder with the study's config.yaml")
    parser.add_argument("--cores", type=int, default=2, help="how many jobs at a time")
    parser.add_argument("--language", default="", help="of a new study's report: en or id; else by its transcripts")
    parser.add_argument("--base", default="", help="with verify: a git ref or a folder to tell what changed since")
    parser.add_argument("--profile", type=Path, help="settings of Snakemake, as for a cluster (docs/cluster.md)")
    parser.add_argument("--verbose", action="store_true", help="show all that Snakemake says, not a line a step")
    parser.add_argument("targets", nargs="*", default=["all"])
    options = parser.parse_args(arguments)
    study = options.study.resolve()
    try:
        with room_for_caches() as environment:
            environment.pop(BASE, None)
            if options.base:
                environment[BASE] = base_in(Path.cwd(), options.base)
            environment |= {} if options.verbose else {SHORT: str(Path.cwd())}
            environment |= {MAKING: "1"} if makes_reports(options.targets) else {}
            return run(study, options, environment)
    except KeyboardInterrupt:  # while it waited for another run
        say(words(study, "stopped"), sys.stderr)
        return 128 + signal.SIGINT
    except OSError as error:
        fault = machine_problem(error)
        if fault is None:
            raise
        say(format_problems([fault], message_language(study / "config.yaml")), sys.stderr)
        return 1


def run(study: Path, options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Run what the command line asked for; the exit status."""
    if options.targets == ["new"]:
        return begin(study, options.study, options.language)
    if not (study / "config.yaml").is_file():
        say(
            words(study, "no_study")
            .replace("STUDY={folder}", f"STUDY={in_command(options.study)}")
            .replace("{folder}", str(options.study)),
            sys.stderr,
        )
        return 1
    started = time.monotonic()
    if options.targets == ["unlock"]:
        return unlock(study)
    if not clear_remains(study):
        return 1
    if options.targets == ["clean"]:
        return clean(study)
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(SNAKEFILE), "--directory", str(study)]
    if options.profile:
        command += ["--workflow-profile", str(options.profile.resolve())]
    elif not options.verbose:
        command += profile_arguments()
    # The name of a rule has no hyphen.
    targets = [target.replace("-", "_") if target in SHEETS else target for target in options.targets]
    try:
        status = call([*command, "--cores", str(options.cores), *targets], environment, elsewhere=bool(options.profile))
    except Stopped as stopped:
        say(words(study, "stopped"), sys.stderr)
        return 128 + stopped.number
    if status:
        # Snakemake speaks of a full disk in words of its own, and may find no room to keep a step's.
        full = [problem for problem in folder_problems([study, Path(tempfile.gettempdir())]) if problem.kind == FULL]
        if full:
            say(format_problems(full, message_language(study / "config.yaml")), sys.stderr)
    elif {"all", "report"} & set(options.targets):
        finish(study, options.study, time.monotonic() - started)
    return status


def profile_arguments() -> list[str]:
    """The settings of the default profile, as arguments: Snakemake says it where it reads the profile itself."""
    profile = SNAKEFILE.parent / "profiles" / "default" / "profile.yaml"
    if not profile.is_file():
        return []
    arguments = ["--workflow-profile", "none"]
    for name, value in yaml.safe_load(profile.read_text(encoding="utf-8")).items():
        values = value if isinstance(value, list) else [] if value is True else [value]
        arguments += [] if value is False else [f"--{name}", *map(str, values)]
    return arguments


def base_in(folder: Path, base: str) -> str:
    """What results are compared with: a folder by its whole path, since a run works in the study's; else a git ref."""
    return str((folder / base).resolve()) if (folder / base).is_dir() else base


def in_command(path: Path) -> str:
    """A path as a terminal reads it as one word."""
    return subprocess.list2cmdline([str(path)]) if os.name == "nt" else shlex.quote(path.as_posix())


def begin(study: Path, given: Path, language: str) -> int:
    """Write a configuration by what lies in a folder that has none."""
    # Loaded here, for it takes longer than all else that starts a run.
    from benang.core.texts import read_texts, text_in
    from benang.study.folder_contents import is_empty
    from benang.study.folder_tables import TEXTS
    from benang.study.folder_told import told_of
    from benang.study.new_study import write_study

    file = given / "config.yaml"
    if not study.is_dir():
        said = "a_file" if study.exists() else "no_folder"
    elif (study / "config.yaml").exists():
        said = "there"
    elif is_empty(study):
        said = "empty"
    else:
        # What is copied into a terminal is one word there, whatever characters it holds.
        say(told_of(write_study(study, language), file.as_posix(), in_command(given)))
        return 0
    sentence = text_in(read_texts(TEXTS)[said], language or message_language(study / "config.yaml"))
    say(sentence.replace("{file}", file.as_posix()).replace("{folder}", given.as_posix()), sys.stderr)
    return 1


class Stopped(Exception):
    """A signal came that ends programs."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def call(command: list[str], environment: Mapping[str, str], *, elsewhere: bool = False) -> int:
    """Run Snakemake to its end; its exit status.

    Args:
        command: Snakemake's.
        environment: of its process.
        elsewhere: whether its jobs may be done by other machines.

    Raises:
        Stopped: a signal came that ends programs (Ctrl-C, the end of a session, a shutdown), and Snakemake and its jobs
            have ended for it.
    """
    received: list[int] = []
    # In a group of its own, so that Ctrl-C in a terminal reaches this program alone: a job that is stopped while it
    # imports its modules would say so with a traceback.
    own = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {"process_group": 0}
    before = {name: signal.signal(name, lambda number, _: received.append(number)) for name in ENDING}
    try:
        process = psutil.Popen(command, env=dict(environment) | {OURS: "1"}, stdin=subprocess.DEVNULL, **own)
        # What reads the configuration is needed at the end, and is loaded while Snakemake is.
        import_module("benang.core.config")
        while True:
            try:
                status: int = process.wait(timeout=0.1)
            except psutil.TimeoutExpired:
                if not received:
                    continue
                end(process, elsewhere)
                status = process.wait()
            if received:
                raise Stopped(received[0])
            return status
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def end(process: psutil.Popen, elsewhere: bool = False) -> None:
    """End Snakemake and its jobs; what has not ended in time is killed.

    Told so, Snakemake starts no further job and unlocks the folder as soon as those at work have ended. It would wait
    for jobs on other machines, also on one that died; by Ctrl-C it is told to call them off.
    """
    if elsewhere and os.name != "nt":
        process.send_signal(signal.SIGINT)
    else:
        process.terminate()
    until = time.monotonic() + (PATIENCE_ELSEWHERE if elsewhere else PATIENCE)
    jobs: set[psutil.Process] = set()
    while process.poll() is None:
        late = time.monotonic() > until
        with suppress(psutil.Error):
            jobs |= set(process.children(recursive=True))
        # What calls jobs off elsewhere is a process of Snakemake's, too.
        for one in [*jobs, process] if late else () if elsewhere else jobs:
            with suppress(psutil.Error):
                one.kill() if late else one.terminate()
        with suppress(psutil.TimeoutExpired):
            process.wait(timeout=0.2)
    for left in psutil.wait_procs(jobs, timeout=PATIENCE)[1]:
        with suppress(psutil.Error):
            left.kill()


@contextmanager
def room_for_caches() -> Iterator[dict[str, str]]:
    """The environment of a run; where the home cannot be written, as in many containers, with one that is soon removed.

    Snakemake, and libraries that a run uses, keep caches there and do not start without.
    """
    environment = dict(os.environ)
    try:
        given = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - which raises nothing
        writable = os.name == "nt" or not folder_problems([Path(given), Path(given, "snakemake")])
    except OSError:
        writable = False
    if writable:
        yield environment
        return
    with tempfile.TemporaryDirectory(prefix="benang-home-") as home:
        environment.pop("XDG_CACHE_HOME", None)
        yield environment | {"HOME": home}


def clean(study: Path) -> int:
    """Remove what runs made: results, reports, logs and Snakemake's records. The key of the pseudonyms stays."""
    from benang.core.config import read_study
    from benang.core.config_checks import PRIVATE_RUN

    described, problems = read_study(study)
    if described is None:
        say(format_problems(problems, message_language(study / "config.yaml")), sys.stderr)
        return 1
    if lost := filled_in(study, described.results):
        say(format_problems(lost, described.language), sys.stderr)
        return 1
    private = f"{described.private}/{PRIVATE_RUN}"
    for folder in (
        described.results,
        described.reports,
        f"{private}/batches",
        f"{private}/read",
        f"{private}/drawn",
        f"{private}/typeset",
        f"{private}/parts",
        "logs",
        ".snakemake",
    ):
        shutil.rmtree(study / folder, ignore_errors=True)
    return 0


def clear_remains(study: Path) -> bool:
    """Let other runs end, then remove the lock and the half-written files of one that was killed.

    The jobs of a killed run outlive it. They write whole files only, so nothing they leave is broken; but a lock may be
    removed only when nobody is at work in the folder any more, in another container or on another machine either.

    Returns:
        Whether the folder is free; False where a run on another machine may be at work, which was said.
    """
    reported: list[str] = []

    def report() -> None:
        if not reported:
            reported.append(words(study, "waiting"))
            say(reported[0])

    while True:
        state, run = (Standing.LIVING, None) if at_work(study) else standing(study, waiting=report)
        if state is not Standing.LIVING:
            break
        report()
        time.sleep(0.5)
    if state is Standing.SILENT:
        say(lock_message("silent", run, message_language(study / "config.yaml")), sys.stderr)
        return False
    if is_locked(study):
        for half_written in study.rglob(".benang-*"):
            if half_written.is_dir():
                shutil.rmtree(half_written, ignore_errors=True)
            else:
                half_written.unlink(missing_ok=True)
        remove_lock(study)
    return True


def unlock(study: Path) -> int:
    """Remove the lock of a run that has ended; one that lives keeps it."""
    language = message_language(study / "config.yaml")
    state, run = (Standing.LIVING, read_run(study)) if at_work(study) else standing(study)
    if state is Standing.LIVING:
        say(lock_message("living", run, language) if run else words(study, "waiting"), sys.stderr)
        return 1
    say(lock_message("unlocked" if is_locked(study) else "not_locked", run, language))
    remove_lock(study)
    return 0


def at_work(study: Path) -> bool:
    """Whether a Snakemake process, or a job it started, is at work in the study's folder."""
    own = {os.getpid(), *above(psutil.Process())}
    for process in psutil.process_iter(["pid"]):
        if process.pid in own:
            continue
        try:
            if is_snakemake(process.cmdline()) and Path(process.cwd()) == study:
                return True
        except (psutil.Error, OSError):
            continue
    return False


def above(process: psutil.Process) -> Iterator[int]:
    """The processes above one, as far up as they are there: one may end while they are looked at (a run by nohup)."""
    with suppress(psutil.Error):
        while parent := process.parent():
            yield parent.pid
            process = parent


def is_snakemake(command: list[str]) -> bool:
    """Whether a command is Snakemake, or a script or server that it started; a tool that reads its files is none."""
    started = [Path(word).stem for word in command[:2]]
    return (
        "snakemake" in started
        or ["-m", "snakemake"] in [command[place : place + 2] for place in range(4)]
        or any(Path(word).parts[-3:-1] == (".snakemake", "scripts") for word in command[1:])
        or any(Path(word) == SERVER for word in command[1:2])
    )


def words(study: Path, name: str) -> str:
    """One of the launcher's sentences, in the study's language."""
    return sentence(name, message_language(study / "config.yaml"))


def finish(study: Path, given: Path, seconds: float) -> None:
    """The last lines of a run: what was made, of what, and how long it took; paths as from where it was called.

    The reports are those of the study now, also where there was nothing to be done for it.
    """
    from benang.core.config import read_study

    described, _ = read_study(study)
    if described is None:
        return
    mark_current(study / described.reports)
    summary = study / described.results / "summary.json"
    lines = json.loads(summary.read_text(encoding="utf-8"))["lines"]
    folder = "" if given == Path() else f"{given.as_posix()}/"
    lines += [f"{folder}{line}" for line in mark_requested(study, described.results, described.language)]
    say("\n".join(["", *(line.replace("{study}/", folder) for line in lines), f"{seconds:.0f} s"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
