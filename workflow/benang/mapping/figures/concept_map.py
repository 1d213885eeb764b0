"""The map that researchers draw between codes (``relations.csv``): what causes or contradicts what."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, gap, paged
from benang.mapping.figures.drawing.text import line_height, wrap

TEXTS = "figures.concept_map.yaml"
COLUMNS = ["from_id", "from", "to_id", "to", "kind", "words", "passages"]
"""``kind`` as in table ``relations``; ``words``: at the link; ``passages``: how many the researcher names for it."""

_LINE = line_height(style.BODY)
_PAD = 0.12
_STUB = 0.55
"""Length of a line before its words, cm: so long that one can see whether it is broken."""
_UNDIRECTED = ("contradicts", "related")


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a link, in the researcher's order; links from one code stand together."""
    name = labels(figure_words.table(tables, "codes"), language)
    rows = []
    for row in figure_words.records(figure_words.table(tables, "relations")):
        start, end = str(row["from_id"]), str(row["to_id"])
        words = figure_words.in_language(row, "label", language)
        rows.append([start, name.get(start, start), end, name.get(end, end), row["kind"], words, len(row["named_ids"])])
    first = {row[0]: place for place, row in reversed(list(enumerate(rows)))}
    return pd.DataFrame(sorted(rows, key=lambda row: first[row[0]]), columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: each code with the codes it leads to, on as many pages as the links need."""
    blocks: list[Block] = []
    for _, part in data.groupby("from_id", sort=False):
        chosen: list[dict[str, object]] = []
        for link in figure_words.records(part):
            if chosen and _fan([*chosen, link], texts, width).height > style.TALLEST / 2:
                blocks += [_fan(chosen, texts, width), gap(0.3)]
                chosen = []
            chosen.append(link)
        blocks += [_fan(chosen, texts, width), gap(0.3)]
    return paged(blocks, width)


def _fan(links: list[dict[str, object]], texts: Words, width: float) -> Block:
    """One code at the left, the links from it with their words, and where they lead at the right."""
    wide = 0.3 * width
    left, right = style.MARGIN, width - style.MARGIN - wide
    middle_width = right - left - wide - 0.4 - _STUB - 0.5
    name = wrap(str(links[0]["from"]), wide - 2 * _PAD, style.BODY, "bold")
    rows = []
    for link in links:
        kind, words = texts[f"kind_{link['kind']}"], str(link["words"])
        said = f"{kind}: {words}" if words and words.casefold() != kind.casefold() else kind
        if link["passages"]:
            counted = texts.count(int(str(link["passages"])), "reference").replace(" ", "\u00a0")
            said += f" ({counted})"
        lines = wrap(said, middle_width, style.BODY, "italic")
        end = wrap(str(link["to"]), wide - 2 * _PAD, style.BODY)
        rows.append((link, lines, end, max(len(lines) * _LINE + 0.15, len(end) * _LINE + 2 * _PAD)))
    height = max(sum(tall + 0.12 for *_, tall in rows) - 0.12, len(name) * _LINE + 2 * _PAD)

    def draw(canvas: Canvas, top: float) -> None:
        own = len(name) * _LINE + 2 * _PAD
        start = top + (height - own) / 2
        canvas.box(left, start, wide, own, fill=style.FAINT, edge=style.SLATE, above=3)
        canvas.write(left + _PAD, start + _PAD, name, face="bold")
        trunk = left + wide + 0.2
        y = top + (height - sum(tall + 0.12 for *_, tall in rows) + 0.12) / 2
        middles = []
        for link, lines, end, tall in rows:
            middle = y + tall / 2
            middles.append(middle)
            box = len(end) * _LINE + 2 * _PAD
            canvas.box(right, middle - box / 2, wide, box, edge=style.SLATE, radius=0.15, above=3)
            canvas.write(right + _PAD, middle - box / 2 + _PAD, end)
            against = link["kind"] == "contradicts"
            colour = style.DARK_VERMILION if against else style.SLATE
            words_at = trunk + _STUB + 0.1
            dash = (0.0, (3.0, 2.0)) if against else None
            canvas.line([trunk, words_at - 0.1], [middle, middle], colour=colour, line=1.2, dash=dash)
            if against:
                _cross(canvas, trunk + _STUB / 2, middle)
            canvas.write(words_at, middle - len(lines) * _LINE / 2, lines, face="italic", colour=colour)
            canvas.line([right - 0.45, right], [middle, middle], colour=colour, line=1.2, dash=dash)
            if link["kind"] not in _UNDIRECTED:
                back = right - 0.18
                canvas.polygon([(back, middle - 0.09), (right, middle), (back, middle + 0.09)], fill=colour)
            y += tall + 0.12
        centre = top + height / 2
        canvas.line([left + wide, trunk], [centre, centre], colour=style.SLATE, line=1.2)
        ends = [*middles, centre]
        canvas.line([trunk, trunk], [min(ends), max(ends)], colour=style.SLATE, line=1.2)

    return Block(height, draw)


def _cross(canvas: Canvas, x: float, y: float) -> None:
    """The sign of a contradiction on its line."""
    for turn in (-1, 1):
        canvas.line([x - 0.08, x + 0.08], [y - turn * 0.08, y + turn * 0.08], colour=style.DARK_VERMILION, line=1.6)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_links"]
    rows = figure_words.records(data)
    lines = [" – ".join((row["from"], texts[f"kind_{row['kind']}"], row["to"])) for row in rows]
    return texts("alt", links=texts.count(len(lines), "link"), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the number of links."""
    if data.empty:
        return texts["no_links"]
    named = int((data["passages"] > 0).sum())
    return texts("caption", links=texts.count(len(data), "link"), named=texts.of(named, len(data)))
