"""What counts as a run still at work in a study's folder."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from places import ROOT


@pytest.fixture(scope="module")
def run():
    spec = importlib.util.spec_from_file_location("benang_run", ROOT / "workflow" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "command",
    [
        ["python", "-m", "snakemake", "--cores", "2"],
        ["/env/bin/python", "/env/bin/snakemake", "all"],
        ["/env/bin/snakemake"],
        ["/env/bin/python", "/study/.snakemake/scripts/tmpabc.clean.py"],
    ],
)
def test_snakemake_and_its_scripts_are_at_work(run, command):
    assert run.is_snakemake(command)


@pytest.mark.parametrize(
    "command",
    [
        ["tail", "-f", ".snakemake/log/today.log"],
        ["vim", "/home/ayu/snakemake/notes.txt"],
        ["python", "-m", "pytest", "tests"],
        ["bash"],
        [],
    ],
)
def test_a_tool_that_only_reads_its_files_is_not(run, command):
    assert not run.is_snakemake(command)


def test_a_process_that_ends_while_those_above_it_are_looked_at_stops_nothing(run):
    ended = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = psutil.Process(ended.pid)
    assert os.getpid() in list(run.above(process))
    ended.communicate(b"\n")
    assert list(run.above(process)) == []


def test_a_folder_without_a_study_is_told(run, tmp_path, capsys):
    assert run.main(["--study", str(tmp_path)]) == 1
    assert "config.yaml" in capsys.readouterr().err


def test_the_last_lines_name_the_report_of_the_study_that_was_run(run, tmp_path, monkeypatch, capsys):
    study = tmp_path / "my-study"
    (study / "results").mkdir(parents=True)
    (study / "a.txt").write_text("A: x", encoding="utf-8")
    config = "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
    (study / "config.yaml").write_text(config, encoding="utf-8")
    summary = (
        '{"lines": ["1 source, 1 problem (0 errors) in {study}/results/problems.csv", "{study}/reports/report.html"]}'
    )
    (study / "results" / "summary.json").write_text(summary, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run.finish(study, Path("my-study"), 2.0)
    counts, report, seconds = capsys.readouterr().out.split("\n")[1:4]
    assert counts.endswith("in my-study/results/problems.csv")
    assert (report, seconds) == ("my-study/reports/report.html", "2 s")
