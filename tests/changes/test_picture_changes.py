"""A picture before, after, and where it differs."""

import io

import pytest
from PIL import Image, ImageDraw

from benang.changes.picture_changes import WIDEST, picture_change


def png(width=100, height=50, box=None, fill="#0072b2", mode="RGB"):
    image = Image.new(mode, (width, height), "white" if mode == "RGB" else (0, 0, 0, 0))
    if box:
        ImageDraw.Draw(image).rectangle(box, fill=fill)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def pixels(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_what_differs_is_red_and_all_else_pale():
    before, after = png(box=(0, 0, 9, 9)), png(box=(0, 0, 9, 9), fill="#d55e00")
    change = picture_change(before, after)
    assert change.share == pytest.approx(100 / 5000)
    marked = pixels(change.difference)
    red, green, blue = marked.getpixel((5, 5))
    assert red > 150 and green < 80 and blue < 80
    assert min(marked.getpixel((50, 40))) > 240
    assert pixels(change.after).getpixel((5, 5)) == (0xD5, 0x5E, 0x00)


def test_the_same_picture_differs_nowhere():
    assert picture_change(png(box=(1, 1, 5, 5)), png(box=(1, 1, 5, 5))).share == 0


def test_a_picture_of_another_size_is_laid_over_the_old_one():
    change = picture_change(png(), png(120, 50, (110, 0, 119, 49)))
    assert change.sizes == ((100, 50), (120, 50)) and change.share == pytest.approx(500 / 6000)


def test_a_picture_that_is_new_has_no_difference():
    change = picture_change(b"", png())
    assert change.after and not change.before and not change.difference


def test_pictures_on_the_page_are_small_and_transparency_is_paper():
    change = picture_change(png(2000, 1000, mode="RGBA"), png(2000, 1000, (0, 0, 999, 999)))
    assert pixels(change.before).size == (WIDEST, WIDEST // 2) and change.share == pytest.approx(0.5)
