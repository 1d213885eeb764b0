"""Figures that a study asks for: what a reader would misread in them."""

import re
from collections.abc import Sequence

import pandas as pd
import pytest
from figure_study import STUDIES
from matplotlib.patches import Rectangle
from measured import measured, too_high

from benang.mapping.figures import figure_module, figure_words
from benang.mapping.figures.drawing.canvas import Canvas


def drawn(figure: str, data: pd.DataFrame, width: float = 18.0) -> Sequence[Canvas]:
    module = figure_module(figure)
    pages = module.draw(data, figure_words.texts(module.TEXTS, "en"), width)
    assert (measured(pages), too_high(pages)) == ([], [])
    return pages


def written(pages: Sequence[Canvas]) -> str:
    return " ".join(text.get_text() for page in pages for text in page.texts)


@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
def test_an_informant_is_as_large_in_every_rectangle_of_the_hierarchy(width: float) -> None:
    sizes = {"a": [5, 5, 4], "b": [5], "c": [3, 1, 1, 1, 2], "d": [1], "e": [40] * 30}
    rows = [
        [theme, f"Theme {theme}", f"{theme}{n}", f"category {theme}{n}", number, size, 40]
        for number, (theme, n, size) in enumerate(
            ((theme, n, size) for theme, own in sizes.items() for n, size in enumerate(own)), 1
        )
    ]
    data = pd.DataFrame(rows, columns=figure_module("hierarchy").COLUMNS)
    for shown in (data, data[data["theme_id"] != "e"]):
        pages = drawn("hierarchy", shown, width)
        boxes = [patch for page in pages for patch in page.patches if isinstance(patch, Rectangle)]
        areas = sorted(box.get_width() * box.get_height() for box in boxes)
        counts = sorted(shown["informants"])
        assert [area / n for area, n in zip(areas, counts, strict=True)] == pytest.approx(
            [areas[0] / counts[0]] * len(counts)
        )


def test_a_joint_display_says_what_an_observer_noted_and_prefers_what_was_said() -> None:
    tables = dict(STUDIES["small"])
    cells = tables["framework_category"]
    first = cells["code_id"].iloc[0]
    cases = list(cells.loc[cells["code_id"] == first, "case_id"])
    passages = pd.DataFrame(
        [(f"p{n}", "category", "said" if n == 2 else "observed") for n in range(9)],
        columns=["passage_id", "level", "voice"],
    )
    module = figure_module("joint_display")
    data = module.data(tables | {"passages": passages}, "en")
    # Of the first category one informant said something; of others only what was noted is there.
    assert data.iloc[0][["case_id", "voice"]].tolist() == [cases[1], "said"]
    noted = cells.assign(quotations="“It stood empty” (p0)")
    data = module.data(tables | {"passages": passages, "framework_category": noted}, "en")
    assert set(data["voice"]) == {"observed"}
    assert f"{data['case_id'].iloc[0]}, noted by an observer" in written(drawn("joint_display", data))


def test_a_quotation_that_is_cut_keeps_its_marks_and_its_passage() -> None:
    data = figure_module("joint_display").data(STUDIES["small"], "en").head(1)
    long = " ".join(f"word{n}" for n in range(300))
    said = written(drawn("joint_display", data.assign(quotation=f"“{long}” (p0815)"), 8.5))
    assert re.search(r"“word0 .*\u00a0…” \(p0815\)", said) and "word299" not in said


def test_works_of_one_author_and_year_have_letters() -> None:
    works = pd.DataFrame(
        [
            ("w3", "Daily", "2021", "Zebra"),
            ("w1", "Daily", "2021", "Ape"),
            ("w2", "Ann; Ben; Cid", "2020", "x"),
            ("w4", "Ann; Ben", "", "x"),
            ("w5", "Ministry of Health and Welfare", "2019", "x"),
            ("w6", "Food and Agriculture Organization; Cid, D.", "2019", "x"),
            ("w7", "Ann; others", "2018", "x"),
        ],
        columns=["work_id", "author", "year", "title"],
    )
    tables = dict(STUDIES["small"])
    category = tables["case_category"]["code_id"].iloc[0]
    matrix = pd.DataFrame({"work_id": works["work_id"], "category_id": category})
    data = figure_module("literature_map").data(tables | {"works": works, "literature_matrix": matrix}, "en")
    names = dict(zip(data["work_id"], data["work"], strict=True))
    assert names == {
        "w3": "Daily 2021b",
        "w1": "Daily 2021a",
        "w2": "Ann et al. 2020",
        "w4": "Ann & Ben",
        "w5": "Ministry of Health and Welfare 2019",
        "w6": "Food and Agriculture Organization & Cid 2019",
        "w7": "Ann et al. 2018",
    }


def test_a_crosstab_says_its_numbers_beside_its_dots_where_there_is_room() -> None:
    data = figure_module("crosstab_dots").data(STUDIES["small"], "en")
    wanted = sorted(f"{row['informants']}/{row['base']}" for row in figure_words.records(data))
    shown = [text.get_text() for page in drawn("crosstab_dots", data) for text in page.texts]
    assert sorted(text for text in shown if re.fullmatch(r"\d/\d", text)) == wanted


@pytest.mark.parametrize(("language", "said"), [("id", "0,0, 0,5, dan 1,0"), ("en", "0.0, 0.5 and 1.0")])
def test_the_lines_of_agreement_have_their_numbers(language: str, said: str) -> None:
    module = figure_module("agreement_intervals")
    data = module.data(STUDIES["small"], language)
    pages = module.draw(data, figure_words.texts(module.TEXTS, language), 18.0)
    assert (measured(pages), too_high(pages)) == ([], [])
    assert said in written(pages)
    assert not re.search(r"\d\u2013\d", written(pages))  # a range with a dash reads as a minus
