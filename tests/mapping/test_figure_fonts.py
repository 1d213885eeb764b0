"""The fonts of a figure are those that come with matplotlib, whatever fonts a machine has."""

import shutil
from pathlib import Path

import matplotlib
import pytest
from matplotlib.font_manager import FontEntry, findfont, fontManager

from benang.mapping.figures.save import write_figure
from benang.mapping.figures.style import canvas, styled, write

SHIPPED = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@styled
def draw(stem: Path) -> bytes:
    figure, axes = canvas(2.0)
    write(axes, 1, 1, "Effect and affairs")
    write(axes, 5, 1, "Effect", face="bold")
    write(axes, 9, 1, "Effect", face="italic")
    write_figure(figure, stem, title="c", alt="a")
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
    _, axes = canvas(2.0)
    write(axes, 1, 1, "Effect", face=face)
    (text,) = axes.texts
    return Path(findfont(text.get_fontproperties())).resolve()


@pytest.mark.parametrize("face", ["normal", "bold", "italic"])
def test_every_face_is_a_file_of_matplotlib(another_dejavu, face):
    assert file_of(face).parent == SHIPPED.resolve()
