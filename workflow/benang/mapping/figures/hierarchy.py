"""The hierarchy of themes and categories as a treemap: a rectangle is as large as the category has informants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, gap, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

TEXTS = "figures.hierarchy.yaml"
COLUMNS = ["theme_id", "theme", "category_id", "category", "number", "informants", "base"]
"""``number``: by which a category is told whose rectangle has no room for its label."""

_LINE = line_height(style.BODY)
_UNIT = 0.95
"""Square centimetres an informant, on two columns of a journal."""
_LOWEST = 1.0
"""Height of a band at least, cm; a theme with few informants has a band that is not all across the page."""

Rectangle = tuple[float, float, float, float]


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a category that an informant speaks of, in the codebook's order."""
    cases = {case for case, _ in figure_words.cases_in_order(tables)}
    cells = figure_words.table(tables, "case_category")
    spoken = cells[(cells["references"] > 0) & cells["case_id"].isin(sorted(cases))]
    held = spoken.groupby("code_id")["case_id"].nunique().to_dict()
    rows: list[list[object]] = []
    for theme, theme_label, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        for category, label in categories:
            if held.get(category):
                rows.append([theme, theme_label, category, label, len(rows) + 1, int(held[category]), len(cases)])
    return pd.DataFrame(rows, columns=COLUMNS)


def squarified(sizes: Sequence[float], x: float, y: float, width: float, height: float) -> list[Rectangle]:
    """Rectangles of given areas that fill a rectangle, as near to squares as can be (Bruls, Huizing and van Wijk 2000).

    Args:
        sizes: in falling order; scaled to fill the whole.
        x, y, width, height: of the rectangle that is filled.
    """
    whole = sum(sizes)
    areas = [size / whole * width * height for size in sizes]
    found: list[Rectangle] = []
    while areas:
        side = min(width, height)
        row: list[float] = []
        while areas and (not row or _worst([*row, areas[0]], side) <= _worst(row, side)):
            row.append(areas.pop(0))
        thick = sum(row) / side
        at = y if width >= height else x
        for area in row:
            long = area / thick
            found.append((x, at, thick, long) if width >= height else (at, y, long, thick))
            at += long
        if width >= height:
            x, width = x + thick, width - thick
        else:
            y, height = y + thick, height - thick
    return found


def _worst(row: Sequence[float], side: float) -> float:
    total = sum(row)
    return max(max(side**2 * area / total**2, total**2 / (side**2 * area)) for area in row)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: a band for each theme, and below it the labels that had no room."""
    blocks: list[Block] = []
    room = width - 2 * style.MARGIN
    totals = data.groupby("theme_id", sort=False)["informants"].sum()
    # One informant is as large everywhere, however many a theme has.
    unit = min(_UNIT * width / style.WIDTH, style.TALLEST / 2 * room / int(totals.max()))
    for place, (theme, part) in enumerate(data.groupby("theme_id", sort=False)):
        rows = sorted(figure_words.records(part), key=lambda row: (-row["informants"], row["number"]))
        area = int(totals[theme]) * unit
        height = max(area / room, _LOWEST)
        heading = wrap(str(part["theme"].iloc[0]), room, style.BODY, "bold")
        blocks.append(lines_block(heading, face="bold", before=0.1, after=0.08, keep=True))
        places = squarified([row["informants"] for row in rows], style.MARGIN, 0.0, area / height, height)
        colour = style.CATEGORICAL[place % len(style.CATEGORICAL)]
        block, unnamed = _band(rows, places, height, colour, texts)
        blocks.append(block)
        for n, row in enumerate(unnamed):
            said = f"{texts.number(row['number'])} {row['category']} ({texts.number(row['informants'])})"
            before = 0.02 if n else 0.08
            blocks.append(lines_block(wrap(said, room, style.BODY), colour=style.MUTED, before=before))
        blocks.append(gap(0.15))
    return paged(blocks, width)


def _band(
    rows: Sequence[dict[str, Any]], places: Sequence[Rectangle], height: float, colour: str, texts: Words
) -> tuple[Block, list[dict[str, Any]]]:
    shown: list[tuple[Rectangle, list[str]]] = []
    unnamed = []
    for row, place in zip(rows, places, strict=True):
        said = f"{row['category']} ({texts.number(row['informants'])})"
        full = wrap(said, place[2] - 0.2, style.BODY)
        # A word is not broken to fit; then a number stands for the whole.
        broken = any(text_width(word, style.BODY) > place[2] - 0.2 for word in said.split(" "))
        whole = place[2] > 1.2 and not broken and len(full) * _LINE + 0.1 <= place[3]
        number = texts.number(row["number"])
        numbered = place[2] > text_width(number, style.BODY) + 0.1 and place[3] > _LINE + 0.05
        shown.append((place, full if whole else [number] if numbered else []))
        if not whole:
            unnamed.append(row)

    def draw(canvas: Canvas, top: float) -> None:
        for (x, y, wide, tall), lines in shown:
            canvas.box(x, top + y, wide, tall, fill=style.FAINT, edge=colour, line=1.2)
            widest = max((text_width(line, style.BODY) for line in lines), default=0.0)
            canvas.write(x + min(0.1, (wide - widest) / 2), top + y + 0.05, lines)

    return Block(height, draw, keep=bool(unnamed)), unnamed


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing"]
    lines = []
    for _, part in data.groupby("theme_id", sort=False):
        said = [f"{row['category']} {texts.number(row['informants'])}" for row in figure_words.records(part)]
        lines.append(f"{part['theme'].iloc[0]}: {', '.join(said)}")
    base = texts.count(int(data["base"].iloc[0]), "informant")
    return texts("alt", base=base, lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing"]
    return texts("caption", base=texts.count(int(data["base"].iloc[0]), "informant"))
