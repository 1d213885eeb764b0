"""Two groups of informants side by side: of which categories the one speaks more, of which the other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table

TEXTS = "figures.comparison.yaml"
COLUMNS = ["category_id", "category", "side", "group", "informants", "base"]
"""``side``: left or right; ``informants`` of ``base`` of the group have a reference."""

_BAR = 4.2
"""Width of a bar where all of a group speak, cm, on two columns of a journal."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a category and group; the categories in which the left group is ahead first. The two largest groups are
    compared; without two there is nothing."""
    cases = figure_words.cases_in_order(tables)
    members: dict[str, set[str]] = {}
    for case, group in cases:
        if group:
            members.setdefault(group, set()).add(case)
    chosen = sorted(members, key=lambda group: -len(members[group]))[:2]
    chosen = [group for group in members if group in chosen]
    if len(chosen) < 2:
        return pd.DataFrame(columns=COLUMNS)
    cells = figure_words.table(tables, "case_category")
    holders = cells[cells["references"] > 0].groupby("code_id")["case_id"].agg(set).to_dict()
    found = []
    for _, _, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        for category, label in categories:
            counts = [len(members[group] & holders.get(category, set())) for group in chosen]
            shares = [n / len(members[group]) for n, group in zip(counts, chosen, strict=True)]
            found.append((shares[1] - shares[0], category, label, counts))
    rows = []
    for _, category, label, counts in sorted(found, key=lambda one: one[0]):
        for side, group, n in zip(("left", "right"), chosen, counts, strict=True):
            rows.append([category, label, side, group, n, len(members[group])])
    return pd.DataFrame(rows, columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as categories need."""
    cells = {(row["category_id"], row["side"]): row for row in figure_words.records(data)}
    bar = _BAR * width / style.WIDTH
    columns = [
        Column(row["side"], f"{row['group']} (n\u00a0=\u00a0{texts.number(row['base'])})")
        for row in figure_words.records(data.drop_duplicates("side"))
    ]
    rows = []
    for row in figure_words.records(data.drop_duplicates("category_id")):
        pair = [cells[row["category_id"], side] for side in ("left", "right")]
        numbers = "\u00a0:\u00a0".join(f"{texts.number(one['informants'])}/{texts.number(one['base'])}" for one in pair)
        rows.append(Row(row["category_id"], row["category"], (numbers,)))

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        one = cells[row.key, column.key]
        long = bar * int(one["informants"]) / max(int(one["base"]), 1)
        inner = x + bar / 2 if column.key == "left" else x - bar / 2
        start = inner - long if column.key == "left" else inner
        fill, hatch = (style.PRESENT, None) if column.key == "left" else (style.PAPER, "//////")
        if long:
            edge = style.PRESENT if column.key == "left" else style.SLATE
            canvas.box(start, y - 0.1, long, 0.2, fill=fill, edge=edge, line=0.7, hatch=hatch)
        canvas.line([inner, inner], [y - 0.2, y + 0.2], colour=style.ZERO, line=0.7)

    return marks_table(rows, columns, cell, width=width, cell_width=bar + 0.1, notes=[texts["informants"]])


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_groups"]
    pairs = [part for _, part in data.groupby("category_id", sort=False)]
    lines = []
    for part in [*pairs[:3], *pairs[3:][-3:]]:
        said = [f"{row['group']} {texts.of(row['informants'], row['base'])}" for row in figure_words.records(part)]
        lines.append(f"{part['category'].iloc[0]}: {', '.join(said)}")
    return texts("alt", categories=texts.count(len(pairs), "category"), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["no_groups"]
    bases = [
        f"{row['group']}: {texts.count(int(row['base']), 'informant')}"
        for row in figure_words.records(data.drop_duplicates("side"))
    ]
    return texts("caption", bases="; ".join(bases))
