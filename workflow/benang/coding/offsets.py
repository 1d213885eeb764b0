"""Follow text through cleaning: which stretch of the raw text a stretch of clean text came from, and back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """Replace the code points ``start:end`` of a text by ``replacement``."""

    start: int
    end: int
    replacement: str = ""
