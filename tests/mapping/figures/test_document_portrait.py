"""The document portrait: bars that can be told apart, colours that mean one thing, and a page that is filled."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex, to_rgba
from matplotlib.patches import Rectangle
from measured import measured, too_high

from benang.core.wording import Words
from benang.mapping.figures import document_portrait, figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.strips import BETWEEN, LEAST, bars, ticks

WORDS = figure_words.texts(document_portrait.TEXTS, "en")


def portrait(n_themes: int, kinds: Sequence[str], *, side: str = "for", length: int = 12_000) -> pd.DataFrame:
    """Sources in each of which every theme has passages that touch, short ones, and one at the end."""
    rows = []
    for n, kind in enumerate(kinds):
        known = [f"s{n}", kind, f"R{n}", "consumer", length // 6, length]
        for theme in range(n_themes):
            places = [(600, 640), (640, 645), (645, 1400), (5000, 5003), (5010, 5020), (length - 4, length)]
            named = [f"t{theme}", f"Theme of a label as long as most of them {theme}", theme + 1]
            rows += [[*known, *named, start, end, side, "said"] for start, end in places]
    return pd.DataFrame(rows, columns=document_portrait.COLUMNS)


def drawn(data: pd.DataFrame, width: float, words: Words = WORDS) -> Sequence[Canvas]:
    pages = document_portrait.draw(data, words, width)
    assert (measured(pages), too_high(pages)) == ([], [])
    return pages


def lanes(page: Canvas, colour: str) -> list[list[tuple[float, float]]]:
    """Start and end of the bars of a theme, lane by lane, without its samples in the legend."""
    found: dict[float, list[tuple[float, float]]] = {}
    for patch in page.patches:
        if isinstance(patch, Rectangle) and to_hex(patch.get_edgecolor()) == colour:
            found.setdefault(round(patch.get_y(), 3), []).append((patch.get_x(), patch.get_x() + patch.get_width()))
    return [sorted(lane) for lane in found.values() if len(lane) > 2]


@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
def test_bars_are_a_millimetre_wide_and_apart(width: float) -> None:
    for page in drawn(portrait(6, ["interview"] * 3), width):
        for colour in style.CATEGORICAL[:6]:
            found = lanes(page, colour)
            assert len(found) == 3
            for lane in found:
                assert len(lane) == 6
                assert all(end - start >= LEAST - 1e-9 for start, end in lane)
                assert all(start - end >= BETWEEN - 1e-9 for (_, end), (start, _) in pairwise(lane))
                assert lane[-1][1] <= width - style.MARGIN + 1e-9


spans = st.lists(st.tuples(st.floats(0, 10), st.floats(0, 3)), max_size=60)


@given(spans, st.floats(0.1, 20))
def test_bars_stay_in_their_strip_and_their_order_however_many_there_are(
    drawn: list[tuple[float, float]], room: float
) -> None:
    places = sorted((start, min(start + wide, room)) for start, wide in drawn if start <= room)
    found = bars(places, room)
    assert len(found) == len(places)
    for (start, wide), (following, _) in pairwise(found):
        assert start + wide < following + 1e-9
    assert all(start >= -1e-6 and start + wide <= room + 1e-6 and wide > 0 for start, wide in found)


@given(st.floats(1, 8), st.floats(0, 1))
def test_a_bar_that_stands_alone_has_its_span_in_its_middle(start: float, wide: float) -> None:
    ((left, shown),) = bars([(start, start + wide)], 10.0)
    assert left + shown / 2 == pytest.approx(start + wide / 2)
    assert shown == pytest.approx(max(wide - BETWEEN, LEAST))


@pytest.mark.parametrize("width", [15.92, 18.0])
@pytest.mark.parametrize("language", ["id", "en"])
def test_five_informants_of_six_themes_and_three_notes_fit_a_page(width: float, language: str) -> None:
    words = figure_words.texts(document_portrait.TEXTS, language)
    data = portrait(6, ["interview"] * 5 + ["observation"] * 3)
    data["theme"] = data["theme"].str.replace("of a label as long as most of them ", "of its label ")
    data["case_id"] = data["case_id"].where(data["kind"] == "interview", "R0")
    (page,) = drawn(data, width, words)
    assert page.height <= 23.0


def test_notes_begin_a_page_where_that_takes_no_more() -> None:
    first, second = drawn(portrait(6, ["interview"] * 5 + ["observation"] * 3), 8.5)
    heads = [[text.get_text() for text in page.texts if text.get_fontweight() == "bold"] for page in (first, second)]
    assert ["observation" in " ".join(head) for head in heads] == [False, True]
    assert sum("interview" in head for head in heads[0]) == 5


def test_a_theme_has_in_the_legend_its_colour_alone_and_the_key_no_themes_colour() -> None:
    data = portrait(8, ["interview"])
    data.loc[data["theme_id"] == "t1", "side"] = "none"
    data.loc[(data["theme_id"] == "t2") & (data["start"] > 3000), "side"] = "none"
    (page,) = drawn(data, 18.0)
    samples = [patch for patch in page.patches if isinstance(patch, Rectangle)][-40:]
    swatches: dict[str, set[str]] = {}
    for patch in samples:
        if patch.get_width() <= 0.4 and patch.get_y() > page.height - 3.0:
            swatches.setdefault(to_hex(patch.get_edgecolor()), set()).add(to_hex(patch.get_facecolor()))
    colours = style.CATEGORICAL
    # Two tints in one sample would be read as both sides.
    assert {colour: swatches[colour] for colour in colours[:3]} == {colour: {colour} for colour in colours[:3]}
    assert style.MUTED in swatches
    for colour in colours:
        red, green, blue, _ = to_rgba(colour)
        assert max(red, green, blue) - min(red, green, blue) > 0.25  # none is a grey


def test_a_bar_on_no_side_differs_from_one_against_by_more_than_its_tint() -> None:
    def parts(side: str) -> list[Rectangle]:
        page = Canvas(2.0, 1.0)
        document_portrait._bar(page, 0.5, 0.5, LEAST, style.CATEGORICAL[3], side)
        return [patch for patch in page.patches if isinstance(patch, Rectangle)]

    against, none = parts("against"), parts("none")
    assert len(against) == 1 and len(none) == 2
    ground, stripe = none
    assert to_hex(stripe.get_facecolor()) == style.CATEGORICAL[3] and stripe.get_width() == ground.get_width()
    assert stripe.get_y() + stripe.get_height() / 2 == pytest.approx(0.5)
    assert 0.05 <= stripe.get_height() <= ground.get_height() / 3
    looks = {
        side: [(to_hex(one.get_facecolor()), one.get_height(), one.get_hatch()) for one in parts(side)]
        for side in document_portrait._SIDES
    }
    assert len({str(look) for look in looks.values()}) == len(looks)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_source_and_its_axis_have_one_unit(language: str) -> None:
    words = figure_words.texts(document_portrait.TEXTS, language)
    for width in (8.5, 18.0):
        (page,) = drawn(portrait(2, ["interview"]), width, words)
        shown = " ".join(text.get_text() for text in page.texts)
        assert words.count(12_000, "character").replace(" ", "\u00a0") in shown
        assert words.noun(2, "character") in words["axis"]


@given(st.integers(1, 3_000_000), st.floats(3, 17))
def test_an_axis_has_round_numbers_that_do_not_touch(length: int, long: float) -> None:
    marked = ticks(length, long / length, WORDS)
    assert marked[0] == 0 and marked[-1] <= length and len(marked) >= 2
    steps = {after - before for before, after in pairwise(marked)}
    assert len(steps) <= 1 and all(step * long / length >= 1.0 or marked == [0, length] for step in steps)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_length_of_a_strip_has_an_axis(language: str) -> None:
    words = figure_words.texts(document_portrait.TEXTS, language)
    for page in drawn(portrait(2, ["interview"]), 18.0, words):
        shown = [text.get_text() for text in page.texts]
        assert words["axis"] in shown and words.number(2000) in shown and words.number(12_000) in shown
