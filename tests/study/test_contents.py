"""Whether a job has to be done again is told by what files hold, whatever their times are."""

import json
import os
import shutil
import sys
import tempfile
import time
from collections import UserList
from contextlib import chdir
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core.job_record import RECORDS
from benang.core.reporting import reporting
from benang.study.contents import AGAIN, BEGINNING, DIGESTS, read_job_states

CLEAN, GATE, KEY = "coding/clean.py", "conclusions/leaks.py", "coding/key.py"
FOLDERS = ("results", "reports")
CODE = "0123456789ab"
YEAR_2020, YEAR_2035 = 1_577_836_800, 2_051_222_400


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lay_out()
    return tmp_path


def lay_out():
    """In the working directory, a study of two sources whose jobs were done."""
    for folder in ("data", "results", "reports", ".snakemake/metadata"):
        Path(folder).mkdir(parents=True)
    Path(".snakemake/metadata/one").write_text("{}", encoding="utf-8")
    Path("data/a.txt").write_text("aaaa", encoding="utf-8")
    Path("data/b.txt").write_text("bbbb", encoding="utf-8")
    begin()
    clean("a")
    clean("b")
    number()
    search()


def begin():
    return read_job_states(Path(), FOLDERS)


def again(script=CLEAN, **wildcards):
    """What the job's parameter is when the next run begins."""
    return read_job_states(Path(), FOLDERS).code(script, CODE)(wildcards)


def job(script, inputs, outputs, **wildcards):
    code = read_job_states(Path(), FOLDERS).code(script, CODE)(wildcards)
    log = f"logs/{Path(script).stem}.log"
    return SimpleNamespace(
        input=UserList(inputs),
        output=UserList(outputs),
        params=SimpleNamespace(code=code),
        wildcards=wildcards,
        log=[log],
        config={"language": "en"},
    )


def clean(batch):
    made = f"results/{batch}.csv"
    with reporting(job(CLEAN, [f"data/{batch}.txt"], [made], batch=batch)):
        Path(made).write_text(Path(f"data/{batch}.txt").read_text(encoding="utf-8").upper(), encoding="utf-8")


def search():
    made = "results/leaks.json"
    with reporting(job(GATE, ["results/a.csv"], [made]), searched=FOLDERS, besides=["reports/note.txt"]):
        Path(made).write_text("{}", encoding="utf-8")


def number():
    made = "results/key.csv"
    with reporting(job(KEY, ["data/a.txt"], [made]), kept=["data/key.csv"]):
        Path("data/key.csv").write_text("1", encoding="utf-8")
        Path(made).write_text("1", encoding="utf-8")


def set_time(path, seconds):
    os.utime(path, (seconds, seconds))


FIRST = f"{CLEAN} {CODE}"
SECOND = f"{CLEAN} {CODE} 1"


def test_where_nothing_changed_nothing_is_asked_for(study):
    assert [again(batch="a"), again(batch="b")] == [FIRST, FIRST]
    assert [again(GATE), again(KEY)] == [f"{GATE} {CODE}", f"{KEY} {CODE}"]


@pytest.mark.parametrize("seconds", [0, YEAR_2020, YEAR_2035])
def test_an_input_of_another_content_is_seen_whatever_its_time(study, seconds):
    Path("data/a.txt").write_text("xxxx", encoding="utf-8")
    set_time("data/a.txt", seconds)
    assert [again(batch="a"), again(batch="b")] == [SECOND, FIRST]


def test_an_input_of_another_content_is_seen_though_size_and_time_are_as_before(study):
    again(batch="a")
    before = Path("data/a.txt").stat()
    Path("data/a.txt").write_text("xxxx", encoding="utf-8")
    os.utime("data/a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert again(batch="a") == SECOND


def test_what_was_done_again_is_not_asked_for_any_more(study):
    Path("data/a.txt").write_text("xxxx", encoding="utf-8")
    assert again(batch="a") == again(batch="a") == SECOND
    clean("a")
    assert again(batch="a") == SECOND


@pytest.mark.parametrize(
    ("changed", "likely"),
    [("data/b.txt", [CLEAN]), ("data/a.txt", [CLEAN, GATE, KEY]), ("data/key.csv", [KEY]), ("", [])],
)
def test_likely_is_what_contents_ask_for_and_what_reads_what_that_makes(study, changed, likely):
    Path("results/leaks.json").write_text("{}", encoding="utf-8")
    if changed:
        Path(changed).write_text("another", encoding="utf-8")
    found = read_job_states(Path(), ())
    assert found.expected == bool(likely)
    assert [script for script in (CLEAN, GATE, KEY) if found.is_likely(script)] == likely


def test_with_other_settings_what_reads_them_and_what_follows_is_likely(study):
    Path("results/leaks.json").write_text("{}", encoding="utf-8")

    def found(settings):
        states = read_job_states(Path(), (), settings=settings, read_by=[CLEAN])
        return states.expected, [script for script in (CLEAN, GATE, KEY) if states.is_likely(script)]

    assert found("width: 85") == (False, [])  # what they were before nobody knows
    assert found("width: 85") == (False, [])
    expected, likely = found("width: 120")
    assert expected and CLEAN in likely and GATE in likely
    # That asks no job to be done again, which is Snakemake's to tell.
    assert again(batch="a") == FIRST
    assert found("width: 120") == (False, [])


def test_without_records_every_script_is_likely(study):
    shutil.rmtree(RECORDS)
    found = begin()
    assert found.expected and found.is_likely(CLEAN) and found.is_likely("any/other.py")


def test_the_same_change_asks_each_time_it_is_made(study):
    for number_of_times in (1, 2, 3):
        Path("results/a.csv").write_text("by hand", encoding="utf-8")
        assert again(batch="a") == f"{FIRST} {number_of_times}"
        clean("a")


def test_an_output_that_was_restored_from_an_earlier_run_is_seen(study):
    shutil.copy2("results/a.csv", "data/backup")
    Path("data/a.txt").write_text("xxxx", encoding="utf-8")
    clean("a")
    shutil.copy2("data/backup", "results/a.csv")
    assert again(batch="a") == f"{FIRST} 2"


def test_what_is_missing_is_for_snakemake_to_see(study):
    Path("results/a.csv").unlink()
    assert again(batch="a") == FIRST


@pytest.mark.parametrize("change", [lambda path: path.unlink(), lambda path: path.write_text("2", encoding="utf-8")])
def test_a_file_that_is_kept_from_run_to_run_counts(study, change):
    change(Path("data/key.csv"))
    assert again(KEY) == f"{KEY} {CODE} 1"


def put_in(name):
    return lambda: Path(name).write_text("by hand", encoding="utf-8")


SEARCHED = {
    "a file put in": put_in("reports/by hand.txt"),
    "a hidden file put in": put_in("reports/.hidden"),
    "a file changed": put_in("results/b.csv"),
    "a file removed": lambda: Path("results/b.csv").unlink(),
    "a link put in": lambda: Path("reports/link").symlink_to("../data/a.txt"),
}


@pytest.mark.parametrize("change", SEARCHED)
def test_whoever_reads_a_whole_folder_sees(study, change):
    SEARCHED[change]()
    assert again(GATE) == f"{GATE} {CODE} 1"


@pytest.mark.parametrize("name", ["reports/note.txt", "reports/.benang-half", "logs/x.log"])
def test_what_is_not_searched_does_not_count(study, name):
    put_in(name)()
    assert again(GATE) == f"{GATE} {CODE}"


@given(st.data())
def test_in_a_copy_with_any_times_nothing_is_asked_for_and_outputs_have_the_times_they_were_made_at(data):
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        lay_out()
        outputs = [Path(f"results/{name}.csv") for name in ("a", "b")]
        times = [path.stat().st_mtime_ns for path in outputs]
        for path in sorted(path for path in Path().rglob("*") if path.is_file()):
            set_time(path, data.draw(st.integers(0, YEAR_2035), label=str(path)))
        assert [again(batch="a"), again(GATE)] == [FIRST, f"{GATE} {CODE}"]
        assert [path.stat().st_mtime_ns for path in outputs] == times


def test_a_file_that_is_dated_in_the_future_gets_the_present_time(study):
    set_time("data/a.txt", YEAR_2035)
    set_time("data/b.txt", YEAR_2020)
    read_job_states(Path(), FOLDERS, ["data/a.txt", "data/b.txt", "data/not there.txt"])
    assert Path("data/a.txt").stat().st_mtime <= time.time()
    assert Path("data/b.txt").stat().st_mtime == YEAR_2020
    assert again(batch="a") == FIRST


def test_an_output_made_while_the_clock_was_ahead_never_gets_that_time_again(study):
    record = next(path for path in RECORDS.glob("*.json") if "results/a.csv" in json.loads(path.read_text())["made"])
    values = json.loads(record.read_text())
    values["made"]["results/a.csv"]["time"] += 86_400 * 10**9
    record.write_text(json.dumps(values))
    before = Path("results/a.csv").stat().st_mtime_ns
    assert again(batch="a") == FIRST
    assert Path("results/a.csv").stat().st_mtime_ns == before
    assert json.loads(record.read_text())["made"]["results/a.csv"]["time"] == before


@pytest.mark.parametrize("lost", [".snakemake", ".snakemake/metadata", str(RECORDS.parent)])
def test_without_records_they_begin_anew_later_than_all_that_lies_there(study, lost):
    token = BEGINNING.read_bytes()
    set_time("results/a.csv", YEAR_2035)
    shutil.rmtree(lost)
    assert again(batch="a") == FIRST
    assert BEGINNING.read_bytes() != token
    assert Path("results/a.csv").stat().st_mtime < BEGINNING.stat().st_mtime <= time.time()
    assert not list(RECORDS.glob("*"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"code": 1}', '{"a": 1}'])
def test_what_is_kept_may_be_damaged(study, text):
    Path("data/a.txt").write_text("xxxx", encoding="utf-8")
    again(batch="a")
    for path in (AGAIN, DIGESTS):
        path.write_text(text, encoding="utf-8")
    assert again(batch="a") == SECOND
    token = BEGINNING.read_bytes()
    next(RECORDS.glob("clean-*")).write_text(text, encoding="utf-8")
    assert again(batch="a") == FIRST
    assert BEGINNING.read_bytes() != token


def test_while_a_run_is_at_work_nothing_is_touched(study):
    lock = Path(".snakemake/locks/0.input.lock")
    lock.parent.mkdir()
    lock.write_text("x", encoding="utf-8")
    set_time("results/a.csv", YEAR_2020)
    assert again(batch="a") == FIRST
    assert Path("results/a.csv").stat().st_mtime == YEAR_2020


def test_a_step_on_another_machine_takes_what_was_found_when_the_run_began(study):
    Path("data/a.txt").write_text("xxxx", encoding="utf-8")
    begin()
    Path("data/b.txt").write_text("yyyy", encoding="utf-8")
    states = read_job_states(Path(), FOLDERS, first=False)
    assert [states.code(CLEAN, CODE)({"batch": batch}) for batch in ("a", "b")] == [SECOND, FIRST]


OPENED = []
sys.addaudithook(lambda event, arguments: OPENED.append(str(arguments[0])) if event == "open" else None)


@pytest.mark.skipif(os.name == "nt", reason="no change times on Windows")
def test_what_did_not_change_is_not_read(study):
    changed = Path("data/b.txt").stat().st_ctime
    while time.time() < changed + 2.1:  # what was changed a moment ago may change again within one tick of a clock
        time.sleep(0.1)
    begin()
    OPENED.clear()
    again(batch="a")
    assert not [path for path in OPENED if path.endswith((".txt", ".csv"))]
