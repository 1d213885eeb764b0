"""When codes came up, and saturation, beside the oracle."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benang.core import model
from benang.mapping.code_emergence import CODINGS, dated, emergence
from benang.mapping.saturation import EMPTY, FEW, TIED, UNDATED, reached, saturation, why_not

from . import emergence as oracle
from .studies import studies
from .test_library import Frames

EXAMPLES = settings(max_examples=60, report_multiple_bugs=False)
NO_HISTORY = model.empty("codebook_history")
DAYS = [f"2024-03-{day:02}" for day in range(1, 7)]
TIMES = [f"2024-03-0{day}T{hour:02}:00:00" for day in (1, 2, 3) for hour in (9, 12, 23)]


@EXAMPLES
@given(studies(), st.data())
def test_codes_come_up_as_their_dates_say(study, data):
    dates = data.draw(st.sampled_from([DAYS, TIMES, [f"{time}Z" for time in TIMES], DAYS + TIMES, ["", *DAYS]]))
    for row in study.codings:
        row["date"] = data.draw(st.sampled_from(dates))
    frames = Frames(study)
    rows = emergence(frames.codings, frames.sources, NO_HISTORY, frames.counting, count_emergence=True)
    rows = model.conform(rows, "emergence")
    expected = oracle.emergence(study)
    found = [
        [row["names"].tolist(), set(row["code_ids"]), row["returned"], row["cumulative"]]
        for row in rows.to_dict("records")
    ]
    assert found == expected
    assert rows["new"].tolist() == [len(codes) for codes in rows["code_ids"]]
    mine = oracle.mine(study)
    known = dated(frames.codings, frames.sources, frames.counting)
    assert (known.dated, known.codings) == (sum(bool(row["date"]) for row in mine), len(mine))
    if known.holds:  # every code that anybody gave came up once, every interview was begun once
        assert sorted(code for codes in rows["code_ids"] for code in codes) == sorted({r["code_id"] for r in mine})
        assert sorted(name for names in rows["names"] for name in names) == sorted({r["source_id"] for r in mine})
        assert rows["new"].sum() == rows["cumulative"].iloc[-1]


def steps(new, tied=False):
    """The matrix of interviews that bring ``new`` codes each."""
    rows, total = [], 0
    for number, count in enumerate(new, 1):
        total += count
        names = [f"i{number}", "other"] if tied and number == 2 else [f"i{number}"]
        cells = {"basis": CODINGS, "step": number, "names": names, "date": f"2024-03-{number:02}", "new": count}
        rows.append({**cells, "returned": 0, "cumulative": total, "code_ids": [f"c{total - n}" for n in range(count)]})
    return model.from_rows("emergence", rows)


@EXAMPLES
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=25),
    st.integers(1, 6),
    st.integers(1, 4),
    st.sampled_from([0.0, 0.05, 0.1, 0.25, 1.0]),
)
def test_runs_are_those_of_the_definition(new, base, run, threshold):
    chosen = {"base": base, "run": run, "threshold": threshold}
    matrix = steps(new)
    runs = model.conform(saturation(matrix, chosen), "saturation")
    if len(new) < max(10, base + run):
        assert (why_not(matrix, chosen), len(runs)) == (FEW, 0)
        return
    if not sum(new[:base]):
        assert (why_not(matrix, chosen), len(runs)) == (EMPTY, 0)
        return
    expected = oracle.saturation(new, base, run, threshold)
    assert {row.last: (row.new, row.reached) for row in runs.itertuples()} == {
        last: (found, held) for last, (found, _, held) in expected.items()
    }
    for row in runs.itertuples():
        assert row.ratio == pytest.approx(float(expected[row.last][1]), abs=1e-12)
        assert (row.first, row.base_codes) == (row.last - run + 1, sum(new[:base]))
    firsts = [last - run for last, (_, _, held) in expected.items() if held]
    found = reached(matrix, runs, chosen)
    assert found.after == (min(firsts) if firsts else 0)
    assert found.lost == (
        bool(firsts) and any(last - run > min(firsts) and not held for last, (*_, held) in expected.items())
    )


def test_one_worked_by_hand():
    # 20 codes in the first four interviews; 5 % of them is one code. Interviews 5 and 6 bring 3, 6 and 7 bring 1.
    matrix = steps([9, 6, 3, 2, 2, 1, 0, 1, 0, 0])
    chosen = {"base": 4, "run": 2, "threshold": 0.05}
    runs = saturation(matrix, chosen)
    assert runs[["first", "last", "new"]].to_numpy().tolist() == [
        [5, 6, 3],
        [6, 7, 1],
        [7, 8, 1],
        [8, 9, 1],
        [9, 10, 0],
    ]
    assert runs["ratio"].tolist() == [0.15, 0.05, 0.05, 0.05, 0.0]
    assert reached(matrix, runs, chosen) == ("", 10, 5, 0.05, False)
    again = steps([9, 6, 3, 2, 0, 0, 0, 1, 1, 0])
    assert reached(again, saturation(again, chosen), chosen) == ("", 10, 4, 0.0, True)
    none = {**chosen, "threshold": 0.0, "run": 3}
    assert reached(matrix, saturation(matrix, none), none) == ("", 10, 0, 0.05, False)


def test_one_that_other_programs_of_the_method_know_the_answer_of():
    """Two other implementations (in R and in Python) test themselves with 4, 3, 2, 1, 1, 0, 0, 0 new codes:
    base 10, 10 % in interviews 5 and 6, none in 6 and 7: "5+2". The publication's own tables were not to be had.
    Two more interviews without a new code change nothing, and make the ten that are asked for here."""
    chosen = {"base": 4, "run": 2, "threshold": 0.05}
    matrix = steps([4, 3, 2, 1, 1, 0, 0, 0, 0, 0])
    runs = saturation(matrix, chosen)
    assert runs["base_codes"].unique().tolist() == [10]
    assert runs[["first", "last", "ratio", "reached"]].head(2).to_numpy().tolist() == [
        [5, 6, 0.1, False],
        [6, 7, 0.0, True],
    ]
    found = reached(matrix, runs, chosen)
    assert (found.after, chosen["run"], found.lost) == (5, 2, False)


def test_where_it_does_not_hold_nothing_is_counted():
    chosen = {"base": 4, "run": 2, "threshold": 0.05}
    assert why_not(model.empty("emergence"), chosen) == UNDATED
    tied = steps([1] * 12, tied=True)
    assert (why_not(tied, chosen), len(saturation(tied, chosen))) == (TIED, 0)
    assert why_not(steps([3] * 9), chosen) == FEW
    assert saturation(steps([3] * 12)).empty  # nobody asked for it


def history(*versions):
    rows = [
        {"number": number, "version": str(number), "date": date, "note": "", "change": change, "old": old, "new": new}
        for number, (date, changes) in enumerate(versions, 1)
        for change, old, new in changes or [("", [], [])]
    ]
    return model.from_rows("codebook_history", rows)


def test_without_dates_of_codings_the_history_of_the_codebook_tells_if_it_has_dates():
    empty = model.empty("codings"), model.empty("sources")
    versions = [("2024-01", []), ("2024-02-01", [("added", [], ["a", "b"]), ("renamed", ["x"], ["y"])])]
    rows = emergence(*empty, history(*versions, ("2024-03", [("added", [], ["c"])])), count_emergence=True)
    assert rows[["basis", "step", "new", "cumulative"]].to_numpy().tolist() == [
        ["versions", 1, 0, 0],
        ["versions", 2, 2, 2],
        ["versions", 3, 1, 3],
    ]
    assert emergence(*empty, history(*versions, ("", [])), count_emergence=True).empty
    assert emergence(*empty, history(*versions)).empty  # nobody asked
    assert isinstance(rows, pd.DataFrame)
