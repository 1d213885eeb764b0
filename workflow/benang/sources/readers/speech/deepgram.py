"""Deepgram: utterances, or the words of each channel, with numbered speakers; times are seconds."""

from __future__ import annotations

from collections.abc import Iterator

from benang.sources.readers.speech.utterance import (
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

NAME = "Deepgram"


def recognises(tree: object) -> bool:
    """Results by channel or by utterance."""
    results = first(tree, "results")
    return has_list(results, "channels") or has_list(results, "utterances")


def utterances(tree: object, unread: Unread) -> Iterator[Utterance]:
    """The utterances; where there are none, the words by speaker; else the whole transcript."""
    results = first(tree, "results")
    found = False
    for one in unread.entries(first(results, "utterances")):
        found = True
        yield Utterance(
            unread.text(one, "transcript"),
            speaker(one.get("speaker")),
            seconds(one.get("start")),
            seconds(one.get("end")),
            speaker(one.get("channel"), "Channel"),
        )
    if found:
        return
    for place, channel in enumerate(unread.entries(first(results, "channels"))):
        track = speaker(place, "Channel")
        likeliest = first_object(channel.get("alternatives"))
        words = list(grouped(timed_words(likeliest.get("words"), unread, "punctuated_word", "word"), track))
        yield from words or [Utterance(unread.text(likeliest, "transcript"), channel=track)]
