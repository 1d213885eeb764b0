"""Sheets of the study's workbook that show matrices, each by its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from numbers import Real

import numpy as np
import pandas as pd

from benang.core import model
from benang.core.cells import join_ids
from benang.core.wording import filled
from benang.exchange.workbook import Cell, Column, Sheet

_WIDTH = 18
_WIDE = 60
"""Of a column of text that people read, such as quotations."""
_CODES = ("code_id", "code_a", "code_b", "from_id", "to_id")
"""Columns that hold a code; its label stands there."""
_TEXTS = ("shared", "quotations", "before", "after")

Words = Mapping[str, Mapping[str, str]]


def matrix_sheet(
    matrix: pd.DataFrame, name: str, codes: pd.DataFrame, cases: pd.DataFrame, words: Words, language: str
) -> Sheet:
    """One matrix as a sheet.

    Args:
        matrix: with ``case_id``, ``code_id`` and ``references`` a sheet of cases by codes, in numbers, where
            ``undecided`` stands in brackets beside them (``0 (1)`` is no silence); with ``quotations`` one in words;
            any other a sheet of its rows.
        name: of the matrix.
        codes, cases: the tables of those names.
        words: of the workbook, in its language.
        language: of labels.
    """
    return with_whole(_sheet(matrix, name, codes, cases, words, language), f"results/mapping/{name}.csv", words)


def with_whole(sheet: Sheet, file: str, words: Words) -> Sheet:
    """A sheet whose cells that are cut say in which file the whole text is."""
    return replace(sheet, whole=file, cut=filled(str(words["cut"]), {"whole": file}))


def _sheet(
    matrix: pd.DataFrame, name: str, codes: pd.DataFrame, cases: pd.DataFrame, words: Words, language: str
) -> Sheet:
    tab = str(words["tabs"].get(name, name))
    columns = set(matrix.columns)
    if {"case_id", "code_id", "quotations"} <= columns:
        return _crossed(matrix, _cell_texts(matrix, words, language), tab, codes, cases, words, language, width=_WIDE)
    if counts_cases(matrix):
        undecided = matrix["undecided"] if "undecided" in columns else [0] * len(matrix)
        counts: list[Cell] = [
            f"{count} ({open_ones})" if open_ones else int(count)
            for count, open_ones in zip(matrix["references"], undecided, strict=True)
        ]
        return _crossed(matrix, counts, tab, codes, cases, words, language, width=_WIDTH)
    return _rows(matrix, tab, codes, words, language)


def without_sides(matrix: pd.DataFrame) -> pd.DataFrame:
    """A matrix of a study in which nobody judged on which side passages stand: no column of sides, and no state
    ``for``, which it has by default alone."""
    kept = [name for name in matrix.columns if not str(name).startswith(("for_", "against_", "disputed_"))]
    told = {"state": matrix["state"].replace("for", "spoken_of")} if "state" in kept else {}
    return matrix[kept].assign(**told)


def counts_cases(matrix: pd.DataFrame) -> bool:
    """Whether a matrix counts passages of cases by units."""
    return {"case_id", "code_id", "references"} <= set(matrix.columns) and "quotations" not in matrix.columns


def _crossed(
    matrix: pd.DataFrame,
    shown: list[Cell],
    tab: str,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    words: Words,
    language: str,
    *,
    width: float,
) -> Sheet:
    """Cases by units of a level, in the codebook's order, what names them in sight when it is scrolled."""
    labels = model.labels(codes, language)
    present = set(matrix["code_id"])
    units = [code for code in codes.sort_values(["order", "code_id"])["code_id"] if code in present]
    cells = dict(zip(zip(matrix["case_id"], matrix["code_id"], strict=True), shown, strict=True))
    rows: list[list[Cell]] = [
        [case, *(cells.get((case, unit), 0 if width == _WIDTH else "") for unit in units)]
        for case in cases.sort_values(["order", "case_id"])["case_id"]
    ]
    columns = (Column(words["fields"]["case"], 14), *(Column(labels[unit], width) for unit in units))
    return Sheet(tab, columns, rows, frozen="B2")


def _cell_texts(matrix: pd.DataFrame, words: Words, language: str) -> list[Cell]:
    """What each cell of a framework matrix says: the summary, the quotations and how many there are, the state."""
    languages = [str(column) for column in matrix.columns if str(column).startswith("summary:")]
    languages.sort(key=lambda column: column != f"summary:{language}")
    cells: list[Cell] = []
    for record in matrix.to_dict("records"):
        row = {str(key): value for key, value in record.items()}
        summary = next((str(row[column]) for column in languages if row[column]), "")
        state = words["words"].get(str(row["state"]), str(row["state"]))
        parts = [summary, str(row["quotations"])]
        if row["says"] == "summary":
            by = ", ".join(filter(None, (str(row["author"]), str(row["date"]), join_ids(row["passage_ids"]))))
            parts.append(f"({by})" if by else "")
        elif row["shown"] < row["base"]:
            parts.append(filled(words["cells"]["shown"], {"shown": row["shown"], "base": row["base"]}))
        cells.append("\n".join([state, *filter(None, parts)]))
    return cells


def _rows(matrix: pd.DataFrame, tab: str, codes: pd.DataFrame, words: Words, language: str) -> Sheet:
    labels = model.labels(codes, language)
    known = [word for word in _CODES if word in matrix.columns]
    labelled = {*known, *(str(name) for name in matrix.columns if str(name) in labels)}
    headers = tuple(
        Column(
            labels.get(str(name), words["columns"].get(str(name), words["fields"].get(str(name), str(name)))),
            _WIDE if str(name) in _TEXTS or str(name).startswith(("note:", "label:")) else _WIDTH,
        )
        for name in matrix.columns
    )
    rows: list[list[Cell]] = []
    for record in matrix.itertuples(index=False, name=None):
        cells = [_cell(value, words) for value in record]
        for place, name in enumerate(matrix.columns):
            if name in known and name in labelled:
                cells[place] = labels.get(str(record[place]), str(record[place]))
        rows.append(cells)
    return Sheet(tab, headers, rows, frozen="B2")


def _cell(value: object, words: Words) -> Cell:
    if isinstance(value, list | np.ndarray):
        return join_ids([str(item) for item in value])
    if isinstance(value, bool | np.bool_):
        return str(words["words"]["yes"]) if value else ""
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, Real):
        return round(float(value), 6) if value == value else None
    return str(words["words"].get(str(value), str(value))) if value is not None else ""
