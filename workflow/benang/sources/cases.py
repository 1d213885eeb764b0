"""The cases of a study (its informants) and what is known of them: the case classification."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benang.core.problems import Problem
from benang.core.records import Record, misspelt_columns, read_records
from benang.core.table_headers import column_of
from benang.privacy.pseudonyms import Pseudonyms

if TYPE_CHECKING:
    import pandas as pd

ATTRIBUTE = "attribute:"
"""Prefix of the columns of the cases table that hold attributes."""

KNOWN_COLUMNS = ("sources", "group")
"""Columns of a case file that mean more than an attribute does, whatever their case."""
NAME_ATTRIBUTES = ("name", "pseudonym", "alias", "nama", "samaran", "nama samaran")
"""Attributes that say what a case is called, so that a speaker's label can be known by it (lower case). A column that
is headed as people's own names are (``coding_columns.yaml``) is an attribute only where the list of names replaces all
that stands in it; else it is held back."""


@dataclass(frozen=True)
class Case:
    """One case.

    Attributes:
        case_id: as in the case file.
        attributes: value by attribute, in the order of the file's columns.
        sources: source files or source ids that the case file gives it (column ``sources``).
        line: line of the case file.
        names: what stands in columns that were held back; never published.
    """

    case_id: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    line: int = 0
    names: tuple[str, ...] = ()


def read_cases(
    path: str | os.PathLike[str],
    shown_name: str = "",
    pseudonyms: Pseudonyms | None = None,
    columns: Mapping[str, str] | None = None,
    used: Collection[str] | None = None,
) -> tuple[list[Case], list[Problem]]:
    """Read a case file: a table (CSV, XLSX) with a column ``case_id``; every other column is an attribute.

    A column ``sources`` names the source files of a case, joined with ``;`` or ``|``, and is no attribute.

    Args:
        path: the file; of a CSV comma, semicolon or tab, with or without byte order mark.
        shown_name: how problems name it; the file's name where left out.
        pseudonyms: names to replace in every cell and in the attributes' names.
        columns: header in the file of ``case_id``, ``sources`` and ``group``, where it is another.
        used: the attributes that the study uses, each with its columns in further languages; all others are passed
            over. None for all.

    Returns:
        The cases in the file's order, and every problem found. Of two rows with one id the first is kept.
    """
    shown_name = shown_name or Path(path).name
    pseudonyms = pseudonyms or Pseudonyms()
    header, records, problems = read_records(path, shown_name, ["case_id"], KNOWN_COLUMNS, columns=columns)
    for slip in misspelt_columns(header, KNOWN_COLUMNS, (), shown_name, 1):
        # Any further column is an attribute, so this may be one.
        problems.append(replace(slip, kind="table-column-perhaps"))
    held = [name for name in header if holds_names(name, records, pseudonyms)]
    problems += [Problem("case-names-held", shown_name, values={"column": name}) for name in held]
    passed_over = set() if used is None else {name for name in header if not _is_used(name, used)}
    # What somebody is called is known by such a column, used or not.
    held += [name for name in header if name in passed_over and name.casefold() in NAME_ATTRIBUTES and name not in held]
    problems += _unknown_attributes(header, used or (), shown_name)
    attributes: dict[str, str] = {}
    for name in header:
        if name not in ("case_id", "sources", *held) and name not in passed_over:
            shown = pseudonyms.apply(name)
            taken = sum(other == shown or other.startswith(f"{shown} (") for other in attributes.values())
            attributes[name] = f"{shown} ({taken + 1})" if taken else shown
    cases: dict[str, Case] = {}
    for record in records:
        cells = {name: pseudonyms.apply(cell) for name, cell in record.cells.items()}
        case_id = pseudonyms.rename(record.cells["case_id"])
        if not case_id:
            problems.append(Problem("case-id-empty", shown_name, record.line))
        elif re.search(r"[;|]", case_id):
            # Ids are joined with ";" in one cell of several tables.
            problems.append(Problem("case-id-sign", shown_name, record.line, values={"case": case_id}))
        elif case_id.casefold() in cases:
            values = {"case": case_id, "first": cases[case_id.casefold()].line}
            problems.append(Problem("case-id-twice", shown_name, record.line, values=values))
        else:
            listed = re.split(r"[;|]", pseudonyms.rename(record.cells.get("sources", "")))
            sources = tuple(part.strip() for part in listed if part.strip())
            values_by_name = {shown: cells[name] for name, shown in attributes.items()}
            cases[case_id.casefold()] = Case(
                case_id, values_by_name, sources, record.line, tuple(filter(None, (cells[name] for name in held)))
            )
    return list(cases.values()), [*problems, *_spelled_twice(cases.values(), shown_name)]


def holds_names(name: str, records: Iterable[Record], pseudonyms: Pseudonyms) -> bool:
    """Whether a column is headed as people's own names are, and not all of them have a pseudonym of their own.

    Args:
        name: its header, the known columns in their own spelling.
        records: the table's rows.
        pseudonyms: the study's names. What becomes the id of its own case has no pseudonym.
    """
    if name in ("case_id", *KNOWN_COLUMNS) or column_of([name], "name") is None:
        return False
    return any(
        pseudonyms.apply(cell) in (cell, pseudonyms.rename(record.cells["case_id"]))
        for record in records
        if (cell := record.cells[name])
    )


def _is_used(name: str, used: Collection[str]) -> bool:
    return name in used or name.rpartition(":")[0] in used


def _unknown_attributes(header: Collection[str], used: Iterable[str], shown_name: str) -> list[Problem]:
    known = [name for name in header if name not in ("case_id", "sources")]
    return [
        Problem("case-attribute-unknown", shown_name, values={"column": name, "known": ", ".join(known)})
        for name in used
        if name not in known
    ]


def _spelled_twice(cases: Iterable[Case], shown_name: str) -> list[Problem]:
    """A warning for each value of an attribute that differs from another in capitals or spaces only."""
    first: dict[tuple[str, str], tuple[str, int]] = {}
    reported: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for case in cases:
        for column, value in case.attributes.items():
            other, line = first.setdefault((column, " ".join(value.split()).casefold()), (value, case.line))
            if other != value and (column, value) not in reported:
                reported.add((column, value))
                values = {"value": value, "column": column, "other": other, "first": line}
                problems.append(Problem("attribute-spelled-twice", shown_name, case.line, values=values))
    return problems


def case_table(cases: Iterable[Case]) -> pd.DataFrame:
    """The cases as table ``cases`` of the model: ``case_id``, ``order`` (from 1) and ``attribute:<name>`` columns."""
    # The table's model loads pandas; intake, which is asked at every start of the workflow, needs only the cases.
    from benang.core import model

    rows: list[dict[str, object]] = [
        {"case_id": case.case_id, "order": number}
        | {f"{ATTRIBUTE}{name}": value for name, value in case.attributes.items()}
        for number, case in enumerate(cases, start=1)
    ]
    return model.from_rows("cases", rows)


def cases_of(table: pd.DataFrame) -> list[Case]:
    """The cases that ``case_table`` made ``table`` of, in their order; an attribute without a value is left out."""
    ordered = table.sort_values("order", kind="stable")
    names = [str(column) for column in ordered.columns if str(column).startswith(ATTRIBUTE)]
    return [
        Case(str(row["case_id"]), {name.removeprefix(ATTRIBUTE): str(row[name]) for name in names if row[name]})
        for row in ordered.to_dict("records")
    ]


def joined(cases: Iterable[Case]) -> list[Case]:
    """Cases from several places as one list: one case an id, each with every attribute that any of them has.

    Where two give one attribute, the first counts; an attribute that a case does not have is empty.
    """
    merged: dict[str, dict[str, str]] = {}
    for case in cases:
        attributes = merged.setdefault(case.case_id, {})
        attributes |= {name: value for name, value in case.attributes.items() if name not in attributes}
    names = dict.fromkeys(name for attributes in merged.values() for name in attributes)
    return [Case(case_id, {name: has.get(name, "") for name in names}) for case_id, has in merged.items()]


def case_names(cases: Iterable[Case]) -> dict[str, tuple[str, ...]]:
    """What each case is called besides its id, by the attributes of ``NAME_ATTRIBUTES`` and the columns held back."""
    return {
        case.case_id: (
            *(value for name, value in case.attributes.items() if value and name.casefold() in NAME_ATTRIBUTES),
            *case.names,
        )
        for case in cases
    }
