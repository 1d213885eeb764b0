"""Rows whose cells are made when they are asked for hold what dictionaries of them would."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core import model, table_rows
from benang.core.table_rows import TableRows
from benang.mapping.turn_rows import TurnRows

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["ana", "ben", ""]), st.text(max_size=3), st.integers(), st.floats(0, 9), st.booleans()
    ).filter(lambda row: abs(row[2]) < 2**62),
    max_size=50,
)


@examples(100)
@given(rows=ROWS, small=st.booleans())
def test_a_row_has_the_cells_of_its_dictionary(rows: list[tuple[str, str, int, float, bool]], small: bool) -> None:
    table = pd.DataFrame(rows, columns=["coder", "said", "n", "time", "flag"])
    table = table.astype({"coder": "str", "said": "str", "n": "int64", "time": "float64", "flag": "bool"})
    table["ids"] = pd.Series([[str(n)] * (n % 3) for n in range(len(rows))], dtype=object)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "_SMALL", 5_000 if small else 0)
        found = TableRows(table)
    expected = table.to_dict("records")
    assert len(found) == len(expected)
    for row, plain in zip(found, expected, strict=True):
        assert row == plain and list(row) == list(plain) and {**row} == plain
        assert [type(row[name]) for name in row] == [type(plain[name]) for name in plain]
        assert json.dumps(dict(row)) == json.dumps(plain)
        assert row | {"n": 1} == plain | {"n": 1}
        assert {"n": 1, "x": 2} | row == {"n": 1, "x": 2} | plain
        assert row.get("other") is None and "other" not in row
    if rows:
        assert found[-1] == expected[-1] and found[0:2] == expected[0:2]
    with pytest.raises(IndexError):
        found[len(rows)]


@examples(60)
@given(st.lists(st.lists(st.sampled_from(["ayu", "budi"]) | st.text(max_size=3), max_size=3), max_size=60))
def test_lists_as_arrow_holds_them_are_lists_of_a_row(cells: list[list[str]]) -> None:
    lists = pa.list_(pa.string())
    pieces = pa.chunked_array([pa.array(cells[:7], lists), pa.array(cells[7:], lists)], type=lists)
    few = [["ayu", "budi"][: len(cell)] for cell in cells]
    table = pd.DataFrame({"ids": pd.arrays.ArrowExtensionArray(pieces), "coders": pd.array(few, pd.ArrowDtype(lists))})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "_SMALL", 0)
        found = [(row["ids"], row["coders"]) for row in TableRows(table)]
    assert found == list(zip(cells, few, strict=True))


@pytest.mark.parametrize(
    "column",
    [
        pd.array([1, None, 2**53 + 1], dtype="Int64"),
        pd.array([True, None, False], dtype="boolean"),
        pd.array([0.5, None, 2.0], dtype="Float64"),
        pd.array([1, 2, 3], dtype="Int64"),
        pd.array(["a", None, "b"], dtype="string"),
        pd.Categorical(["a", None, "b"]),
        pd.Categorical([7, 9, 7]),
        pd.to_datetime(["2024-03-09", None, "2024-03-10"]),
    ],
    ids=lambda column: f"{column.dtype}-{'gaps' if column.isna().any() else 'full'}",
)
def test_a_column_with_gaps_has_the_same_cells_in_a_large_table_as_in_a_small(column, monkeypatch) -> None:
    table = pd.DataFrame({"n": column})
    small = [row["n"] for row in TableRows(table)]
    monkeypatch.setattr(table_rows, "_SMALL", 0)
    large = [row["n"] for row in TableRows(table)]
    assert [type(cell) for cell in large] == [type(cell) for cell in small]
    assert [pd.isna(cell) or cell == plain for cell, plain in zip(large, small, strict=True)] == [True] * len(small)


@pytest.mark.parametrize("numbers", [[1, 2, 3], [2, 3, 9], [0, 5], [3, 1, 2]])
def test_turns_are_found_however_they_are_counted(numbers: list[int]) -> None:
    turns = pd.DataFrame(
        {"source_id": ["a"] + ["b"] * len(numbers), "turn": [7, *numbers], "line": range(len(numbers) + 1)}
    )
    rows = TurnRows(turns)
    assert {place: row["line"] for place, row in rows.items()} == {("a", 7): 0} | {
        ("b", number): line for line, number in enumerate(numbers, start=1)
    }
    assert ("b", 4) not in rows and ("c", 1) not in rows


def test_arrow_puts_a_table_in_the_order_that_pandas_puts_it_in() -> None:
    rows = [{"source_id": f"s{n % 3}", "start": n * 7 % 5, "time_start": 0.5, "time_end": 1.0} for n in range(15)]
    table = pa.Table.from_pylist(rows, schema=model.TABLES["times"].schema)
    ordered = model.conform_arrow(table, "times")
    pd.testing.assert_frame_equal(ordered.to_pandas(), model.conform(table.to_pandas(), "times"))
    with pytest.raises(model.TableError, match="twice"):
        model.conform_arrow(pa.concat_tables([table, table.slice(3, 1)]), "times")
    with pytest.raises(model.TableError, match="columns"):
        model.conform_arrow(table.drop_columns("start"), "times")
