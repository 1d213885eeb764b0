"""UpSet of categories over informants: which informants share which categories (Lex et al. 2014)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table

TEXTS = "figures.upset.yaml"
COLUMNS = ["set", "categories", "n", "case_id", "member", "base"]
"""``set``: number of a set of informants; ``categories``: labels of those that exactly these informants speak of;
``n``: how many."""

MOST_INFORMANTS = 20
"""Of more there are nearly as many sets as categories."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a set and informant; the sets of most categories first."""
    cases = [case for case, _ in figure_words.cases_in_order(tables)]
    cells = figure_words.table(tables, "case_category")
    holders = cells[cells["references"] > 0].groupby("code_id")["case_id"].agg(set).to_dict()
    sets: dict[tuple[str, ...], list[str]] = {}
    for _, _, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        for category, label in categories:
            who = tuple(case for case in cases if case in holders.get(category, set()))
            if who:
                sets.setdefault(who, []).append(label)
    rows = []
    ordered = sorted(sets, key=lambda who: (-len(sets[who]), -len(who), who))
    for number, who in enumerate(ordered, 1):
        known = [number, "; ".join(sets[who]), len(sets[who])]
        rows += [[*known, case, case in who, len(cases)] for case in cases]
    return pd.DataFrame(rows if 2 <= len(cases) <= MOST_INFORMANTS else [], columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as the sets need."""
    members = {(str(row["set"]), row["case_id"]): bool(row["member"]) for row in figure_words.records(data)}
    columns = [Column(str(case), str(case)) for case in data["case_id"].unique()]
    rows = [
        Row(str(row["set"]), row["categories"], (texts.number(int(row["n"])),))
        for row in figure_words.records(data.drop_duplicates("set"))
    ]

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        canvas.circle(x, y, 0.12, fill=style.INK if members[row.key, column.key] else style.FAINT)

    return marks_table(rows, columns, cell, width=width, cell_width=0.45, notes=[texts["categories"]])


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["not_drawn"]
    lines = []
    for _, part in list(data.groupby("set", sort=False))[:8]:
        who = ", ".join(part.loc[part["member"].astype(bool), "case_id"])
        lines.append(f"{who}: {texts.count(int(part['n'].iloc[0]), 'category')}")
    return texts("alt", sets=texts.number(data["set"].nunique()), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["not_drawn"]
    return texts("caption", base=texts.count(int(data["base"].iloc[0]), "informant"))
