"""Hold the map that the codings yield against the evidence that a publication prints."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.coding.sides import IN_FAVOUR, NONE
from benang.core.model import TABLES
from benang.core.problems import Problem, nearest
from benang.core.records import Record, read_records

ASSIGNMENT_COLUMNS = TABLES["assignments"].columns
MOST_ASSIGNMENTS = 10_000
SEED = 20221214
"""Any number does; it is fixed so that every run draws the same assignments."""

PUBLISHED_COLUMNS = ["theme", "category", "case_id"]
EVIDENCE_COLUMNS = TABLES["evidence"].columns


def read_evidence(
    path: Path, shown_name: str, codes: pd.DataFrame, cases: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a published evidence map.

    Args:
        path: CSV with the columns ``theme``, ``category`` (ids of codes; ``category`` may be empty for a theme as a
            whole, ``theme`` where the category tells it) and ``case_id`` (empty: literature alone; several joined with
            ``;``).
        shown_name: what problems call it.
        codes: table ``codes``.
        cases: table ``cases``; None leaves the cases unchecked.

    Returns:
        The map with the text columns ``theme``, ``category`` and ``case_id``, sorted, each row once; and every problem.
        A row with an error is left out.
    """
    _, records, problems = read_records(path, shown_name, PUBLISHED_COLUMNS, passed_over=())
    known_cases = None if cases is None else [str(case) for case in cases["case_id"]]
    rows: dict[tuple[str, str, str], int] = {}
    for record in records:
        theme, category, found = _published_code(record, codes, shown_name)
        problems += found
        for case in [part.strip() for part in record.cells["case_id"].split(";")]:
            if case and known_cases is not None and case not in known_cases:
                values = {"case": case, "near": nearest(case, known_cases)}
                problems.append(Problem("evidence-unknown-case", shown_name, record.line, "case_id", values))
            elif (theme, category, case) in rows:
                values = {"first": str(rows[theme, category, case])}
                problems.append(Problem("evidence-twice", shown_name, record.line, values=values))
            elif not found:
                rows[theme, category, case] = record.line
    return pd.DataFrame(sorted(rows), columns=PUBLISHED_COLUMNS, dtype="str"), problems


def compare_evidence(
    published: pd.DataFrame,
    passages: pd.DataFrame,
    codes: pd.DataFrame,
    novelty: pd.DataFrame | None = None,
    left_out: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Which printed pieces of evidence the codings arrive at too, and which they add.

    A category is reproduced for a case when the case itself says something for it (a passage ``for`` or on ``both``
    sides); a topic, which nothing can be for, when the case speaks of it. A category that was printed without a case
    (from literature alone) is reproduced when the literature holds it.

    Args:
        published: ``theme`` and ``category`` (code ids; ``category`` may be empty for a theme as a whole) and
            ``case_id`` (empty: literature alone).
        passages, codes: the tables of those names.
        novelty: what ``literature.matrix.novelty`` gives; None for a study without literature.
        left_out: table ``left_out``, of the form of ``passages``; None where nothing is left out.

    Returns:
        One row for each (category, case) that is printed or found, sorted by key: ``published`` and ``reproduced``
        (true or false; together they say agreed, missed or added), ``references`` (said passages for it; 0 for
        literature) and ``undecided`` (said passages on whose difference nobody decided, as in the case matrices).
    """
    theme_of = codes.set_index("code_id")["theme_id"].to_dict()
    found, themes_found = (_per_case(_in_favour(passages, codes, level)) for level in ("category", "theme"))
    open_ = [passages[passages["undecided"]], *([] if left_out is None else [left_out])]
    undecided, themes_undecided = (
        sum((_per_case(_said(table, level)) for table in open_), Counter()) for level in ("category", "theme")
    )
    works = _works_of(novelty)
    rows: dict[tuple[str, str, str], dict[str, object]] = {}

    def put(theme: str, category: str, case: str, printed: bool, references: int, reproduced: bool) -> None:
        key = (theme, category, case)
        open_here = undecided[category, case] if category else themes_undecided[theme, case]
        values: list[object] = [*key, printed, reproduced, references, open_here if case else 0]
        rows[key] = dict(zip(EVIDENCE_COLUMNS, values, strict=True))

    for (category, case), references in found.items():
        put(str(theme_of[category]), category, case, False, references, True)
    for theme, category, case in zip(published["theme"], published["category"], published["case_id"], strict=True):
        theme, category, case = str(theme), str(category), str(case)
        if case == "":
            put(theme, category, case, True, 0, works.get(category or theme, 0) > 0)
        else:
            references = found.get((category, case), 0) if category else themes_found.get((theme, case), 0)
            put(theme, category, case, True, references, references > 0)
    return pd.DataFrame([rows[key] for key in sorted(rows)], columns=EVIDENCE_COLUMNS)


def assignments(
    published: pd.DataFrame,
    passages: pd.DataFrame,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    most: int = MOST_ASSIGNMENTS,
) -> pd.DataFrame:
    """How many ways to hand the printed evidence to other informants are reproduced as well as the printed one.

    A permutation test: what is printed for one informant is taken to be printed for another, for all of them at once.
    Where codes are given to nearly everybody, any assignment scores as well, and the check has no power.

    Args:
        published: as for ``compare_evidence``; rows without a case take no part.
        passages, codes, cases: the tables of those names.
        most: all assignments are tried up to so many; of more so many are drawn, the printed one among them.

    Returns:
        One row: ``pairs`` (printed, with a case), ``reproduced`` of them, ``assignments`` tried, how many of these
        reproduce ``as_well`` (as many or more; the printed one does), ``all_tried``. No row where no pair is printed.
    """
    columns = (published[name].astype(str) for name in PUBLISHED_COLUMNS)
    pairs = {(category or theme, case) for theme, category, case in zip(*columns, strict=True) if case}
    if not pairs:
        return pd.DataFrame(columns=ASSIGNMENT_COLUMNS)
    listed = sorted(map(str, cases["case_id"]))
    printed_units = sorted({unit for unit, _ in pairs})
    # For whom each unit is found, and for whom it is printed: an assignment scores where both meet.
    found = {pair for level in ("theme", "category") for pair in _per_case(_in_favour(passages, codes, level))}
    holds = np.array([[(unit, case) in found for case in listed] for unit in printed_units], dtype=np.int64)
    printed = np.array([[(unit, case) in pairs for case in listed] for unit in printed_units], dtype=np.int64)
    # score[i, j]: what is gained when what is printed for i is handed to j.
    score = printed.T @ holds
    own = np.arange(len(listed))
    reached = int(score[own, own].sum())
    every = math.factorial(len(listed)) <= most
    tried = as_well = 0
    for order in itertools.permutations(range(len(listed))) if every else _drawn(len(listed), most):
        tried += 1
        as_well += int(score[own, list(order)].sum()) >= reached
    return pd.DataFrame([(int(printed.sum()), reached, tried, as_well, every)], columns=ASSIGNMENT_COLUMNS)


def _drawn(n: int, most: int) -> Iterator[Sequence[int]]:
    generator = np.random.default_rng(SEED)
    yield range(n)
    for _ in range(most - 1):
        yield generator.permutation(n).tolist()


def _said(passages: pd.DataFrame, level: str) -> pd.DataFrame:
    """What cases said, of the units of a level."""
    return passages[(passages["level"] == level) & (passages["voice"] == "said") & (passages["case_id"] != "")]


def _in_favour(passages: pd.DataFrame, codes: pd.DataFrame, level: str) -> pd.DataFrame:
    """What cases said for the units of a level, and what they said of topics, which nothing can be for."""
    mine = _said(passages, level)
    topics = codes.loc[codes["side"] == NONE, "code_id"]
    return mine[mine["side"].isin(IN_FAVOUR) | (mine["code_id"].isin(topics) & (mine["side"] == NONE))]


def _per_case(passages: pd.DataFrame) -> Counter[tuple[str, str]]:
    """How many of the passages are of each unit and case."""
    return Counter(zip(passages["code_id"].astype(str), passages["case_id"].astype(str), strict=True))


def _works_of(novelty: pd.DataFrame | None) -> Mapping[str, int]:
    if novelty is None:
        return {}
    works: dict[str, int] = {}
    for category, theme, n in zip(novelty["category_id"], novelty["theme_id"], novelty["n_works"], strict=True):
        works[str(category)] = int(n)
        if category != theme:
            works[str(theme)] = max(works.get(str(theme), 0), int(n))
    return works


def _published_code(record: Record, codes: pd.DataFrame, shown_name: str) -> tuple[str, str, list[Problem]]:
    """Theme and category of a row of the published map, as the codebook has them."""
    level = dict(zip(codes["code_id"], codes["level"], strict=True))
    theme_of = dict(zip(codes["code_id"], codes["theme_id"], strict=True))
    theme, category = record.cells["theme"], record.cells["category"]
    problems: list[Problem] = []

    def report(kind: str, where: str, /, **values: object) -> None:
        problems.append(Problem(kind, shown_name, record.line, where, values))

    for column, code in (("theme", theme), ("category", category)):
        # In a flat codebook a theme stands for itself among the categories.
        levels = (column, "theme") if column == "category" and code == theme else (column,)
        if code and code not in level:
            report("evidence-unknown-code", column, code=code, column=column, near=nearest(code, level))
        elif code and level[code] not in levels:
            report("evidence-not-level", column, code=code, column=column, level=level[code])
    if not theme and not category:
        report("evidence-unknown-code", "theme", code="-", column="theme")
    elif not problems and category:
        actual = str(theme_of[category])
        if theme and theme != actual:
            report("evidence-other-theme", "category", category=category, theme=theme, actual=actual)
        theme = actual
    elif not problems and theme in units(codes, "category"):
        category = theme  # a theme without categories stands for itself among them
    return theme, category, problems
