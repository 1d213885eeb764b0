"""Where a study stands, as the tables of its run show it: what the next steps are told from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from benang.coding.suggestions.suggestion_table import to_decide
from benang.conclusions.next_steps import Standing

_BY_PEOPLE = ("human", "suggestion")
_ASKS = ("?", "？", "؟", "⸮")
"""How a question ends."""


def standing_of(frames: Mapping[str, pd.DataFrame], unanswered: int, named: Mapping[str, Any]) -> Standing:
    """Where a study stands.

    Args:
        frames: the tables ``sources``, ``turns``, ``codes``, ``codings``, ``disagreements``, ``suggestions`` and
            ``claims``.
        unanswered: how many passages against claims have no answer.
        named: what the study's configuration names, by the attribute of ``Standing``.
    """
    codings, codes = frames["codings"], frames["codes"].sort_values(["order", "code_id"], kind="stable")
    people = codings[codings["method"].isin(_BY_PEOPLE) & (codings["status"] == "accepted")]
    counts = Counter(people["code_id"])
    interviews = frames["sources"][frames["sources"]["kind"] == "interview"]
    untold, untold_sources = _untold(interviews, frames["turns"])
    found = Standing(
        interviews=len(interviews),
        untold=untold,
        untold_sources=untold_sources,
        codes=codes["code_id"].tolist(),
        coders=sorted(set(people["coder"])),
        undecided=int((frames["disagreements"]["decision"] == "").sum()),
        suggestions=to_decide(frames["suggestions"], codes),
        claims=len(frames["claims"]),
        unanswered=unanswered,
        most_coded=min(counts, key=lambda code: (-counts[code], code), default=""),
    )
    return replace(found, **named)


def _untold(interviews: pd.DataFrame, turns: pd.DataFrame) -> tuple[dict[str, Sequence[str]], int]:
    """Speakers of interviews in which nobody is an informant, each with the role that a question mark proposes."""
    told: Collection[str] = set(turns.loc[turns["role"] == "informant", "source_id"])
    texts = {
        source_id: text
        for source_id, text in zip(interviews["source_id"], interviews["text"], strict=True)
        if source_id not in told
    }
    own = turns[turns["source_id"].isin(list(texts)) & (turns["speaker"] != "")]
    asked: dict[str, list[bool]] = defaultdict(list)
    known: dict[str, str] = {}
    columns = (own[name].tolist() for name in ("source_id", "speaker", "role", "start", "end"))
    for source_id, speaker, role, start, end in zip(*columns, strict=True):
        asked[speaker].append(texts[source_id][start:end].rstrip().endswith(_ASKS))
        known[speaker] = role
    roles: dict[str, Sequence[str]] = {"interviewer": [], "informant": []}
    for speaker in sorted(asked):
        asks = known[speaker] == "interviewer" or 2 * sum(asked[speaker]) > len(asked[speaker])
        roles["interviewer" if asks else "informant"] = [*roles["interviewer" if asks else "informant"], speaker]
    return roles, len(texts)
