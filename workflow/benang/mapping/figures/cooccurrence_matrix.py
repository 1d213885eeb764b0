"""Codes that occur together: how many passages two codes share, for the codes that share most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table
from benang.mapping.figures.drawing.text import line_height

TEXTS = "figures.cooccurrence_matrix.yaml"
COLUMNS = ["code_a", "label_a", "number_a", "code_b", "label_b", "number_b", "passages", "codes", "all_codes"]
"""``number``: place in the figure; ``codes`` of ``all_codes`` that occur with another are drawn."""

MOST_CODES = 30
_FEW = 5
"""So many passages at least are the darkest cell."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a pair, both ways round, of the codes that share most passages, in the codebook's order."""
    codes = figure_words.table(tables, "codes")
    pairs = figure_words.table(tables, "cooccurrence")
    pairs = pairs[pairs["passages"] > 0]
    total: Counter[str] = Counter()
    shared: dict[tuple[str, str], int] = {}
    for row in figure_words.records(pairs):
        one, other, n = str(row["code_a"]), str(row["code_b"]), int(row["passages"])
        total[one] += n
        total[other] += n
        shared[one, other] = shared[other, one] = n
    chosen = set(sorted(total, key=lambda code: (-total[code], code))[:MOST_CODES])
    order = [str(code) for code in codes.sort_values(["order", "code_id"])["code_id"] if code in chosen]
    name, place = labels(codes, language), {code: n for n, code in enumerate(order, 1)}
    rows = [
        [one, name[one], place[one], other, name[other], place[other], shared[one, other], len(order), len(total)]
        for one in order
        for other in order
        if (one, other) in shared
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; a cell is darker the more passages it counts."""
    shared = {(row["code_a"], row["code_b"]): int(row["passages"]) for row in figure_words.records(data)}
    first = data.drop_duplicates("code_a").sort_values("number_a")
    named = list(first[["code_a", "label_a", "number_a"]].itertuples(index=False, name=None))
    columns = [Column(str(code), texts.number(number)) for code, _, number in named]
    rows = [Row(str(code), f"{texts.number(number)} {label}") for code, label, number in named]
    largest = max(int(data["passages"].max()), _FEW)

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        n = shared.get((row.key, column.key), 0)
        if row.key == column.key:
            canvas.line([x - 0.12, x + 0.12], [y + 0.12, y - 0.12], colour=style.RULE)
        elif n:
            fill, ink = style.shade(n, largest)
            canvas.box(x - 0.24, y - 0.19, 0.48, 0.38, fill=fill, edge=fill, line=0.3)
            canvas.write(x, y - line_height(style.BODY) / 2, texts.number(n), colour=ink, align="center")

    return marks_table(rows, columns, cell, width=width, cell_width=0.5)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_pairs"]
    most = data[data["number_a"] < data["number_b"]].sort_values("passages", ascending=False, kind="stable").head(5)
    lines = [
        f"{row['label_a']} – {row['label_b']}: {texts.count(int(row['passages']), 'reference')}"
        for row in figure_words.records(most)
    ]
    return texts("alt", codes=texts.count(int(data["codes"].iloc[0]), "code"), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["no_pairs"]
    return texts("caption", codes=texts.of(int(data["codes"].iloc[0]), int(data["all_codes"].iloc[0]), "code"))
