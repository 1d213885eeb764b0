"""What a run says while it works: a line a step, in the study's language; the rest is in Snakemake's log."""

import enum
import importlib.util
import logging
import re
from pathlib import Path

import pytest
import yaml
from places import ROOT

from benang.core.texts import read_texts
from benang.mapping.figures import FIGURES
from benang.study.run_messages import RunMessages
from benang.study.run_progress import TEXTS, RunProgress


class Event(enum.Enum):
    """As Snakemake names what a message is about."""

    RUN_INFO = "run_info"
    JOB_INFO = "job_info"
    JOB_FINISHED = "job_finished"
    PROGRESS = "progress"
    RESOURCES_INFO = "resources_info"
    ERROR = "error"


def record(text="", level=logging.INFO, **more):
    return logging.makeLogRecord({"msg": text, "levelno": level, **more})


def job(rule, **wildcards):
    return record(event=Event.JOB_INFO, rule_name=rule, rule_msg="Reading", wildcards=wildcards)


@pytest.fixture
def said():
    return []


def progress(said, language="en"):
    return RunProgress(language, "results", Path("/home/a"), said.append)


def test_each_step_is_a_line_with_its_stage_and_its_place(said):
    told = progress(said)
    records = [
        record("Building DAG of jobs..."),
        record("Provided cores: 2", event=Event.RESOURCES_INFO),
        record(
            "Job stats:\n...", event=Event.RUN_INFO, stats={"clean": 1, "figure": 1, "coding_sheets": 1, "total": 3}
        ),
        job("clean", batch="7"),
        record("Finished jobid: 3 (Rule: clean)", event=Event.JOB_FINISHED),
        record("1 of 3 steps (33%) done", event=Event.PROGRESS),
        job("figure", figure="state_map", language="en", extension="svg"),
        job("coding_sheets"),
        record("Complete log(s): /home/a/study/.snakemake/log/1.log"),
    ]
    assert all(told.told(one) for one in records)
    assert said == [
        "To be made: 3 steps.",
        "[1/3] Coding: Cleaning the sources (batch 7)",
        "[2/3] Mapping: Drawing the state map",
        "[3/3] Conclusions: The coding sheets are in results/coding_sheets",
        "All that Snakemake says: study/.snakemake/log/1.log (make VERBOSE=1 shows it)",
    ]


def test_it_speaks_the_studys_language_and_english_for_others(said):
    progress(said, "id").told(job("clean", batch="7"))
    progress(said, "fr").told(job("clean", batch="7"))
    assert said == ["[1/0] Pengodean: Membersihkan sumber (kelompok 7)", "[1/0] Coding: Cleaning the sources (batch 7)"]


@pytest.mark.parametrize("language", ["id", "en", "fr"])
def test_a_figure_is_called_by_its_title_in_the_studys_language_and_one_without_by_its_name(said, language):
    told = progress(said, language)
    for figure in [*FIGURES, "of_ones_own"]:
        told.told(job("figure", figure=figure))
    verb = "Menggambar" if language == "id" else "Drawing"
    titles = [line.partition(f"{verb} ")[2] for line in said]
    assert titles[-1] == "of_ones_own" and len(set(titles)) == len(FIGURES) + 1
    assert not [title for title in titles[:-1] if not title or "_" in title or title in FIGURES]
    assert titles[list(FIGURES).index("state_map")] == ("peta keadaan" if language == "id" else "the state map")


def test_what_is_up_to_date_is_one_line(said):
    assert progress(said, "id").told(record("Nothing to be done (all requested files are present and up to date)."))
    assert said == ["Tidak ada yang perlu dibuat; semuanya masih berlaku."]


def test_what_is_more_than_information_keeps_its_words(said):
    assert not progress(said).told(record("File system latency", logging.WARNING))
    assert not progress(said).told(record("MissingInputException", logging.ERROR, event=Event.ERROR))
    assert said == []


def test_a_step_of_another_workflow_counts_and_is_not_named(said):
    told = progress(said)
    told.told(job("somebody_elses"))
    told.told(job("clean", batch="1"))
    assert said == ["[2/0] Coding: Cleaning the sources (batch 1)"]


def test_errors_are_shown_with_and_without_it(said, tmp_path):
    for short in (None, progress(said)):
        messages = RunMessages(tmp_path / "stopped.txt", lambda: None, short)
        assert messages.filter(record("MissingInputException in rule clean", logging.ERROR, event=Event.ERROR))
        assert messages.filter(record("Building DAG of jobs...")) is (short is None)


def rules():
    """Every rule that says something, with its file and message."""
    for file in [*sorted((ROOT / "workflow/rules").rglob("*.smk")), ROOT / "workflow/Snakefile"]:
        parts = re.split(r"^ *rule (\w+):", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for name, body in zip(parts[1::2], parts[2::2], strict=True):
            if message := re.search(r'message:\s*f?"([^"]*)"', body):
                yield file, name, message[1].replace("{wildcards.", "{").replace("{RESULTS}", "{results}")


def test_every_rule_has_its_words_below_its_stage_and_the_english_is_its_message():
    texts = read_texts(TEXTS)
    found = 0
    for file, name, message in rules():
        folder = file.relative_to(ROOT / "workflow").parts
        stage = "coding" if "coding" in folder else file.stem if file.stem in texts else "study"
        assert texts[stage]["steps"][name]["en"] == message, name
        assert set(re.findall(r"{\w+}", texts[stage]["steps"][name]["id"])) == set(re.findall(r"{\w+}", message))
        found += 1
    assert found > 40


def test_the_default_profile_is_handed_over_as_it_stands():
    spec = importlib.util.spec_from_file_location("benang_run", ROOT / "workflow" / "run.py")
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    arguments = " ".join(run.profile_arguments())
    profile = yaml.safe_load((ROOT / "profiles/default/profile.yaml").read_text(encoding="utf-8"))
    assert arguments.startswith("--workflow-profile none")
    for name, value in profile.items():
        values = value if isinstance(value, list) else [] if value is True else [value]
        assert " ".join([f"--{name}", *map(str, values)]) in arguments
