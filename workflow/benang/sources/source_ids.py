"""The ids of sources, and which batch one belongs to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

from benang.text.words import marks

_FEWEST_IN_A_BATCH, _FEW_BATCHES = 25, 16
_IN_A_BATCH, _MOST_BATCHES = 50, 1024


def source_slug(stem: str) -> str:
    """A file name without its suffix as a source id: NFC, letters and digits of any script, ``-`` and ``_``."""
    stem = unicodedata.normalize("NFC", stem)
    return _no_id().sub("-", stem).strip("-")


@cache
def _no_id() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\w{marks()}-]|-)+")


def batch_of(source_id: str, batches: int) -> int:
    """The batch of a source: a hash of its id, so that a new source moves no other to another batch."""
    return int(hashlib.sha256(source_id.encode("utf-8")).hexdigest(), 16) % batches


def batches_for(sources: int) -> int:
    """In how many batches a study of so many sources is worked on where it does not say: 1 below 50, 16 for 1,000.

    Batches are small, since a changed source has its batch done again, up to so many that starting them would cost
    more. The number doubles, so that it seldom changes while a study grows.
    """
    few = min(_doubled(sources // _FEWEST_IN_A_BATCH), _FEW_BATCHES)
    return min(max(few, _doubled(sources // _IN_A_BATCH)), _MOST_BATCHES)


def _doubled(number: int) -> int:
    """The largest power of two up to a number; 1 for none."""
    return 1 << max(0, number.bit_length() - 1)
