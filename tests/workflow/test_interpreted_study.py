"""A study coded by others goes through with an approach, three interpretations and a framework matrix."""

import re
import shutil

import pytest
from interpreted_study import TEXTS, interpret, rows
from places import ROOT

RUN = ROOT / "workflow" / "run.py"


@pytest.fixture(scope="module")
def interpreted(tmp_path_factory, coded_study, start, finish):
    """The study by ``make new`` and ``make``, then what its researchers add, then ``make`` again."""
    study = shutil.copytree(coded_study.folder, tmp_path_factory.mktemp("interpreted") / "study")
    for command in (("new",), ("--cores", 2)):
        run = finish(start(RUN, "--study", study, *command, folder=ROOT))
        assert run.status == 0, run.said
    themes, quoted = interpret(study, coded_study.interviewer)
    run = finish(start(RUN, "--study", study, "--cores", 2, folder=ROOT))
    assert run.status == 0, run.said
    return study, themes, quoted


def text(study, name):
    return (study / f"results/conclusions/{name}.md").read_text(encoding="utf-8")


def test_nothing_that_was_written_is_wrong_and_every_segment_is_there(interpreted, coded_study):
    study, _, _ = interpreted
    told = [
        row for row in rows(study, "problems.csv") if row["kind"].startswith(("written", "writing", "method", "schema"))
    ]
    assert told == []
    assert (
        len([row for row in rows(study, "coding/codings.csv") if row["status"] == "accepted"])
        >= 0.95 * coded_study.segments
    )


def test_the_three_interpretations_stand_at_their_themes_with_their_numbers(interpreted):
    study, themes, quoted = interpreted
    article = text(study, "report")
    assert len(themes) == TEXTS
    for theme, coding in zip(themes, quoted[::2], strict=True):
        told = article.partition(f"{{#finding.{theme}}}")[2].partition("\n### ")[0]
        assert re.search(r"Of the participants, \d of \d speak of .*, in \d+ passages\.", told)
        assert f"supplement.html#q.{coding}" in told
    assert "the run now counts" not in article and "reference not found" not in article


def test_the_framework_matrix_holds_the_summaries(interpreted):
    study, _, _ = interpreted
    cells = rows(study, "mapping/framework_theme.csv")
    assert sum(row["says"] == "summary" for row in cells) > 10
    assert "passages, first of" in text(study, "report")


def test_the_approach_is_on_each_document(interpreted):
    study, _, _ = interpreted
    for name in ("report", "supplement"):
        assert "Approach: framework." in text(study, name)
    # Nobody saw an observer, and a proof stands beside the declaration.
    assert "No coding of a machine is counted (0)." in text(study, "report")
