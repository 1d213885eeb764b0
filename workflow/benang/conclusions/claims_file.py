"""What steps ask of the file of claims without reading its claims."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benang.core.lined_yaml import read_lined_yaml


def count_claims(path: str | None) -> int:
    """How many claims the file ``path`` makes; 0 where there is none."""
    if not path:
        return 0
    value: Any = read_lined_yaml(Path(path), path).value
    found = value.get("claims") if isinstance(value, Mapping) else None
    return len(found) if isinstance(found, list) else 0


def must_answer(path: str | None) -> bool:
    """Whether the file ``path`` asks that everything against its claims be answered."""
    value: Any = read_lined_yaml(Path(path), path).value if path else None
    return isinstance(value, Mapping) and value.get("must_answer") is True
