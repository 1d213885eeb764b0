"""Names of codings that survive a new run.

A coding is named by what it says (source, code, coder, quotation), not by where it stands, so that its name stays the
same when text before it grows or shrinks, and links to it keep working.

A letter stands before the digits, for a spreadsheet takes ``43299e6877`` for a number. What was written when ids had no
letter still names its coding: see ``known_as``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

LENGTH = 10
"""Hexadecimal digits of an id, unless two codings of one table would share it."""

LETTER = "c"

# Digits are even in number, so that an id with its letter is never one without.
_WRITTEN = re.compile(rf"{LETTER}?((?:[0-9a-f]{{2}}){{{LENGTH // 2},32}})")


def coding_id(
    source_id: str, code_id: str, coder: str, quotation: str, occurrence: int = 1, length: int = LENGTH
) -> str:
    """The id of a coding.

    Args:
        source_id: the source.
        code_id: the code.
        coder: who coded.
        quotation: the coded text.
        occurrence: 1 for the first coding in reading order with these four, 2 for the second, and so on.
        length: hexadecimal digits wanted, at most 64.

    Returns:
        The letter ``c`` and the first ``length`` hexadecimal digits of a SHA-256 digest.
    """
    return LETTER + _digest(source_id, code_id, coder, quotation, occurrence)[:length]


def known_as(written: str) -> str:
    """The coding's id that a person wrote, perhaps as it was before ids had a letter; empty where it is no such id."""
    match = _WRITTEN.fullmatch(written.strip())
    return f"{LETTER}{match[1]}" if match else ""


def fill_coding_ids(codings: pd.DataFrame) -> pd.DataFrame:
    """``codings`` with its column ``coding_id`` filled (anew where it has one); rows keep their order.

    Ids depend on each source's codings alone, save where two ids of the table would be equal: both then get more
    digits. Filling a table merged from several therefore gives the ids its parts had, unless parts collide.

    Args:
        codings: columns source_id, code_id, coder, quotation, start, end (code points).
    """
    return with_short_ids(with_whole_ids(codings))


def with_whole_ids(codings: pd.DataFrame) -> pd.DataFrame:
    """``codings`` with ids of all digits, which no other source's codings change: for parts of a study.

    Args:
        codings: as for ``fill_coding_ids``; all of each of their sources.
    """
    digests = np.empty(len(codings), dtype="S64")
    for rows in _some_sources(codings["source_id"]):
        columns = [codings[name].take(rows).tolist() for name in _NAMED_BY]
        keys = list(zip(*columns, strict=True))
        seen: Counter[tuple[str, str, str, str]] = Counter()
        for row in sorted(range(len(keys)), key=keys.__getitem__):
            source_id, code_id, coder, quotation, _, _ = keys[row]
            seen[source_id, code_id, coder, quotation] += 1
            occurrence = seen[source_id, code_id, coder, quotation]
            digests[rows[row]] = _digest(source_id, code_id, coder, quotation, occurrence)
    return codings.assign(coding_id=pd.Series(_texts(digests), index=codings.index, dtype="str"))


def with_short_ids(codings: pd.DataFrame) -> pd.DataFrame:
    """``codings`` of ``with_whole_ids``, of all parts together, with ids as short as tells them apart."""
    ids = [LETTER + digits for digits in shortened(codings["coding_id"])]
    return codings.assign(coding_id=pd.Series(ids, index=codings.index, dtype="str"))


_NAMED_BY = ("source_id", "code_id", "coder", "quotation", "start", "end")
_AT_ONCE = 20_000
"""Rows whose quotations are in memory as Python holds them."""


def _some_sources(ids: pd.Series[str]) -> Iterator[np.ndarray[Any, np.dtype[np.intp]]]:
    """The places of rows, those of one source after those of another, some sources at a time."""
    places = pd.factorize(ids)[0]
    order = np.argsort(places, kind="stable")
    start = 0
    for end in np.cumsum(np.bincount(places)).tolist():
        if end - start >= _AT_ONCE:
            yield order[start:end]
            start = end
    if start < len(order):
        yield order[start:]


def _texts(digests: np.ndarray[Any, Any]) -> list[str]:
    return [digest.decode() for digest in digests.tolist()]


def shortened(digests: Sequence[str] | pd.Series[str], length: int = LENGTH) -> list[str]:
    """Each of ``digests`` (hexadecimal) to ``length`` digits, or to as many more as tell it from the others."""
    whole = np.asarray(digests, dtype="S")
    ids = whole.astype(f"S{length}")
    while length < whole.dtype.itemsize:
        values, counts = np.unique(ids, return_counts=True)
        if counts.max(initial=0) < 2:
            break
        length += 2
        again = np.isin(ids, values[counts > 1])
        ids = np.where(again, whole.astype(f"S{length}"), ids)
    return _texts(ids)


def _digest(source_id: str, code_id: str, coder: str, quotation: str, occurrence: int) -> str:
    # A list in JSON, so that no text can reach into its neighbour's place.
    content = json.dumps([source_id, code_id, coder, quotation, occurrence], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
