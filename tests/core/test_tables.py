import codecs
import csv

import pandas as pd
import pytest

from benang.core import model, tables
from benang.core.files import write_text, write_whole
from benang.core.problems import Problem
from benang.core.records import read_records


@pytest.mark.parametrize("cell", ["=1+1", "+62 812", "-kode", "@siti", "\tx", "\rx"])
def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(tmp_path, cell):
    tables.write_csv(pd.DataFrame({"a": [cell], "n": [-1]}), tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["a", "n"], [f"'{cell}".replace("\r", "\n"), "-1"]]


def test_a_table_for_people_says_that_it_is_utf_8_and_is_read_again(tmp_path):
    tables.write_csv(pd.DataFrame({"suggestion_id": ["c1"], "decision": ["“ja”"]}), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(codecs.BOM_UTF8)
    columns, rows, problems = read_records(tmp_path / "x.csv", "x.csv", ["suggestion_id"], ["decision"])
    assert (columns, problems) == (["suggestion_id", "decision"], [])
    assert dict(rows[0].cells) == {"suggestion_id": "c1", "decision": "“ja”"}


def test_a_table_for_an_excel_with_semicolons_is_read_again_as_it_was(tmp_path):
    frame = pd.DataFrame({"name": ["Siti; Aminah", "a, b"], "pseudonym": ["", "x"], "count": [1, 2]})
    tables.write_csv(frame, tmp_path / "t.csv", separator=";")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["name;pseudonym;count", '"Siti; Aminah";;1', "a, b;x;2"]
    _, records, problems = read_records(tmp_path / "t.csv", "t.csv", ["name", "pseudonym"], ["count"])
    assert problems == []
    assert [record.cells["name"] for record in records] == ["Siti; Aminah", "a, b"]


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


def test_lists_and_spans_come_back_as_such_and_are_joined_for_people_alone(tmp_path):
    texts = dict.fromkeys(model.TABLES["disagreements"].columns, "")
    row = texts | {"turn": 1, "line": 2, "offsets_a": [[120, 180], [200, 230]], "offsets_b": []}
    rows = [row | {"disagreement_id": key, "coding_ids_a": ["c1", "c2"], "coding_ids_b": []} for key in ("d2", "d1")]
    tables.write_table(pd.DataFrame(rows), tmp_path / "x.parquet", "disagreements")
    found = tables.read_table(tmp_path / "x.parquet", "disagreements")
    assert found["disagreement_id"].tolist() == ["d2", "d1"]
    assert [list(span) for span in found["offsets_a"][0]] == [[120, 180], [200, 230]]
    assert (list(found["coding_ids_a"][0]), len(found["offsets_b"][0])) == (["c1", "c2"], 0)
    tables.write_csv(found[["offsets_a", "offsets_b", "coding_ids_a"]], tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()[1] == "120-180;200-230,,c1;c2"


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
