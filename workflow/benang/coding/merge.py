"""Put the codings of all coders into one table, and see which of them speak of the same passage."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from benang import model
from benang.coding.ids import fill_coding_ids

PASSAGE_COLUMNS = ["source_id", "code_id", "start", "end", "coding_ids"]
"""Columns of ``passages``."""


_SAME = ["source_id", "code_id", "coder", "start", "end"]


def merge(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All codings in one table ``codings``, in its form and order, with their ids.

    Where one coder gave one code to the same stretch twice (in two files, or as a suggestion that was accepted), the
    two become one: the first frame's, with what their ``why`` say joined.

    Args:
        frames: tables ``codings``, of any methods and coders; decisions go before the suggestions they decide on.
    """
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return model.empty("codings")
    together = pd.concat(filled, ignore_index=True)
    if together.duplicated(_SAME).any():
        whys = together.groupby(_SAME, sort=False)["why"].agg(_joined).reset_index(drop=True)
        together = together.drop_duplicates(_SAME, keep="first").reset_index(drop=True)
        together["why"] = whys  # both in order of first appearance
    return model.conform(fill_coding_ids(together), "codings")


def passages(codings: pd.DataFrame) -> pd.DataFrame:
    """The coded passages: overlapping codings of one code in one source, whoever made them, as one stretch.

    Two coders who mark the same words therefore count once. Stretches that only touch (one ends where the other begins)
    stay two. To count for categories or themes, put their ids into ``code_id`` first.

    Args:
        codings: table ``codings``, or its columns ``coding_id``, ``source_id``, ``code_id``, ``start`` and ``end``
            (code points into the frozen text, end exclusive); leave out beforehand what shall not count.

    Returns:
        ``source_id``, ``code_id``, ``start``, ``end``, and ``coding_ids``: the codings in it, joined with ``;``, in
        order of place. Sorted by source, code and start.
    """
    ordered = codings.sort_values(["source_id", "code_id", "start", "end", "coding_id"], kind="stable")
    columns = (ordered[name].tolist() for name in ("source_id", "code_id", "start", "end", "coding_id"))
    stretches: list[tuple[str, str, int, int, list[str]]] = []
    for source_id, code_id, start, end, coding_id in zip(*columns, strict=True):
        if stretches:
            last_source, last_code, last_start, last_end, coding_ids = stretches[-1]
            if (last_source, last_code) == (source_id, code_id) and start < last_end:
                coding_ids.append(coding_id)
                stretches[-1] = (last_source, last_code, last_start, max(last_end, end), coding_ids)
                continue
        stretches.append((source_id, code_id, start, end, [coding_id]))
    rows = [(*stretch[:4], model.join_ids(list(dict.fromkeys(stretch[4])))) for stretch in stretches]
    frame = pd.DataFrame(rows, columns=PASSAGE_COLUMNS)
    return frame.astype({"source_id": "str", "code_id": "str", "start": "int64", "end": "int64", "coding_ids": "str"})


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
