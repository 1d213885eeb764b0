"""AssemblyAI: utterances, or words, with speakers ``A``, ``B``; times are whole milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from benang.sources.readers.speech.utterance import (
    Unread,
    Utterance,
    first,
    first_object,
    grouped,
    has_list,
    number,
    seconds,
    speaker,
    timed_words,
)

NAME = "AssemblyAI"


def recognises(tree: object) -> bool:
    """Utterances or words with a text and whole numbers as times (others who name them so count seconds)."""
    if not isinstance(tree, dict) or has_list(tree, "segments"):
        return False
    said = [tree[key] for key in ("utterances", "words") if has_list(tree, key)]
    if not said or not any("text" in first_object(entries) for entries in said):
        return False
    times = [number(first(entry, "start")) for entries in said for entry in islice(entries, 20)]
    return all(time is None or time.is_integer() for time in times)


def utterances(tree: object, unread: Unread) -> Iterator[Utterance]:
    """The utterances; where there are none, the words by speaker; else the whole text."""
    found = False
    for one in unread.entries(first(tree, "utterances")):
        found = True
        times = seconds(one.get("start"), 1000), seconds(one.get("end"), 1000)
        yield Utterance(unread.text(one, "text"), speaker(one.get("speaker")), *times)
    if not found and isinstance(tree, dict):
        words = list(grouped(timed_words(tree.get("words"), unread, "text", units=1000)))
        yield from words or [Utterance(unread.text(tree, "text"))]
