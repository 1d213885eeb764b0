"""Which groups of informants speak of which themes, as bands from groups to themes; a band counts informants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, paged
from benang.mapping.figures.drawing.text import line_height, wrap

TEXTS = "figures.flow.yaml"
COLUMNS = ["group", "theme_id", "theme", "informants", "base", "heard"]
"""``informants`` of the group's ``base`` speak of the theme; ``heard``: all informants."""

_LINE = line_height(style.BODY)
_GAP = 0.25
_BAND = 0.3
"""Height of an informant, cm, where there are few."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a group and theme with an informant; nothing without groups."""
    members: dict[str, set[str]] = {}
    heard = figure_words.cases_in_order(tables)
    for case, group in heard:
        members.setdefault(group, set()).add(case)
    cells = figure_words.table(tables, "case_category")
    spoken = cells[cells["references"] > 0]
    rows = []
    for group, cases in members.items():
        for theme, label, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
            own = spoken[spoken["code_id"].isin([category for category, _ in categories])]
            n = len(cases & set(own["case_id"]))
            if n:
                rows.append([group, theme, label, n, len(cases), len(heard)])
    return pd.DataFrame(rows if "" not in members else [], columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; themes that a page has no room for go on to the next, with their groups."""
    themes = list(data["theme_id"].unique())
    wide = 0.33 * width
    totals = data.groupby("theme_id", sort=False)["informants"].sum().to_dict()
    unit = min(_BAND, 0.6 * style.TALLEST / max(sum(totals.values()), 1)) if len(themes) <= 20 else 0.08
    label = dict(zip(data["theme_id"], data["theme"], strict=True))
    pages: list[list[str]] = [[]]
    filled = 0.0
    for theme in themes:
        lines = len(wrap(f"{label[theme]}", wide - 0.3, style.BODY))
        tall = max(lines * _LINE + 0.1, totals[theme] * unit) + _GAP
        if pages[-1] and filled + tall > style.TALLEST - 1.0:
            pages.append([])
            filled = 0.0
        pages[-1].append(theme)
        filled += tall
    made: list[Canvas] = []
    for chosen in pages:
        made += paged([_flow(data[data["theme_id"].isin(chosen)], texts, width, wide, unit)], width)
    return made


def _flow(data: pd.DataFrame, texts: Words, width: float, wide: float, unit: float) -> Block:
    rows = figure_words.records(data)
    sides = []
    for key, name in (("group", "group"), ("theme_id", "theme")):
        boxes: dict[str, list[Any]] = {}
        for row in rows:
            said = f"{row['group']} (n\u00a0=\u00a0{texts.number(row['base'])})" if key == "group" else str(row[name])
            boxes.setdefault(row[key], [wrap(said, wide - 0.3, style.BODY), 0.0])
            boxes[row[key]][1] += row["informants"] * unit
        sides.append(boxes)
    talls = [{key: max(len(lines) * _LINE + 0.1, size) for key, (lines, size) in boxes.items()} for boxes in sides]
    needed = [sum(tall.values()) + _GAP * (len(tall) - 1) for tall in talls]
    height = max(needed)
    tops: list[dict[str, float]] = []
    for tall, need in zip(talls, needed, strict=True):
        y, places = 0.0, {}
        space = (height - need) / max(len(tall) - 1, 1) if len(tall) > 1 else 0.0
        for key, own in tall.items():
            places[key] = y
            y += own + _GAP + space
        tops.append(places)
    left, right = style.MARGIN + wide, width - style.MARGIN - wide
    groups = list(sides[0])

    def draw(canvas: Canvas, top: float) -> None:
        taken = [{key: (talls[n][key] - sides[n][key][1]) / 2 for key in sides[n]} for n in (0, 1)]
        for row in rows:
            ends = []
            for n, key in ((0, row["group"]), (1, row["theme_id"])):
                start = top + tops[n][key] + taken[n][key]
                taken[n][key] += row["informants"] * unit
                ends.append((start, start + row["informants"] * unit))
            colour = style.CATEGORICAL[groups.index(row["group"]) % len(style.CATEGORICAL)]
            canvas.band(left, ends[0], right, ends[1], fill=colour, strength=0.45)
        for n, x, align in ((0, left - 0.15, "right"), (1, right + 0.15, "left")):
            for key, (lines, _) in sides[n].items():
                y = top + tops[n][key]
                edge = left if n == 0 else right
                canvas.line([edge, edge], [y, y + talls[n][key]], colour=style.INK, line=1.6, above=3)
                canvas.write(x, y + (talls[n][key] - len(lines) * _LINE) / 2, lines, align=align)

    return Block(height, draw)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_groups"]
    lines = []
    for group, part in data.groupby("group", sort=False):
        said = [f"{row['theme']} {texts.of(row['informants'], row['base'])}" for row in figure_words.records(part)]
        lines.append(f"{group}: {', '.join(said)}")
    return texts("alt", lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["no_groups"]
    return texts("caption", base=texts.count(int(data["heard"].iloc[0]), "informant"))
