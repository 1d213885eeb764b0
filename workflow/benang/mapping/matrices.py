"""Count: how often, how much and by whom each theme, category and code is spoken of, case by case and kind by kind.

A *reference* is one passage of one source: overlapping codings are merged into one stretch first, so that two coders
who marked the same words count once (the coding reference of NVivo, counted over coders: Bazeley and Jackson 2013).
Only accepted codings of the counted coders are counted; the rule coder's suggestions stand beside, in a column of
their own, and are never mixed in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from benang.coding.codebook.code_tree import counting_unit, opposing, units
from benang.core.model import LIST_SEPARATOR, split_ids
from benang.text.words import count_words

CASE_COLUMNS = [
    "case_id",
    "code_id",
    "references",
    "negative_references",
    "words",
    "coverage",
    "rule_references",
    "coding_ids",
]
KIND_COLUMNS = [
    "kind",
    "code_id",
    "references",
    "negative_references",
    "sources",
    "cases",
    "rule_references",
    "coding_ids",
]
CODE_COLUMNS = ["code_id", "references", "words", "sources", "cases", "rule_references", "coding_ids"]


BY_PEOPLE = ("human", "suggestion")
"""Methods of codings that are a person's own: made by hand, or a suggestion that somebody took."""


def counted(codings: pd.DataFrame, coders: Sequence[str] | None = None) -> pd.DataFrame:
    """The codings that count: accepted, and by one of ``coders`` (None: by any person)."""
    return codings[_counts(codings, coders)]


def beside(codings: pd.DataFrame, coders: Sequence[str] | None = None) -> pd.DataFrame:
    """The rule coder's codings that are shown beside: not rejected by a person, and not counted already."""
    shown = (codings["method"] == "rule") & (codings["status"] != "rejected")
    return codings[shown & ~_counts(codings, coders)]


def _counts(codings: pd.DataFrame, coders: Sequence[str] | None) -> pd.Series:
    chosen = codings["method"].isin(BY_PEOPLE) if coders is None else codings["coder"].isin(list(coders))
    return chosen & (codings["status"] == "accepted")


def merge_overlaps(codings: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Merge overlapping codings of one source into stretches.

    Args:
        codings: columns ``source_id``, ``start``, ``end``, ``coding_id`` and those of ``by``.
        by: columns within whose groups codings are merged, besides ``source_id`` (such as ``case_id``, ``unit``).

    Returns:
        One row a stretch: the columns of ``by``, ``source_id``, ``start``, ``end`` (code points, end exclusive) and
        ``coding_ids`` (joined with ``;``, sorted). Codings that only touch (one ends where the next begins) stay apart.
    """
    keys = [*by, "source_id"]
    if codings.empty:
        columns: dict[str, list[object]] = {column: [] for column in [*keys, "start", "end", "coding_ids"]}
        return pd.DataFrame(columns)
    ordered, opens = _opening(codings, keys)
    first = np.flatnonzero(opens)
    ids = ordered["coding_id"].tolist()
    bounds = [*first.tolist(), len(ordered)]
    stretches = ordered.iloc[first][[*keys, "start"]].reset_index(drop=True)
    stretches["end"] = np.maximum.reduceat(ordered["end"].to_numpy(dtype=np.int64), first)
    stretches["coding_ids"] = [LIST_SEPARATOR.join(sorted(set(ids[start:end]))) for start, end in pairwise(bounds)]
    return stretches


def _opening(codings: pd.DataFrame, keys: Sequence[str]) -> tuple[pd.DataFrame, np.ndarray]:
    """The codings in order, and which of them open a new stretch: whole columns at a time, as there may be millions."""
    ordered = codings.sort_values([*keys, "start", "end", "coding_id"], kind="stable")
    grouped = ordered.groupby(list(keys), sort=False)
    group = grouped.ngroup().to_numpy()
    start = ordered["start"].to_numpy(dtype=np.int64)
    reach = grouped["end"].cummax().to_numpy(dtype=np.int64)
    opens = np.ones(len(ordered), dtype=bool)
    opens[1:] = (group[1:] != group[:-1]) | (start[1:] >= reach[:-1])
    return ordered, opens


def _n_stretches(codings: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """How many stretches the codings of each group make."""
    if codings.empty:
        return pd.Series(dtype="int64")
    ordered, opens = _opening(codings, [*by, "source_id"])
    return ordered[opens].groupby(list(by)).size()


def _ids(codings: pd.DataFrame, by: Sequence[str]) -> dict[object, str]:
    """The coding ids of each group, joined, sorted."""
    ordered = codings.sort_values("coding_id", kind="stable")
    columns = [ordered[name].tolist() for name in by]
    keys = zip(*columns, strict=True) if len(by) > 1 else columns[0]
    found: dict[object, list[str]] = {}
    for key, coding in zip(keys, ordered["coding_id"].tolist(), strict=True):
        found.setdefault(key, []).append(coding)
    return {key: LIST_SEPARATOR.join(ids) for key, ids in found.items()}


def case_matrix(
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    level: str,
    coders: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Case by theme, category or code.

    Args:
        codings: table ``codings``; those without a case are in no cell here (they are in ``kind_matrix``).
        codes, cases, sources, turns: the tables of those names.
        level: ``theme``, ``category`` (both hold what lies below them; a theme without categories stands among the
            categories) or ``code`` (every code of the codebook with its own codings only).
        coders: whose codings are counted; None for every person's.

    Returns:
        Every case with every unit, zeros included, sorted by ``case_id``, ``code_id``: ``references`` (stretches),
        ``negative_references`` (stretches of codes that speak against the unit, which ``references`` holds too),
        ``words`` (inside the stretches, of the case's own turns, those of the role ``informant``; in an observation of
        any turn),
        ``coverage`` (words / all words of these turns, 0-1), ``rule_references``, ``coding_ids`` (the counted codings
        behind the cell).
    """
    unit = counting_unit(codes, level)
    human = _with_unit(counted(codings, coders), unit)
    human = human[human["case_id"] != ""]
    rule = _with_unit(beside(codings, coders), unit)
    negatives = human[human["code_id"].isin(opposing(codes, level))]
    by = ["case_id", "unit"]
    stretches = merge_overlaps(human, by)
    speech = _Speech(sources, turns)
    stretches["words"] = [
        speech.words(source, case, start, end)
        for source, case, start, end in zip(
            *(stretches[name].tolist() for name in ("source_id", "case_id", "start", "end")), strict=True
        )
    ]
    cells = pd.DataFrame(index=_crossed(sorted(cases["case_id"]), sorted(units(codes, level)), by))
    cells["references"] = stretches.groupby(by).size()
    cells["negative_references"] = _n_stretches(negatives, by)
    cells["words"] = stretches.groupby(by)["words"].sum()
    cells["rule_references"] = _n_stretches(rule, by)
    cells["coding_ids"] = pd.Series(_ids(human, by), dtype="object")
    cells = _filled(cells)
    base = speech.words_of_cases(cells.index.get_level_values(0).unique())
    cells["coverage"] = [
        words / base[case] if base[case] else 0.0
        for case, words in zip(cells.index.get_level_values(0), cells["words"], strict=True)
    ]
    return cells.reset_index().rename(columns={"unit": "code_id"})[CASE_COLUMNS]


def kind_matrix(
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    level: str = "category",
    coders: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Kind of source (interview, observation, ...) by theme, category or code: the base of triangulation (Denzin 1978).

    Returns:
        Every kind with every unit, zeros included, sorted: ``references``, ``negative_references``, ``sources`` (that
        hold a counted coding of it), ``cases`` (whose words these are), ``rule_references``, ``coding_ids``.
    """
    unit = counting_unit(codes, level)
    kind_of = sources.set_index("source_id")["kind"].to_dict()
    human = _with_kind(_with_unit(counted(codings, coders), unit), kind_of)
    rule = _with_kind(_with_unit(beside(codings, coders), unit), kind_of)
    negatives = human[human["code_id"].isin(opposing(codes, level))]
    by = ["kind", "unit"]
    cells = pd.DataFrame(index=_crossed(sorted(set(sources["kind"])), sorted(units(codes, level)), by))
    cells["references"] = _n_stretches(human, by)
    cells["negative_references"] = _n_stretches(negatives, by)
    cells["sources"] = human.groupby(by)["source_id"].nunique()
    cells["cases"] = human[human["case_id"] != ""].groupby(by)["case_id"].nunique()
    cells["rule_references"] = _n_stretches(rule, by)
    cells["coding_ids"] = pd.Series(_ids(human, by), dtype="object")
    return _filled(cells).reset_index().rename(columns={"unit": "code_id"})[KIND_COLUMNS]


def code_totals(
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    level: str = "code",
    coders: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Each code over the whole study, codings without a case included.

    Returns:
        Every unit of ``level`` (see ``case_matrix``), sorted by ``code_id``: ``references``, ``words`` (of the
        stretches), ``sources``, ``cases``, ``rule_references``, ``coding_ids``.
    """
    unit = counting_unit(codes, level)
    human = _with_unit(counted(codings, coders), unit)
    stretches = merge_overlaps(human, ["unit"])
    text_of = sources.set_index("source_id")["text"].to_dict()
    stretches["words"] = [
        count_words(str(text_of.get(source, ""))[start:end])
        for source, start, end in zip(stretches["source_id"], stretches["start"], stretches["end"], strict=True)
    ]
    rows = pd.DataFrame(index=pd.Index(sorted(units(codes, level)), name="unit", dtype="object"))
    rows["references"] = stretches.groupby("unit").size()
    rows["words"] = stretches.groupby("unit")["words"].sum()
    rows["sources"] = human.groupby("unit")["source_id"].nunique()
    rows["cases"] = human[human["case_id"] != ""].groupby("unit")["case_id"].nunique()
    rows["rule_references"] = _n_stretches(_with_unit(beside(codings, coders), unit), ["unit"])
    rows["coding_ids"] = pd.Series(_ids(human, ["unit"]), dtype="object")
    return _filled(rows).reset_index().rename(columns={"unit": "code_id"})[CODE_COLUMNS]


class _Speech:
    """How many words of a case lie inside a stretch, and how many there are at all.

    In an interview these are the case's own turns: those of the role ``informant``, not the head of a file or a third
    voice, which the case did not say. An observation describes a case in the observer's words, so every turn of it
    counts for every case it is about.
    """

    def __init__(self, sources: pd.DataFrame, turns: pd.DataFrame) -> None:
        self._text = {str(row["source_id"]): str(row["text"]) for row in sources.to_dict("records")}
        self._observations = set(sources.loc[sources["kind"] == "observation", "source_id"])
        self._about = {str(row["source_id"]): split_ids(str(row["case_ids"])) for row in sources.to_dict("records")}
        self._turns: dict[str, list[tuple[int, int, str, int]]] = defaultdict(list)
        columns = [turns[name].tolist() for name in ("source_id", "start", "end", "case_id", "role", "n_words")]
        for source, start, end, case, role, n_words in zip(*columns, strict=True):
            speaker = str(case) if role == "informant" else ""
            self._turns[str(source)].append((int(start), int(end), speaker, int(n_words)))
        for spans in self._turns.values():
            spans.sort()
        self._starts = {source: [span[0] for span in spans] for source, spans in self._turns.items()}

    def words(self, source: str, case: str, start: int, end: int) -> int:
        spans = self._turns.get(source, [])
        text = self._text.get(source, "")
        total = 0
        first = max(bisect_right(self._starts.get(source, []), start) - 1, 0)
        for turn_start, turn_end, speaker, _ in spans[first:]:
            if turn_start >= end:
                break
            if speaker == case or source in self._observations:
                total += count_words(text[max(start, turn_start) : min(end, turn_end)])
        return total

    def words_of_cases(self, cases: Sequence[str] | pd.Index) -> dict[str, int]:
        wanted = {str(case): 0 for case in cases}
        for source, spans in self._turns.items():
            for _, _, speaker, n_words in spans:
                owners = self._about.get(source, []) if source in self._observations else [speaker]
                for case in owners:
                    if case in wanted:
                        wanted[case] += n_words
        return wanted


def _with_unit(codings: pd.DataFrame, unit: Mapping[str, str]) -> pd.DataFrame:
    labelled = codings.assign(unit=codings["code_id"].map(unit))
    return labelled[labelled["unit"].notna()]


def _with_kind(codings: pd.DataFrame, kind_of: Mapping[Hashable, str]) -> pd.DataFrame:
    labelled = codings.assign(kind=codings["source_id"].map(kind_of))
    return labelled[labelled["kind"].notna()]


def _crossed(rows: Sequence[str], columns: Sequence[str], names: Sequence[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_product([list(rows), list(columns)], names=list(names))


def _filled(cells: pd.DataFrame) -> pd.DataFrame:
    """Zeros and empty texts where a cell has no coding."""
    filled = cells.copy()
    for column in filled.columns:
        if column == "coding_ids":
            filled[column] = filled[column].astype("object").where(filled[column].notna(), "")
        else:
            filled[column] = filled[column].fillna(0).astype("int64")
    return filled
