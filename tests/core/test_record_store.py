"""Records kept by content."""

import os
import stat

import pytest

from benang.core.record_store import Record, key_of, read_records, write_records

RECORDS = [Record.of("k1", "a", ["satu\n dua", 1]), Record.of("k2", "b", {"x": None})]


def test_records_come_back_in_order_from_both_names(tmp_path):
    first, second = tmp_path / "deep" / "a.documents", tmp_path / "other" / "b.documents"
    for _ in range(2):  # over what is there, too
        write_records(RECORDS, first, second)
        assert list(read_records(first)) == list(read_records(second)) == RECORDS
    assert [record.plain for record in read_records(first)] == [["satu\n dua", 1], {"x": None}]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_records_are_for_their_owner_alone(tmp_path):
    write_records(RECORDS, tmp_path / "a", tmp_path / "b")
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"] == [0o600, 0o600]


def test_writing_anew_does_not_change_what_another_step_still_reads(tmp_path):
    write_records(RECORDS, tmp_path / "kept", tmp_path / "given")
    write_records(RECORDS[:1], tmp_path / "kept", tmp_path / "other")
    assert list(read_records(tmp_path / "given")) == RECORDS


def test_of_a_damaged_file_only_whole_records_are_taken(tmp_path):
    path = tmp_path / "a"
    write_records(RECORDS, path, tmp_path / "b")
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        found = list(read_records(path))
        assert found == RECORDS[: len(found)]
    path.write_bytes(whole.replace(b"satu", b"tiga"))
    assert list(read_records(path)) == RECORDS[1:]
    path.write_bytes(b"\xff\x00 nothing \n\n")
    assert list(read_records(path)) == list(read_records(tmp_path / "none")) == []


def test_a_key_tells_bytes_and_parameters_apart():
    keys = {key_of(b"a"), key_of(b"b"), key_of(b"a", "x"), key_of(b"a", "x", ""), key_of(b"a", "", "x")}
    assert len(keys) == 5 and key_of(b"a", "x") in keys
