"""The words that articles put around quotations and citations, by language: ``texts/articles.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from benang.core.texts import main_language, read_texts


def words(kind: str, language: str) -> tuple[str, ...]:
    """The words of one kind, in lower case, the longest first: those of the language and those of English.

    Args:
        kind: a list of ``texts/articles.yaml``, such as ``informant``.
        language: code of the article's language; one that the file does not have gets the English words.
    """
    return _words(kind, main_language(language))


@cache
def _words(kind: str, language: str) -> tuple[str, ...]:
    vocabulary: Mapping[str, Mapping[str, list[str]]] = read_texts("articles.yaml")
    both = {word for each in (language, "en") for word in vocabulary.get(each, {}).get(kind, ())}
    return tuple(sorted(both, key=lambda word: (-len(word), word)))
