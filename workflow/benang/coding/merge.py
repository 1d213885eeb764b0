"""Put the codings of all coders into one table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.sides import given_together, strictest
from benang.core import model
from benang.core.moments import earliest

_SAME = ["source_id", "code_id", "coder", "start", "end"]


def merge(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All codings in one table ``codings``, in its form and order, with their ids.

    Where one coder gave one code to the same span twice (in two files, or as a suggestion that was accepted), the
    two become one: the first frame's, with what their ``why`` say joined, their sides together, the use that shows
    least, and the earlier date.

    Args:
        frames: tables ``codings``, of any methods and coders; decisions go before the suggestions they decide on.
    """
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return model.empty("codings")
    together = pd.concat(filled, ignore_index=True)
    del filled
    for column in {"cut", "date"} & set(together.columns):
        together[column] = together[column].fillna("")
    several = together.duplicated(_SAME, keep=False)
    if several.any():
        # All in order of first appearance.
        joined = {"why": _joined, "side": given_together, "use": strictest}
        joined |= {"date": _first} if "date" in together.columns else {}
        cells = together[several].groupby(_SAME, sort=False).agg(joined)
        again = together.duplicated(_SAME)
        together.loc[several & ~again, list(cells.columns)] = cells.to_numpy()
        together = together[~again].reset_index(drop=True)
    return model.conform(fill_coding_ids(together), "codings")


def _first(dates: Iterable[str]) -> str:
    return earliest(list(dates))


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
