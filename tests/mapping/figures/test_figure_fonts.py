"""The fonts of a figure are those that come with matplotlib, whatever fonts a machine has."""

import shutil
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontEntry, findfont, fontManager, get_font

from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.figure_fonts import FACES, font_file, keep_fonts_in
from benang.mapping.figures.drawing.save import write_figure
from benang.mapping.figures.drawing.style import styled

SHIPPED = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@styled
def draw(stem: Path) -> bytes:
    canvas = Canvas(16.0, 2.0)
    canvas.write(1, 1, "Effect and affairs")
    canvas.write(5, 1, "Effect", face="bold")
    canvas.write(9, 1, "Effect", face="italic")
    write_figure([canvas.figure], stem, title="c", alt="a")
    return b"".join(stem.with_name(stem.name + suffix).read_bytes() for suffix in (".svg", ".png", ".pdf"))


@pytest.fixture
def another_dejavu(tmp_path):
    """A machine whose own DejaVu Sans is not the one of matplotlib: here another face under its name."""
    other = shutil.copy(SHIPPED / "STIXGeneral.ttf", tmp_path / "DejaVuSans.ttf")
    before = list(fontManager.ttflist)
    fontManager.ttflist[:] = [font for font in before if font.name != "DejaVu Sans"]
    for weight in (400, 700):
        fontManager.ttflist.append(FontEntry(str(other), name="DejaVu Sans", weight=weight, size="scalable"))
    yield
    fontManager.ttflist[:] = before


def test_a_font_of_the_machine_changes_no_figure(tmp_path, another_dejavu):
    assert b"DejaVuSans" in draw(tmp_path / "figure")  # the name that the PDF gives the font it holds


@styled
def file_of(face: str) -> Path:
    canvas = Canvas(8.0, 2.0)
    canvas.write(1, 1, "Effect", face=face)
    (text,) = canvas.texts
    return Path(findfont(text.get_fontproperties())).resolve()


@pytest.mark.parametrize("face", ["normal", "bold", "italic"])
def test_every_face_is_cut_from_a_file_of_matplotlib(another_dejavu, face):
    assert file_of(face) == font_file(face).resolve()
    shipped, cut = (get_font(str(file)) for file in (SHIPPED / FACES[face], font_file(face)))
    for font in (shipped, cut):
        font.set_size(100, 72)
        font.set_text("Pasar", 0.0)  # no letters that are joined
    wide = [font.get_width_height()[0] for font in (shipped, cut)]
    assert abs(wide[0] - wide[1]) < wide[0] / 100


def test_a_font_that_other_code_cut_and_kept_is_not_taken(tmp_path):
    keep_fonts_in(tmp_path)
    try:
        kept = font_file("normal")
        cut = kept.read_bytes()
        other = tmp_path / kept.name.replace(kept.suffixes[-2], ".0123456789ab")
        kept.rename(other)
        other.write_bytes(b"another")
        keep_fonts_in(tmp_path)
        assert font_file("normal").read_bytes() == cut and other.read_bytes() == b"another"
        # Pairs are set closer by the one table that is quickly cut again.
        with TTFont(font_file("normal")) as font:
            assert "kern" in font and not {"GPOS", "GSUB"} & set(font.keys())
    finally:
        keep_fonts_in(None)
