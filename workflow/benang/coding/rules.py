"""The rule coder: the codebook's patterns as a coder of their own, whose codings are suggestions with their reason.

Rule-based coding makes explicit, and repeats without tiring, what a codebook says can be seen in the words; it does not
replace reading (dictionary methods: Krippendorff, 2018; Grimmer and Stewart, 2013). Hence every coding says which
pattern found which words, and has the status ``suggested`` until a person accepts it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import pandas as pd

from benang import model
from benang.coding.ids import fill_coding_ids
from benang.coding.matching import Match, Matcher
from benang.coding.patterns import RuleSpec
from benang.coding.sentences import sentence_spans
from benang.coding.spans import SpanIndex

Unit = Literal["sentence", "turn", "words"]


def code_by_rules(
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    rules: Mapping[str, Sequence[RuleSpec]],
    roles: Collection[str] = ("informant",),
    unit: Unit = "sentence",
    coder: str = "rules",
) -> pd.DataFrame:
    """Code sources by the rules of a codebook.

    Matches never cross a turn. What a match lies in (its sentences, its turn, or its words alone) becomes one coding a
    code; stretches of one code that overlap become one. The result for a source depends on no other source.

    Args:
        sources: table ``sources`` (source_id, language, text are used).
        turns: table ``turns`` of these sources.
        offset_map: table ``offset_map`` of these sources.
        rules: code id -> its rules.
        roles: roles whose turns are coded; none: those of every role.
        unit: the stretch that is coded around a match.
        coder: name of the coder in the codings.

    Returns:
        Table ``codings``: method ``rule``, status ``suggested``, anchor ``exact``, and in ``why`` each pattern with the
        words it found, such as ``~percaya → kepercayaan``.
    """
    if unit not in ("sentence", "turn", "words"):
        raise ValueError(f"unknown unit {unit!r}")
    utterances = _utterances(turns, roles)
    index = SpanIndex(turns, offset_map)
    matchers: dict[str, Matcher] = {}
    rows: list[dict[str, object]] = []
    for source_id, language, text in sorted(
        zip(sources["source_id"], sources["language"], sources["text"], strict=True)
    ):
        if language not in matchers:
            matchers[language] = Matcher(rules, language)
        for start, end in utterances.get(source_id, ()):
            utterance = text[start:end]
            matches = matchers[language].find(utterance)
            for code_id, (first, last), why in _stretches(matches, utterance, language, unit) if matches else ():
                location = index.locate(source_id, start + first, start + last)
                rows.append(
                    {
                        "source_id": source_id,
                        "case_id": location.case_id,
                        "turn": location.turn,
                        "last_turn": location.last_turn,
                        "start": start + first,
                        "end": start + last,
                        "line": location.line,
                        "code_id": code_id,
                        "coder": coder,
                        "method": "rule",
                        "status": "suggested",
                        "quotation": utterance[first:last],
                        "why": why,
                        "anchor": "exact",
                    }
                )
    if not rows:
        return model.empty("codings")
    return model.conform(fill_coding_ids(pd.DataFrame.from_records(rows)), "codings")


def code_notes(
    texts: Mapping[str, str], rules: Mapping[str, Sequence[RuleSpec]], language: str
) -> list[dict[str, object]]:
    """Code short texts as wholes (the notes of works in the literature) by the same rules.

    Args:
        texts: id -> text.
        rules: code id -> its rules.
        language: of the texts.

    Returns:
        Rows with the keys id, code_id, why, sorted; one row an id and code.
    """
    matcher = Matcher(rules, language)
    rows: list[dict[str, object]] = []
    for key in sorted(texts):
        found: dict[str, list[Match]] = {}
        for match in matcher.find(texts[key]):
            found.setdefault(match.code_id, []).append(match)
        rows += [{"id": key, "code_id": code_id, "why": _why(found[code_id])} for code_id in sorted(found)]
    return rows


def _utterances(turns: pd.DataFrame, roles: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """Where the turns of ``roles`` are, by source, in order."""
    chosen = turns[turns["role"].isin(list(roles))] if roles else turns
    chosen = chosen.sort_values(["source_id", "turn"], kind="stable")
    result: dict[str, list[tuple[int, int]]] = {}
    for source_id, start, end in zip(
        chosen["source_id"].tolist(), chosen["start"].tolist(), chosen["end"].tolist(), strict=True
    ):
        result.setdefault(source_id, []).append((start, end))
    return result


def _stretches(
    matches: list[Match], utterance: str, language: str, unit: Unit
) -> list[tuple[str, tuple[int, int], str]]:
    """Code, coded stretch of the utterance and reason, in order; overlapping stretches of a code made one."""
    if unit == "sentence":
        sentences = sentence_spans(utterance, language)
        starts = [start for start, _ in sentences]
        ends = [end for _, end in sentences]
    whole = (len(utterance) - len(utterance.lstrip()), len(utterance.rstrip()))
    result: list[tuple[str, tuple[int, int], list[Match]]] = []
    for match in matches:
        start, end = match.start, match.end
        if unit == "turn":
            start, end = whole
        elif unit == "sentence":
            start = starts[bisect_right(starts, start) - 1]
            end = ends[bisect_left(ends, end)]
        if result and result[-1][0] == match.code_id and start < result[-1][1][1]:
            _, (first, last), reasons = result.pop()
            result.append((match.code_id, (min(first, start), max(last, end)), [*reasons, match]))
        else:
            result.append((match.code_id, (start, end), [match]))
    return [(code_id, span, _why(reasons)) for code_id, span, reasons in result]


def _why(matches: list[Match]) -> str:
    """Each pattern once with the words it found: ``~percaya → kepercayaan, percaya; "promo*" → promosi``."""
    found: dict[str, dict[str, None]] = {}
    for match in matches:
        found.setdefault(match.rule, {}).setdefault(match.words, None)
    return "; ".join(f"{rule} → {', '.join(words)}" for rule, words in found.items())
