"""The words before and after a quotation, by which it is found again where its words stand in several places.

Prefix and suffix are those of the W3C Web Annotation Data Model (TextQuoteSelector): code points of the text itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from benang.text.text_key import key

LENGTH = 32
"""Code points of a prefix and of a suffix."""
_AT_ONCE = 20_000
"""Codings whose contexts are in memory as Python holds them."""


@dataclass(frozen=True)
class Context:
    """What stands before and after a quotation; empty texts where that is not known."""

    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Context:
        """The context of ``text[start:end]``."""
        return cls(text[max(0, start - LENGTH) : start], text[end : end + LENGTH])

    @property
    def length(self) -> int:
        """How many characters it has, as ``shared`` counts them."""
        return len(key(self.prefix)) + len(key(self.suffix))

    def shared(self, text: str, start: int, end: int) -> int:
        """How much of the context stands around ``text[start:end]``, counted from there outwards.

        White space, case and the shape of quotation marks and dashes make no difference (``benang.text.text_key``).
        """
        if not self.prefix and not self.suffix:
            return 0
        before = key(text[max(0, start - 2 * len(self.prefix)) : start])
        after = key(text[end : end + 2 * len(self.suffix)])
        return _common(key(self.prefix)[::-1], before[::-1]) + _common(key(self.suffix), after)


NO_CONTEXT = Context()


def with_context(codings: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """The codings with their ``prefix`` and ``suffix``, for people who take the table elsewhere and bring it back.

    Args:
        codings: table ``codings``.
        texts: the frozen texts by source id (``core.source_texts``); they are asked for source by source.
    """
    order = np.argsort(pd.factorize(codings["source_id"], sort=True)[0], kind="stable")
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    prefixes, suffixes = [], []
    for start in range(0, len(order), _AT_ONCE):
        some = codings.take(order[start : start + _AT_ONCE])
        spans = zip(*(some[name].tolist() for name in ("source_id", "start", "end")), strict=True)
        contexts = [Context.of(texts[source_id], start, end) for source_id, start, end in spans]
        prefixes.append(pa.array([each.prefix for each in contexts], pa.string()))
        suffixes.append(pa.array([each.suffix for each in contexts], pa.string()))
    sides = {"prefix": prefixes, "suffix": suffixes}
    cells = {name: pa.chunked_array(parts, pa.string()).combine_chunks().take(place) for name, parts in sides.items()}
    return codings.assign(**{name: column.to_pandas().set_axis(codings.index) for name, column in cells.items()})


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
