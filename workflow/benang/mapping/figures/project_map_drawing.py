"""How the project map is drawn: the overview in a table, then the pages of the themes with boxes and lines.

In the overview nearly every theme has something of nearly every informant; as lines these would be a tangle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import Any

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.linked_boxes import (
    Box,
    Link,
    Look,
    line_width,
    linked,
    minus,
    negative_line,
    room_for_lines,
)
from benang.mapping.figures.drawing.marks_numbers import MarkNumbers, Place, mark_numbers
from benang.mapping.figures.drawing.marks_table import Column, beside_each_other, marks_table
from benang.mapping.figures.drawing.marks_table import Row as TableRow
from benang.mapping.figures.drawing.pages import Block, Legend, gap, paged
from benang.mapping.figures.drawing.text import line_height, text_width, wrap
from benang.mapping.figures.project_map_order import ordered

Row = Mapping[str, Any]

_LARGEST, _SMALLEST = 0.25, 0.11
"""Radius of a circle in the overview, cm."""
_LABELS = 0.25
"""Of the width of a page that numbers on one line leave to the themes."""
_SHORTEST = 0.25
"""Length of a line behind its number, cm; where numbers leave less, they are without sides."""
_BETWEEN = 0.35
"""White space behind a theme, cm."""
_INFORMANT = Look(radius=0.25, face="bold")


def draw_map(rows: Sequence[Row], texts: Words, width: float) -> list[Canvas]:
    """Draw what ``project_map.data`` gives; to be called under ``style.styled``."""
    parts = {part: [row for row in rows if row["part"] == part] for part in {row["part"] for row in rows}}
    links = parts.get("link", [])
    informants = [*parts.get("informant", []), *parts.get("kind", [])]
    themes = parts.get("theme", [])
    flat = [row for row in parts["category"] if not row["parent_id"]]
    theme_of = {row["id"]: row["parent_id"] for row in parts["category"]}
    pages = _overview(themes, informants, links, theme_of, _question(parts, texts, width), texts, width)
    widest = max((int(row["references"]) for row in links), default=1)
    every = [*parts["category"]]
    drawn = links_drawn(links, informants, texts, width)
    legend = _legend(every, drawn, widest, texts, width)
    blocks: list[Block] = []
    for theme in [*themes, *([None] if flat else [])]:
        own = flat if theme is None else [row for row in every if row["parent_id"] == theme["id"]]
        ids = {row["id"] for row in own}
        head = _question(parts, texts, width) if theme is None and not themes else _heading(theme, width)
        lefts = [Box(row["id"], row["label"], _note(row, texts), _look(row)) for row in ordered(own, rows)]
        blocks += _theme(head, lefts, informants, [one for one in drawn if one.left in ids], widest, legend, width)
    return [*pages, *paged(blocks, width, legend=legend)]


def links_drawn(links: Sequence[Row], informants: Sequence[Row], texts: Words, width: float) -> list[Link]:
    """The links as they are drawn; without sides where these leave no room for lines."""
    drawn = [_link(row, texts) for row in links]
    if room_for_lines(_right(informants), drawn, width) >= _SHORTEST:
        return drawn
    # The dashes of a line tell that there are passages against.
    return [replace(link, words=texts.number(link.references)) for link in drawn]


def _link(row: Row, texts: Words) -> Link:
    """A link with its passages, and how many of them are on either side, as in the state map."""
    references, n_for, n_against = (int(row[f"{side}references"]) for side in ("", "for_", "against_"))
    said = figure_words.passages_by_side(references, n_for, n_against, texts)
    return Link(row["id"], row["parent_id"], references, n_against, "\u00a0".join(said))


def _overview(
    themes: Sequence[Row],
    informants: Sequence[Row],
    links: Sequence[Row],
    theme_of: Mapping[str, str],
    question: Sequence[Block],
    texts: Words,
    width: float,
) -> list[Canvas]:
    """Themes by informants: how many of a theme's categories are coded, and a circle as large as their share."""
    if not themes:
        return []
    found: dict[tuple[str, str], list[Row]] = {}
    for link in links:
        found.setdefault((theme_of[link["id"]], link["parent_id"]), []).append(link)
    n_categories = {theme["id"]: int(theme["n"]) for theme in themes}
    shares = [(len(own) / n_categories[theme], theme, len(own)) for (theme, _), own in found.items() if theme]
    shares.sort(key=lambda share: -share[0])
    table = [TableRow(str(theme["id"]), str(theme["label"])) for theme in themes]
    columns = [Column(str(one["id"]), _head(one), str(one["group"])) for one in informants]
    coded = [_coded(own, n_categories[theme], texts) for (theme, _), own in found.items() if theme]

    def fits(tried: MarkNumbers) -> bool:
        return beside_each_other(table, columns, width, tried.cell_width, (), _LABELS * width)

    numbers = mark_numbers(coded, 2 * _LARGEST, fits, (Place.BESIDE,))
    if numbers.place is Place.NONE:
        numbers = mark_numbers(coded, 2 * _LARGEST, lambda tried: True, (Place.LINES,))

    def cell(canvas: Canvas, row: TableRow, column: Column, x: float, y: float) -> None:
        own = found.get((row.key, column.key), [])
        said = _coded(own, n_categories[row.key], texts) if own else ("",)
        middle, _ = numbers.middle(said, x, y)
        if not own:
            canvas.circle(middle, y, 0.035, fill=style.ZERO)
            return
        _circle(canvas, middle, y, len(own) / n_categories[row.key])
        if any(link["against_references"] for link in own):
            minus(canvas, middle, y)
        numbers.write(canvas, said, x, y)

    legend = Legend(width)
    if shares:
        share, theme, n = shares[0]
        sample = _of_all(n, n_categories[theme], texts)

        def largest(canvas: Canvas, x: float, y: float) -> None:
            _circle(canvas, x + _LARGEST, y, share)
            canvas.write(x + 2 * _LARGEST + 0.07, y - line_height(style.BODY) / 2, sample, colour=style.MUTED)

        legend.add(2 * _LARGEST + 0.07 + text_width(sample, style.BODY), largest, texts["circle"])
    if any(link["against_references"] for (theme, _), own in found.items() if theme for link in own):
        legend.add(0.24, lambda canvas, x, y: minus(canvas, x + 0.12, y), texts["negative_number"])
    if any((theme["id"], one["id"]) not in found for theme in themes for one in informants):
        legend.add(0.1, lambda canvas, x, y: canvas.circle(x + 0.05, y, 0.035, fill=style.ZERO), texts["in_neither"])
    return marks_table(
        table,
        columns,
        cell,
        width=width,
        cell_width=max(0.8, numbers.cell_width),
        row_height=0.62,
        needed=numbers.height,
        legend=legend,
        above=question,
    )


def _circle(canvas: Canvas, x: float, y: float, share: float) -> None:
    radius = max(_LARGEST * sqrt(share), _SMALLEST)
    # No side is meant: blue is what says so.
    canvas.circle(x, y, radius, fill=style.paler(style.SLATE), edge=style.SLATE, line=0.8)


def _coded(own: Sequence[Row], base: int, texts: Words) -> tuple[str, ...]:
    """How many of a theme's categories are coded, and on how many of them something stands against."""
    against = sum(bool(link["against_references"]) for link in own)
    said = (_of_all(len(own), base, texts), figure_words.opposite_among(against, texts))
    return tuple(part for part in said if part)


def _of_all(n: int, base: int, texts: Words) -> str:
    return f"{texts.number(n)}/{texts.number(base)}"


def _head(node: Row) -> str:
    """What stands over a column: a case by its name alone, as the columns say that they are cases; a group or a kind
    of source with how many it has."""
    return str(node["id"] if node["part"] == "informant" and node["n"] == 1 else node["label"])


def _theme(
    head: Sequence[Block],
    lefts: list[Box],
    informants: Sequence[Row],
    links: list[Link],
    largest: int,
    legend: Legend,
    width: float,
) -> list[Block]:
    """The blocks of a theme, each with its heading; further ones where its categories are more than a page holds."""
    rights = _right(informants)
    taken = 2 * style.MARGIN + sum(block.height for block in head) + legend.height + 0.2 + _BETWEEN
    kept = [block._replace(keep=True) for block in head]
    blocks = linked(lefts, rights, links, width, largest, style.TALLEST - taken)
    return [one for block in blocks for one in (*kept, block._replace(keep=True), gap(_BETWEEN))]


def _right(informants: Sequence[Row]) -> list[Box]:
    return [Box(row["id"], row["label"], row["group"], _INFORMANT) for row in informants]


def _question(parts: Mapping[str, Sequence[Row]], texts: Words, width: float) -> list[Block]:
    question = str(parts["question"][0]["label"])
    if not question:
        return []
    wide = width - 2 * style.MARGIN
    lines = wrap(question, wide - 0.6, style.STRONG, "bold")
    height = len(lines) * line_height(style.STRONG) + 0.3

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(style.MARGIN, top, wide, height, fill=style.FAINT, edge=style.SLATE, line=1.0)
        canvas.write(width / 2, top + 0.15, lines, size=style.STRONG, face="bold", align="center")

    return [Block(height, draw), gap(0.3)]


def _heading(theme: Row | None, width: float) -> list[Block]:
    if theme is None:
        return []
    wide = width - 2 * style.MARGIN
    lines = wrap(str(theme["label"]), wide - 0.5, style.STRONG, "bold")
    height = len(lines) * line_height(style.STRONG) + 0.24

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(style.MARGIN, top, wide, height, fill=style.SLATE, edge=style.SLATE, radius=0.08)
        canvas.write(style.MARGIN + 0.2, top + 0.12, lines, size=style.STRONG, face="bold", colour=style.PAPER)

    return [Block(height, draw), gap(0.25)]


def _look(row: Row) -> Look:
    spoken = row["status"] in ("both", "field only")
    dash = "solid" if spoken else "dashed" if row["status"] == "literature only" else "dotted"
    edge = style.MUTED if row["origin"] not in _ORIGINS else _ORIGINS[row["origin"]][0]
    fill = style.FAINT if row["origin"] not in _ORIGINS else _ORIGINS[row["origin"]][1]
    radius = 0.22 if row["origin"] == "inductive" else 0.0
    if not spoken:
        return Look(fill=style.PAPER, edge=style.ZERO, ink=style.MUTED, radius=radius, dash=dash)
    return Look(fill=fill, edge=edge, radius=radius)


_ORIGINS = {
    "deductive": (style.DEDUCTIVE, style.DEDUCTIVE_TINT),
    "inductive": (style.INDUCTIVE, style.INDUCTIVE_TINT),
}
"""Edge and ground of a category, by its origin in the codebook."""


def _note(row: Row, texts: Words) -> str:
    if row["status"] == "literature only":
        return texts("in_literature_only", works=texts.count(int(row["works"]), "work"))
    if row["status"] == "neither":
        return texts["in_neither"]
    return "" if row["n"] else texts("in_field", sources=texts.count(int(row["sources"]), "source"))


def _legend(categories: Sequence[Row], links: Sequence[Link], largest: int, texts: Words, width: float) -> Legend:
    legend = Legend(width)

    def shape(look: Look) -> Any:
        def mark(canvas: Canvas, x: float, y: float) -> None:
            radius = min(look.radius, 0.13)
            canvas.box(x, y - 0.13, 0.55, 0.26, fill=look.fill, edge=look.edge, dash=look.dash, radius=radius)

        return mark

    spoken = [row for row in categories if row["status"] in ("both", "field only")]
    origins = {row["origin"] for row in spoken}
    for origin in (*_ORIGINS, ""):
        if origin in origins:
            row = next(row for row in spoken if row["origin"] == origin)
            # Where no category has an origin, there is nothing to tell apart.
            said = origin or ("origin_not_given" if len(origins) > 1 else "category")
            legend.add(0.55, shape(_look(row)), texts[said])
    for status, key in (("literature only", "literature_only"), ("neither", "neither")):
        if any(row["status"] == status for row in categories):
            legend.add(0.55, shape(_look({"status": status, "origin": ""})), texts[key])
    if links:
        values = sorted({1, max(1, round(largest / 2)), largest})
        steps = [0.75 + text_width(texts.number(value), style.BODY) + 0.2 for value in values]

        def samples(canvas: Canvas, x: float, y: float) -> None:
            for value, step in zip(values, steps, strict=True):
                canvas.line([x, x + 0.6], [y, y], colour=style.MUTED, line=line_width(value, largest))
                top = y - line_height(style.BODY) / 2
                canvas.write(x + 0.7, top, texts.number(value), colour=style.MUTED)
                x += step

        sided = any("(" in link.words for link in links)
        legend.add(sum(steps) - 0.1, samples, texts["link_sides" if sided else "link"])
    if any(link.against for link in links):
        legend.add(0.6, negative_line, texts["negative_link"])
    return legend
