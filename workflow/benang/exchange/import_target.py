"""What projects are imported into, and what was imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case
from benang.sources.cleaning import Cleaning
from benang.sources.frozen_tables import Frozen
from benang.sources.speakers.roles import Speakers

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ImportTarget:
    """What of a study its projects are imported into.

    Attributes:
        sources: table ``sources`` of the study's own files.
        cases: its cases; empty where it has no case file, and then every source that comes is a case of its own, or is
            of the project's cases.
        speakers, pseudonyms, cleaning: as for every source.
        turns: table ``turns`` of those sources: what in a text is said, and what are labels; None where that is not
            known.
    """

    sources: pd.DataFrame
    cases: Sequence[Case]
    speakers: Speakers
    pseudonyms: Pseudonyms
    cleaning: Cleaning
    turns: pd.DataFrame | None = None


@dataclass
class Imported:
    """What was imported from projects.

    Attributes:
        frozen: sources that the study did not hold.
        rows: raw coding rows (``segments.raw_rows.COLUMNS``); their offsets are of frozen texts.
        texts: one row a text: file, name, source_id, how (new, same, similar), similarity.
        cases: attributes by case, where the study has no case file.
        origins: rows of the table ``project_sources``.
        turn_cases: rows of the table ``turn_cases``.
        memos: rows of the table ``memos`` on texts that the study holds already.
        notes: what has no place in a text: file, kind (memo, set, map), name, text, members.
        problems: everything that was found.
        pseudonyms: what was replaced.
    """

    pseudonyms: Pseudonyms
    frozen: list[Frozen] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    texts: list[dict[str, object]] = field(default_factory=list)
    cases: dict[str, dict[str, str]] = field(default_factory=dict)
    origins: list[dict[str, object]] = field(default_factory=list)
    turn_cases: list[dict[str, object]] = field(default_factory=list)
    memos: list[dict[str, object]] = field(default_factory=list)
    notes: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
