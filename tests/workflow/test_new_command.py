"""The command that begins a study in a folder, as it is typed."""

import shlex
import subprocess
import sys

from places import ROOT


def new(folder):
    command = [sys.executable, str(ROOT / "workflow" / "run.py"), "--study", str(folder), "--language", "en", "new"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_it_prints_is_typed_as_it_stands_also_for_a_folder_with_spaces(tmp_path):
    folder = tmp_path / "My Interviews (2026)"
    folder.mkdir()
    (folder / "talk.txt").write_text("A: x\n", encoding="utf-8")
    done = new(folder)
    assert done.returncode == 0
    commands = [shlex.split(line) for line in done.stdout.splitlines()[-2:]]
    assert commands == [["make", "check", f"STUDY={folder.as_posix()}"], ["make", f"STUDY={folder.as_posix()}"]]
    again = new(folder)
    assert again.returncode == 1 and "delete it first" in again.stderr


def test_a_folder_without_transcripts_and_a_file_are_told_and_nothing_is_written(tmp_path):
    done = new(tmp_path)
    assert done.returncode == 1 and "no transcript" in done.stderr and not (tmp_path / "config.yaml").exists()
    (tmp_path / "talk.txt").write_text("A: x\n", encoding="utf-8")
    done = new(tmp_path / "talk.txt")
    assert done.returncode == 1 and "this is a file" in done.stderr and "Traceback" not in done.stderr
