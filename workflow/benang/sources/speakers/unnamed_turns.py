"""Turns of a recording that names no speakers: parted at pauses and at the ends of sentences.

A recogniser without speakers hands over an hour as one span, in which nothing could be cited or coded. It is cut
where somebody may have stopped speaking: after a pause, after a question, and where a sentence ends and enough is said.
Text without stops is cut between the recogniser's pieces once it is too long to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from benang.sources.speakers.speeches import Speech
from benang.text.sentences import sentence_spans
from benang.text.words import count_words

PAUSE = 2.0
"""Seconds of silence after which a new turn begins always."""
SHORT_PAUSE = 0.8
"""Seconds of silence after which a new turn begins where a sentence has ended."""

_ENOUGH = 25  # words after which the end of a sentence is the end of a turn
_SOME = 6  # words after which it is one before a short pause or a question
_MOST = 80  # words, where no sentence ends
_ENDED = re.compile(
    r"[.!?\u2026\u061f\u06d4\u0964\u0965\u3002\uff01\uff1f][\"'\u201d\u2019\u00bb)\]\u300d\u300f\uff09]*\Z"
)
_ASKED = re.compile(r"[?\u061f\uff1f\u037e][\"'\u201d\u2019\u00bb)\]\u300d\u300f\uff09]*\Z")


def unnamed_turns(text: str, speeches: Sequence[Speech], language: str, *, within: bool = True) -> list[Speech]:
    """The speeches, those of nobody joined and parted at pauses and sentences.

    Args:
        text: the text that their places are of.
        speeches: in order; those of nobody are a recogniser's pieces.
        language: of the source, for the ends of sentences.
        within: whether a piece may be parted, too; a row of a table may not.

    Returns:
        The speeches in order, no word of them lost. Pieces without times are never joined.
    """
    turns: list[Speech] = []
    words = 0  # of the open turn; nothing may be joined to a closed one
    for speech in speeches:
        if speech.speaker:
            turns.append(speech)
            words = 0
            continue
        pieces = _sentences(text, speech, language) if within else [speech]
        for number, piece in enumerate(pieces):
            said = count_words(text[piece.spans[0][0] : piece.spans[-1][1]])
            if words and _goes_on(text, turns[-1], piece, words, within=number > 0):
                turns[-1] = _joined(turns[-1], piece)
                words += said
            else:
                turns.append(piece)
                words = max(1, said)
    return turns


def _sentences(text: str, speech: Speech, language: str) -> list[Speech]:
    """The sentences of a piece; each has the piece's times, for none are known within it."""
    spans = [
        (start + low, start + high)
        for start, end in speech.spans
        for low, high in sentence_spans(text[start:end], language)
    ]
    return [replace(speech, spans=(span,)) for span in spans] or [speech]


def _goes_on(text: str, turn: Speech, piece: Speech, words: int, *, within: bool) -> bool:
    """Whether a piece belongs to the open turn before it; ``within``: it is the next sentence of the same piece."""
    if (turn.heading, turn.block) != (piece.heading, piece.block):
        return False
    said = text[turn.spans[-1][0] : turn.spans[-1][1]].rstrip()
    ended = _ENDED.search(said) is not None
    if ended and (words >= _ENOUGH or _ASKED.search(said)):
        return False
    asks = _ASKED.search(text[piece.spans[0][0] : piece.spans[-1][1]].rstrip()) is not None
    if ended and asks and words >= _SOME:
        return False
    if within:
        return True
    if turn.time_end is None or piece.time_start is None:
        return False
    pause = piece.time_start - turn.time_end
    if pause >= PAUSE or (ended and pause >= SHORT_PAUSE and words >= _SOME):
        return False
    return words < _MOST


def _joined(turn: Speech, piece: Speech) -> Speech:
    return replace(
        turn,
        spans=(*turn.spans, *piece.spans),
        time_start=turn.time_start if turn.time_start is not None else piece.time_start,
        time_end=piece.time_end if piece.time_end is not None else turn.time_end,
    )
