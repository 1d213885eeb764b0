"""The sheet in which researchers write the framework matrix: a row a case, a column a theme, its passages beside it.

``benang.writing.wide_table`` reads it back as it was filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from benang.core import model
from benang.core.texts import main_language, read_texts
from benang.exchange.workbook import Cell, Column, Sheet
from benang.writing.wide_table import CELL, PASSAGES, column_name


class SheetCell(NamedTuple):
    """One cell: what is written already, by language; a line a passage, its id first; the fingerprint of these."""

    texts: Mapping[str, str]
    passages: Sequence[str]
    fingerprint: str


def summary_sheet(
    cells: Mapping[tuple[str, str], SheetCell],
    cases: pd.DataFrame,
    codes: pd.DataFrame,
    units: Sequence[str],
    languages: Sequence[str],
    written: Mapping[str, tuple[str, str]],
) -> Sheet:
    """The sheet, ready to be filled in.

    Args:
        cells: by case and unit; a cell that is not there is empty.
        cases, codes: the tables of those names.
        units: themes (or categories), in their order.
        languages: of the study, the main one first; each has a column a unit.
        written: by case the author and the date of what is written already.
    """
    tab = str(read_texts("workbook.yaml")[main_language(languages[0])]["tabs"]["summaries"])
    columns = [Column("case", 14)]
    for unit in units:
        for language in languages:
            label = model.labels(codes, language).get(unit, unit)
            columns.append(Column(column_name(unit, "" if language == languages[0] else language, label), 50))
        columns.append(Column(column_name(unit, PASSAGES), 60))
        columns.append(Column(column_name(unit, CELL), 12, hidden=True))
    columns += [Column("author", 16), Column("date", 12)]
    rows: list[list[Cell]] = []
    for case in cases.sort_values(["order", "case_id"])["case_id"]:
        row: list[Cell] = [str(case)]
        for unit in units:
            cell = cells.get((case, unit), SheetCell({}, (), ""))
            row += [cell.texts.get(language, "") for language in languages]
            row += ["\n".join(cell.passages), cell.fingerprint]
        rows.append([*row, *written.get(case, ("", ""))])
    return Sheet(tab, tuple(columns), rows, frozen="B2")
