"""Word lists of the cleaning steps, from ``texts/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_TEXTS = Path(__file__).parents[2] / "texts"


@cache
def read_list(name: str) -> Any:
    """The content of ``texts/<name>``, a mapping by language."""
    with (_TEXTS / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def main_language(language: str) -> str:
    """The part of a language code that word lists go by (``pt-BR`` -> ``pt``)."""
    return language.replace("_", "-").split("-")[0].casefold()
