"""Questions of the guide by informants: of whom each was asked, who answered, and who spoke of it unasked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import pandas as pd

from benang.coding.codebook.code_tree import below
from benang.core.model import TABLES
from benang.mapping.matrices import heard

COLUMNS = TABLES["question_case"].columns

STATES = ("not_known", "answered", "asked", "volunteered", "not_asked")
"""What a cell says; the first that holds. ``not_known``: nobody confirmed what was asked in a source in which the case
speaks; ``answered``: asked, and a passage about it follows; ``asked``: asked, and no such passage; ``volunteered``: not
asked, and spoken of all the same."""


def question_case(
    passages: pd.DataFrame,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    turns: pd.DataFrame,
    guide: pd.DataFrame,
    asked_turns: pd.DataFrame,
) -> pd.DataFrame:
    """Every question of the guide with every informant who was heard.

    Args:
        passages, codes, cases, turns, guide: the tables of those names.
        asked_turns: table ``asked``.

    Returns:
        Questions in the guide's order, informants by id: ``state`` (one of ``STATES``), ``asked`` (in how many turns;
        a source in which it was asked in an unknown turn counts as one), ``answered`` and ``volunteered`` (said
        passages of the question's codes that follow a question about them, and that do not;
        ``coding.passages.questions``), ``passage_ids`` (all said passages of these codes). Of codes of which one lies
        below another, the upper one alone is counted.
    """
    levels = dict(zip(codes["code_id"], codes["level"], strict=True))
    under = below(codes)
    speaking = _speaking(turns)
    confirmed = set(asked_turns["source_id"])
    asked: defaultdict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    for source, turn, question in zip(*(asked_turns[c] for c in ("source_id", "turn", "question_id")), strict=True):
        for case in speaking.get(source, ()):
            asked[question, case].add((source, int(turn)))
    guided = [
        (question, _uppermost(about, under))
        for question, about in zip(guide["question_id"], guide["code_ids"], strict=True)
    ]
    said = _said(passages[passages["code_id"].isin({code for _, tops in guided for code in tops})])
    sources_of: defaultdict[str, set[str]] = defaultdict(set)
    for source, who in speaking.items():
        for case in who:
            sources_of[case].add(source)
    listed = [str(case) for case in cases["case_id"]]
    known = [case for case in sorted(heard(turns)) if case in listed]
    rows: list[dict[str, object]] = []
    for question, tops in guided:
        for case in known:
            found = [one for code in tops for one in said.get((levels.get(code, ""), code, case), ())]
            rows.append(
                {"question_id": question, "case_id": case}
                | _cell(asked.get((question, case), set()), found, known=sources_of[case] <= confirmed)
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def _speaking(turns: pd.DataFrame) -> dict[str, set[str]]:
    """Who speaks in each source."""
    own = turns[(turns["role"] == "informant") & (turns["case_id"] != "")]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source, case in zip(own["source_id"], own["case_id"], strict=True):
        found[source].add(case)
    return found


def _said(passages: pd.DataFrame) -> Mapping[tuple[str, str, str], list[tuple[str, str]]]:
    """By level, code and case the id of each said passage, and whether it was prompted."""
    mine = passages[passages["voice"] == "said"]
    found: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    columns = ("level", "code_id", "case_id", "passage_id", "prompted")
    known_prompts: dict[str, str] = {}  # a word stands in many passages, and is in memory once
    for level, code, case, passage, prompted in zip(*(mine[name].tolist() for name in columns), strict=True):
        found[level, code, case].append((str(passage), known_prompts.setdefault(prompted, prompted)))
    return found


def _uppermost(about: Collection[str], under: Mapping[str, Collection[str]]) -> list[str]:
    """The codes a question is about, without those that lie below another of them."""
    return [
        code
        for code in dict.fromkeys(map(str, about))
        if not any(other != code and code in under.get(other, ()) for other in about)
    ]


def _cell(asked: Collection[object], found: Collection[tuple[str, str]], *, known: bool) -> dict[str, object]:
    answered = sum(prompted == "yes" for _, prompted in found)
    volunteered = sum(prompted == "no" for _, prompted in found)
    if not known:
        state = "not_known"
    elif asked:
        state = "answered" if answered else "asked"
    else:
        state = "volunteered" if found else "not_asked"
    return {
        "state": state,
        "asked": len(asked),
        "answered": answered,
        "volunteered": volunteered,
        "passage_ids": sorted({passage for passage, _ in found}),
    }
