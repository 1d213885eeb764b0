"""What researchers write of a case and a theme (``summaries.csv``): the cells of the framework matrix."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from benang.coding.people.lookup import CodeNames
from benang.core.problems import Problem, nearest
from benang.mapping.named_passages import NamedPassages, OtherWays
from benang.writing.written_tables import WrittenRow, named_ids

TABLE = "summaries"


class Summary(NamedTuple):
    """One summary.

    Attributes:
        case_id, code_id: its cell; the code is a theme or a category.
        texts: by language.
        passage_ids: the passages that it names.
        cell: fingerprint of the cell's passages when it was written; empty where that is not known.
    """

    case_id: str
    code_id: str
    texts: Mapping[str, str]
    author: str = ""
    date: str = ""
    passage_ids: tuple[str, ...] = ()
    cell: str = ""


def fingerprint(passage_ids: Iterable[str]) -> str:
    """A short digest of a cell's passages, by which it is seen that one came or went.

    >>> fingerprint(["p2", "p1"]) == fingerprint(["p1", "p2"]) != fingerprint(["p1"])
    True
    """
    return hashlib.sha256("\n".join(sorted(passage_ids)).encode()).hexdigest()[:10]


def read_summaries(
    rows: Sequence[WrittenRow],
    shown_name: str,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    passages: pd.DataFrame,
    others: OtherWays = list,
) -> tuple[list[Summary], list[Problem]]:
    """The summaries of a study, and what is wrong with them.

    Args:
        rows: of the table ``summaries``.
        shown_name: its file.
        codes, cases, passages: the tables of those names.
        others: the passages as other ways of counting have them: a summary written under one of them whose passages are
            there unchanged is not out of date, and what it names is followed.

    Returns:
        The summaries of cells that there are, the first of several of one cell; and a problem for each case or theme
        that is not known (a case in other capitals or spaces is, where one alone is called so), each cell written
        twice, each passage that is not in its cell any more, and each summary whose cell has had other passages when it
        was written.
    """
    levels = dict(zip(codes["code_id"].astype(str), codes["level"], strict=True))
    known_cases = [str(case) for case in cases["case_id"]]
    named = NamedPassages(passages, others)
    code_names = CodeNames(codes)
    found: dict[tuple[str, str], Summary] = {}
    problems: list[Problem] = []
    for row in rows:
        case, code = _case_meant(row.cells["case"], known_cases), row.cells["theme"]
        if len(meant := code_names.find(code)) == 1:  # a label, or a path of labels, will do
            code = meant[0]
        place = f"{case} × {code}"

        def report(kind: str, line: int = row.line, place: str = place, /, **values: object) -> None:
            problems.append(Problem(kind, shown_name, line, place, values))

        if case not in known_cases:
            report("summary-case-unknown", case=case, near=nearest(case, known_cases))
        elif levels.get(code) not in ("theme", "category"):
            units = [one for one, level in levels.items() if level in ("theme", "category")]
            report("summary-theme-unknown", theme=code, near=nearest(code, units) or code_names.nearest(code))
        elif not row.texts.get("summary"):
            continue  # a row of a sheet that nobody has filled in yet
        elif (case, code) in found:
            report("summary-twice", case=case, theme=code)
        else:
            here = named.of_cell(case, code)
            ids, gone = named.within(named_ids(row.cells.get("passages", "")), here)
            cell = row.cells.get("cell", "")
            if cell and cell != fingerprint(here):
                ways = named.counted_otherwise(case, code)
                cell = fingerprint(here) if any(cell == fingerprint(way) for way in ways) else cell
            if gone:
                report("summary-passage-gone", passages=", ".join(gone), count=len(gone))
            elif cell and cell != fingerprint(here):
                report("summary-cell-changed", case=case, theme=code)
            given = (row.cells.get("author", ""), row.cells.get("date", ""))
            found[case, code] = Summary(case, code, dict(row.texts["summary"]), *given, ids, cell)
    return list(found.values()), problems


def _case_meant(written: str, known: Sequence[str]) -> str:
    """The case that is written so, or else the only one that is written so but for capitals and spaces."""
    alike = [case for case in known if _plain(case) == _plain(written)]
    return written if written in known or len(alike) != 1 else alike[0]


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFC", name).casefold().split())
