"""Whisper and what is built on it: OpenAI's program and service, WhisperX (with speakers), faster-whisper, whisper.cpp,
and the pipeline of Hugging Face. Times are seconds, in whisper.cpp milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator

from benang.sources.readers.speech.utterance import (
    Json,
    Unread,
    Utterance,
    first,
    first_object,
    grouped,
    has_list,
    seconds,
    speaker,
    timed_words,
)

NAME = "Whisper, WhisperX"

_TEXT_ALONE = {"text", "language", "duration", "task", "usage"}


def recognises(tree: object) -> bool:
    """Segments, chunks or words with a text; or nothing but a text."""
    if isinstance(tree, list):
        return "text" in first_object(tree) and "start" in first_object(tree)
    if not isinstance(tree, dict):
        return False
    words = has_list(tree, "words") and "word" in first_object(tree["words"])
    if words or any(has_list(tree, key) for key in ("segments", "transcription", "chunks")):
        return True
    return isinstance(tree.get("text"), str) and tree.keys() <= _TEXT_ALONE


def utterances(tree: object, unread: Unread) -> Iterator[Utterance]:
    """One utterance a segment."""
    found = False
    for segment in unread.entries(
        tree if isinstance(tree, list) else first(tree, "segments", "transcription", "chunks")
    ):
        for utterance in _segment(segment, unread):
            found = found or bool(utterance.text.strip())
            yield utterance
    if not found and isinstance(tree, dict):
        words = list(grouped(timed_words(tree.get("words"), unread, "word", "text")))
        yield from words or [Utterance(unread.text(tree, "text"))]


def _segment(segment: Json, unread: Unread) -> Iterator[Utterance]:
    who = speaker(segment.get("speaker"))
    if not who and any(speaker(first(word, "speaker")) for word in _list(segment.get("words"))):
        yield from grouped(timed_words(segment.get("words"), unread, "word", "text"))
        return
    start, end, units = segment.get("start"), segment.get("end"), 1.0
    if offsets := segment.get("offsets"):
        start, end, units = first(offsets, "from"), first(offsets, "to"), 1000.0
    elif isinstance(pair := segment.get("timestamp"), list) and len(pair) == 2:
        start, end = pair
    yield Utterance(unread.text(segment, "text"), who, seconds(start, units), seconds(end, units))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
