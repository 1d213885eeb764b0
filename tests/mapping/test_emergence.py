"""When codes came up: what a study asks for, what it is told, and how it is drawn."""

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from figure_study import STUDIES
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from measured import measured

from benang.core import model
from benang.core.config import read_study
from benang.mapping.code_emergence import Dated, emergence_problems
from benang.mapping.figures import emergence as figure
from benang.mapping.figures import figure_words, word_cloud


@pytest.mark.parametrize(
    ("asked", "counted", "chosen"),
    [
        ("{}", False, {}),
        ("{emergence: true}", True, {}),
        ("{saturation: {}}", True, {"base": 4, "run": 2, "threshold": 0.05}),
        ("{saturation: {run: 3}}", True, {"base": 4, "run": 3, "threshold": 0.05}),
    ],
)
def test_nothing_is_counted_that_nobody_asks_for(tmp_path: Path, asked: str, counted: bool, chosen: object) -> None:
    (tmp_path / "a.txt").write_text("A: Ya.\n", encoding="utf-8")
    text = "study: {title: S}\nlanguage: id\nsources: [{kind: interview, files: [a.txt]}]\n"
    (tmp_path / "config.yaml").write_text(f"{text}matrices: {asked}\n", encoding="utf-8")
    study, _ = read_study(tmp_path / "config.yaml")
    assert study is not None
    assert (study.emergence, study.saturation) == (counted, chosen)
    (tmp_path / "config.yaml").write_text(f"{text}figures: {{also: [emergence]}}\n", encoding="utf-8")
    study, _ = read_study(tmp_path / "config.yaml")
    assert study is not None and study.emergence


def test_who_asks_and_has_no_dates_is_told_how_many_there_are() -> None:
    (problem,) = emergence_problems(model.empty("emergence"), Dated(3, 10, 5, 0), "config.yaml")
    assert "3 of 10" in problem.message("en") and "3 dari 10" in problem.message("id")
    assert problem.file == "config.yaml"
    assert emergence_problems(model.empty("emergence"), Dated(0, 0, 0, 0), "config.yaml") == []
    assert emergence_problems(STUDIES["small"]["emergence"], Dated(3, 10, 5, 0), "config.yaml") == []


def test_without_dates_the_figure_says_why_and_by_versions_it_says_so() -> None:
    words = figure_words.texts(figure.TEXTS, "en")
    tables = dict(STUDIES["small"])
    nothing = figure.data(tables | {"emergence": model.empty("emergence")}, "en")
    assert nothing.empty and "bear a date" in figure.caption(nothing, words)
    versions = tables["emergence"].assign(basis="versions", names=[["1"]] * 5, date="2024-03")
    drawn = figure.data(tables | {"emergence": versions, "saturation": model.empty("saturation")}, "en")
    assert "5 versions" in figure.caption(drawn, words) and not drawn["saturated"].any()


def test_saturation_is_marked_once_and_not_where_it_is_lost_again() -> None:
    tables = dict(STUDIES["many informants"])
    assert figure.data(tables, "en")["saturated"].sum() == 1
    runs = tables["saturation"].copy()
    runs.loc[runs.index[-1], "reached"] = False
    assert not figure.data(tables | {"saturation": runs}, "en")["saturated"].any()


terms = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzåäöéñ-", min_size=1, max_size=24), min_size=1, max_size=50, unique=True
)


@settings(max_examples=15, deadline=None, phases=[Phase.generate])  # a smaller example would say no more
@given(terms, st.lists(st.integers(2, 400), min_size=50, max_size=50), st.sampled_from([8.5, 18.0]))
def test_words_of_a_cloud_lie_on_no_other_and_the_more_frequent_is_never_smaller(
    words: list[str], counts: list[int], width: float
) -> None:
    told = figure_words.texts(word_cloud.TEXTS, "en")
    rows = zip(words, sorted(counts, reverse=True), strict=False)
    data = pd.DataFrame([{"term": term, "count": n, "informants": n % 6, "base": 5, "words": 9000} for term, n in rows])
    pages = word_cloud.draw(data, told, width)
    assert measured(pages) == []
    (page,) = pages
    sizes = {text.get_text(): text.get_fontsize() for text in page.texts}
    assert set(words) <= {*sizes} or any(len(word) > 20 for word in words)
    there = [sizes[word] for word in words if word in sizes and len(word) < 8]
    assert all(one >= other for one, other in pairwise(there))
    again = word_cloud.draw(data, told, width)[0].texts
    assert [text.get_position() for text in again] == [text.get_position() for text in page.texts]
