"""Coders of whose codings there are none, although the study names a file of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd


def absent_coders(listed: Iterable[Mapping[str, Any]], codings: pd.DataFrame) -> list[str]:
    """The coders whose file is missing, empty, or holds no coding that was found again; sorted.

    What was decided or answered about their codings is not out of date for that: it waits for the file.

    Args:
        listed: the entries of ``codings`` in the configuration (``coder`` is empty where a column names the coders).
        codings: table ``codings`` of people.
    """
    there = set(codings["coder"])
    return sorted({str(each["coder"]) for each in listed if each["coder"]} - there)
