"""The words that articles put around quotations and citations, by language: ``texts/articles.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parents[2] / "texts" / "articles.yaml"


def words(kind: str, language: str) -> tuple[str, ...]:
    """The words of one kind, in lower case, the longest first: those of the language and those of English.

    Parameters:
        kind: a list of ``texts/articles.yaml``, such as ``informant``.
        language: code of the article's language; one that the file does not have gets the English words.
    """
    return _words(kind, language.replace("_", "-").partition("-")[0].casefold())


@cache
def _words(kind: str, language: str) -> tuple[str, ...]:
    both = {word for each in (language, "en") for word in _vocabulary().get(each, {}).get(kind, ())}
    return tuple(sorted(both, key=lambda word: (-len(word), word)))


@cache
def _vocabulary() -> Mapping[str, Mapping[str, list[str]]]:
    with _FILE.open(encoding="utf-8") as file:
        vocabulary: dict[str, dict[str, list[str]]] = yaml.load(
            file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
    return vocabulary
