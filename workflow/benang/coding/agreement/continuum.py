"""The words of the informants on one line, and what coders coded of them as spans of that line.

Labels of speakers, the interviewer's turns and all other text between the units are left out, so a coding that reaches
over an interviewer's turn is one span. Nothing here costs more for longer texts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from benang.coding.agreement.ratings import Whole
from benang.coding.agreement.unitizing import Spans


@dataclass(frozen=True, eq=False)
class Continuum:
    """Turns after turns, source after source.

    Attributes:
        turns: the turns on the line (``source_id``, ``turn``, ``start``, ``end``, ``case_id``), in order.
        offsets: where each turn begins on the line, and where the last one ends; in code points.
        sources: the sources on the line, in order of name.
        source: the place in ``sources`` of each turn.
    """

    turns: pd.DataFrame
    offsets: Whole
    sources: tuple[str, ...]
    source: Whole

    @property
    def length(self) -> int:
        """Length of the line in code points."""
        return int(self.offsets[-1])

    def turn_at(self, places: Whole) -> Whole:
        """Which turn (from 0) each place on the line is in."""
        return np.searchsorted(self.offsets, places, "right") - 1


def continuum(turns: pd.DataFrame, sources: Collection[str], roles: Collection[str] = ("informant",)) -> Continuum:
    """Put the turns of some sources on one line.

    Args:
        turns: table ``turns``.
        sources: ids of the sources.
        roles: roles whose turns are on the line; none: those of every role.
    """
    chosen = turns["source_id"].isin(list(sources))
    if roles:
        chosen &= turns["role"].isin(list(roles))
    columns = ["source_id", "turn", "start", "end", "case_id"]
    kept = turns.loc[chosen, columns].sort_values(["source_id", "start", "turn"], kind="stable", ignore_index=True)
    lengths = (kept["end"] - kept["start"]).to_numpy(np.int64)
    names = sorted(sources)
    return Continuum(
        turns=kept,
        offsets=np.append(0, np.cumsum(lengths)),
        sources=tuple(names),
        source=_numbered(kept["source_id"], names),
    )


def on_line(codings: pd.DataFrame, line: Continuum) -> pd.DataFrame:
    """The codings that touch the line.

    Args:
        codings: table ``codings``; an empty span is taken for its first character.
        line: see ``continuum``.

    Returns:
        ``codings`` without those that touch nothing, with the columns ``first`` and ``last``: where on the line they
        begin and end (code points, end exclusive).
    """
    found = codings[codings["source_id"].isin(line.sources)]
    place = _numbered(found["source_id"], line.sources)
    start = found["start"].to_numpy(np.int64)
    end = np.maximum(found["end"].to_numpy(np.int64), start + 1)
    found = found.assign(first=_places(line, place, start), last=_places(line, place, end))
    return found[found["first"] < found["last"]]


def _numbered(source_ids: pd.Series[str], sources: Sequence[str]) -> Whole:
    places = {source: place for place, source in enumerate(sources)}
    return np.array([places[source] for source in source_ids], dtype=np.int64)


def _places(line: Continuum, source: Whole, offset: Whole) -> Whole:
    """Places on the line of offsets in sources; what lies between two turns is where the later one begins."""
    if not len(line.turns):
        return np.zeros_like(offset)
    start, end = line.turns["start"].to_numpy(np.int64), line.turns["end"].to_numpy(np.int64)
    # One coordinate for all sources: further apart than any offset in one of them.
    stride = int(end.max()) + 1
    turn = np.searchsorted(line.source * stride + start, source * stride + np.minimum(offset, stride - 1), "right") - 1
    # Before a source's first turn the search ends in the source before, behind all its words.
    inside = np.where((turn >= 0) & (line.source[turn] == source), offset - start[turn], stride)
    return np.where(turn < 0, 0, line.offsets[turn] + np.clip(inside, 0, (end - start)[turn]))


def merged(first: Whole, last: Whole) -> Spans:
    """Spans as they are when those that overlap become one; those that only touch stay two."""
    order = np.lexsort((last, first))
    starts, ends = first[order], last[order]
    reached = np.maximum.accumulate(ends)
    opens = np.ones(len(starts), dtype=np.bool_)
    opens[1:] = starts[1:] >= reached[:-1]
    closes = np.append(opens[1:], True) if len(opens) else opens
    return Spans(starts[opens], reached[closes])


@dataclass(frozen=True, eq=False)
class Pieces:
    """Pieces of turns on which the same coders gave a code.

    Attributes:
        turn: the turn (from 0) each piece is in.
        length: its length in code points.
        coded: a column for each coder: whether the coder gave the code to the piece. At least one did.
    """

    turn: Whole
    length: Whole
    coded: npt.NDArray[np.bool_]


def pieces(coders: Collection[Spans], line: Continuum) -> Pieces:
    """Cut what coders gave one code into pieces, at every border of a span and of a turn."""
    borders = np.unique(np.concatenate([part for one in coders for part in (one.starts, one.ends)]))
    starts, ends = borders[:-1], borders[1:]
    coded = np.stack([_covers(one, starts) for one in coders], axis=1)
    some = coded.any(axis=1)
    starts, ends, coded = starts[some], ends[some], coded[some]
    first = line.turn_at(starts)
    n_turns = np.searchsorted(line.offsets, ends, "left") - first
    piece = np.repeat(np.arange(len(starts)), n_turns)
    turn = np.arange(len(piece)) + np.repeat(first - np.cumsum(n_turns) + n_turns, n_turns)
    length = np.minimum(ends[piece], line.offsets[turn + 1]) - np.maximum(starts[piece], line.offsets[turn])
    full = length > 0
    return Pieces(turn[full], length[full], coded[piece][full])


def _covers(spans: Spans, places: Whole) -> npt.NDArray[np.bool_]:
    before = np.searchsorted(spans.starts, places, "right")
    ends = np.append(-1, spans.ends)
    covered: npt.NDArray[np.bool_] = places < ends[before]
    return covered
