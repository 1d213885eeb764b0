"""The data structure: first-order concepts, second-order themes, aggregate dimensions (Gioia et al. 2013)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, gap, paged
from benang.mapping.figures.drawing.text import line_height, wrap

TEXTS = "figures.data_structure.yaml"
COLUMNS = ["theme_id", "theme", "category_id", "category", "code_id", "code"]
"""``code_id`` is empty for a category without codes."""

_LINE = line_height(style.BODY)
_SHARES = (0.38, 0.29, 0.25)
"""Width of the three columns of boxes, of the page."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a code below its category and theme, in the codebook's order; nothing for a flat codebook."""
    codes = figure_words.table(tables, "codes")
    name = labels(codes, language)
    ordered = codes.sort_values(["order", "code_id"])
    below: dict[str, list[str]] = {}
    for row in figure_words.records(ordered[ordered["level"] == "code"]):
        below.setdefault(str(row["category_id"]), []).append(str(row["code_id"]))
    rows = []
    for theme, theme_label, categories in figure_words.themed(codes, language):
        for category, label in categories:
            own = below.get(category, [""])
            rows += [[theme, theme_label, category, label, code, name.get(code, "")] for code in own]
    return pd.DataFrame(rows if below else [], columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; a theme that goes on on the next page is named there again."""
    room = width - 2 * style.MARGIN
    widths = [share * room for share in _SHARES]
    between = (room - sum(widths)) / 2
    lefts = [style.MARGIN, style.MARGIN + widths[0] + between, style.MARGIN + room - widths[2]]
    heads = [texts["concepts"], texts["themes"], texts["dimensions"]]
    head = _head(heads, lefts, widths)
    blocks: list[Block] = []
    for _, part in data.groupby("theme_id", sort=False):
        groups = [list(one["code"]) for _, one in part.groupby("category_id", sort=False)]
        names = list(part.drop_duplicates("category_id")["category"])
        theme = str(part["theme"].iloc[0])
        for chosen in _parts(names, groups, theme, widths, style.TALLEST - head.height - 1.0):
            blocks += [_structure(theme, chosen, lefts, widths), gap(0.3)]
    return paged(blocks, width, head=[head])


def _parts(
    names: Sequence[str], groups: Sequence[Sequence[str]], theme: str, widths: Sequence[float], room: float
) -> list[list[tuple[str, list[str]]]]:
    """The categories of a theme with their codes, in parts that a page has room for."""
    parts: list[list[tuple[str, list[str]]]] = [[]]
    filled = 0.0
    for name, codes in zip(names, groups, strict=True):
        pieces: list[list[str]] = [[]]
        height = 0.0
        for code in codes:
            tall = _box_height(code, widths[0]) + 0.1
            if pieces[-1] and height + tall > room:
                pieces.append([])
                height = 0.0
            pieces[-1].append(code)
            height += tall
        for piece in pieces:
            tall = max(sum(_box_height(code, widths[0]) + 0.1 for code in piece), _box_height(name, widths[1])) + 0.15
            if parts[-1] and filled + tall > room:
                parts.append([])
                filled = 0.0
            parts[-1].append((name, piece))
            filled += tall
    return parts


def _box_height(text: str, width: float) -> float:
    return len(wrap(text, width - 0.3, style.BODY)) * _LINE + 0.16


def _head(heads: Sequence[str], lefts: Sequence[float], widths: Sequence[float]) -> Block:
    lines = [wrap(text, wide, style.BODY, "bold") for text, wide in zip(heads, widths, strict=True)]
    height = max(len(one) for one in lines) * _LINE + 0.2

    def draw(canvas: Canvas, top: float) -> None:
        for one, left, wide in zip(lines, lefts, widths, strict=True):
            canvas.write(left + wide / 2, top, one, face="bold", colour=style.MUTED, align="center")

    return Block(height, draw)


def _structure(
    theme: str, categories: Sequence[tuple[str, Sequence[str]]], lefts: Sequence[float], widths: Sequence[float]
) -> Block:
    """A theme at the right, its categories in the middle, their codes at the left."""
    talls = [
        max(sum(_box_height(code, widths[0]) + 0.1 for code in codes if code), _box_height(name, widths[1]) + 0.1)
        for name, codes in categories
    ]
    theme_lines = wrap(theme, widths[2] - 0.3, style.BODY, "bold")
    theme_height = len(theme_lines) * _LINE + 0.2
    height = max(sum(talls) + 0.15 * (len(talls) - 1), theme_height)

    def draw(canvas: Canvas, top: float) -> None:
        y = top
        middle = top + height / 2
        for (name, codes), tall in zip(categories, talls, strict=True):
            centre = y + tall / 2
            at = y
            for code in codes:
                if not code:
                    continue
                own = _box_height(code, widths[0])
                _box(canvas, lefts[0], at, widths[0], own, wrap(code, widths[0] - 0.3, style.BODY), style.PAPER)
                canvas.line([lefts[0] + widths[0], lefts[1]], [at + own / 2, centre], colour=style.RULE)
                at += own + 0.1
            own = _box_height(name, widths[1])
            _box(
                canvas, lefts[1], centre - own / 2, widths[1], own, wrap(name, widths[1] - 0.3, style.BODY), style.FAINT
            )
            canvas.line([lefts[1] + widths[1], lefts[2]], [centre, middle], colour=style.SLATE)
            y += tall + 0.15
        start = middle - theme_height / 2
        canvas.box(lefts[2], start, widths[2], theme_height, fill=style.SLATE, edge=style.SLATE, radius=0.08, above=3)
        canvas.write(lefts[2] + 0.15, start + 0.1, theme_lines, face="bold", colour=style.PAPER)

    return Block(height, draw)


def _box(canvas: Canvas, x: float, top: float, width: float, height: float, lines: Sequence[str], fill: str) -> None:
    canvas.box(x, top, width, height, fill=fill, edge=style.SLATE, line=0.7, radius=0.06, above=3)
    canvas.write(x + 0.15, top + 0.08, lines)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["flat"]
    lines = []
    for _, part in data.groupby("theme_id", sort=False):
        lines.append(f"{part['theme'].iloc[0]}: {', '.join(part.drop_duplicates('category_id')['category'])}")
    return texts("alt", codes=texts.count(int((data["code_id"] != "").sum()), "code"), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The line under the figure, with the numbers of each level."""
    if data.empty:
        return texts["flat"]
    return texts(
        "caption",
        codes=texts.count(int((data["code_id"] != "").sum()), "code"),
        categories=texts.count(data["category_id"].nunique(), "category"),
        themes=texts.count(data["theme_id"].nunique(), "theme"),
    )
