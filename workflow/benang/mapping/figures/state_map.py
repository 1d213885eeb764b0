"""The state map: what each informant says of each category (for it, against it, both, nothing), by shape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks import MARKS, RADIUS, state_legend
from benang.mapping.figures.drawing.marks_numbers import MarkNumbers, Place, mark_numbers
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table, themed_rows
from benang.mapping.figures.drawing.pages import Legend
from benang.mapping.figures.drawing.style import styled

TEXTS = "figures.state_map.yaml"
COLUMNS = [
    "by",
    "theme_id",
    "theme",
    "category_id",
    "category",
    "case_id",
    "group",
    "state",
    "references",
    "for_references",
    "against_references",
    "undecided",
    "held_by",
    "base",
]
"""``by`` is case, or kind in a study without cases: then ``case_id`` is a kind of source, and ``held_by`` of ``base``
counts sources; else informants. The others are those of ``case_category``."""

_MARKED = 0.46
"""Width of a cell with a mark alone, cm: where columns are too many for numbers."""
_CLOSER = 0.12
"""Less width of a cell where that spares a page, or where few cells have as many numbers as fill it, cm."""
_SPLIT, _NUMBERED = 0.65, 0.6
"""Of the width of a page that all columns take at most, with numbers by side in a cell, and with one number."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a cell, in the order drawn; every informant and every category of the codebook."""
    codes = figure_words.table(tables, "codes")
    by_kind = figure_words.without_cases(tables)
    if by_kind:
        kinds = figure_words.kinds_in_order(tables)
        columns = [(kind, "") for kind in kinds]
        cells = figure_words.kind_cells(tables).rename(columns={"kind": "case_id"})
        held_by, base = cells.groupby("code_id")["sources"].sum().to_dict(), sum(kinds.values())
    else:
        columns = figure_words.cases_in_order(tables)
        cells = figure_words.table(tables, "case_category")
        spoken = cells[(cells["references"] > 0) & cells["case_id"].isin([case for case, _ in columns])]
        held_by, base = spoken.groupby("code_id")["case_id"].nunique().to_dict(), len(columns)
    judged = figure_words.sides_judged(tables)
    cell_of = {(row["case_id"], row["code_id"]): row for row in figure_words.records(cells)}
    rows = []
    for theme, theme_label, categories in figure_words.themed(codes, language):
        for category, label in categories:
            for case, group in columns:
                cell = cell_of.get((case, category))
                if cell is None:
                    continue
                known = ["kind" if by_kind else "case", theme, theme_label, category, label, case, group]
                counts = [int(cell[name]) for name in _COUNTED]
                state = figure_words.shown_state(_state_of_kind(cell) if by_kind else str(cell["state"]), judged)
                rows.append([*known, state, *counts, int(held_by.get(category, 0)), base])
    return pd.DataFrame(rows, columns=COLUMNS)


_COUNTED = ("references", "for_references", "against_references", "undecided")


def _state_of_kind(cell: Mapping[str, object]) -> str:
    sides = bool(cell["for_references"]), bool(cell["against_references"])
    told = {(True, True): "both", (True, False): "for", (False, True): "against"}.get(sides)
    return told or ("observed" if cell["observed_references"] else "spoken" if cell["references"] else "silent")


@styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as informants and categories need."""
    cells = {(row["category_id"], row["case_id"]): row for row in figure_words.records(data)}
    columns = [
        Column(str(case), _column_name(str(case), str(by), texts), str(group))
        for case, group, by in data.drop_duplicates("case_id")[["case_id", "group", "by"]].itertuples(index=False)
    ]
    rows = themed_rows(data, lambda row: (f"{texts.number(row['held_by'])}/{texts.number(row['base'])}",))
    split, numbers = _numbers(data, texts, width)
    marked = numbers.place is Place.NONE

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        shown = cells[row.key, column.key]
        said = _number(shown, split, texts)
        MARKS[shown["state"]](canvas, *numbers.middle(said, x, y))
        numbers.write(canvas, said, x, y)

    by_kind = data["by"].iloc[0] == "kind"
    return marks_table(
        rows,
        columns,
        cell,
        width=width,
        cell_width=_MARKED if marked else numbers.cell_width - (_CLOSER if split else 0.0),
        row_height=0.4,
        give=0.06 if marked else 0.0 if split else _CLOSER,
        # Cells so wide leave labels less room; on two lines these would make the map higher than a page of the report.
        close=split,
        notes=[texts["sources" if by_kind else "informants"]],
        legend=_legend(data, split, marked, texts, width),
    )


def _numbers(data: pd.DataFrame, texts: Words, width: float) -> tuple[bool, MarkNumbers]:
    """Whether cells say how many passages are on either side, and how numbers stand in them."""
    each = width / data["case_id"].nunique()
    for split, share in ((True, _SPLIT), (False, _NUMBERED)):
        said = [_number(row, split, texts) for row in figure_words.records(data)]
        numbers = mark_numbers(said, 2 * RADIUS, partial(_narrower, share * each), (Place.BESIDE,))
        if numbers.place is not Place.NONE:
            return split, numbers
    return False, MarkNumbers(Place.NONE, 2 * RADIUS)


def _narrower(wide: float, numbers: MarkNumbers) -> bool:
    return numbers.cell_width <= wide


def _legend(data: pd.DataFrame, split: bool, marked: bool, texts: Words, width: float) -> Legend:
    legend = state_legend(set(data["state"]), texts, width)
    if not marked and data["references"].any():
        legend.add(0.0, None, texts["legend_sides" if split and _sided(data, texts) else "legend_number"])
    if not marked and ((data["references"] == 0) & (data["undecided"] > 0)).any():
        legend.add(0.0, None, texts["legend_undecided"])
    return legend


def _number(cell: Mapping[str, object], split: bool, texts: Words) -> tuple[str, ...]:
    """The numbers in a cell; ``split``: how many are on either side, too, where not all say so."""
    references, n_for, n_against, undecided = (int(str(cell[name])) for name in _COUNTED)
    if references:
        said = figure_words.passages_by_side(references, n_for, n_against, texts)
        return said if split and cell["state"] in figure_words.SIDED else said[:1]
    return (f"({texts.number(undecided)})",) if undecided else ()


def _sided(data: pd.DataFrame, texts: Words) -> bool:
    """Whether any cell says how many of its passages are on either side."""
    return any(len(_number(row, True, texts)) > 1 for row in figure_words.records(data))


def _column_name(column: str, by: str, texts: Words) -> str:
    return figure_words.kind_name(column, 2, texts) if by == "kind" else column


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing"]
    rows = data.groupby("category_id", sort=False).agg(
        category=("category", "first"), held_by=("held_by", "first"), references=("references", "sum")
    )
    base = _base(data, texts)
    ranked = rows[rows["references"] > 0].sort_values(["held_by", "references"], ascending=False, kind="stable")
    most = [
        texts(
            "alt_most",
            category=row["category"],
            n=texts.number(row["held_by"]),
            base=base,
            references=texts.count(int(row["references"]), "reference"),
        )
        for row in figure_words.records(ranked.head(3))
    ]
    states = data["state"].value_counts()
    counted = [
        f"{figure_words.state_word(state, states.index, texts)} {texts.number(int(states[state]))}"
        for state in MARKS
        if state in states
    ]
    return texts(
        "alt",
        categories=texts.count(len(rows), "category"),
        base=base,
        states=", ".join(counted),
        most="; ".join(most) or "-",
        empty=texts.number(int((rows["references"] == 0).sum())),
    )


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing"]
    by_kind = data["by"].iloc[0] == "kind"
    said = {"base": _base(data, texts)}
    if not by_kind:
        said["passages"] = texts.count(int(data["references"].sum()), "reference")
    told = [texts("caption_kinds" if by_kind else "caption", **said)]
    if data["state"].isin(["for", "both"]).any():
        told.append(texts["says_so"])
    return " ".join([*told, texts["small"]])


def _base(data: pd.DataFrame, texts: Words) -> str:
    return texts.count(int(data["base"].iloc[0]), "source" if data["by"].iloc[0] == "kind" else "informant")


def caption_at_width(data: pd.DataFrame, texts: Words, width: float) -> str:
    """What numbers in brackets are, or where they stand; that numbers have no room."""
    split, numbers = styled(_numbers)(data, texts, width)
    if numbers.place is Place.NONE:
        return texts["no_numbers"] if data["references"].any() else ""
    if not _sided(data, texts):
        return ""
    return texts["sides" if split else "sides_elsewhere"]
