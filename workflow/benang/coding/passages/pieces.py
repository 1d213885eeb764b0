"""Codings cut at the borders of turns: what was coded of each turn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from benang.text.text_key import Span
from benang.text.utterance_words import touched, words_and_symbols

VOICES = ("said", "asked", "observed", "reported")
"""Whose words a passage is in: an informant's own, the interviewer's, an observer's, or a third voice's."""

_VOICE_OF = {"informant": "said", "interviewer": "asked", "observer": "observed"}


@lru_cache(maxsize=256)
def _words_and_symbols(utterance: str) -> tuple[list[Span], list[Span]]:
    """Kept for a while, as the pieces of a turn are asked for one after the other."""
    return words_and_symbols(utterance)


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


class Utterance:
    """One turn of a source.

    Attributes:
        source_id, turn, start, end: as in the table ``turns``.
        voice: one of ``VOICES``; empty for the head of a file and for an article's prose, which are nobody's voice.
        case_id: whose words these are, or whom the observer describes; empty for any other voice.
        question: number of the interviewer's last turn before it; 0 where there is none.

    ``text`` is what is said in the turn, and nothing else of the source.
    """

    def __init__(self, source_id: str, turn: int, span: Span, voice: str, case_id: str, question: int, text: str):
        self.source_id, self.turn, (self.start, self.end) = source_id, turn, span
        self.voice, self.case_id, self.question = voice, case_id, question
        self._text = text
        # Those of the spans that were asked for: all words of all turns would take the memory of a machine.
        self._words: dict[Span, list[Span]] = {}

    def units(self, start: int, end: int) -> list[Span]:
        """The words and symbols that ``start:end`` touches."""
        return self._touched(_words_and_symbols(self._text)[1], start, end)

    def said(self, start: int, end: int) -> str:
        """The text from ``start`` to ``end``, of this turn alone, white space as single spaces."""
        return " ".join(self._text[max(start - self.start, 0) : max(end - self.start, 0)].split())

    def words(self, spans: list[Span]) -> set[Span]:
        """The words that any of ``spans`` touches."""
        found: set[Span] = set()
        for start, end in spans:
            if (start, end) not in self._words:
                self._words[start, end] = self._touched(_words_and_symbols(self._text)[0], start, end)
            found.update(self._words[start, end])
        return found

    def _touched(self, spans: list[Span], start: int, end: int) -> list[Span]:
        return _moved(touched(spans, start - self.start, end - self.start), self.start)


class Utterances:
    """The turns of a study, to cut codings by.

    Args:
        turns: table ``turns``.
        sources: table ``sources``.
    """

    def __init__(self, turns: pd.DataFrame, sources: pd.DataFrame) -> None:
        self._texts = dict(zip(sources["source_id"].tolist(), sources["text"].tolist(), strict=True))
        ordered = turns.sort_values(["source_id", "start", "turn"], kind="stable").reset_index(drop=True)
        self._rows_of = {str(source): rows for source, rows in ordered.groupby("source_id", sort=False).indices.items()}
        self._columns = [ordered[name] for name in ("turn", "start", "end", "role", "speaker", "case_id")]

    def _of_source(self, source: str) -> list[Utterance]:
        """The turns of one source, made when they are asked for: a large study has very many."""
        if source not in self._rows_of:
            return []
        rows = self._rows_of[source]
        text = self._texts.get(source, "")
        found: list[Utterance] = []
        question = 0
        cells = (column.iloc[rows[0] : rows[-1] + 1].tolist() for column in self._columns)
        for turn, start, end, role, speaker, case in zip(*cells, strict=True):
            voice = _VOICE_OF.get(role, "reported" if speaker else "")
            own = case if voice in ("said", "observed") else ""
            found.append(Utterance(source, turn, (start, end), voice, own, question, text[start:end]))
            if role == "interviewer":
                question = turn
        return found

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
        for source, *coded in zip(*(filled[name].tolist() for name in columns), strict=True):
            of_source.setdefault(str(source), []).append(tuple(coded))
        for source in sorted(of_source):
            turns = self._of_source(source)
            starts = [turn.start for turn in turns]
            of_turn: dict[int, list[Piece]] = {}
            for start, end, coding, coder, code, side, use in of_source[source]:
                for place, (number, first, last) in enumerate(_cut(turns, starts, start, end)):
                    of_turn.setdefault(number, []).append(Piece(first, last, coding, coder, code, side, use, place))
                    turns[number].words([(first, last)])  # while the turn's words are at hand
            for number in sorted(of_turn):
                yield turns[number], of_turn[number]


def _cut(turns: list[Utterance], starts: list[int], start: int, end: int) -> list[tuple[int, int, int]]:
    """The turns that a coding has words in: their place in the source, start and end of the piece.

    Without a word in any ("(...)") it is the first utterance that it touches, which may follow a speaker's label.
    """
    first = max(bisect_right(starts, start) - 1, 0)
    cut: list[tuple[int, int, int]] = []
    for number in range(first, len(turns)):
        turn = turns[number]
        if turn.start >= end:
            break
        if turn.end > start and (units := turn.units(max(start, turn.start), min(end, turn.end))):
            cut.append((number, units[0][0], units[-1][1]))
    if not cut:
        touches = (number for number in range(first, len(turns)) if turns[number].end > start)
        number = next(touches, len(turns))
        if number < len(turns) and turns[number].start < end:
            cut.append((number, max(start, turns[number].start), min(end, turns[number].end)))
    return cut


def _moved(spans: list[Span], by: int) -> list[Span]:
    return [(start + by, end + by) for start, end in spans]
