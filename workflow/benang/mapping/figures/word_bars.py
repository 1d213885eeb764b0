"""The words that informants say most often, of all and of each group, as bars.

How often a word is said shows what a group speaks of, not what it thinks of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, shortened, text_width, wrap

TEXTS = "figures.word_bars.yaml"
COLUMNS = ["group", "term", "count", "informants", "base", "words"]
"""``group`` is empty for all informants; ``informants`` of ``base`` say the word, ``words``: all that the group says
without stop words."""

MOST_WORDS = 12
"""Of each group."""
_LINE = line_height(style.BODY)


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a word: all informants first, then each group in the order of the cases."""
    found = figure_words.table(tables, "word_groups")
    cases, crosstab = figure_words.table(tables, "cases"), figure_words.table(tables, "crosstab")
    named = {
        value: name
        for (attribute, value), name in figure_words.values_in_language(cases, crosstab).items()
        if attribute == "group"
    }
    found = found.assign(group=[named.get(str(group), str(group)) for group in found["group"]])
    place = {"": -1} | figure_words.groups_in_order(cases)
    groups = sorted(dict.fromkeys(found["group"]), key=lambda group: (place.get(group, len(place)), group))
    parts = [found[found["group"] == group].head(MOST_WORDS) for group in groups]
    return pd.concat(parts, ignore_index=True)[COLUMNS] if parts else pd.DataFrame([], columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: a panel a group, bars on one scale of times in a thousand words."""
    rate = data["count"] / data["words"]
    longest = max(text_width(str(term), style.BODY) for term in data["term"])
    labels = min(longest, 0.3 * width) + 0.2
    said = {n: _said(row, texts) for n, row in enumerate(figure_words.records(data))}
    beside = max(text_width(text, style.BODY) for text in said.values()) + 0.25
    scale = max(width - 2 * style.MARGIN - labels - beside, 0.5) / rate.max()
    blocks: list[Block] = []
    before = None
    for n, row in enumerate(figure_words.records(data)):
        if row["group"] != before:
            lines = wrap(_heading(row, texts), width - 2 * style.MARGIN, style.BODY, "bold")
            blocks.append(lines_block(lines, face="bold", before=0.25 if blocks else 0.05, after=0.05, keep=True))
            before = row["group"]
        blocks.append(_bar(str(row["term"]), rate.iloc[n] * scale, said[n], labels))
    return paged(blocks, width)


def _said(row: Mapping[str, object], texts: Words) -> str:
    n, base = int(str(row["informants"])), int(str(row["base"]))
    return f"{texts.number(int(str(row['count'])))} ({texts.number(n)}/{texts.number(base)})"


def _heading(row: Mapping[str, object], texts: Words) -> str:
    who = str(row["group"]) or texts["everybody"]
    informants = texts.count(int(str(row["base"])), "informant")
    return f"{who} · {informants} · {texts.count(int(str(row['words'])), 'word')}"


def _bar(term: str, wide: float, said: str, labels: float) -> Block:
    shown = shortened(term, labels - 0.15, 1, style.BODY)[0]

    def draw(canvas: Canvas, top: float) -> None:
        canvas.write(style.MARGIN + labels - 0.1, top, shown, align="right")
        x = style.MARGIN + labels
        canvas.box(x, top + 0.05, wide, _LINE - 0.1, fill=style.PRESENT_PALE, edge=style.PRESENT, line=0.4)
        canvas.write(x + wide + 0.1, top, said, colour=style.MUTED)

    return Block(_LINE + 0.06, draw)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_words"]
    lines = []
    for _, part in data.groupby("group", sort=False):
        rows = figure_words.records(part)
        lines.append(f"{_heading(rows[0], texts)}: " + ", ".join(f"{row['term']} {_said(row, texts)}" for row in rows))
    return texts("alt", lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["no_words"]
    return texts("caption", base=texts.count(int(data["base"].max()), "informant"))
