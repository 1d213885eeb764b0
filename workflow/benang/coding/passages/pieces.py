"""Codings cut at the borders of turns: what was coded of each turn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from benang.text.text_key import Span
from benang.text.utterance_words import touched, words_and_symbols

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


class Utterance:
    """One turn of a source.

    Attributes:
        source_id, turn, start, end: as in the table ``turns``.
        voice: one of ``VOICES``; empty for the head of a file and for an article's prose, which are nobody's voice.
        case_id: whose words these are, or whom the observer describes; empty for any other voice.
        question: number of the interviewer's last turn before it; 0 where there is none.
    """

    def __init__(self, source_id: str, turn: int, span: Span, voice: str, case_id: str, question: int, text: str):
        self.source_id, self.turn, (self.start, self.end) = source_id, turn, span
        self.voice, self.case_id, self.question = voice, case_id, question
        self._text = text

    @cached_property
    def _found(self) -> tuple[list[Span], list[Span]]:
        words, units = words_and_symbols(self._text[self.start : self.end])
        return _moved(words, self.start), _moved(units, self.start)

    def units(self, start: int, end: int) -> list[Span]:
        """The words and symbols that ``start:end`` touches."""
        return touched(self._found[1], start, end)

    def said(self, start: int, end: int) -> str:
        """The text from ``start`` to ``end``, of this turn alone, white space as single spaces."""
        return " ".join(self._text[max(start, self.start) : min(end, self.end)].split())

    def words(self, spans: list[Span]) -> set[Span]:
        """The words that any of ``spans`` touches."""
        found: set[Span] = set()
        for start, end in spans:
            found.update(touched(self._found[0], start, end))
        return found


class Utterances:
    """The turns of a study, to cut codings by.

    Args:
        turns: table ``turns``.
        sources: table ``sources``.
    """

    def __init__(self, turns: pd.DataFrame, sources: pd.DataFrame) -> None:
        texts = dict(zip(sources["source_id"], sources["text"], strict=True))
        ordered = turns.sort_values(["source_id", "start", "turn"], kind="stable")
        columns = ("source_id", "turn", "start", "end", "role", "speaker", "case_id")
        self._of: dict[str, list[Utterance]] = {}
        question = 0
        for source, turn, start, end, role, speaker, case in zip(*(ordered[c].tolist() for c in columns), strict=True):
            if source not in self._of:
                self._of[source] = []
                question = 0
            voice = _VOICE_OF.get(role, "reported" if speaker else "")
            own = case if voice in ("said", "observed") else ""
            self._of[source].append(Utterance(source, turn, (start, end), voice, own, question, texts.get(source, "")))
            if role == "interviewer":
                question = turn
        self._starts = {source: [turn.start for turn in found] for source, found in self._of.items()}

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
        of_turn: dict[str, dict[int, list[Piece]]] = {}
        rows = zip(*(filled[name].tolist() for name in columns), strict=True)
        for source, start, end, coding, coder, code, side, use in rows:
            found = of_turn.setdefault(str(source), {})
            for place, (number, first, last) in enumerate(self._cut(source, start, end)):
                found.setdefault(number, []).append(Piece(first, last, coding, coder, code, side, use, place))
        for source in sorted(of_turn):
            for number in sorted(of_turn[source]):
                yield self._of[source][number], of_turn[source][number]

    def _cut(self, source: str, start: int, end: int) -> list[tuple[int, int, int]]:
        """The turns that a coding has words in: their place in the source, start and end of the piece.

        Without a word in any ("(...)") it is the first utterance that it touches, which may follow a speaker's label.
        """
        found = self._of.get(source, [])
        first = max(bisect_right(self._starts.get(source, []), start) - 1, 0)
        cut: list[tuple[int, int, int]] = []
        for number in range(first, len(found)):
            turn = found[number]
            if turn.start >= end:
                break
            if turn.end > start and (units := turn.units(max(start, turn.start), min(end, turn.end))):
                cut.append((number, units[0][0], units[-1][1]))
        if not cut:
            touches = (number for number in range(first, len(found)) if found[number].end > start)
            number = next(touches, len(found))
            if number < len(found) and found[number].start < end:
                cut.append((number, max(start, found[number].start), min(end, found[number].end)))
        return cut


def _moved(spans: list[Span], by: int) -> list[Span]:
    return [(start + by, end + by) for start, end in spans]
