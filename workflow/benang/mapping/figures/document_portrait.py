"""The document portrait: where in each interview or note which theme comes up, one strip a source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core.model import GROUP_COLUMN, labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

TEXTS = "figures.document_portrait.yaml"
COLUMNS = [
    "source_id",
    "kind",
    "case_id",
    "group",
    "n_words",
    "n_characters",
    "theme_id",
    "theme",
    "number",
    "start",
    "end",
    "side",
    "voice",
]
"""One row a passage; a source without one has a row with an empty ``theme_id``. ``number`` is the theme's place in the
codebook; ``start`` and ``end`` are characters of the source."""

_MOST_NUMBERED = 8
"""So many themes are told by number and colour, each with a lane in every strip; more by their labels."""
_LANE = line_height(style.BODY)
_THIN, _APART = 0.05, 0.035
"""Width of a passage at least, and what is left free between neighbours, cm."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """What is drawn (see ``COLUMNS``), in the order drawn."""
    codes, cases = figure_words.table(tables, "codes"), figure_words.table(tables, "cases")
    name = labels(codes, language)
    number = {theme: place for place, theme in enumerate(units(codes, "theme"), 1)}
    group_of = dict(zip(cases["case_id"], cases[GROUP_COLUMN], strict=True)) if GROUP_COLUMN in cases else {}
    order = dict(zip(cases["case_id"], cases["order"], strict=True))
    found = figure_words.table(tables, "passages")
    found = found[(found["level"] == "theme") & found["voice"].isin(["said", "observed"])]
    passages: dict[str, list[dict[str, object]]] = {}
    for row in figure_words.records(found.sort_values(["source_id", "start", "end", "passage_id"])):
        passages.setdefault(str(row["source_id"]), []).append(row)
    rows = []
    sources = figure_words.records(figure_words.table(tables, "sources"))
    kinds = {kind: place for place, kind in enumerate(figure_words.kinds_in_order(tables))}
    sources.sort(
        key=lambda row: (kinds[row["kind"]], min([order.get(case, 10**9) for case in row["case_ids"]] or [10**9]))
    )
    for source in sources:
        its_cases = [str(case) for case in source["case_ids"]]
        groups = dict.fromkeys(group_of[case] for case in its_cases if group_of.get(case))
        known = [source["source_id"], source["kind"], ", ".join(its_cases), ", ".join(groups)]
        known += [int(source["n_words"]), int(source["n_characters"])]
        for one in passages.get(str(source["source_id"]), []):
            theme = str(one["code_id"])
            place = [theme, name[theme], number[theme], one["start"], one["end"], one["side"], one["voice"]]
            rows.append([*known, *place])
        if str(source["source_id"]) not in passages:
            rows.append([*known, "", "", 0, 0, 0, "", ""])
    return pd.DataFrame(rows if passages else [], columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as sources need."""
    themes = data[data["theme_id"] != ""].drop_duplicates("theme_id").sort_values("number")
    label = dict(zip(themes["theme_id"], themes["theme"], strict=True))
    number = dict(zip(themes["theme_id"], themes["number"], strict=True))
    numbered = len(label) <= _MOST_NUMBERED
    colour = {theme: style.CATEGORICAL[place % len(style.CATEGORICAL)] for place, theme in enumerate(label)}
    longest = max(text_width(text, style.BODY) for text in label.values())
    left = style.MARGIN + (text_width("99", style.BODY) + 0.15 if numbered else min(longest, 0.3 * width) + 0.2)
    scale = (width - style.MARGIN - left) / max(int(data["n_characters"].max()), 1)
    blocks: list[Block] = []
    for _, part in data.groupby("source_id", sort=False):
        rows = figure_words.records(part)
        blocks.append(_heading(rows[0], texts, width))
        lanes = list(label) if numbered else [theme for theme in label if (part["theme_id"] == theme).any()]
        for n, theme in enumerate(lanes, 1):
            own = [row for row in rows if row["theme_id"] == theme]
            said = texts.number(number[theme]) if numbered else label[theme]
            lines = wrap(said, left - style.MARGIN - 0.15, style.BODY)
            lane = _lane(own, lines, colour[theme], left, scale, int(rows[0]["n_characters"]))
            # The lanes of a source stay on one page; where there are many, they may go on to the next.
            blocks.append(lane._replace(keep=numbered and n < len(lanes)))
    legend = Legend(width)
    for theme in label if numbered else ():
        shown = f"{texts.number(number[theme])} {label[theme]}"
        legend.add(0.4, partial(_sample, colour[theme], "for"), shown)
    sides = {side for side in data["side"] if side}
    for side in ("for", "both", "against", "disputed", "none"):
        # Where all stand on one side, there is nothing to tell apart.
        if side in sides and (side != "for" or len(sides) > 1):
            legend.add(0.4, partial(_sample, style.MUTED, side), texts[f"side_{side}"])
    return paged(blocks, width, legend=legend)


def _heading(row: Mapping[str, object], texts: Words, width: float) -> Block:
    kind = figure_words.kind_name(str(row["kind"]), 1, texts)
    who = str(row["case_id"]) or str(row["source_id"])
    words = texts.count(int(str(row["n_words"])), "word")
    said = " · ".join(part for part in (who, str(row["group"]), kind, words) if part)
    if not row["theme_id"]:
        said += f" · {texts['nothing_coded']}"
    lines = wrap(said, width - 2 * style.MARGIN, style.BODY, "bold")
    return lines_block(lines, face="bold", before=0.15, after=0.02, keep=True)


def _lane(
    passages: list[dict[str, object]], label: list[str], colour: str, left: float, scale: float, length: int
) -> Block:
    height = max(len(label) * _LANE, _LANE) + 0.03

    def draw(canvas: Canvas, top: float) -> None:
        middle = top + height / 2
        canvas.write(left - 0.15, middle - len(label) * _LANE / 2, label, colour=style.MUTED, align="right")
        canvas.box(left, middle - 0.14, length * scale, 0.28, fill=style.FAINT, edge=style.FAINT, line=0.3, above=1)
        for one in passages:
            start, end = int(str(one["start"])), int(str(one["end"]))
            wide = max((end - start) * scale - _APART, _THIN)
            _bar(canvas, left + start * scale + _APART / 2, middle, wide, colour, str(one["side"]))

    return Block(height, draw)


def _sample(colour: str, side: str, canvas: Canvas, x: float, y: float) -> None:
    _bar(canvas, x, y, 0.4, colour, side)


def _bar(canvas: Canvas, x: float, middle: float, wide: float, colour: str, side: str) -> None:
    """A passage; those against are hollow, those on both sides half filled, disputed ones hatched, those on no
    side pale."""
    fill = style.PAPER if side in ("against", "both", "disputed") else colour
    if side == "none":
        fill = style.paler(colour)
    hatch = "//////" if side == "disputed" else None
    canvas.box(x, middle - 0.14, wide, 0.28, fill=fill, edge=colour, line=0.7, hatch=hatch, above=3)
    if side == "both":
        canvas.box(x, middle, wide, 0.14, fill=colour, edge=colour, line=0.3, above=4)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing"]
    lines = []
    for source, part in data.groupby("source_id", sort=False):
        coded = part[part["theme_id"] != ""]
        first = coded.drop_duplicates("theme_id")
        themes = ", ".join(str(theme) for theme in first["theme"]) or texts["nothing_coded"]
        who = str(part["case_id"].iloc[0]) or str(source)
        kind = figure_words.kind_name(str(part["kind"].iloc[0]), 1, texts)
        lines.append(texts("alt_line", who=who, kind=kind, passages=texts.count(len(coded), "passage"), themes=themes))
    return texts("alt", sources=texts.count(len(lines), "source"), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing"]
    n_passages = int((data["theme_id"] != "").sum())
    n_sources = data["source_id"].nunique()
    said = [texts("caption", passages=texts.count(n_passages, "passage"), sources=texts.count(n_sources, "source"))]
    voices = {voice: int((data["voice"] == voice).sum()) for voice in ("said", "observed")}
    if voices["observed"]:
        said.append(texts("voices", **{voice: texts.number(n) for voice, n in voices.items()}))
    if data["side"].isin(figure_words.SIDED).any() and data.loc[data["side"] != "", "side"].nunique() > 1:
        said.append(texts["sides"])
    return " ".join(said)
