"""Where the passages of another program's database are: by their positions, held to the words stored with them.

A program stores with a coding its positions and the words that were marked. Where they agree, in one of the ways in
which the program is known to count, that is the place. Where they do not, the text was changed after it was coded, or
the program counted otherwise: the words win. Where they stand in one place alone, or in one place at the positions,
they are there; else, if what stands at the positions is similar, the positions hold; else the passage is not taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import Indel

from benang.core.problems import Problem
from benang.exchange.refi.positions import MarkedText, Reading, Selection
from benang.text.text_key import NormalizedText, Span, key, occurrences

SIMILAR = 0.8
"""Share of characters in common from which stored words are an earlier state of those at their positions."""

_MOST_REPORTED = 20  # passages outside their text, each with its place
_MOST_PLACES = 1_000  # of the same words in one text
_MOST_SEARCHED = 2_000  # passages with other words than those at their positions
_COMPARED = 2_000  # characters of two long passages


@dataclass(frozen=True)
class Passage:
    """A marked span of a text as a file states it.

    Attributes:
        start, end: positions as written; None where there is no number.
        words: the words stored with it; empty where there are none.
        place: what finds it again in the file.
    """

    start: int | None
    end: int | None
    words: str = ""
    place: str = ""


class Placing:
    """Finds the passages of one file, and remembers what was wrong with them."""

    def __init__(self, shown_name: str) -> None:
        self._shown_name = shown_name
        self._outside: list[Problem] = []
        self._more_outside = 0
        self._found_otherwise: dict[str, list[str]] = {}
        self._n_searched = 0
        self._searched: tuple[str, NormalizedText] | None = None  # the text last looked through, folded

    def spans(
        self, text: str, mark: bool, passages: Sequence[Passage], readings: Sequence[Reading], part: str
    ) -> list[Span | None]:
        """Where passages are in a text.

        Args:
            text: the text, without a byte order mark.
            mark: whether a byte order mark stood before it.
            passages: what the file states.
            readings: the ways in which the program counts; without words the first holds.
            part: what finds the text in the file, for messages.

        Returns:
            For each passage its span of ``text`` in code points, end exclusive; None where it cannot be told.
        """
        selections = [
            Selection(-1, -1) if each.start is None or each.end is None else Selection(each.start, each.end)
            for each in passages
        ]
        marked = MarkedText(text, mark, selections)
        read = [list(zip(*(ends.tolist() for ends in marked.spans(reading)), strict=True)) for reading in readings]
        return [
            self._span(text, passage, [spans[number] for spans in read], part)
            for number, passage in enumerate(passages)
        ]

    def problems(self) -> list[Problem]:
        """What was wrong: passages outside their text one by one, up to a bound; the others counted."""
        found = list(self._outside)
        if self._more_outside:
            values: dict[str, object] = {"count": self._more_outside}
            found.append(Problem("exchange-offsets-more", self._shown_name, values=values))
        for kind, places in sorted(self._found_otherwise.items()):
            found.append(Problem(kind, self._shown_name, place=places[0], values={"count": len(places)}))
        return found

    def _span(self, text: str, passage: Passage, spans: Sequence[Span], part: str) -> Span | None:
        first = spans[0] if spans[0] != (-1, -1) else None
        if not key(passage.words[:_COMPARED]):
            if first is None:
                self._note_outside(passage, part)
            return first
        for span in spans:
            if span != (-1, -1) and _same(text, span, passage.words):
                return span
        self._n_searched += 1
        if self._n_searched > _MOST_SEARCHED:
            self._note("exchange-passages-unfound", passage)
            return None
        if found := self._place_of(text, passage.words, first):
            self._note("exchange-passages-moved", passage)
            return found
        if first and _similar(text[first[0] : first[1]], passage.words):
            self._note("exchange-passages-changed", passage)
            return first
        if first is None:
            self._note_outside(passage, part)
        else:
            self._note("exchange-passages-unfound", passage)
        return None

    def _place_of(self, text: str, words: str, stated: Span | None) -> Span | None:
        """Where the words stand: in one place alone, or of several in the one that overlaps what is stated."""
        places = [(start, start + len(words)) for start in islice(occurrences(text, words), _MOST_PLACES)]
        if not places:
            if self._searched is None or self._searched[0] is not text:
                self._searched = (text, NormalizedText(text, [(0, len(text))]))
            places = self._searched[1].find(key(words))[:_MOST_PLACES]
        if len(places) == 1:
            return places[0]
        near = [place for place in places if stated and place[0] < stated[1] and stated[0] < place[1]]
        return near[0] if len(near) == 1 else None

    def _note(self, kind: str, passage: Passage) -> None:
        self._found_otherwise.setdefault(kind, []).append(passage.place)

    def _note_outside(self, passage: Passage, part: str) -> None:
        if len(self._outside) == _MOST_REPORTED:
            self._more_outside += 1
            return
        values = {
            "start": "?" if passage.start is None else passage.start,
            "end": "?" if passage.end is None else passage.end,
            "part": part,
        }
        problem = Problem("exchange-offsets-outside", self._shown_name, place=passage.place, values=values)
        self._outside.append(problem)


def _same(text: str, span: Span, words: str) -> bool:
    start, end = span
    if end - start == len(words) and text.startswith(words, start):
        return True
    # Text controls write line ends and spaces in their own way; more than that they do not add.
    return end - start <= 2 * len(words) + 100 and key(text[start:end]) == key(words)


def _similar(there: str, words: str) -> bool:
    if not 0.8 < len(there) / len(words) < 1.25:
        return False
    return Indel.normalized_similarity(there[:_COMPARED], words[:_COMPARED], score_cutoff=SIMILAR) >= SIMILAR
