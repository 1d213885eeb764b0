"""The framework matrix as a figure: one page where one page can hold it, the same number of lines for every cell."""

from collections.abc import Sequence

import pandas as pd
import pytest
from figure_study import STUDIES, codes_table, in_words, study
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Circle, Polygon, Wedge
from measured import measured, too_high

from benang.core.wording import Words
from benang.mapping.figures import figure_words, framework_matrix
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.openings import MORE, Opening
from benang.mapping.figures.drawing.text import text_width, wrap
from benang.mapping.figures.drawing.words_table import LEAST_LINES
from benang.text.sentences import sentence_spans

SAID = (
    "She keeps two accounts. The second one came when her sister left for the city and wanted to see new cloth every "
    "morning, before the shop opened. Nobody asks for prices any more! What she misses are the talks of the market, "
    "which took half a day and sold little. Her brother answers at night."
)
WORDS = figure_words.texts(framework_matrix.TEXTS, "en")


def cells(n_cases: int, n_themes: int, summary: str = SAID, label: str = "") -> pd.DataFrame:
    """The data of a study in which every informant's words on every theme were summed up."""
    codes = codes_table(n_themes, 1, codes=1)
    codes["label:en"] = [f"{label}{code}" for code in codes["code_id"]]
    tables = study(codes, n_cases, ("owner of a small business", "consumer"))
    told = in_words(codes, list(tables["cases"]["case_id"]), summary)
    told = told.assign(**{"summary:en": summary, "says": "summary", "quotations": ""})
    return framework_matrix.data(tables | {"framework_theme": told}, "en")


def drawn(data: pd.DataFrame, width: float, words: Words = WORDS) -> Sequence[Canvas]:
    pages = framework_matrix.draw(data, words, width)
    assert (measured(pages), too_high(pages)) == ([], [])
    return pages


def written(page: Canvas) -> list[str]:
    return [text.get_text() for text in page.texts]


def rows_on(page: Canvas, data: pd.DataFrame) -> int:
    cases = set(data["case_id"])
    return sum(text.get_text() in cases and text.get_fontweight() == "bold" for text in page.texts)


@pytest.mark.parametrize("width", [15.92, 18.0])
def test_six_themes_of_five_informants_stand_on_one_page(width: float) -> None:
    data = cells(5, 6, label="Communities of ")
    (page,) = drawn(data, width)
    assert page.height <= 23.0
    words = " ".join(written(page))
    assert words.count("She keeps two accounts.") == words.count("…") == 30 and "Her brother" not in words.replace(
        "\n", " "
    )
    # The page is filled: with a line more of each cell it would be too high.
    rows, line = 5, style.BODY * 2.54 / 72 * 1.28
    assert page.height + rows * 4 * line > style.TALLEST


def test_summaries_that_fit_are_printed_whole_and_long_ones_tell_that_they_go_on() -> None:
    (page,) = drawn(cells(3, 2), 18.0)
    assert " ".join(written(page)).count("at night.") == 6 and "…" not in " ".join(written(page))
    long = " ".join(f"word{n}" for n in range(900))
    for width in (8.5, 18.0):
        pages = drawn(cells(5, 3, long, label="Business-communication responsibilities "), width)
        words = " ".join(" ".join(written(page)) for page in pages).split()
        assert words.count("word0") == 15 and "word899" not in words
        # No head is broken inside a word.
        assert words.count("responsibilities") >= 3


@pytest.mark.parametrize(("n_cases", "n_themes"), [(28, 9), (7, 6), (60, 3), (13, 12), (2, 40)])
@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
def test_pages_share_rows_and_columns_evenly(n_cases: int, n_themes: int, width: float) -> None:
    data = cells(n_cases, n_themes)
    pages = drawn(data, width)
    rows = [rows_on(page, data) for page in pages]
    assert max(rows) - min(rows) <= 1 and min(rows) >= 2
    heads = [sum(text.get_text() in set(data["theme"]) for text in page.texts) for page in pages]
    assert len(pages) == 1 or max(heads) - min(heads) <= 1
    texts = [text for page in pages for text in written(page)]
    assert sum("She keeps" in text for text in texts) == len(data)
    assert LEAST_LINES == 2


def test_every_cell_has_the_mark_of_its_state_and_its_number() -> None:
    data = cells(4, 3).assign(references=range(3, 15), against_references=[0, 1, 1, 0] * 3)
    data["state"] = ["for", "against", "both", "spoken"] * 3
    data["for_references"] = [(n, 0, 2, 0)[place % 4] for place, n in enumerate(data["references"])]
    data.loc[8, "for_references"] = 9
    (page,) = drawn(data, 18.0)
    of_marks = [patch for patch in page.patches if isinstance(patch, Circle | Polygon | Wedge)]
    # A mark of both sides has two parts; the legend shows each state once.
    assert len(of_marks) == 12 + 3 + 4 + 1
    numbers = [text for text in written(page) if text[:1].isdigit()]
    sided = ("", "\u00a0(1\u2212)", "\u00a0(2+\u00a01\u2212)", "")
    wanted = [f"{n}{sided[place % 4]}" for place, n in enumerate(range(3, 15))]
    # Of eleven passages two take no side.
    wanted[8] = "11\u00a0(9+)"
    assert numbers == wanted
    assert WORDS["legend_sides"] in written(page)
    of_theme = STUDIES["small"]["case_theme"].set_index(["case_id", "code_id"])
    for row in figure_words.records(framework_matrix.data(STUDIES["small"], "en")):
        cell = of_theme.loc[(row["case_id"], row["theme_id"])]
        for column in ("references", "for_references", "against_references"):
            assert row[column] == cell[column]


def test_an_analysis_that_counts_nothing_has_neither_marks_nor_numbers() -> None:
    tables = dict(STUDIES["small"])
    counting = framework_matrix.data(tables, "en")
    assert (counting["references"] >= 0).all()
    uncounted = framework_matrix.data(tables | {"study": tables["study"].assign(counts=False)}, "en")
    assert uncounted["references"].isna().all() and not uncounted.empty
    for page in drawn(uncounted, 18.0):
        assert not [text for text in written(page) if text.isdigit()]
        assert not [patch for patch in page.patches if isinstance(patch, Circle | Polygon | Wedge)]
    assert "Marks: whether the informant spoke" in framework_matrix.caption(counting.assign(state="spoken"), WORDS)
    assert "Marks: the side" in framework_matrix.caption(counting.assign(state="for"), WORDS)
    assert "Marks:" not in framework_matrix.caption(uncounted, WORDS)


def test_captions_say_that_cells_hold_openings_and_where_the_whole_is() -> None:
    for language, opening, workbook in (
        ("en", "the opening of its summary", "workbook"),
        ("id", "awal rangkumannya", "buku kerja"),
    ):
        said = framework_matrix.caption(cells(5, 6), figure_words.texts(framework_matrix.TEXTS, language))
        assert opening in said and workbook in said


sentences = st.lists(
    st.lists(
        st.sampled_from(["a", "toko", "pelanggan", "media-sosial", "bertanya", "kewirausahaan"]), min_size=1, max_size=9
    ),
    min_size=1,
    max_size=6,
)


@given(sentences, st.floats(2.0, 6.0), st.integers(1, 9), st.sampled_from(["", "”"]))
def test_an_opening_is_as_many_whole_sentences_as_the_lines_hold(
    said: list[list[str]], width: float, most: int, closing: str
) -> None:
    text = " ".join(" ".join(words).capitalize() + "." for words in said)
    lines = Opening(text, width, style.BODY, "id", closing).lines(most)
    assert len(lines) <= most and all(text_width(line, style.BODY) <= width + 1e-6 for line in lines)
    whole = wrap(text + closing, width, style.BODY)
    shown = "".join(lines).replace(" ", "")
    if len(whole) <= most:
        assert lines == whole
        return
    ends = [end for _, end in sentence_spans(text, "id")[:-1]]
    fitting = [end for end in ends if len(wrap(text[:end] + MORE + closing, width, style.BODY)) <= most]
    last = wrap(text[: fitting[-1]] + MORE + closing, width, style.BODY) if fitting else []
    # A third of the lines at most is left empty, and what says that it goes on has a word beside it.
    if last and 3 * len(last) >= 2 * most and last[-1].strip() != f"…{closing}":
        assert shown == (text[: fitting[-1]] + MORE + closing).replace(" ", "")
    else:
        assert shown.endswith("…" + closing)
        opening = shown.removesuffix("…" + closing).rstrip("\u00a0")
        assert len(lines) == 1 or lines[-1].strip() != f"…{closing}"
        assert text.replace(" ", "").startswith(opening)
