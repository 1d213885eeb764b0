"""Google Speech-to-Text: results of alternatives, words with numbered speakers.

With speakers asked for, each result may hold the words of the ones before it again, and often only the last one has
speakers: then it is read alone. Times are durations of protocol buffers: ``"0.500s"`` or seconds and nanos.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benang.sources.readers.speech.utterance import (
    Json,
    Unread,
    Utterance,
    Word,
    first,
    first_object,
    grouped,
    has_list,
    number,
    seconds,
    speaker,
)

NAME = "Google Speech-to-Text"

_CHARACTERS = re.compile(r"[\W_]+")


def recognises(tree: object) -> bool:
    """A list of results, also inside the response of a long-running operation."""
    return has_list(tree, "results") or has_list(first(tree, "response"), "results")


def utterances(tree: object, unread: Unread) -> Iterator[Utterance]:
    """The words by speaker; where a result has none, its transcript."""
    results = first(tree, "results") if has_list(tree, "results") else first(first(tree, "response"), "results")
    entries = list(unread.entries(results))
    heard = [_words(_likeliest(result), unread) for result in entries]
    if len(heard) > 1 and any(word.speaker for word in heard[-1]) and _repeats(entries, heard):
        entries, heard = entries[-1:], heard[-1:]
    for result, words in zip(entries, heard, strict=True):
        channel = speaker(first(result, "channelTag", "channel_tag"), "Channel")
        found = list(grouped(words, channel))
        end = _time(first(result, "resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset"))
        yield from found or [Utterance(unread.text(_likeliest(result), "transcript"), "", None, end, channel)]


def _likeliest(result: Json) -> Json:
    return first_object(result.get("alternatives"))


def _words(likeliest: Json, unread: Unread) -> list[Word]:
    words = []
    for word in unread.entries(likeliest.get("words")):
        tag = first(word, "speakerLabel", "speaker_label", "speakerTag", "speaker_tag")
        # The number 0 stands for nobody: speakers count from 1.
        who = speaker(tag) if tag not in (0, "0", "") else ""
        start = _time(first(word, "startTime", "start_time", "startOffset", "start_offset"))
        end = _time(first(word, "endTime", "end_time", "endOffset", "end_offset"))
        words.append(Word(unread.text(word, "word"), who, start, end))
    return words


def _repeats(results: Sequence[Json], heard: Sequence[Sequence[Word]]) -> bool:
    """Whether the last result begins with all that was said in the results before it, or in the last of them."""
    starts = [word.start for words in heard for word in words if word.start is not None]
    last = next((word.start for word in heard[-1] if word.start is not None), None)
    if last is not None and last > starts[0]:
        return False  # the same words, said again
    *texts, whole = (
        _letters([word.text for word in words] or [Unread().text(_likeliest(result), "transcript")])
        for result, words in zip(results, heard, strict=True)
    )
    return whole.startswith("".join(texts)) or (whole.startswith(texts[-1]) and all(map(texts[-1].startswith, texts)))


def _letters(texts: Sequence[str]) -> str:
    return _CHARACTERS.sub("", "".join(texts)).casefold()


def _time(value: object) -> float | None:
    if isinstance(value, dict):
        whole, parts = number(value.get("seconds", 0)), number(value.get("nanos", 0))
        return seconds((whole or 0) + (parts or 0) / 1e9) if whole is not None or parts is not None else None
    return seconds(value.removesuffix("s") if isinstance(value, str) else value)
