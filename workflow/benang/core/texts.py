"""The library's words and sentences by language: the files in ``texts/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEXTS = Path(__file__).parents[1] / "texts"


@cache
def read_texts(name: str) -> Any:
    """The content of ``texts/<name>``; read once, and not to be changed."""
    with (TEXTS / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def main_language(language: str) -> str:
    """The part of a language code that words go by (``id-ID`` -> ``id``)."""
    return language.replace("_", "-").partition("-")[0].casefold()


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The text in ``language``; where there is none, in English, else in the first language given."""
    for candidate in (language, "en", *texts):
        if texts.get(candidate):
            return texts[candidate]
    return ""
