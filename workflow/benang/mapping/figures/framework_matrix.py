"""The framework matrix as a figure: each informant's row, each theme's column, in words (Ritchie and Spencer 1994)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks import state_legend
from benang.mapping.figures.drawing.words_table import CellWords, words_table

TEXTS = "figures.framework_matrix.yaml"
COLUMNS = [
    "case_id",
    "group",
    "theme_id",
    "theme",
    "state",
    "references",
    "for_references",
    "against_references",
    "says",
    "words",
    "passages",
    "base",
    "observed",
    "author",
]
"""``references``: passages of the cell that informants said, ``for_references`` and ``against_references`` those on
either side (empty in an analysis that counts nothing); ``says`` as in
``framework_theme``; ``words``: the whole summary in the figure's language, else the first quotation, else nothing;
``passages``: of the cell, said and observed; ``base``: informants; ``observed``: how many of the passages were noted by
observers; ``author``: of the summary."""

_COUNTED = ("references", "for_references", "against_references")
_QUOTATION = re.compile(r"^“(.*)” \([^()]*\)$")
"""A quotation of a framework matrix, with the id of its passage."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a cell, informants and themes in the order drawn."""
    codes, cells = figure_words.table(tables, "codes"), figure_words.table(tables, "framework_theme")
    name = labels(codes, language)
    heard = figure_words.cases_in_order(tables)
    judged, counted = figure_words.sides_judged(tables), figure_words.counts(tables)
    known = {(row["case_id"], row["code_id"]): row for row in figure_words.records(cells)}
    numbers = figure_words.table(tables, "case_theme")
    of_cell = {(row["case_id"], row["code_id"]): row for row in figure_words.records(numbers)}
    rows = []
    for case, group in heard:
        for theme in units(codes, "theme"):
            cell = known.get((case, theme))
            if cell is None:
                continue
            words = figure_words.in_language(cell, "summary", language)
            if not words and cell["quotations"]:
                words = _QUOTATION.sub(r"\1", str(cell["quotations"]).splitlines()[0])
            state = figure_words.shown_state(str(cell["state"]), judged)
            numbered = of_cell.get((case, theme), {})
            made: list[object] = [case, group, theme, name[theme], state]
            made += [int(numbered.get(column, 0)) if counted else None for column in _COUNTED]
            made += [cell["says"], words, int(cell["base"]), len(heard)]
            made += [int(cell.get("observed_references", 0)), str(cell.get("author", ""))]
            rows.append(made)
    spoken = any(row[COLUMNS.index("words")] for row in rows)
    return pd.DataFrame(rows if spoken else [], columns=COLUMNS).astype(dict.fromkeys(_COUNTED, "Int64"))


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: of every cell as many lines as one page has room for, the same of all; more pages where that
    would be less than two."""
    marked = data["references"].notna().any()
    words = {
        (row["case_id"], row["theme_id"]): CellWords(
            str(row["state"]) if marked else "",
            _number(row, texts) if marked else "",
            *_words(row, frozenset(data["state"]), texts),
        )
        for row in figure_words.records(data)
    }
    themes = list(data.drop_duplicates("theme_id")[["theme_id", "theme"]].itertuples(index=False, name=None))
    cases = list(data.drop_duplicates("case_id")[["case_id", "group"]].itertuples(index=False, name=None))
    legend = state_legend(set(data["state"]), texts, width) if marked else None
    if legend and data["references"].any():
        legend.add(0.0, None, texts["legend_sides" if _sided(data, texts) else "legend_number"])
    return words_table(
        themes, cases, words, width=width, language=texts.language, part=partial(_part, texts), legend=legend
    )


def _number(cell: Mapping[str, Any], texts: Words) -> str:
    """How many passages were said; where not all say so, how many are on either side."""
    references, n_for, n_against = (int(cell[name]) for name in _COUNTED)
    said = figure_words.passages_by_side(references, n_for, n_against, texts)
    return "\u00a0".join(said if cell["state"] in figure_words.SIDED else said[:1])


def _sided(data: pd.DataFrame, texts: Words) -> bool:
    """Whether any cell says how many of its passages are on either side."""
    return any("(" in _number(row, texts) for row in figure_words.records(data))


def _part(texts: Words, first: int, last: int, of: int) -> str:
    return texts("part", first=texts.number(first), last=texts.number(last), all=texts.number(of))


def _words(cell: Mapping[str, object], states: frozenset[str], texts: Words) -> tuple[str, bool, bool]:
    """The words of a cell, whether they are quoted, and whether they only name the state."""
    words = str(cell["words"])
    if not words:
        return figure_words.state_word(str(cell["state"]), states, texts), False, True
    return words, cell["says"] != "summary", False


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing_said"]
    n_cells = len(data)
    by = data["says"].value_counts()
    return texts(
        "alt",
        informants=texts.count(data["case_id"].nunique(), "informant"),
        themes=texts.count(data["theme_id"].nunique(), "theme"),
        summaries=texts.of(int(by.get("summary", 0)), n_cells),
        quotations=texts.number(int(by.get("chosen", 0) + by.get("telling", 0))),
        states=texts.number(int(by.get("state", 0))),
    )


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing_said"]
    summed_up = (data["says"] == "summary").any()
    said = [
        texts("caption" if summed_up else "caption_quoted", base=texts.count(int(data["base"].iloc[0]), "informant"))
    ]
    counted = data["references"].notna().any()
    observed = summed_up and data.loc[data["says"] == "summary", "observed"].any()
    if observed and not counted:
        said.append(texts["observed"])
    if counted:
        sided = data["state"].isin(figure_words.SIDED).any()
        said.append(texts["marks" if sided else "marks_unsided"])
        said += [texts["sides"]] if _sided(data, texts) else []
        said += [texts["observed_marked"]] if observed else []
    said += figure_words.written_by(data["author"], texts)
    if summed_up and (data["says"] != "summary").any():
        said.append(texts["quoted"])
    elif (data["says"] == "state").any():
        said.append(texts["quoted_state"])
    if data.loc[data["says"].isin(["chosen", "telling"]), "observed"].any():
        said.append(texts["noted"])
    return " ".join(said)
