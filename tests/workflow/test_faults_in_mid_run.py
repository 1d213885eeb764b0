"""What meets a run in its middle costs it that one run at most: the next one ends with the bytes of an undisturbed one.

By default a dozen interviews and a few faults of each kind; each night two hundred, with all of them:

    BENANG_FAULTS_INTERVIEWS=200 BENANG_FAULTS_KILLS=20 BENANG_FAULTS_FULL_DISKS=6 BENANG_FAULTS_CHANGES=3 \\
        .venv/bin/python -m pytest tests/workflow/test_faults_in_mid_run.py

The last lines tell how many faults were tried and survived. Each fault comes at a place in the run that is drawn by lot
with a fixed seed (``BENANG_FAULTS_SEED`` draws others). After each one no file may be there that is not whole.
"""

import os
import random
import shutil
import time
from itertools import cycle
from typing import NamedTuple

import pytest
from corpus import Size, write_corpus
from faults import (
    LONGEST,
    asleep,
    begun,
    came_to,
    date,
    fill,
    jobs_done,
    jump_of_the_clock,
    kill,
    moments,
    mounted,
    read_only,
    unfinished,
)

from benang.core.problems import Problem

INTERVIEWS = int(os.environ.get("BENANG_FAULTS_INTERVIEWS", "12"))
KILLS = int(os.environ.get("BENANG_FAULTS_KILLS", "4"))
FULL_DISKS = int(os.environ.get("BENANG_FAULTS_FULL_DISKS", "1"))
CHANGES = int(os.environ.get("BENANG_FAULTS_CHANGES", "1"))
SEED = os.environ.get("BENANG_FAULTS_SEED", "1")
IN_A_ROW = 5
"""Faults that one study meets, one after the other, before its bytes are compared."""
WHOM = ("everything", "run", "job", "snakemake")
LANGUAGE = "id"
"""Of the study, and so of what its runs say."""
DAY = 86_400
ROOM = 64 << 20
"""Bytes of a disk beyond three times what the study takes."""

pytestmark = [
    pytest.mark.slow,  # all start runs of their own
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither these rights nor these signals"),
]


class Undisturbed(NamedTuple):
    """What a run that nothing met has made: checksums by file, its jobs, and its size in bytes."""

    checksums: dict
    jobs: int
    size: int


def written(folder):
    """The study: short interviews, five with each person."""
    size = Size(INTERVIEWS, words=200, codings=6, people=max(2, INTERVIEWS // 5))
    write_corpus(folder, size, batches=max(2, INTERVIEWS // 25))
    return folder


def run_to_the_end(study, log):
    assert begun(study, log).wait(timeout=LONGEST) == 0, said(log)


def said(log):
    return log.read_text(encoding="utf-8", errors="replace")[-6_000:]


def undisturbed_run(study, checksums_of):
    run_to_the_end(study, study.parent / "log.txt")
    size = sum(path.lstat().st_size for path in study.rglob("*"))
    return Undisturbed(checksums_of(study), jobs_done(study), size)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, checksums_of):
    return undisturbed_run(written(tmp_path_factory.mktemp("undisturbed") / "study"), checksums_of)


def change_transcript(study):
    """One more turn at the end of a transcript."""
    transcript = sorted((study / "data" / "interviews").iterdir())[INTERVIEWS // 2]
    with transcript.open("a", encoding="utf-8") as file:
        file.write("T: Sudah cukup?\nJ: Iya, terima kasih banyak.\n")
    return transcript


@pytest.fixture(scope="module")
def undisturbed_after_change(tmp_path_factory, checksums_of):
    study = written(tmp_path_factory.mktemp("changed") / "study")
    change_transcript(study)
    return undisturbed_run(study, checksums_of)


@pytest.fixture
def tried(record_property):
    """Take down that a fault was tried, or survived (``faults.tally``)."""

    def take_down(fault, times=1, what="tried"):
        for _ in range(times):
            record_property(what, fault)

    return take_down


def assert_whole(study, undisturbed, checksums_of):
    """No result is there that is half-written, or another than it comes to be."""
    there = checksums_of(study, ("results",))
    expected = undisturbed.checksums
    assert {name for name in there if name in expected and there[name] != expected[name]} == set()


def assert_same(study, undisturbed, checksums_of):
    made = checksums_of(study)
    assert sorted(made) == sorted(undisturbed.checksums)
    assert [name for name in made if made[name] != undisturbed.checksums[name]] == []
    assert unfinished(study) == []
    assert list(study.glob(".snakemake/locks/*")) == []


def rows(number):
    """So many faults in rows of those that one study meets."""
    return [(row, min(IN_A_ROW, number - row * IN_A_ROW)) for row in range(-(-number // IN_A_ROW))]


@pytest.mark.parametrize(("row", "number"), rows(KILLS))
def test_killed_a_run_is_started_again(tmp_path, undisturbed, checksums_of, tried, row, number):
    study, log = written(tmp_path / "study"), tmp_path / "log.txt"
    whom = cycle(random.Random(f"whom {SEED} {row}").sample(WHOM, len(WHOM)))
    for moment in moments(number, undisturbed.jobs, f"kill {SEED} {row}"):
        process = begun(study, log)
        assert came_to(process, study, moment), said(log)
        tried("killed")
        kill(process, next(whom))
        assert_whole(study, undisturbed, checksums_of)
    run_to_the_end(study, log)
    assert_same(study, undisturbed, checksums_of)
    tried("killed", number, "survived")


@pytest.mark.skipif(not shutil.which("mount"), reason="there is no mount")
@pytest.mark.parametrize(("row", "number"), rows(FULL_DISKS))
def test_a_full_disk_is_told_and_with_room_a_run_goes_on(tmp_path, undisturbed, checksums_of, tried, row, number):
    log = tmp_path / "log.txt"
    with mounted(tmp_path / "disk", "-o", f"size={3 * undisturbed.size + ROOM}") as disk:
        study = written(disk / "study")
        for moment in moments(number, undisturbed.jobs, f"full {SEED} {row}"):
            log.unlink(missing_ok=True)
            process = begun(study, log)
            assert came_to(process, study, moment), said(log)
            tried("disk full")
            fill(disk / "filler")
            assert process.wait(timeout=LONGEST) != 0
            assert Problem("disk-full").what(LANGUAGE) in said(log)
            assert "Traceback" not in said(log)
            (disk / "filler").unlink()
            assert_whole(study, undisturbed, checksums_of)
            assert unfinished(study) == []
        run_to_the_end(study, log)
        assert_same(study, undisturbed, checksums_of)
        tried("disk full", number, "survived")


@pytest.mark.parametrize("later", [False, True], ids=["at once", "later"])
def test_two_runs_at_once(tmp_path, undisturbed, checksums_of, tried, later):
    study, logs = written(tmp_path / "study"), [tmp_path / "first.txt", tmp_path / "second.txt"]
    first = begun(study, logs[0])
    if later:
        (moment,) = moments(1, undisturbed.jobs, f"two {SEED}")
        assert came_to(first, study, moment), said(logs[0])
    tried("two runs at once")
    second = begun(study, logs[1])
    ended = [first.wait(timeout=LONGEST), second.wait(timeout=LONGEST)]
    # Who comes later waits; of two that begin in one moment one may be told of the other.
    assert 0 in ended and (ended == [0, 0] or not later), [*map(said, logs)]
    assert_same(study, undisturbed, checksums_of)
    tried("two runs at once", what="survived")


def test_results_that_can_only_be_read_are_told_and_stay_what_they_were(tmp_path, undisturbed, checksums_of, tried):
    study, log = written(tmp_path / "study"), tmp_path / "log.txt"
    process = begun(study, log, as_user=True)
    (moment,) = moments(1, undisturbed.jobs, f"read-only {SEED}")
    assert came_to(process, study, moment), said(log)
    tried("results read-only")
    with read_only(study / "results"):
        assert process.wait(timeout=LONGEST) != 0
        assert Problem("no-permission").what(LANGUAGE) in said(log)
        assert "Traceback" not in said(log)
        assert_whole(study, undisturbed, checksums_of)
        log.unlink()
        tried("results read-only")
        assert begun(study, log, as_user=True).wait(timeout=LONGEST) != 0
        assert Problem("no-permission").what(LANGUAGE) in said(log)
    run_to_the_end(study, log)
    assert_same(study, undisturbed, checksums_of)
    tried("results read-only", 2, "survived")


def test_a_clock_that_jumps(tmp_path, undisturbed, checksums_of, tried):
    study, log = written(tmp_path / "study"), tmp_path / "log.txt"
    own = [path for path in study.rglob("*") if path.is_file()]
    date(own, 10 * DAY)
    tried("clock jumps")  # back, before the run
    process = begun(study, log)
    faults = (
        lambda: jump_of_the_clock(study, -DAY),
        lambda: jump_of_the_clock(study, 30 * DAY),
        lambda: date(own, time.time() - own[0].stat().st_mtime + DAY),  # written by a machine whose clock is ahead
        lambda: jump_of_the_clock(study, -2 * DAY),
    )
    for moment, fault in zip(moments(len(faults), undisturbed.jobs, f"clock {SEED}"), faults, strict=True):
        assert came_to(process, study, moment), said(log)
        with asleep(process):
            tried("clock jumps")
            fault()
    assert process.wait(timeout=LONGEST) == 0, said(log)
    assert_same(study, undisturbed, checksums_of)
    run_to_the_end(study, log)
    assert_same(study, undisturbed, checksums_of)
    tried("clock jumps", 1 + len(faults), "survived")


@pytest.mark.parametrize("number", range(CHANGES))
def test_a_transcript_that_changes_counts_with_the_next_run(
    tmp_path, undisturbed, undisturbed_after_change, checksums_of, tried, number
):
    study, log = written(tmp_path / "study"), tmp_path / "log.txt"
    process = begun(study, log)
    moment = moments(CHANGES, undisturbed.jobs, f"changed {SEED}")[number]
    assert came_to(process, study, moment), said(log)
    tried("a transcript changed")
    transcript = change_transcript(study)
    if number % 2:
        date([transcript], -DAY)  # as what is copied with its time
    process.wait(timeout=LONGEST)
    assert "Traceback" not in said(log)
    run_to_the_end(study, log)
    assert_same(study, undisturbed_after_change, checksums_of)
    tried("a transcript changed", what="survived")
