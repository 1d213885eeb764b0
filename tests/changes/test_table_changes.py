"""What differs between two states of a table."""

from collections import Counter

import pandas as pd
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.changes.table_changes import (
    NO_TABLE,
    Table,
    of_csv,
    of_lines,
    of_values,
    read_table_of,
    table_changes,
    table_key,
)


def test_a_cell_is_found_by_its_rows_key_however_rows_are_ordered():
    before = of_csv("case_id,code_id,references\nC1,a,2\nC2,a,3\n")
    after = of_csv("case_id,code_id,references\nC2,a,5\nC1,a,2\n")
    change = table_changes("of no model", before, after)
    assert change.key == ("case_id",)
    assert [(one.key, one.column, one.before, one.after, one.step) for one in change.cells] == [
        (("C2",), "references", "3", "5", 2.0)
    ]


def test_the_models_key_is_taken_where_it_fits():
    assert table_key("case_code", of_csv("case_id,code_id\nC1,a\n"), NO_TABLE) == ("case_id", "code_id")
    text = "source_id,turn,speaker\ns,1,P\ns,2,P\n"
    assert table_key("turns", of_csv(text), of_csv(text)) == ("source_id", "turn")
    # A key that does not tell rows apart is none: whole rows are compared.
    twice = of_csv("source_id,turn\ns,1\ns,1\n")
    change = table_changes("turns", twice, of_csv("source_id,turn\ns,1\n"))
    assert change.key == () and len(change.removed) == 1 and not change.added


def test_numbers_come_before_words():
    before, after = of_csv("id,word,n\n1,a,1\n2,b,2\n"), of_csv("id,word,n\n1,x,1\n2,b,3\n")
    assert [one.column for one in table_changes("-", before, after).cells] == ["n", "word"]


def test_rows_and_columns_that_are_new_or_gone():
    change = table_changes("-", of_csv("id,a\n1,x\n2,y\n"), of_csv("id,b\n2,y\n3,z\n"))
    assert (change.columns_added, change.columns_removed) == (("b",), ("a",))
    assert [row["id"] for row in change.added] == ["3"] and [row["id"] for row in change.removed] == ["1"]


def test_a_table_that_is_new_has_all_its_rows_added():
    change = table_changes("-", NO_TABLE, of_csv("id,a\n1,x\n"))
    assert [dict(row) for row in change.added] == [{"id": "1", "a": "x"}] and not change.columns_added


def test_another_order_alone_is_told():
    change = table_changes("-", of_csv("id,a\n1,x\n2,y\n"), of_csv("id,a\n2,y\n1,x\n"))
    assert change.reordered and change and not change.cells


def test_values_and_texts_are_tables_too():
    (cell,) = table_changes("-", of_values({"a": {"n": [1, 2]}}), of_values({"a": {"n": [1, 3]}})).cells
    assert (cell.key, cell.before, cell.after, cell.step) == (("a.n.1",), "2", "3", 1.0)
    change = table_changes("-", of_lines("one\n\ntwo\n"), of_lines("one\nthree\n"))
    assert [row["line"] for row in (*change.added, *change.removed)] == ["three", "two"]


def test_parquet_tells_what_csv_tells(tmp_path):
    frame = pd.DataFrame({"id": ["a", "b"], "n": [1, 2], "codes": [["x", "y"], []]})
    frame.to_parquet(tmp_path / "t.parquet")
    assert read_table_of(tmp_path / "t.parquet") == of_csv("id,n,codes\na,1,x;y\nb,2,\n")
    assert read_table_of(tmp_path / "t.svg") is None


def test_json_that_is_cut_off_raises(tmp_path):
    (tmp_path / "t.json").write_text('{"a": ')
    with pytest.raises(ValueError):
        read_table_of(tmp_path / "t.json")


CELLS = st.text("ab1", max_size=2)
TABLES = st.dictionaries(st.integers(0, 6), st.tuples(CELLS, CELLS), max_size=6).map(
    lambda rows: Table(("id", "a", "b"), tuple({"id": str(key), "a": a, "b": b} for key, (a, b) in rows.items()))
)


@examples(200)
@given(TABLES, TABLES)
def test_the_change_applied_to_the_one_gives_the_other(before, after):
    change = table_changes("-", before, after)
    rows = {row["id"]: dict(row) for row in before.rows}
    for row in change.removed:
        del rows[row["id"]]
    for cell in change.cells:
        assert rows[cell.key[0]][cell.column] == cell.before
        rows[cell.key[0]][cell.column] = cell.after
    rows |= {row["id"]: dict(row) for row in change.added}
    assert Counter(map(repr, rows.values())) == Counter(repr(dict(row)) for row in after.rows)
