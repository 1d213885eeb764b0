"""Where two coders differ, passage by passage.

Compared are sources that both coded, as in ``benang.coding.agreement``: a source that somebody never opened says
nothing about what that person thinks of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import pandas as pd

from benang.coding.coding_ids import LETTER
from benang.coding.together.regions import Coded, Region, Regions
from benang.core import model

COLUMNS = [
    "disagreement_id",
    "source_id",
    "turn",
    "line",
    "code_id",
    "kind",
    "coder_a",
    "coder_b",
    "quotation_a",
    "quotation_b",
    "offsets_a",
    "offsets_b",
    "context_before",
    "context_after",
    "memo_a",
    "memo_b",
    "coding_ids_a",
    "coding_ids_b",
    "side_a",
    "side_b",
    "decision",
    "side",
    "memo",
    "adjudicator",
]

KINDS = ("only_a", "only_b", "extent")

CONTEXT = 160
"""Characters of the text before and after a passage that are shown with it."""

PART_SEPARATOR = " [...] "
"""Stands between the quotations of several codings of one coder."""

_LENGTH = 9  # hexadecimal digits of an id, behind a letter: a spreadsheet takes 12345678e9 for a number


def disagreements(
    codings: pd.DataFrame, turns: pd.DataFrame, sources: pd.DataFrame, pairs: Iterable[tuple[str, str]]
) -> pd.DataFrame:
    """Where the two coders of each pair gave a code to different words.

    Args:
        codings: table ``codings``; accepted ones are compared.
        turns: table ``turns``.
        sources: table ``sources``.
        pairs: names of two coders each. Coder A is always the one whose name comes first in the alphabet, so that
            what ``a`` means in a decision never changes.

    Returns:
        One row a passage, by source, code, place and pair, with the columns ``COLUMNS``: ``kind`` is ``only_a``,
        ``only_b``, or ``extent`` where both gave the code to words that overlap but are not the same;
        ``quotation_*`` holds a coder's quotations (several are joined with `` [...] ``), ``offsets_*`` where they stand
        (``120-180;200-230``, code points of the frozen text, end exclusive); ``turn`` and ``line`` are those of the
        first coding; ``disagreement_id`` depends on the pair and its codings alone. ``decision``, ``memo`` and
        ``adjudicator`` are empty (see ``benang.coding.together.adjudication``).
    """
    regions = Regions(codings, turns, sources)
    places = dict(
        zip(codings["coding_id"], zip(codings["turn"].tolist(), codings["line"].tolist(), strict=True), strict=True)
    )
    rows: list[dict[str, object]] = []
    for coder_a, coder_b in sorted({(min(pair), max(pair)) for pair in pairs}):
        for region in regions.of([coder_a, coder_b], all_of_them=True):
            kind = _kind(region, coder_a, coder_b)
            if kind:
                text = regions.words(region.source_id).text
                rows.append(_row(region, kind, coder_a, coder_b, text, places))
    rows.sort(key=lambda row: (str(row["source_id"]), str(row["code_id"]), _start(row)))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    whole = ("turn", "line")
    return frame.astype({name: "int64" if name in whole else "str" for name in COLUMNS})


def offsets(cell: str) -> list[tuple[int, int]]:
    """The stretches of a cell of ``offsets_a`` or ``offsets_b``."""
    stretches = (part.partition("-") for part in model.split_ids(cell))
    return [(int(start), int(end)) for start, _, end in stretches]


def _kind(region: Region, coder_a: str, coder_b: str) -> str:
    of_a, of_b = region.of(coder_a), region.of(coder_b)
    if not of_b:
        return "only_a"
    if not of_a:
        return "only_b"
    return "" if _same_words(of_a, of_b) else "extent"


def _same_words(of_a: tuple[Coded, ...], of_b: tuple[Coded, ...]) -> bool:
    """Whether two coders coded the same words, of each the same part or at least one that they share."""
    words = _words(of_a)
    return words == _words(of_b) and all(
        any(max(one.start, two.start, start) < min(one.end, two.end, end) for one in of_a for two in of_b)
        for start, end in words
        if start < end
    )


def _words(codings: Iterable[Coded]) -> set[tuple[int, int]]:
    return {word for coding in codings for word in coding.words}


def _row(
    region: Region, kind: str, coder_a: str, coder_b: str, text: str, places: dict[str, tuple[int, int]]
) -> dict[str, object]:
    start = min(coding.start for coding in region.codings)
    end = max(coding.end for coding in region.codings)
    first = min(region.codings, key=lambda coding: (coding.start, coding.coding_id))
    turn, line = places[first.coding_id]
    row: dict[str, object] = dict.fromkeys(COLUMNS, "")
    row |= {"source_id": region.source_id, "turn": turn, "line": line, "code_id": region.code_id, "kind": kind}
    row |= {"context_before": text[max(0, start - CONTEXT) : start], "context_after": text[end : end + CONTEXT]}
    ids: list[list[str]] = []
    for side, coder in (("a", coder_a), ("b", coder_b)):
        mine = sorted(region.of(coder), key=lambda coding: (coding.start, coding.end))
        ids.append(sorted(coding.coding_id for coding in mine))
        row[f"coder_{side}"] = coder
        row[f"quotation_{side}"] = PART_SEPARATOR.join(coding.quotation for coding in mine)
        row[f"offsets_{side}"] = model.join_ids([f"{coding.start}-{coding.end}" for coding in mine])
        row[f"memo_{side}"] = "; ".join(dict.fromkeys(coding.why for coding in mine if coding.why))
        row[f"coding_ids_{side}"] = model.join_ids(ids[-1])
    # Of three coders one's coding can differ from each of the others', so the pair belongs to the id. Codings stand in
    # it by their digits alone, so that decisions made before ids had a letter keep their difference.
    digits = [[coding.removeprefix(LETTER) for coding in of_coder] for of_coder in ids]
    content = json.dumps([coder_a, coder_b, *digits], ensure_ascii=False)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    row["disagreement_id"] = f"d{digest[:_LENGTH]}"
    return row


def _start(row: dict[str, object]) -> int:
    stretches = offsets(str(row["offsets_a"])) + offsets(str(row["offsets_b"]))
    return min(start for start, _ in stretches)
