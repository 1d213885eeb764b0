"""A figure that shows the same in the same words is not drawn again; any other is."""

import pandas as pd
import pytest

from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.drawn import drawing_key, write_drawn_again, write_kept
from benang.mapping.figures.drawing.save import write_figure
from benang.mapping.figures.drawing.style import styled
from benang.mapping.figures.page_files import SUFFIXES, further_pages

DATA = pd.DataFrame({"code": ["a", "b"], "n": [1, 2], "share": [0.5, None], "ids": [["x"], []]})
WORDS = {"title": "Rujukan"}


def key(**changed):
    given = {"data": DATA, "words": WORDS, "caption": "c", "alt": "a", "code": "1"}
    return drawing_key(**given | changed)


@styled
def pages(*words):
    made = [Canvas(8.0, 2.0) for _ in words]
    for canvas, word in zip(made, words, strict=True):
        canvas.write(1, 1, word)
    return [canvas.figure for canvas in made]


@pytest.fixture
def drawn(tmp_path):
    """A figure that was drawn, its key, and the file in which it is kept."""
    stem, kept = tmp_path / "results" / "heat.map", tmp_path / "private" / "heat.map.id.zip"
    write_figure(pages("Rujukan", "Kategori"), stem, title="c", alt="a")
    write_kept(stem, key(), kept)
    return stem, kept


def files(stem):
    names = [stem.with_name(stem.name + suffix) for suffix in SUFFIXES] + further_pages(stem)
    return {file.name: file.read_bytes() for file in names}


def test_the_same_figure_is_written_again_with_the_same_bytes(drawn, tmp_path):
    stem, kept = drawn
    again = tmp_path / "elsewhere" / "heat.map"
    further = write_drawn_again(again, key(), kept)
    assert [file.name for file in further] == ["heat.map.2.png", "heat.map.2.svg"]
    assert files(again) == files(stem)


def test_pages_that_a_figure_has_no_longer_are_removed(drawn):
    stem, _ = drawn
    (stem.parent / "heat.map.more.2.svg").write_text("of another figure")
    write_figure(pages("Rujukan"), stem, title="c", alt="a")
    assert further_pages(stem) == []
    assert (stem.parent / "heat.map.more.2.svg").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"data": DATA.assign(n=[1, 3])},
        {"data": DATA.assign(share=[0.5, 0.0])},
        {"data": DATA.assign(ids=[["x"], ["y"]])},
        {"data": DATA.assign(code=["a", ""])},
        {"data": DATA[::-1].reset_index(drop=True)},
        {"data": DATA.rename(columns={"n": "m"})},
        {"words": {"title": "References"}},
        {"caption": "d"},
        {"alt": "b"},
        {"code": "2"},
    ],
)
def test_whatever_a_figure_is_made_from_makes_it_another(drawn, tmp_path, changed):
    again = tmp_path / "elsewhere" / "heat.map"
    assert write_drawn_again(again, key(**changed), drawn[1]) is None
    assert not again.parent.exists()


def test_what_is_kept_and_damaged_or_gone_is_drawn_anew(drawn, tmp_path):
    stem, kept = drawn
    whole = kept.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:200] + b"!" + whole[201:]):
        kept.write_bytes(damaged)
        assert write_drawn_again(tmp_path / "elsewhere" / "heat.map", key(), kept) is None
    kept.unlink()
    assert write_drawn_again(stem, key(), kept) is None
