"""Fitting text: how wide and high it is in print, and how it is broken into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, Kerning, LoadFlags

from benang.mapping.figures.drawing.figure_fonts import files_of, font_file, legible

POINT = 2.54 / 72
"""Centimetres."""
_LEADING = 1.28


def line_height(size: float) -> float:
    """Height of one line of type, cm."""
    return size * POINT * _LEADING


def baseline(size: float) -> float:
    """How far below its top a line of type has its baseline, cm."""
    return (line_height(size) - size * POINT) / 2 + 0.76 * size * POINT


def one_line(text: str) -> str:
    """Text on one line, in letters that can be drawn; spaces that may not break stay."""
    return legible(re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" "))


def text_width(text: str, size: float, face: str = "normal") -> float:
    """Width of one line of type, cm."""
    return relative_width(text, face) * size * POINT


@cache
def relative_width(text: str, face: str) -> float:
    """Width of one line of type, as many times as it is high."""
    shown = one_line(text)
    if not shown:
        return 0.0
    files = files_of(shown, face)
    if files == [font_file(face)]:
        # Letters that are set one after the other, each as wide as ever: a tenth of the work of setting the line.
        return sum(_letter_width(letter, face) for letter in shown) + sum(
            _closer(pair, face) for pair in pairwise(shown)
        )
    font = get_font([str(file) for file in files])
    # Measured large, then scaled: no rounding to the pixel grid.
    font.set_size(100, 72)
    font.set_text(shown, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / 100


@cache
def _letter_width(letter: str, face: str) -> float:
    """From the place of a letter to that of the next, as many times as type is high."""
    return float(_upright_font(face).load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / 100


@cache
def _closer(pair: tuple[str, str], face: str) -> float:
    """How much closer (below 0) the second of two letters stands than it would alone."""
    font = _upright_font(face)
    left, right = (font.get_char_index(ord(letter)) for letter in pair)
    return float(font.get_kerning(left, right, Kerning.UNFITTED)) / 64 / 100


def _upright_font(face: str) -> FT2Font:
    font = get_font(str(font_file(face)))
    font.set_size(100, 72)
    return font


@cache
def text_height(text: str, size: float, face: str = "normal") -> tuple[float, float]:
    """How far the letters of one line reach above its baseline and below it, cm; no less than ``lp`` does."""
    above = below = 0.0
    for letters in (one_line(text), "lp"):
        font = get_font([str(file) for file in files_of(letters, face)])
        font.set_size(100, 72)
        font.set_text(letters, 0.0, flags=LoadFlags.NO_HINTING)
        height, depth = font.get_width_height()[1] / 64, font.get_descent() / 64
        above, below = max(above, height - depth), max(below, depth)
    return above / 100 * size * POINT, below / 100 * size * POINT


def wrap(text: str, width: float, size: float, face: str = "normal") -> list[str]:
    """Break ``text`` into lines no wider than ``width`` cm: between words, or after a hyphen, slash or underscore
    inside a long word, or at any letter where nothing else helps; what a space keeps together parts there where it is
    too long for a line. Nothing is cut off."""
    lines: list[str] = []
    words = one_line(text).split(" ")
    while words:
        if n_words := _fitting(words, width, size, face):
            lines.append(" ".join(words[:n_words]))
            words = words[n_words:]
            continue
        word = words[0]
        while text_width(word, size, face) > width and len(word) > 1:
            cut = _break(word, width, size, face)
            lines.append(word[:cut])
            word = word[cut:]
        if text_width(word, size, face) > width:
            lines.append(word)
            words = words[1:]
        else:
            words[0] = word
    return lines


def _fitting(words: Sequence[str], width: float, size: float, face: str) -> int:
    """How many of the words stand on the first line; none where the first is too long.

    What single letters take tells about how many, so that a line is measured two or three times and not for each word.
    """
    n_words, room = 0, width / (size * POINT)
    for word in words:
        room -= sum(relative_width(letter, face) for letter in word)
        if room < 0:
            break
        room -= relative_width("x x", face) - 2 * relative_width("x", face)
        n_words += 1

    def fit(count: int) -> bool:
        return text_width(" ".join(words[:count]), size, face) <= width

    if not fit(n_words):
        return next((count for count in range(n_words - 1, 0, -1) if fit(count)), 0)
    return next((count - 1 for count in range(n_words + 1, len(words) + 1) if not fit(count)), len(words))


def shortened(text: str, width: float, n_lines: int, size: float) -> tuple[list[str], bool]:
    """Lines of a text, at most ``n_lines``: what is more ends after a whole word with ``…``; and whether it did."""
    lines = wrap(text, width, size)
    if len(lines) <= n_lines:
        return lines, False
    kept, words = lines[: n_lines - 1], lines[n_lines - 1].split(" ")
    while words and text_width(last := " ".join(words).rstrip(",;:.–-") + " …", size) > width:
        words.pop()
    return [*kept, last if words else "…"], True


def _break(word: str, width: float, size: float, face: str) -> int:
    fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or text_width(word[:n], size, face) <= width)
    whole = next((n for n in range(fits, 0, -1) if _may_part(word, n)), fits)
    if whole < fits:
        return whole
    kept_together = word.rfind("\u00a0", 0, fits) + 1
    if kept_together:
        # Two words that a space keeps together part there, rather than one of them within.
        return kept_together
    joints = [match.end() for match in re.finditer(r"[-/_.@]", word[:fits])]
    return joints[-1] if joints and joints[-1] >= fits // 3 else fits


def _may_part(word: str, place: int) -> bool:
    """Whether a line may end before a letter: not between a letter and its marks, nor within what is joined to one."""
    joined = unicodedata.category(word[place])[0] == "M" or word[place] in _JOINERS
    return not joined and word[place - 1] not in _JOINERS and unicodedata.combining(word[place - 1]) != _VIRAMA


_JOINERS = "\u200c\u200d"
_VIRAMA = 9
"""The combining class of signs that join a letter with the next one."""
