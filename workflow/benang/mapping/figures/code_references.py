"""References per code: bars for what informants said, what observers noted as a thin line beside."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.coding.codebook.code_tree import negative_codes
from benang.core.counting import CONSENSUS
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, paged
from benang.mapping.figures.drawing.text import line_height, text_width, wrap
from benang.sources.source_row import texts_of

TEXTS = "figures.code_references.yaml"
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


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a code in the codebook's order: its own ``references`` (what lies below it not included),
    ``observed_references``, ``informants`` of ``base``, ``sources`` of ``all_sources``, and the ``counted`` coders."""
    codes, sources = figure_words.table(tables, "codes"), figure_words.table(tables, "sources")
    words = figure_words.texts(TEXTS, language)
    coders = figure_words.counted_coders(tables) or []
    counted = ", ".join(words["consensus"] if coder == CONSENSUS else coder for coder in coders)
    total = (
        figure_words.table(tables, "code_totals")
        .set_index("code_id")[["references", "observed_references", "cases", "sources"]]
        .to_dict("index")
    )
    name, negatives = labels(codes, language), negative_codes(codes)
    parent_of = codes.set_index("code_id")["parent_id"].to_dict()
    base = len(figure_words.heard_cases(tables))
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
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as the codes need."""
    observed = bool(data["observed_references"].any())
    rows = figure_words.records(data)
    for row in rows:
        # A code with codes under it and no reference of its own is a heading, not a zero.
        row["heading"] = bool(row["has_children"]) and not row["references"] and not row["observed_references"]
    longest = max(
        text_width(_label(row), style.BODY, _face(row)) + 0.25 * int(row["depth"]) for row in rows if not row["heading"]
    )
    left = style.MARGIN + min(longest + 0.3, 0.45 * width)
    heading = texts["observed_column"]
    right = width - style.MARGIN - (text_width(heading, style.BODY, "italic") + 0.15 if observed else 0.0)
    largest = max(int(data["references"].max()), int(data["observed_references"].max()), 1)
    scale = (right - left - text_width(texts.number(largest), style.BODY) - 0.25) / largest
    legend = _legend(data, texts, observed, width)
    head = [_head(heading, width)] if observed else []
    blocks = [_row(row, texts, width, left, scale, observed) for row in rows]
    return paged(blocks, width, head=head, legend=legend)


def _head(heading: str, width: float) -> Block:
    def draw(canvas: Canvas, top: float) -> None:
        canvas.write(width - style.MARGIN, top, heading, face="italic", colour=style.OBSERVED_LINE, align="right")

    return Block(line_height(style.BODY) + 0.05, draw)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing"]
    coded = data[data["references"] > 0].sort_values("references", ascending=False, kind="stable")
    most = [
        texts(
            "alt_most",
            code=row["label"],
            references=texts.count(int(row["references"]), "reference"),
            n=row["informants"],
            base=texts.count(int(row["base"]), "informant"),
        )
        for row in coded.head(3).to_dict("records")
    ]
    n_negative = int(data.loc[data["negative"].astype(bool), "references"].sum())
    return texts(
        "alt",
        codes=texts.count(len(coded), "entry"),
        references=texts.count(int(data["references"].sum()), "reference"),
        sources=texts.count(int(data["all_sources"].iloc[0]), "source"),
        base=texts.count(int(data["base"].iloc[0]), "informant"),
        most="; ".join(most) or "-",
        negative=texts("alt_negative", references=texts.count(n_negative, "reference")),
    )


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing"]
    said = texts(
        "caption",
        coders=data["counted"].iloc[0] or texts["persons"],
        sources=texts.count(int(data["all_sources"].iloc[0]), "source"),
        base=texts.count(int(data["base"].iloc[0]), "informant"),
    )
    return f"{said} {texts['small']}"


def _label(row: Mapping[str, object]) -> str:
    return f"− {row['label']}" if row["negative"] else str(row["label"])


def _face(row: Mapping[str, object]) -> str:
    return "bold" if row["depth"] == 0 and row["has_children"] else "italic" if row["negative"] else "normal"


def _row(row: Mapping[str, object], texts: Words, width: float, left: float, scale: float, observed: bool) -> Block:
    line = line_height(style.BODY)
    indent = min(0.25 * int(str(row["depth"])), 1.0)
    room = (width - 2 * style.MARGIN if row["heading"] else left - style.MARGIN - 0.2) - indent
    lines = wrap(_label(row), room, style.BODY, _face(row))
    before = 0.12 if row["depth"] == 0 and row["heading"] else 0.0
    tall = len(lines) * line + 0.06
    references, seen = int(str(row["references"])), int(str(row["observed_references"]))

    def draw(canvas: Canvas, top: float) -> None:
        y, middle = top + before, top + before + tall / 2
        colour = style.MUTED if row["heading"] and row["depth"] else style.INK
        first = middle - len(lines) * line / 2
        canvas.write(style.MARGIN + indent, first, lines, face=_face(row), colour=colour)
        if row["heading"]:
            return
        canvas.line([left, left], [y, y + tall], colour=style.ZERO, line=0.7, above=3)
        # The bar sits a little high, the thin line of what was observed under it.
        thick = 0.22
        high = middle - thick / 2 - (0.04 if observed else 0.0)
        if references:
            _bar(canvas, left, high, references * scale, thick, bool(row["negative"]))
        shown = style.INK if references else style.ZERO
        canvas.write(left + references * scale + 0.1, middle - line / 2, texts.number(references), colour=shown)
        if observed:
            under = high + thick + 0.06
            canvas.line([left, left + seen * scale], [under, under], colour=style.OBSERVED_LINE, line=1.2)
            ink = style.OBSERVED_LINE if seen else style.ZERO
            right = width - style.MARGIN
            canvas.write(right, middle - line / 2, texts.number(seen), face="italic", colour=ink, align="right")

    return Block(before + tall, draw, keep=bool(row["heading"]))


def _bar(canvas: Canvas, x: float, top: float, wide: float, thick: float, negative: bool) -> None:
    edge = style.AGAINST if negative else style.PRESENT
    fill = style.PAPER if negative else style.PRESENT
    canvas.box(x, top, wide, thick, fill=fill, edge=edge, line=0.7, hatch="//////" if negative else None)


def _legend(data: pd.DataFrame, texts: Words, observed: bool, width: float) -> Legend:
    legend = Legend(width)
    named = texts("counted", coders=data["counted"].iloc[0] or texts["persons"])
    legend.add(0.6, lambda canvas, x, y: _bar(canvas, x, y - 0.1, 0.6, 0.2, False), named)
    if data["negative"].any():
        legend.add(0.6, lambda canvas, x, y: _bar(canvas, x, y - 0.1, 0.6, 0.2, True), texts["negative"])
    if observed:
        thin = lambda canvas, x, y: canvas.line([x, x + 0.6], [y, y], colour=style.OBSERVED_LINE, line=0.9)  # noqa: E731
        legend.add(0.6, thin, texts["observed"])
    return legend
