"""Whether the study's key is still the one that its texts were made with, asked before each run."""

from __future__ import annotations

from pathlib import Path

from benang.privacy.pseudonym_key import read_key


def holds(key: str | Path, part: str | Path) -> bool:
    """Whether a study's key gives every identifier of one batch the number that the batch was cleaned with.

    Args:
        key: the study's key.
        part: the part of it that the batch was cleaned with.
    """
    if not Path(part).exists():
        return False
    try:
        now = read_key(key).replacements
        return all(now.get(one) == replacement for one, replacement in read_key(part).replacements.items())
    except (ValueError, OSError):
        return False
