"""What was made of a part of a study is made again when anything that it was made from has changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benang.core.kept_parts import KeptParts

TURNS = pd.DataFrame({"source_id": ["a", "a", "b"], "turn": [1, 2, 1], "roles": [["x"], [], ["y", "z"]]})
SOURCES = pd.DataFrame({"source_id": ["a", "b"], "sha256": ["1", "2"], "text": ["Halo", "Hai"]})


class Made:
    """Counts how often something was made."""

    times = 0

    def __call__(self) -> pa.Table:
        self.times += 1
        return pa.table({"n": [self.times]})


def made(folder: Path, part: dict[str, pd.DataFrame], *about: object, code: str = "c") -> int:
    """How often a part is made that is asked for now, after whatever was kept."""
    make = Made()
    kept = KeptParts(folder, code, *about)
    first, second = kept.table(part, make), kept.table(part, make)
    assert first.equals(second)
    return make.times


def test_the_same_part_is_made_once(tmp_path: Path) -> None:
    part = {"turns": TURNS, "sources": SOURCES}
    assert made(tmp_path, part, {"count": "any"}) == 1
    again = {"sources": SOURCES.copy(), "turns": pd.concat([TURNS.iloc[:1], TURNS.iloc[1:]])}
    assert made(tmp_path, again, {"count": "any"}) == 0


def test_categories_of_a_whole_study_are_no_part_of_a_part(tmp_path: Path) -> None:
    named = TURNS.assign(source_id=TURNS["source_id"].astype("category"))
    assert made(tmp_path, {"turns": TURNS}) == 1
    assert made(tmp_path, {"turns": named}) == 0
    assert made(tmp_path, {"turns": named.assign(source_id=named["source_id"].cat.add_categories(["new"]))}) == 0
    assert made(tmp_path, {"turns": named.assign(source_id=pd.Categorical(["a", "b", "b"]))}) == 1


@pytest.mark.parametrize(
    ("part", "about", "code"),
    [
        ({"turns": TURNS.assign(turn=[1, 2, 2]), "sources": SOURCES}, {"count": "any"}, "c"),
        ({"turns": TURNS.assign(roles=[["x"], ["y"], ["z"]]), "sources": SOURCES}, {"count": "any"}, "c"),
        ({"turns": TURNS.iloc[:2], "sources": SOURCES}, {"count": "any"}, "c"),
        ({"turns": TURNS, "sources": SOURCES.assign(sha256=["1", "3"])}, {"count": "any"}, "c"),
        ({"turns": TURNS, "sources": SOURCES}, {"count": "agreed"}, "c"),
        ({"turns": TURNS, "sources": SOURCES}, {"count": "any"}, "other code"),
    ],
)
def test_a_part_that_is_another_is_made_again(
    tmp_path: Path, part: dict[str, pd.DataFrame], about: dict[str, str], code: str
) -> None:
    made(tmp_path, {"turns": TURNS, "sources": SOURCES}, {"count": "any"})
    assert made(tmp_path, part, about, code=code) == 1


def test_what_is_kept_is_private_and_goes_with_its_part(tmp_path: Path) -> None:
    made(tmp_path, {"sources": SOURCES})
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    kept = KeptParts(tmp_path, "c")
    kept.table({"sources": SOURCES.iloc[:1]}, Made())
    kept.discard_others()
    assert [path for path in tmp_path.iterdir() if path == file] == []
    assert len(list(tmp_path.iterdir())) == 1


def test_a_kept_file_that_is_not_as_it_was_written_is_none(tmp_path: Path) -> None:
    made(tmp_path, {"sources": SOURCES})
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]):
            file.write_bytes(damaged)
            assert made(tmp_path, {"sources": SOURCES}) == 1


def test_what_was_kept_is_what_was_made_to_the_schema(tmp_path: Path) -> None:
    """A list whose cells are called otherwise would be other bytes in the file that is made of the parts."""
    whole = pa.table({"ids": [["a", "b"], [], None], "name": ["x", "", "z"], "n": [1, None, 3], "b": [b"1", b"", None]})
    kept = KeptParts(tmp_path, "c")
    first, second = (kept.table({"turns": TURNS}, lambda: whole) for _ in range(2))
    assert first is whole
    assert second is not whole
    assert second.schema.equals(whole.schema, check_metadata=True)
    assert second.equals(whole)


def test_made_before_and_kept_write_the_same_bytes(tmp_path: Path) -> None:
    whole = pa.table({"ids": [["a", "b"], []]})
    kept = KeptParts(tmp_path / "parts", "c")
    written = []
    for number in range(2):
        path = tmp_path / f"{number}.parquet"
        pq.write_table(kept.table({"turns": TURNS}, lambda: whole), path)
        written.append(path.read_bytes())
    assert written[0] == written[1]
