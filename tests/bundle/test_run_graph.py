"""The graph of a run: what led to a file, and nothing else."""

from run_records import RECORDS, graph_of, record

from benang.bundle.run_graph import RunGraph, dot


def test_a_graph_holds_what_a_file_comes_from_each_step_after_those_before_it():
    graph = graph_of("r/matrix")
    assert [step.name for step in graph.steps] == ["coding/read.py batch=1", "coding/code.py", "mapping/count.py"]
    assert sorted(graph.files) == ["p/texts", "r/codings", "r/matrix", "raw/a", "raw/book"]
    assert graph.files["p/texts"] == "" and graph.files["raw/a"] == "digest of raw/a"
    assert graph.steps[0].read == ("raw/a",) and graph.steps[0].made == ("p/texts",)


def test_a_graph_is_the_same_in_whatever_order_records_lie_and_how_often_jobs_were_done():
    again = [*reversed(RECORDS[1:]), record("mapping/count.py", ["r/codings", "raw/book"], ["r/matrix"])]
    assert graph_of("r/matrix", records=again) == graph_of("r/matrix")


def test_jobs_of_another_study_in_the_folder_are_none_of_this_one():
    assert graph_of("r/other").steps == ()
    assert [step.script for step in graph_of("r/other", scope="other").steps] == ["coding/code.py"]


def test_behind_a_file_stand_its_steps_and_what_nobody_made():
    steps, given = graph_of("r/matrix", "r/sheets").behind("r/sheets")
    assert [step.name for step in steps] == ["coding/read.py batch=1", "coding/sheets.py"]
    assert given == ["raw/a"]


def test_a_graph_comes_back_from_its_values_and_is_drawn_with_every_step():
    graph = graph_of("r/matrix", "r/sheets")
    assert RunGraph.of_values(graph.as_values()) == graph
    drawn = dot(graph)
    assert all(f'"{step.name}"' in drawn for step in graph.steps)
    assert '"coding/code.py" -> "mapping/count.py";' in drawn
