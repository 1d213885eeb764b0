"""Projects of other programs without the texts and cases of people who withdrew."""

from __future__ import annotations

from dataclasses import replace

from benang.exchange.project import Project
from benang.sources.withdrawal import Withdrawal


def without_withdrawn_texts(project: Project, withdrawal: Withdrawal) -> Project:
    """A project without the texts that are theirs alone, by name or by its own cases, and all that is on them."""
    cases = [case for case in project.cases if withdrawal.is_case(case.name) or withdrawal.is_source(case.name)]
    others = {text for case in project.cases if case not in cases for text in case.sources}
    gone = {source.identity for source in project.sources if withdrawal.is_source(source.name)}
    gone |= {source.identity for source in project.sources if withdrawal.is_case(source.name)}
    gone |= {text for case in cases for text in case.sources} - others
    if not gone and not cases:
        return project
    return replace(
        project,
        sources=tuple(source for source in project.sources if source.identity not in gone),
        codings=tuple(coding for coding in project.codings if coding.source not in gone),
        memos=tuple(memo for memo in project.memos if memo.source not in gone),
        cases=tuple(
            replace(case, sources=tuple(text for text in case.sources if text not in gone))
            for case in project.cases
            if case not in cases
        ),
        sets=tuple(
            replace(group, sources=tuple(text for text in group.sources if text not in gone)) for group in project.sets
        ),
    )
