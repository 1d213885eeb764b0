"""The published evidence beside what the codings arrive at, and how often chance does as well."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table, themed_rows
from benang.mapping.figures.drawing.pages import Legend

TEXTS = "figures.reproduction_map.yaml"
_COUNTS = ("pairs", "reproduced", "assignments", "as_well")
COLUMNS = ["theme_id", "theme", "category_id", "category", "case_id", "state", *_COUNTS]
"""``state``: both, published (alone), found (alone) or neither; the others as in table ``assignments``."""

_STATES = ("both", "published", "found")


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a category and informant, in the order drawn; nothing without a published map."""
    tried = figure_words.table(tables, "assignments")
    found = figure_words.records(figure_words.table(tables, "evidence"))
    cells = {(row["category_id"], row["case_id"]): row for row in found if row["category_id"] and row["case_id"]}
    cases = [case for case, _ in figure_words.cases_in_order(tables)]
    counts = [int(tried[name].iloc[0]) for name in _COUNTS] if len(tried) else []
    rows = []
    for theme, theme_label, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        for category, label in categories:
            if not any(key[0] == category for key in cells):
                continue
            for case in cases:
                cell = cells.get((category, case), {"published": False, "reproduced": False})
                state = _state(bool(cell["published"]), bool(cell["reproduced"]))
                rows.append([theme, theme_label, category, label, case, state, *counts])
    return pd.DataFrame(rows if counts else [], columns=COLUMNS)


def _state(published: bool, reproduced: bool) -> str:
    if published:
        return "both" if reproduced else "published"
    return "found" if reproduced else "neither"


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as informants and categories need."""
    states = {(row["category_id"], row["case_id"]): row["state"] for row in figure_words.records(data)}
    columns = [Column(str(case), str(case)) for case in data["case_id"].unique()]

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        _mark(states[row.key, column.key], canvas, x, y)

    legend = Legend(width)
    for state in _STATES:
        if state in set(data["state"]):
            legend.add(0.3, partial(_sample, state), texts[f"evidence_{state}"])
    return marks_table(themed_rows(data), columns, cell, width=width, cell_width=0.6, legend=legend)


def _sample(state: str, canvas: Canvas, x: float, y: float) -> None:
    _mark(state, canvas, x + 0.15, y)


def _mark(state: str, canvas: Canvas, x: float, y: float) -> None:
    if state == "both":
        canvas.circle(x, y, 0.13, fill=style.PRESENT)
    elif state == "published":
        canvas.circle(x, y, 0.12, fill=style.PAPER, edge=style.SLATE, line=1.2)
    elif state == "found":
        canvas.polygon([(x, y - 0.1), (x + 0.1, y + 0.08), (x - 0.1, y + 0.08)], fill=style.ZERO)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["not_published"]
    counts = data["state"].value_counts()
    said = [f"{texts[f'evidence_{state}']}: {texts.number(int(counts.get(state, 0)))}" for state in _STATES]
    return texts("alt", lines="; ".join(said))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base and what chance arrives at."""
    if data.empty:
        return texts["not_published"]
    first = figure_words.records(data.head(1))[0]
    return texts(
        "caption",
        reproduced=texts.of(first["reproduced"], first["pairs"]),
        base=texts.count(data["case_id"].nunique(), "informant"),
        as_well=texts.of(first["as_well"], first["assignments"]),
    )
