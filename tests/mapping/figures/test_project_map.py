"""The pages of the project map's themes: what stands at the lines, in which order, and how many themes share a page."""

from collections.abc import Sequence

import pandas as pd
import pytest
from figure_study import STUDIES, codes_table, drawn_at_random, study
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import FancyBboxPatch, Rectangle
from measured import lines_on_words, measured, too_high

from benang.core.crossings import crossings
from benang.mapping.figures import figure_words, project_map
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.project_map_order import ordered

WORDS = {language: figure_words.texts(project_map.TEXTS, language) for language in ("id", "en")}


def numbers_at_lines(pages: Sequence[Canvas]) -> list[str]:
    """What ends at a line, rather than beginning at a mark."""
    texts = [text for page in pages for text in page.texts]
    return [text.get_text() for text in texts if text.get_horizontalalignment() == "right"]


def expected_numbers(data: pd.DataFrame) -> list[str]:
    links = data[data["part"] == "link"]
    said = []
    for row in links.to_dict("records"):
        sides = [(row["for_references"], "+"), (row["against_references"], "\u2212")]
        sided = "\u00a0".join(f"{n}{sign}" for n, sign in sides if n)
        plain = not sided or (row["for_references"] == row["references"] and not row["against_references"])
        said.append(f"{row['references']}" + ("" if plain else f"\u00a0({sided})"))
    return said


@pytest.mark.parametrize("name", ["small", "many categories", "many informants", "many informants in groups", "flat"])
@pytest.mark.parametrize("width", [8.5, 18.0])
def test_each_line_has_its_number_clear_of_lines_and_boxes(name: str, width: float) -> None:
    data = project_map.data(STUDIES[name], "en")
    pages = project_map.draw(data, WORDS["en"], width)
    pages = pages[1:] if (data["part"] == "theme").any() else pages
    assert sorted(numbers_at_lines(pages)) == sorted(expected_numbers(data))
    assert (measured(pages), too_high(pages), lines_on_words(pages)) == ([], [], [])
    for page in pages:
        renderer = page.figure.canvas.get_renderer()
        boxes = [patch for patch in page.patches if isinstance(patch, (FancyBboxPatch, Rectangle))]
        edges = [patch.get_window_extent(renderer) for patch in boxes]
        for text in page.texts:
            if text.get_horizontalalignment() == "right":
                own = text.get_window_extent(renderer)
                assert not [edge for edge in edges if own.x0 < edge.x1 and own.x1 > edge.x0 and own.overlaps(edge)]


def test_numbers_that_leave_lines_no_room_are_without_sides_and_the_caption_says_where_these_are() -> None:
    data = project_map.data(STUDIES["small"], "en")
    many = data["part"].eq("link")
    for name in ("references", "for_references", "against_references"):
        data.loc[many, name] = data.loc[many, name].astype(int) * 1_000 + 1
    words = WORDS["en"]
    for width, key in ((8.5, "sides_elsewhere"), (18.0, "sides")):
        pages = project_map.draw(data, words, width)[1:]
        assert any("(" in number for number in numbers_at_lines(pages)) == (key == "sides")
        assert project_map.caption_at_width(data, words, width) == words[key]
        assert measured(pages) == []


def test_the_passages_of_a_line_are_those_of_its_cell() -> None:
    data = project_map.data(STUDIES["small"], "en")
    cells = STUDIES["small"]["case_category"].set_index(["code_id", "case_id"])
    links = data[data["part"] == "link"]
    assert links["against_references"].any()
    for row in links.to_dict("records"):
        for name in ("references", "for_references", "against_references"):
            assert row[name] == cells.loc[(row["id"], row["parent_id"]), name]


def test_categories_stand_in_the_codebooks_order_where_no_other_halves_the_crossings() -> None:
    data = project_map.data(STUDIES["small"], "en")
    rows = figure_words.records(data)
    own = [row for row in rows if row["part"] == "category"]
    themes = list(dict.fromkeys(row["parent_id"] for row in own))
    kept = [[row for row in own if row["parent_id"] == theme] for theme in themes]
    assert all(ordered(categories, rows) == categories for categories in kept)
    assert WORDS["en"]["order"] in project_map.caption(data, WORDS["en"])
    labels = [row["label"] for row in own]
    pages = project_map.draw(data, WORDS["en"], 18.0)[1:]
    written = [text.get_text() for page in pages for text in page.texts if text.get_text() in labels]
    assert written == [label for label in labels if label in written] and len(written) > 8


def crossed(n: int, theme: str = "t") -> list[dict[str, object]]:
    """Categories each linked with one informant, in the order in which all lines cross, the last two with the last."""
    rows: list[dict[str, object]] = [{"part": "informant", "id": f"i{place}"} for place in range(n)]
    rows += [{"part": "category", "id": f"c{place}", "parent_id": theme} for place in range(n)]
    rows += [{"part": "link", "id": f"c{place}", "parent_id": f"i{n - 1 - place}"} for place in range(n)]
    return rows


@given(st.integers(2, 12))
def test_an_order_that_spares_most_crossings_is_taken(n: int) -> None:
    rows = crossed(n)
    categories = [row for row in rows if row["part"] == "category"]
    assert [row["id"] for row in ordered(categories, rows)] == [f"c{place}" for place in reversed(range(n))]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), unique=True, max_size=30))
def test_another_order_is_taken_only_where_lines_cross_less_than_half_as_often(pairs: list[tuple[int, int]]) -> None:
    rows: list[dict[str, object]] = [{"part": "informant", "id": f"i{place}"} for place in range(5)]
    rows += [{"part": "category", "id": f"c{place}", "parent_id": "t"} for place in range(7)]
    links = [(f"c{one}", f"i{other}") for one, other in pairs]
    rows += [{"part": "link", "id": one, "parent_id": other} for one, other in links]
    categories = [row for row in rows if row["part"] == "category"]
    found = [str(row["id"]) for row in ordered(categories, rows)]
    given_order, nodes = [f"c{place}" for place in range(7)], [f"i{place}" for place in range(5)]
    before, after = (crossings(order, nodes, links) for order in (given_order, found))
    assert sorted(found) == given_order
    assert found == given_order or 2 * after < before


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_caption_names_the_themes_in_another_order(language: str) -> None:
    words, data = WORDS[language], project_map.data(STUDIES["small"], language)
    first = data.loc[data["part"] == "theme", "id"].iloc[0]
    own = list(data.loc[(data["part"] == "category") & (data["parent_id"] == first), "id"])
    informants = list(data.loc[data["part"] == "informant", "id"])
    turned = pd.DataFrame(
        [{"part": "link", "id": one, "parent_id": other} for one, other in zip(own, reversed(informants), strict=False)]
    )
    others = data[(data["part"] != "link") | ~data["id"].isin(own)]
    other = pd.concat([others, turned.assign(references=1, for_references=0, against_references=0, n=0, base=5)])
    label = data.loc[data["id"] == first, "label"].iloc[0]
    assert words("order_but", themes=label) in project_map.caption(other, words)


@pytest.mark.parametrize("width", [8.5, 18.0])
def test_small_themes_share_a_page_and_each_has_its_heading_with_it(width: float) -> None:
    tables = study(codes_table(5, 1, codes=1), 3)
    data = project_map.data(tables, "en")
    themes = list(data.loc[data["part"] == "theme", "label"])
    pages = project_map.draw(data, WORDS["en"], width)[1:]
    assert len(pages) <= 3 < len(themes)
    headed = [[text.get_text() for text in page.texts if text.get_fontsize() == 9.0] for page in pages]
    assert " ".join(line for page in headed for line in page) == " ".join(themes)


@pytest.mark.parametrize("width", [8.5, 18.0])
def test_a_theme_of_many_categories_goes_on_with_its_heading(width: float) -> None:
    data = project_map.data(drawn_at_random(2, 60, 60, 11, seed=4), "en")
    pages = project_map.draw(data, WORDS["en"], width)[1:]
    assert all(any(text.get_fontsize() == 9.0 for text in page.texts) for page in pages)
    assert (measured(pages), too_high(pages), lines_on_words(pages)) == ([], [], [])
