"""Cases by the labels of speakers, where the name of a file does not tell them: above all in groups.

A source is cleaned without knowing the study's other cases, so that a new case changes no other source. Once all are
there, a label that is a case's id, or what the case is called, is that case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from benang.core.problems import Problem
from benang.sources.speakers.label_key import label_key

if TYPE_CHECKING:
    import pandas as pd

_SETTLED = ("source-without-case", "source-of-missing-case", "no-informant")
_OWN_WORD = (
    "table",
    "list",
    "introduced",
    "word",
    "bold",
)  # tell an interviewer whatever the label may be


def with_cases_by_label(
    sources: pd.DataFrame, turns: pd.DataFrame, names: Mapping[str, Sequence[str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sources and turns of interviews with the cases that labels name.

    One such label is enough in a source whose name tells no case, unless it is a bare letter that means an informant
    (``N``). Elsewhere there must be two: in an interview with A, a letter may well be another case's id.

    Args:
        sources: table ``sources``.
        turns: table ``turns``.
        names: by id of each case of the study, in their order, what else it is called. Names that two cases share name
            neither.

    Returns:
        Both tables: ``case_ids`` of the sources with what was found, in the order of the cases; ``case_id`` of the
        turns, and where nothing surer told it, ``role`` (informant) and ``role_from`` (``case``). What the speaker
        table, a list of the study or a word says of a role stays.
    """
    known = _cases_by_key(names)
    speakers = turns[turns["speaker"] != ""].drop_duplicates(["source_id", "speaker"])
    own = dict(zip(sources["source_id"], map(list, sources["case_ids"]), strict=True))
    kinds = dict(zip(sources["source_id"], sources["kind"], strict=True))
    found: dict[tuple[str, str], str] = {}
    for source, rows in speakers.groupby("source_id", sort=True):
        source_id = str(source)
        if kinds.get(source_id) != "interview":
            continue
        labels = {
            str(row["speaker"]): known[key]
            for row in rows.to_dict("records")
            if (key := label_key(str(row["speaker"]))) in known and _may_answer(key, row["role"], row["role_from"])
        }
        if len(set(labels.values())) < 2:
            letters = set(rows.loc[rows["role_from"] == "letter", "speaker"])
            bare = {label for label in labels if label in letters and len(label_key(label)) == 1}
            labels = {} if own[source_id] else {label: case for label, case in labels.items() if label not in bare}
        found |= {(source_id, label): case for label, case in labels.items()}
    if not found:
        return sources, turns
    return _sources(sources, found, list(names)), _turns(turns, found)


def unsettled(problems: Sequence[Problem], sources: pd.DataFrame, turns: pd.DataFrame) -> list[Problem]:
    """The problems without those that a label has settled: a source without a case, or without an informant.

    Args:
        problems: of intake and of cleaning.
        sources, turns: as ``with_cases_by_label`` gives them.
    """
    answering = set(turns.loc[turns["role"] == "informant", "source_id"])
    with_case = set(sources.loc[sources["case_ids"].map(len) > 0, "file"])
    with_informant = set(sources.loc[sources["source_id"].isin(answering), "file"])
    settled = dict(zip(_SETTLED, (with_case, with_case, with_informant), strict=True))
    return [problem for problem in problems if problem.file not in settled.get(problem.kind, ())]


def _cases_by_key(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The case that each label means; an id goes before what another case is called."""
    by_key: dict[str, set[str]] = {}
    for case_id in names:
        by_key.setdefault(label_key(case_id), set()).add(case_id)
    ids = set(by_key)
    for case_id, others in names.items():
        for key in set(map(label_key, others)) - ids:
            by_key.setdefault(key, set()).add(case_id)
    return {key: next(iter(cases)) for key, cases in by_key.items() if len(cases) == 1}


def _may_answer(key: str, role: str, role_from: str) -> bool:
    """Whether a speaker can be a case: whoever asks is none, unless a letter alone makes an interviewer of ``P1``."""
    return role != "interviewer" or (role_from not in _OWN_WORD and len(key) > 1)


def _sources(sources: pd.DataFrame, found: Mapping[tuple[str, str], str], order: Sequence[str]) -> pd.DataFrame:
    place = {case: number for number, case in enumerate(order)}
    more: dict[str, set[str]] = {}
    for (source_id, _), case in found.items():
        more.setdefault(source_id, set()).add(case)
    cells = [
        sorted({*cell, *more.get(source, ())}, key=lambda case: place.get(case, -1))
        for source, cell in zip(sources["source_id"], sources["case_ids"], strict=True)
    ]
    with_cases = sources.copy()
    with_cases["case_ids"] = cells
    return with_cases


def _turns(turns: pd.DataFrame, found: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    columns = [turns[name].tolist() for name in ("source_id", "speaker", "case_id", "role", "role_from")]
    rows: list[tuple[str, str, str]] = []
    for source_id, speaker, case_id, role, role_from in zip(*columns, strict=True):
        named = found.get((source_id, speaker), "")
        if not named or (role_from == "table" and case_id):
            rows.append((case_id, role, role_from))
        elif role_from in _OWN_WORD:
            rows.append((named, role, role_from))
        else:
            rows.append((named, "informant", "case"))
    cells = list(zip(*rows, strict=True))
    return turns.assign(case_id=list(cells[0]), role=list(cells[1]), role_from=list(cells[2]))
