"""Which letters a font has, and what is said of those that none has."""

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from benang.core.fonts import (
    FontFile,
    can_be_shown,
    further_fonts,
    needed_fonts,
    script,
    shipped_fonts,
    static_font,
    told,
)

DEJAVU = FontFile("DejaVu Sans", shipped_fonts() / "DejaVuSans.ttf")


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("信任", "Han"),
        ("विश्वास", "Devanagari"),
        ("ความ", "Thai"),
        ("신뢰", "Hangul"),
        ("きずな", "Hiragana"),
        ("😀", "grinning face"),
    ],
)
def test_a_run_is_called_by_its_script(run, name):
    assert script(run) == name


@given(st.text(max_size=30))
def test_what_is_told_can_be_shown_and_nothing_else_changes(text):
    said = told(text, lambda run: "?")
    assert all(can_be_shown(letter) for letter in said)
    # Surrogates and what is not assigned are no letters; they are left out.
    if all(can_be_shown(letter) and unicodedata.category(letter) not in ("Cs", "Cn", "Co") for letter in text):
        assert said == text


def test_a_run_takes_the_spaces_within_it_and_none_at_its_ends(monkeypatch):
    monkeypatch.setattr("benang.core.fonts.further_fonts", tuple)
    runs = []
    assert told("Trust 信 任  (信)", lambda run: runs.append(run) or f"<{len(runs)}>") == "Trust <1>  (<2>)"
    assert runs == ["信 任", "信"]


def test_a_font_is_cut_to_its_letters_with_their_widths_and_the_same_bytes():
    made = static_font(DEJAVU, map(ord, "Kéy→"))
    assert made == static_font(DEJAVU, map(ord, "→yéK"))
    cut, whole = TTFont(io.BytesIO(made)), TTFont(DEJAVU.file)
    assert {ord(letter) for letter in " Kéy→"} <= set(cut.getBestCmap()) and ord("z") not in cut.getBestCmap()
    for letter in "Kéy→":
        names = cut.getBestCmap()[ord(letter)], whole.getBestCmap()[ord(letter)]
        assert cut["hmtx"][names[0]][0] == whole["hmtx"][names[1]][0]
        assert len(cut["glyf"][names[0]].getCoordinates(cut["glyf"])[0]) > 0


@pytest.mark.skipif(not further_fonts(), reason="the packages of further fonts are not installed")
@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("信任", ["Noto Sans CJK SC"]),
        ("信頼 と きずな", ["Noto Sans CJK JP"]),
        ("신뢰 信", ["Noto Sans CJK KR"]),
        ("विश्वास", ["Noto Sans Devanagari"]),
        ("Trust الثقة", []),
    ],
)
def test_letters_choose_their_font(text, families):
    assert [font.family for font in needed_fonts(text)] == families
    for font, points in needed_fonts(text).items():
        assert points <= set(TTFont(io.BytesIO(static_font(font, points))).getBestCmap())
