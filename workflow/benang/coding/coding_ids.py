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
    count = len(codings)
    columns = [codings[name].tolist() for name in ("source_id", "code_id", "coder", "quotation", "start", "end")]
    keys = list(zip(*columns, strict=True))
    seen: Counter[tuple[str, str, str, str]] = Counter()
    digests = [""] * count
    for row in sorted(range(count), key=keys.__getitem__):
        source_id, code_id, coder, quotation, _, _ = keys[row]
        seen[source_id, code_id, coder, quotation] += 1
        occurrence = seen[source_id, code_id, coder, quotation]
        digests[row] = _digest(source_id, code_id, coder, quotation, occurrence)
    ids = [LETTER + digits for digits in shortened(digests)]
    return codings.assign(coding_id=pd.Series(ids, index=codings.index, dtype="str"))


def shortened(digests: list[str], length: int = LENGTH) -> list[str]:
    """Each of ``digests`` (hexadecimal) to ``length`` digits, or to as many more as tell it from the others."""
    whole = len(digests[0]) if digests else 0
    ids = [digest[:length] for digest in digests]
    while length < whole:
        twice = {short for short, times in Counter(ids).items() if times > 1}
        if not twice:
            break
        length += 2
        ids = [digest[:length] if short in twice else short for digest, short in zip(digests, ids, strict=True)]
    return ids


def _digest(source_id: str, code_id: str, coder: str, quotation: str, occurrence: int) -> str:
    # A list in JSON, so that no text can reach into its neighbour's place.
    content = json.dumps([source_id, code_id, coder, quotation, occurrence], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
