"""A figure that shows the same in the same words is not drawn again; any other is."""

import pandas as pd
import pytest

from benang.mapping.figures.drawn import drawing_key, write_drawn_again, write_kept
from benang.mapping.figures.save import SUFFIXES, write_figure
from benang.mapping.figures.style import canvas, write

DATA = pd.DataFrame({"code": ["a", "b"], "n": [1, 2], "share": [0.5, None], "ids": [["x"], []]})
WORDS = {"title": "Rujukan"}


def key(**changed):
    given = {"data": DATA, "words": WORDS, "caption": "c", "alt": "a", "code": "1"}
    return drawing_key(**given | changed)


@pytest.fixture
def drawn(tmp_path):
    """A figure that was drawn, its key, and the file in which it is kept."""
    figure, axes = canvas(2.0)
    write(axes, 1, 1, "Rujukan")
    stem, kept = tmp_path / "results" / "heat.map", tmp_path / "private" / "heat.map.id.zip"
    write_figure(figure, stem, title="c", alt="a")
    write_kept(stem, key(), kept)
    return stem, kept


def files(stem):
    return {suffix: stem.with_name(stem.name + suffix).read_bytes() for suffix in SUFFIXES}


def test_the_same_figure_is_written_again_with_the_same_bytes(drawn, tmp_path):
    stem, kept = drawn
    again = tmp_path / "elsewhere" / "heat.map"
    assert write_drawn_again(again, key(), kept)
    assert files(again) == files(stem)


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
    assert not write_drawn_again(again, key(**changed), drawn[1])
    assert not again.parent.exists()


def test_what_is_kept_and_damaged_or_gone_is_drawn_anew(drawn, tmp_path):
    stem, kept = drawn
    whole = kept.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:200] + b"!" + whole[201:]):
        kept.write_bytes(damaged)
        assert not write_drawn_again(tmp_path / "elsewhere" / "heat.map", key(), kept)
    kept.unlink()
    assert not write_drawn_again(stem, key(), kept)
