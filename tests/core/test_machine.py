"""What counts as a fault of the machine, and how files are written where it has one."""

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import pytest
from places import ROOT

from benang.core.files import UNFINISHED, write_data, write_text
from benang.core.machine import folder_problems, machine_problem, problem_in_text
from benang.core.problems import Problem, StudyError
from benang.core.reporting import reporting

WORKFLOW = ROOT / "workflow"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EFBIG, "disk-full"),
        (errno.EACCES, "no-permission"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "device-fault"),
        (errno.ENOMEM, "out-of-memory"),
        (errno.EMFILE, "too-many-files"),
        (errno.ENAMETOOLONG, "path-too-long"),
    ],
)
def test_the_system_s_number_names_the_fault(number, kind):
    found = machine_problem(OSError(number, os.strerror(number), "results/a.csv"))
    assert found == Problem(kind, "results/a.csv")


def test_what_led_to_an_error_counts():
    with pytest.raises(ValueError, match="unreadable") as raised:
        try:
            raise OSError(errno.ENOSPC, "x")
        except OSError as error:
            raise ValueError("unreadable") from error
    assert machine_problem(raised.value) == Problem("disk-full")


@pytest.mark.parametrize("error", [ValueError("x"), FileNotFoundError(errno.ENOENT, "x"), OSError("no number")])
def test_another_mistake_is_no_fault_of_the_machine(error):
    assert machine_problem(error) is None


def test_memory_and_databases_count():
    assert machine_problem(MemoryError()) == Problem("out-of-memory")
    assert machine_problem(sqlite3.OperationalError("database or disk is full")) == Problem("disk-full")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("OSError: [Errno 28] No space left on device: 'x'", "disk-full"),
        ("pandoc: /tmp/x: withBinaryFile: resource exhausted (No space left on device)", "disk-full"),
        ("pandoc: out.docx: openBinaryFile: permission denied (Permission denied)", "no-permission"),
    ],
)
def test_another_program_s_message_tells_it(text, kind):
    assert problem_in_text(text) == Problem(kind)


@pytest.mark.parametrize("text", ["KeyError: 'x'", "OSError: [Errno 2] No such file or directory", ""])
def test_another_message_does_not(text):
    assert problem_in_text(text) is None


def test_folders_that_are_fine_or_not_there_yet_have_no_problem(tmp_path):
    assert folder_problems([tmp_path, tmp_path / "a" / "b"]) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_new_files_heed_the_user_s_setting_and_private_ones_are_for_their_owner(tmp_path):
    before = os.umask(0o027)
    try:
        write_text("x", tmp_path / "open.csv")
        write_text("x", tmp_path / "closed.csv", private=True)
        os.umask(0)
        write_text("y", tmp_path / "closed.csv", private=True)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"open.csv": 0o640, "closed.csv": 0o600}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of a file's size")
def test_a_file_that_finds_no_room_is_named_and_leaves_the_old_one(tmp_path):
    code = f"""
import resource, sys
sys.path.insert(0, {str(WORKFLOW)!r})
from benang.core.files import write_data
from types import SimpleNamespace
from benang.core.reporting import reporting
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
with reporting(SimpleNamespace(log=["logs/step.log"], config={{"language": "en"}}, output=[])):
    write_data(bytes(10_000), "results/a.csv")
"""
    write_data(b"old", tmp_path / "results" / "a.csv")

    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: results/a.csv: The disk is full")
    assert "Traceback" not in done.stderr + (tmp_path / "logs" / "step.log").read_text(encoding="utf-8")
    assert (tmp_path / "results" / "a.csv").read_bytes() == b"old"
    assert list((tmp_path / "results").glob(f"{UNFINISHED}*")) == []


def step(language):
    """What Snakemake hands to a script that makes nothing."""
    return SimpleNamespace(log=["step.log"], config={"language": language}, output=[])


def test_a_step_s_message_names_the_fault_beside_what_it_led_to(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit), reporting(step("id")):
        try:
            raise OSError(errno.EIO, "x", "data/a.docx")
        except OSError:
            raise StudyError([Problem("no-checksum-file", "config.yaml")]) from None
    said = capsys.readouterr().err
    assert "data/a.docx: Diska atau folder jaringan tidak menjawab" in said and "config.yaml" in said


def test_a_step_that_is_interrupted_says_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    # Where the tests themselves were started in the background, the signal is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(SystemExit) as ended, reporting(step("en")):
        signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "")
