"""How much of the study was read and coded: by informant, by source, by coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from benang.coding.passages import Counting, readers
from benang.coding.passages.counted import BY_PEOPLE
from benang.coding.passages.pieces import Piece, Utterance, Utterances
from benang.core.counting import CONSENSUS
from benang.core.model import TABLES

COLUMNS = TABLES["coverage"].columns

ANYBODY = ""
"""Coder of the rows that hold what at least one of the coders did."""

WHOLE, CASE, SOURCE = "whole", "case", "source"
_VOICES = {"informant": "said", "observer": "observed"}


class _Text(NamedTuple):
    """What one source holds of one voice and one case."""

    source: str
    voice: str
    case: str


class _Amount(NamedTuple):
    turns: int = 0
    words: int = 0

    def more(self, turns: int, words: int) -> _Amount:
        return _Amount(self.turns + turns, self.words + words)


def coverage(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    counting: Counting | None = None,
    read: Mapping[str, Collection[str]] | None = None,
    utterances: Utterances | None = None,
) -> pd.DataFrame:
    """How many of the turns and words of informants and observers were read and coded, and by whom.

    Counted is the work of the coders themselves, before any decision on what they differ about: what a study leaves
    uncoded is the same whichever way it counts. Whoever coded in a source by hand, or is listed as its reader, has read
    all of it.

    Args:
        codings, turns, sources: the tables of those names.
        counting: whose codings count; only its coders matter here.
        read: sources by coder, for those who read a source and coded nothing there.
        utterances: of ``turns`` and ``sources``, where they are at hand.

    Returns:
        For the whole study (``part`` is ``whole``), each case and each source, by voice (``said``, ``observed``) and
        coder (an empty one: anybody): how many turns and words there are, were read, were coded, and their shares
        (0-1). The case is whose words these are, or whom an observer describes; an empty name holds what is nobody's
        alone. A source that holds neither voice has one row with an empty one. The rows of all cases, and those of all
        sources, add up to those of the whole.
    """
    way = counting or Counting()
    mine = _own(codings, way)
    by_source = readers(mine, Counting(way.coders), read)
    coders = sorted(set(mine["coder"].astype(str)) | {one for found in by_source.values() for one in found})
    there = _there(turns)
    coded = _coded((utterances or Utterances(turns, sources)).pieces(mine))
    silent = sorted(set(sources["source_id"].astype(str)) - {text.source for text in there})
    rows: list[dict[str, object]] = []
    for part, name, voice, texts in _parts(there, silent):
        rows += [
            {"part": part, "name": name, "voice": voice, "coder": coder}
            | _counts(texts, there, coded, by_source, coder)
            for coder in (ANYBODY, *coders)
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _own(codings: pd.DataFrame, way: Counting) -> pd.DataFrame:
    """The accepted codings that coders made themselves."""
    accepted = codings[(codings["status"] == "accepted") & (codings["coder"] != CONSENSUS)]
    if way.coders is None:
        return accepted[accepted["method"].isin(BY_PEOPLE)]
    return accepted[accepted["coder"].isin(list(way.coders))]


def _there(turns: pd.DataFrame) -> dict[_Text, _Amount]:
    own = turns[turns["role"].isin(list(_VOICES))]
    amounts = own.groupby(["source_id", "role", "case_id"])["n_words"].agg(["size", "sum"])
    columns = (amounts[name].tolist() for name in ("size", "sum"))
    return {
        _Text(str(source), _VOICES[str(role)], str(case)): _Amount(n, words)
        for (source, role, case), n, words in zip(amounts.index, *columns, strict=True)
    }


def _coded(pieces: Iterable[tuple[Utterance, list[Piece]]]) -> dict[_Text, dict[str, _Amount]]:
    """By text and coder, turns with a coding and the words that codings touch, each once."""
    found: defaultdict[_Text, defaultdict[str, _Amount]] = defaultdict(lambda: defaultdict(_Amount))
    for utterance, here in pieces:
        if utterance.voice not in _VOICES.values():
            continue
        text = _Text(utterance.source_id, utterance.voice, utterance.case_id)
        spans_of: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for piece in here:
            spans_of[ANYBODY].append((piece.start, piece.end))
            spans_of[piece.coder].append((piece.start, piece.end))
        for coder, spans in spans_of.items():
            found[text][coder] = found[text][coder].more(1, len(utterance.words(spans)))
    return {text: dict(by_coder) for text, by_coder in found.items()}


def _parts(there: Iterable[_Text], silent: Iterable[str]) -> Iterator[tuple[str, str, str, list[_Text]]]:
    """Every part of the study with its texts, by voice."""
    groups: defaultdict[tuple[str, str, str], list[_Text]] = defaultdict(list)
    for text in there:
        groups[WHOLE, "", text.voice].append(text)
        groups[CASE, text.case, text.voice].append(text)
        groups[SOURCE, text.source, text.voice].append(text)
    groups |= {(SOURCE, source, ""): [] for source in silent}
    for key in sorted(groups):
        yield *key, groups[key]


def _counts(
    texts: Iterable[_Text],
    there: Mapping[_Text, _Amount],
    coded: Mapping[_Text, Mapping[str, _Amount]],
    by_source: Mapping[str, Collection[str]],
    coder: str,
) -> dict[str, object]:
    every, read, done = _Amount(), _Amount(), _Amount()
    for text in texts:
        every = every.more(*there[text])
        who = by_source.get(text.source, ())
        if coder in who or (coder == ANYBODY and who):
            read = read.more(*there[text])
        done = done.more(*coded.get(text, {}).get(coder, _Amount()))
    return {
        "turns": every.turns,
        "words": every.words,
        "read_turns": read.turns,
        "read_words": read.words,
        "coded_turns": done.turns,
        "coded_words": done.words,
        "read_turn_share": read.turns / every.turns if every.turns else 0.0,
        "read_word_share": read.words / every.words if every.words else 0.0,
        "coded_turn_share": done.turns / every.turns if every.turns else 0.0,
        "coded_word_share": done.words / every.words if every.words else 0.0,
    }
