"""Let Snakemake go on where it would end a run for what does no harm to a study."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import wraps
from typing import Any


def make_forgiving(dag: Any) -> None:
    """Change three of the habits of Snakemake's graph of jobs.

    - It ends a run where an output is older than an input, as when the clock was put right between them: here contents
      tell what has to be done again (``contents``).
    - It ends with a traceback, before a step's message is told, where the empty folders of what was not made cannot be
      removed, as on a disk that can only be read;
    - and where the outputs of a step that stopped cannot: they are whole, and the step is done again in any case.

    Args:
        dag: Snakemake's, of a run that begins; what another version lacks stays as it is.
    """
    if hasattr(dag, "check_output_mtime"):
        dag.check_output_mtime = _unchecked
    if hasattr(dag, "cleanup_workdir"):
        dag.cleanup_workdir = _forgiving(dag.cleanup_workdir)
    # A job has no place for a function of its own.
    for kind in {type(job) for job in getattr(dag, "jobs", ())}:
        if hasattr(kind, "cleanup"):
            kind.cleanup = _forgiving_later(kind.cleanup)


async def _unchecked(*_: object) -> None:
    return None


def _forgiving(function: Callable[..., None]) -> Callable[..., None]:
    @wraps(function)
    def forgiven(*given: object, **named: object) -> None:
        with suppress(OSError):
            function(*given, **named)

    return forgiven


def _forgiving_later(function: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    @wraps(function)
    async def forgiven(*given: object, **named: object) -> None:
        with suppress(OSError):
            await function(*given, **named)

    return forgiven
