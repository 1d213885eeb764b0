"""A database is read to its end or told to be broken, whatever was done to its bytes."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core.problems import StudyError
from benang.exchange.sqlite_file import Database

TABLES = {"source": ("id", "name", "fulltext"), "code_text": ("cid", "seltext", "pos0")}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    path = tmp_path_factory.mktemp("database") / "data.qda"
    connection = sqlite3.connect(path)
    for table, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", [(n, f"n{n}", "word " * 50) for n in range(30)])
    connection.commit()
    connection.close()
    return path.read_bytes()


def read(data):
    with Database(data, "data.qda", "QualCoder") as database:
        return {table: list(database.rows(table, *columns)) for table, columns in TABLES.items()}


def test_a_sound_one_is_read(data):
    assert {table: len(rows) for table, rows in read(data).items()} == {"source": 30, "code_text": 30}


def test_a_schema_that_is_no_text_is_broken(data):
    # What SQLite says of it quotes the bytes, which Python cannot read either.
    damaged = data.replace(b"CREATE TABLE code_text", b"CREATE TABLX code_t\xa6xt")
    assert damaged != data
    with pytest.raises(StudyError) as raised:
        read(damaged)
    assert [problem.kind for problem in raised.value.problems] == ["exchange-broken"]


@given(st.lists(st.tuples(st.integers(0, 8191), st.integers(0, 255)), min_size=1, max_size=12))
def test_damage_anywhere_is_told_or_harmless(data, changes):
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    try:
        read(bytes(damaged))
    except StudyError as error:
        assert {problem.kind for problem in error.problems} <= {"exchange-broken", "exchange-too-large"}
