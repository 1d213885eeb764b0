"""Colours mean the same in every figure: what says on which side something stands is no colour of anything else."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from figure_study import STUDIES, codes_table, study
from matplotlib.colors import to_hex

from benang.mapping.figures import FIGURES, figure_module, figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas

FOLDER = Path(style.__file__).parents[1]
SIDED = {
    "state_map": {style.AGAINST},
    "project_map": {style.AGAINST_LINE},
    "triangulation_map": {style.AGAINST, style.AGAINST_LINE, style.AGAINST_TINT},
    "claims_profile": {style.AGAINST, style.DISPUTED},
    "concept_map": {style.AGAINST_LINE},
    "code_references": {style.AGAINST},
}
"""Figures that show sides, and with which of their colours the small study has them."""


def colours(pages: Sequence[Canvas]) -> set[str]:
    """Every colour that something on the pages is drawn in, but for what is not seen."""
    found = []
    for page in pages:
        found += [text.get_color() for text in page.texts]
        found += [line.get_color() for line in page.lines]
        for patch in page.patches:
            found += [colour for colour in (patch.get_facecolor(), patch.get_edgecolor()) if colour[3]]
    return {to_hex(colour) for colour in found}


def drawn(figure: str, tables) -> set[str]:
    module = figure_module(figure)
    words, data = figure_words.texts(module.TEXTS, "en"), module.data(tables, "en")
    return set() if data.empty else colours(module.draw(data, words, style.WIDTH))


def on_one_side():
    """A study in which nothing stands against anything, and coders differ about nothing."""
    tables = study(codes_table(3, 4).assign(negative=False), 5, ("owner of a small business", "consumer"))
    links = tables["relations"]
    states = tables["claim_states"].assign(state="for")
    one_side = {"relations": links[links["kind"] != "contradicts"], "claim_states": states}
    return tables | one_side | {"triangulation": tables["triangulation"].iloc[:0]}


ONE_SIDE = on_one_side()


@pytest.mark.parametrize("figure", FIGURES)
def test_where_nothing_stands_against_anything_no_figure_has_its_colour(figure: str) -> None:
    assert drawn(figure, ONE_SIDE) & set(style.SIDE_COLOURS) == set()


@pytest.mark.parametrize("figure", FIGURES)
def test_what_stands_against_something_has_its_colour_in_figures_of_sides(figure: str) -> None:
    assert drawn(figure, STUDIES["small"]) & set(style.SIDE_COLOURS) == SIDED.get(figure, set())


def test_only_the_style_names_colours_by_their_numbers() -> None:
    number = re.compile("[\"']#[0-9a-fA-F]{3,8}[\"']")
    named = [file.name for file in FOLDER.rglob("*.py") if number.search(file.read_text("utf-8"))]
    assert named == ["style.py"]
    themes = set(style.CATEGORICAL)
    assert len(themes) == 8 and not themes & set(style.SIDE_COLOURS)


@pytest.mark.parametrize("colour", [style.AGAINST_LINE, style.OBSERVED_LINE, style.INK, style.MUTED, style.SLATE])
def test_colours_of_type_have_contrast(colour: str) -> None:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5  # WCAG 2.2
