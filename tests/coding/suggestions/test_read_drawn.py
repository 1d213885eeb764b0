"""Passages are drawn of the batches one by one as they are of all together."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from benang.coding.suggestions.candidate_passages import drawn, read_drawn
from benang.core import model
from benang.core.tables import write_table


@pytest.mark.parametrize("most", [1, 7, 39, 40, 100])
@pytest.mark.parametrize("batches", [1, 3])
def test_the_same_are_drawn_whatever_batches_there_are(tmp_path: Path, most: int, batches: int) -> None:
    rows = [
        {"passage_id": f"{source}{start}", "source_id": f"s{source}", "case_id": "", "turn": 1, "start": start}
        | {"end": start + 5, "language": "en"}
        for source in range(8)
        for start in range(0, 50, 10)
    ]
    whole = model.from_rows("candidates", rows)
    paths = [tmp_path / f"{batch}.candidates.parquet" for batch in range(batches)]
    for batch, path in enumerate(paths):
        mine = whole["source_id"].map(lambda source: int(source[1:]) % batches) == batch
        write_table(whole[mine], path, "candidates")
    found, problems = read_drawn(paths, most)
    expected, more = drawn(whole, most)
    pd.testing.assert_frame_equal(found, expected)
    assert problems == more
