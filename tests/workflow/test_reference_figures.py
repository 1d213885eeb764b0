"""The default figures of the reference study at the widths of a journal, measured, and their numbers."""

import csv
import re

import pytest
import yaml
from measured import lines_on_words, measured, too_high

from benang.core.model import cases_in
from benang.core.tables import read_columns
from benang.mapping.figures import FIGURES, LONG_TEXTS, drawn_figures, figure_module
from benang.mapping.figures.figure_contents import contents
from benang.mapping.figures.figure_words import study_table, texts

STAGES = ("literature", "coding", "mapping", "conclusions")


def tables_of(study, figure):
    """The tables a figure is drawn from, as the run left them."""
    found = {}
    for name in FIGURES[figure].tables:
        if name == "study":
            config = yaml.safe_load((study / "config.yaml").read_text(encoding="utf-8"))
            found[name] = study_table(
                config["study"]["question"], {"id": "Informan", "en": "Informant"}, ["consensus"], 5
            )
            continue
        files = [study / "results" / stage / f"{name}.parquet" for stage in STAGES]
        found[name] = read_columns(next(file for file in files if file.is_file()), LONG_TEXTS.get(name, ()))
    return found


def rows(study, name):
    with (study / "results" / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("figure", drawn_figures())
def test_a_default_figure_can_be_read_in_one_and_two_columns_of_a_journal(reference, figure, language):
    tables, module = tables_of(reference, figure), figure_module(figure)
    words = texts(module.TEXTS, language)
    tables |= {"cases": cases_in(tables["cases"], language)} if "cases" in tables else {}
    for width in (8.5, 15.92, 18.0):
        data, caption, alt = contents(figure, tables, language, words, width)
        pages = module.draw(data, words, width)
        assert (measured(pages), too_high(pages)) == ([], []), width
        assert "{" not in caption + alt
        assert figure != "project_map" or lines_on_words(pages) == []
        if figure == "claims_profile":
            written = [text.get_text() for page in pages for text in page.texts]
            assert len(pages) == 1 and words["passages"] in caption
            assert any("\u2212" in text for text in written)
        if figure in ("state_map", "framework_matrix", "project_map"):
            assert_numbers_in_one_form(figure, data, pages, words, width, caption)


def assert_numbers_in_one_form(figure, data, pages, words, width, caption):
    """All passages of a cell first, and in brackets those on a side; at 85 mm the state map says the first alone."""
    written = [text.get_text() for page in pages for text in page.texts]
    cells = data[data["part"] == "link"] if figure == "project_map" else data
    bare = figure == "state_map" and width < 9
    drawn = [text for text in written if re.fullmatch(r"\d+\u00a0\([\d+\u2212\u00a0]+\)", text)]
    assert words["sides_elsewhere" if bare else "sides"] in caption
    assert (bool(drawn) != bare and len(pages) == 1) or figure != "state_map"
    of_cells = [row for row in cells.to_dict("records") if row["references"]]
    sided = [row for row in of_cells if row["against_references"] or 0 < row["for_references"] < row["references"]]
    assert sorted(int(text.split("\u00a0")[0]) for text in drawn) == sorted(
        [] if bare else [row["references"] for row in sided]
    )
    assert any(not row["against_references"] for row in sided) or figure == "framework_matrix"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
def test_no_cell_ends_with_a_mark_alone_and_each_code_has_its_category(reference, language, width):
    tables, module = tables_of(reference, "framework_matrix"), figure_module("framework_matrix")
    tables |= {"cases": cases_in(tables["cases"], language)}
    words = texts(module.TEXTS, language)
    pages = module.draw(module.data(tables, language), words, width)
    written = [text.get_text().strip() for page in pages for text in page.texts]
    assert "\u2026" not in written and any(line.endswith("\u2026") for line in written)
    tables, module = tables_of(reference, "concept_map"), figure_module("concept_map")
    data = module.data(tables, language)
    pages = module.draw(data, texts(module.TEXTS, language), width)
    italics = [text.get_text() for page in pages for text in page.texts if text.get_fontstyle() == "italic"]
    said = " ".join(italics).replace("- ", "-")
    parents = dict(zip([*data["from_id"], *data["to_id"]], [*data["from_parent"], *data["to_parent"]], strict=True))
    for parent in set(parents.values()):
        assert parent and said.count(parent) >= list(parents.values()).count(parent), parent


def test_the_numbers_at_the_marks_are_those_of_the_claims_evidence(reference):
    evidence = [row for row in rows(reference, "conclusions/claim_evidence.csv") if row["voice"] == "said"]
    for language in ("id", "en"):
        shown = rows(reference, f"figures/{language}/claims_profile.csv")
        assert len(shown) == 25
        for row in shown:
            own = [one["side"] for one in evidence if all(one[key] == row[key] for key in ("claim_id", "case_id"))]
            sides = [sum(side in (one, "both") for side in own) for one in ("for", "against")]
            assert [int(row[name]) for name in ("references", "for_references", "against_references")] == [
                len(own),
                *sides,
            ]


@pytest.mark.parametrize(("language", "told"), [("id", "terdiri atas"), ("en", "has")])
def test_a_caption_tells_the_pages_of_a_figure_that_has_several(reference, language, told):
    folder = reference / "results/figures" / language
    several = [name for name in drawn_figures() if (folder / f"{name}.2.png").is_file()]
    assert "project_map" in several and len(several) < len(drawn_figures())
    for name in drawn_figures():
        caption = (folder / f"{name}.caption.txt").read_text(encoding="utf-8")
        n_pages = 1 + len(list(folder.glob(f"{name}.*.png")))
        assert (f"{told} {n_pages} " in caption and f"{name}.{n_pages}.png" in caption) == (name in several)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("width", "n_pages"), [(8.5, 2), (15.92, 1), (18.0, 1)])
def test_the_framework_and_the_portrait_stand_on_one_page_of_a_text_and_two_columns(
    reference, width, n_pages, language
):
    for figure in ("framework_matrix", "document_portrait"):
        tables, module = tables_of(reference, figure), figure_module(figure)
        words = texts(module.TEXTS, language)
        tables |= {"cases": cases_in(tables["cases"], language)}
        data = module.data(tables, language)
        assert len(module.draw(data, words, width)) == n_pages


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_cell_of_the_framework_opens_with_its_summary(reference, language):
    shown = rows(reference, f"figures/{language}/framework_matrix.csv")
    cells = {(row["case_id"], row["code_id"]): row for row in rows(reference, "mapping/framework_theme.csv")}
    counted = {(row["case_id"], row["code_id"]): row for row in rows(reference, "mapping/case_theme.csv")}
    assert len(shown) == len(cells) == 30
    for row in shown:
        key = row["case_id"], row["theme_id"]
        assert row["words"] == cells[key][f"summary:{language}"]
        for column in ("state", "references", "for_references", "against_references"):
            assert row[column] == counted[key][column]
