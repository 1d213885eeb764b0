"""End a script as its user deserves: with what is wrong and how to mend it, and with no traceback for their mistake."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn, TextIO

from benang.core.job_record import Job, Recording
from benang.core.machine import machine_problem
from benang.core.problems import StudyError, format_problems
from benang.core.run_words import sentence

STOPPED = Path(".snakemake") / "benang-stopped.txt"
"""Where the messages of stopped scripts wait, in the study's folder, to be said as a run's last lines."""

TOLD_AT_END = "BENANG_TOLD_AT_END"
"""A variable of the environment, set where the run itself says at its end what stopped a script."""


@contextmanager
def reporting(
    job: Job, *, kept: Iterable[str] = (), searched: Iterable[str] = (), besides: Iterable[str] = ()
) -> Iterator[list[str]]:
    """Run a script's work; a mistake of the user and a fault of the machine become their message, a mistake of the
    program a log with its traceback.

    What was read and made is recorded (``job_record``), so that the next run knows whether it has to be done again.

    Args:
        job: Snakemake's object of the script: its log, its files, and in its configuration the language of messages.
        kept: files that the script reads and writes without naming them as output.
        searched: folders of which the script reads every file.
        besides: files in these folders that do not count.

    Yields:
        A list for the names of files that the script makes beside its outputs, where their number is known only then.

    Raises:
        SystemExit: with status 1, after anything that went wrong.
    """
    log, language = str(job.log[0]), job.config["language"]
    try:
        Path(log).parent.mkdir(parents=True, exist_ok=True)
        recording = Recording(job, kept, searched, besides) if job.output else None
        beside: list[str] = []
        yield beside
        if recording:
            recording.write(beside)
        Path(log).write_text("", encoding="utf-8")
    except StudyError as error:
        fault = machine_problem(error)
        _stop(error.message(language, [fault] if fault else []), log, "")
    except KeyboardInterrupt:
        sys.exit(130)  # who asked for it needs no account of where it was
    except Exception as error:
        fault = machine_problem(error)
        if fault:
            _stop(format_problems([fault], language), log, "")
        said = sentence("bug", language).replace("{log}", log)
        _stop(said, log, traceback.format_exc())


def _stop(message: str, log: str, details: str) -> NoReturn:
    # Where nothing can be written any more, the message is still said.
    with suppress(OSError):
        Path(log).write_text(f"{message}\n{details}", encoding="utf-8")
    say_at_end(message)
    sys.exit(1)


def say_at_end(message: str) -> None:
    """Say a message as an error, once: with what stopped the run, as its last lines; now, where no run will say it."""
    kept = False
    with suppress(OSError):
        STOPPED.parent.mkdir(exist_ok=True)
        with STOPPED.open("a", encoding="utf-8") as file:
            file.write(message + "\n")
        kept = True
    if not (kept and os.environ.get(TOLD_AT_END)):
        say(message, sys.stderr)


def say(message: str, stream: TextIO | None = None) -> None:
    """Print a message (to standard output by default), also where a console does not know every character."""
    stream = sys.stdout if stream is None else stream
    encoding = stream.encoding or "utf-8"
    print(message.encode(encoding, "replace").decode(encoding), file=stream, flush=True)
