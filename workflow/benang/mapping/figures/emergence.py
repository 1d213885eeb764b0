"""When codes came up: interview by interview by the dates of codings, else version by version of the codebook.

The order is that of the work, and not that of the files: without dates there is nothing to draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from benang.core.wording import Words
from benang.mapping.code_emergence import CODINGS, INTERVIEW
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, shortened, text_width, wrap

TEXTS = "figures.emergence.yaml"
COLUMNS = ["basis", "step", "names", "date", "new", "returned", "cumulative", "interviews", "saturated"]
"""``names``: the interviews whose coding was begun then, or the version; ``interviews``: all that the study has;
``saturated``: whether saturation was reached with this step and not lost again (``benang.mapping.saturation``)."""

_LINE = line_height(style.BODY)
_MOST_LINES = 3
"""Of the names in one step."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a step: by the dates of codings, where these tell; else by the history of the codebook."""
    found = figure_words.table(tables, "emergence")
    runs = figure_words.table(tables, "saturation")
    sources = figure_words.table(tables, "sources")
    if found.empty:
        return pd.DataFrame([], columns=COLUMNS)
    steps = found[found["basis"] == found["basis"].iloc[0]]
    # Where a later run brings more again, nothing is marked.
    held = runs["reached"].astype(bool).tolist() if len(runs) else []
    after = int(runs["first"].iloc[held.index(True)]) - 1 if True in held and all(held[held.index(True) :]) else 0
    shown: pd.DataFrame = steps.assign(
        names=[", ".join(map(str, names)) for names in steps["names"]],
        interviews=int((sources["kind"] == INTERVIEW).sum()),
        saturated=steps["step"] == after,
    )
    return shown[COLUMNS].reset_index(drop=True)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: a bar a step, what was known before in grey, what is new in blue."""
    rows = figure_words.records(data)
    labels = min(max(text_width(_label(row, texts), style.BODY) for row in rows) + 0.2, 0.42 * width)
    beside = max(text_width(_said(row, texts), style.BODY) for row in rows) + 0.25
    scale = max(width - 2 * style.MARGIN - labels - beside, 0.5) / max(int(data["cumulative"].max()), 1)
    blocks: list[Block] = []
    for row in rows:
        lines = shortened(_label(row, texts), labels - 0.15, _MOST_LINES, style.BODY)[0]
        blocks.append(Block(len(lines) * _LINE + 0.1, partial(_bar, row, lines, _said(row, texts), labels, scale)))
        if row["saturated"]:
            said = wrap(texts["saturated"], width - 2 * style.MARGIN - labels, style.BODY, "italic")
            mark = lines_block(said, style.MARGIN + labels, face="italic", after=0.05)
            blocks[-1] = blocks[-1]._replace(keep=True)
            blocks.append(mark)
    return paged(blocks, width, legend=_legend(texts, width))


def _bar(
    row: Mapping[str, object], lines: list[str], said: str, labels: float, scale: float, canvas: Canvas, top: float
) -> None:
    new, total = int(str(row["new"])), int(str(row["cumulative"]))
    canvas.write(style.MARGIN + labels - 0.1, top, lines, align="right")
    x, y = style.MARGIN + labels, top + 0.04
    if total > new:
        canvas.box(x, y, (total - new) * scale, _LINE - 0.08, fill=style.FAINT, edge=style.RULE, line=0.4)
    if new:
        canvas.box(
            x + (total - new) * scale, y, new * scale, _LINE - 0.08, fill=style.PRESENT, edge=style.PRESENT, line=0.4
        )
    canvas.write(x + total * scale + 0.1, top, said, colour=style.MUTED)


def _legend(texts: Words, width: float) -> Legend:
    legend = Legend(width)
    for words, fill, edge in (("before", style.FAINT, style.RULE), ("new", style.PRESENT, style.PRESENT)):
        legend.add(0.4, partial(_sample, fill, edge), texts[words])
    return legend


def _sample(fill: str, edge: str, canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x, y - 0.1, 0.4, 0.2, fill=fill, edge=edge, line=0.4)


def _label(row: Mapping[str, object], texts: Words) -> str:
    """Which step it is, and when."""
    when = texts.date(str(row["date"])[:10])
    return f"{texts.number(int(str(row['step'])))} · {row['names']} · {when}"


def _said(row: Mapping[str, object], texts: Words) -> str:
    return f"+{texts.number(int(str(row['new'])))} = {texts.number(int(str(row['cumulative'])))}"


def _base(data: pd.DataFrame, texts: Words) -> str:
    if data["basis"].iloc[0] != CODINGS:
        return texts.count(len(data), "version")
    coded = sum(len(str(names).split(", ")) for names in data["names"])
    return texts.of(coded, int(data["interviews"].iloc[0]), "interview")


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["undated"]
    steps = [f"{_label(row, texts)}: {_said(row, texts)}" for row in figure_words.records(data)]
    return texts("alt", base=_base(data, texts), steps="; ".join(steps))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base; without dates why there is none."""
    if data.empty:
        return texts["undated"]
    codes = texts.count(int(data["cumulative"].iloc[-1]), "code")
    said = texts(f"caption_{data['basis'].iloc[0]}", base=_base(data, texts), codes=codes)
    back = int(data["returned"].sum())
    return f"{said} {texts('returned', codes=texts.count(back, 'code'))}" if back else said
