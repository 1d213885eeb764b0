"""Figures of studies of any size: all is drawn, on pages, in type that can be read, and no words lie on others."""

from random import Random

import pytest
from figure_study import claims_tables, drawn_at_random
from measured import measured, too_high

from benang.mapping.figures import FIGURES, figure_module, figure_words

SMALL = {
    "one case, one code": {"n_themes": 1, "n_categories": 1, "n_codes": 1, "n_cases": 1, "groups": 0},
    "one flat code": {"n_themes": 1, "n_categories": 0, "n_codes": 0, "n_cases": 1, "groups": 0},
    "long labels": {"n_themes": 3, "n_categories": 5, "n_codes": 9, "n_cases": 9, "groups": 3, "letters": 200},
    "one case, long": {"n_themes": 1, "n_categories": 2, "n_codes": 3, "n_cases": 1, "groups": 1, "letters": 200},
    "flat, long": {"n_themes": 12, "n_categories": 0, "n_codes": 0, "n_cases": 14, "groups": 0, "letters": 200},
}
LARGE = {
    "105 categories, 285 codes, 28 cases": {"n_themes": 9, "n_categories": 105, "n_codes": 285, "n_cases": 28},
    "300 flat codes": {"n_themes": 300, "n_categories": 0, "n_codes": 0, "n_cases": 6},
    "200 cases": {"n_themes": 4, "n_categories": 12, "n_codes": 30, "n_cases": 200, "groups": 7},
    "200 cases with long names": {"n_themes": 2, "n_categories": 3, "n_codes": 3, "n_cases": 200, "letters": 200},
}


def wrong_in(figure: str, tables, width: float) -> list[str]:
    module = figure_module(figure)
    words = figure_words.texts(module.TEXTS, "en")
    data = module.data(tables, "en")
    assert module.caption(data, words) and module.alt(data, words)
    if data.empty:
        return []
    pages = module.draw(data, words, width)
    return [*measured(pages), *(f"page {page} is too high" for page in too_high(pages))]


@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
@pytest.mark.parametrize("n_cases", [1, 5, 8])
def test_a_small_study_has_its_marks_on_one_page(n_cases: int, width: float) -> None:
    tables = drawn_at_random(2, 8, 8, n_cases, letters=60, seed=3) | claims_tables([f"R{n}" for n in range(n_cases)], 3)
    for figure in ("state_map", "claims_profile", "triangulation_map"):
        module = figure_module(figure)
        data = module.data(tables, "en")
        pages = [] if data.empty else module.draw(data, figure_words.texts(module.TEXTS, "en"), width)
        assert data.empty or (len(pages), measured(pages)) == (1, []), figure


@pytest.mark.parametrize("seed", range(4))
def test_a_column_of_a_journal_holds_the_states_of_27_categories_and_5_informants(seed: int) -> None:
    tables = drawn_at_random(6, 27, 40, 5, seed=seed)
    lot, words = Random(seed), "weak regulation and consumer protection, or competence"
    tables["codes"]["label:en"] = [words[: lot.randint(5, 34)].strip() for _ in tables["codes"]["code_id"]]
    tables["case_category"] = tables["case_category"].assign(
        undecided=0, references=lambda cells: cells["references"] % 10
    )
    module = figure_module("state_map")
    pages = module.draw(module.data(tables, "en"), figure_words.texts(module.TEXTS, "en"), 8.5)
    assert (len(pages), measured(pages), too_high(pages)) == (1, [], [])


@pytest.mark.parametrize("width", [8.5, 18.0])
@pytest.mark.parametrize("shape", SMALL)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_of_a_small_study_can_be_read(figure: str, shape: str, width: float) -> None:
    assert wrong_in(figure, drawn_at_random(**SMALL[shape], seed=1), width) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [8.5, 18.0])
@pytest.mark.parametrize("shape", LARGE)
def test_figures_of_a_large_study_can_be_read(shape: str, width: float) -> None:
    tables = drawn_at_random(**LARGE[shape], seed=2)
    assert {figure: wrong for figure in FIGURES if (wrong := wrong_in(figure, tables, width)[:5])} == {}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_figures_of_any_study_can_be_read(seed: int) -> None:
    lot = Random(seed)
    n_categories = lot.choice([0, 1, 7, 40, 150])
    shape = {
        "n_themes": lot.randint(1, 12) if n_categories else lot.randint(1, 60),
        "n_categories": n_categories,
        "n_codes": lot.randint(0, 300),
        "n_cases": lot.choice([1, 2, 5, 11, 13, 30, 60]),
        "groups": lot.choice([0, 1, 2, 5]),
        "letters": lot.choice([12, 20, 60, 200]),
    }
    tables = drawn_at_random(**shape, seed=seed)
    width = lot.choice([8.5, 12.0, 18.0])
    assert {figure: wrong for figure in FIGURES if (wrong := wrong_in(figure, tables, width)[:5])} == {}, (shape, width)
