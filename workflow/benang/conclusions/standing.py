"""Where a study stands, as the tables of its run show it: what the next steps are told from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from benang.coding.passages import Counting, readers
from benang.coding.people.sources_read import sources_read
from benang.coding.suggestions.suggestion_table import to_decide
from benang.conclusions.next_steps import Standing
from benang.sources.speakers.role_proposals import propose_roles

_BY_PEOPLE = ("human", "suggestion")


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
    roles = propose_roles(frames["sources"], frames["turns"])
    named = dict(named)
    read = sources_read(named.pop("read", {}), frames["sources"])[0]
    read_by = readers(codings, Counting(), read)
    once = [source for source, coders in read_by.items() if len(coders) == 1]
    found = Standing(
        interviews=len(interviews),
        untold=len(roles.untold),
        roles=roles.line if roles.informant or roles.interviewer else "",
        codes=codes["code_id"].tolist(),
        coders=sorted(set(people["coder"])),
        undecided=int((frames["disagreements"]["decision"] == "").sum()),
        read_once=len(once) if len(once) < len(read_by) else 0,
        suggestions=to_decide(frames["suggestions"], codes),
        claims=len(frames["claims"]),
        unanswered=unanswered,
        most_coded=min(counts, key=lambda code: (-counts[code], code), default=""),
    )
    return replace(found, **named)
