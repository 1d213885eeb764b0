"""Categories by groups of informants, a dot an informant: who speaks of it, and who of the group does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table, themed_rows
from benang.mapping.figures.drawing.pages import Legend
from benang.mapping.figures.drawing.text import line_height, text_width

TEXTS = "figures.crosstab_dots.yaml"
COLUMNS = ["theme_id", "theme", "category_id", "category", "attribute", "value", "informants", "base"]
"""As in table ``crosstab``: of the attribute ``group`` where informants have one, else of every attribute."""

MOST_DOTS = 12
"""Of larger groups the numbers are written."""
_STEP = 0.24


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a category and group, in the order drawn."""
    found = figure_words.table(tables, "crosstab")
    if (found["attribute"] == "group").any():
        found = found[found["attribute"] == "group"]
    cells: dict[str, list[dict[str, object]]] = {}
    for row in figure_words.records(found[found["level"] == "category"]):
        cells.setdefault(str(row["code_id"]), []).append(row)
    cases = figure_words.table(tables, "cases")
    named_in = figure_words.values_in_language(cases, found)
    place = figure_words.groups_in_order(cases)

    def named(cell: Mapping[str, Any]) -> str:
        return named_in.get((str(cell["attribute"]), str(cell["value"])), str(cell["value"]))

    rows = []
    for theme, theme_label, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        for category, label in categories:
            own = cells.get(category, [])
            for cell in sorted(own, key=lambda cell: place.get(named(cell), 0)):
                known = [theme, theme_label, category, label, str(cell["attribute"]), named(cell)]
                rows.append([*known, cell["informants"], cell["base"]])
    return pd.DataFrame(rows, columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as groups and categories need."""
    keys = data["attribute"] + "\n" + data["value"]
    cells = {(row["category_id"], key): row for row, key in zip(figure_words.records(data), keys, strict=True)}
    first = data.assign(key=keys).drop_duplicates("key")
    several = first["attribute"].nunique() > 1
    columns = [
        Column(
            row["key"],
            f"{row['value']} (n\u00a0=\u00a0{texts.number(row['base'])})",
            row["attribute"] if several else "",
        )
        for row in figure_words.records(first)
    ]
    dotted = int(data["base"].max()) <= MOST_DOTS

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        shown = cells.get((row.key, column.key))
        if shown is None:
            return
        n, base = int(shown["informants"]), int(shown["base"])
        if not dotted:
            said = f"{texts.number(n)}/{texts.number(base)}"
            canvas.write(
                x, y - line_height(style.BODY) / 2, said, colour=style.INK if n else style.ZERO, align="center"
            )
            return
        number = f"{texts.number(n)}/{texts.number(base)}" if counted else ""
        beside = (text_width(number, style.BODY) + 0.15) / 2 if counted else 0.0
        for place in range(base):
            at = x - beside + (place - (base - 1) / 2) * _STEP
            _dot(canvas, at, y, place < n)
        if counted:
            right = x - beside + base / 2 * _STEP + 0.15
            canvas.write(right, y - line_height(style.BODY) / 2, number, colour=style.MUTED)

    legend = Legend(width)
    if dotted:
        legend.add(0.2, lambda canvas, x, y: _dot(canvas, x + 0.1, y, True), texts["speaks"])
        legend.add(0.2, lambda canvas, x, y: _dot(canvas, x + 0.1, y, False), texts["silent"])
    dots = int(data["base"].max()) * _STEP
    widest = max(text_width(f"{texts.number(n)}/{texts.number(n)}", style.BODY) for n in data["base"]) + 0.4
    # Numbers stand beside the dots where that makes no column narrower than its head on two lines.
    heads = [max(dots + widest, text_width(column.label, style.BODY, "bold") / 1.7) for column in columns]
    counted = dotted and sum(heads) <= 0.4 * width
    least = (max(heads) if counted else max(0.9, dots + 0.2)) if dotted else 1.4
    return marks_table(themed_rows(data), columns, cell, width=width, cell_width=least, legend=legend)


def _dot(canvas: Canvas, x: float, y: float, speaks: bool) -> None:
    fill, edge = (style.PRESENT, style.PRESENT) if speaks else (style.PAPER, style.ZERO)
    canvas.circle(x, y, 0.09, fill=fill, edge=edge, line=0.8)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_groups"]
    lines = []
    for key, part in data.groupby(["attribute", "value"], sort=False):
        spoken = int((part["informants"] > 0).sum())
        lines.append(f"{key[1]}: {texts.of(spoken, len(part), 'category')}")
    return texts("alt", lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["no_groups"]
    first = data[data["attribute"] == data["attribute"].iloc[0]].drop_duplicates("value")
    return texts("caption", base=texts.count(int(first["base"].sum()), "informant"))
