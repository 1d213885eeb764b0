"""Agreement by code with its interval, for codes with ten positives at least; below that it says next to nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table
from benang.mapping.figures.drawing.pages import Legend

TEXTS = "figures.agreement_intervals.yaml"
COLUMNS = ["coders", "code_id", "label", "value", "low", "high", "positives", "n_units", "left_out"]
"""Krippendorff's alpha by turn with its 95 % interval; ``positives``: turns that anybody gave the code; ``left_out``:
how many codes have fewer than ten."""

FEWEST = 10
_SCALE = 7.0
COEFFICIENT = "krippendorff_alpha"

_TICKS = (0.0, 0.5, 1.0)
"""Values of alpha at which a line stands."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a code and group of coders, the least agreed on first."""
    name = labels(figure_words.table(tables, "codes"), language)
    found = figure_words.table(tables, "agreement")
    found = found[(found["unit"] == "turn") & (found["coefficient"] == COEFFICIENT) & found["code_id"].isin(name)]
    rows, left_out = [], 0
    for row in figure_words.records(found):
        positives = int(row["n_units"]) - int(row["n_none"])
        if positives < FEWEST or row["value"] != row["value"]:
            left_out += 1
            continue
        coders = ", ".join(row["coders"])
        code = str(row["code_id"])
        rows.append(
            [coders, code, name[code], row["value"], row["low"], row["high"], positives, int(row["n_units"]), 0]
        )
    rows.sort(key=lambda row: (row[0], row[3], row[1]))
    return pd.DataFrame(rows, columns=COLUMNS).assign(left_out=left_out)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as the codes need."""
    scale = _SCALE * width / style.WIDTH
    several = data["coders"].nunique() > 1
    values = {str(place): row for place, row in enumerate(figure_words.records(data))}
    rows = []
    for key, row in values.items():
        label = f"{row['label']} ({row['coders']})" if several else row["label"]
        said = texts.decimal(row["value"], 2)
        if row["low"] == row["low"]:
            said += f" ({texts.decimal(row['low'], 2)}; {texts.decimal(row['high'], 2)})"
        rows.append(Row(key, label, (said,)))
    floor = min(0.0, float(data["low"].min(skipna=True)) if data["low"].notna().any() else 0.0)

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        one = values[row.key]

        def at(value: float) -> float:
            return x - scale / 2 + scale * (value - floor) / (1 - floor)

        for tick in _TICKS:
            canvas.line([at(tick)] * 2, [y - 0.2, y + 0.2], colour=style.RULE, line=0.6)
        if one["low"] == one["low"]:
            canvas.line([at(one["low"]), at(one["high"])], [y, y], colour=style.PRESENT, line=1.4, above=2)
        canvas.circle(at(one["value"]), y, 0.1, fill=style.PRESENT)

    columns = [Column("value", texts["scale"])]
    legend = Legend(width)
    legend.add(0.2, _dot, texts["dot"])
    ticks = {name: texts.decimal(tick, 1) for name, tick in zip(("low", "middle", "high"), _TICKS, strict=True)}
    legend.add(0.1, _tick, texts("ticks", **ticks))
    notes = [texts["value"]]
    return marks_table(rows, columns, cell, width=width, cell_width=scale + 0.3, notes=notes, legend=legend)


def _dot(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x + 0.1, y, 0.1, fill=style.PRESENT)


def _tick(canvas: Canvas, x: float, y: float) -> None:
    canvas.line([x + 0.05] * 2, [y - 0.15, y + 0.15], colour=style.RULE, line=0.6)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["too_few"]
    lines = [f"{row['label']} {texts.decimal(row['value'], 2)}" for row in figure_words.records(data)]
    return texts("alt", codes=texts.count(len(data), "code"), lines="; ".join(lines[:20]))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["too_few"]
    left_out = int(data["left_out"].iloc[0])
    units = texts.number(int(data["n_units"].max()))
    return texts("caption", codes=texts.count(len(data), "code"), units=units, left_out=texts.number(left_out))
