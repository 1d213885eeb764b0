"""A figure in which each case has a part of its own is left out, with a sentence why, where it could not be read."""

from pathlib import Path

import pandas as pd
import pytest
from figure_study import STUDIES

from benang.mapping.figures import FIGURES, MOST_CASES, figure_module
from benang.mapping.figures.figure_contents import caption_file, contents
from benang.mapping.figures.figure_words import texts

BY_CASE = [name for name, figure in FIGURES.items() if figure.by_case]


def with_cases(n: int) -> dict[str, pd.DataFrame]:
    tables = dict(STUDIES["small"])
    ids = [f"P{number}" for number in range(n)]
    first = tables["cases"].iloc[[0] * n]
    return tables | {"cases": first.assign(case_id=ids, order=range(n))}


@pytest.mark.parametrize("name", BY_CASE)
@pytest.mark.parametrize("language", ["id", "en"])
def test_more_cases_than_can_be_read_are_told_and_not_drawn(name: str, language: str) -> None:
    words = texts(figure_module(name).TEXTS, language)
    many = contents(name, with_cases(MOST_CASES + 1), language, words)
    assert many.data.empty and list(many.data.columns) == list(figure_module(name).COLUMNS)
    assert "201" in many.caption and "200" in many.caption
    assert many.caption.startswith(
        words["name"][:1].upper() + words["name"][1:]
    )  # which one it is that the reader misses
    few = contents(name, with_cases(MOST_CASES), language, words)
    assert "201" not in few.caption


def test_a_figure_of_the_whole_study_is_drawn_whatever_the_number_of_cases() -> None:
    assert "research_design" not in BY_CASE
    words = texts(figure_module("research_design").TEXTS, "en")
    assert not contents("research_design", with_cases(MOST_CASES + 1), "en", words).data.empty


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("id", "Gambar ini terdiri atas 3 halaman: M.png sampai M.3.png; semuanya ada dalam M.pdf."),
        ("en", "The figure has 3 pages: M.png to M.3.png; M.pdf holds all of them."),
    ],
)
def test_a_caption_says_which_files_the_pages_are_in_and_one_page_goes_without_saying(language: str, told: str) -> None:
    words = texts(figure_module("state_map").TEXTS, language)
    further = [Path(f"state_map.{page}.{suffix}") for page in (2, 3) for suffix in ("svg", "png")]
    assert caption_file("state_map", "Caption.", further, "Approach.", words).split("\n\n") == [
        "Caption.",
        told.replace("M.", "state_map."),
        "Approach.\n",
    ]
    assert caption_file("state_map", "Caption.", [], "Approach.", words) == "Caption.\n\nApproach.\n"
