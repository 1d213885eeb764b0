"""What is wrong is told with its file and line, all of it at once, and leaves nothing half done."""

import csv
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from places import ROOT

BROKEN_DOCX = (ROOT / "data" / "interviews" / "wawancara-informan-C.docx").read_bytes()[:2000]
JUNK = bytes(range(256)) * 8


def edited(name, old, new):
    """A change of the small study's file: ``old`` replaced."""
    return lambda files: {name: once(files[name], old, new)}


def added(name, text):
    """A change of the small study's file: ``text`` put at its end."""
    return lambda files: {name: files.get(name, "") + text}


def once(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)


# What is done to the small study, and what has to be said of it: each pattern within one message.
MISTAKES = {
    "malformed configuration": (
        edited("config.yaml", "study: {title", "study: [title"),
        r"config\.yaml, line 1",
    ),
    "unknown key": (
        edited("config.yaml", "literature:", "literatur:"),
        r'config\.yaml, line 12.*literatur.*\n.*Did you mean "literature"\?',
    ),
    "wrong type": (
        edited("config.yaml", "batches: 4", "batches: many"),
        r"config\.yaml, line 14, batches: ",
    ),
    "missing file": (
        edited("config.yaml", "data/ben.csv", "data/bem.csv"),
        r'config\.yaml, line 9, codings\[2\]\.file: .*data/bem\.csv.*\n.*Did you mean "data/ben\.csv"\?',
    ),
    "two sources of one id": (
        added("data/interviews/interview-A.md", "P: Hello?\nA: Hello.\n"),
        r"data/interviews/interview-A\.txt.*interview-A",
    ),
    "unclosed quotation mark": (
        edited("data/ben.csv", "interview-B,I trust", 'interview-B,"I trust'),
        r"data/ben\.csv, line 3: ",
    ),
    "unknown code": (
        edited("data/ayu.csv", "messages.,answers,", "messages.,answer,"),
        r'data/ayu\.csv, line 3: .*"answer".*\n.*Did you mean "answers"\?',
    ),
    "unknown source": (
        edited("data/ayu.csv", "interview-A,", "intervew-A,"),
        r'data/ayu\.csv, line 2: .*"intervew-A".*\n.*Did you mean "interview-A"',
    ),
    "malformed literature": (
        edited("data/references.bib", "year = {2019},\n}", "year = {2019,\n"),
        r"data/references\.bib, line \d+",
    ),
    "codes in a circle": (
        edited("data/codebook.yaml", "- id: relations\n", "- id: relations\n    parent: trust\n"),
        r"data/codebook\.yaml, line \d+.*(relations|trust)",
    ),
    "code twice": (
        edited("data/codebook.yaml", "- id: turns-away", "- id: answers"),
        r"data/codebook\.yaml, line 1[45].*answers",
    ),
    "unknown code in a claim": (
        edited("data/claims.yaml", "codes: [trust]", "codes: [thrust]"),
        r'data/claims\.yaml, line 2.*thrust.*\n.*Did you mean "trust"\?',
    ),
}

# Mistakes that are made at one time, which shows that all are told at once; the others each end a start by themselves.
TOGETHER = [
    ["malformed configuration"],
    ["unknown key"],
    ["wrong type", "missing file", "malformed literature", "unknown code in a claim"],
    ["two sources of one id"],
    ["unknown code", "unknown source", "unclosed quotation mark", "malformed literature", "unknown code in a claim"],
    ["codes in a circle"],
    ["code twice"],
]


def make(mistakes, files):
    """The files of a study in which these mistakes are made."""
    changed = dict(files)
    for mistake in mistakes:
        changed |= MISTAKES[mistake][0](changed)
    return changed


@pytest.fixture(scope="module")
def checked(request, tmp_path_factory, write_small_study, small_files, snakemake_run):
    """What `check` says of the mistakes that tests ask for; two run at a time."""

    wanted = [mistakes for mistakes in TOGETHER if any(asks_for(item, mistakes) for item in request.session.items)]
    studies = [write_small_study(tmp_path_factory.mktemp("wrong"), make(mistakes, small_files)) for mistakes in wanted]
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda study: snakemake_run(study, "check", cores=1), studies)
        return dict(zip(map(tuple, wanted), zip(studies, runs, strict=True), strict=True))


def asks_for(item, mistakes):
    return getattr(getattr(item, "callspec", None), "params", {}).get("mistakes") == mistakes


@pytest.mark.parametrize("mistakes", TOGETHER, ids=", ".join)
def test_check_tells_every_mistake_with_its_file_and_line(checked, mistakes):
    study, run = checked[tuple(mistakes)]
    assert run.status != 0
    for mistake in mistakes:
        assert re.search(MISTAKES[mistake][1], run.errors), (mistake, run.said)
    assert "Traceback" not in run.said
    assert not (study / "results").exists()
    assert not (study / "reports").exists()


def test_check_finds_nothing_wrong_with_a_sound_study(small, snakemake_run):
    run = snakemake_run(small, "check", cores=1)
    assert run.status == 0
    assert "This study is ready to run." in run.output


def test_a_run_tells_what_check_tells_where_it_cannot_start(tmp_path, write_small_study, small_files, snakemake_run):
    mistakes = TOGETHER[2]
    study = write_small_study(tmp_path, make(mistakes, small_files))
    run = snakemake_run(study, "all")
    assert run.status != 0
    for mistake in mistakes:
        assert re.search(MISTAKES[mistake][1], run.errors), (mistake, run.said)
    assert "Traceback" not in run.said
    assert not (study / "results").exists()


def test_messages_are_in_the_language_of_the_study(tmp_path, write_small_study, small_files, snakemake_run):
    files = make(["unknown key"], small_files)
    files["config.yaml"] = once(files["config.yaml"], "language: en", "language: id")
    run = snakemake_run(write_small_study(tmp_path, files), "all")
    assert run.status != 0
    assert re.search(r'config\.yaml, baris 12.*literatur.*\n.*Maksud Anda "literature"\?', run.errors), run.said


@pytest.fixture(scope="module")
def stopped(tmp_path_factory, write_small_study, small_files, snakemake_run, target):
    """A strict study in which much is lost, and its run."""
    files = make(["unknown code", "unknown source", "malformed literature"], small_files) | {
        "data/interviews/empty.txt": "",
        "data/interviews/broken.docx": BROKEN_DOCX,
        "data/interviews/junk.txt": JUNK,
    }
    files["config.yaml"] = once(files["config.yaml"], "batches: 4", "batches: 1\nstrict: true")
    files["data/ben.csv"] += "interview-A,Nobody ever said a thing like this.,trust,\n"
    study = write_small_study(tmp_path_factory.mktemp("lost"), files)
    return study, snakemake_run(study, target)


LOST = {
    "empty transcript": r"data/interviews/empty\.txt: The source holds no text",
    "broken docx": r"data/interviews/broken\.docx: This docx file is broken",
    "unknown encoding": r"data/interviews/junk\.txt: This file's encoding cannot be told",
    "unknown code": MISTAKES["unknown code"][1],
    "unknown source": MISTAKES["unknown source"][1],
    "quotation that is not there": r'data/ben\.csv, line 4: .*"Nobody ever said a thing like this\."',
    "malformed literature": MISTAKES["malformed literature"][1],
}


LOST_IN_SOURCES = ("empty transcript", "broken docx", "unknown encoding")


def test_a_strict_run_stops_at_the_first_batch_with_problems_and_tells_all_of_them(stopped):
    study, run = stopped
    assert run.status != 0
    for lost in LOST_IN_SOURCES:
        assert re.search(LOST[lost], run.errors), (lost, run.said)
    assert "Traceback" not in run.said
    assert not (study / "reports").exists()
    assert not (study / "results" / "coding" / "codings.csv").exists()
    assert [path for path in study.rglob(".benang-*") if path.is_file()] == []


def test_the_last_lines_of_a_stopped_run_are_what_was_lost(stopped):
    _, run = stopped
    assert all(re.search(LOST[lost], run.errors[-4000:]) for lost in LOST_IN_SOURCES), run.errors


def test_what_stopped_a_run_is_told_once_and_without_what_snakemake_makes_of_it(stopped):
    _, run = stopped
    assert [len(re.findall(LOST[lost], run.said)) for lost in LOST_IN_SOURCES] == [1] * len(LOST_IN_SOURCES)
    assert [name for name in ("RuleException", "CalledProcessError", "WorkflowError") if name in run.said] == []


def test_check_tells_all_that_would_be_lost(stopped, snakemake_run):
    run = snakemake_run(stopped[0], "check")
    assert run.status != 0
    for lost, pattern in LOST.items():
        assert re.search(pattern, run.errors), (lost, run.said)


def test_not_strict_it_goes_on_with_what_is_sound_and_lists_the_rest(stopped, snakemake_run, target):
    study, _ = stopped
    run = snakemake_run(study, target, "--config", "strict=false")
    assert run.status == 0, run.said
    with (study / "results" / "problems.csv").open(encoding="utf-8-sig", newline="") as lines:
        listed = [row for row in csv.DictReader(lines) if row["severity"] == "error"]
    assert {row["file"].rpartition("/")[2] for row in listed} == {
        *("empty.txt", "broken.docx", "junk.txt", "ben.csv", "ayu.csv", "references.bib"),
    }
    assert all(row["what"] and row["how_to_mend"] for row in listed)
    codings = (study / "results" / "coding" / "codings.csv").read_text(encoding="utf-8")
    assert "I trust the shop when they answer my messages." in codings
    assert (study / "reports" / "report.html").is_file()


@pytest.mark.parametrize(
    ("mistake_at_work", "target_file"),
    [("code twice", "results/coding/codes.csv"), ("unknown code in a claim", "results/conclusions/claims.csv")],
)
def test_a_run_stops_at_a_file_that_cannot_be_used(
    small_copy, small_files, workshop, snakemake_run, mistake_at_work, target_file
):
    change, pattern = MISTAKES[mistake_at_work]
    for name, text in change(small_files).items():
        (small_copy / name).write_text(text, encoding="utf-8")
    run = snakemake_run(small_copy, target_file, project=workshop)
    assert run.status != 0
    assert re.search(pattern, run.errors), run.said
    assert "Traceback" not in run.said
    assert not (small_copy / target_file).exists()


def test_a_transcript_without_speakers_is_a_warning_and_no_error(small):
    with (small / "results" / "problems.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["file"] == "data/interviews/notes.txt"]
    assert rows
    assert {row["severity"] for row in rows} == {"warning"}


def test_what_is_wrong_with_the_cases_is_listed_beside_the_rest(
    tmp_path, write_small_study, small_files, snakemake_run
):
    files = dict(small_files)
    files["data/cases.csv"] = "case_id,group,Name\nA,Owner,Mira Santosa\nB,Customer,Wulan\nA,Owner,Mira Santosa\n"
    files["config.yaml"] = once(files["config.yaml"], "batches: 4", "batches: 1\nstrict: false")
    study = write_small_study(tmp_path, files)
    run = snakemake_run(study, "results/problems.csv")
    assert run.status == 0, run.said
    shown = (study / "results" / "problems.csv").read_text(encoding="utf-8-sig")
    assert "case-id-twice" in shown and "case-names-held" in shown
    assert "Santosa" not in shown + (study / "results" / "coding" / "cases.csv").read_text(encoding="utf-8-sig")
