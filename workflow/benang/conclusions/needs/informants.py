"""The need of so many informants who speak for a claim."""

from __future__ import annotations

from collections.abc import Iterable

from benang.conclusions.needs.need import Evidence, Found, Nameable, Need, Wrong


def _wrong(least: int, study: Nameable) -> Iterable[Wrong]:
    if study.cases is not None and least > len(study.cases):
        yield Wrong("claim-needs-too-many", None, {"needed": least, "cases": len(study.cases)})


def _found(least: int, evidence: Evidence) -> Iterable[Found]:
    yield Found("", len(evidence.speaking), len(evidence.base), least, least <= 1)


NEED = Need(
    key="informants",
    schema={
        "description": "The least number of cases that must speak for it.",
        "type": "integer",
        "minimum": 1,
        "default": 1,
    },
    wrong=_wrong,
    found=_found,
    called="informants",
)
