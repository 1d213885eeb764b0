"""Whatever is in a file, reading it ends soon and in text or in a problem a person can understand.

The short form reads some hundreds of files, a quarter of them where not all tests are run. The full form reads as many
as ``BENANG_FUZZ_CASES`` says, with lines of 50 megabytes among them, on two processors:

    BENANG_FUZZ_CASES=10000 .venv/bin/python -m pytest tests/sources/readers/test_fuzz.py

``BENANG_FUZZ_SEED=123`` reads one case alone, in the size of the full form.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from bombs import BOMBS
from fuzz_worker import Outcome, serve

SHORT = 600
FULL = 400
"""Size of the bombs in the full form: lines of 50 megabytes."""
PATIENCE = 120
"""Seconds of waiting, after which a process that does not answer is ended."""


def outcomes(seeds: Sequence[int], size: int) -> Iterator[Outcome]:
    """Read the cases in a process that is replaced when it has grown, does not answer, or has died."""
    context = multiprocessing.get_context("spawn")
    waiting = list(reversed(seeds))
    while waiting:
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, size), daemon=True)
        process.start()
        theirs.close()
        last = False
        while waiting and not last:
            seed, what = waiting.pop(), ""
            try:
                ours.send(seed)
                while True:
                    if not ours.poll(PATIENCE):
                        process.kill()
                        raise EOFError
                    answer = ours.recv()
                    if isinstance(answer, Outcome):
                        break
                    what = answer
                yield answer
                last = answer.last
            except (EOFError, OSError):
                process.join()
                yield Outcome(seed, what, False, f"the process ended with {process.exitcode}", 0)
                last = True
        if process.is_alive() and not last:
            ours.send(-1)
        ours.close()
        process.join(PATIENCE)


def test_no_file_does_harm(capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config) -> None:
    full = int(os.environ.get("BENANG_FUZZ_CASES", "0"))
    only = os.environ.get("BENANG_FUZZ_SEED")
    if only:
        parts = [[int(only)]]
    elif full:
        parts = [list(range(part, full, 2)) for part in range(2)]
    else:
        # Of the many bombs every fifth, and as many other cases; of both a quarter where not all tests are run.
        share = 1 if pytestconfig.getoption("all") else 4
        bombs = range(0, len(BOMBS), 5 * share)
        parts = [[*bombs, *range(len(BOMBS), len(BOMBS) + SHORT // share - len(bombs))]]
    with ThreadPoolExecutor(len(parts)) as pool:
        results = list(pool.map(lambda seeds: list(outcomes(seeds, FULL if full or only else 1)), parts))
    found = sorted((one for result in results for one in result), key=lambda one: one.seed)
    wrong = [one for one in found if one.wrong]
    slowest = max(found, key=lambda one: one.seconds)
    read = sum(one.read for one in found)
    with capsys.disabled():
        print(
            f"\nfuzzing: {len(found)} files, {read} read, {len(found) - read - len(wrong)} refused, {len(wrong)} wrong;"
            f" slowest {slowest.seconds:.1f} s ({slowest.what})"
        )
    assert not wrong, "\n".join(f"BENANG_FUZZ_SEED={one.seed} ({one.what}): {one.wrong}" for one in wrong)
