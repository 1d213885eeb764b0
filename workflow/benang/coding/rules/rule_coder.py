"""The rule coder: the codebook's patterns as a coder of their own, whose codings are suggestions with their reason.

Rule-based coding makes explicit, and repeats without tiring, what a codebook says can be seen in the words; it does not
replace reading (dictionary methods: Krippendorff, 2018; Grimmer and Stewart, 2013). Hence every coding says which
pattern found which words, and has the status ``suggested`` until a person accepts it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, get_args

import pandas as pd

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.rules.exceptions import StemException, stems_of
from benang.coding.rules.matching import Match, Matcher, NestedScope
from benang.coding.rules.patterns import RuleSpec
from benang.coding.rules.utterances import utterances
from benang.core import model
from benang.text.sentences import sentence_spans
from benang.text.spans import SpanIndex

Unit = Literal["sentence", "turn", "words"]


def code_by_rules(
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    rules: Mapping[str, Sequence[RuleSpec]],
    roles: Collection[str] = ("informant",),
    unit: Unit = "sentence",
    coder: str = "rules",
    *,
    exceptions: Sequence[StemException] = (),
    nested_scope: NestedScope = "key",
) -> pd.DataFrame:
    """Code sources by the rules of a codebook.

    Matches never cross a turn. What a match lies in (its sentences, its turn, or its words alone) becomes one coding a
    code; spans of one code that overlap become one. The result for a source depends on no other source.

    Args:
        sources: table ``sources`` (source_id, language, text are used).
        turns: table ``turns`` of these sources.
        offset_map: table ``offset_map`` of these sources.
        rules: code id -> its rules.
        roles: roles whose turns are coded by rules that name neither role nor speaker; none: those of every role.
        unit: the span that is coded around a match.
        coder: name of the coder in the codings.
        exceptions: words whose stem is not what the stemmer says.
        nested_scope: ``key``: codes do not hide each other; ``dictionary``: a match inside a longer one of another
            code is left out (``nested_scope`` of quanteda's ``tokens_lookup``; Benoit et al., 2018).

    Returns:
        Table ``codings``: method ``rule``, status ``suggested``, anchor ``exact``, and in ``why`` each pattern with the
        words it found, such as ``~percaya → kepercayaan``.
    """
    for name, value, known in (("unit", unit, Unit), ("nested_scope", nested_scope, NestedScope)):
        if value not in get_args(known):
            raise ValueError(f"unknown {name} {value!r}")
    index = SpanIndex(turns, offset_map)
    rows: list[dict[str, object]] = []
    for language, of_language in sources.groupby("language", sort=True):
        matcher = Matcher(rules, str(language), roles, stems_of(exceptions, str(language)), nested_scope)
        for source_id, offset, ready, voice, question in utterances(of_language, turns, matcher):
            matches = matcher.find(ready, voice, question)
            if not matches:
                continue
            text = ready.utterance.text
            for code_id, (start, end), why in _coded_spans(matches, text, str(language), unit):
                location = index.locate(source_id, offset + start, offset + end)
                rows.append(
                    {
                        "source_id": source_id,
                        "case_id": location.case_id,
                        "turn": location.turn,
                        "last_turn": location.last_turn,
                        "start": offset + start,
                        "end": offset + end,
                        "line": location.line,
                        "code_id": code_id,
                        "coder": coder,
                        "method": "rule",
                        "status": "suggested",
                        "quotation": text[start:end],
                        "why": why,
                        "anchor": "exact",
                    }
                )
    if not rows:
        return model.empty("codings")
    return model.conform(fill_coding_ids(pd.DataFrame.from_records(rows)), "codings")


def code_notes(
    texts: Mapping[str, str],
    rules: Mapping[str, Sequence[RuleSpec]],
    language: str,
    *,
    exceptions: Sequence[StemException] = (),
) -> list[dict[str, object]]:
    """Code short texts as wholes (the notes of works in the literature) by the same rules.

    Nobody speaks in a note and nobody was asked, so rules for a role, a speaker or a question find nothing in it.

    Args:
        texts: id -> text.
        rules: code id -> its rules.
        language: of the texts.
        exceptions: words whose stem is not what the stemmer says.

    Returns:
        Rows with the keys id, code_id, why, sorted; one row an id and code.
    """
    matcher = Matcher(rules, language, stems=stems_of(exceptions, language))
    rows: list[dict[str, object]] = []
    keys = sorted(texts)
    for key, ready in zip(keys, matcher.ready([texts[key] for key in keys]), strict=True):
        found: dict[str, list[Match]] = {}
        for match in matcher.find(ready):
            found.setdefault(match.code_id, []).append(match)
        rows += [{"id": key, "code_id": code_id, "why": _why(found[code_id])} for code_id in sorted(found)]
    return rows


def _coded_spans(
    matches: list[Match], utterance: str, language: str, unit: Unit
) -> list[tuple[str, tuple[int, int], str]]:
    """Code, coded span of the utterance and reason, in order; overlapping spans of a code made one."""
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
            reasons.append(match)
            result.append((match.code_id, (min(first, start), max(last, end)), reasons))
        else:
            result.append((match.code_id, (start, end), [match]))
    return [(code_id, span, _why(reasons)) for code_id, span, reasons in result]


def _why(matches: list[Match]) -> str:
    """Each pattern once with the words it found: ``~percaya → kepercayaan, percaya; "promo*" → promosi``."""
    found: dict[str, dict[str, None]] = {}
    for match in matches:
        found.setdefault(match.rule, {}).setdefault(match.words, None)
    return "; ".join(f"{rule} → {', '.join(words)}" for rule, words in found.items())
