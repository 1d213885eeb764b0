"""Whether the study's key is still the one that its texts were made with, asked before each run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
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
        now = _replacements(key)
        return all(now.get(one) == replacement for one, replacement in read_key(part).replacements.items())
    except (ValueError, OSError):
        return False


def _replacements(key: str | Path) -> Mapping[tuple[str, str], str]:
    """What a study's key gives each identifier; read once for all batches as long as the file is the same."""
    path = Path(key)
    if not path.is_file():
        return {}
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=1)
def _read(path: Path, *_: int) -> Mapping[tuple[str, str], str]:
    return read_key(path).replacements
