"""Where the codings of several people meet: spans of one source to which one code was given.

Two codings meet where they share a word (or a symbol such as an emoji) that somebody says. What else a selection in a
coding program takes along (the speaker's label, white space, a full stop) makes no difference between two coders.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from benang.coding.people.sources_read import SourcesRead, sources_worked_on
from benang.core.source_texts import SourceTexts
from benang.text.text_key import Span
from benang.text.utterance_words import touched, words_and_symbols


@lru_cache(maxsize=1024)
def _words_of(utterance: str) -> list[Span]:
    """Words and symbols of an utterance; kept for a while, as codings are looked at source by source."""
    return words_and_symbols(utterance)[1]


class Words:
    """The words and symbols in the utterances of one text.

    Args:
        text: frozen text of a source.
        utterances: start and end of each utterance, in order; the whole text where there are none.
    """

    def __init__(self, text: str, utterances: list[Span]) -> None:
        self.text = text
        self._utterances = utterances or [(0, len(text))]

    def utterance(self, place: int) -> int:
        """Which utterance, counted from 0, the word that begins at ``place`` is in."""
        return bisect_right(self._begins, place) - 1

    def within(self, start: int, end: int) -> list[Span]:
        """The words that ``start:end`` (code points, end exclusive) touches; a word it cuts counts whole."""
        found: list[Span] = []
        for first, last in self._utterances[max(0, self.utterance(start)) :]:
            if first >= end:
                break
            words = _words_of(self.text[first:last])
            found += [(first + one, first + other) for one, other in touched(words, start - first, end - first)]
        return found

    @cached_property
    def _begins(self) -> list[int]:
        return [start for start, _ in self._utterances]


_COLUMNS = (
    *("source_id", "code_id", "coding_id", "coder", "start", "end", "quotation", "why", "case_id", "anchor"),
    *("side", "use"),
)
"""Of the table ``codings``, what regions are made from."""


@dataclass(frozen=True)
class Coded:
    """One coding, with the words it covers; where it covers none ("(...)"), with its own span instead."""

    coding_id: str
    coder: str
    start: int
    end: int
    quotation: str
    why: str
    case_id: str
    anchor: str
    words: tuple[Span, ...]
    side: str = ""
    use: str = ""


@dataclass(frozen=True)
class Region:
    """Codings of one source with one code that meet, directly or through others, in reading order."""

    source_id: str
    code_id: str
    codings: tuple[Coded, ...]

    def of(self, coder: str) -> tuple[Coded, ...]:
        """One coder's codings."""
        return tuple(coding for coding in self.codings if coding.coder == coder)


class Regions:
    """The regions of a study, for any choice of coders.

    Args:
        codings: table ``codings``; accepted ones count.
        turns: table ``turns``.
        sources: table ``sources``.
        read: by coder what the coder read besides (``people.sources_read``).
    """

    def __init__(
        self, codings: pd.DataFrame, turns: pd.DataFrame, sources: pd.DataFrame, read: SourcesRead | None = None
    ) -> None:
        self._codings = codings[codings["status"] == "accepted"]
        ordered = turns[["source_id", "start", "end"]].sort_values(["source_id", "start"], kind="stable")
        self._rows_of = ordered.groupby("source_id").indices
        # As plain numbers: to take some rows of a large table for each of its sources takes the square of them.
        self._starts, self._ends = ordered["start"].to_numpy(), ordered["end"].to_numpy()
        self._texts = SourceTexts(sources)
        self._last: tuple[str, Words] | None = None
        self._coded: dict[str, set[str]] = {}
        for coder, worked_on in sources_worked_on(self._codings, read).items():
            for source in worked_on:
                self._coded.setdefault(source, set()).add(coder)

    def words(self, source_id: str) -> Words:
        """The words of a source; those of the last one asked for are kept."""
        if self._last is None or self._last[0] != source_id:
            rows = self._rows_of.get(source_id, [])
            utterances = list(zip(self._starts[rows].tolist(), self._ends[rows].tolist(), strict=True))
            self._last = (source_id, Words(self._texts[source_id], utterances))
        return self._last[1]

    def coders(self, source_id: str) -> frozenset[str]:
        """Who coded the source: everybody who read it, or has a coding in it that is no suggestion taken."""
        return frozenset(self._coded.get(source_id, ()))

    def of(self, coders: Collection[str], *, all_of_them: bool = False) -> Iterator[Region]:
        """The regions of the codings of ``coders``, in order of source, code and place.

        Args:
            coders: whose codings.
            all_of_them: only in sources that every one of them coded.
        """
        wanted = frozenset(coders)
        chosen = self._codings[self._codings["coder"].isin(sorted(wanted))]
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        # Groups are small and many: as plain rows they are had in a fraction of the time.
        for values in zip(*(chosen[name].tolist() for name in _COLUMNS), strict=True):
            row = dict(zip(_COLUMNS, values, strict=True))
            groups.setdefault((row["source_id"], row["code_id"]), []).append(row)
        for (source_id, code_id), rows in sorted(groups.items(), key=lambda group: group[0]):
            if not all_of_them or wanted <= self.coders(source_id):
                yield from self._meeting(source_id, code_id, rows)

    def _meeting(self, source_id: str, code_id: str, rows: list[dict[str, Any]]) -> Iterator[Region]:
        words = self.words(source_id)
        codings = [_coded(row, words) for row in rows]
        codings.sort(key=lambda coding: (coding.words[0], coding.words[-1], coding.coder, coding.coding_id))
        group: list[Coded] = []
        reach = -1
        for coding in codings:
            if group and coding.words[0][0] >= reach:
                yield Region(source_id, code_id, tuple(group))
                group, reach = [], -1
            group.append(coding)
            reach = max(reach, coding.words[-1][1])
        if group:
            yield Region(source_id, code_id, tuple(group))


def _coded(row: Mapping[Any, Any], words: Words) -> Coded:
    return Coded(
        coding_id=row["coding_id"],
        coder=row["coder"],
        start=row["start"],
        end=row["end"],
        quotation=row["quotation"],
        why=row["why"],
        case_id=row["case_id"],
        anchor=row["anchor"],
        words=tuple(words.within(row["start"], row["end"])) or ((row["start"], row["end"]),),
        side=row["side"],
        use=row["use"],
    )
