"""A cloud of the words that informants say most often; drawn only where a study names it.

The bars (``word_bars``) show the same and can be read more exactly: in a cloud long words seem larger than they are.
Words are set on a spiral, the most frequent first, each turned on by the golden angle, at the first place where its box
meets no other; the page grows downwards until all have one, so that none is left out or set smaller than the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, paged
from benang.mapping.figures.drawing.text import baseline, shortened, text_height, text_width

TEXTS = "figures.word_cloud.yaml"
COLUMNS = ["term", "count", "informants", "base", "words"]
"""``informants`` of ``base`` say the word; ``words``: all that they say without stop words."""

MOST_WORDS = 50
LARGEST = 2.0
"""Points of the most frequent word for each centimetre of the page."""
_GOLDEN = math.pi * (3 - math.sqrt(5))
_AIR = 0.08  # cm between boxes


class _Placed(NamedTuple):
    """A word with its type and the box of its letters, from the middle of the cloud; ``above`` its baseline."""

    text: str
    size: float
    bold: bool
    left: float
    top: float
    wide: float
    high: float
    above: float


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """The most frequent words of all informants."""
    found = figure_words.table(tables, "word_groups")
    return found.loc[found["group"] == "", COLUMNS].head(MOST_WORDS).reset_index(drop=True)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: type grows with the root of how often a word is said, so that areas compare."""
    room = width - 2 * style.MARGIN
    placed: list[_Placed] = []
    for number, row in enumerate(figure_words.records(data)):
        word = _typed(row, int(data["count"].max()), room)
        placed.append(_place(word, placed, room, number * _GOLDEN))
    top = min(word.top for word in placed)
    height = max(word.top + word.high for word in placed) - top

    def cloud(canvas: Canvas, start: float) -> None:
        for word in placed:
            x, y = width / 2 + word.left + word.wide / 2, start + word.top - top + word.above - baseline(word.size)
            face, colour = ("bold", style.PRESENT) if word.bold else ("normal", style.SLATE)
            canvas.write(x, y, word.text, size=word.size, face=face, colour=colour, align="center")

    return paged([Block(height + 0.2, cloud)], width, legend=_legend(texts, width))


def _typed(row: Mapping[str, object], most: int, room: float) -> _Placed:
    """A word at the size of its count, smaller where it is wider than the page."""
    count, spoken, base = (int(str(row[name])) for name in ("count", "informants", "base"))
    bold = 2 * spoken > base
    face = "bold" if bold else "normal"
    largest = max(LARGEST * room, style.BODY)
    size = max(style.BODY, round(2 * largest * math.sqrt(count / most)) / 2)
    text = str(row["term"])
    while size > style.BODY and text_width(text, size, face) > room:
        size -= 0.5
    if text_width(text, size, face) > room:
        text = shortened(text, 0.9 * room, 1, size)[0][0]
    above, below = text_height(text, size, face)
    return _Placed(text, size, bold, 0.0, 0.0, text_width(text, size, face), above + below, above)


def _place(word: _Placed, others: Sequence[_Placed], room: float, turn: float) -> _Placed:
    """The word at the first place of its spiral that is free and within the width of the page."""
    edge = max(room / 2 - word.wide / 2, 0.0)
    for x, y in _spiral(turn):
        left, top = min(max(x, -edge), edge) - word.wide / 2, y - word.high / 2
        tried = word._replace(left=left, top=top)
        if not any(_meet(tried, other) for other in others):
            return tried
    raise AssertionError("a spiral has no end")


def _spiral(turn: float) -> Iterator[tuple[float, float]]:
    """Places on a flat spiral around the middle, in even steps."""
    angle = 0.0
    while True:
        radius = 0.09 * angle
        yield radius * math.cos(angle + turn), 0.6 * radius * math.sin(angle + turn)
        angle += min(0.5, 0.12 / max(radius, 0.12))


def _meet(one: _Placed, other: _Placed) -> bool:
    across = one.left < other.left + other.wide + _AIR and other.left < one.left + one.wide + _AIR
    return across and one.top < other.top + other.high + _AIR / 2 and other.top < one.top + one.high + _AIR / 2


def _legend(texts: Words, width: float) -> Legend:
    legend = Legend(width)
    legend.add(0.3, lambda canvas, x, y: canvas.circle(x + 0.12, y, 0.1, fill=style.PRESENT), texts["most"])
    legend.add(0.3, lambda canvas, x, y: canvas.circle(x + 0.12, y, 0.06, fill=style.SLATE), texts["fewer"])
    return legend


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_words"]
    words = [f"{row['term']} {texts.number(row['count'])}" for row in figure_words.records(data)]
    return texts("alt", words=", ".join(words))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["no_words"]
    base, n = texts.count(int(data["base"].max()), "informant"), texts.count(len(data), "word")
    return texts("caption", words=n, base=base)
