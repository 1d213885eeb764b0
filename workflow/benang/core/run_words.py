"""What a run and its steps say of themselves."""

from __future__ import annotations

from benang.core.texts import read_texts, text_in


def sentence(name: str, language: str) -> str:
    """A sentence of ``texts/run.yaml``."""
    return text_in(read_texts("run.yaml")[name], language)
