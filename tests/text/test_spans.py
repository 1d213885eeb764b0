"""From offsets to turns and lines."""

from __future__ import annotations

import pandas as pd

from benang.core import model
from benang.text.spans import Location, SpanIndex

# Frozen "P: satu\nB: dua tiga\nB: empat", raw lines 1, 3-4 and 6; "dua tiga" was broken over two raw lines.
TURNS = [(1, 3, 7, "", 1), (2, 11, 19, "B", 3), (3, 23, 28, "B", 6)]
SPANS = [(0, 8, 1), (8, 14, 3), (14, 15, 3), (15, 20, 4), (20, 28, 6)]


def index() -> SpanIndex:
    turns = [
        {"source_id": "s", "turn": turn, "start": start, "end": end, "case_id": case, "line": line}
        | {
            "speaker": "",
            "role": "informant",
            "time_start": None,
            "time_end": None,
            "role_from": "",
            "heading": "",
            "n_words": 1,
        }
        for turn, start, end, case, line in TURNS
    ]
    spans = [
        {"source_id": "s", "start": start, "end": end, "raw_start": start, "raw_end": end, "raw_line": line}
        | {"exact": True}
        for start, end, line in SPANS
    ]
    return SpanIndex(model.from_rows("turns", turns), model.from_rows("offset_map", spans))


def test_inside_a_turn() -> None:
    assert index().locate("s", 11, 14) == Location(2, 2, "B", 3)
    assert index().locate("s", 15, 19) == Location(2, 2, "B", 4)


def test_over_several_turns() -> None:
    assert index().locate("s", 5, 25) == Location(1, 3, "", 1)


def test_label_belongs_to_its_turn() -> None:
    assert index().locate("s", 20, 22) == Location(3, 3, "B", 6)
    assert index().locate("s", 11, 11) == Location(2, 2, "B", 3)


def test_past_the_end_and_unknown_source() -> None:
    assert index().locate("s", 90, 95).turn == 3
    assert index().locate("nowhere", 0, 5) == Location(0, 0, "", 0)


def test_one_exact_span_over_many_turns_still_gives_the_turns_line() -> None:
    turns = pd.DataFrame(TURNS, columns=["turn", "start", "end", "case_id", "line"]).assign(source_id="s")
    whole = pd.DataFrame([{"source_id": "s", "start": 0, "raw_line": 1}])
    assert SpanIndex(turns, whole).locate("s", 23, 28).line == 6
