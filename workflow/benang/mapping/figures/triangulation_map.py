"""The triangulation map: which kinds of source, and whether the literature, hold each category."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from benang.core.counting import EVIDENCE
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.linked_boxes import minus
from benang.mapping.figures.drawing.marks import RADIUS
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table, themed_rows
from benang.mapping.figures.drawing.pages import Legend
from benang.mapping.figures.drawing.text import line_height, text_width
from benang.sources.source_row import texts_of

TEXTS = "figures.triangulation_map.yaml"
COLUMNS = ["theme_id", "theme", "category_id", "category", "kind", "held", "base", "references", "opposite"]
COLUMNS += ["opposite_in", "contradicts", "note", "author", "holding"]
"""``kind``: of source, or literature; ``held`` of ``base``: sources (or works) that hold the category; ``references``:
passages in them (0 for works), and ``opposite``: how many of these say the opposite, or both, ``opposite_in`` how many
of the sources; ``contradicts``: the
kinds that a researcher says it stands against, with commas, ``note`` why, and ``author`` who says so; ``holding``: how
many of ``base`` works hold a category (of sources: all)."""

LITERATURE = "literature"
_GAP = 0.09
"""From a mark to its number, cm."""
_LOOKS = {
    # No side is meant: the blue disc is the mark of what says so.
    "interview": ("circle", style.SLATE),
    "observation": ("diamond", style.OBSERVED),
    LITERATURE: ("square", style.LITERATURE),
}


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a category and kind, in the order drawn; nothing where there is one kind only."""
    kinds = figure_words.kinds_in_order(tables)
    cells = {(row["kind"], row["code_id"]): row for row in figure_words.records(figure_words.kind_cells(tables))}
    novelty = figure_words.table(tables, "novelty")
    works = dict(zip(novelty["category_id"], novelty["n_works"], strict=True))
    n_works = len(figure_words.table(tables, "works"))
    bases = kinds | ({LITERATURE: n_works} if n_works else {})
    holding = figure_words.works_holding(tables)
    contradicts = {
        (row["kind"], row["code_id"]): (
            ", ".join(row["contradicts"]),
            figure_words.in_language(row, "note", language),
            str(row.get("author", "")),
        )
        for row in figure_words.records(figure_words.table(tables, "triangulation"))
    }
    opposite = _opposite(tables)
    rows = []
    for theme, theme_label, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        for category, label in categories:
            for kind, base in bases.items():
                cell = cells.get((kind, category), {"sources": 0, "references": 0})
                held, references = int(cell["sources"]), int(cell["references"])
                if kind == LITERATURE:
                    held, references = int(works.get(category, 0)), 0
                against = contradicts.get((kind, category), ("", "", ""))
                known = [theme, theme_label, category, label, kind, held, base, references]
                rows.append(
                    [*known, *opposite.get((kind, category), (0, 0)), *against, holding if kind == LITERATURE else base]
                )
    return pd.DataFrame(rows if len(bases) > 1 else [], columns=COLUMNS)


def _opposite(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], tuple[int, int]]:
    """By kind of source and category, how many passages, said or observed, say the opposite or both, and how many
    sources these are in (an article is one)."""
    sources = figure_words.table(tables, "sources")
    texts = texts_of(sources.to_dict("records"))
    kind_of = dict(zip(sources["source_id"], sources["kind"], strict=True))
    found = figure_words.table(tables, "passages")
    found = found[(found["level"] == "category") & found["voice"].isin(EVIDENCE)]
    found = found[found["side"].isin(["against", "both"])]
    held: dict[tuple[str, str], list[str]] = {}
    for source, code in zip(found["source_id"], found["code_id"], strict=True):
        held.setdefault((str(kind_of[source]), str(code)), []).append(texts[str(source)])
    return {cell: (len(own), len(set(own))) for cell, own in held.items()}


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as the categories need."""
    cells = {(row["category_id"], row["kind"]): row for row in figure_words.records(data)}
    bases = dict(zip(data["kind"], data["base"], strict=True))
    columns = [
        Column(kind, f"{_name(kind, base, texts)} (n\u00a0=\u00a0{texts.number(base)})") for kind, base in bases.items()
    ]

    def n_kinds(row: dict[str, Any]) -> tuple[str, ...]:
        return (f"{sum(cells[row['category_id'], kind]['held'] > 0 for kind in bases)}/{len(bases)}",)

    rows = themed_rows(data, n_kinds)
    most = {
        kind: max(text_width(_held(row, texts), style.BODY) for (_, own), row in cells.items() if own == kind)
        for kind in bases
    }

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        shown = cells[row.key, column.key]
        # Marks stand below each other, however long their numbers are.
        left = x - (2 * RADIUS + _GAP + most[column.key]) / 2
        if shown["contradicts"]:
            wide = 2 * RADIUS + (_GAP + text_width(_held(shown, texts), style.BODY) if shown["held"] else 0.0)
            _contradiction(canvas, left - 0.12, y, wide + 0.24)
        if shown["held"]:
            _present(canvas, left + RADIUS, y, column.key, opposed=shown["opposite"] > 0)
            at = left + 2 * RADIUS + _GAP
            canvas.write(at, y - line_height(style.BODY) / 2, _held(shown, texts), colour=style.MUTED)
        else:
            canvas.circle(left + RADIUS, y, 0.035, fill=style.ZERO)

    legend = Legend(width)
    for kind in bases:
        legend.add(2 * RADIUS, partial(_present_at, kind), texts("present", kind=_name(kind, 1, texts)))
    opposed = [kind for kind in bases if (data.loc[data["kind"] == kind, "opposite"] > 0).any()]
    if opposed:
        said = texts["opposite_works" if LITERATURE in bases else "opposite"]
        legend.add(2 * RADIUS, partial(_present_at, opposed[0], opposed=True), said)
    silent = data[data["held"] == 0]
    if len(silent):
        said = texts["absent_works" if (silent["kind"] == LITERATURE).any() else "absent"]
        legend.add(0.1, lambda canvas, x, y: canvas.circle(x + 0.05, y, 0.035, fill=style.ZERO), said)
    if (data["contradicts"] != "").any():
        legend.add(0.5, lambda canvas, x, y: _contradiction(canvas, x, y, 0.5), texts["contradiction"])
    widest = max(text_width(word, style.BODY, "bold") for column in columns for word in column.label.split(" "))
    cell_width = max(widest + 0.2, 2 * RADIUS + _GAP + max(most.values()) + 0.44)
    notes = [texts["kinds"]]
    return marks_table(rows, columns, cell, width=width, cell_width=cell_width, notes=notes, legend=legend)


def _held(cell: Mapping[str, Any], texts: Words) -> str:
    """How many sources or works hold a category, and in how many of them something says the opposite."""
    said = (texts.number(cell["held"]), figure_words.opposite_among(int(cell["opposite_in"]), texts))
    return "\u00a0".join(part for part in said if part)


def _name(kind: str, n: int, texts: Words) -> str:
    return texts[LITERATURE] if kind == LITERATURE else figure_words.kind_name(kind, n, texts)


def _contradiction(canvas: Canvas, x: float, y: float, wide: float) -> None:
    """A frame around what a researcher says contradicts another kind."""
    canvas.box(x, y - 0.18, wide, 0.36, fill=style.AGAINST_TINT, edge=style.AGAINST, line=1.0, dash="--", above=1)


def _present_at(kind: str, canvas: Canvas, x: float, y: float, opposed: bool = False) -> None:
    _present(canvas, x + RADIUS, y, kind, opposed)


def _present(canvas: Canvas, x: float, y: float, kind: str, opposed: bool = False) -> None:
    """The mark of a kind that holds a category; a small minus stands at it where something says the opposite, however
    much (half a mark would be read as half of it)."""
    shape, colour = _LOOKS.get(kind, ("triangle", style.OTHER_KIND))
    r = RADIUS
    if shape == "circle":
        canvas.circle(x, y, r, fill=colour, edge=colour, line=0.8)
    elif shape == "square":
        canvas.box(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, fill=colour, edge=colour, line=0.3)
    else:
        up, down, left, right = {
            "diamond": ((x, y - 1.2 * r), (x, y + 1.2 * r), (x - 1.2 * r, y), (x + 1.2 * r, y)),
            "triangle": ((x, y - r), (x, y + r), (x - r, y + r), (x + r, y + r)),
        }[shape]
        canvas.polygon([up, right, down, left], fill=colour, edge=colour, line=0.4)
    if opposed:
        minus(canvas, x + 0.75 * r, y + 0.6 * r, 0.08)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["one_kind"]
    n_kinds = data["kind"].nunique()
    held = data[data["held"] > 0].groupby("category_id", sort=False)["kind"].nunique()
    n_categories = data["category_id"].nunique()
    every = texts.of(int((held == n_kinds).sum()), n_categories, "category")
    lines = []
    for kind, part in data.groupby("kind", sort=False):
        n = texts.of(int((part["held"] > 0).sum()), n_categories, "category")
        lines.append(texts("alt_line", kind=_name(str(kind), 2, texts), n=n))
    said = texts("alt", every=every, lines="; ".join(lines))
    return " ".join([said, *_contradictions(data, texts)])


def _contradictions(data: pd.DataFrame, texts: Words) -> list[str]:
    """In a sentence, the categories on which a researcher sees kinds contradict each other; nothing where there is
    none."""
    marked = data[data["contradicts"] != ""]
    if marked.empty:
        return []
    named = list(dict.fromkeys(marked["category"]))
    notes = list(dict.fromkeys(note for note in marked["note"] if note))
    said = texts("contradicted", categories=texts.listed(named))
    return [said, *notes, *figure_words.written_by(marked["author"], texts)]


def _holding(data: pd.DataFrame) -> int:
    return int(data.loc[data["kind"] == LITERATURE, "holding"].iloc[0])


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["one_kind"]
    bases = dict(zip(data["kind"], data["base"], strict=True))
    named = [
        texts("works", listed=texts.count(int(base), "work"), holding=texts.number(_holding(data)))
        if kind == LITERATURE
        else f"{texts.number(int(base))} {_name(kind, int(base), texts)}"
        for kind, base in bases.items()
    ]
    return " ".join([texts("caption", bases=texts.listed(named)), *_contradictions(data, texts)])
