"""Coded passages, and which of them are shown as examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from benang.text.words import count_words

FEWEST_WORDS, MOST_WORDS = 8, 60
"""The length of a quotation that a reader takes in and understands by itself."""


@dataclass(frozen=True)
class Passage:
    """Overlapping codings of one code (or of what is counted as one) in one source: one reference.

    Attributes:
        unit: the code that they are counted under.
        source_id, start, end: the stretch that they cover together.
        codings: the codings in order of place.
    """

    unit: str
    source_id: str
    start: int
    end: int
    codings: tuple[dict[str, Any], ...]

    @property
    def case_id(self) -> str:
        """Whose words these are; empty where it cannot be told."""
        return str(self.codings[0]["case_id"])

    @property
    def coders(self) -> list[str]:
        """Who coded it."""
        return sorted({str(coding["coder"]) for coding in self.codings})

    @property
    def shown(self) -> dict[str, Any]:
        """The coding whose words stand for the passage: of a length that reads well, else the shortest; the first."""
        return min(self.codings, key=lambda coding: (*_length(coding), coding["start"], coding["coding_id"]))


def passages(codings: Iterable[dict[str, Any]], unit_of: Callable[[dict[str, Any]], str | None]) -> list[Passage]:
    """Merge overlapping codings of one unit in one source, as the matrices do.

    Args:
        codings: rows of table ``codings``.
        unit_of: the unit a coding is counted under; None leaves it out.

    Returns:
        The passages in order of source, place and unit.
    """
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for coding in codings:
        unit = unit_of(coding)
        if unit is not None:
            grouped.setdefault((str(coding["source_id"]), unit), []).append(coding)
    found: list[Passage] = []
    for (source_id, unit), members in grouped.items():
        members.sort(key=lambda coding: (coding["start"], coding["end"], coding["coding_id"]))
        stretch: list[dict[str, Any]] = []
        reach = -1
        for coding in members:
            if stretch and coding["start"] >= reach:
                found.append(Passage(unit, source_id, int(stretch[0]["start"]), reach, tuple(stretch)))
                stretch = []
            stretch.append(coding)
            reach = max(reach, int(coding["end"])) if len(stretch) > 1 else int(coding["end"])
        found.append(Passage(unit, source_id, int(stretch[0]["start"]), reach, tuple(stretch)))
    return sorted(found, key=lambda passage: (passage.source_id, passage.start, passage.end, passage.unit))


def chosen(found: Iterable[Passage], order: Iterable[str], most: int) -> list[Passage]:
    """At most one passage a case, for showing.

    For each case the passage that most coders coded; among these one of 8 to 60 words (else the one closest to it);
    among these the earliest in order of source and place. Nothing is drawn by lot or by hand.

    Args:
        found: passages to choose from; those without a case stand for nobody and are used only where no case has any.
        order: the cases, in the order in which they are shown.
        most: how many cases at most.
    """
    by_case: dict[str, Passage] = {}
    for passage in found:
        best = by_case.get(passage.case_id)
        if best is None or _rank(passage) < _rank(best):
            by_case[passage.case_id] = passage
    picked = [by_case[case] for case in order if case in by_case]
    return (picked or list(by_case.values()))[:most]


def _rank(passage: Passage) -> tuple[int, int, int, str, int, int]:
    return (-len(passage.coders), *_length(passage.shown), passage.source_id, passage.start, passage.end)


def _length(coding: dict[str, Any]) -> tuple[int, int]:
    """Whether a quotation's length is outside what reads well, and how far."""
    n = count_words(str(coding["quotation"]))
    outside = max(FEWEST_WORDS - n, n - MOST_WORDS, 0)
    return (int(outside > 0), outside)
