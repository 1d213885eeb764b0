"""CSV cells longer than Python's limit, for tables that the program itself wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 2**30


@contextmanager
def long_cells() -> Iterator[None]:
    """Let ``csv`` read cells of any length for a while; the limit is the whole process's, and others rely on it."""
    before = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)
