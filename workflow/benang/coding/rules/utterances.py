"""The utterances that rules are for, each with who says it and the question it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import pandas as pd

from benang.coding.rules.finder import Ready
from benang.coding.rules.matching import Matcher, Voice

ASKS = "interviewer"
"""The role of who asks."""

_BLOCK = 1_000_000
"""Code points that are made ready at a time: enough to spare work, and little to hold."""


class Utterance(NamedTuple):
    """A turn as the rule coder sees it.

    Attributes:
        source_id: its source.
        start: where it begins in the source's frozen text, in code points.
        ready: what is said, without the speaker's label, made ready for the matcher.
        voice: who says it.
        question: the interviewer's turns that stand in a row before it, or before the turns it continues.
    """

    source_id: str
    start: int
    ready: Ready
    voice: Voice
    question: tuple[Ready, ...]


class _Turn(NamedTuple):
    source_id: str
    start: int
    text: str
    voice: Voice


def utterances(sources: pd.DataFrame, turns: pd.DataFrame, matcher: Matcher) -> Iterator[Utterance]:
    """The utterances of sources of one language that ``matcher`` has rules for, or questions of; in order.

    Args:
        sources: columns source_id and text of table ``sources``.
        turns: columns source_id, turn, start, end (code points), speaker, role of table ``turns``.
        matcher: for the language of these sources.
    """
    for block in _blocks(_by_source(sources, turns)):
        spoken = list(chain.from_iterable(block))
        heard = [matcher.hears(turn.voice) or (matcher.asks and turn.voice.role == ASKS) for turn in spoken]
        ready = matcher.ready([turn.text for turn, is_heard in zip(spoken, heard, strict=True) if is_heard])
        question: tuple[Ready, ...] = ()
        source_id = before = ""
        for turn, is_heard in zip(spoken, heard, strict=True):
            if turn.source_id != source_id:
                source_id, before, question = turn.source_id, "", ()
            if is_heard:
                said = next(ready)
                yield Utterance(source_id, turn.start, said, turn.voice, question)
                if turn.voice.role == ASKS:
                    question = (*question, said) if before == ASKS else (said,)
            before = turn.voice.role


def _by_source(sources: pd.DataFrame, turns: pd.DataFrame) -> Iterator[list[_Turn]]:
    """The turns of each source, in order."""
    spoken = turns[turns["source_id"].isin(sources["source_id"])].sort_values(["source_id", "turn"], kind="stable")
    columns = [spoken[name].tolist() for name in ("source_id", "start", "end", "role", "speaker")]
    where: dict[str, list[tuple[int, int, Voice]]] = {}
    for source_id, start, end, role, speaker in zip(*columns, strict=True):
        where.setdefault(source_id, []).append((start, end, Voice(role, speaker)))
    for source_id, text in sorted(zip(sources["source_id"], sources["text"], strict=True)):
        yield [_Turn(source_id, start, text[start:end], voice) for start, end, voice in where.get(source_id, ())]


def _blocks(by_source: Iterable[list[_Turn]]) -> Iterator[Sequence[list[_Turn]]]:
    """Whole sources in lists of some size."""
    block: list[list[_Turn]] = []
    size = 0
    for turns in by_source:
        block.append(turns)
        size += sum(len(turn.text) for turn in turns)
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block
