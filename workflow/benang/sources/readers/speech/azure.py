"""Azure AI Speech: recognised phrases with times in ticks of 100 nanoseconds, or phrases with times in milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benang.sources.readers.speech.utterance import (
    Json,
    Unread,
    Utterance,
    first,
    first_object,
    has_list,
    number,
    seconds,
    speaker,
)

NAME = "Azure"

_TICKS = 10_000_000
_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?")  # ISO 8601


def recognises(tree: object) -> bool:
    """Recognised phrases (batch transcription), or phrases below their combined text (fast transcription)."""
    return has_list(tree, "recognizedPhrases") or (has_list(tree, "phrases") and has_list(tree, "combinedPhrases"))


def utterances(tree: object, unread: Unread) -> Iterator[Utterance]:
    """One utterance a phrase, in its written form."""
    found = False
    for phrase in unread.entries(first(tree, "recognizedPhrases", "phrases")):
        if "nBest" in phrase:
            text = unread.text(first_object(phrase["nBest"]), "display", "itn", "lexical")
        else:
            text = unread.text(phrase, "text")
        found = found or bool(text)
        start, length = _time(phrase, "offset"), _time(phrase, "duration")
        end = round(start + length, 3) if start is not None and length is not None else None
        who, channel = speaker(phrase.get("speaker")), speaker(phrase.get("channel"), "Channel")
        yield Utterance(text, who, start, end, channel)
    if not found:
        for combined in unread.entries(first(tree, "combinedRecognizedPhrases", "combinedPhrases")):
            channel = speaker(combined.get("channel"), "Channel")
            yield Utterance(unread.text(combined, "display", "text"), channel=channel)


def _time(phrase: Json, name: str) -> float | None:
    if number(phrase.get(f"{name}InTicks")) is not None:
        return seconds(phrase[f"{name}InTicks"], _TICKS)
    if number(phrase.get(f"{name}Milliseconds")) is not None:
        return seconds(phrase[f"{name}Milliseconds"], 1000)
    written = phrase.get(name)
    duration = _DURATION.fullmatch(written) if isinstance(written, str) else None
    if duration is None:
        return seconds(written, _TICKS)
    return round(int(duration[1] or 0) * 3600 + int(duration[2] or 0) * 60 + float(duration[3] or 0), 3)
