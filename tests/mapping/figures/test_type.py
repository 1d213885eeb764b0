"""Type on a figure: lines are broken as word by word, and stand where they were fitted, in every format."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.figure_fonts import files_of
from benang.mapping.figures.drawing.style import styled
from benang.mapping.figures.drawing.text import one_line, relative_width, text_width, wrap

WORDS = ["a", "Kata", "kepercayaan", "AV", "To", "i", "—", "12,5", "tersusun/terpisah", "media_sosial_sangat", "x" * 20]
WORDS += ["é", "字", "עברית", "العربية", "\u00a0z", "“kata”"]
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=16).map(" ".join)


@styled
def broken(text, width, size, face):
    return wrap(text, width, size, face)


@styled
def word_by_word(text, width, size, face):
    """The first line's words, each tried behind those before it."""
    line = ""
    for word in text.split(" "):
        trial = f"{line} {word}" if line else word
        if text_width(trial, size, face) > width:
            break
        line = trial
    return line


@settings(max_examples=150, deadline=None)
@given(
    text=LINES,
    width=st.sampled_from([0.1, 0.6, 1.7, 3.3, 8.0, 17.0]),
    size=st.sampled_from([8.0, 9.0, 10.5]),
    face=st.sampled_from(["normal", "bold", "italic"]),
)
def test_a_line_holds_as_many_words_as_fit(text, width, size, face):
    rest = styled(one_line)(text)
    for line in broken(text, width, size, face):
        first = word_by_word(rest, width, size, face)
        # Where no word fits, a part of the first stands alone.
        assert line == first or (not first and rest.split(" ")[0].startswith(line))
        assert rest.startswith(line)
        rest = rest[len(line) :].removeprefix(" ")
    assert rest == ""


LETTERS = st.text(st.sampled_from("AVTLWPyaefijkotvwxz.,-–’“”éñžğÅ 0123456789():;/"), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(text=LETTERS, face=st.sampled_from(["normal", "bold", "italic"]))
def test_a_line_is_as_wide_as_it_is_set(text, face):
    """Added up from its letters it is as wide as the library that sets it says."""
    shown = styled(one_line)(text)
    if shown:
        font = get_font([str(file) for file in files_of(shown, face)])
        font.set_size(100, 72)
        font.set_text(shown, 0.0, flags=LoadFlags.NO_HINTING)
        assert relative_width(text, face) == pytest.approx(font.get_width_height()[0] / 64 / 100, abs=0.05)


@styled
def dark(align, x):
    """Where a line of type begins and ends on a page of ten centimetres, in centimetres."""
    canvas = Canvas(10, 2)
    canvas.write(x, 0.5, "Kata To AV", size=10, align=align)
    canvas.figure.set_dpi(600)
    drawn = FigureCanvasAgg(canvas.figure)
    drawn.draw()
    columns = np.flatnonzero((np.asarray(drawn.buffer_rgba())[..., 0] < 128).any(axis=0))
    return columns[0] / 600 * 2.54, (columns[-1] + 1) / 600 * 2.54


@pytest.mark.parametrize(("align", "before"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_line_stands_where_it_was_fitted(align, before):
    wide = styled(lambda: text_width("Kata To AV", 10))()
    start = 5 - before * wide
    begins, ends = dark(align, 5)
    # Letters have some white beside them.
    assert start - 0.02 <= begins <= start + 0.1
    assert start + wide - 0.1 <= ends <= start + wide + 0.02


@styled
def both(align):
    """A line of type as it is drawn, and as matplotlib's own text is, as SVG."""
    written = []
    for own in (False, True):
        canvas = Canvas(10, 2)
        canvas.write(5, 0.5, "Kata To AV", size=10, align=align)
        if own:
            (line,) = canvas.texts
            x, y = line.get_position()
            line.remove()
            look = {"fontproperties": line.get_fontproperties(), "color": line.get_color()}
            canvas.figure.text(x, y, line.get_text(), ha=align, va="baseline", transform=canvas.transform, **look)
        made = io.BytesIO()
        canvas.figure.savefig(made, format="svg", metadata={"Date": None})
        written.append(made.getvalue())
    return written


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_svg_has_a_line_as_matplotlibs_own_text(align):
    drawn, own = both(align)
    assert b"Kata To AV" in drawn
    assert drawn == own


def test_a_turned_line_is_read_from_the_bottom_up():
    @styled
    def rows():
        canvas = Canvas(4, 6)
        canvas.upright(2, 5, ["Kata To AV"], size=10)
        canvas.figure.set_dpi(300)
        drawn = FigureCanvasAgg(canvas.figure)
        drawn.draw()
        found = np.flatnonzero((np.asarray(drawn.buffer_rgba())[..., 0] < 128).any(axis=1))
        return found[0] / 300 * 2.54, (found[-1] + 1) / 300 * 2.54

    top, bottom = rows()
    wide = styled(lambda: text_width("Kata To AV", 10))()
    assert bottom == pytest.approx(5, abs=0.1)
    assert bottom - top == pytest.approx(wide, abs=0.1)
