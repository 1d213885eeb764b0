"""How the codebook changed, version by version: what was introduced, renamed, merged, split and retired."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from benang.coding.codebook.codebook_history import CHANGES
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, paged
from benang.mapping.figures.drawing.text import line_height, wrap

TEXTS = "figures.codebook_timeline.yaml"
COLUMNS = ["number", "version", "date", "note", "change", "old", "new"]
"""``old`` and ``new``: the names before and after; codes that the codebook has now by their label."""

_LINE = line_height(style.BODY)
_AXIS, _MARK, _WORDS = 0.35, 0.95, 1.3
"""Where the line of time runs, changes are marked and told, cm from the left margin."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a change, and one for a version without any, oldest first."""
    history = figure_words.table(tables, "codebook_history")
    known = labels(figure_words.table(tables, "codes"), language)
    for side in ("old", "new"):
        history = history.assign(
            **{side: ["; ".join(known.get(name, name) for name in names) for names in history[side]]}
        )
    return history[COLUMNS].reset_index(drop=True)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: time runs down, a point a version, below it a mark and a line of words for each change."""
    blocks: list[Block] = []
    for _, version in data.groupby("number", sort=True):
        rows = figure_words.records(version)
        head = [(line, "bold") for line in wrap(_head(rows[0], texts), width - _WORDS - 0.4, style.BODY, "bold")]
        note = wrap(str(rows[0]["note"]), width - _WORDS - 0.4, style.BODY, "italic") if rows[0]["note"] else []
        head += [(line, "italic") for line in note]
        changes = [row for row in rows if row["change"]]
        blocks.append(Block(len(head) * _LINE + 0.25, partial(_version, head), keep=bool(changes)))
        for row in changes:
            lines = wrap(_words(row, texts), width - style.MARGIN - _WORDS - 0.3, style.BODY)
            blocks.append(Block(len(lines) * _LINE + 0.08, partial(_change, str(row["change"]), lines)))
    return paged(blocks, width, legend=_legend(data, texts, width))


def _version(lines: Sequence[tuple[str, str]], canvas: Canvas, top: float) -> None:
    x, first = style.MARGIN + _AXIS, top + 0.2
    canvas.line([x, x], [top, first + len(lines) * _LINE + 0.05], colour=style.RULE, line=1.2)
    canvas.circle(x, first + _LINE / 2, 0.13, fill=style.SLATE)
    for number, (line, face) in enumerate(lines):
        colour = style.INK if face == "bold" else style.MUTED
        canvas.write(style.MARGIN + _AXIS + 0.3, first + number * _LINE, line, face=face, colour=colour)


def _change(change: str, lines: list[str], canvas: Canvas, top: float) -> None:
    x, bottom = style.MARGIN + _AXIS, top + len(lines) * _LINE + 0.08
    canvas.line([x, x], [top, bottom], colour=style.RULE, line=1.2)
    _MARKS[change](canvas, style.MARGIN + _MARK, top + _LINE / 2)
    canvas.write(style.MARGIN + _WORDS, top, lines)


def _added(canvas: Canvas, x: float, y: float) -> None:
    for xs, ys in (([x - 0.12, x + 0.12], [y, y]), ([x, x], [y - 0.12, y + 0.12])):
        canvas.line(xs, ys, colour=style.PRESENT, line=1.8)


def _renamed(canvas: Canvas, x: float, y: float) -> None:
    canvas.line([x - 0.14, x + 0.08], [y, y], colour=style.SLATE, line=1.2)
    canvas.polygon([(x + 0.02, y - 0.09), (x + 0.15, y), (x + 0.02, y + 0.09)], fill=style.SLATE)


def _merged(canvas: Canvas, x: float, y: float) -> None:
    for side in (-0.11, 0.11):
        canvas.line([x - 0.14, x], [y + side, y], colour=style.SLATE, line=1.4)
    canvas.line([x, x + 0.14], [y, y], colour=style.SLATE, line=1.4)


def _split(canvas: Canvas, x: float, y: float) -> None:
    for side in (-0.11, 0.11):
        canvas.line([x, x + 0.14], [y, y + side], colour=style.SLATE, line=1.4)
    canvas.line([x - 0.14, x], [y, y], colour=style.SLATE, line=1.4)


def _retired(canvas: Canvas, x: float, y: float) -> None:
    for turn in (-1, 1):
        canvas.line([x - 0.09, x + 0.09], [y - turn * 0.09, y + turn * 0.09], colour=style.MUTED, line=1.8)


_MARKS: dict[str, Callable[[Canvas, float, float], None]] = {
    "added": _added,
    "renamed": _renamed,
    "merged": _merged,
    "split": _split,
    "retired": _retired,
}
"""The mark of each change has a shape of its own."""


def _legend(data: pd.DataFrame, texts: Words, width: float) -> Legend:
    legend = Legend(width)
    there = set(data["change"])
    for change in CHANGES:
        if change in there:
            legend.add(0.32, partial(_sample, change), texts[change])
    return legend


def _sample(change: str, canvas: Canvas, x: float, y: float) -> None:
    _MARKS[change](canvas, x + 0.16, y)


def _head(row: Mapping[str, object], texts: Words) -> str:
    name = texts("version", version=row["version"])
    return f"{name} · {texts.date(str(row['date']))}" if row["date"] else name


def _words(row: Mapping[str, object], texts: Words) -> str:
    """A change in words: the names before and after, as far as there are both."""
    return " → ".join(filter(None, (str(row["old"]), str(row["new"]))))


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_history"]
    versions = []
    for _, version in data.groupby("number", sort=True):
        rows = figure_words.records(version)
        changes = [f"{texts[str(row['change'])]}: {_words(row, texts)}" for row in rows if row["change"]]
        versions.append(f"{_head(rows[0], texts)}: {'; '.join(changes) or texts['unchanged']}")
    return texts("alt", versions=". ".join(versions))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the number of versions and of changes by kind."""
    if data.empty:
        return texts["no_history"]
    counts = [(change, int((data["change"] == change).sum())) for change in CHANGES]
    told = [f"{texts.number(n)} {texts[change]}" for change, n in counts if n]
    n = texts.count(int(data["number"].nunique()), "version")
    return texts("caption", versions=n, changes=texts.listed(told) or texts["unchanged"])
