"""Do the same with many things on several processors, where the system makes copies of a process at no cost."""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO, Any, TypeVar

One = TypeVar("One")
Made = TypeVar("Made")

_MOST = 8
"""Processes; more would mostly share one memory's speed."""
_NUMBER = 4
"""Bytes of a number in the queue."""
_QUEUE = 4096
"""Numbers that a pipe takes without being read (the smallest holds 16 KiB)."""


def side_by_side(function: Callable[[One], Made], things: Sequence[One], processes: int) -> list[Made]:
    """``[function(thing) for thing in things]``, by several processes.

    This process works, too, and starts copies of itself for the rest (Linux; elsewhere it works alone). Each takes the
    next thing as soon as it is done with one, so that the longest should stand first. What a copy did not bring back,
    because it was ended or failed, is done here: its error is then this process's own.

    Args:
        function: must not change anything that others see; what it makes can be pickled.
        things: any.
        processes: how many at most.
    """
    made: dict[int, Made] = {}
    processes = min(processes, len(things), _MOST)
    if processes > 1 and sys.platform == "linux":
        made = _shared(function, things, processes)
    return [made[number] if number in made else function(thing) for number, thing in enumerate(things)]


def _shared(function: Callable[[One], Made], things: Sequence[One], processes: int) -> dict[int, Made]:
    """What was made of each thing, by its place; some may be missing."""
    taken, given = os.pipe()
    numbers = range(min(len(things), _QUEUE))
    # A pipe hands each number to one process. With very many things a number stands for several.
    os.write(given, b"".join(number.to_bytes(_NUMBER, "big") for number in numbers))
    os.close(given)
    copies: list[tuple[int, IO[bytes]]] = []
    received: list[threading.Thread] = []
    made: dict[int, Made] = {}
    try:
        copies.extend(_copy(function, things, taken) for _ in range(processes - 1))
        # Read while this process works: a copy whose pipe is full would wait until it is done.
        received.extend(threading.Thread(target=_receive, args=(output, made)) for _, output in copies)
        for thread in received:
            thread.start()
        made.update(_worked(function, things, taken))
    finally:
        os.close(taken)
        for thread in received:
            thread.join()
        for process, output in copies:
            output.close()
            os.waitpid(process, 0)
    return made


def _copy(function: Callable[[One], Made], things: Sequence[One], taken: int) -> tuple[int, IO[bytes]]:
    """A copy of this process at work, and where it brings what it made."""
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        return process, os.fdopen(out, "rb")
    try:
        os.close(out)
        with os.fdopen(into, "wb") as file:
            for pair in _worked(function, things, taken):
                pickle.dump(pair, file)
    finally:
        # Nothing of what ends this process is the copy's to do.
        os._exit(0)


def _worked(function: Callable[[One], Made], things: Sequence[One], taken: int) -> Any:
    while number := os.read(taken, _NUMBER):
        for place in range(int.from_bytes(number, "big"), len(things), _QUEUE):
            yield place, function(things[place])


def _receive(output: IO[bytes], made: dict[int, Any]) -> None:
    """Add what a copy brings to what is made, until it ends; one that was ended leaves half of a thing."""
    with contextlib.suppress(EOFError, pickle.UnpicklingError, OSError):
        while True:
            place, one = pickle.load(output)
            made[place] = one
