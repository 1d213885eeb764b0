"""Which files are held against each other, and which are told together."""

import pytest
from changed_study import INPUTS, in_input, run, seeded

from benang.changes.causes import Causes
from benang.changes.file_changes import Tree, as_asked_for, read_file_changes, results_alone, shared_name
from benang.changes.run_state import RunState, read_run_state


@pytest.mark.parametrize(
    ("name", "shared"),
    [
        ("results/figures/en/map.png", "results/figures/en/map"),
        ("results/figures/en/map.2.svg", "results/figures/en/map"),
        ("results/figures/en/map.caption.txt", "results/figures/en/map"),
        ("reports/report.en.html", "reports/report.en"),
        ("reports/report.pdf", "reports/report"),
        ("results/coding/batches/0.turns.parquet", "results/coding/batches/0.turns"),
    ],
)
def test_forms_and_pages_of_one_thing_are_told_together_and_languages_apart(name, shared):
    assert shared_name(name) == shared


def test_the_page_itself_notes_and_marks_are_no_results():
    names = ["reports/verify/index.html", "reports/OUT-OF-DATE.txt", "results/leaks/all.json", "reports/report.html"]
    assert list(results_alone(dict.fromkeys(names, ""), "results", "reports")) == ["reports/report.html"]


def test_what_only_one_run_was_asked_for_is_no_change(tmp_path):
    run(tmp_path)
    whole = read_run_state(tmp_path, "config.yaml", None, INPUTS)
    fewer = RunState(type(whole.graph)(tuple(one for one in whole.graph.steps if one.script != "literature/works.py")))
    works, claims, unknown = "results/literature/works.csv", "results/conclusions/claims.csv", "results/by_hand.csv"
    files = dict.fromkeys([works, claims, unknown], "")
    # The step of claims was done there too, and made no such file; of a file that no step made nothing is known.
    assert list(as_asked_for(files, {}, whole, fewer)) == [claims, unknown]
    assert list(as_asked_for(files, files, whole, fewer)) == [works, claims, unknown]
    assert list(as_asked_for(files, {}, whole, RunState())) == [works, claims, unknown]


def test_a_file_that_cannot_be_read_as_what_it_is_called_is_told_all_the_same(tmp_path):
    for name, text in (("before", '{"a": 1}'), ("after", '{"a": ')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "r.json").write_text(text)
    trees = [Tree(tmp_path / name, {"r.json": name}) for name in ("before", "after")]
    (change,) = read_file_changes(*trees, Causes(RunState(), RunState(), lambda script: ()))
    assert change.files == {"r.json": "changed"}


def test_results_come_in_the_order_of_the_stages(tmp_path):
    run(tmp_path / "before")
    run(tmp_path / "after", *seeded(in_input("data/codebook.csv", "price,Price\n", "")))
    states = [read_run_state(tmp_path / name, "config.yaml", None, INPUTS) for name in ("before", "after")]
    files = ["results/mapping/groups.csv", "results/coding/codes.csv", "reports/report.html"]
    trees = [Tree(tmp_path / name, dict.fromkeys(files, name)) for name in ("before", "after")]
    changes = read_file_changes(*trees, Causes(*states, lambda script: ()))
    assert [one.name for one in changes] == ["results/coding/codes", "results/mapping/groups", "reports/report"]
