"""What pandoc made of parts of a report before: a part that is the same is not given to it again.

A changed transcript changes a few sections of the report, and pandoc takes a second to read all of them. What it made
of a part is kept beside the memory of what was read, with a digest of the part and of all else that counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from benang.conclusions.documents.pandoc import pandoc_state
from benang.core.files import write_data


class MadeBefore:
    """What was made of parts, by what they are; ``write`` keeps what was asked for since."""

    def __init__(self, kept: str | Path = "", code: str = "") -> None:
        """Read what is kept.

        Args:
            kept: the file; empty to keep nothing.
            code: digest of the code that makes.
        """
        self._kept = Path(kept) if kept else None
        self._of = hashlib.sha256(f"{code}\0{pandoc_state()}".encode()).hexdigest() if kept else ""
        self._before = _read(self._kept, self._of) if self._kept else {}
        self._now: dict[str, str] = {}

    def made(
        self, kind: str, parts: Sequence[str], make: Callable[[list[str]], Sequence[str] | None]
    ) -> list[str] | None:
        """What was made of each part, in their order.

        Args:
            kind: what is made.
            parts: what it is made from.
            make: makes it of all the parts it is given at once; None where it cannot be told what belongs to which.

        Returns:
            None where ``make`` gives None.
        """
        keys = [hashlib.sha256(f"{kind}\0{part}".encode("utf-8", "surrogatepass")).hexdigest() for part in parts]
        found = {key: self._before[key] for key in keys if key in self._before}
        new = {key: part for key, part in zip(keys, parts, strict=True) if key not in found}
        if new:
            made = make(list(new.values()))
            if made is None:
                return None
            found |= dict(zip(new, made, strict=True))
        self._now |= found
        return [found[key] for key in keys]

    def write(self) -> None:
        """Keep what was asked for, and nothing else, for its owner alone to read."""
        if self._kept and self._now != self._before:
            text = json.dumps({"of": self._of, "made": self._now}, ensure_ascii=False, sort_keys=True)
            write_data(text.encode("utf-8", "surrogatepass"), self._kept, private=True)


def _read(path: Path, of: str) -> dict[str, str]:
    try:
        stored = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
        if stored["of"] != of:
            return {}
        return {str(key): str(made) for key, made in stored["made"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # it only spares time
