"""The research design: the study's four stages as a flow, each with what this study really had and made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from benang.coding.codebook.code_tree import units
from benang.core.counting import CONSENSUS
from benang.core.wording import Words
from benang.mapping.figures import figure_words, style
from benang.mapping.matrices import heard
from benang.sources.speakers.turn_roles import turns_by_role

COLUMNS = ["stage", "item", "label", "value", "base"]
NO_BASE = 0

_GAP = 0.5
_PAD = 0.2


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """Every number in the figure: ``stage`` (1-4; 0 for the research question), ``item``, ``label`` (the words beside
    it), ``value`` and ``base`` (0 where there is none). An item without a number has ``value`` -1."""
    words = figure_words.texts("research_design", language)
    rows: list[tuple[int, str, str, int, int]] = []

    def add(stage: int, item: str, label: str, value: int, base: int = NO_BASE) -> None:
        rows.append((stage, item, label, value, base))

    question = figure_words.about_study(tables, "question", language)
    if question:
        add(0, "question", question, -1)
    codes = figure_words.table(tables, "codes")
    novelty = figure_words.table(tables, "novelty")
    works = len(figure_words.table(tables, "works"))
    if works:
        add(1, "works", words.noun(works, "works"), works)
        if len(novelty):
            label = words.noun(len(novelty), "held")
            add(1, "held", label, int((novelty["n_works"] > 0).sum()), len(novelty))
    else:
        add(1, "no_literature", words["no_literature"], -1)
    _add_coding(add, tables, words)
    n_themes, n_categories = len(units(codes, "theme")), len(units(codes, "category"))
    if codes.empty:
        add(3, "no_codebook", words["no_codebook"], -1)
    if n_themes:
        add(3, "themes", words.noun(n_themes, "themes"), n_themes)
    if n_categories:
        add(3, "categories", words.noun(n_categories, "categories"), n_categories)
    # Themes and categories are entries of the codebook too, and a code is what is below them.
    n_codes = int((codes["level"] == "code").sum())
    if n_codes:
        add(3, "codes", words.noun(n_codes, "code"), n_codes)
    cells = figure_words.table(tables, "case_category")
    if len(cells):
        cells = cells[(cells["case_id"] != "") & (cells["state"] != "not_heard")]
        label = words.noun(len(cells), "cells")
        add(3, "cells", label, int((cells["references"] > 0).sum()), len(cells))
    if works and len(novelty):
        label = words.noun(len(novelty), "added")
        add(3, "added", label, int((novelty["status"] == "field only").sum()), len(novelty))
    claims = figure_words.n_claims(tables)
    if claims:
        add(4, "claims", words.noun(claims, "claims"), claims)
    else:
        add(4, "no_claims", words["no_claims"], -1)
    return pd.DataFrame(rows, columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words) -> Figure:
    """Draw the figure."""
    rows = [{str(key): value for key, value in row.items()} for row in data.to_dict("records")]
    question = [str(row["label"]) for row in rows if row["stage"] == 0]
    stages = [[row for row in rows if row["stage"] == stage] for stage in (1, 2, 3, 4)]
    width = (style.WIDTH - 2 * style.MARGIN - 3 * _GAP) / 4
    titles = [style.wrap(texts[f"stage_{n}"], width - 0.85, style.BODY, "bold") for n in (1, 2, 3, 4)]
    head = max(len(title) for title in titles) * style.line_height(style.BODY) + 2 * _PAD
    bodies = [_laid_out(stage, width) for stage in stages]
    body = max(sum(height for *_, height in items) for items in bodies) + 2 * _PAD - 0.1
    asked = style.wrap(question[0], style.WIDTH - 2 * style.MARGIN - 0.6, style.STRONG, "bold") if question else []
    asked_height = (
        style.line_height(style.SMALL) + len(asked) * style.line_height(style.STRONG) + 0.35 if asked else 0.0
    )
    top = style.MARGIN + (asked_height + 0.45 if asked else 0)
    figure, axes = style.canvas(top + head + body + style.MARGIN)
    if asked:
        wide = style.WIDTH - 2 * style.MARGIN
        style.box(axes, style.MARGIN, style.MARGIN, wide, asked_height, fill=style.FAINT, edge=style.FAINT, radius=0.12)
        y = style.MARGIN + 0.15
        y = style.write(
            axes, style.WIDTH / 2, y, texts["question"], size=style.SMALL, colour=style.MUTED, align="center"
        )
        style.write(axes, style.WIDTH / 2, y, asked, size=style.STRONG, face="bold", align="center")
    for number in range(4):
        x = style.MARGIN + number * (width + _GAP)
        _panel(axes, x, top, width, head, body, number, titles[number], bodies[number])
        if number < 3:
            _arrow(axes, x + width + 0.08, top + head / 2, _GAP - 0.16)
    return figure


def alt(data: pd.DataFrame, language: str) -> str:
    """What the figure shows, for readers who cannot see it."""
    words = figure_words.texts("research_design", language)
    stages = []
    for stage in (1, 2, 3, 4):
        chosen = data[data["stage"] == stage]
        items = [_said({str(key): value for key, value in row.items()}, words) for row in chosen.to_dict("records")]
        stages.append(f"{stage}. {words[f'stage_{stage}']}: {'; '.join(items)}".rstrip(".") + ".")
    return words("alt", stages=" ".join(stages))


def caption(data: pd.DataFrame, language: str) -> str:
    """The line under the figure."""
    return figure_words.texts("research_design", language)["caption"]


def _add_coding(add: Callable[..., None], tables: Mapping[str, pd.DataFrame], words: Words) -> None:
    codings = figure_words.table(tables, "codings")
    kinds = figure_words.kinds_in_order(tables)
    for kind, n_kind in kinds.items():
        add(2, f"kind:{kind}", figure_words.kind_name(kind, n_kind, words), n_kind)
    turns = figure_words.table(tables, "turns")
    cases = len(heard(turns))
    add(2, "informants", words.noun(cases, "informants"), cases)
    for role, n in turns_by_role(zip(turns["role"], turns["speaker"], strict=True)).items():
        add(2, f"turns:{role}", words.noun(n, f"turns_{role}"), n)
    codes = figure_words.table(tables, "codes")
    origins = [str(origin) for origin in codes["origin"]]
    for origin in ("deductive", "inductive", ""):
        if n := origins.count(origin):
            named = origin or ("not_given" if n < len(origins) else "all")
            add(2, f"codes:{origin or 'not given'}", words.noun(n, f"codes_{named}"), n)
    counted = figure_words.counted_coders(tables)
    kept = codings[(codings["status"] != "rejected") & (codings["method"] != "rule")]
    by_coder = kept.groupby(["coder", "method"]).size()
    order = {coder: place for place, coder in enumerate(counted or [])}
    keys = sorted(by_coder.index, key=lambda key: (key[1] != "human", order.get(key[0], len(order)), key))
    for coder, method in keys:
        key = f"coder_{method}" if method in ("human", CONSENSUS) else "coder_other"
        add(2, f"coder:{coder}", words(key, coder=coder), int(by_coder[coder, method]))
    if not keys:
        add(2, "no_codings", words["no_codings"], -1)


def _laid_out(items: Sequence[Mapping[str, object]], width: float) -> list[tuple[str, list[str], float, float]]:
    """Each item as (number, lines of its label, width of the number column, height)."""
    numbers = [_number(item) for item in items]
    column = max([style.text_width(number, style.STRONG, "bold") for number in numbers if number] or [0.0])
    column = column + 0.15 if column else 0.0
    result = []
    for item, number in zip(items, numbers, strict=True):
        left = column if number else 0.0
        lines = style.wrap(str(item["label"]), width - 2 * _PAD - left, style.SMALL)
        height = max(style.line_height(style.STRONG), len(lines) * style.line_height(style.SMALL)) + 0.1
        result.append((number, lines, left, height))
    return result


def _panel(
    axes: Axes,
    x: float,
    top: float,
    width: float,
    head: float,
    body: float,
    number: int,
    title: Sequence[str],
    items: Sequence[tuple[str, list[str], float, float]],
) -> None:
    colour = style.SLATE
    style.box(axes, x, top, width, head + body, edge=colour, line=0.9)
    style.box(axes, x, top, width, head, fill=colour, edge=colour, line=0.9)
    axes.add_patch(Circle((x + 0.4, top + head / 2), 0.24, facecolor=style.PAPER, edgecolor="none", zorder=3))
    middle = top + head / 2
    style.write(
        axes,
        x + 0.4,
        middle - style.line_height(style.STRONG) / 2,
        str(number + 1),
        size=style.STRONG,
        face="bold",
        colour=colour,
        align="center",
    )
    start = middle - len(title) * style.line_height(style.BODY) / 2
    style.write(axes, x + 0.75, start, title, face="bold", colour=style.PAPER)
    y = top + head + _PAD
    for shown, lines, left, height in items:
        if shown:
            style.write(axes, x + _PAD + left - 0.15, y, shown, size=style.STRONG, face="bold", align="right")
        drop = (style.line_height(style.STRONG) - style.line_height(style.SMALL)) / 2
        style.write(
            axes, x + _PAD + left, y + drop, lines, size=style.SMALL, colour=style.INK if shown else style.MUTED
        )
        y += height


def _arrow(axes: Axes, x: float, y: float, length: float) -> None:
    points = [(x, y - 0.2), (x + length, y), (x, y + 0.2)]
    axes.add_patch(Polygon(points, closed=True, facecolor=style.MUTED, edgecolor="none", zorder=2))


def _number(item: Mapping[str, object]) -> str:
    value, base = int(str(item["value"])), int(str(item["base"]))
    if value < 0:
        return ""
    return f"{value}/{base}" if base else str(value)


def _said(item: Mapping[str, object], words: Words) -> str:
    value, base = int(str(item["value"])), int(str(item["base"]))
    if value < 0:
        return str(item["label"]).rstrip(".")
    amount = words("of", n=value, base=base) if base else str(value)
    return f"{amount} {item['label']}"
