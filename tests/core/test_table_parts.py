"""Tables in parts: what is read is the same whatever files and parts it comes in, and so is what is written."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from small_tables import row

from benang.core import model
from benang.core.source_texts import SourceTexts, StoredTexts
from benang.core.table_parts import RowsOfSources, parts_by_source, with_texts, writing_csv, writing_table
from benang.core.table_rows import TableRows
from benang.core.tables import RECURRING, read_only, read_table, write_csv, write_table


def sources(ids: list[str]) -> pd.DataFrame:
    """Table ``sources`` with these ids."""
    given = {"kind": "interview", "file": "f", "format": "txt", "language": "id", "encoding": "utf-8"}
    numbers = {"n_characters": 1, "n_words": 1, "n_turns": 1}
    rows = [{"source_id": one, "case_ids": ["K1"], "sha256": "0", "text": one * 3, **given, **numbers} for one in ids]
    return model.from_rows("sources", rows)


def times(ids: list[str], each: int) -> pd.DataFrame:
    """Table ``times`` with some rows for each source but every third."""
    some = [one for place, one in enumerate(sorted(ids)) if place % 3]
    rows = [{"source_id": one, "start": n, "time_start": n / 2, "time_end": n} for one in some for n in range(each)]
    return model.from_rows("times", rows)


@examples(60)
@given(
    ids=st.lists(st.text("abÄz-09", min_size=1, max_size=4), unique=True, max_size=30),
    files=st.integers(1, 5),
    at_once=st.integers(1, 12),
    each=st.integers(0, 7),
    seed=st.integers(0, 99),
)
def test_parts_hold_every_row_once_in_order(
    tmp_path_factory: pytest.TempPathFactory, ids: list[str], files: int, at_once: int, each: int, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    chance = random.Random(seed)
    of_file: list[list[str]] = [[] for _ in range(files)]
    for one in ids:
        of_file[chance.randrange(files)].append(one)
    paths: dict[str, list[Path]] = {"sources": [], "times": []}
    for number, some in enumerate(of_file):
        for name, frame in (("sources", sources(some)), ("times", times(some, each))):
            paths[name].append(folder / f"{number}.{name}.parquet")
            write_table(frame, paths[name][-1], name)
    parts = list(parts_by_source(paths, at_once))
    assert [one for part in parts for one in part["sources"]["source_id"]] == sorted(ids)
    assert max(len(part["sources"]) for part in parts) <= 4 * at_once
    whole = pd.concat([read_table(path, "times") for path in paths["times"]], ignore_index=True)
    found = pd.concat([part["times"] for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(found, model.conform(whole, "times"))
    for part in parts:  # with what belongs to the part's sources, and to no other
        assert set(part["times"]["source_id"]) <= set(part["sources"]["source_id"])


@pytest.mark.parametrize("at_once", [2, 50])
def test_parts_without_what_was_said_and_with_it_again_are_the_parts(tmp_path: Path, at_once: int) -> None:
    frame = sources([f"interview-{number:02}" for number in range(50)])
    write_table(frame, tmp_path / "sources.parquet", "sources")
    paths = {"sources": [tmp_path / "sources.parquet"]}
    texts = StoredTexts(tmp_path / "sources.parquet")
    bare = list(parts_by_source(paths, at_once, without=("text",)))
    assert {text for part in bare for text in part["sources"]["text"]} == {""}
    for part, whole in zip(bare, parts_by_source(paths, at_once), strict=True):
        pd.testing.assert_frame_equal(with_texts(part, texts)["sources"], whole["sources"])
        pd.testing.assert_frame_equal(
            part["sources"], whole["sources"].assign(text=pd.Series("", dtype="str")).fillna("")
        )


@pytest.mark.parametrize("cuts", [[], [1], [10, 11, 30], [25, 26, 27, 49], list(range(1, 50))])
def test_what_is_written_in_parts_has_the_bytes_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cuts: list[int]
) -> None:
    monkeypatch.setattr("benang.core.tables._SOURCES_A_GROUP", 7)
    frame = sources([f"interview-{number:02}" for number in range(50)])
    write_table(frame, tmp_path / "whole.parquet", "sources")
    write_csv(frame, tmp_path / "whole.csv")
    places = [0, *cuts, len(frame)]
    with (
        writing_table(tmp_path / "parts.parquet", "sources") as table,
        writing_csv(tmp_path / "parts.csv") as for_people,
    ):
        for start, end in pairwise(places):
            table.add(frame.iloc[start:end])
            for_people.add(frame.iloc[start:end])
    assert (tmp_path / "parts.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    pd.testing.assert_frame_equal(read_table(tmp_path / "parts.parquet", "sources"), frame)


def test_a_table_without_rows_is_a_table(tmp_path: Path) -> None:
    with writing_table(tmp_path / "sources.parquet", "sources"):
        pass
    assert read_table(tmp_path / "sources.parquet", "sources").empty
    (part,) = parts_by_source({"sources": [tmp_path / "sources.parquet"]})
    assert list(part["sources"].columns) == model.TABLES["sources"].columns


def test_a_file_that_could_not_be_finished_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing_table(tmp_path / "sources.parquet", "sources") as table:
        table.add(sources(["a"]))
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


def test_a_new_source_changes_its_own_part_and_no_other(tmp_path: Path) -> None:
    def parts(ids: list[str]) -> list[tuple[str, ...]]:
        write_table(sources(ids), tmp_path / "sources.parquet", "sources")
        found = parts_by_source({"sources": [tmp_path / "sources.parquet"]}, 5)
        return [tuple(part["sources"]["source_id"]) for part in found]

    ids = [f"interview-{number:03}" for number in range(0, 200, 2)]
    before = parts(ids)
    assert len(before) > 10
    for new in ("interview-001", "interview-077", "interview-199"):
        after = parts([*ids, new])
        # A part in two, or one with one more.
        assert len(set(after) - set(before)) <= 2 and len(set(before) - set(after)) <= 1


@examples(60)
@given(of=st.lists(st.integers(0, 9), max_size=40), wanted=st.sets(st.integers(0, 12)))
def test_rows_in_no_order_of_sources_are_found_in_their_order(of: list[int], wanted: set[int]) -> None:
    table = pd.DataFrame({"source_id": [f"s{one}" for one in of], "n": range(len(of))}).astype({"source_id": "str"})
    part = {"sources": sources([f"s{one}" for one in wanted])}
    expected = table[table["source_id"].isin({f"s{one}" for one in wanted})].reset_index(drop=True)
    pd.testing.assert_frame_equal(RowsOfSources(table).of(part), expected)


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_a_long_table_for_people_is_written_as_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    frame = pd.DataFrame({"a": ["=1", "b;c", "d\re", "", "f"], "n": [1, 2, 3, 4, 5], "x": [0.5, 1.0, 2.0, 0.25, 1e-9]})
    frame["spans"] = pd.Series([[[1, 2]], [], [[3, 4], [5, 6]], [], []], dtype=object)
    write_csv(frame, tmp_path / "whole.csv", separator=";")
    write_csv(frame.iloc[:0], tmp_path / "none.csv")
    assert (tmp_path / "none.csv").read_text("utf-8-sig") == "a,n,x,spans\n"
    monkeypatch.setattr("benang.core.tables._CSV_ROWS", at_once)
    write_csv(frame, tmp_path / "slices.csv", separator=";")
    assert (tmp_path / "slices.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


@pytest.mark.parametrize("held_bytes", [0, 1000, 1 << 26])
def test_texts_are_read_from_their_file_when_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held_bytes: int
) -> None:
    monkeypatch.setattr("benang.core.tables._SOURCES_A_GROUP", 7)
    monkeypatch.setattr("benang.core.source_texts._HELD", held_bytes)
    frame = sources([f"interview-{number:02}" for number in range(50)])
    write_table(frame, tmp_path / "sources.parquet", "sources")
    stored, held = StoredTexts(tmp_path / "sources.parquet"), SourceTexts(frame)
    assert list(stored) == list(held)
    for asked in (list(held), list(held)[::-1], random.Random(1).choices(list(held), k=30)):
        assert [stored[one] for one in asked] == [held[one] for one in asked]
    assert "other" not in stored
    with pytest.raises(KeyError):
        stored["other"]


def test_texts_that_recur_are_read_as_categories_in_their_order_and_lists_as_they_are(tmp_path: Path) -> None:
    frame = sources(["b", "a", "Ä", "c"]).assign(language=["id", "en", "", "id"])
    write_table(frame, tmp_path / "sources.parquet", "sources")
    plain = read_table(tmp_path / "sources.parquet", "sources")
    lean = read_table(tmp_path / "sources.parquet", "sources", recurring=("language", "source_id", "case_ids"))
    assert lean["language"].cat.categories.tolist() == ["", "en", "id"]
    assert lean["source_id"].cat.categories.tolist() == sorted(plain["source_id"])
    assert lean.dtypes["case_ids"] != plain.dtypes["case_ids"]
    for column in plain:
        assert [*map(str, lean[column].tolist())] == [*map(str, map(_as_list, plain[column]))]
    rows = TableRows(lean)
    assert [dict(row) for row in rows] == [
        {**row, "case_ids": list(row["case_ids"])} for row in plain.to_dict("records")
    ]


@examples(40)
@given(
    roles=st.lists(st.sampled_from(["informant", "interviewer", "observer", "Ä", ""]), max_size=25),
    at_once=st.integers(1, 9),
    large=st.sampled_from([-1, 1 << 24]),
    where=st.sampled_from([None, "informant"]),
)
def test_columns_in_any_number_of_groups_hold_the_same(
    tmp_path_factory: pytest.TempPathFactory, roles: list[str], at_once: int, large: int, where: str | None
) -> None:
    path = tmp_path_factory.mktemp("groups") / "turns.parquet"
    rows = [row("turns", source_id="s", turn=n, role=role, case_id=role[:2]) for n, role in enumerate(roles)]
    plain = model.from_rows("turns", rows)
    pq.write_table(pa.Table.from_pandas(plain, model.arrow_schema(plain, "turns")), path, row_group_size=at_once)
    kept = None if where is None else pc.field("role") == where
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("benang.core.tables._LARGE", large)
        lean = read_table(path, "turns", ("speaker",), where=kept, recurring=RECURRING["turns"])
        some = read_only(path, "turn", "role")
        whole = read_table(path, "turns", where=kept)
    assert whole.equals(plain if where is None else plain[plain["role"] == where].reset_index(drop=True))
    assert some.equals(plain[["turn", "role"]])
    assert lean["role"].cat.categories.tolist() == sorted(set(whole["role"]))
    assert lean.astype(whole.dtypes.to_dict()).equals(whole.assign(speaker=""))


def _as_list(cell: object) -> object:
    return cell.tolist() if isinstance(cell, np.ndarray) else cell


@pytest.mark.parametrize("small", [0, 5_000])
def test_rows_of_categories_hold_texts(monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    monkeypatch.setattr("benang.core.table_rows._SMALL", small)
    table = pd.DataFrame({"role": pd.Categorical(["b", "a", "b"]), "n": [1, 2, 3]})
    assert [dict(row) for row in TableRows(table)] == table.astype({"role": "object"}).to_dict("records")
