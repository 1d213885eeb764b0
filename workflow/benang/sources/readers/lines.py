"""What several readers need to know of lines and spans: one kind of line end, edits in order, what is settled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from benang.text.offsets import Edit


def one_line_end(text: str) -> str:
    """``text`` with every line end written as ``\\n``, and as long as before, so that offsets hold."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits sorted and without overlaps: of two that overlap, the one that begins first (then the longer) stays."""
    kept: list[Edit] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end, edit.replacement)):
        if edit.start >= end and edit.end > edit.start:
            kept.append(edit)
            end = edit.end
    return tuple(kept)


class Settled:
    """Stretches of a text that are settled; places are in them or not."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._all: list[tuple[int, int]] = []
        self.add(spans)

    def add(self, spans: list[tuple[int, int]]) -> None:
        """Settle more spans."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted([*self._all, *spans]):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._all = merged
        self._starts = [start for start, _ in merged]

    def __contains__(self, position: int) -> bool:
        place = bisect_right(self._starts, position) - 1
        return place >= 0 and position < self._all[place][1]
