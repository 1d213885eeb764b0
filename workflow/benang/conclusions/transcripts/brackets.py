"""The brackets in a transcript's margin: one for each code and span, whoever gave it, each in a lane of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

from benang.core.counting import CONSENSUS

LONGEST_LINE = 100
"""Characters that a line of a page has at most (``templates/transcript.css``)."""


@dataclass(frozen=True)
class Bracket:
    """One code on one span of a source.

    Attributes:
        start, end: code points of the frozen text, end exclusive.
        code_id: the code.
        codings: rows of the table ``codings`` that are this one, the consensus first, then by coder.
        lane: the place in the margin, from 0; two brackets in one lane stand on no line together.
    """

    start: int
    end: int
    code_id: str
    codings: tuple[Mapping[str, Any], ...]
    lane: int

    @property
    def coders(self) -> list[str]:
        """Who gave the code, the consensus first."""
        return list(dict.fromkeys(str(coding["coder"]) for coding in self.codings))


def brackets(codings: Iterable[Mapping[str, Any]], text: str) -> list[Bracket]:
    """The brackets of one source, in the order of the text; of two that begin together the longer first.

    Args:
        codings: its rows of the table ``codings``, of those that are accepted.
        text: its frozen text.
    """
    same: dict[tuple[int, int, str], list[Mapping[str, Any]]] = {}
    for coding in codings:
        same.setdefault((int(coding["start"]), -int(coding["end"]), str(coding["code_id"])), []).append(coding)
    spans = [(start, -end) for start, end, _ in sorted(same)]
    found = zip(sorted(same), _lanes(spans, text), strict=True)
    return [
        Bracket(key[0], -key[1], key[2], tuple(sorted(same[key], key=_consensus_first)), lane) for key, lane in found
    ]


def _consensus_first(coding: Mapping[str, Any]) -> tuple[bool, str, str]:
    return coding["method"] != CONSENSUS, str(coding["coder"]), str(coding["coding_id"])


def _lanes(spans: Sequence[tuple[int, int]], text: str) -> list[int]:
    """The lowest lane that is free where each span begins; spans are in the order of their starts."""
    taken: list[tuple[int, int]] = []  # from where on it is free, and the lane
    free: list[int] = []
    lanes = []
    for start, end in spans:
        while taken and taken[0][0] <= start:
            heappush(free, heappop(taken)[1])
        lane = heappop(free) if free else len(taken)
        heappush(taken, (_released(text, end), lane))
        lanes.append(lane)
    return lanes


def _released(text: str, end: int) -> int:
    """From where on nothing stands on the line any more that a span ends on, however wide the page is."""
    newline = text.find("\n", max(0, end - 1), end + LONGEST_LINE)
    return end + LONGEST_LINE if newline < 0 else max(end, newline + 1)
