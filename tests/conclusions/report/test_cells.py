"""A notebook's cells run in the step's own process, and what they show is kept as Jupyter keeps it."""

import sys
from pathlib import Path

import pytest
from nbformat import validate
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from benang.conclusions.report.notebook_cells import CellFailed, run_cells

PICTURE = """
from IPython.display import Image, Markdown, display
display(Markdown("**one**"))
display(Image(b"\\x89PNG\\r\\n\\x1a\\n", format="png"))
"""


def run(tmp_path, *sources):
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    run_cells(notebook, tmp_path)
    validate(notebook)
    return [cell.outputs for cell in notebook.cells], notebook


def test_a_cell_shows_the_value_of_its_last_line_and_knows_the_cells_before(tmp_path):
    outputs, notebook = run(tmp_path, "x = 41", "y = 1\nx + y", "x + y;")
    assert outputs[0] == outputs[2] == []
    assert outputs[1] == [
        {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": "42"}, "execution_count": 2}
    ]
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3]


def test_what_is_printed_and_displayed_is_kept_in_its_order(tmp_path):
    outputs, _ = run(tmp_path, "import sys\nprint('a')\nprint('b')\nprint('c', file=sys.stderr)\n3")
    assert [(one.output_type, one.get("name"), one.get("text")) for one in outputs[0]] == [
        ("stream", "stdout", "a\nb\n"),
        ("stream", "stderr", "c\n"),
        ("execute_result", None, None),
    ]
    shown, _ = run(tmp_path, PICTURE)
    assert [one.output_type for one in shown[0]] == ["display_data", "display_data"]
    assert shown[0][0].data["text/markdown"] == "**one**"
    assert shown[0][1].data["image/png"].startswith("iVBOR")


def test_a_cell_that_fails_ends_the_run_and_says_why(tmp_path, capsys):
    notebook = new_notebook(cells=[new_code_cell("1 / 0"), new_code_cell("2")])
    with pytest.raises(CellFailed) as raised:
        run_cells(notebook, tmp_path)
    assert raised.value.reason == "ZeroDivisionError: division by zero"
    assert notebook.cells[1].execution_count is None
    broken = new_notebook(cells=[new_code_cell("if")])
    with pytest.raises(CellFailed, match="SyntaxError"):
        run_cells(broken, tmp_path)
    assert capsys.readouterr().out == ""


def test_two_notebooks_of_one_process_know_nothing_of_each_other(tmp_path):
    run(tmp_path, "secret = 1")
    with pytest.raises(CellFailed, match="NameError"):
        run(tmp_path, "secret")


def test_settings_and_history_of_the_user_have_no_say(tmp_path, monkeypatch):
    home = tmp_path / "home"
    start = home / ".ipython" / "profile_default" / "startup"
    start.mkdir(parents=True)
    (start / "00.py").write_text("x = 'the user'")
    monkeypatch.setenv("HOME", str(home))
    with pytest.raises(CellFailed, match="NameError"):
        run(tmp_path / "scratch", "x")
    assert not list(home.rglob("history.sqlite"))


def test_text_cells_and_empty_ones_are_left_as_they_are(tmp_path):
    notebook = new_notebook(cells=[new_markdown_cell("# 1 / 0"), new_code_cell(" \n")])
    folder, streams = Path.cwd(), (sys.stdout, sys.stderr)
    run_cells(notebook, tmp_path)
    assert notebook.cells[1].execution_count is None
    assert (Path.cwd(), (sys.stdout, sys.stderr)) == (folder, streams)
