"""What the coders agree on, with what was decided where they did not.

A passage belongs to the consensus of a code

* where everybody who coded its source gave the code to it. Where the extents differ, it is what all of them coded: the
  consensus never holds words that one of them left out, unless somebody decided so;
* where somebody decided so: then it is the codings that the decisions keep, overlapping ones as one.

Its side is the one that was decided, else what all who coded it share: one coder's sides together, then what is common
to all; where they share none, it is disputed. Its use is the one of theirs that shows least.

A decision settles every coding that meets the ones it is about, and nothing further off. Where a source was coded by
one person only, there is nobody to differ, and the codings stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from benang.coding.codebook.code_sides import CodeSides
from benang.coding.coding_ids import with_short_ids, with_whole_ids
from benang.coding.coding_row import coding_row
from benang.coding.people.sources_read import SourcesRead
from benang.coding.sides import shared, strictest, together
from benang.coding.together.decided import EXTENT, EXTENT_AND_SIDE, SIDE, keeps
from benang.coding.together.regions import Coded, Region, Regions, Words
from benang.core import model
from benang.core.counting import CONSENSUS
from benang.core.problems import Problem
from benang.text.spans import SpanIndex
from benang.text.text_key import Span

_DECIDED = re.compile(r"(.*?) ?\[adjudicated(?: by ([^\]]*))?\](?:; |$)", re.DOTALL)
_BY_ALL = re.compile(r"^\[(?:agreed|only coder): [^\]]*\](?:; |$)")

_ANCHORS = ("exact", "moved", "cut", "fuzzy")  # the most certain first
_SHOWN = 5  # sources that a message names

Row = Mapping[str, Any]
"""A row of the differences."""


@dataclass(frozen=True)
class _AgreedSpan:
    """A span of the consensus, the codings it comes from, and why it is there."""

    start: int
    end: int
    codings: tuple[Coded, ...]
    why: str


def consensus(
    codings: pd.DataFrame,
    decided: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    coder_name: str = CONSENSUS,
    codes: pd.DataFrame | None = None,
    read: SourcesRead | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """The codings of the consensus.

    Args:
        codings: table ``codings`` of the people whose consensus it is; accepted ones count.
        decided: their differences, all pairs, with the decisions (``adjudication.with_decisions``).
        sources: table ``sources``.
        turns: table ``turns``.
        offset_map: table ``offset_map``, for the line of the raw source.
        coder_name: what the consensus is called as a coder.
        codes: table ``codes``, for the sides of codings that have none of their own; without it these are ``for``.
        read: what coders read besides the sources in which they have codings (``people.sources_read``).

    Returns:
        Table ``codings``: coder ``coder_name``, method ``consensus``, status ``accepted``; ``quotation`` is the text's
        own slice; ``why`` says who agreed, or the adjudicator's memo; ``side`` is always given. And per source a
        warning that counts what is not decided, what was taken in the extent that all share, and where the side is
        disputed.
    """
    part = consensus_of_part(codings, decided, sources, turns, offset_map, coder_name, codes, read)
    return consensus_of_parts([part])


class ConsensusPart(NamedTuple):
    """The consensus of some sources: its codings with ids of all digits, warnings, and sources that one coder coded."""

    codings: pd.DataFrame
    problems: list[Problem]
    once: list[str]


def consensus_of_parts(parts: Iterable[ConsensusPart]) -> tuple[pd.DataFrame, list[Problem]]:
    """What ``consensus`` gives, of parts of a study that share no source (``consensus_of_part``)."""
    together = list(parts)
    codings = [part.codings for part in together if len(part.codings)]
    problems = [problem for part in together for problem in part.problems]
    problems += _coded_once(source for part in together for source in part.once)
    if not codings:
        return model.empty("codings"), problems
    return model.conform(with_short_ids(pd.concat(codings, ignore_index=True)), "codings"), problems


def consensus_of_part(
    codings: pd.DataFrame,
    decided: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    coder_name: str = CONSENSUS,
    codes: pd.DataFrame | None = None,
    read: SourcesRead | None = None,
) -> ConsensusPart:
    """What ``consensus`` gives of some sources, for ``consensus_of_parts``; it is given what belongs to these alone."""
    regions = Regions(codings, turns, sources, read)
    rows = [{str(name): cell for name, cell in row.items()} for row in decided.to_dict("records")]
    verdicts = {coding: (keep, row) for row in rows if row["decision"] for coding, keep in _keeps(row)}
    sides = _Sides(CodeSides.of(codes if codes is not None else model.empty("codes")), rows)
    index = SpanIndex(turns, offset_map)
    found: dict[tuple[str, str], list[_AgreedSpan]] = {}
    placed: list[dict[str, object]] = []
    for region in regions.of(sorted(set(codings["coder"]))):
        words = regions.words(region.source_id)
        agreed_spans = _agreed_spans(region, regions.coders(region.source_id), verdicts, words)
        found.setdefault((region.source_id, region.code_id), []).extend(agreed_spans)
        for agreed in agreed_spans:
            judged = {"side": sides.of(region.code_id, agreed), "why": sides.why(agreed)}
            judged["use"] = strictest(one.use for one in agreed.codings)
            placed.append(_coding(region, agreed, words.text, index, coder_name, judged))
    once = [source for source in sources["source_id"].tolist() if len(regions.coders(source)) == 1]
    table = model.conform(with_whole_ids(pd.DataFrame(placed)), "codings") if placed else model.empty("codings")
    return ConsensusPart(table, _undecided(rows, verdicts, found), once)


class _Sides:
    """The sides of spans of the consensus."""

    def __init__(self, code_sides: CodeSides, rows: Iterable[Row]) -> None:
        self._code_sides = code_sides
        self._decided: dict[str, list[Row]] = {}
        for row in rows:
            if row["side"]:
                for coding in (*row["coding_ids_a"], *row["coding_ids_b"]):
                    self._decided.setdefault(coding, []).append(row)

    def why(self, agreed: _AgreedSpan) -> str:
        """Why the span is there, with what was said of its side where the side alone was decided."""
        rows = [row for row in self._rows(agreed) if not row["decision"] or row["kind"] == SIDE]
        return "; ".join(part for part in (agreed.why, _decided_by(rows)) if part)

    def of(self, code_id: str, agreed: _AgreedSpan) -> str:
        """The decided side, or what the coders of the span share."""
        if decided := [row["side"] for row in self._rows(agreed)]:
            return together(decided)
        of_coder: dict[str, list[str]] = {}
        for one in agreed.codings:
            of_coder.setdefault(one.coder, []).append(self._code_sides.side(code_id, one.side))
        return shared([together(given) for given in of_coder.values()])

    def _rows(self, agreed: _AgreedSpan) -> list[Row]:
        return [row for one in agreed.codings for row in self._decided.get(one.coding_id, ())]


def _keeps(row: dict[str, str]) -> Iterable[tuple[str, bool]]:
    return keeps(row, row["decision"]).items()


def _agreed_spans(
    region: Region, coders: Collection[str], verdicts: Mapping[str, tuple[bool, Row]], words: Words
) -> list[_AgreedSpan]:
    """What of a region belongs to the consensus: what decisions keep, and elsewhere what everybody coded."""
    judged = [coding for coding in region.codings if coding.coding_id in verdicts]
    kept = [coding for coding in judged if verdicts[coding.coding_id][0]]
    decided = [
        _AgreedSpan(start, end, mine, _decided_by([verdicts[coding.coding_id][1] for coding in mine]))
        for start, end in _merged([(coding.start, coding.end) for coding in kept])
        if (mine := tuple(coding for coding in kept if start <= coding.start and coding.end <= end))
    ]
    # A third coder's coding can join what was decided on to a passage that nobody differed about.
    agreed = [
        span
        for span in _agreed(region, coders, words)
        if not any(coding.start < span.end and span.start < coding.end for coding in judged)
    ]
    return decided + agreed


def _agreed(region: Region, coders: Collection[str], words: Words) -> list[_AgreedSpan]:
    """What of a region everybody who coded the source coded."""
    names = sorted(coders)
    if {coding.coder for coding in region.codings} != set(names):
        return []
    why = f"[agreed: {', '.join(names)}]" if len(names) > 1 else f"[only coder: {names[0]}]"
    own = {(coding.start, coding.end) for coding in region.codings}
    agreed_spans = []
    for start, end in _common([[(one.start, one.end) for one in region.of(name)] for name in names]):
        start, end = _without_space(words.text, start, end)
        if start < end and ((start, end) in own or words.within(start, end)):
            mine = tuple(coding for coding in region.codings if coding.start < end and start < coding.end)
            agreed_spans.append(_AgreedSpan(start, end, mine, why))
    return agreed_spans


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans with overlapping ones as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _common(spans_of: Sequence[Sequence[Span]]) -> list[Span]:
    """The spans that lie in a span of every coder, in order, none within another."""
    common = set(spans_of[0])
    for spans in spans_of[1:]:
        met = ((max(one[0], two[0]), min(one[1], two[1])) for one in common for two in spans)
        common = {(start, end) for start, end in met if start < end}
    outer: list[Span] = []
    for start, end in sorted(common, key=lambda span: (span[0], -span[1])):
        if not outer or end > outer[-1][1]:
            outer.append((start, end))
    return outer


def _without_space(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _decided_by(rows: Iterable[Row]) -> str:
    said = []
    for row in rows:
        note = f"[adjudicated by {row['adjudicator']}]" if row["adjudicator"] else "[adjudicated]"
        said.append(f"{row['memo']} {note}".strip())
    return "; ".join(dict.fromkeys(said))


def reasons(why: str) -> list[tuple[str, str]]:
    """Of the ``why`` of a coding of the consensus: the memo of each decision it rests on and who decided; decisions
    without a memo, and what all agreed on, have none."""
    return [(memo, who) for memo, who in _DECIDED.findall(_BY_ALL.sub("", why)) if memo]


def _coding(
    region: Region, agreed: _AgreedSpan, text: str, index: SpanIndex, coder_name: str, judged: Mapping[str, str]
) -> dict[str, object]:
    cells = {"method": CONSENSUS, "status": "accepted", **judged}
    cells["anchor"] = max((coding.anchor for coding in agreed.codings), key=_ANCHORS.index)
    cases = {coding.case_id for coding in agreed.codings}
    if len(cases) == 1:
        cells["case_id"] = cases.pop()
    return coding_row(text, index, region.source_id, agreed.start, agreed.end, region.code_id, coder_name, **cells)


def _undecided(
    rows: Iterable[Row],
    verdicts: Mapping[str, tuple[bool, Row]],
    found: Mapping[tuple[str, str], Sequence[_AgreedSpan]],
) -> list[Problem]:
    """Differences that nobody decided on, counted by source."""
    still_open: dict[str, int] = {}
    shortened: dict[str, int] = {}
    for row in rows:
        ids = [*row["coding_ids_a"], *row["coding_ids_b"]]
        if row["decision"] or row["kind"] == SIDE or any(coding in verdicts for coding in ids):
            continue
        agreed_spans = found.get((row["source_id"], row["code_id"]), [])
        spans = [*row["offsets_a"], *row["offsets_b"]]
        met = any(one.start < end and start < one.end for one in agreed_spans for start, end in spans)
        if not met:
            still_open[row["source_id"]] = still_open.get(row["source_id"], 0) + 1
        elif row["kind"] in (EXTENT, EXTENT_AND_SIDE):
            shortened[row["source_id"]] = shortened.get(row["source_id"], 0) + 1
    disputed: dict[str, int] = {}
    for row in rows:
        # To keep both codings says nothing of their sides.
        open_side = row["decision"] == "" or (row["kind"] == EXTENT_AND_SIDE and row["decision"] == "both")
        if row["kind"] in (SIDE, EXTENT_AND_SIDE) and open_side and not row["side"]:
            disputed[row["source_id"]] = disputed.get(row["source_id"], 0) + 1
    counted = (("consensus-open", still_open), ("consensus-extent", shortened), ("consensus-side", disputed))
    return [
        Problem(kind, place=source, values={"source": source, "count": count})
        for kind, counts in counted
        for source, count in sorted(counts.items())
    ]


def _coded_once(source_ids: Iterable[str]) -> list[Problem]:
    once = sorted(source_ids)
    if not once:
        return []
    named = ", ".join(once[:_SHOWN]) + (", ..." if len(once) > _SHOWN else "")
    return [Problem("consensus-one-coder", values={"count": len(once), "sources": named})]
