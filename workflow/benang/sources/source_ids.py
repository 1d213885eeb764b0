"""The ids of sources, and which batch one belongs to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

from benang.text.words import marks

_IN_A_BATCH = 50
_MOST_BATCHES = 1024


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
    """In how many batches a study of so many sources is worked on where it does not say: 1 below 100, 16 for 1,000.

    A batch then has 50 to 100 sources. The number doubles, so that it seldom changes while a study grows.
    """
    return min(1 << max(0, (sources // _IN_A_BATCH).bit_length() - 1), _MOST_BATCHES)
