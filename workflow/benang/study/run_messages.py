"""What a person sees of a run that ends early: what stopped it, once, and nothing of how Snakemake met it.

A step says in a message of its own what is wrong and how to mend it (``benang.core.reporting``). Snakemake then tells
the same as an exception of a rule, of a process and of the workflow, with paths of its own. That is held back where a
step has spoken; it stays in Snakemake's log. Whatever no step has spoken of (a step that was killed, a fault of
Snakemake) is shown as Snakemake says it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from benang.study.run_progress import RunProgress

LOGGER = "snakemake.logging"
HANDLER = "DefaultStreamHandler"
"""The logger of Snakemake, and its handler that writes to the terminal."""

_ON_REQUEST = ("Terminating processes on user request", "Will exit after finishing currently running jobs")
"""How what Snakemake says begins when somebody ends a run."""

_ENDED = re.compile(r"died with <Signals\.SIG(?:INT|TERM)|non-zero exit status 1(?:30|43)\b")
"""A step that was ended by a signal, itself or as its shell tells it."""

_FAILED = re.compile(r"CalledProcessError[\s\S]*non-zero exit status 1\.")
"""A step that ended with an error, as a step does that has said what is wrong."""

_AFTERWARDS = (
    "Shutting down, this might take some time.",
    "Exiting because a job execution failed.",
    "Complete log(s):",
    "Elapsed time:",
    "WorkflowError:\nAt least one job did not complete successfully.",
)
"""What Snakemake says at the end of a run that failed, whatever it was."""


class RunMessages(logging.Filter):
    """Lets through what a person needs of Snakemake's messages.

    Args:
        stopped: the file in which steps write what stopped them (``reporting.STOPPED``).
        on_request: called once, when it shows that somebody has ended the run.
        progress: says in short what of Snakemake's messages is for information; None where these are shown.

    Attributes:
        ended: whether somebody has ended the run.
    """

    def __init__(self, stopped: Path, on_request: Callable[[], None], progress: RunProgress | None = None) -> None:
        super().__init__()
        self.ended = False
        self._stopped = stopped
        self._on_request = on_request
        self._progress = progress
        self._held = False

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message is shown."""
        said, event = record.getMessage(), getattr(record, "event", None)
        kind = str(getattr(event, "value", event) or "").casefold()
        if said.startswith(_ON_REQUEST) or (kind == "error" and _ENDED.search(said)):
            self._end()
        if self.ended:
            return False
        if kind == "error" and _FAILED.search(said):
            hold = self._stopped.exists()
        elif kind == "job_error":
            hold = _has_spoken(getattr(record, "log", None) or [])
        else:
            if self._held and said.startswith(_AFTERWARDS):
                return False
            return not (self._progress and self._progress.told(record))
        self._held |= hold
        return not hold

    def _end(self) -> None:
        if not self.ended:
            self.ended = True
            self._on_request()


def _has_spoken(logs: Iterable[str]) -> bool:
    """Whether a step has written into its log what stopped it."""
    for log in logs:
        with suppress(OSError):
            if Path(log).stat().st_size:
                return True
    return False


def show_run_messages(messages: RunMessages) -> bool:
    """Let ``messages`` say what of Snakemake's is shown in the terminal; nothing where a plugin writes there.

    Returns:
        Whether Snakemake writes there itself.
    """
    handlers = [handler for handler in logging.getLogger(LOGGER).handlers if handler.name == HANDLER]
    for handler in handlers:
        handler.addFilter(messages)
    return bool(handlers)
