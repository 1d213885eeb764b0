"""What tests measure and choose with does what it says."""

import csv
import re

import pytest
from corpus import Size, write_corpus
from places import ROOT
from processes import SHARED, shared_by
from sample import in_sample
from steps import grows_evenly, steps

NAMED = ("one", "again", "larger")
TESTS = [f"tests/test_{letter}.py::test_{number}" for letter in "abcd" for number in range(500)]


def test_steps_are_counted_and_the_same_each_time():
    counted = {steps(lambda text: [letter.upper() for letter in text], "a" * 100) for _ in range(3)}
    assert len(counted) == 1 and 100 <= counted.pop() < 110


def test_what_goes_over_a_text_once_grows_evenly_and_what_goes_over_it_for_each_character_does_not():
    assert grows_evenly(lambda text: [letter.upper() for letter in text], "a" * 100)
    assert not grows_evenly(lambda text: [(one + other).upper() for one in text for other in text], "a" * 100)


def test_a_sample_is_about_as_large_as_asked_and_another_for_another_seed():
    first, other = ({test for test in TESTS if in_sample(test, 10, seed)} for seed in ("one", "two"))
    assert 150 < len(first) < 250 and 150 < len(other) < 250
    assert len(first & other) < 50
    assert first <= {test for test in TESTS if in_sample(test, 20, "one")}
    assert not any(in_sample(test, 0, "one") for test in TESTS) and all(in_sample(test, 100, "one") for test in TESTS)


@pytest.mark.parametrize(
    ("file", "shared"),
    [
        ("tests/workflow/test_kill.py", "small"),
        ("tests/workflow/test_privacy.py", "reference"),
        ("tests/workflow/test_names.py", ""),
        ("tests/text/test_words.py", ""),
    ],
)
def test_tests_that_read_one_run_are_done_by_one_process(file, shared):
    assert shared_by(file) == shared


def test_no_file_reads_two_of_the_shared_runs():
    for file in (ROOT / "tests" / "workflow").glob("test_*.py"):
        text = file.read_text(encoding="utf-8")
        read = [
            name for name, named in SHARED.items() if re.search(rf"^def test_\w+\([^)]*{named}", text, re.MULTILINE)
        ]
        assert len(read) < 2, file.name


def test_a_generated_study_is_the_same_each_time_and_the_beginning_of_a_larger_one(tmp_path):
    for name, interviews in (("one", 3), ("again", 3), ("larger", 5)):
        write_corpus(tmp_path / name, Size(interviews, words=200, codings=6))
    one, again, larger = ({path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in NAMED)
    assert one == again
    interviews = [name for name in one if name.startswith("interview-")]
    assert len(interviews) == 3
    assert all(larger[name] == one[name] for name in interviews)


def test_a_generated_study_has_the_words_and_codings_that_were_asked_for(tmp_path):
    write_corpus(tmp_path, Size(10, words=3_000, codings=30))
    texts = {path.stem: path.read_text("utf-8") for path in (tmp_path / "data" / "interviews").iterdir()}
    assert all(2_400 < len(text.split()) < 3_600 for text in texts.values())
    rows = []
    for coder in ("ayu", "budi"):
        with (tmp_path / "data" / "codings" / f"{coder}.csv").open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    assert len(rows) == 300
    assert all(row["quotation"] in texts[row["source"]] for row in rows)
