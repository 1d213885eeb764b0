"""Amazon Transcribe: items (words and punctuation) with times in seconds as strings, and speakers by segment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from benang.sources.readers.speech.utterance import (
    Json,
    Unread,
    Utterance,
    Word,
    first,
    first_object,
    grouped,
    has_list,
    seconds,
    speaker,
)

NAME = "Amazon Transcribe"


def recognises(tree: object) -> bool:
    """Results with items or transcripts."""
    results = first(tree, "results")
    return has_list(results, "items") or has_list(results, "transcripts")


def utterances(tree: object, unread: Unread) -> Iterator[Utterance]:
    """The items by speaker, or by channel where the recording was parted by channels."""
    results = first(tree, "results")
    channels = list(unread.entries(first(first(results, "channel_labels"), "channels")))
    who = _speakers(results, unread)
    found = False
    for entry in channels or unread.entries([results]):
        channel = speaker(first(entry, "channel_label"), "Channel")
        for utterance in grouped(_words(first(entry, "items"), who, unread), channel):
            found = True
            yield utterance
    if not found:
        yield Utterance(unread.text(first_object(first(results, "transcripts")), "transcript"))


def _words(items: object, who: Callable[[Json], str], unread: Unread) -> Iterator[Word]:
    before = ""
    for item in unread.entries(items):
        text = unread.text(first_object(item.get("alternatives")), "content")
        if item.get("type") == "punctuation":
            yield Word(text, before, joined=True)
            continue
        before = who(item)
        yield Word(text, before, seconds(item.get("start_time")), seconds(item.get("end_time")))


def _speakers(results: object, unread: Unread) -> Callable[[Json], str]:
    """Who says an item: as it says itself, or the segment that begins with it or last before it."""
    segments = []
    by_item: dict[float, str] = {}
    for segment in unread.entries(first(first(results, "speaker_labels"), "segments")):
        label = speaker(segment.get("speaker_label"))
        if (start := seconds(segment.get("start_time"))) is not None:
            segments.append((start, label))
        for item in unread.entries(segment.get("items")):
            if (start := seconds(item.get("start_time"))) is not None:
                by_item[start] = speaker(item.get("speaker_label")) or label
    segments.sort()
    starts = [start for start, _ in segments]

    def who(item: Json) -> str:
        start = seconds(item.get("start_time"))
        if (own := speaker(item.get("speaker_label"))) or start is None:
            return own
        place = bisect_right(starts, start)
        return by_item.get(start) or (segments[place - 1][1] if place else "")

    return who
