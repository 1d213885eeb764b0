"""The research design: the study's four stages as a flow, each with what this study really had and made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core.counting import CONSENSUS
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.numbered_items import Group, number_width, numbered_items
from benang.mapping.figures.drawing.pages import Block, paged
from benang.mapping.figures.drawing.text import line_height, wrap
from benang.mapping.matrices import heard
from benang.sources.speakers.turn_roles import turns_by_role

TEXTS = "figures.research_design.yaml"
COLUMNS = ["stage", "group", "item", "label", "value", "base"]
NO_BASE = 0
_GROUPS = {
    "kind": "sources",
    "informants": "people",
    "turns": "people",
    "codes": "codebook",
    "themes": "codebook",
    "categories": "codebook",
    "coder": "codings",
    "no_codings": "codings",
    "cells": "maps",
    "added": "maps",
}
"""What stands together, by the item without what it is about."""

_PAD = 0.12
_TITLE_WIDTH, _NARROW = 4.3, 8.6
"""Width of a stage's title, cm, which stands above what the stage has where the page has less than that beside it."""
_HEADING, _TITLE = line_height(style.STRONG), line_height(style.BODY)


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """Every number in the figure: ``stage`` (1-4; 0 for the research question), ``group`` (what kinds of things of a
    stage stand together), ``item``, ``label`` (the words beside it), ``value`` and ``base`` (0 where there is none). An
    item without a number has ``value`` -1."""
    words = figure_words.texts(TEXTS, language)
    rows: list[tuple[int, str, str, str, int, int]] = []

    def add(stage: int, item: str, label: str, value: int, base: int = NO_BASE) -> None:
        rows.append((stage, _GROUPS.get(item.partition(":")[0], ""), item, label, value, base))

    question = figure_words.about_study(tables, "question", language)
    if question:
        add(0, "question", question, -1)
    codes = figure_words.table(tables, "codes")
    novelty = figure_words.table(tables, "novelty")
    works = len(figure_words.table(tables, "works"))
    if works:
        add(1, "works", words.noun(works, "works"), works)
        # A list of references is longer than what is used of it.
        add(1, "holding", words.noun(works, "holding"), figure_words.works_holding(tables), works)
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
        # A theme without categories stands for itself among them.
        alone = len(set(units(codes, "theme")).intersection(units(codes, "category")))
        label = words.noun(n_categories, "categories")
        if 0 < alone < n_categories:
            label = words("with_themes", categories=label, themes=words.count(alone, "theme"))
        add(3, "categories", label, n_categories)
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
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: the question, then a band for each stage."""
    rows = figure_words.records(data)
    blocks = [_question(str(row["label"]), texts, width) for row in rows if row["stage"] == 0]
    numbers = number_width([(_number(row, texts), "") for row in rows])
    for stage in (1, 2, 3, 4):
        blocks += [_arrow(width)] if blocks else []
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            if row["stage"] == stage:
                groups.setdefault(row["group"], []).append((_number(row, texts), _words(row, texts)))
        titled = [(texts[f"group_{group}"] if group else "", items) for group, items in groups.items()]
        blocks.append(_band(stage, texts[f"stage_{stage}"], titled, numbers, width))
    return paged(blocks, width)


def _question(question: str, texts: Words, width: float) -> Block:
    wide = width - 2 * style.MARGIN
    lines = wrap(question, wide - 0.4, style.STRONG, "bold")
    height = line_height(style.BODY) + len(lines) * _HEADING + 0.2

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(style.MARGIN, top, wide, height, fill=style.FAINT, edge=style.FAINT, radius=0.12)
        y = canvas.write(width / 2, top + 0.08, texts["question"], colour=style.MUTED, align="center")
        canvas.write(width / 2, y, lines, size=style.STRONG, face="bold", align="center")

    return Block(height, draw)


def _arrow(width: float) -> Block:
    def draw(canvas: Canvas, top: float) -> None:
        x, y = width / 2, top + 0.04
        canvas.polygon([(x - 0.2, y), (x + 0.2, y), (x, y + 0.17)], fill=style.MUTED)

    return Block(0.25, draw, keep=True)


def _band(stage: int, title: str, groups: Sequence[Group], numbers: float, width: float) -> Block:
    """A stage: its title beside what it has, or above it where the page is narrow."""
    wide = width - 2 * style.MARGIN
    beside = wide - _TITLE_WIDTH >= _NARROW
    title_width = _TITLE_WIDTH if beside else wide
    heading = wrap(title, title_width - 0.9, style.BODY, "bold")
    left = style.MARGIN + (_TITLE_WIDTH if beside else 0.0) + _PAD
    shown = numbered_items(groups, width - style.MARGIN - _PAD - left, numbers)
    title_height = len(heading) * _TITLE + 2 * _PAD
    body = shown.height + 2 * _PAD
    height = max(body, title_height) if beside else body + title_height

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(style.MARGIN, top, wide, height, edge=style.SLATE)
        band = height if beside else title_height
        canvas.box(style.MARGIN, top, title_width, band, fill=style.SLATE, edge=style.SLATE)
        middle, x = top + band / 2, style.MARGIN + 0.4
        canvas.circle(x, middle, 0.24, fill=style.PAPER)
        canvas.write(
            x, middle - _HEADING / 2, str(stage), size=style.STRONG, face="bold", colour=style.SLATE, align="center"
        )
        start = middle - len(heading) * _TITLE / 2
        canvas.write(x + 0.38, start, heading, face="bold", colour=style.PAPER)
        shown.draw(canvas, left, top + (height - shown.height) / 2 if beside else top + title_height + _PAD)

    return Block(height, draw)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    stages = []
    for stage in (1, 2, 3, 4):
        items = [_said(row, texts) for row in figure_words.records(data[data["stage"] == stage])]
        stages.append(f"{stage}. {texts[f'stage_{stage}']}: {'; '.join(items)}".rstrip(".") + ".")
    return texts("alt", stages=" ".join(stages))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The line under the figure."""
    return texts["caption"]


def _add_coding(add: Callable[..., None], tables: Mapping[str, pd.DataFrame], words: Words) -> None:
    codings = figure_words.table(tables, "codings")
    kinds = figure_words.kinds_in_order(tables)
    for kind, n_kind in kinds.items():
        add(2, f"kind:{kind}", figure_words.kind_name(kind, n_kind, words), n_kind)
    turns = figure_words.table(tables, "turns")
    cases = len(heard(turns))
    add(2, "informants", words.noun(cases, "informants"), cases)
    for role, n in turns_by_role(turns).items():
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
    # Few codings may be of few sources.
    read, n_sources = kept.groupby(["coder", "method"])["source_id"].nunique(), sum(kinds.values())
    order = {coder: place for place, coder in enumerate(counted or [])}
    keys = sorted(by_coder.index, key=lambda key: (key[1] != "human", order.get(key[0], len(order)), key))
    for coder, method in keys:
        key = f"coder_{method}" if method in ("human", CONSENSUS) else "coder_other"
        key += "_counted" if method == CONSENSUS and coder in order else ""
        add(
            2,
            f"coder:{coder}",
            _coder(key, coder, int(read[coder, method]), n_sources, words),
            int(by_coder[coder, method]),
        )
    if not keys:
        add(2, "no_codings", words["no_codings"], -1)


def _coder(key: str, coder: str, read: int, n_sources: int, words: Words) -> str:
    named = {"sources": words.of(read, n_sources, "source")} if key == "coder_human" else {}
    return words(key, coder=coder, **named)


def _number(item: Mapping[str, object], texts: Words) -> str:
    value = int(str(item["value"]))
    return texts.number(value) if value >= 0 else ""


def _words(item: Mapping[str, object], texts: Words) -> str:
    """What stands beside the number: of how many, and of what."""
    base = int(str(item["base"]))
    return texts("of_base", base=texts.number(base), label=item["label"]) if base else str(item["label"])


def _said(item: Mapping[str, object], texts: Words) -> str:
    value, base = int(str(item["value"])), int(str(item["base"]))
    if value < 0:
        return str(item["label"]).rstrip(".")
    return f"{texts.of(value, base) if base else texts.number(value)} {item['label']}"
