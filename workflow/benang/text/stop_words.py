"""Words that say nothing of what a text is about."""

from __future__ import annotations

from functools import cache

from benang.core.texts import main_language, read_texts


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language, in small letters: those of its list, and the sounds that fill pauses.

    Args:
        language: ISO 639-1 code; of a language without a list there are none.
    """
    name = main_language(language)
    listed: list[list[str]] = [*read_texts("stop_words.yaml").get(name, []), read_texts("fillers.yaml").get(name, [])]
    return frozenset(word for line in listed for word in line)
