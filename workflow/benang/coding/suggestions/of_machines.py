"""What the rule coder and a language model suggest, as rows of the one list of suggestions, nothing twice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection

import pandas as pd

from benang.coding.suggestions.candidate_passages import Spans

KINDS = ("rule", "llm")
"""The methods of machines' codings, which are their kinds in the list: what a rule found comes first."""


def of_machines(machines: pd.DataFrame, codings: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """The machines' codings that nobody has decided on.

    Left out are those on words that somebody has given the same code (there is nothing left to decide), and those on
    words for which an earlier one of the list suggests the same code.

    Args:
        machines: table ``codings`` of machines.
        codings: table ``codings`` of people; accepted ones count.
        codes: table ``codes``; its order is that of the rows.

    Returns:
        Columns ``suggestion_id`` (the ``coding_id``), ``kind`` (one of ``KINDS``), ``source_id``, ``case_id``,
        ``turn``, ``start``, ``end``, ``quotation``, ``code_id``, and ``terms``: why the machine suggests it.
    """
    places = ["source_id", "code_id", "start", "end"]
    given = codings.loc[codings["status"] == "accepted", places]
    order = dict(zip(codes["code_id"], codes["order"], strict=True))
    found = machines[(machines["status"] == "suggested") & machines["method"].isin(KINDS)]
    parts: list[pd.DataFrame] = []
    for kind in KINDS:
        decided = Spans(given, by=("source_id", "code_id"))
        own = found[found["method"] == kind]
        cells = zip(*(own[name].tolist() for name in places), strict=True)
        left = [not decided.touch((source, code), start, end) for source, code, start, end in cells]
        own = own[pd.Series(left, own.index, dtype=bool)]
        placed = own.assign(order=[order.get(code, len(order)) for code in own["code_id"]])
        parts.append(own.loc[placed.sort_values(["order", "source_id", "start"], kind="stable").index])
        given = pd.concat([given, own[places]], ignore_index=True)
    table = pd.concat(parts, ignore_index=True)
    table = table.rename(columns={"coding_id": "suggestion_id", "method": "kind", "why": "terms"})
    columns = ["suggestion_id", "kind", "source_id", "case_id", "turn", "start", "end", "quotation", "code_id", "terms"]
    return table[columns]


def suggested_for(passages: pd.DataFrame, suggested: pd.DataFrame) -> list[Collection[str]]:
    """For each passage the codes that machines suggest for words of it.

    Args:
        passages: ``benang.coding.suggestions.candidate_passages``, in their order.
        suggested: what ``of_machines`` gives.
    """
    rows_of = passages.groupby("source_id", sort=False).indices
    starts, ends = passages["start"].to_numpy(), passages["end"].to_numpy()
    codes: list[dict[str, None]] = [{} for _ in range(len(passages))]
    columns = (suggested[name].tolist() for name in ("source_id", "start", "end", "code_id"))
    for source, start, end, code in zip(*columns, strict=True):
        # Passages of a source are in order and apart.
        rows = rows_of.get(source, ())
        first = bisect_right(rows, start, key=ends.__getitem__)
        last = bisect_left(rows, end, key=starts.__getitem__)
        for row in rows[first:last]:
            codes[row][str(code)] = None
    return [list(each) for each in codes]
