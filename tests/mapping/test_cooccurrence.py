"""Codes that meet on a passage."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from benang.mapping.cooccurrence import cooccurrence

COLUMNS = ["coding_id", "source_id", "start", "end", "code_id", "coder", "method", "status"]


def codings(*rows: tuple[str, int, int, str, str], method: str = "human") -> pd.DataFrame:
    """Rows as (source, start, end, code, coder)."""
    filled = [
        (f"k{n}", source, start, end, code, coder, method, "accepted")
        for n, (source, start, end, code, coder) in enumerate(rows)
    ]
    return pd.DataFrame(filled, columns=COLUMNS)


def pairs(table: pd.DataFrame) -> dict[tuple[str, str], int]:
    return {(a, b): n for a, b, n in zip(table["code_a"], table["code_b"], table["passages"], strict=True)}


def test_two_coders_on_one_passage_are_one_passage() -> None:
    table = cooccurrence(
        codings(("s", 0, 10, "B", "c1"), ("s", 5, 15, "B", "c2"), ("s", 8, 12, "A", "c1"), ("s", 9, 13, "A", "c2"))
    )
    assert pairs(table) == {("A", "B"): 1}
    assert table.loc[0, "coding_ids"] == "k0;k1;k2;k3"


def test_one_long_passage_meets_two_short_ones_twice() -> None:
    assert pairs(cooccurrence(codings(("s", 0, 100, "A", "c"), ("s", 1, 5, "B", "c"), ("s", 20, 30, "B", "c")))) == {
        ("A", "B"): 2
    }


def test_touching_or_other_sources_do_not_meet() -> None:
    table = cooccurrence(codings(("s", 0, 10, "A", "c"), ("s", 10, 20, "B", "c"), ("t", 0, 10, "B", "c")))
    assert table.empty and list(table.columns) == ["code_a", "code_b", "passages", "coding_ids"]


def test_only_counted_coders() -> None:
    both = codings(("s", 0, 10, "A", "c1"), ("s", 0, 10, "B", "c2"))
    assert pairs(cooccurrence(both, ["c1"])) == {}
    assert pairs(cooccurrence(both, ["c1", "c2"])) == {("A", "B"): 1}
    assert pairs(cooccurrence(codings(("s", 0, 10, "A", "r"), ("s", 0, 10, "B", "r"), method="rule"))) == {}


rows = st.lists(
    st.tuples(st.sampled_from("st"), st.integers(0, 30), st.integers(1, 8), st.sampled_from("ABC")), max_size=12
)


@given(rows)
def test_passages_are_the_runs_of_text_that_both_codes_cover(spans: list[tuple[str, int, int, str]]) -> None:
    table = cooccurrence(codings(*[(source, start, start + n, code, "c") for source, start, n, code in spans]))

    def stretches(source: str, code: str) -> list[tuple[int, int]]:
        merged: list[list[int]] = []
        for start, end in sorted((s, s + n) for where, s, n, which in spans if (where, which) == (source, code)):
            if merged and start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        return [(start, end) for start, end in merged]

    expected = {}
    for a, b in (("A", "B"), ("A", "C"), ("B", "C")):
        n = sum(
            max(one[0], other[0]) < min(one[1], other[1])
            for source in "st"
            for one in stretches(source, a)
            for other in stretches(source, b)
        )
        if n:
            expected[a, b] = n
    assert pairs(table) == expected
