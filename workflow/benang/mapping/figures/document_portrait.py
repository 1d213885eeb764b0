"""The document portrait: where in each interview or note which theme comes up, one strip a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core.counting import EVIDENCE
from benang.core.model import GROUP_COLUMN, labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, Page, lines_block
from benang.mapping.figures.drawing.strips import BETWEEN, LEAST, axis, bars
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
_WIDE, _CLOSE = (line_height(style.BODY) + 0.03, 0.15), (0.3, 0.06)
"""Height of a lane, and what is left free over a source, cm: where all sources stand on one page, and else."""
_BAR = 0.12
"""Half of the height of a bar, cm."""
_STRIPE = 0.06
"""Height of the stripe in a bar on no side, cm."""
_SWATCH, _EDGE = 0.4, 0.7
"""Width of a sample in the legend, cm; line around a bar, points."""
_SIDES = ("for", "both", "against", "disputed", "none")


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """What is drawn (see ``COLUMNS``), in the order drawn."""
    codes, cases = figure_words.table(tables, "codes"), figure_words.table(tables, "cases")
    name = labels(codes, language)
    number = {theme: place for place, theme in enumerate(units(codes, "theme"), 1)}
    group_of = dict(zip(cases["case_id"], cases[GROUP_COLUMN], strict=True)) if GROUP_COLUMN in cases else {}
    order = dict(zip(cases["case_id"], cases["order"], strict=True))
    found = figure_words.table(tables, "passages")
    found = found[(found["level"] == "theme") & found["voice"].isin(EVIDENCE)]
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
    """Draw the figure; as many pages as sources need, and kinds of sources on their own where that takes no more."""
    themes = data[data["theme_id"] != ""].drop_duplicates("theme_id").sort_values("number")
    label = dict(zip(themes["theme_id"], themes["theme"], strict=True))
    number = dict(zip(themes["theme_id"], themes["number"], strict=True))
    numbered = len(label) <= _MOST_NUMBERED
    colour = {theme: style.CATEGORICAL[place % len(style.CATEGORICAL)] for place, theme in enumerate(label)}
    longest = max(text_width(text, style.BODY) for text in label.values())
    left = style.MARGIN + (text_width("99", style.BODY) + 0.15 if numbered else min(longest, 0.3 * width) + 0.2)
    length, room = max(int(data["n_characters"].max()), 1), width - style.MARGIN - left
    shown = {theme: texts.number(number[theme]) if numbered else label[theme] for theme in label}
    lanes = _Lanes(shown, colour, numbered, left, room, room / length)
    page = Page(
        width,
        foot=[axis(length, lanes.scale, left, texts)],
        legend=_legend(data, label if numbered else {}, number, colour, texts, width),
    )
    wide, close = (_by_kind(data, lanes, texts, width, heights) for heights in (_WIDE, _CLOSE))
    fewest = min(page.count(_all(wide)), page.count(_all(close)))
    kinds = wide if page.count(_all(wide)) == fewest else close
    if 1 < sum(map(page.count, kinds)) <= fewest:
        return [drawn for blocks in kinds for drawn in page.drawn(blocks)]
    return page.drawn(_all(kinds))


class _Lanes(NamedTuple):
    """What the lanes of all sources have in common: their labels and colours by theme, whether each source has all of
    them, where strips begin, how long they may be, and the scale (cm of a character)."""

    labels: dict[str, str]
    colours: dict[str, str]
    all: bool
    left: float
    room: float
    scale: float


def _all(kinds: Sequence[list[Block]]) -> list[Block]:
    return [block for blocks in kinds for block in blocks]


def _by_kind(
    data: pd.DataFrame, lanes: _Lanes, texts: Words, width: float, heights: tuple[float, float]
) -> list[list[Block]]:
    """The blocks of each kind of source."""
    kinds: dict[str, list[Block]] = {}
    for _, part in data.groupby("source_id", sort=False):
        rows = figure_words.records(part)
        blocks = kinds.setdefault(str(rows[0]["kind"]), [])
        blocks.append(_heading(rows[0], texts, width, heights[1]))
        own = {theme: [row for row in rows if row["theme_id"] == theme] for theme in lanes.labels}
        themes = [theme for theme in own if lanes.all or own[theme]]
        for theme in themes:
            lane = _lane(own[theme], theme, lanes, int(rows[0]["n_characters"]), heights[0])
            # The lanes of a source stay on one page; where there are many, they may go on to the next.
            blocks.append(lane._replace(keep=lanes.all and theme != themes[-1]))
    return list(kinds.values())


def _legend(
    data: pd.DataFrame,
    label: Mapping[str, str],
    number: Mapping[str, int],
    colour: Mapping[str, str],
    texts: Words,
    width: float,
) -> Legend:
    """The themes, each in its colour, and the sides in a grey that no theme has."""
    legend = Legend(width)
    for theme in label:
        legend.add(_SWATCH, partial(_sample, colour[theme], "for"), f"{texts.number(number[theme])} {label[theme]}")
    sides = {side for side in data["side"] if side}
    for side in _SIDES:
        # Where all stand on one side, there is nothing to tell apart.
        if side in sides and (side != "for" or len(sides) > 1):
            legend.add(_SWATCH, partial(_sample, style.MUTED, side), texts[f"side_{side}"])
    legend.add(0.0, None, texts["axis"])
    return legend


def _heading(row: Mapping[str, object], texts: Words, width: float, before: float) -> Block:
    kind = figure_words.kind_name(str(row["kind"]), 1, texts)
    who = str(row["case_id"]) or str(row["source_id"])
    # In the unit of the axis, so that a strip is as long as its heading says.
    length = texts.count(int(str(row["n_characters"])), "character").replace(" ", "\u00a0")
    said = " · ".join(part for part in (who, str(row["group"]), kind, length) if part)
    if not row["theme_id"]:
        said += f" · {texts['nothing_coded']}"
    lines = wrap(said, width - 2 * style.MARGIN, style.BODY, "bold")
    return lines_block(lines, face="bold", before=before, after=0.02, keep=True)


def _lane(
    passages: Sequence[Mapping[str, object]], theme: str, lanes: _Lanes, n_characters: int, least: float
) -> Block:
    """The passages of one theme in one source, in their order; ``least``: height of the lane at least, cm."""
    left, colour = lanes.left, lanes.colours[theme]
    label = wrap(lanes.labels[theme], left - style.MARGIN - 0.15, style.BODY)
    tall = len(label) * line_height(style.BODY)
    height = tall - line_height(style.BODY) + least
    spans = [(int(str(one["start"])) * lanes.scale, int(str(one["end"])) * lanes.scale) for one in passages]
    length = n_characters * lanes.scale
    # A source may be shorter than its passages have room as bars.
    placed = bars(spans, min(max(length, len(spans) * (LEAST + BETWEEN)), lanes.room))

    def draw(canvas: Canvas, top: float) -> None:
        middle = top + height / 2
        canvas.write(left - 0.15, middle - tall / 2, label, colour=style.MUTED, align="right")
        canvas.box(left, middle - _BAR, length, 2 * _BAR, fill=style.FAINT, edge=style.FAINT, line=0.3, above=1)
        for one, (start, wide) in zip(passages, placed, strict=True):
            x = left + start - BETWEEN
            canvas.box(x, middle - _BAR - 0.02, wide + 2 * BETWEEN, 2 * _BAR + 0.04, edge=style.PAPER, line=0, above=2)
            _bar(canvas, left + start, middle, wide, colour, str(one["side"]))

    return Block(height, draw)


def _sample(colour: str, side: str, canvas: Canvas, x: float, y: float) -> None:
    _bar(canvas, x, y, _SWATCH, colour, side)


def _bar(canvas: Canvas, x: float, middle: float, wide: float, colour: str, side: str) -> None:
    """A passage; those against are hollow, those on both sides half filled, disputed ones hatched, those on no
    side pale with a stripe along the middle, which a bar of a millimetre shows, too."""
    fill = style.PAPER if side in ("against", "both", "disputed") else colour
    if side == "none":
        fill = style.paler(colour)
    hatch = "//////" if side == "disputed" else None
    canvas.box(x, middle - _BAR, wide, 2 * _BAR, fill=fill, edge=colour, line=_EDGE, hatch=hatch, above=3)
    if side == "both":
        canvas.box(x, middle, wide, _BAR, fill=colour, edge=colour, line=0.3, above=4)
    elif side == "none":
        canvas.box(x, middle - _STRIPE / 2, wide, _STRIPE, fill=colour, edge=colour, line=0, above=4)


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
