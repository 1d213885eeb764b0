"""What a job leaves behind: what it read, what it made, and files beside its outputs that it alone knows of."""

import json
import os
import time
from types import SimpleNamespace

import pytest

from benang.core.job_record import RECORDS, Recording


@pytest.fixture
def job(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.txt").write_text("read")
    return SimpleNamespace(
        input=["in.txt"],
        output=["out.txt"],
        params=SimpleNamespace(code="a/b.py 0123456789ab"),
        wildcards={},
        log=["l"],
    )


def test_files_made_beside_the_outputs_are_recorded_and_missed_when_they_go(job, tmp_path):
    recording = Recording(job, ["kept.txt"], [], [])
    for name in ("out.txt", "out.2.txt", "kept.txt"):
        (tmp_path / name).write_text(name)
    recording.write(["out.2.txt"])
    (file,) = (tmp_path / RECORDS).rglob("*.json")
    record = json.loads(file.read_text())
    assert set(record["made"]) == {"out.txt", "out.2.txt", "kept.txt"}
    assert record["kept"] == ["kept.txt", "out.2.txt"]


def test_inputs_written_while_the_clock_was_ahead_get_the_present_time(job, tmp_path):
    recording = Recording(job, [], [], [])
    ahead = time.time() + 86_400
    os.utime(tmp_path / "in.txt", (ahead, ahead))
    (tmp_path / "out.txt").write_text("made")
    recording.write()
    assert (tmp_path / "in.txt").stat().st_mtime <= time.time()
