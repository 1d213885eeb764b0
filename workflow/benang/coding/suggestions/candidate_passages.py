"""The passages that suggestions are about: what informants said, sentence by sentence or turn by turn."""

from __future__ import annotations

import hashlib
import json
import os
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd

from benang.core import model
from benang.core.problems import Problem
from benang.core.tables import read_columns, read_only, read_tables
from benang.text.sentences import sentence_spans

COLUMNS = ["passage_id", "source_id", "case_id", "turn", "start", "end", "quotation", "language", "coded"]

ID_LENGTH = 12
"""Hexadecimal digits of a passage's id: two of a million passages share one with a chance of 1 in 500."""

CODE_LENGTH = 8
"""Hexadecimal digits of a code within a suggestion's id."""

MOST_COMPARED = 50_000
"""Passages that are compared with the codes and whose words are counted; of more, so many are drawn (``drawn``)."""

_LEAST_LETTERS = 2  # a shorter passage ("?") says nothing
_DRAWN_BY = 15  # hexadecimal digits that fit into a number
_WHOLE = dict.fromkeys(("turn", "start", "end"), "int64")


class Spans:
    """Spans of sources, those that meet as one; finds out quickly what touches them.

    Args:
        rows: with the columns ``start`` and ``end`` (end exclusive) and those named in ``by``.
        by: columns; spans that differ in one of them are apart.
    """

    def __init__(self, rows: pd.DataFrame, by: Sequence[str] = ("source_id",)) -> None:
        self._merged: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
        ordered = rows[[*by, "start", "end"]].sort_values([*by, "start"], kind="stable")
        keys = zip(*(ordered[name].astype(str).tolist() for name in by), strict=True)
        for key, start, end in zip(keys, ordered["start"].tolist(), ordered["end"].tolist(), strict=True):
            starts, ends = self._merged.setdefault(key, ([], []))
            if ends and start <= ends[-1]:
                ends[-1] = max(end, ends[-1])
            else:
                starts.append(start)
                ends.append(end)

    def touch(self, key: tuple[str, ...], start: int, end: int) -> bool:
        """Whether one of the spans of a key shares a letter with ``start`` to ``end``."""
        starts, ends = self._merged.get(key, ((), ()))
        return bisect_left(starts, end) > bisect_right(ends, start)


def passages(
    sources: pd.DataFrame, turns: pd.DataFrame, codings: pd.DataFrame, roles: Collection[str], unit: str
) -> pd.DataFrame:
    """Every passage, in order of source and place.

    Args:
        sources: table ``sources``.
        turns: table ``turns``.
        codings: table ``codings``; a passage that touches an accepted one is coded.
        roles: whose words.
        unit: ``sentence`` or ``turn``.

    Returns:
        Columns ``COLUMNS``: ``start``, ``end`` in code points of the frozen text, end exclusive; ``quotation`` is the
        text's slice; ``passage_id`` depends on the source, the quotation and how often it stood before in the source.
    """
    texts = dict(zip(sources["source_id"].tolist(), sources["text"].tolist(), strict=True))
    return quoted(candidate_spans(sources, turns, roles, unit), texts.items(), codings)


def candidate_spans(sources: pd.DataFrame, turns: pd.DataFrame, roles: Collection[str], unit: str) -> pd.DataFrame:
    """Table ``candidates``: where the passages of some sources are, without their words.

    Args:
        sources, turns, roles, unit: as of ``passages``.
    """
    spoken = turns[turns["role"].isin(list(roles))].sort_values(["source_id", "start"], kind="stable")
    turns_of = {str(source): rows for source, rows in spoken.groupby("source_id")}
    rows: list[tuple[object, ...]] = []
    for source in sources.sort_values("source_id").to_dict("records"):
        source_id, text, language = str(source["source_id"]), str(source["text"]), str(source["language"])
        if source_id not in turns_of:
            continue
        seen: Counter[str] = Counter()
        columns = (turns_of[source_id][name].tolist() for name in ("turn", "case_id", "start", "end"))
        for turn, case_id, start, end in zip(*columns, strict=True):
            said = text[start:end]
            spans = sentence_spans(said, language) if unit == "sentence" else [(0, len(said))]
            for first, last in spans:
                quotation = said[first:last].strip()
                if sum(map(str.isalnum, quotation)) < _LEAST_LETTERS:
                    continue
                place = start + said.index(quotation, first)
                seen[quotation] += 1
                name = _passage_id(source_id, quotation, seen[quotation])
                rows.append((name, source_id, case_id, turn, place, place + len(quotation), language))
    frame = pd.DataFrame(rows, columns=model.TABLES["candidates"].columns)
    return model.conform(frame.astype({name: _WHOLE.get(name, "str") for name in frame.columns}), "candidates")


def drawn(spans: pd.DataFrame, most: int = MOST_COMPARED) -> tuple[pd.DataFrame, list[Problem]]:
    """Of very many passages a part, drawn evenly by the hash of their ids, so that each study always draws the same.

    Returns:
        The passages, in their order, and a warning where they are not all.
    """
    if len(spans) <= most:
        return spans, []
    kept = np.sort(np.argsort(_numbers(spans["passage_id"]), kind="stable")[:most])
    return spans.iloc[kept].reset_index(drop=True), [_told(len(spans), most)]


def _numbers(names: pd.Series[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The first of a hash's digits, as numbers: they take little room, and two passages hardly ever share them."""
    return np.fromiter((int(draw(name)[:_DRAWN_BY], 16) for name in names), dtype=np.int64, count=len(names))


def _told(passages: int, used: int) -> Problem:
    return Problem("suggestions-drawn", values={"passages": passages, "used": used})


def read_drawn(
    paths: Iterable[str | os.PathLike[str]], most: int = MOST_COMPARED
) -> tuple[pd.DataFrame, list[Problem]]:
    """What ``drawn`` gives of the tables ``candidates`` of all batches, of which one is in memory at a time."""
    files = sorted(map(str, paths))
    numbers = [_numbers(read_only(path, "passage_id")["passage_id"]) for path in files]
    together = np.concatenate([np.zeros(0, dtype=np.int64), *numbers])
    if len(together) <= most:
        return read_tables(files, "candidates"), []
    last = np.partition(together, most - 1)[most - 1]
    parts = [read_columns(path)[own <= last] for path, own in zip(files, numbers, strict=True)]
    kept, _ = drawn(model.conform(pd.concat(parts, ignore_index=True), "candidates"), most)
    return kept, [_told(len(together), most)]


def draw(passage_id: str) -> str:
    """By which passages are drawn: those of the smallest hashes."""
    return hashlib.sha256(passage_id.encode("ascii")).hexdigest()


def quoted(spans: pd.DataFrame, texts: Iterable[tuple[str, str]], codings: pd.DataFrame) -> pd.DataFrame:
    """Passages with their words.

    Args:
        spans: table ``candidates``, or part of it.
        texts: id and frozen text of each source, one after the other.
        codings: table ``codings``; a passage that touches an accepted one is coded.

    Returns:
        Columns ``COLUMNS``.
    """
    rows_of = {str(source): rows for source, rows in spans.groupby("source_id", sort=False).indices.items()}
    starts, ends = spans["start"].to_numpy(), spans["end"].to_numpy()
    quotations = np.full(len(spans), "", dtype=object)
    for source_id, text in texts:
        for row in rows_of.get(source_id, ()):
            quotations[row] = text[starts[row] : ends[row]]
    coded = Spans(codings[codings["status"] == "accepted"])
    places = zip(spans["source_id"].tolist(), starts.tolist(), ends.tolist(), strict=True)
    touched = [coded.touch((source_id,), start, end) for source_id, start, end in places]
    frame = spans.assign(quotation=quotations, coded=touched).reindex(columns=COLUMNS)
    return frame.astype({name: _WHOLE.get(name, "str") for name in COLUMNS} | {"coded": "bool"})


def suggestion_id(passage_id: str, code_id: str) -> str:
    """The id of the suggestion to give a passage a code (empty: a new one)."""
    return f"{passage_id}-{code_digits(code_id) if code_id else 'new'}"


def code_digits(code_id: str) -> str:
    """How a code is written within an id."""
    return hashlib.sha256(code_id.encode("utf-8", "surrogatepass")).hexdigest()[:CODE_LENGTH]


def _passage_id(source_id: str, quotation: str, occurrence: int) -> str:
    content = json.dumps([source_id, quotation, occurrence], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
