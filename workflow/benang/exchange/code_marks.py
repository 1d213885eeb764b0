"""What a study says of a code in sentences of its definition, since other programs have no place for it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from benang.core.texts import read_texts


class CodeMarks(NamedTuple):
    """Whether a code is a negative case, its side (``none`` for a topic, else empty), and its definition without the
    sentences that say so."""

    negative: bool
    side: str
    definition: str


def code_marks(definition: str) -> CodeMarks:
    """Read what ``benang.exchange.from_study`` writes into a definition.

    Args:
        definition: with its white space collapsed.
    """
    found = set()
    for mark, sentence in _sentences():
        if sentence in definition:
            found.add(mark)
            definition = " ".join(definition.replace(sentence, " ").split())
    return CodeMarks("negative" in found, "none" if "topic" in found else "", definition)


@cache
def _sentences() -> tuple[tuple[str, str], ...]:
    languages = read_texts("exchange.yaml").values()
    return tuple((mark, texts[mark]) for texts in languages for mark in ("negative", "topic"))
