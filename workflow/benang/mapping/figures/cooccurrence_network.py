"""Codes that occur together as a network: codes on a circle, and a line between two that share passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import cos, pi, sin

import pandas as pd

from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, gap, paged
from benang.mapping.figures.drawing.text import line_height, wrap

TEXTS = "figures.cooccurrence_network.yaml"
COLUMNS = ["code_a", "label_a", "number_a", "code_b", "label_b", "number_b", "passages", "pairs"]
"""One row a line; ``number``: place on the circle; ``pairs``: how many share passages at all."""

MOST_PAIRS = 30
"""Those that share most are drawn."""
_NODE = 0.3
_TWO_COLUMNS = 12.0
"""Width of a page on which the list has two columns, cm."""
_WIDEST, _FEW = 5.0, 4
"""Points of the line with most passages, and how many these are at least."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a pair, those with most passages first; of equals the first by id."""
    codes, found = figure_words.table(tables, "codes"), figure_words.table(tables, "cooccurrence")
    found = found[found["passages"] > 0].sort_values(
        ["passages", "code_a", "code_b"], ascending=[False, True, True], kind="stable"
    )
    drawn = figure_words.records(found.head(MOST_PAIRS))
    there = {str(row[end]) for row in drawn for end in ("code_a", "code_b")}
    order = [str(code) for code in codes.sort_values(["order", "code_id"])["code_id"] if code in there]
    name, place = labels(codes, language), {code: n for n, code in enumerate(order, 1)}
    rows = []
    for row in drawn:
        ends = sorted((str(row["code_a"]), str(row["code_b"])), key=lambda code: place[code])
        named = [value for code in ends for value in (code, name[code], place[code])]
        rows.append([*named, int(row["passages"]), len(found)])
    return pd.DataFrame(rows, columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: the circle, and below it, or on a further page, what the numbers stand for."""
    label = _labels(data)
    weight: Counter[int] = Counter()
    for row in figure_words.records(data):
        weight.update({int(row["number_a"]): int(row["passages"]), int(row["number_b"]): int(row["passages"])})
    radius = min(width / 2 - 0.7, max(2.2, len(label) * 2.6 * _NODE / (2 * pi)))
    radius = min(max(radius, 3.5), width / 2 - 0.7)
    height = 2 * radius + 2 * _NODE + 0.4

    def at(number: int, top: float) -> tuple[float, float]:
        angle = 2 * pi * (number - 1) / len(label)
        return width / 2 + radius * sin(angle), top + height / 2 - radius * cos(angle)

    def circle(canvas: Canvas, top: float) -> None:
        middle = width / 2, top + height / 2
        largest = max(int(data["passages"].max()), _FEW)
        for row in reversed(figure_words.records(data)):
            start, end = at(int(row["number_a"]), top), at(int(row["number_b"]), top)
            # Lines bend towards the middle, so that those of neighbours do not lie on the circle.
            bent = [(x + (middle[0] - x) * 0.45, y + (middle[1] - y) * 0.45) for x, y in (start, end)]
            line = max(0.7, _WIDEST * int(row["passages"]) / largest)
            canvas.curve([start, *bent, end], colour=style.PRESENT, line=line, strength=0.5)
        for number in label:
            x, y = at(number, top)
            canvas.circle(x, y, _NODE, fill=style.SLATE, edge=style.PAPER)
            written = y - line_height(style.BODY) / 2
            canvas.write(x, written, texts.number(number), colour=style.PAPER, face="bold", align="center")

    blocks = [Block(height, circle), gap(0.2)]
    said = []
    for number, name in label.items():
        passages = texts.count(weight[number], "reference").replace(" ", "\u00a0")
        said.append(f"{texts.number(number)}  {name} ({passages})")
    return paged([*blocks, *_in_columns(said, width)], width)


def _in_columns(said: Sequence[str], width: float) -> list[Block]:
    """What the numbers stand for, down two columns where the page is wide."""
    n_columns = 2 if width >= _TWO_COLUMNS else 1
    wide = (width - 2 * style.MARGIN) / n_columns
    n_rows = -(-len(said) // n_columns)

    def row(first: int) -> Block:
        cells = [wrap(text, wide - 0.3, style.BODY) for text in said[first::n_rows]]

        def draw(canvas: Canvas, top: float) -> None:
            for place, lines in enumerate(cells):
                canvas.write(style.MARGIN + place * wide, top, lines)

        return Block(max(map(len, cells)) * line_height(style.BODY), draw)

    return [row(first) for first in range(n_rows)]


def _labels(data: pd.DataFrame) -> dict[int, str]:
    found = {int(row[f"number_{end}"]): str(row[f"label_{end}"]) for row in figure_words.records(data) for end in "ab"}
    return dict(sorted(found.items()))


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_pairs"]
    lines = [
        f"{row['label_a']} – {row['label_b']}: {texts.count(int(row['passages']), 'reference')}"
        for row in figure_words.records(data)
    ]
    return texts("alt", codes=texts.count(len(_labels(data)), "code"), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with how many pairs are drawn."""
    if data.empty:
        return texts["no_pairs"]
    return texts("caption", pairs=texts.of(len(data), int(data["pairs"].iloc[0]), "pair"))
