"""Write files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

UNFINISHED = ".benang-"
"""How the name of a file begins that is still being written."""


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], None], *, private: bool = False) -> None:
    """Let ``write`` fill a file of a temporary name beside ``path``, then rename it to ``path``.

    A killed run therefore leaves the old file or the new one, never half of one. A private file is for its owner alone.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o600 if private else 0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(text: str, path: str | os.PathLike[str]) -> None:
    """Write ``text`` as UTF-8 with LF line ends."""
    write_data(text.encode("utf-8"), path)


def write_data(data: bytes, path: str | os.PathLike[str], *, private: bool = False) -> None:
    """Write ``data`` as it is."""

    def write(target: Path) -> None:
        target.write_bytes(data)

    write_whole(path, write, private=private)
