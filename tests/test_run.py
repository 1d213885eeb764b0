"""What counts as a run still at work in a study's folder."""

import importlib.util
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def run():
    spec = importlib.util.spec_from_file_location("benang_run", HOUSE / "workflow" / "run.py")
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


def test_a_folder_without_a_study_is_told(run, tmp_path, capsys):
    assert run.main(["--study", str(tmp_path)]) == 1
    assert "config.yaml" in capsys.readouterr().err
