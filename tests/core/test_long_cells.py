"""Cells beyond the limit of ``csv`` can be read for a while, and the limit is then what it was."""

import csv

import pytest

from benang.changes.table_changes import of_csv
from benang.core.long_cells import long_cells


def test_the_limit_of_the_process_is_as_before() -> None:
    before = csv.field_size_limit()
    assert of_csv("a\n" + "x" * 200_000 + "\n").rows[0]["a"] == "x" * 200_000
    assert csv.field_size_limit() == before
    with pytest.raises(ValueError), long_cells():
        raise ValueError
    assert csv.field_size_limit() == before
