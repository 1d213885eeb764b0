"""Count passages: by whom each theme, category and code is spoken of, on which side, case by case and kind by kind.

Counted are passages (``benang.coding.passages``): what an informant said in an own turn, once however many coded it.
What an observer wrote stands beside, in columns of its own, and what an interviewer asked is no evidence at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benang.coding.codebook.code_tree import units
from benang.coding.passages.asked_questions import AskedTurns
from benang.core.model import TABLES
from benang.mapping.cell_counts import CellCounts, Numbers, evidence, places, states
from benang.sources.source_row import texts_of

CASE_COLUMNS = TABLES["case_category"].columns
KIND_COLUMNS = TABLES["kind_category"].columns
CODE_COLUMNS = TABLES["code_totals"].columns

NO_CASE = ""
"""Case of what cannot be given to one person: a voice nobody named, an observer's note about several."""

STATES = (
    "not_heard",
    "both",
    "for",
    "against",
    "disputed",
    "spoken",
    "observed",
    "not_asked",
    "silent",
)
"""What a case's row says of a unit; the first that holds. ``spoken``: of the topic, on no side; ``observed``: only by
the observer; ``not_heard``: the case has no turn of its own in the study."""


def heard(turns: pd.DataFrame) -> dict[str, int]:
    """The cases with a turn of their own, and how many words each said: the base of every "n of m informants"."""
    return _words(turns, "informant")


def observed(turns: pd.DataFrame) -> dict[str, int]:
    """The cases that an observation describes, and in how many words."""
    return _words(turns, "observer")


def case_matrix(
    passages: pd.DataFrame,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    level: str,
    asked: AskedTurns | None = None,
    left_out: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Case by theme, category or code.

    Args:
        passages, codes, cases, turns: the tables of those names.
        level: ``theme``, ``category`` (both hold what lies below them; a theme without categories stands among the
            categories) or ``code`` (every code of the codebook with its own codings only).
        asked: which turns asked about what; without it no cell is ``not_asked``.
        left_out: what the way of counting leaves out (``benang.coding.passages.left_out``); None where it is nothing.

    Returns:
        Every case with every unit, zeros included, sorted by ``case_id``, ``code_id``; rows of no case (an empty
        ``case_id``) where there is anything to count in them. ``state``: one of ``STATES``. ``references``: said
        passages of any side; ``for_references`` and ``against_references`` each hold those on both sides too.
        ``observed_references``: passages of observations. ``undecided``: said passages that rest on an undecided
        difference between coders: of the references where any coder counts, beside them where these are left out;
        nothing else in a row knows of the latter. ``words``: of the said passages, each once; ``coverage``: words / all
        words of the case's own turns (in the rows of no case: of informants' turns that are nobody's alone), 0-1.
        ``passage_ids``: the passages behind the cell, said and observed.
    """
    found = evidence(passages, left_out, level)
    wanted = sorted(units(codes, level))
    listed = sorted({*map(str, cases["case_id"]), *map(str, found["case_id"].unique())})
    cell = _cell(places(found["case_id"], listed), places(found["code_id"], wanted), len(wanted))
    counts = CellCounts(found, cell, len(listed) * len(wanted))
    numbers = counts.numbers()
    speech = heard(turns)
    unnamed = int(turns.loc[(turns["role"] == "informant") & (turns["case_id"] == NO_CASE), "n_words"].sum())
    base = np.array([speech.get(case, unnamed if case == NO_CASE else 0) for case in listed], dtype=np.int64)
    said = np.repeat([case in speech or case == NO_CASE for case in listed], len(wanted))
    state = states(numbers, said.astype(bool))
    rows = pd.DataFrame(
        {
            "case_id": np.repeat(np.array(listed, dtype=object), len(wanted)),
            "code_id": np.tile(np.array(wanted, dtype=object), len(listed)),
            "state": state,
            **numbers,
            "coverage": _shares(numbers["words"], np.repeat(base, len(wanted))),
            "passage_ids": pd.Series(counts.passage_ids(), dtype=object),  # of a study without codes, too
        }
    )
    if asked:
        sources_of = _sources_of(turns)
        silent = rows.index[rows["state"] == "silent"]
        not_asked = [
            asked.not_asked(sources_of.get(case, ()), unit)
            for case, unit in rows.loc[silent, ["case_id", "code_id"]].itertuples(index=False)
        ]
        rows.loc[silent[not_asked], "state"] = "not_asked"
    return rows[CASE_COLUMNS]


def case_states(
    found: pd.DataFrame,
    cases: Collection[str],
    turns: pd.DataFrame,
    asked: AskedTurns | None = None,
    codes: Collection[str] = (),
) -> dict[str, str]:
    """The state of each case in what some passages speak of, by the rule of a matrix's cells.

    Args:
        found: table ``passages``, of one unit.
        cases: ids of the cases.
        turns: table ``turns``.
        asked: which turns asked about what.
        codes: what a question must be about to have asked for this.
    """
    speech, sources_of, known = heard(turns), _sources_of(turns), sorted(cases)
    told = states(_case_numbers(found, known), np.array([case in speech for case in known], dtype=bool))
    result = dict(zip(known, map(str, told), strict=True))
    for case, state in result.items():
        if state == "silent" and asked and asked.not_asked(sources_of.get(case, ()), *codes):
            result[case] = "not_asked"
    return {case: result[case] for case in cases}


def case_references(found: pd.DataFrame, cases: Collection[str]) -> dict[str, dict[str, int]]:
    """How many passages of each case are behind its state: of ``case_matrix`` the ``references``, ``for_references``
    and ``against_references``.

    Args:
        found: table ``passages``, of one unit.
        cases: ids of the cases.
    """
    known = sorted(cases)
    numbers = _case_numbers(found, known)
    names = ("references", "for_references", "against_references")
    return {case: {name: int(numbers[name][place]) for name in names} for place, case in enumerate(known)}


def _case_numbers(found: pd.DataFrame, cases: Sequence[str]) -> dict[str, Numbers]:
    return CellCounts(found.assign(counted=True), places(found["case_id"], cases), len(cases)).numbers()


def kind_matrix(
    passages: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    level: str = "category",
    left_out: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Kind of source (interview, observation, ...) by theme, category or code: the base of triangulation (Denzin 1978).

    Returns:
        Every kind with every unit, zeros included, sorted: ``references``, ``for_references`` and
        ``against_references`` (said passages), ``observed_references`` (passages of observations), ``undecided`` (as in
        ``case_matrix``), ``sources`` (that hold any of them; an article is one), ``cases`` (whose words or behaviour
        these are), ``passage_ids``.
    """
    found, texts = evidence(passages, left_out, level), _texts(sources)
    kind_of = dict(zip(sources["source_id"], sources["kind"], strict=True))
    kinds, wanted = sorted(set(sources["kind"])), sorted(units(codes, level))
    cell = _cell(places(found["source_id"].map(kind_of), kinds), places(found["code_id"], wanted), len(wanted))
    counts = CellCounts(found, cell, len(kinds) * len(wanted))
    rows = pd.DataFrame(
        {
            "kind": np.repeat(np.array(kinds, dtype=object), len(wanted)),
            "code_id": np.tile(np.array(wanted, dtype=object), len(kinds)),
            **counts.numbers(),
            **_from(counts, found, texts, counts.counted),
        }
    )
    return rows[KIND_COLUMNS]


def code_totals(
    passages: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    level: str = "code",
    left_out: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Each code over the whole study, passages without a case included.

    Returns:
        Every unit of ``level`` (see ``case_matrix``), sorted by ``code_id``: counts of passages as in ``case_matrix``,
        ``sources`` and ``cases`` that said passages come from, ``passage_ids``. An article is one source, whoever is
        quoted in it, where ``sources`` tells so.
    """
    found, wanted = evidence(passages, left_out, level), sorted(units(codes, level))
    counts = CellCounts(found, places(found["code_id"], wanted), len(wanted))
    said = counts.counted & counts.said
    cells = counts.numbers() | _from(counts, found, _texts(sources), said)
    return pd.DataFrame({"code_id": np.array(wanted, dtype=object), **cells})[CODE_COLUMNS]


def _from(
    counts: CellCounts, found: pd.DataFrame, texts: Mapping[str, str], rows: NDArray[np.bool_]
) -> dict[str, object]:
    """How many texts and cases some passages of each cell come from, and the ids of all counted ones."""
    come_from = [texts.get(source, source) for source in found["source_id"]]
    return {
        "sources": counts.different(come_from, rows),
        "cases": counts.different(found["case_id"], rows),
        "passage_ids": pd.Series(counts.passage_ids(), dtype=object),
    }


def _cell(row: Numbers, column: Numbers, width: int) -> Numbers:
    """The number of the cell at a row and a column; -1 where either is none."""
    return np.where((row >= 0) & (column >= 0), row * width + column, -1)


def _shares(part: Numbers, whole: Numbers) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _texts(sources: pd.DataFrame | None) -> dict[str, str]:
    return {} if sources is None else texts_of(sources[["source_id", "kind", "file"]].to_dict("records"))


def _words(turns: pd.DataFrame, role: str) -> dict[str, int]:
    own = turns.loc[turns["role"] == role, ["case_id", "n_words"]]
    sums = own.groupby("case_id", sort=True)["n_words"].sum().items()
    return {str(case): int(words) for case, words in sums if case != NO_CASE}


def _sources_of(turns: pd.DataFrame) -> dict[str, Sequence[str]]:
    own = turns.loc[(turns["role"] == "informant") & (turns["case_id"] != NO_CASE), ["case_id", "source_id"]]
    pairs = own.drop_duplicates().sort_values(["case_id", "source_id"])
    found: dict[str, list[str]] = {}
    for case, source in zip(pairs["case_id"].tolist(), pairs["source_id"].tolist(), strict=True):
        found.setdefault(str(case), []).append(str(source))
    return dict(found)
