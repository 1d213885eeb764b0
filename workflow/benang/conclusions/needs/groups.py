"""The need of someone of each of some groups who speaks for a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benang.conclusions.needs.need import Evidence, Found, Nameable, Need, Wrong, group_of
from benang.core.problems import nearest
from benang.core.schema_check import NOT_BLANK


def _wrong(groups: Sequence[str], study: Nameable) -> Iterable[Wrong]:
    known = study.groups
    if known is None:
        return
    if groups and not known:
        yield Wrong("claim-no-groups", 0, {"group": groups[0]})
        return
    for place, group in enumerate(groups):
        if group not in known:
            values = {"group": group, "known": ", ".join(known) or "-", "near": nearest(group, known)}
            yield Wrong("claim-unknown-group", place, values)


def _found(groups: Sequence[str], evidence: Evidence) -> Iterable[Found]:
    own = group_of(evidence.cases)
    for group in groups:
        members = [case for case in evidence.base if own.get(case) == group]
        has = sum(case in members for case in evidence.speaking)
        yield Found(group, has, len(members), 1, bool(evidence.base) and len(members) == len(evidence.base))


NEED = Need(
    key="groups",
    schema={
        "description": "Groups of cases (values of the attribute group) of each of which one case at least must speak"
        " for it.",
        "type": "array",
        "uniqueItems": True,
        "items": {"type": "string", "pattern": NOT_BLANK},
        "default": [],
    },
    wrong=_wrong,
    found=_found,
    called="group",
    named="group",
)
