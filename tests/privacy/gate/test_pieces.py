"""Large texts are searched in pieces; what a search knows of them from before changes nothing of what it finds."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.gate.found_texts import Text, pieces, streamed_pieces
from benang.privacy.gate.opening import Opener
from benang.privacy.gate.search import findings_of, read_leaks, read_public
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonyms import Pseudonyms

TERMS = SensitiveTerms(Pseudonyms({"Siti Marlina": "[Ibu M]"}), kinds=("phone", "email"))
WORDS = ["kami", "pergi", "ke", "pasar", "lalu", "pulang", "karena", "hujan", "dan", "jalan", "licin", "sekali"]


def said(seed: int, lines: int = 6000) -> list[str]:
    """Lines of a large text."""
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randint(1, 20))) for _ in range(lines)]


def cut(lines: list[str]) -> list[str]:
    """The pieces of a text."""
    return [piece.text for piece in pieces("", "\n".join(lines), line=1)]


@examples(20)
@given(st.integers(0, 10**6), st.lists(st.tuples(st.integers(0, 5999), st.text(max_size=20)), max_size=3))
def test_pieces_are_the_text_and_a_change_stays_in_its_pieces(seed: int, changes: list[tuple[int, str]]) -> None:
    lines = said(seed)
    before = cut(lines)
    assert "".join(before) == "\n".join(lines)
    for place, text in changes:
        lines.insert(place, text)
    after = cut(lines)
    assert "".join(after) == "\n".join(lines)
    assert len(set(after) - set(before)) <= 2 * len(changes)
    assert len(before) >= 3


def test_each_piece_has_what_stands_around_it_and_its_line() -> None:
    text = "\n".join(said(1))
    place = 0
    for piece in pieces("", text, line=1):
        assert piece.line == 1 + text.count("\n", 0, place)
        assert text[:place].endswith(piece.before)
        place += len(piece.text)
        assert text[place:].startswith(piece.after)
        assert bool(piece.after) == (place < len(text))


@examples(20)
@given(st.integers(0, 10**6), st.integers(1, 3_000_000))
def test_a_text_that_comes_bit_by_bit_is_cut_as_one_that_comes_at_once(seed: int, size: int) -> None:
    text = "\n".join(said(seed, 60_000 if seed % 2 else 6000)) + "x" * (seed * 7)
    bits = (text[start : start + size] for start in range(0, len(text), size))
    assert list(streamed_pieces("a", bits, line=1)) == list(pieces("a", text, line=1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("shift", range(4))
def test_letters_of_several_bytes_are_read_wherever_a_large_file_is_parted(encoding: str, shift: int) -> None:
    word = "caf\u00e9 di Jalan S\u00fcd" if encoding == "cp1252" else "caf\u00e9 \u2014 \u6771\u4eac \U0001f600"
    text = "a" * shift + f"{word}\n" * 150_000
    found = Opener().open("", text.encode(encoding))
    assert "".join(one.text for one in found if isinstance(one, Text)).lstrip("\ufeff") == text


def test_an_interview_that_stands_in_several_tables_is_searched_once(tmp_path: Path) -> None:
    """Also where other rows stand beside it."""
    interviews = ["\n".join(said(seed, 300)) for seed in range(6)]
    database = tmp_path / "base.sqlite3"
    with closing(sqlite3.connect(database)) as base:
        base.execute("CREATE TABLE source (id INTEGER, fulltext TEXT)")
        base.executemany("INSERT INTO source VALUES (?, ?)", enumerate(interviews))
        base.commit()
    pq.write_table(pa.table({"source_id": ["a"], "text": interviews[:1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"source_id": list("abcdef"), "text": interviews}), tmp_path / "all.parquet")
    for name in ("base.sqlite3", "a.parquet", "all.parquet"):
        texts = [found.text for found in Opener().open("", (tmp_path / name).read_bytes()) if isinstance(found, Text)]
        assert sorted(set(texts) & set(interviews)) == sorted(interviews[:1] if name == "a.parquet" else interviews)


@examples(30)
@given(
    st.integers(0, 5999) | st.just(3001),
    st.sampled_from(["Siti Marlina", "Siti", "Marlina berkata", "Nomor 0812-3456-7890", "biasa saja"]),
)
def test_a_search_that_knows_the_text_before_finds_what_one_that_knows_nothing_finds(place: int, written: str) -> None:
    """Also where only half of a name was put in, beside its other half."""
    lines = said(2)
    lines[3000] += " Ibu Siti"
    with tempfile.TemporaryDirectory() as folder:
        file, before = Path(folder, "results", "coding", "turns.csv"), Path(folder, "searched.json")
        file.parent.mkdir(parents=True)
        file.write_text("\n".join(lines), "utf-8")
        read_leaks(Path(folder), ["results"], TERMS, before=before)
        lines.insert(place, written)
        file.write_text("\n".join(lines), "utf-8")
        (fresh,) = (findings_of(public, TERMS) for public in read_public(Path(folder), ["results"]))
        known = read_leaks(Path(folder), ["results"], TERMS, before=before)
    assert known.opened == 1
    assert list(known.searched.values()) == [fresh]
    if written == "Siti Marlina":
        assert fresh.findings


def test_what_was_found_clean_for_other_names_is_searched_again(tmp_path: Path) -> None:
    file, before = tmp_path / "results" / "turns.csv", tmp_path / "searched.json"
    file.parent.mkdir()
    file.write_text("\n".join([*said(3), "Kata Budi Santosa begitu.", *said(4)]), "utf-8")
    assert not read_leaks(tmp_path, ["results"], TERMS, before=before).problems
    file.write_text(file.read_text("utf-8") + "\nlagi", "utf-8")
    other = SensitiveTerms(Pseudonyms({"Budi Santosa": "[Pak B]"}))
    assert read_leaks(tmp_path, ["results"], other, before=before).problems
