"""Count passages: by whom each theme, category and code is spoken of, on which side, case by case and kind by kind.

Counted are passages (``benang.coding.passages``): what an informant said in an own turn, once however many coded it.
What an observer wrote stands beside, in columns of its own, and what an interviewer asked is no evidence at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.coding.passages.questions import AskedTurns
from benang.coding.sides import CONTRARY, DISPUTED, IN_FAVOUR
from benang.core.model import TABLES
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
    mine = _passages(passages, level, left_out)
    speech = heard(turns)
    unnamed = int(turns.loc[(turns["role"] == "informant") & (turns["case_id"] == NO_CASE), "n_words"].sum())
    sources_of = _sources_of(turns)
    counts = {cell: _counts(found) for cell, found in _by(mine, lambda one: (one.case_id, one.code_id)).items()}
    wanted = units(codes, level)
    rows: list[dict[str, object]] = []
    listed = [str(case) for case in cases["case_id"]]
    for case in sorted({*listed, *(case for case, _ in counts)}):
        for unit in sorted(wanted):
            cell = counts.get((case, unit), _NOTHING)
            words = int(str(cell["words"]))
            base = speech.get(case, unnamed if case == NO_CASE else 0)
            silent = "not_asked" if asked and asked.not_asked(sources_of.get(case, ()), unit) else "silent"
            state = _state(cell, heard=case in speech or case == NO_CASE, silent=silent)
            rows.append(
                {"case_id": case, "code_id": unit, "state": state, **cell, "coverage": words / base if base else 0.0}
            )
    return pd.DataFrame(rows, columns=CASE_COLUMNS)


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
    speech, sources_of = heard(turns), _sources_of(turns)
    of_case = {case: _counts(rows) for case, rows in _by(_rows(found), lambda one: one.case_id).items()}
    states: dict[str, str] = {}
    for case in cases:
        silent = "not_asked" if asked and asked.not_asked(sources_of.get(case, ()), *codes) else "silent"
        states[case] = _state(of_case.get(case, _NOTHING), heard=case in speech, silent=silent)
    return states


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
    kind_of = dict(zip(sources["source_id"], sources["kind"], strict=True))
    texts = _texts(sources)
    found = _by(_passages(passages, level, left_out), lambda one: (kind_of.get(one.source_id), one.code_id))
    rows = [
        {"kind": kind, "code_id": unit, **_totals(found.get((kind, unit), ()), texts)}
        for kind in sorted(set(sources["kind"]))
        for unit in sorted(units(codes, level))
    ]
    return pd.DataFrame(rows, columns=KIND_COLUMNS)


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
    texts = _texts(sources)
    found = _by(_passages(passages, level, left_out), lambda one: one.code_id)
    rows = []
    for unit in sorted(units(codes, level)):
        here = found.get(unit, ())
        rows.append({"code_id": unit, **_totals([one for one in here if one.voice == "said"], texts), **_counts(here)})
    return pd.DataFrame(rows, columns=CODE_COLUMNS)


_NOTHING: Mapping[str, object] = {
    "references": 0,
    "for_references": 0,
    "against_references": 0,
    "disputed_references": 0,
    "observed_references": 0,
    "undecided": 0,
    "words": 0,
    "passage_ids": [],
}


class _Passage(NamedTuple):
    """What is counted of a passage."""

    passage_id: str
    source_id: str
    case_id: str
    code_id: str
    voice: str
    side: str
    undecided: bool
    new_words: int
    counted: bool = True


K = TypeVar("K", bound=Hashable)


def _rows(passages: pd.DataFrame, *, counted: bool = True) -> list[_Passage]:
    # Thousands of small cells are counted many times faster as plain rows than as slices of a table.
    columns = (passages[name].tolist() for name in _Passage._fields if name != "counted")
    return [_Passage(*row)._replace(counted=counted) for row in zip(*columns, strict=True)]


def _passages(passages: pd.DataFrame, level: str, left_out: pd.DataFrame | None) -> list[_Passage]:
    """The passages of one level, said and observed: those that are counted, then those that are left out."""
    found: list[_Passage] = []
    for table in (passages, left_out):
        if table is not None:
            mine = table[(table["level"] == level) & table["voice"].isin(["said", "observed"])]
            found += _rows(mine, counted=table is passages)
    return found


def _by(passages: Iterable[_Passage], key: Callable[[_Passage], K]) -> dict[K, list[_Passage]]:
    found: dict[K, list[_Passage]] = {}
    for passage in passages:
        found.setdefault(key(passage), []).append(passage)
    return found


def _counts(found: Sequence[_Passage]) -> dict[str, object]:
    """Counts of one cell's passages, said and observed."""
    left_out = sum(one.voice == "said" and not one.counted for one in found)
    found = [one for one in found if one.counted]
    said = [one for one in found if one.voice == "said"]
    return {
        "references": len(said),
        "for_references": sum(one.side in IN_FAVOUR for one in said),
        "against_references": sum(one.side in CONTRARY for one in said),
        "disputed_references": sum(one.side == DISPUTED for one in said),
        "observed_references": len(found) - len(said),
        "undecided": sum(one.undecided for one in said) + left_out,
        "words": sum(one.new_words for one in said),
        "passage_ids": sorted(one.passage_id for one in found),
    }


def _texts(sources: pd.DataFrame | None) -> dict[str, str]:
    return {} if sources is None else texts_of(sources[["source_id", "kind", "file"]].to_dict("records"))


def _totals(found: Sequence[_Passage], texts: Mapping[str, str]) -> dict[str, object]:
    counted = [one for one in found if one.counted]
    return _counts(found) | {
        "sources": len({texts.get(one.source_id, one.source_id) for one in counted}),
        "cases": len({one.case_id for one in counted} - {NO_CASE}),
    }


def _state(cell: Mapping[str, object], *, heard: bool, silent: str) -> str:
    in_favour, against = bool(cell["for_references"]), bool(cell["against_references"])
    if not heard:
        return "not_heard"
    if in_favour and against:
        return "both"
    if in_favour or against:
        return "for" if in_favour else "against"
    if cell["disputed_references"]:
        return "disputed"
    if cell["references"]:
        return "spoken"
    return "observed" if cell["observed_references"] else silent


def _words(turns: pd.DataFrame, role: str) -> dict[str, int]:
    own = turns[turns["role"] == role]
    sums = own.groupby("case_id", sort=True)["n_words"].sum().items()
    return {str(case): int(words) for case, words in sums if case != NO_CASE}


def _sources_of(turns: pd.DataFrame) -> dict[str, Sequence[str]]:
    own = turns[(turns["role"] == "informant") & (turns["case_id"] != NO_CASE)]
    pairs = own[["case_id", "source_id"]].drop_duplicates().sort_values(["case_id", "source_id"])
    found: dict[str, list[str]] = {}
    for case, source in zip(pairs["case_id"].tolist(), pairs["source_id"].tolist(), strict=True):
        found.setdefault(str(case), []).append(str(source))
    return dict(found)
