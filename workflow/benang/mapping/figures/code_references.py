"""References per code: bars for what informants said, what observers noted as a thin line beside."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benang.coding.codebook.code_tree import negative_codes
from benang.core.counting import CONSENSUS
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words, style
from benang.mapping.matrices import code_totals, heard
from benang.sources.source_row import texts_of

COLUMNS = [
    "code_id",
    "label",
    "level",
    "depth",
    "has_children",
    "negative",
    "references",
    "observed_references",
    "informants",
    "base",
    "sources",
    "all_sources",
    "counted",
]
_OBSERVED_COLOUR = "#8a6d00"


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a code in the codebook's order: its own ``references`` (what lies below it not included),
    ``observed_references``, ``informants`` of ``base``, ``sources`` of ``all_sources``, and the ``counted`` coders."""
    codes, sources = figure_words.table(tables, "codes"), figure_words.table(tables, "sources")
    words = figure_words.texts("code_references", language)
    coders = figure_words.counted_coders(tables) or []
    counted = ", ".join(words["consensus"] if coder == CONSENSUS else coder for coder in coders)
    totals = code_totals(figure_words.table(tables, "passages"), codes, tables.get("sources"))
    total = totals.set_index("code_id")[["references", "observed_references", "cases", "sources"]].to_dict("index")
    name, negatives = labels(codes, language), negative_codes(codes)
    parent_of = codes.set_index("code_id")["parent_id"].to_dict()
    base = len(heard(figure_words.table(tables, "turns")))
    rows = []
    for row in codes.sort_values(["order", "code_id"], kind="stable").to_dict("records"):
        code = str(row["code_id"])
        depth, above = 0, str(parent_of[code])
        while above in parent_of and depth < len(parent_of):
            depth, above = depth + 1, str(parent_of[above])
        rows.append(
            (
                code,
                name[code],
                str(row["level"]),
                depth,
                bool((codes["parent_id"] == code).any()),
                code in negatives,
                int(total[code]["references"]),
                int(total[code]["observed_references"]),
                int(total[code]["cases"]),
                base,
                int(total[code]["sources"]),
                len(set(texts_of(sources.to_dict("records")).values())),
                counted,
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words) -> Figure:
    """Draw the figure; its height follows the number of codes."""
    if data.empty:
        return style.sentence(texts["nothing"])
    type_size = style.BODY if len(data) <= 35 else style.SMALL if len(data) <= 70 else style.TINY
    line = style.line_height(type_size)
    has_observed = bool(data["observed_references"].any())
    rows = []
    for record in data.to_dict("records"):
        row = {str(key): value for key, value in record.items()}
        # A code with codes under it and no reference of its own is a heading, not a zero.
        row["heading"] = bool(row["has_children"]) and not row["references"] and not row["observed_references"]
        rows.append(row)
    longest = max(
        style.text_width(_label(row), type_size, _face(row)) + 0.25 * int(row["depth"])
        for row in rows
        if not row["heading"]
    )
    left = style.MARGIN + min(longest + 0.3, 7.2)
    right = style.WIDTH - style.MARGIN - (1.35 if has_observed else 0.0)
    largest = max(int(data["references"].max()), int(data["observed_references"].max()), 1)
    scale = (right - left - style.text_width(str(largest), type_size) - 0.25) / largest
    for row in rows:
        room = (style.WIDTH - 2 * style.MARGIN if row["heading"] else left - style.MARGIN - 0.2) - 0.25 * int(
            row["depth"]
        )
        row["lines"] = style.wrap(_label(row), room, type_size, _face(row))
        row["tall"] = max(len(row["lines"]) * line, 0.3) + (0.06 if type_size > style.TINY else 0.02)
        row["space"] = 0.16 if row["depth"] == 0 and row["heading"] else 0.0
    legend = _legend(data, texts, has_observed)
    height = style.MARGIN + legend.height() + 0.15 + sum(row["tall"] + row["space"] for row in rows) + style.MARGIN
    figure, axes = style.canvas(height)
    legend.draw(axes, style.MARGIN)
    y = style.MARGIN + legend.height() + 0.15
    if has_observed:
        heading = texts["observed_column"]
        style.write(
            axes,
            style.WIDTH - style.MARGIN,
            y - line,
            heading,
            size=type_size,
            face="italic",
            colour=_OBSERVED_COLOUR,
            align="right",
        )
    for row in rows:
        y += row["space"]
        _draw_row(axes, row, y, left, scale, type_size, has_observed)
        y += row["tall"]
    return figure


def alt(data: pd.DataFrame, language: str) -> str:
    """What the figure shows, for readers who cannot see it."""
    words = figure_words.texts("code_references", language)
    if data.empty:
        return words["nothing"]
    coded = data[data["references"] > 0].sort_values("references", ascending=False, kind="stable")
    most = [
        words(
            "alt_most",
            code=row["label"],
            references=words.count(int(row["references"]), "reference"),
            n=row["informants"],
            base=words.count(int(row["base"]), "informant"),
        )
        for row in coded.head(3).to_dict("records")
    ]
    n_negative = int(data.loc[data["negative"].astype(bool), "references"].sum())
    return words(
        "alt",
        codes=words.count(len(coded), "entry"),
        references=words.count(int(data["references"].sum()), "reference"),
        sources=words.count(int(data["all_sources"].iloc[0]), "source"),
        base=words.count(int(data["base"].iloc[0]), "informant"),
        most="; ".join(most) or "-",
        negative=words("alt_negative", references=words.count(n_negative, "reference")),
    )


def caption(data: pd.DataFrame, language: str) -> str:
    """The lines under the figure, with the base."""
    words = figure_words.texts("code_references", language)
    if data.empty:
        return words["nothing"]
    said = words(
        "caption",
        coders=data["counted"].iloc[0] or words["persons"],
        sources=words.count(int(data["all_sources"].iloc[0]), "source"),
        base=words.count(int(data["base"].iloc[0]), "informant"),
    )
    return f"{said} {words['small']}"


def _label(row: Mapping[str, object]) -> str:
    return f"− {row['label']}" if row["negative"] else str(row["label"])


def _face(row: Mapping[str, object]) -> str:
    return "bold" if row["depth"] == 0 and row["has_children"] else "italic" if row["negative"] else "normal"


def _draw_row(
    axes: Axes,
    row: Mapping[str, object],
    y: float,
    left: float,
    scale: float,
    type_size: float,
    has_observed: bool,
) -> None:
    lines = row["lines"]
    assert isinstance(lines, list)
    tall, line = float(str(row["tall"])), style.line_height(type_size)
    colour = style.MUTED if row["heading"] and row["depth"] else style.INK
    x = style.MARGIN + 0.25 * int(str(row["depth"]))
    style.write(axes, x, y + (tall - len(lines) * line) / 2, lines, size=type_size, face=_face(row), colour=colour)
    if row["heading"]:
        return
    style.rule(axes, [left, left], [y, y + tall], colour=style.ZERO, line=0.7, above=3)
    references, observed = int(str(row["references"])), int(str(row["observed_references"]))
    middle = y + tall / 2
    thick = min(0.24, tall - 0.1)
    # The bar sits a little high, the thin line of what was observed under it.
    top = middle - thick / 2 - (0.04 if has_observed else 0.0)
    if references:
        edge = style.VERMILION if row["negative"] else style.BLUE
        fill = style.PAPER if row["negative"] else style.BLUE
        hatch = "//////" if row["negative"] else None
        style.box(axes, left, top, references * scale, thick, fill=fill, edge=edge, line=0.7, hatch=hatch)
    style.write(
        axes,
        left + references * scale + 0.1,
        middle - line / 2,
        str(references),
        size=type_size,
        colour=style.INK if references else style.ZERO,
    )
    if has_observed:
        if observed:
            under = top + thick + 0.06
            style.rule(axes, [left, left + observed * scale], [under, under], colour=_OBSERVED_COLOUR, line=1.2)
        style.write(
            axes,
            style.WIDTH - style.MARGIN,
            middle - line / 2,
            str(observed),
            size=type_size,
            face="italic",
            colour=_OBSERVED_COLOUR if observed else style.ZERO,
            align="right",
        )


def _legend(data: pd.DataFrame, texts: Words, has_observed: bool) -> style.Legend:
    legend = style.Legend()

    def bar(axes: Axes, x: float, middle: float) -> None:
        style.box(axes, x, middle - 0.1, 0.6, 0.2, fill=style.BLUE, edge=style.BLUE, line=0.7)

    def hatched(axes: Axes, x: float, middle: float) -> None:
        style.box(axes, x, middle - 0.1, 0.6, 0.2, edge=style.VERMILION, line=0.7, hatch="//////")

    def thin(axes: Axes, x: float, middle: float) -> None:
        style.rule(axes, [x, x + 0.6], [middle, middle], colour=_OBSERVED_COLOUR, line=0.9)

    legend.add(0.6, bar, texts("counted", coders=data["counted"].iloc[0] or texts["persons"]))
    if data["negative"].any():
        legend.add(0.6, hatched, texts["negative"])
    if has_observed:
        legend.add(0.6, thin, texts["observed"])
    return legend
