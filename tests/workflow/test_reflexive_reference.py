"""The reference study as a reflexive analysis: its documents, and the approach on each output."""

import csv
import json
import shutil
import zipfile

import pytest
from printed_pages import PrintedPages, captions_of, letters

from benang.core.approaches import approach_said

EDITIONS = {"": "id", ".en": "en"}
DOCUMENTS = [f"{name}{edition}" for name in ("report", "supplement") for edition in EDITIONS]
COUNTED = ("Krippendorff", "Gini", "#state_map", "fig-state_map", "tab-categories", "tab-cases", "tab-spread")


@pytest.fixture(scope="module")
def reflexive(reference, tmp_path_factory, snakemake_run, target):
    study = shutil.copytree(reference, tmp_path_factory.mktemp("reflexive") / "study", symlinks=True)
    config = study / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "\napproach: reflexive\n", encoding="utf-8")
    run = snakemake_run(study, target)
    assert run.status == 0, run.said
    return study


def text(study, name):
    return (study / f"results/conclusions/{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_counts_as_evidence_are_in_neither_document_and_what_refers_to_them_is_told(reflexive, name):
    shown = text(reflexive, name)
    assert [word for word in COUNTED if word in shown] == []
    assert "framework-obstacles" in shown and "fig-project_map" in shown and "fig-research_design" in shown
    if name == "report.en":
        assert shown.count("not shown in a reflexive analysis]") == 4
        assert "| Informant | What is said |" in shown and "Says so" not in shown
    with (reflexive / "results/problems.csv").open(encoding="utf-8-sig", newline="") as rows:
        told = [row for row in csv.DictReader(rows) if row["kind"] == "written-left-out"]
    texts = {f"{chapter}.{language}.md" for chapter in ("discussion", "conclusion") for language in EDITIONS.values()}
    assert {row["file"].rpartition("/")[2] for row in told} == texts


@pytest.mark.parametrize("name", DOCUMENTS)
def test_its_pages_are_as_those_of_any_study(reflexive, name):
    pages = PrintedPages(reflexive / "reports" / f"{name}.pdf")
    assert not name.startswith("report") or 10 <= len(pages) <= 15
    assert [page for page in range(len(pages) - 1) if pages.blank_at_foot(page) > 1 / 3] == []
    language = EDITIONS[".en" if name.endswith(".en") else ""]
    titles, captions = captions_of(reflexive / f"results/conclusions/{name}.md", language)
    assert [letters(one.text) for one in pages.headings] == [letters(one) for one in titles]
    above = [(one.page, -one.height) for one in pages.headings] + [(len(pages), 0.0)]
    for one in captions:
        page, height = pages.place_of(one.words[:60])
        # What floats may stand at the head of the page on which its section begins.
        assert above[one.heading][0] <= page and (page, -height) < above[one.behind], one.words


def test_the_approach_is_printed_on_each_output(reflexive):
    results, reports = reflexive / "results", reflexive / "reports"
    for edition, language in EDITIONS.items():
        said = approach_said("reflexive", [], language)
        for name in ("report", "supplement"):
            shown = (reports / f"{name}{edition}.html").read_text(encoding="utf-8")
            assert said in " ".join(shown.split())
            assert letters(said) in letters(" ".join(PrintedPages(reports / f"{name}{edition}.pdf").texts))
            with zipfile.ZipFile(reports / f"{name}{edition}.docx") as file:
                assert said in file.read("word/document.xml").decode("utf-8")
        captions = sorted((results / "figures" / language).glob("*.caption.txt"))
        assert len(captions) >= 7
        assert [one for one in captions if not one.read_text(encoding="utf-8").endswith(f"\n\n{said}\n")] == []
        assert said in (results / "README.txt").read_text(encoding="utf-8")
    assert json.loads((results / "summary.json").read_text("utf-8"))["approach"] == approach_said("reflexive", [], "id")
    with zipfile.ZipFile(results / "export" / "study.xlsx") as file:
        cells = "".join(file.read(name).decode("utf-8") for name in file.namelist() if name.endswith(".xml"))
    assert approach_said("reflexive", [], "id") in cells
