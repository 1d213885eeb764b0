"""Of two runs in a study's folder, wherever they are, one works."""

import importlib.util
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import psutil
import pytest

from benang.study import run_lock
from benang.study.run_lock import LOCK, Machine, Run, Standing, read_run, standing, this_machine

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = Run(Machine("harbour", "1f", "boot-of-harbour", "pid:[1]"), 4711, 1.0)
SHORT = 0.3
"""Patience, in seconds, with a run that gives no sign of life."""


@pytest.fixture
def launcher(monkeypatch):
    monkeypatch.setattr(run_lock, "PATIENCE", SHORT)
    spec = importlib.util.spec_from_file_location("benang_run", ROOT / "workflow" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def study(tmp_path):
    (tmp_path / "a.txt").write_text("A: x", encoding="utf-8")
    config = "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    return tmp_path


def leave(run, root):
    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    (root / LOCK).write_text(json.dumps(asdict(run)), encoding="utf-8")


def leave_snakemakes(root):
    locks = root / ".snakemake" / "locks"
    locks.mkdir(parents=True)
    (locks / "0.input.lock").write_text("a.txt\n", encoding="utf-8")
    return locks / "0.input.lock"


def on_this_machine(**changes):
    return replace(Run(this_machine(), os.getpid(), psutil.Process().create_time()), **changes)


class Counting:
    """A run elsewhere that counts on until the block ends, and then takes Snakemake's lock and its name away."""

    def __init__(self, root, run=ELSEWHERE):
        self.root, self.run, self.stopped = root, run, threading.Event()
        self.thread = threading.Thread(target=self.count)

    def count(self):
        beat = 0
        while not self.stopped.wait(0.02):
            beat += 1
            leave_whole(replace(self.run, beat=beat), self.root)
        for lock in (self.root / ".snakemake" / "locks").glob("*"):
            lock.unlink()
        (self.root / LOCK).unlink()

    def __enter__(self):
        leave(self.run, self.root)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.thread.join()


def leave_whole(run, root):
    whole = root / LOCK.with_name("next")
    whole.write_text(json.dumps(asdict(run)), encoding="utf-8")
    whole.replace(root / LOCK)


def test_a_folder_without_a_lock_is_free(tmp_path):
    assert standing(tmp_path, patience=SHORT) == (Standing.FREE, None)


def test_a_process_of_this_machine_is_known_at_once(tmp_path):
    leave(on_this_machine(), tmp_path)
    assert standing(tmp_path, patience=0)[0] is Standing.LIVING


def test_a_killed_process_of_this_machine_leaves_the_folder_free(tmp_path):
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    began = psutil.Process(child.pid).create_time()
    child.kill()
    child.wait()
    leave(on_this_machine(process=child.pid, began=began), tmp_path)
    assert standing(tmp_path, patience=0)[0] is Standing.FREE


def test_a_later_process_of_the_same_number_is_another(tmp_path):
    leave(on_this_machine(began=psutil.Process().create_time() - 100), tmp_path)
    assert standing(tmp_path, patience=0)[0] is Standing.FREE


def test_a_run_elsewhere_that_counts_on_lives(tmp_path):
    with Counting(tmp_path):
        state, run = standing(tmp_path, patience=60)
    assert state is Standing.LIVING
    assert run.machine == ELSEWHERE.machine


def test_a_run_elsewhere_that_gives_no_character_of_life_may_be_asleep(tmp_path):
    leave(ELSEWHERE, tmp_path)
    assert standing(tmp_path, patience=SHORT) == (Standing.SILENT, ELSEWHERE)


@pytest.mark.skipif(not this_machine().boot, reason="the system does not tell its starts apart")
def test_a_silent_container_of_this_machine_is_gone(tmp_path):
    container = replace(this_machine(), host="0123456789ab", identity="", processes="pid:[1]")
    leave(replace(ELSEWHERE, machine=container), tmp_path)
    assert standing(tmp_path, patience=SHORT)[0] is Standing.FREE


@pytest.mark.skipif(not this_machine().boot, reason="the system does not tell its starts apart")
def test_a_container_of_this_machine_that_counts_on_lives_though_its_process_is_unknown_here(tmp_path):
    container = replace(this_machine(), processes="pid:[1]")
    with Counting(tmp_path, replace(ELSEWHERE, machine=container, process=2**22)):
        assert standing(tmp_path, patience=60)[0] is Standing.LIVING


def test_what_this_machine_left_before_it_was_started_anew_is_gone(tmp_path):
    here = Machine("desk", "2e", "second boot", "pid:[1]")
    leave(replace(ELSEWHERE, machine=replace(here, boot="first boot")), tmp_path)
    assert standing(tmp_path, patience=SHORT, here=here)[0] is Standing.FREE


def test_a_lock_without_a_name_is_of_a_run_that_was_killed(tmp_path):
    leave_snakemakes(tmp_path)
    assert standing(tmp_path, patience=SHORT) == (Standing.FREE, None)


TAKE = """\
import sys
from pathlib import Path
from benang.study.run_lock import take_lock
sys.stdin.readline()
print("refused" if take_lock(Path(sys.argv[1]), beat=0.05) else "taken", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def takers():
    started = []

    def start(root):
        command = [sys.executable, "-c", TAKE, str(root)]
        folder = ROOT / "workflow"
        started.append(subprocess.Popen(command, cwd=folder, stdin=-1, stdout=-1, encoding="utf-8", bufsize=1))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def say_to(process):
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.mark.parametrize("left", [None, on_this_machine(began=1.0)], ids=["in a free folder", "after a dead run"])
def test_of_several_that_come_at_one_time_one_takes_the_lock(tmp_path, takers, left):
    if left:
        leave(left, tmp_path)
    processes = [takers(tmp_path) for _ in range(4)]
    for process in processes:
        say_to(process)
    said = [process.stdout.readline().strip() for process in processes]
    assert sorted(said) == ["refused"] * 3 + ["taken"]
    holder = processes[said.index("taken")]
    assert read_run(tmp_path).process == holder.pid
    assert standing(tmp_path, patience=0)[0] is Standing.LIVING
    say_to(holder)
    holder.wait()
    assert not (tmp_path / LOCK).exists()


def test_a_run_counts_on_while_it_works(tmp_path, takers):
    holder = takers(tmp_path)
    say_to(holder)
    assert holder.stdout.readline().strip() == "taken"
    while read_run(tmp_path).beat < 2:
        assert holder.poll() is None


def test_a_run_never_takes_away_the_name_of_another(tmp_path, takers):
    holder = takers(tmp_path)
    say_to(holder)
    assert holder.stdout.readline().strip() == "taken"
    leave_whole(ELSEWHERE, tmp_path)
    say_to(holder)
    holder.wait()
    assert read_run(tmp_path) == ELSEWHERE


def test_the_launcher_refuses_where_a_run_elsewhere_may_live(launcher, study, capsys):
    leave(ELSEWHERE, study)
    lock = leave_snakemakes(study)
    assert launcher.main(["--study", str(study)]) == 1
    said = capsys.readouterr().err
    assert "harbour" in said and "make unlock" in said
    assert read_run(study) == ELSEWHERE and lock.exists()


def test_unlock_removes_the_lock_of_a_silent_run(launcher, study, capsys):
    leave(ELSEWHERE, study)
    lock = leave_snakemakes(study)
    assert launcher.main(["--study", str(study), "unlock"]) == 0
    assert not (study / LOCK).exists() and not lock.exists()
    capsys.readouterr()
    assert launcher.main(["--study", str(study), "unlock"]) == 0
    assert "not locked" in capsys.readouterr().out


def test_unlock_takes_nothing_from_a_run_that_lives(launcher, study, monkeypatch, capsys):
    monkeypatch.setattr(run_lock, "PATIENCE", 60)
    lock = leave_snakemakes(study)
    with Counting(study):
        assert launcher.main(["--study", str(study), "unlock"]) == 1
        assert lock.exists()
    assert "harbour" in capsys.readouterr().err


def test_the_launcher_waits_for_a_run_elsewhere_that_lives(study):
    lock = leave_snakemakes(study)
    command = [sys.executable, str(ROOT / "workflow" / "run.py"), "--study", str(study), "clean"]
    with Counting(study):
        launched = subprocess.Popen(command, stdout=-1, encoding="utf-8")
        assert "Another run" in launched.stdout.readline()
        assert lock.exists()
        assert launched.poll() is None
    assert launched.wait() == 0


@pytest.mark.parametrize("name", ["living", "silent", "unlocked", "not_locked"])
def test_each_sentence_is_there_in_both_languages(name):
    told = {language: run_lock.lock_message(name, ELSEWHERE, language) for language in ("id", "en")}
    assert told["id"] != told["en"]
    assert all("{" not in text for text in told.values())
    assert run_lock.lock_message(name, None, "xx") == run_lock.lock_message(name, None, "en")
