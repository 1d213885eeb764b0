"""The approach of a study in words, as each of its outputs prints it."""

from __future__ import annotations

from collections.abc import Sequence

from benang.core.texts import main_language, read_texts
from benang.core.wording import Words

TEXTS = "article.yaml"


def approach_said(stated: str, before: Sequence[str], language: str) -> str:
    """``Approach: framework. Before that: codebook.``; that it is not stated, and what is shown then, where it is not.

    Args:
        stated: the approach of the configuration; empty where there is none.
        before: earlier ones, the earliest first.
        language: Indonesian, else English.
    """
    known = read_texts(TEXTS)
    chosen = main_language(language) if main_language(language) in known else "en"
    words = Words(known[chosen], chosen)
    if not stated:
        return words("approach_not_stated")
    sentences = [words("approach_is", approach=words(_key(stated)))]
    if before:
        sentences.append(words("approach_changed", before=", ".join(words(_key(one)) for one in before)))
    return " ".join(sentences)


def _key(approach: str) -> str:
    return f"approach_{approach.replace('-', '_')}"
