"""Which codes meet on the same passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from benang.core.model import join_ids, split_ids
from benang.mapping.matrices import counted, merge_overlaps

COLUMNS = ["code_a", "code_b", "passages", "coding_ids"]


def cooccurrence(codings: pd.DataFrame, coders: Sequence[str] | None = None) -> pd.DataFrame:
    """Pairs of codes that share passages.

    Each code's overlapping codings are merged into stretches first (so two coders on one passage are one stretch). A
    *passage* is a run of text that a stretch of one code and a stretch of the other both cover; stretches that only
    touch share none. Negative codes are codes like any other. The measure is the count of overlapping segments that
    QDA programs report as code relations (Guest, MacQueen and Namey 2012).

    Args:
        codings: table ``codings``.
        coders: whose accepted codings are counted; None for every person's.

    Returns:
        One row a pair that meets: ``code_a`` < ``code_b`` (by id), ``passages``, ``coding_ids`` (the codings whose
        stretches meet, sorted), sorted by pair.
    """
    stretches = merge_overlaps(counted(codings, coders), ["code_id"])
    passages: dict[tuple[str, str], int] = defaultdict(int)
    behind: dict[tuple[str, str], set[str]] = defaultdict(set)
    ordered = stretches.sort_values(["source_id", "start", "end", "code_id"], kind="stable")
    columns = [ordered[name].tolist() for name in ("source_id", "start", "end", "code_id", "coding_ids")]
    here = ""
    # The stretches that may still be met: a sweep along each source, so the work grows with what overlaps.
    still_open: list[tuple[int, str, str]] = []
    for source, start, end, code, ids in zip(*columns, strict=True):
        still_open = [item for item in still_open if item[0] > start] if source == here else []
        here = source
        for _, other, other_ids in still_open:
            if other != code:
                pair = (min(code, other), max(code, other))
                passages[pair] += 1
                behind[pair].update(split_ids(ids), split_ids(other_ids))
        still_open.append((end, code, ids))
    rows = [(a, b, passages[a, b], join_ids(sorted(behind[a, b]))) for a, b in sorted(passages)]
    return pd.DataFrame(rows, columns=COLUMNS)
