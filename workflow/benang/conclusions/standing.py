"""Where a study stands, as the tables of its run show it: what the next steps are told from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from benang.coding.passages import Counting, readers
from benang.coding.passages.counted import sides_judged
from benang.coding.people.sources_read import sources_read
from benang.coding.side_words import columns_not_read
from benang.coding.suggestions.left_to_decide import to_decide
from benang.conclusions.next_steps import Standing
from benang.core.problems import Problem, in_order
from benang.sources.speakers.role_proposals import RoleProposals

_BY_PEOPLE = ("human", "suggestion")
_ROLES = ("informants-untold", "informants-unproposed", "roles-to-confirm")
_RECOGNISABLE = ("case-alone", "case-alone-more", "text-recognisable")
_IN_BULK = 4  # labels of one interview


def standing_of(
    frames: Mapping[str, pd.DataFrame],
    unanswered: int,
    named: Mapping[str, Any],
    problems: Sequence[Problem] = (),
    names_left: int = 0,
    *,
    roles: RoleProposals,
) -> Standing:
    """Where a study stands.

    Args:
        frames: the tables ``sources``, ``turns``, ``codes``, ``codings``, ``disagreements``, ``suggestions`` and
            ``claims``; what was said in them is not asked for.
        unanswered: how many passages against claims have no answer.
        named: what the study's configuration names, by the attribute of ``Standing``.
        problems: all that the run told.
        names_left: how many words are most likely names that nobody listed (``residual_risk.likely_names``).
        roles: who asks and who answers in the interviews, as far as they tell it.
    """
    codings, codes = frames["codings"], frames["codes"].sort_values(["order", "code_id"], kind="stable")
    people = codings[codings["method"].isin(_BY_PEOPLE) & (codings["status"] == "accepted")]
    counts = Counter(people["code_id"])
    interviews = frames["sources"][frames["sources"]["kind"] == "interview"]
    named = dict(named)
    read = sources_read(named.pop("read", {}), frames["sources"])[0]
    read_by = readers(codings, Counting(), read)
    once = [source for source, coders in read_by.items() if len(coders) == 1]
    errors = in_order(one for one in problems if one.severity == "error")
    found = Standing(
        sources=len(frames["sources"]),
        untold=len(roles.untold),
        guessed=len(roles.guessed),
        passed=_passed_over(interviews, frames["turns"], problems),
        languages=tuple(sorted(str(one.values["told"]) for one in problems if one.kind == "language-other")),
        roles=(_told_line(problems) or roles.line) if roles.informant or roles.interviewer else "",
        roles_file=next((str(one.values["file"]) for one in problems if one.kind in _ROLES), ""),
        codes=codes["code_id"].tolist(),
        coders=sorted(set(people["coder"])),
        undecided=int((frames["disagreements"]["decision"] == "").sum()),
        read_once=len(once) if len(once) < len(read_by) else 0,
        suggestions=to_decide(frames["suggestions"], codes),
        claims=len(frames["claims"]),
        unanswered=unanswered,
        sided=sides_judged(codings, codes),
        sides_unread=tuple(columns_not_read(problems)),
        recognisable=sum(one.kind in _RECOGNISABLE for one in problems),
        errors=len(errors),
        first_error=errors[0] if errors else None,
        names_left=names_left,
        most_coded=min(counts, key=lambda code: (-counts[code], code), default=""),
    )
    return replace(found, **named)


def _told_line(problems: Sequence[Problem]) -> str:
    """The line of roles as the run told it, without names."""
    return next((str(one.values["entry"]) for one in problems if one.kind in _ROLES), "")


def _passed_over(interviews: pd.DataFrame, turns: pd.DataFrame, problems: Sequence[Problem]) -> int:
    """How many interviews have as many labels that were passed over as labels that were read, and not just a few."""
    labelled = Counter(turns.loc[turns["speaker"] != "", "source_id"])
    read = {
        str(file): labelled[source] for source, file in zip(interviews["source_id"], interviews["file"], strict=True)
    }
    return sum(
        one.file in read and int(str(one.values["count"])) >= max(_IN_BULK, read[one.file])
        for one in problems
        if one.kind == "labels-passed-over"
    )
