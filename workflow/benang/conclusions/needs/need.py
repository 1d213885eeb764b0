"""What a need of a claim is: a key below ``needs`` in claims.yaml, checked against the study and its evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from benang.coding.sides import IN_FAVOUR
from benang.core.model import GROUP_COLUMN

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Nameable:
    """What of a study the needs of its claims may name.

    Attributes:
        cases: table ``cases``; None where nothing is to be checked against it.
        kinds: kinds of source that the study has; None where they are not to be checked.
    """

    cases: pd.DataFrame | None = None
    kinds: Collection[str] | None = None

    @cached_property
    def groups(self) -> list[str] | None:
        """The groups of the cases; None where they are not to be checked."""
        return None if self.cases is None else sorted(set(group_of(self.cases).values()) - {""})


@dataclass(frozen=True)
class Evidence:
    """What a claim's needs are tested on.

    Attributes:
        passages: the claim's passages, with their side towards it (``claim_passages.ClaimPassages.rows``).
        states: the state of every case of the study towards the claim, in the study's order.
        heard: cases with a turn of their own.
        cases, sources: the tables of those names.
    """

    passages: pd.DataFrame
    states: Mapping[str, str]
    heard: Collection[str]
    cases: pd.DataFrame
    sources: pd.DataFrame

    @property
    def speaking(self) -> list[str]:
        """Cases that speak for the claim."""
        return [case for case, state in self.states.items() if state in IN_FAVOUR]

    @property
    def base(self) -> list[str]:
        """Cases that could speak for it."""
        return [case for case in self.states if case in self.heard]

    @property
    def sources_for(self) -> set[str]:
        """Sources with a passage for the claim."""
        return set(self.passages.loc[self.passages["side"].isin(IN_FAVOUR), "source_id"].astype(str))


class Wrong(NamedTuple):
    """What a need names that the study has not.

    Attributes:
        kind: the problem's kind; its sentences are given ``claim`` beside ``values``.
        place: the number of the list's entry that is wrong; None where the value is no list.
        values: what fills its sentences; ``near`` is what was perhaps meant.
    """

    kind: str
    place: int | None
    values: Mapping[str, object]


class Found(NamedTuple):
    """One thing that a claim asks for, and what is there.

    Attributes:
        name: which group, kind, ... it is; empty where the need has no name.
        has: how many there are, of ``base``.
        base: of how many.
        wanted: how many there must be.
        cannot_fail: whether any evidence for the claim would meet it.
    """

    name: str
    has: int
    base: int
    wanted: int
    cannot_fail: bool


@dataclass(frozen=True)
class Need:
    """A kind of need.

    Attributes:
        key: its key below ``needs`` in claims.yaml.
        schema: the JSON Schema of its value, with ``description`` and ``default``.
        wrong: what a value (as the schema has it) names that the study has not.
        found: what a value asks for, each thing with what is there; nothing where the value asks for nothing.
        called: what the column ``need`` of ``claim_needs`` and ``texts/needs.yaml`` call one thing it asks for.
        counted: what ``has`` and ``base`` count, a noun of ``texts/report.yaml`` (``informant``, ``source``).
        named: what the report looks the names up as: ``group``, ``kind``, ``code``; empty shows them as written.
        written: whether people write the names, so that pseudonyms are put in.
    """

    key: str
    schema: Mapping[str, Any]
    found: Callable[[Any, Evidence], Iterable[Found]]
    called: str
    wrong: Callable[[Any, Nameable], Iterable[Wrong]] = field(default=lambda value, study: ())
    counted: str = "informant"
    named: str = ""
    written: bool = True


def group_of(cases: pd.DataFrame) -> dict[str, str]:
    """The group of each case; empty where the study has no groups."""
    if GROUP_COLUMN not in cases.columns:
        return {}
    return {str(case): str(group) for case, group in zip(cases["case_id"], cases[GROUP_COLUMN], strict=True)}
