import csv

import pandas as pd
import pytest

from benang.core import model, tables
from benang.core.files import write_text, write_whole
from benang.core.problems import Problem


@pytest.mark.parametrize("cell", ["=1+1", "+62 812", "-kode", "@siti", "\tx", "\rx"])
def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(tmp_path, cell):
    tables.write_csv(pd.DataFrame({"a": [cell], "n": [-1]}), tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["a", "n"], [f"'{cell}".replace("\r", "\n"), "-1"]]


def test_a_table_comes_back_as_it_was_and_in_the_same_bytes(tmp_path):
    works = model.from_rows(
        "works",
        [
            {"work_id": key, "author": "Ö", "year": "2022", "title": "", "abstract": "", "keywords": "", "note": "“x”"}
            for key in ("b", "a")
        ],
    )
    for name in ("one", "two"):
        tables.write_table(works, tmp_path / f"{name}.parquet", "works")
    assert tables.read_table(tmp_path / "one.parquet", "works").equals(works)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_problems_come_back_with_their_lines_and_stand_once(tmp_path):
    problem = Problem("empty-source", "a.txt", 3, "turn 2", {"x": "{y}"})
    tables.write_problems([problem, problem], tmp_path / "p.parquet")
    (found,) = tables.read_problems([tmp_path / "p.parquet", tmp_path / "p.parquet"])
    assert (found.kind, found.file, found.line, found.place) == ("empty-source", "a.txt", 3, "turn 2")
    assert found.values == {"x": "{y}"}


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    write_text("old", tmp_path / "x.txt")

    def fail(target):
        target.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "x.txt", fail)
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "old"
