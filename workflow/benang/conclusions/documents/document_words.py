"""What the documents say of themselves, and the few words that only they use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benang.core.texts import read_texts, text_in

_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time that a zip file (and so a docx) can hold; for a study without a date."""


@dataclass(frozen=True)
class About:
    """The documents' facts.

    Attributes:
        title: of the study.
        authors: in the order of the report.
        description: the research question.
        date: when the documents say they were made: the study's date, or 1980-01-01 where it has none.
        dated: whether the study has a date.
        language: of the report.
        words: those of ``texts/documents.yaml``.
    """

    title: str
    authors: tuple[str, ...]
    description: str
    date: datetime
    dated: bool
    language: str
    words: Mapping[str, str]

    @property
    def epoch(self) -> int:
        """The date in seconds since 1970."""
        return int(self.date.timestamp())


def about(study: Mapping[str, Any], language: str) -> About:
    """The facts of a study's documents.

    Args:
        study: what the study says of itself (``benang.study.plan.Plan.about``); its date is a day, a month or a year.
        language: of the report.
    """
    words = read_texts("documents.yaml")
    date = parsed(str(study["date"]))
    return About(
        title=" ".join(text_in(study["title"], language).split()),
        authors=tuple(" ".join(str(author).split()) for author in study["authors"]),
        description=" ".join(text_in(study["question"], language).split()),
        date=max(date, _EARLIEST) if date else _EARLIEST,
        dated=date is not None,
        language=language,
        words=words.get(language, words["en"]),
    )


def parsed(date: str) -> datetime | None:
    """``2022-12-14``, ``2022-12`` or ``2022`` as the first moment of it; None for anything else."""
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(date, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
