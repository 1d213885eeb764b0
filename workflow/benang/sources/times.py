"""Times of the recording within the frozen text: from which place on which time holds.

A turn may last minutes; its cues, and times written within it, tell the time of a quotation more closely.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benang.sources.cleaning.time_marks import SpokenTime
from benang.sources.document import Voice
from benang.text.offsets import MappedText

if TYPE_CHECKING:
    import pandas as pd


def time_rows(
    frozen: MappedText,
    turns: Sequence[dict[str, object]],
    voices: Sequence[Voice],
    spoken: Sequence[tuple[int, SpokenTime]],
) -> list[dict[str, object]]:
    """Rows of the table ``times``: those of turns, of the format's voices (cues), and of times within utterances.

    Where several tell the time of one place, the last named of these counts.

    Args:
        frozen: the frozen text of a source.
        turns: its rows of the table ``turns``.
        voices: as its reader found them.
        spoken: times taken out of utterances, in order; each with the number (from 0) of the turn that it stood in, or
            of the last turn before it where nothing is left of its own (-1: none). One behind the last words of its
            turn tells when the next begins, unless that has a time of its own.
    """
    starts, ends = _column(turns, "start"), _column(turns, "end")
    times: dict[int, tuple[object, object]] = {
        start: (turn["time_start"], turn["time_end"])
        for start, turn in zip(starts, turns, strict=True)
        if turn["time_start"] is not None
    }
    for voice in voices:
        start, end = frozen.to_clean(voice.start, voice.end) if voice.time_start is not None else (0, 0)
        if start < end and (place := first_character(frozen.text, start, starts, ends)) is not None:
            times[place] = (voice.time_start, voice.time_end)
    behind: dict[int, tuple[object, object]] = {}
    for turn, mark in spoken:
        start = frozen.to_clean(mark.raw_place, mark.raw_place)[0]
        place = first_character(frozen.text, max(start, starts[turn]) if turn >= 0 else start, starts, ends)
        if place is not None:
            inside = turn >= 0 and place < ends[turn]
            (times if inside else behind)[place] = (mark.time_start, mark.time_end)
    return [
        {"source_id": turns[0]["source_id"], "start": place, "time_start": time_start, "time_end": time_end}
        for place, (time_start, time_end) in sorted((behind | times).items())
    ]


def times_at(times: pd.DataFrame, source_ids: pd.Series, starts: pd.Series) -> pd.Series:
    """The time that holds at each of many places: that of the last row at it or before it.

    Args:
        times: the table ``times``.
        source_ids, starts: the places, one after another.

    Returns:
        Seconds, under the index of ``starts``; NaN where there is no time.
    """
    import pandas as pd

    places = pd.DataFrame({"source_id": source_ids.to_numpy(), "start": starts.to_numpy()})
    places = places.astype({"source_id": "str", "start": "int64"}).sort_values("start", kind="stable")
    known = times[["source_id", "start", "time_start"]].sort_values("start", kind="stable")
    found = pd.merge_asof(places, known, on="start", by="source_id")["time_start"]
    return found.set_axis(places.index).sort_index().set_axis(starts.index)


def first_character(text: str, place: int, starts: Sequence[int], ends: Sequence[int]) -> int | None:
    """The first character of an utterance that is no white space, at ``place`` or behind it."""
    turn = bisect_right(ends, place)
    if turn == len(ends):
        return None
    place = max(place, starts[turn])
    while place < ends[turn] and text[place].isspace():
        place += 1
    return place


def _column(rows: Sequence[dict[str, object]], name: str) -> list[int]:
    return [int(str(row[name])) for row in rows]
