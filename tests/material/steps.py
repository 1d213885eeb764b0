"""Work counted instead of timed: how many functions are called."""

import gc
import sys
from collections.abc import Callable
from typing import Any


def steps(work: Callable[[Any], object], given: Any) -> int:
    """How many functions, Python's own among them, are called while ``work`` does what is ``given``.

    The same on every machine, however busy. What happens within one search of a regular expression is not seen: that
    is for ``benchmarks/hostile.py``.
    """
    count = 0

    def one(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    work(given)  # what is loaded or kept the first time is not counted
    gc.disable()
    before = sys.getprofile()
    sys.setprofile(one)
    try:
        work(given)
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def grows_evenly(work: Callable[[Any], object], text: str, times: int = 4) -> bool:
    """Whether ``times`` the text takes about ``times`` the steps; what compares all with all takes ``times``²."""
    return steps(work, text * times) <= 1.5 * times * steps(work, text) + 1000
