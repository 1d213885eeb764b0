"""A figure or a matrix is added in one place: its module and a line where figures or matrices are registered."""

import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from figure_study import STUDIES
from places import ROOT

from benang.conclusions.report.book import CHAPTERS
from benang.conclusions.report.draft import Draft
from benang.conclusions.report.material import Material
from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.pictures import read_pictures
from benang.conclusions.report.report_words import Words
from benang.core import model
from benang.core.schema_check import read_schema
from benang.exchange.study_workbook import study_workbook
from benang.mapping.figures import FIGURES, LONG_TEXTS, Registered, drawn_figures, figure_module
from benang.mapping.registered import MATRICES, Matrix, make_matrix

TOY = """
import pandas as pd
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing.pages import sentence

TEXTS = "figures.yaml"
COLUMNS = ["sources"]


def data(tables, language):
    return pd.DataFrame({"sources": [len(figure_words.table(tables, "sources"))]})


def draw(data, texts, width):
    return sentence(str(data["sources"][0]), width)


def alt(data, texts):
    return f"{data['sources'][0]} sources"


def caption(data, texts):
    return "How many sources"
"""


TOY_MATRIX = """
import pandas as pd


def kinds(sources, codes):
    return pd.DataFrame({"kind": sorted(set(sources["kind"])), "codes": len(codes)})
"""


def registered(file: Path, before_line: str, line: str) -> None:
    before, found, after = file.read_text(encoding="utf-8").partition(before_line)
    assert found
    file.write_text(f"{before}{line}\n{found}{after}", encoding="utf-8")


def test_a_figure_and_a_matrix_are_added_each_by_its_module_and_one_line(tmp_path: Path) -> None:
    """In a copy of the workflow, as a newcomer would: the targets are there, and the modules are found."""
    shutil.copytree(ROOT / "workflow", tmp_path / "workflow", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Snakefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    figures = tmp_path / "workflow" / "benang" / "mapping" / "figures"
    (figures / "toy.py").write_text(TOY, encoding="utf-8")
    line = '    "toy": Registered(("sources",)),'
    registered(figures / "__init__.py", '    "code_references": Registered(', line)
    (figures.parent / "toy_matrix.py").write_text(TOY_MATRIX, encoding="utf-8")
    line = '    "toy": Matrix("benang.mapping.toy_matrix", "kinds", in_workbook=True),'
    registered(figures.parent / "registered.py", '    "code_totals": Matrix(', line)
    (tmp_path / "a.txt").write_text("P: How?\nA: So.\n", encoding="utf-8")
    config = "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "snakemake", "all", "--cores", "1", "--summary"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    for made in ("figures/en/toy.svg", "mapping/toy.csv", "mapping/toy.parquet"):
        assert f"results/{made}" in run.stdout, run.stderr
    loaded = "import sys, benang.mapping.figures as f; print('matplotlib' in sys.modules, *f.FIGURES)"
    drawn = "print(f.figure_module('toy').caption(None, 'en'))"
    run = subprocess.run(
        [sys.executable, "-c", f"{loaded}; {drawn}"],
        cwd=tmp_path / "workflow",
        capture_output=True,
        text=True,
        check=True,
    )
    names, caption = run.stdout.splitlines()
    assert names.split()[0] == "False" and "toy" in names.split() and caption == "How many sources"


def test_the_report_shows_every_registered_figure_in_its_part_and_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FIGURES, "toy", Registered(()))
    for name in FIGURES:
        for suffix in ("svg", "txt", "caption.txt"):
            (tmp_path / f"{name}.{suffix}").write_text(f"{name}\n", encoding="utf-8")
    (tmp_path / "state_map.svg").unlink()
    (tmp_path / "project_map.2.svg").write_text("page", encoding="utf-8")
    (tmp_path / "triangulation_map.csv").write_text("theme_id,held\n", encoding="utf-8")
    words = Words("en", "Informant")
    material = Material({}, pictures=read_pictures(tmp_path, drawn_figures()))
    draft = Draft(material, {}, words, Numbering(words, {}), "results", "../results", "en")
    assert [part.count("#fig-research_design") for part in draft.figures("design")] == [1]
    shown = draft.figures("maps")
    names = ["project_map", "framework_matrix", "document_portrait", "triangulation", "toy"]
    assert [name in part for name, part in zip(names, shown, strict=True)] == [True] * 5
    # Further pages have no number of their own, and one that the data do not carry is a sentence.
    assert "project_map.2.svg" in shown[0] and "Page 2 of 2." in shown[0]
    first = next(line for line in shown[0].splitlines() if "project_map.svg" in line)
    assert "Page 1 of 2." in first
    assert shown[3] == "triangulation\\_map"
    assert "Figure 5" in shown[-1]


def test_every_figure_stands_in_a_part_that_the_report_has_and_has_its_module() -> None:
    assert {figure.part for figure in FIGURES.values()} <= set(CHAPTERS)
    for name in FIGURES:
        assert all(
            hasattr(figure_module(name), part) for part in ("TEXTS", "COLUMNS", "data", "draw", "alt", "caption")
        )


def test_figures_are_drawn_from_the_tables_they_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no other table, and without what people said."""
    for name, figure in FIGURES.items():
        tables = {
            table: frame.drop(columns=list(LONG_TEXTS.get(table, ())))
            for table, frame in STUDIES["small"].items()
            if table in figure.tables
        }
        module = figure_module(name)
        assert module.data(tables, "en").equals(module.data(STUDIES["small"], "en")), name


def test_the_configuration_knows_the_figures_on_request() -> None:
    schema = read_schema("config.schema.yaml")
    known = schema["properties"]["figures"]["properties"]["also"]["items"]["enum"]
    assert known == [name for name, figure in FIGURES.items() if figure.on_request]


def test_a_registered_matrix_is_counted_of_the_tables_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("toy_matrix")
    exec(TOY_MATRIX, module.__dict__)
    monkeypatch.setitem(sys.modules, "toy_matrix", module)
    monkeypatch.setitem(MATRICES, "toy", Matrix("toy_matrix", "kinds", in_workbook=True))
    tables = {
        "sources": pd.DataFrame({"kind": ["observation", "interview", "interview"]}),
        "codes": model.empty("codes"),
    }
    made = make_matrix("toy", tables | {"turns": None})
    assert made.to_numpy().tolist() == [["interview", 0], ["observation", 0]]
    empty = {name: model.empty(name) for name in ("codes", "codings", "cases", "turns")}
    sheets = study_workbook(**empty, matrices={"toy": made}, problems=[], language="en")
    (sheet,) = [sheet for sheet in sheets if sheet.name == "toy"]
    assert len(sheet.columns) == 2
    assert [list(row) for row in sheet.rows] == [["interview", 0], ["observation", 0]]


def test_every_registered_matrix_has_its_function() -> None:
    for matrix in MATRICES.values():
        assert callable(getattr(import_module(matrix.module), matrix.function))
