"""Where two coders differ, passage by passage: in what they coded, or in the side they gave the same words.

Compared are sources that both coded, as in ``benang.coding.agreement``: a source that somebody never opened says
nothing about what that person thinks of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from benang.coding.codebook.code_sides import CodeSides
from benang.coding.coding_ids import LETTER
from benang.coding.people.sources_read import SourcesRead
from benang.coding.sides import DISPUTED, shared, together
from benang.coding.together.decided import EXTENT, EXTENT_AND_SIDE, SIDE
from benang.coding.together.regions import Coded, Region, Regions, Words
from benang.core import model
from benang.text.overlaps import gathered_spans
from benang.text.text_key import Span

COLUMNS = model.TABLES["disagreements"].columns

KINDS = ("only_a", "only_b", EXTENT, EXTENT_AND_SIDE, SIDE)

CONTEXT = 160
"""Characters of the text before and after a passage that are shown with it."""

PART_SEPARATOR = " [...] "
"""Stands between the quotations of several codings of one coder."""

_LENGTH = 9  # hexadecimal digits of an id, behind a letter: a spreadsheet takes 12345678e9 for a number


def disagreements(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    pairs: Iterable[tuple[str, str]],
    codes: pd.DataFrame | None = None,
    read: SourcesRead | None = None,
) -> pd.DataFrame:
    """Where the two coders of each pair gave a code to different words, or to the same words on conflicting sides.

    Args:
        codings: table ``codings``; accepted ones are compared.
        turns: table ``turns``.
        sources: table ``sources``.
        pairs: names of two coders each. Coder A is always the one whose name comes first in the alphabet, so that
            what ``a`` means in a decision never changes.
        codes: table ``codes``, for the sides of codings that have none of their own; without it these are ``for``.
        read: what coders read besides the sources in which they have codings (``people.sources_read``).

    Returns:
        One row a passage, by source, code, place and pair, with the columns ``COLUMNS``: ``kind`` is ``only_a``,
        ``only_b``, ``extent`` where both gave the code to words that overlap but are not the same, ``side`` where
        they gave it to the same words and in a passage of them share no side, or ``extent_side`` where both is so;
        ``quotation_*`` holds a coder's
        quotations (several are joined with `` [...] ``), ``offsets_*`` where they stand (spans: code points of
        the frozen text, end exclusive), ``side_*`` the side of all of them together; ``turn`` and ``line``
        are those of the first coding; ``disagreement_id`` depends on the pair and its codings alone, that of a
        difference in sides on the sides too. ``decision``, ``side``, ``memo`` and ``adjudicator`` are empty (see
        ``benang.coding.together.adjudication``).
    """
    regions = Regions(codings, turns, sources, read)
    code_sides = CodeSides.of(codes if codes is not None else model.empty("codes"))
    places = dict(
        zip(codings["coding_id"], zip(codings["turn"].tolist(), codings["line"].tolist(), strict=True), strict=True)
    )
    rows: list[dict[str, Any]] = []
    for coder_a, coder_b in sorted({(min(pair), max(pair)) for pair in pairs}):
        for region in regions.of([coder_a, coder_b], all_of_them=True):
            words = regions.words(region.source_id)
            side_of = {one.coding_id: code_sides.side(region.code_id, one.side) for one in region.codings}
            kind = _kind(region, coder_a, coder_b)
            if kind in ("", EXTENT) and _sides_conflict(region, words, side_of):
                kind = EXTENT_AND_SIDE if kind else SIDE
            if kind:
                rows.append(_row(region, kind, coder_a, coder_b, words.text, places, side_of))
    rows.sort(key=lambda row: (str(row["source_id"]), str(row["code_id"]), _start(row)))
    return model.conform(pd.DataFrame(rows, columns=COLUMNS), "disagreements")


def _kind(region: Region, coder_a: str, coder_b: str) -> str:
    of_a, of_b = region.of(coder_a), region.of(coder_b)
    if not of_b:
        return "only_a"
    if not of_a:
        return "only_b"
    return "" if _same_words(of_a, of_b) else EXTENT


def _sides_conflict(region: Region, words: Words, side_of: Mapping[str, str]) -> bool:
    """Whether two coders share no side in a passage of a region (``coding.passages.passages.gathered``)."""
    parts: dict[int, list[tuple[Coded, Span]]] = {}
    for coding in region.codings:
        within: dict[int, list[Span]] = {}
        for word in coding.words:
            within.setdefault(words.utterance(word[0]), []).append(word)
        for utterance, mine in within.items():
            parts.setdefault(utterance, []).append((coding, (mine[0][0], mine[-1][1])))
    for pieces in parts.values():
        codings = [coding for coding, _ in pieces]
        for _, members in gathered_spans([span for _, span in pieces], [coding.coding_id for coding in codings]):
            given: dict[str, list[str]] = {}
            for coding in (codings[one] for one in members):
                given.setdefault(coding.coder, []).append(side_of[coding.coding_id])
            if len(given) > 1 and shared([together(sides) for sides in given.values()]) == DISPUTED:
                return True
    return False


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
    region: Region,
    kind: str,
    coder_a: str,
    coder_b: str,
    text: str,
    places: Mapping[str, tuple[int, int]],
    side_of: Mapping[str, str],
) -> dict[str, Any]:
    start = min(coding.start for coding in region.codings)
    end = max(coding.end for coding in region.codings)
    first = min(region.codings, key=lambda coding: (coding.start, coding.coding_id))
    turn, line = places[first.coding_id]
    row: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    row |= {"source_id": region.source_id, "turn": turn, "line": line, "code_id": region.code_id, "kind": kind}
    row |= {"context_before": text[max(0, start - CONTEXT) : start], "context_after": text[end : end + CONTEXT]}
    ids: list[list[str]] = []
    for side, coder in (("a", coder_a), ("b", coder_b)):
        mine = sorted(region.of(coder), key=lambda coding: (coding.start, coding.end))
        ids.append(sorted(coding.coding_id for coding in mine))
        row[f"coder_{side}"] = coder
        row[f"quotation_{side}"] = PART_SEPARATOR.join(coding.quotation for coding in mine)
        row[f"offsets_{side}"] = [[coding.start, coding.end] for coding in mine]
        row[f"memo_{side}"] = "; ".join(dict.fromkeys(coding.why for coding in mine if coding.why))
        row[f"coding_ids_{side}"] = ids[-1]
        row[f"side_{side}"] = together(side_of[coding.coding_id] for coding in mine) if mine else ""
    # Of three coders one's coding can differ from each of the others', so the pair belongs to the id. Codings stand in
    # it by their digits alone, so that decisions made before ids had a letter keep their difference.
    digits = [[coding.removeprefix(LETTER) for coding in of_coder] for of_coder in ids]
    # Who gave another side since has not been decided on. Of a difference in extent, too, the words stay decided.
    given = [row["side_a"], row["side_b"]] if kind == SIDE else []
    content = json.dumps([coder_a, coder_b, *digits, *given], ensure_ascii=False)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    row["disagreement_id"] = f"d{digest[:_LENGTH]}"
    return row


def _start(row: Mapping[str, Any]) -> int:
    return min(int(start) for start, _ in [*row["offsets_a"], *row["offsets_b"]])
