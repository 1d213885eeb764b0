"""Find quotations that were copied from a raw transcript, whatever was replaced in them since.

A number may be one only for the words before it (``WA``), and a name only beside another; a quotation that leaves the
reason out is not changed as its source was. So what the frozen text does not have is looked for in the text as it was
before names and identifiers were replaced, and goes the way that is kept from there to the frozen text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import pandas as pd

from benang.text.offsets import MappedText, Run
from benang.text.quotations import Place, Searchable
from benang.text.text_key import Span

RawText = Callable[[str], MappedText | None]
"""The text of a source, by its id, as it was before anything was replaced in it; None where it is not known."""


class RawLookup:
    """The raw texts of a study's sources, each prepared when it is first asked for."""

    def __init__(self, raw_text: RawText, offset_map: pd.DataFrame) -> None:
        """Look in raw texts.

        Args:
            raw_text: what gives them.
            offset_map: the table of that name.
        """
        self._raw_text = raw_text
        self._offset_map = offset_map
        self._prepared: dict[str, tuple[Searchable, MappedText, MappedText] | None] = {}

    def find(self, source_id: str, text: str, utterances: Sequence[Span], quotation: str) -> list[Place]:
        """Every place of the frozen text that a quotation from the raw text stands for.

        Args:
            source_id: the source.
            text: its frozen text.
            utterances: start and end of each turn's utterance in it, in order.
            quotation: as the coder copied it.
        """
        prepared = self._of(source_id, text)
        if prepared is None:
            return []
        searchable, raw, frozen = prepared
        places: dict[Span, Place] = {}
        for place in searchable.find(quotation) or searchable.find_elided(quotation):
            span = _within(utterances, *frozen.to_clean(*raw.to_raw(place.start, place.end)))
            if span:
                cuts = tuple(frozen.to_clean(*raw.to_raw(*cut)) for cut in place.cuts)
                places.setdefault(span, Place(*span, place.similarity, place.parts, cuts=cuts))
        return sorted(places.values())

    def _of(self, source_id: str, text: str) -> tuple[Searchable, MappedText, MappedText] | None:
        if source_id not in self._prepared:
            raw = self._raw_text(source_id)
            if raw is None:
                self._prepared[source_id] = None
            else:
                own = self._offset_map[self._offset_map["source_id"] == source_id].sort_values("start", kind="stable")
                columns = ("start", "end", "raw_start", "raw_end", "exact")
                runs = tuple(Run(*row) for row in zip(*(own[name].tolist() for name in columns), strict=True))
                self._prepared[source_id] = Searchable(raw.text), raw, MappedText(text, runs)
        return self._prepared[source_id]


def _within(utterances: Sequence[Span], start: int, end: int) -> Span | None:
    """What of a span is said: without the labels at its ends; None where nothing of it is."""
    first = bisect_right(utterances, start, key=lambda span: span[1])
    last = bisect_left(utterances, end, key=lambda span: span[0]) - 1
    if first > last or first >= len(utterances):
        return None
    start, end = max(start, utterances[first][0]), min(end, utterances[last][1])
    return (start, end) if start < end else None
