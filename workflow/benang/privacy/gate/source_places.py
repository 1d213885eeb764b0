"""Where in the study's sources a leak comes from: the same words stand around it there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from benang.privacy.gate.findings import Finding, finding_of
from benang.privacy.gate.found_texts import TEXT
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.text.spans import SpanIndex

_ENOUGH = 12  # letters around a leak that are the same in a source


class Place(NamedTuple):
    """A place in a source: its file, the raw line (None where it has none), the turn, the first character."""

    file: str
    line: int | None
    turn: int
    start: int


class Places:
    """The study's sources, read and looked through only when there is a leak.

    Args:
        table: gives the table ``sources`` (columns source_id, file, text), ``turns`` or ``offset_map`` by its name.
    """

    def __init__(self, table: Callable[[str], pd.DataFrame]) -> None:
        self._table = table
        self._terms: SensitiveTerms | None = None
        self._found: dict[str, list[tuple[Finding, Place]]] = {}

    def find(self, finding: Finding, terms: SensitiveTerms) -> Place | None:
        """Where the words of a finding stand in a source; None where they stand in none."""
        if self._terms is not terms:
            self._look(terms)
        before, after = finding.around
        best, most = None, 0
        for other, place in self._found.get(finding.replacement, ()):
            left, right = other.around
            same = _same(before[::-1], left[::-1]) + _same(after, right)
            if same > most:
                best, most = place, same
        whole = len(before) + len(after)
        return best if best and most >= min(_ENOUGH, max(whole, 1)) else None

    def _look(self, terms: SensitiveTerms) -> None:
        self._terms, self._found = terms, {}
        sources = self._table("sources")
        columns = (sources[name] for name in ("source_id", "file", "text"))
        for source_id, file, text in zip(*columns, strict=True):
            for hit in (*terms.hits(text, TEXT), *terms.patterns(text)):
                where = self._index.locate(source_id, hit.start, hit.end)
                place = Place(file, where.line or None, where.turn, hit.start)
                known = self._found.setdefault(hit.replacement, [])
                if all(place != other for _, other in known):
                    known.append((finding_of(text, hit, "", terms), place))

    @cached_property
    def _index(self) -> SpanIndex:
        return SpanIndex(self._table("turns"), self._table("offset_map"))


def _same(one: str, other: str) -> int:
    count = 0
    for character, same in zip(one, other, strict=False):
        if character != same:
            break
        count += 1
    return count
