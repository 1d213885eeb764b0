"""The same is made of many things, however many processes share the work."""

import os
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core import side_by_side as module
from benang.core.side_by_side import side_by_side


@given(st.lists(st.text()), st.integers(0, 5))
def test_what_is_made_stands_in_the_order_of_the_things(things, processes):
    assert side_by_side(str.upper, things, processes) == [thing.upper() for thing in things]


def test_more_things_than_the_queue_holds_are_all_done(monkeypatch):
    monkeypatch.setattr(module, "_QUEUE", 3)
    assert side_by_side(abs, range(-10, 10), 3) == [abs(number) for number in range(-10, 10)]


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_the_error_of_a_thing_is_raised(processes):
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda number: 1 // number, [3, 2, 1, 0], processes)


def test_large_results_do_not_wait_for_one_another():
    assert side_by_side(lambda size: b"x" * size, [2**20] * 6, 3) == [b"x" * 2**20] * 6


def test_a_copy_ends_while_this_process_works_on_one_thing():
    here = os.getpid()

    def made(_):
        if os.getpid() != here:
            return b"x" * 2**17  # more than a pipe holds
        for _ in range(300):
            if os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                return b""
            time.sleep(0.1)
        raise TimeoutError("the copy waits until what it brings is read")

    assert side_by_side(made, range(20), 2).count(b"") <= 1


def test_what_an_ended_copy_had_begun_is_done_here():
    here = os.getpid()

    def made(number):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert side_by_side(made, range(20), 3) == list(range(20))


def children():
    """The processes that this one started and that are not gone; pytest may have some, too."""
    return {each for one in Path("/proc/self/task").glob("*/children") for each in one.read_text().split()}


def test_no_process_is_left():
    before = children()
    side_by_side(abs, range(5), 4)
    assert children() <= before
