"""Cases of a project that are parts of a text, as cases of turns.

A turn is of the case that more than half of it is a part of. Whoever asks in it is no case.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

Part = tuple[str, tuple[int, int]]
"""The id of a case, and a part of a text that is its own."""

_TELLS_ROLE = ("table", "list", "introduced", "word", "bold")
"""What tells a role, whosever turn it is."""


class HeldTurn(NamedTuple):
    """A turn of a source that the study has by now, as in the table ``turns``."""

    start: int
    end: int
    role: str
    role_from: str
    case_id: str


def turns_with_cases(turns: Sequence[Mapping[str, object]], parts: Sequence[Part]) -> list[dict[str, object]]:
    """The turns of a text that becomes a source, each with its case.

    Args:
        turns: rows of the table ``turns``.
        parts: the parts of the text, in its frozen text.
    """
    cases = {case_id for case_id, _ in parts}
    result: list[dict[str, object]] = []
    for turn in turns:
        best = _case_of(int(str(turn["start"])), int(str(turn["end"])), parts)
        if turn["role"] != "interviewer" and best:
            result.append({**turn, "case_id": best, "role": "informant", "role_from": "case"})
        elif turn["case_id"] in cases:
            result.append({**turn, "case_id": ""})  # of the case only a part of the text is its own
        else:
            result.append(dict(turn))
    return result


def held_turns_with_cases(
    turns: Sequence[HeldTurn], parts: Sequence[Part], listed: Collection[str]
) -> tuple[list[dict[str, object]], int]:
    """What cases as parts of a text change in a source that the study has itself.

    What the speaker table or the table of cases says of a turn holds. A case that was only made up for the source, as
    the study lists none, is none beside those of the project.

    Args:
        turns: of the source.
        parts: the parts, in its frozen text.
        listed: the cases that the study lists.

    Returns:
        The turns that change, with ``start``, ``case_id``, ``role``, ``role_from``, and ``was``, the case they had; and
        how many turns the study says otherwise of.
    """
    changed: list[dict[str, object]] = []
    refused = 0
    for turn in turns:
        made_up = turn.case_id not in listed and turn.role_from != "table"
        best = _case_of(turn.start, turn.end, parts) if turn.role != "interviewer" else ""
        if best and best != turn.case_id:
            if turn.case_id and not made_up:
                refused += 1
                continue
            role = (turn.role, turn.role_from) if turn.role_from in _TELLS_ROLE else ("informant", "case")
            changed.append(_changed(turn, best, *role))
        elif not best and turn.case_id and made_up:
            changed.append(_changed(turn, "", turn.role, turn.role_from))
    # Where the study says otherwise of everything, its own cases stay.
    return (changed if any(turn["case_id"] for turn in changed) else []), refused


def with_turn_cases(
    sources: pd.DataFrame, turns: pd.DataFrame, changed: pd.DataFrame, listed: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables ``sources`` and ``turns`` with what cases as parts of a text change.

    Args:
        sources, turns: of the whole study.
        changed: table ``turn_cases``.
        listed: the cases that the study lists; a source keeps those it has.
    """
    if changed.empty:
        return sources, turns
    names = ("case_id", "role", "role_from")
    columns = [changed[name].tolist() for name in ("source_id", "start", *names)]
    new = {(source, start): told for source, start, *told in zip(*columns, strict=True)}
    keys = list(zip(turns["source_id"], turns["start"], strict=True))
    old = zip(*(turns[name] for name in names), strict=True)
    rows = [new.get(key, list(row)) for key, row in zip(keys, old, strict=True)]
    turns = turns.assign(**{name: [row[place] for row in rows] for place, name in enumerate(names)})
    of_source: dict[str, list[str]] = {}
    for source, case_id in zip(turns["source_id"], turns["case_id"], strict=True):
        if case_id and case_id not in of_source.setdefault(source, []):
            of_source[source].append(case_id)
    touched = set(changed["source_id"])
    cells = [
        [
            *(case for case in cell if case in listed or case in of_source.get(source, ())),
            *(case for case in sorted(of_source.get(source, ())) if case not in cell),
        ]
        if source in touched
        else cell
        for source, cell in zip(sources["source_id"], sources["case_ids"], strict=True)
    ]
    sources = sources.copy()
    sources["case_ids"] = cells
    return sources, turns


def _changed(turn: HeldTurn, case_id: str, role: str, role_from: str) -> dict[str, object]:
    return {"start": turn.start, "case_id": case_id, "role": role, "role_from": role_from, "was": turn.case_id}


def _case_of(start: int, end: int, parts: Sequence[Part]) -> str:
    """The case that more than half of a turn is a part of; of two, the one that has more of it; empty for none."""
    shared: dict[str, int] = {}
    for case_id, (first, last) in parts:
        shared[case_id] = shared.get(case_id, 0) + max(0, min(end, last) - max(start, first))
    best = max(shared, key=lambda case_id: shared[case_id], default="")
    return best if best and 2 * shared[best] > end - start else ""
