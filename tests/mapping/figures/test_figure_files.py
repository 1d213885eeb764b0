"""What the files of a figure hold: type that can be edited, fonts, no transparency, and every script or its name."""

import re
import unicodedata
from itertools import pairwise, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benang.core.crossings import best_order, crossings
from benang.core.fonts import FontFile, further_fonts, letters, shipped_fonts
from benang.mapping.figures.drawing import figure_fonts as fonts
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import gap, paged
from benang.mapping.figures.drawing.save import write_figure
from benang.mapping.figures.drawing.style import MARGIN, WIDTH, shade, styled
from benang.mapping.figures.drawing.text import relative_width, shortened, wrap

SCRIPTS = {
    "Arabic": "الثقة في العمل",
    "Hebrew": "אמון",
    "Cyrillic": "доверие",
    "Vietnamese": "niềm tin",
    "Devanagari": "विश्वास",
    "Thai": "ความไว้วางใจ",
    "emoji": "🙂 👍🏽",
}


@pytest.fixture
def written(tmp_path):
    @styled
    def made(*texts):
        canvas = Canvas(WIDTH, 1.0 + len(texts))
        for n, text in enumerate(texts):
            canvas.write(1, 0.5 + n, text, face=("normal", "bold", "italic")[n % 3])
        write_figure([canvas.figure], tmp_path / "figure", title="T", alt="A")
        return tmp_path / "figure"

    return made


def test_type_in_a_picture_can_be_edited_and_brings_its_letters(written):
    svg = written("Trust & care", "Kepercayaan", "Sudut").with_suffix(".svg").read_text(encoding="utf-8")
    assert "Trust &amp; care</text>" in svg and "Kepercayaan</text>" in svg
    assert "font-family: 'DejaVu Sans', sans-serif" in svg and "of matplotlib" not in svg
    faces = re.findall(r"@font-face \{ font-family: '([^']+)'; ?(font-[^;]+)?", svg)
    assert faces == [("DejaVu Sans", "font-weight: 700"), ("DejaVu Sans", "font-style: italic"), ("DejaVu Sans", "")]


def test_a_png_is_for_print_and_not_transparent(written):
    with Image.open(written("Trust").with_suffix(".png")) as picture:
        assert picture.mode == "RGB"
        assert [round(float(dpi)) for dpi in picture.info["dpi"]] == [300, 300]
        assert picture.width == pytest.approx(WIDTH / 2.54 * 300, abs=2)


def test_a_pdf_embeds_true_type(written):
    pdf = written("Trust").with_suffix(".pdf").read_bytes()
    assert b"/FontFile2" in pdf and b"/Type3" not in pdf


def test_a_pdf_holds_all_pages_in_their_size_with_their_words(tmp_path):
    import pypdfium2

    @styled
    def made():
        canvases = [Canvas(8.5, 2.0), Canvas(8.5, 4.0)]
        for canvas, text in zip(canvases, ("Trust & care", "Kepercayaan"), strict=True):
            canvas.write(1, 0.5, text)
        write_figure([canvas.figure for canvas in canvases], tmp_path / "figure", title="T <1>", alt='A "quoted" #word')

    made()
    document = pypdfium2.PdfDocument((tmp_path / "figure.pdf").read_bytes())
    sizes = [[size / 72 * 2.54 for size in document[n].get_size()] for n in range(len(document))]
    assert sizes == [pytest.approx([8.5, 2.0], abs=0.01), pytest.approx([8.5, 4.0], abs=0.01)]
    said = [document[n].get_textpage().get_text_bounded().strip() for n in range(len(document))]
    assert said == ["Trust & care", "Kepercayaan"]
    told = document.get_metadata_dict()
    assert (told["Title"], told["Subject"]) == ("T <1>", 'A "quoted" #word')


def test_pictures_say_what_they_show_in_their_metadata(written):
    svg = written("Trust").with_suffix(".svg").read_text(encoding="utf-8")
    assert "<title>T</title>" in svg and "<desc>A</desc>" in svg
    with Image.open(written("Trust").with_suffix(".png")) as picture:
        assert (picture.info["Title"], picture.info["Description"]) == ("T", "A")


@pytest.fixture
def forgotten():
    """Nothing is known from what was drawn before, nor afterwards."""
    caches = (fonts.families, fonts.legible, relative_width)
    for cached in caches:
        cached.cache_clear()
    fonts.forget_fonts()
    yield
    for cached in caches:
        cached.cache_clear()
    fonts.forget_fonts()


def glyphs(canvas: Canvas) -> bool:
    """Whether every letter of a page is in one of the fonts it is set in."""
    for text in canvas.texts:
        shown = text.get_text()
        face = "bold" if text.get_fontweight() == "bold" else "normal"
        known = set().union(*(fonts._letters(str(file)) for file in fonts.files_of(shown, face)))
        if {ord(letter) for letter in shown} - known:
            return False
    return True


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("face", ["normal", "bold", "italic"])
@pytest.mark.parametrize("installed", [True, False])
def test_every_script_is_drawn_or_named_and_never_boxes(script, face, installed, monkeypatch, forgotten):
    if installed and not further_fonts():
        pytest.skip("the packages of further fonts are not installed")
    if not installed:
        monkeypatch.setattr("benang.core.fonts.further_fonts", tuple)

    @styled
    def drawn():
        canvas = Canvas(WIDTH, 2.0)
        canvas.write(1, 1, SCRIPTS[script], face=face)
        return canvas

    assert glyphs(drawn())
    shown = fonts.legible(SCRIPTS[script])
    if script in ("Arabic", "Hebrew", "Cyrillic", "Vietnamese"):
        assert shown == SCRIPTS[script]
    elif not installed and script == "Devanagari":
        assert shown == "[Devanagari]"
    elif not installed and script == "emoji":
        assert shown == "[slightly smiling face]"
    elif installed:
        assert "[" not in shown


@pytest.fixture
def one_more_font(monkeypatch, forgotten):
    """A further font with letters that DejaVu Sans lacks, as if it were installed."""
    more = FontFile("STIXGeneral", shipped_fonts() / "STIXGeneral.ttf")
    monkeypatch.setattr("benang.core.fonts.further_fonts", lambda: (more,))
    lacked = sorted(letters(more.file) - letters(shipped_fonts() / "DejaVuSans.ttf"))
    return "".join(chr(point) for point in lacked if chr(point).isprintable())[:5]


def test_letters_of_a_further_font_are_a_piece_of_their_own_with_their_font_inside(written, one_more_font):
    assert one_more_font
    svg = written(f"Trust <{one_more_font}> & more").with_suffix(".svg").read_text(encoding="utf-8")
    piece = f"<tspan style=\"font-family: 'STIXGeneral', sans-serif\">{one_more_font}</tspan>"
    assert f"Trust &lt;{piece}&gt; &amp; more</text>" in svg
    assert "@font-face { font-family: 'STIXGeneral';" in svg


def test_a_figure_of_a_further_font_has_the_same_bytes_again(written, one_more_font):
    def made():
        stem = written(f"Trust {one_more_font}")
        return [stem.with_suffix(suffix).read_bytes() for suffix in (".svg", ".png", ".pdf")]

    first = made()
    fonts.forget_fonts()
    assert made() == first


@pytest.mark.filterwarnings("ignore:Glyph")  # no font has them here; it is about where lines end
@pytest.mark.parametrize("word", ["विश्वास" * 9, "ความไว้วางใจ" * 6, "क्षमता" * 12])
def test_no_line_ends_between_a_letter_and_its_marks(word, monkeypatch):
    monkeypatch.setattr("benang.mapping.figures.drawing.text.one_line", str)
    lines = wrap(word, 2.0, 8.0)
    assert "".join(lines) == word and len(lines) > 1
    for before, after in pairwise(lines):
        assert unicodedata.category(after[0])[0] != "M"
        assert unicodedata.combining(before[-1]) != 9


@given(st.text(max_size=40))
def test_whatever_is_written_is_in_a_font(text):
    shown = fonts.legible(text)
    known = set().union(*(fonts._letters(str(file)) for file in fonts.files_of(shown)))
    assert {ord(letter) for letter in shown if letter >= " "} <= known | {0x200C, 0x200D}


@given(st.text(st.characters(max_codepoint=0x17F, categories=["L", "Zs", "P"]), max_size=300), st.integers(1, 6))
def test_what_is_shortened_fits_and_says_so(text, n_lines):
    lines, cut = shortened(text, 3.0, n_lines, 8.0)
    assert len(lines) <= n_lines
    assert cut == (len(wrap(text, 3.0, 8.0)) > n_lines)
    assert not cut or lines[-1].endswith("…")


@pytest.mark.parametrize("seed", range(30))
def test_no_other_order_of_the_moved_side_has_fewer_crossings(seed):
    lot = Random(seed)
    left, right = list("abcdef"[: lot.randint(1, 6)]), list(range(lot.randint(1, 5)))
    links = [(a, b) for a in left for b in right if lot.random() < 0.5]
    order = best_order(left, right, links)
    assert sorted(order) == left
    fewest = crossings(order, right, links)
    assert fewest == min(crossings(other, right, links) for other in permutations(left))


def test_an_order_that_cannot_be_better_stays():
    assert best_order(["a", "b"], [1, 2], [("a", 1), ("b", 2)]) == ["a", "b"]


@given(st.lists(st.floats(0.3, 9.0), min_size=1, max_size=60))
def test_pages_are_no_more_than_needed_and_none_is_left_with_little(heights):
    blocks = [gap(height) for height in heights]
    pages = [page.height - 2 * MARGIN for page in paged(blocks, 18.0, tallest=12.0 + 2 * MARGIN)]
    assert sum(pages) == pytest.approx(sum(heights))
    fewest, taken = 1, 0.0
    for height in heights:
        fewest, taken = (fewest, taken + height) if taken + height <= 12.0 else (fewest + 1, height)
    assert len(pages) == fewest
    # Nothing could be moved from the highest page to the next one and make both lower than it.
    assert max(pages) <= sum(heights) / fewest + max(heights) + 0.1


def test_shades_are_even_steps_and_their_type_can_be_read():
    def light(colour):
        red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    shades = [shade(value, 10) for value in range(1, 11)]
    lights = [light(fill) for fill, _ in shades]
    assert lights == sorted(lights, reverse=True)
    for fill, ink in shades:
        high, low = sorted((light(fill), light(ink)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 3.0
    assert shade(0, 10)[0] == "#ffffff"
