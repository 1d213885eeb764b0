"""Codings cut at the borders of turns: what was coded of each turn."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from benang.core import model
from benang.core.counting import EVIDENCE
from benang.core.source_texts import SourceTexts
from benang.text.text_key import Span
from benang.text.utterance_words import words_and_symbols

VOICES = ("said", "asked", "observed", "reported")
"""Whose words a passage is in: an informant's own, the interviewer's, an observer's, or a third voice's."""

_VOICE_OF = {"informant": "said", "interviewer": "asked", "observer": "observed"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What one coding covers of one turn.

    Attributes:
        start, end: from its first to its last word (code points of the frozen text, end exclusive); where it covers
            no word ("(...)"), its own span.
        place: which of the coding's turns this is, from 0.
    """

    start: int
    end: int
    coding_id: str
    coder: str
    code_id: str
    side: str
    use: str
    place: int


class _Places:
    """Where words stand, in few bytes: those of all turns of a study are many."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts, self._ends = array("l", [start for start, _ in spans]), array("l", [end for _, end in spans])

    def touched(self, start: int, end: int) -> list[Span]:
        """Those that ``start:end`` touches; one that it cuts counts whole."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return list(zip(self._starts[first:last], self._ends[first:last], strict=True))


class Utterance:
    """One turn of a source.

    Attributes:
        source_id, turn, start, end: as in the table ``turns``.
        voice: one of ``VOICES``; empty for the head of a file and for an article's prose, which are nobody's voice.
        case_id: whose words these are, or whom the observer describes; empty for any other voice.
        question: number of the interviewer's last turn before it; 0 where there is none.

    ``text`` is what is said in the turn, and nothing else of the source.
    """

    __slots__ = ("_text", "_units", "_words", "case_id", "end", "question", "source_id", "start", "turn", "voice")

    def __init__(self, source_id: str, turn: int, span: Span, voice: str, case_id: str, question: int, text: str):
        self.source_id, self.turn, (self.start, self.end) = source_id, turn, span
        self.voice, self.case_id, self.question = voice, case_id, question
        self._text = text
        self._words: _Places | None = None
        self._units: _Places | None = None

    def units(self, start: int, end: int) -> list[Span]:
        """The words and symbols that ``start:end`` touches."""
        return self._touched(self._places()[1], start, end)

    def said(self, start: int, end: int) -> str:
        """The text from ``start`` to ``end``, of this turn alone, white space as single spaces."""
        return " ".join(self._text[max(start - self.start, 0) : max(end - self.start, 0)].split())

    def words(self, spans: list[Span]) -> set[Span]:
        """The words that any of ``spans`` touches."""
        words = self._places()[0]
        found: set[Span] = set()
        for start, end in spans:
            found.update(self._touched(words, start, end))
        return found

    def _places(self) -> tuple[_Places, _Places]:
        """Its words, and they together with symbols; looked for once."""
        if self._words is None or self._units is None:
            words, units = words_and_symbols(self._text)
            self._words = _Places(words)
            self._units = self._words if units is words else _Places(units)
        return self._words, self._units

    def _touched(self, places: _Places, start: int, end: int) -> list[Span]:
        return [
            (first + self.start, last + self.start)
            for first, last in places.touched(start - self.start, end - self.start)
        ]


class _Turns:
    """The turns of one source; each is made when a coding touches it, as most have none.

    Attributes:
        starts, ends: of each, in order.
    """

    def __init__(self, source_id: str, text: str, columns: Sequence[Sequence[Any]]) -> None:
        self._source_id, self._text = source_id, text
        self._turn, self.starts, self.ends, self._role, self._speaker, self._case = columns
        self._questions = array("q", _questions_before(self._turn, self._role))
        self._made: dict[int, Utterance] = {}

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> Utterance:
        if number not in self._made:
            voice = _VOICE_OF.get(self._role[number], "reported" if self._speaker[number] else "")
            own = self._case[number] if voice in EVIDENCE else ""
            start, end = self.starts[number], self.ends[number]
            place = (self._source_id, self._turn[number], (start, end))
            self._made[number] = Utterance(*place, voice, own, self._questions[number], self._text[start:end])
        return self._made[number]


def _questions_before(turns: Sequence[int], roles: Sequence[str]) -> Iterator[int]:
    """Of each turn the number of the interviewer's last turn before it."""
    question = 0
    for turn, role in zip(turns, roles, strict=True):
        yield question
        if role == "interviewer":
            question = turn


_NUMBERS, _NAMES = ("turn", "start", "end"), ("role", "speaker", "case_id")
"""Columns of turns, in the order in which ``_Turns`` takes them."""


_OWN = ("start", "end", "coding_id")
"""Columns of codings whose cells are all different; those of others stand in many rows, and are in memory once."""


_MOST_KEPT = 400
"""Sources whose turns are kept; of others they are made each time."""


def _shared(column: pd.Series[str]) -> list[str]:
    places, texts = pd.factorize(column)
    different = texts.tolist()
    return [different[place] for place in places.tolist()]


class Utterances:
    """The turns of a study, to cut codings by.

    Args:
        turns: table ``turns``.
        sources: table ``sources``.
        keep: whether turns that were made stay, for who cuts other codings by them, too; those of the first
            ``_MOST_KEPT`` sources, as turns of ten thousand are a gigabyte.
        texts: the frozen texts, where ``sources`` is without them.
    """

    def __init__(
        self,
        turns: pd.DataFrame,
        sources: pd.DataFrame,
        *,
        keep: bool = False,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self._texts = SourceTexts(sources) if texts is None else texts
        keys = ["source_id", "start", "turn"]
        ordered = turns[["source_id", *_NUMBERS, *_NAMES]]
        if not model.ascends(ordered, keys):
            ordered = ordered.sort_values(keys, kind="stable").reset_index(drop=True)
        self._rows_of = {
            str(source): (int(rows[0]), int(rows[-1]) + 1)
            for source, rows in ordered.groupby("source_id", sort=False).indices.items()
        }
        self._numbers = [array("q", ordered[name].to_numpy(np.int64).tobytes()) for name in _NUMBERS]
        # A name stands in many turns, and is in memory once.
        self._names = [
            (places.astype(np.int32), names.tolist())
            for places, names in (pd.factorize(ordered[name]) for name in _NAMES)
        ]
        self._kept: dict[str, _Turns] | None = {} if keep else None

    def _of_source(self, source: str) -> _Turns:
        """The turns of one source."""
        if self._kept is not None and source in self._kept:
            return self._kept[source]
        first, last = self._rows_of.get(source, (0, 0))
        columns: list[Sequence[Any]] = [column[first:last] for column in self._numbers]
        columns += [[names[place] for place in places[first:last].tolist()] for places, names in self._names]
        turns = _Turns(source, self._texts.get(source, ""), columns)
        if self._kept is not None and len(self._kept) < _MOST_KEPT:
            self._kept[source] = turns
        return turns

    def pieces(self, codings: pd.DataFrame) -> Iterator[tuple[Utterance, list[Piece]]]:
        """What was coded of each turn that somebody coded, in order of source and turn.

        Args:
            codings: table ``codings``, with or without the columns ``side`` and ``use``.
        """
        filled = codings
        for column in ("side", "use"):
            if column not in filled.columns:
                filled = filled.assign(**{column: ""})
        columns = ("source_id", "start", "end", "coding_id", "coder", "code_id", "side", "use")
        of_source: dict[str, list[tuple[Any, ...]]] = {}
        cells = (filled[name].tolist() if name in _OWN else _shared(filled[name]) for name in columns)
        for source, *coded in zip(*cells, strict=True):
            of_source.setdefault(str(source), []).append(tuple(coded))
        for source in sorted(of_source):
            turns = self._of_source(source)
            of_turn: dict[int, list[Piece]] = {}
            for start, end, coding, coder, code, side, use in of_source.pop(source):
                for place, (number, first, last) in enumerate(_cut(turns, start, end)):
                    of_turn.setdefault(number, []).append(Piece(first, last, coding, coder, code, side, use, place))
            for number in sorted(of_turn):
                yield turns[number], of_turn[number]


def _cut(turns: _Turns, start: int, end: int) -> list[tuple[int, int, int]]:
    """The turns that a coding has words in: their place in the source, start and end of the piece.

    Without a word in any ("(...)") it is the first utterance that it touches, which may follow a speaker's label.
    """
    first = max(bisect_right(turns.starts, start) - 1, 0)
    cut: list[tuple[int, int, int]] = []
    for number in range(first, len(turns)):
        begins, ends = turns.starts[number], turns.ends[number]
        if begins >= end:
            break
        if ends > start and (units := turns[number].units(max(start, begins), min(end, ends))):
            cut.append((number, units[0][0], units[-1][1]))
    if not cut:
        touches = (number for number in range(first, len(turns)) if turns.ends[number] > start)
        number = next(touches, len(turns))
        if number < len(turns) and turns.starts[number] < end:
            cut.append((number, max(start, turns.starts[number]), min(end, turns.ends[number])))
    return cut
