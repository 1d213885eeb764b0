"""Cut sources into parts that a language model is asked about one at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pandas as pd

from benang.text.sentences import sentence_spans


@dataclass(frozen=True)
class UtteranceSpan:
    """A turn's utterance, or a piece of one that is too long for a part.

    Attributes:
        turn: number of the turn.
        start, end: place in the frozen text, in code points, end exclusive.
        speaker: the speaker's label.
        coded: whether it is to be coded; else it is there as context.
        text: the frozen text from start to end.
    """

    turn: int
    start: int
    end: int
    speaker: str
    coded: bool
    text: str


@dataclass(frozen=True)
class Part:
    """Spans of one source that follow one another."""

    source_id: str
    spans: tuple[UtteranceSpan, ...]


def parts(sources: pd.DataFrame, turns: pd.DataFrame, max_characters: int, roles: Collection[str]) -> list[Part]:
    """The parts of sources in which something is to be coded.

    A part takes as many turns on end as fit; a turn that is longer than a part is cut, behind a sentence where it can
    be, else at a space. Where a part ends depends on its source alone.

    Args:
        sources: table ``sources`` (source_id, language, text are used).
        turns: table ``turns`` of these sources.
        max_characters: most code points of utterances in a part.
        roles: roles whose turns are coded; the turns of others are there as context.

    Returns:
        The parts by source id, in order of the text; no two share text.
    """
    turns_of = {str(source_id): rows for source_id, rows in turns.groupby("source_id")}
    found: list[Part] = []
    for source_id, language, text in sorted(
        zip(sources["source_id"], sources["language"], sources["text"], strict=True)
    ):
        if source_id not in turns_of:
            continue
        filled: list[UtteranceSpan] = []
        size = 0
        for span in _utterance_spans(turns_of[source_id], text, language, max_characters, roles):
            if filled and size + len(span.text) > max_characters:
                found.append(Part(source_id, tuple(filled)))
                filled, size = [], 0
            filled.append(span)
            size += len(span.text)
        if filled:
            found.append(Part(source_id, tuple(filled)))
    return [part for part in found if any(span.coded for span in part.spans)]


def _utterance_spans(
    turns: pd.DataFrame, text: str, language: str, longest: int, roles: Collection[str]
) -> Iterator[UtteranceSpan]:
    for turn in turns.sort_values("turn").to_dict("records"):
        start, end = int(turn["start"]), int(turn["end"])
        for first, last in _pieces(text[start:end], language, longest):
            piece = text[start + first : start + last]
            coded = turn["role"] in roles
            yield UtteranceSpan(int(turn["turn"]), start + first, start + last, str(turn["speaker"]), coded, piece)


def _pieces(utterance: str, language: str, longest: int) -> Iterator[tuple[int, int]]:
    """Where the pieces of an utterance are, none longer than ``longest`` and none of white space alone."""
    if len(utterance) <= longest:
        if utterance.strip():
            yield 0, len(utterance)
        return
    sentence_ends = [end for _, end in sentence_spans(utterance, language)]
    end_of_text = len(utterance.rstrip())
    start = len(utterance) - len(utterance.lstrip())
    while start < end_of_text:
        end = min(start + longest, end_of_text)
        if end < end_of_text:
            last = bisect_right(sentence_ends, end) - 1
            sentence_end = sentence_ends[last] if last >= 0 else 0
            space = utterance.rfind(" ", start + 1, end + 1)
            end = sentence_end if sentence_end > start else space if space > start else end
        yield start, end
        start = end
        while start < end_of_text and utterance[start].isspace():
            start += 1
