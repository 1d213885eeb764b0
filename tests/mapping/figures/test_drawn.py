"""A figure that shows the same in the same words is not drawn again; any other is."""

import matplotlib
import pandas as pd
import pytest

from benang.mapping.figures.drawing import save
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.drawn import drawing_key, drawn_pages, write_drawn_again, write_kept
from benang.mapping.figures.drawing.drawn_pages import DrawnPages
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
    made = DrawnPages("1 " + matplotlib.__version__)
    write_figure(pages("Rujukan", "Kategori"), stem, title="c", alt="a", before=made)
    write_kept(stem, key(), kept, made)
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


@pytest.fixture
def in_dots(monkeypatch):
    """How many pages were drawn in dots."""
    drawn = []
    png = save._png
    monkeypatch.setattr(save, "_png", lambda figure, told: drawn.append(1) or png(figure, told))
    return drawn


def test_of_a_changed_figure_only_the_changed_page_is_drawn_in_dots_and_all_bytes_are_as_new(drawn, tmp_path, in_dots):
    _, kept = drawn
    words = ("Rujukan", "Kategori lain", "Kategori")
    again, anew = tmp_path / "again" / "heat.map", tmp_path / "anew" / "heat.map"
    before = drawn_pages(kept, "1")
    write_figure(pages(*words), again, title="another", alt="of three", before=before)
    assert len(in_dots) == 1 and len(before.keys) == 3
    write_figure(pages(*words), anew, title="another", alt="of three")
    assert len(in_dots) == 1 + 3
    assert files(again) == files(anew) and len(files(anew)) == 7
    # What this drawing keeps serves the next one.
    write_kept(again, key(data=DATA[:1]), kept, before)
    write_figure(pages("Kategori lain"), again, title="c", alt="a", before=drawn_pages(kept, "1"))
    assert len(in_dots) == 4


def test_pages_of_other_code_and_of_what_is_damaged_are_drawn_anew(drawn, tmp_path, in_dots):
    _, kept = drawn
    write_figure(pages("Rujukan"), tmp_path / "one", before=drawn_pages(kept, "2"))
    kept.write_bytes(kept.read_bytes()[:300])
    write_figure(pages("Rujukan"), tmp_path / "one", before=drawn_pages(kept, "1"))
    kept.unlink()
    write_figure(pages("Rujukan"), tmp_path / "one", before=drawn_pages(kept, "1"))
    assert len(in_dots) == 3
