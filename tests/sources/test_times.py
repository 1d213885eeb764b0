from __future__ import annotations

import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from benang.core import model
from benang.sources.times import times_at

TIMES = model.from_rows(
    "times",
    [
        {"source_id": source_id, "start": start, "time_start": seconds, "time_end": None}
        for source_id, start, seconds in (("b", 3, 1.5), ("b", 10, 4.0), ("a", 5, 60.0), ("b", 20, 2.0))
    ],
)


def time_at(times, source_id, start):
    """The last time at a place or before it, looked for one by one."""
    rows = times[(times["source_id"] == source_id) & (times["start"] <= start)]
    return float(rows.sort_values("start")["time_start"].iloc[-1]) if len(rows) else None


def test_the_time_that_holds_at_a_place():
    places = (("b", 0), ("b", 3), ("b", 9), ("b", 10), ("b", 99), ("a", 4), ("a", 5), ("c", 5))
    source_ids, starts = (pd.Series(column) for column in zip(*places, strict=True))
    found = [None if math.isnan(seconds) else seconds for seconds in times_at(TIMES, source_ids, starts)]
    assert found == [None, 1.5, 1.5, 4.0, 2.0, None, 60.0, None]
    assert times_at(model.empty("times"), pd.Series(["b"]), pd.Series([3])).isna().all()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30)), max_size=20))
def test_many_places_at_once(places):
    frame = pd.DataFrame(places, columns=["source_id", "start"], index=[7] * len(places))
    frame = frame.astype({"source_id": "str", "start": "int64"})
    for times in (TIMES, model.empty("times")):
        found = times_at(times, frame["source_id"], frame["start"])
        assert found.index.equals(frame.index)
        assert [None if math.isnan(seconds) else seconds for seconds in found] == [
            time_at(times, *place) for place in places
        ]
